"""The one kind of notice that no area above causes: someone accepted an invitation."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kith.notices.actions import notify
from kith.notices.families import Family
from kith.notices.kinds import Told, register
from kith.notices.models import Notice
from kith.people.access import my_people
from kith.people.models import Person, Tie

ACCEPTED = "accepted"


def tell_inviter(sender: Any, inviter: Person, invited: Person, tie: Tie, **_kwargs: Any) -> None:
    notify(invited.main_handle, [inviter.pk], ACCEPTED, "tie", tie.pk)


def accepted(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    """Only while the viewer keeps them on the map."""
    ties: dict[str, Any] = {str(tie.pk): tie for tie in my_people(viewer)}
    return {
        notice.pk: Told(
            _said(ties[str(notice.thing_id)]),
            reverse("tie", args=[notice.thing_id]),
            _("%(here)s accepted your invitation.") % {"here": ties[str(notice.thing_id)].here_as},
        )
        for notice in notices
        if str(notice.thing_id) in ties
    }


def _said(tie: Any) -> str:
    """The owner's own name for them, and the one the account goes by, so that it shows who took the place."""
    names = {"name": tie.name, "here": tie.here_as}
    if tie.confirmed:
        return _("%(name)s accepted your invitation, and is here as %(here)s. You are connected.") % names
    return _("%(here)s accepted your invitation for %(name)s. Please say whether it is really them.") % names


def register_all() -> None:
    from kith.people.signals import connected

    register(ACCEPTED, accepted, family=Family.CLOSE)
    connected.connect(tell_inviter, dispatch_uid="notices.accepted")
