"""What a notice about a group says, and to whom it says nothing."""

from datetime import time, timedelta

import pytest

from kith.core.clock import now
from kith.groups import actions
from kith.groups.belonging import tasks as belonging
from kith.groups.coming import next_meetings
from kith.groups.models import Group, MeetingTime
from kith.groups.tasks import keep_time
from kith.groups.told import groups_of
from kith.notices.kinds import tell
from kith.notices.models import GroupWish, Notice, Outgoing
from kith.notices.planning import plan
from kith.spaces.models import Membership

pytestmark = pytest.mark.django_db


def thank(cast, group):
    actions.say_thanks(cast.cleo, group, cast.ana.main_handle, "You waited for me.")


def ask(cast, group):
    Membership.objects.filter(space=group.space_id, person=cast.ana).update(role="cofacilitator")
    Group.objects.filter(pk=group.pk).update(joining="request")
    actions.ask_to_join(cast.stranger, group, "Sam", "May I?")


def miss(cast, group):
    actions.set_part(cast.ana, group, welcomes=True)
    actions.set_part(cast.ben, group, missed_after=2)
    Membership.objects.filter(space=group.space_id, person=cast.ben).update(seen=now() - timedelta(days=15))
    belonging.miss_people()


def move_a_meeting(cast, group):
    weekly = actions.save_meeting_time(
        cast.cleo, group, MeetingTime(weekday=2, starts=time(18, 30), time_zone="Europe/London")
    )
    actions.remind_me(cast.ana, group, day_before=True, hour_before=False)
    actions.call_off(cast.cleo, group, next(one for one in next_meetings(group) if one.time.pk == weekly.pk))


@pytest.mark.parametrize("happens", [thank, ask, miss, move_a_meeting])
def test_whoever_wants_to_hear_nothing_of_a_group_hears_nothing_of_what_happens_in_it(happens, cast, walk):
    GroupWish.objects.create(person=cast.ana, group=walk.pk, level="nothing")
    happens(cast, walk)
    one = Notice.objects.get(person=cast.ana)
    plan([one.pk])
    one.refresh_from_db()
    assert one.read_at and not Outgoing.objects.exists()


def test_what_is_in_no_group_has_none():
    assert groups_of("letter", ["1"]) == {}
    assert groups_of("thread", ["1"]) == {}


def test_a_place_is_kept_until_the_hour_the_notice_says(clock, cast, make_group):
    full = make_group(size_limit=2, members=[cast.ben])
    actions.wait(cast.ana, full)
    actions.leave(cast.ben, full)
    said = "It is kept for you until Thursday 26 March, 12:00."
    (told,) = tell(cast.ana, list(Notice.objects.filter(person=cast.ana))).values()
    assert said in told.text
    clock.later(days=2)
    (told,) = tell(cast.ana, list(Notice.objects.filter(person=cast.ana))).values()
    assert said in told.text
    clock.later(hours=23)
    keep_time()
    assert actions.join(cast.ana, full, "Ana").is_active
