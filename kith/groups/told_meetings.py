"""How notices about meetings read: only while one is in the group, and only what holds when they are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from kith.core.moments import clock, day
from kith.groups.about import meeting_times
from kith.groups.access import visible_groups
from kith.groups.coming import meeting_called
from kith.groups.models import Group, Meeting
from kith.notices.families import Family
from kith.notices.kinds import Told, register
from kith.notices.models import Notice
from kith.people.models import Person
from kith.spaces.access import my_memberships

Say = Callable[[Meeting], str]


def _each(viewer: Person, notices: Sequence[Notice], say: Say) -> dict[int, Told]:
    """A notice names its meeting as "group.meeting". One that is over, or of which there is nothing to say, says nothing."""
    names = {notice.pk: notice.thing_id.partition(".")[::2] for notice in notices}
    known = visible_groups(viewer).filter(space__in=my_memberships(viewer).values("space"), state=Group.State.OPEN)
    groups = known.in_bulk([int(group) for group, _key in names.values() if group.isdigit()])
    times = meeting_times(list(groups))
    told = {}
    for pk, (number, key) in names.items():
        group = groups.get(int(number)) if number.isdigit() else None
        meeting = meeting_called([one for one in times if group and one.group_id == group.pk], key)
        if group and meeting and (words := say(meeting)):
            when = {"group": group.name, "day": day(meeting.starts), "time": clock(meeting.starts)}
            then = {"then": day(meeting.meant), "hour": clock(meeting.meant)}
            told[pk] = Told(words % (when | then), reverse("meeting", args=[group.slug, key]))
    return told


def meeting_soon(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    text = _("%(group)s meets: %(day)s, %(time)s.")
    return _each(viewer, notices, lambda meeting: "" if meeting.cancelled else text)


def meeting_changed(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    return _each(viewer, notices, _changed)


def _changed(meeting: Meeting) -> str:
    if meeting.cancelled:
        return _("%(group)s does not meet on %(day)s.")
    if meeting.moved and meeting.starts != meeting.meant:
        return _("%(group)s meets at another time: %(day)s, %(time)s. Not: %(then)s, %(hour)s.")
    if meeting.moved:
        return _("%(group)s meets on %(day)s, %(time)s, but in another place.")
    return _("%(group)s meets on %(day)s, %(time)s after all, as planned.")


def meeting_times_changed(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    """The page of its meetings says when it meets now."""
    known = visible_groups(viewer).filter(space__in=my_memberships(viewer).values("space"), state=Group.State.OPEN)
    groups = {str(one.pk): one for one in known.filter(pk__in=[notice.thing_id for notice in notices])}
    text = _("When or where %(group)s meets was changed.")
    return {
        notice.pk: Told(text % {"group": one.name}, reverse("group_meetings", args=[one.slug]))
        for notice in notices
        if (one := groups.get(notice.thing_id))
    }


def register_all() -> None:
    for teller in (meeting_soon, meeting_changed, meeting_times_changed):
        register(teller.__name__, teller, in_group=True, family=Family.MEETINGS)
