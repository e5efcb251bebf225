"""Pages for not meeting someone, or not reading a name for now, and for changing one's mind."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.once import once
from kith.core.pages import member, page
from kith.people import access, actions, apart
from kith.people.asking import MemberRequest


@member
@once
def block(request: MemberRequest, tie_id: UUID) -> HttpResponse:
    """Asks first, because it says what will happen; a POST does it."""
    tie = access.get_my_person(request.user, tie_id)
    if request.method == "POST":
        actions.block(request.user, access.person_of(tie))
        messages.success(request, _("You and %(name)s are kept apart here. They are not told.") % {"name": tie.name})
        return redirect("sharing")
    return page(request, "people/block.html", {"nav": "network", "tie": tie})


@member
@require_POST
def unblock(request: MemberRequest, mark: str) -> HttpResponse:
    actions.unblock(request.user, access.get_block(request.user, mark))
    messages.success(request, _("The block is ended. They are not told."))
    return redirect("sharing")


@member
@require_POST
def mute(request: MemberRequest, tie_id: UUID) -> HttpResponse:
    """From a tie: no notices from their main name, and their words in groups stay folded."""
    tie = access.get_my_person(request.user, tie_id)
    actions.mute(request.user, access.person_of(tie).signature)
    messages.success(
        request, _("%(name)s is muted. They are not told. You can undo it under Who sees what.") % {"name": tie.name}
    )
    return redirect("tie", tie_id=tie.pk)


@member
@require_POST
def unmute(request: MemberRequest, mark: str) -> HttpResponse:
    made = apart.get_mute(request.user, mark)
    actions.unmute(request.user, made)
    messages.success(request, _("You read %(name)s again.") % {"name": made.handle.name})
    return redirect("sharing")
