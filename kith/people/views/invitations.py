"""Pages for inviting someone by a link, and for opening such a link."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from kith.core.once import once
from kith.core.pages import member, page, public
from kith.people import access, actions
from kith.people.actions.invitations import token_hash
from kith.people.asking import MemberRequest
from kith.people.entrance import INVITATION
from kith.people.forms import WelcomeForm
from kith.people.models import Invitation

HELD = INVITATION


@member
@require_POST
@sensitive_variables("token")
def invite(request: MemberRequest, tie_id: UUID) -> HttpResponse:
    """Shows the link; this once, because only a fingerprint of it is kept."""
    tie = access.get_tie(request.user, tie_id)
    token = actions.invite(request.user, tie)
    link = request.build_absolute_uri(f"/invitation/{token}/")
    return page(request, "people/invited.html", {"nav": "network", "tie": tie, "link": link})


@member
@require_POST
def withdraw(request: MemberRequest, tie_id: UUID) -> HttpResponse:
    tie = access.get_tie(request.user, tie_id)
    actions.withdraw_invitations(request.user, tie)
    return redirect("tie", tie_id=tie.pk)


@public
@cache_control(no_store=True, private=True)
@once
@sensitive_variables("token")
def invitation(request: HttpRequest, token: str = "") -> HttpResponse:
    """A link someone was given, or (without a token) the one this browser opened before joining."""
    mark = token_hash(token) if token else request.session.get(HELD, "")
    try:
        found = access.find_invitation(request.user, mark)
    except Http404:
        request.session.pop(HELD, None)
        return page(request, "people/invitation_closed.html", {}, status=404)
    if not request.user.is_authenticated:
        request.session[HELD] = mark
        return page(request, "people/invitation_door.html", {})
    if found.owner_id == request.user.pk:
        return page(request, "people/invitation_own.html", {"nav": "network", "tie": found.tie})
    return _answer(cast(MemberRequest, request), found)


def _answer(request: MemberRequest, found: Invitation) -> HttpResponse:
    """The question itself: connect, or not. Saying no tells nobody."""
    if request.method == "POST" and "no" in request.POST:
        request.session.pop(HELD, None)
        return page(request, "people/invitation_declined.html", {"nav": "network"})
    form = WelcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tie = actions.accept_invitation(request.user, found, **form.cleaned_data)
        request.session.pop(HELD, None)
        return redirect("tie", tie_id=tie.pk)
    context = {"nav": "network", "inviter": found.owner, "form": form, "met": access.tie_to(request.user, found.owner)}
    return page(request, "people/invitation.html", context, status=422 if form.is_bound else 200)
