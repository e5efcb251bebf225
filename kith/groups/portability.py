"""What groups hold about a person: taken out whole, or taken away."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext as _

from kith.groups.access import visible_groups
from kith.groups.actions.waiting import forget_waiting, settle, take_turn
from kith.groups.models import Agreed, Group, GroupInvitation, HandOverNote, JoinRequest, Waiting
from kith.notices.actions import notify
from kith.people.models import Person, Role
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
    given: dict[str, list[dict]] = {
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
        "group_agreements": [
            {"group": name(one.agreement.group), "agreement": one.agreement.text, "at": one.at} for one in agreed
        ],
    }
    return given | _waiting_and_notes(person, name)


def _waiting_and_notes(person: Person, name: Callable[[Group], str]) -> dict[str, list[dict]]:
    """Where they wait for a place, and what they told others who run a group. `name` says what a group may be called here."""
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
    JoinRequest.objects.filter(person=person).delete()
    HandOverNote.objects.filter(person=person).delete()
    for group in Group.objects.filter(waiting__person=person):
        forget_waiting(take_turn(group), person)
        settle(take_turn(group))
    Agreed.objects.filter(person=person).delete()
    GroupInvitation.objects.filter(Q(inviter=person) | Q(person=person)).delete()
