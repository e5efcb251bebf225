"""What groups hold about a person: taken out whole, or taken away."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext as _

from kith.groups.access import visible_groups
from kith.groups.actions.waiting import forget_waiting, settle, take_turn
from kith.groups.belonging.models import Offer, ReachOut, Thanks
from kith.groups.models import (
    Agreed,
    Calendar,
    Coming,
    Group,
    GroupInvitation,
    HandOverNote,
    JoinRequest,
    Reminded,
    Reminder,
    Seat,
    SessionPost,
    Waiting,
)
from kith.notices.actions import notify
from kith.people.models import Person, Role
from kith.people.names import SOMEONE
from kith.people.portability import own_names
from kith.spaces.models import Membership


def export(person: Person) -> dict[str, list[dict]]:
    """What they did in groups. A hidden group they are not in any more has no name here: it may have another by now."""
    known = set(visible_groups(person).values_list("pk", flat=True))

    def name(group: Group) -> str:
        return group.name if group.pk in known else _("A group you left")

    asked = JoinRequest.objects.filter(person=person).select_related("group").order_by("asked")
    agreed = Agreed.objects.filter(person=person).select_related("agreement__group").order_by("at")
    names = own_names(person)
    run = Membership.objects.filter(person=person, space__group__isnull=False).select_related("space__group", "handle")
    invited = GroupInvitation.objects.filter(inviter=person).select_related("group").order_by("at")
    return {
        "groups": [
            {
                "group": name(one.space.group),
                "as": one.handle.name,
                "role": str(one.get_role_display()),
                "at": one.joined,
            }
            for one in run.order_by("joined")
        ],
        "group_invitations": [
            {"group": name(one.group), "to": names.get(one.person_id, ""), "at": one.at} for one in invited
        ],
        "group_requests": [
            {
                "group": name(one.group),
                "words": one.answer,
                "at": one.asked,
                "accepted": one.accepted,
                "answered": one.decided,
            }
            for one in asked
        ],
        **_waiting_and_notes(person, name),
        **_meetings(person, name),
        "group_agreements": [
            {"group": name(one.agreement.group), "agreement": one.agreement.text, "at": one.at} for one in agreed
        ],
        **_belonging(person, name),
    }


def _belonging(person: Person, name: Callable[[Group], str]) -> dict[str, list[dict]]:
    return {
        "thanks_given": [
            {
                "group": name(one.group),
                "to": str(one.received_as or SOMEONE),
                "as": str(one.given_as),
                "words": one.words,
                "at": one.at,
            }
            for one in Thanks.objects.filter(giver=person)
            .select_related("group", "received_as", "given_as")
            .order_by("at")
        ],
        "hellos": [
            {"as": str(one.written_as), "words": one.words, "at": one.said}
            for one in ReachOut.objects.filter(writer=person).select_related("written_as").order_by("said")
        ],
        "missed": [
            {
                "group": name(one.membership.space.group),
                "since": one.noticed,
                "said_back": str(one.get_answer_display()),
                "ended": one.ended,
            }
            for one in ReachOut.objects.filter(membership__person=person)
            .select_related("membership__space__group")
            .order_by("noticed")
        ],
        "asked_to_answer": [
            {
                "group": name(one.group),
                "asked": one.asked,
                "taken_on": one.taken,
                "until": one.until,
                "ended": one.ended,
            }
            for one in Offer.objects.filter(person=person).select_related("group").order_by("asked")
        ],
    }


def _waiting_and_notes(person: Person, name: Callable[[Group], str]) -> dict[str, list[dict]]:
    return {
        "group_waiting": [
            {"group": name(one.group), "at": one.since, "offered": one.offered, "ends": one.ends}
            for one in Waiting.objects.filter(person=person).select_related("group").order_by("since")
        ],
        "hand_over_notes": [
            {
                "group": name(one.group),
                "as": one.author.name,
                "words": one.words,
                "at": one.at,
                "withdrawn": one.taken_back,
            }
            for one in HandOverNote.objects.filter(person=person).select_related("group", "author").order_by("at")
        ],
    }


def _meetings(person: Person, name: Callable[[Group], str]) -> dict[str, list[dict]]:
    coming = Coming.objects.filter(person=person).select_related("time__group").order_by("day")
    reminders = Reminder.objects.filter(person=person).select_related("group").order_by("pk")
    said = SessionPost.objects.filter(person=person).select_related("session__group", "author").order_by("created")
    return {
        "meetings": [
            {"group": name(one.time.group), "day": one.day, "comes": one.comes, "quietly": one.quietly}
            for one in coming
        ],
        "meeting_reminders": [
            {"group": name(one.group), "day_before": one.day_before, "hour_before": one.hour_before}
            for one in reminders
        ],
        "sessions": [
            {
                "group": name(one.session.group),
                "as": one.author.name,
                "words": one.body,
                "at": one.created,
                "put_away": one.hidden,
            }
            for one in said
        ],
        "calendar": [{"made": one.made, "named": one.named} for one in Calendar.objects.filter(person=person)],
    }


def hide(person: Person, keep_posts: bool) -> None:
    """A group that nobody runs any more is not left alone: the stewards are told, who can give someone the role."""
    ran = Membership.objects.filter(person=person, space__group__isnull=False).exclude(role=Membership.Role.MEMBER)
    running = Membership.objects.filter(state=Membership.State.ACTIVE).exclude(role=Membership.Role.MEMBER)
    led = running.exclude(person=person).values("space")
    stewards = Role.objects.filter(kind=Role.Kind.STEWARD).exclude(person=person).values_list("person", flat=True)
    open_now = Group.objects.exclude(state=Group.State.CLOSED).filter(space__in=ran.values("space"))
    for group in open_now.exclude(space__in=led):
        notify(None, stewards, "group_unled", "group", group.pk)


def erase(person: Person) -> None:
    Thanks.objects.filter(Q(giver=person) | Q(receiver=person)).delete()
    ReachOut.objects.filter(Q(writer=person) | Q(membership__person=person)).delete()
    Offer.objects.filter(person=person).delete()
    JoinRequest.objects.filter(person=person).delete()
    HandOverNote.objects.filter(person=person).delete()
    for group in Group.objects.filter(waiting__person=person):
        forget_waiting(take_turn(group), person)
        settle(take_turn(group))
    Agreed.objects.filter(person=person).delete()
    Seat.objects.filter(membership__person=person).delete()
    for model in (Coming, Reminder, Reminded, Calendar, SessionPost):
        model.objects.filter(person=person).delete()
    GroupInvitation.objects.filter(Q(inviter=person) | Q(person=person)).delete()
