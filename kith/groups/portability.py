"""What groups hold about a person: taken out whole, or taken away."""

from __future__ import annotations

from django.db.models import Q

from kith.groups.models import Agreed, GroupInvitation, JoinRequest
from kith.people.models import Person


def export(person: Person) -> dict[str, list[dict]]:
    asked = JoinRequest.objects.filter(person=person).select_related("group").order_by("asked")
    agreed = Agreed.objects.filter(person=person).select_related("agreement__group").order_by("at")
    invited = GroupInvitation.objects.filter(inviter=person).select_related("group").order_by("at")
    return {
        "group_invitations": [{"group": one.group.name, "at": one.at} for one in invited],
        "group_requests": [
            {"group": one.group.name, "words": one.answer, "at": one.asked, "accepted": one.accepted} for one in asked
        ],
        "group_agreements": [
            {"group": one.agreement.group.name, "agreement": one.agreement.text, "at": one.at} for one in agreed
        ],
    }


def erase(person: Person) -> None:
    JoinRequest.objects.filter(person=person).delete()
    Agreed.objects.filter(person=person).delete()
    GroupInvitation.objects.filter(Q(inviter=person) | Q(person=person)).delete()
