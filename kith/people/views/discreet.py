"""How quietly Kith shows itself, and what leaving quickly does."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.pages import member, page
from kith.people import actions
from kith.people.asking import MemberRequest


@member
def discreet(request: MemberRequest) -> HttpResponse:
    """One switch, and in words what it does and what it does not."""
    if request.method == "POST":
        actions.be_discreet(request.user, request.POST.get("discreet") == "1")
        messages.success(request, _("Saved."))
        return redirect("discreet")
    return page(request, "people/discreet.html", {"nav": "you"})


@member
@require_POST
def exit_explained(request: MemberRequest) -> HttpResponse:
    """They have read how leaving quickly works."""
    actions.exit_is_explained(request.user)
    return redirect("home")
