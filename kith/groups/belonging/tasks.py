"""What is done by the clock so that nobody is left: asking people to answer, measuring, and missing those who asked for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kith.core import retention
from kith.core.clock import now
from kith.core.jobs import task
from kith.groups.belonging import pace
from kith.groups.belonging.access import PUT_BACK_WITHIN, today
from kith.groups.belonging.models import Offer, Pace, ReachOut, Thanks
from kith.groups.belonging.turns import A_WEEK, PASS_ON, WAIT, Answerer, hours, in_turn
from kith.groups.models import Group
from kith.groups.unanswered import (
    A_LIST,
    LOOKS_BACK,
    as_met_by,
    first_answers,
    first_of_each,
    unanswered_in,
    without_answer,
)
from kith.notices.access import not_on_a_break
from kith.notices.actions import drop, notify
from kith.people.models import Person, Role
from kith.spaces.models import Membership, Post

MEASURED_OVER = timedelta(days=180)
MEASURED_AT_MOST = 40
MISSED_AT_ONCE = 200
WEEKS = (1, 2, 3, 4, 6, 8, 12, 26)
ACTIVE = Membership.State.ACTIVE


def can_be_turned_to() -> QuerySet[Membership]:
    """Memberships of people who may be asked for something or missed now: the one place where others are left out."""
    return Membership.objects.filter(not_on_a_break("person"), state=ACTIVE, person__is_active=True)


# ------------------------------------------------------------------------------------------------ asking to answer


@task("groups.find_answers", every=timedelta(minutes=10))
def find_answers() -> None:
    """Ask for each group where someone offered to answer, or was asked and has not said: one short job a group."""
    offering = can_be_turned_to().filter(answers_a_week__gt=0).values("space")
    open_now = Offer.objects.filter(ended__isnull=True).values("group")
    moment = now().strftime("%Y%m%d%H%M")
    for group in Group.objects.filter(Q(space__in=offering) | Q(pk__in=open_now)).values_list("pk", flat=True):
        ask_in_group.enqueue(group, key=f"{group}:{moment}")


@task("groups.ask_in_group")
@transaction.atomic
def ask_in_group(group_id: int) -> None:
    """End what is over, then lay each post that waits before the person whose turn it is. Runs as often as it likes."""
    group = Group.objects.get(pk=group_id)
    end_what_is_over(group)
    wait, pass_on = hours(WAIT, PASS_ON)
    at, people = now(), answerers(group)
    for post in first_of_each(free_posts(group, at, wait, people)):
        if not any(one.is_free for one in people.values()):
            return
        chosen = next((one for one in in_turn(people.values()) if can_be_asked(one.person, post)), None)
        if chosen:
            chosen.asked.append(at)
            Offer.objects.create(group=group, post=post, person_id=chosen.person, asked=at, until=at + pass_on)
            notify(None, [chosen.person], "waiting", "thread", post.thread_id)


def end_what_is_over(group: Group) -> None:
    """Offers whose post somebody answered, whose time is over, or whose person is not there to answer any more."""
    waits = Exists(without_answer().filter(pk=OuterRef("post")))
    here = can_be_turned_to().filter(space=group.space_id, answers_a_week__gt=0, person=OuterRef("person"))
    for offer in Offer.objects.filter(group=group, ended__isnull=True).annotate(waits=waits, here=Exists(here)):
        if not offer.waits or offer.until <= now() or not offer.here:
            end_offer(offer, Offer.How.PASSED if offer.waits else Offer.How.ANSWERED)


def end_offer(offer: Offer, how: str) -> bool:
    """It stands before them no more, and nor does its notice; False when it had ended already."""
    if not Offer.objects.filter(pk=offer.pk, ended__isnull=True).update(ended=now(), how=how):
        return False
    thread = Post.objects.filter(pk=offer.post_id).values_list("thread", flat=True).first()
    drop("waiting", "thread", thread, Person(pk=offer.person_id))
    return True


def free_posts(group: Group, at: datetime, wait: timedelta, people: Collection[int]) -> QuerySet[Post]:
    """What waits and is laid before nobody now, without what all these people were asked about already."""
    offers = Offer.objects.filter(post=OuterRef("pk"))
    posts = unanswered_in(group.space_id, at, wait).filter(~Exists(offers.filter(ended__isnull=True)))
    asked = Offer.objects.filter(group=group, asked__gt=at - LOOKS_BACK, person__in=people)
    counted: dict[int, int] = defaultdict(int)
    for post in asked.values_list("post", flat=True):
        counted[post] += 1
    return posts.exclude(pk__in=[post for post, count in counted.items() if count >= len(people)])[:A_LIST]


def answerers(group: Group) -> dict[int, Answerer]:
    """Everyone who offered to answer in a group, with when they were asked within a week. Two queries."""
    trained = Role.objects.filter(person=OuterRef("person"), kind=Role.Kind.PEER_SUPPORTER)
    offering = can_be_turned_to().filter(space=group.space_id, answers_a_week__gt=0).annotate(trained=Exists(trained))
    found = {
        person: Answerer(person, a_week, trained)
        for person, a_week, trained in offering.values_list("person", "answers_a_week", "trained")
    }
    for person, at in Offer.objects.filter(group=group, asked__gt=now() - A_WEEK).values_list("person", "asked"):
        if person in found:
            found[person].asked.append(at)
    return found


def can_be_asked(person: int, post: Post) -> bool:
    """They may read it, by a name they meet and did not mute; it is not their own; they were not asked about it before."""
    if Offer.objects.filter(post=post, person=person).exists():
        return False
    return as_met_by(Person(pk=person), Post.objects.filter(pk=post.pk)).exists()


# ------------------------------------------------------------------------------------------------ how long answers take


@task("groups.measure_answers", every=timedelta(hours=1))
@transaction.atomic
def measure_answers() -> None:
    """Write down how long the first answer usually takes, in each group and in the whole community."""
    since, waits, names = now() - MEASURED_OVER, [], set()
    for group in Group.objects.only("pk", "space_id", "answer_minutes"):
        rows = list(first_answers(group.space_id, since, MEASURED_AT_MOST))
        taken = [answered - begun for _author, begun, answered in rows]
        authors = {author for author, _begun, _answered in rows}
        minutes = pace.middle(taken, len(authors))
        if minutes != group.answer_minutes:
            Group.objects.filter(pk=group.pk).update(answer_minutes=minutes)
        waits += taken
        names |= authors
    everywhere = pace.middle(waits, len(names))
    if everywhere is None:
        Pace.objects.all().delete()
    else:
        Pace.objects.update_or_create(community=True, defaults={"minutes": everywhere, "measured": now()})


# ------------------------------------------------------------------------------------------------ missing people


@task("groups.miss_people", every=timedelta(days=1))
@transaction.atomic
def miss_people() -> None:
    """Tell those who mind a group, once, of people who asked to be missed and have not come for so many weeks.

    Only once a day, so that it tells no hour at which someone came.
    """
    came_back = Q(membership__seen__gte=F("noticed")) | ~Q(membership__state=ACTIVE) | Q(membership__missed_after=0)
    ReachOut.objects.filter(came_back, ended__isnull=True).update(ended=now())
    open_ones = ReachOut.objects.filter(membership=OuterRef("pk"), ended__isnull=True)
    wishing = can_be_turned_to().filter(~Exists(open_ones), space__writing=True, space__group__isnull=False)
    for weeks in WEEKS:
        quiet = wishing.filter(missed_after=weeks, seen__lt=now() - timedelta(weeks=weeks)).order_by("seen")
        for membership in quiet.select_related("space")[:MISSED_AT_ONCE]:
            miss(membership)


def miss(membership: Membership) -> None:
    made = ReachOut.objects.create(membership=membership, noticed=today())
    minding = Q(welcomes=True) | Q(role__in=Membership.RUNNING)
    others = can_be_turned_to().filter(minding, space=membership.space_id).exclude(person=membership.person_id)
    notify(None, others.values_list("person", flat=True), "quiet_member", "reach_out", made.pk)


# ------------------------------------------------------------------------------------------------ letting go


@task("groups.forget_removed_thanks", every=timedelta(hours=1))
@transaction.atomic
def forget_removed_thanks() -> None:
    Thanks.objects.filter(removed__lte=now() - PUT_BACK_WITHIN).delete()


@retention.kept(
    "answer_offers",
    days=30,
    least=15,
    most=365,
    what=_("that you were asked to answer someone, once that is over"),
    why=_("So that nobody is asked twice, or too often."),
    who=_("You, while it stands. Nobody else."),
)
def forget_ended_offers(before: datetime) -> int:
    return Offer.objects.filter(ended__lt=before).delete()[0]


@retention.kept(
    "hellos",
    days=30,
    least=1,
    most=365,
    what=_("that you were missed in a group, and the hello you got, once you came back or answered"),
    why=_("So that whoever wrote to you can see that it reached you."),
    who=_("You, and those who run that group or welcome people there."),
)
def forget_hellos(before: datetime) -> int:
    return ReachOut.objects.filter(ended__lt=before).delete()[0]
