"""Where someone is signed in, and when this device locks."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.pages import member, page
from kith.people import actions, cookies, devices, locks, proof
from kith.people.asking import MemberRequest
from kith.people.forms import LockForm


@member
def sessions(request: MemberRequest) -> HttpResponse:
    """The list; a POST signs out everywhere else."""
    this = request.session.session_key
    if request.method == "POST":
        actions.end_other_sessions(request.user, this)
        messages.success(request, _("You are signed out everywhere else."))
        return redirect("usersessions_list")
    return page(
        request,
        "usersessions/usersession_list.html",
        {"nav": "you", "devices": devices.my_devices(request.user, this)},
    )


@member
@require_POST
def end(request: MemberRequest, pk: int) -> HttpResponse:
    """Sign out one place. A second tap finds it gone already."""
    row = devices.get_session(request.user, pk)
    if row.session_key == request.session.session_key:
        actions.sign_out(request.user, request)
        return redirect("/")
    actions.end_session(request.user, row)
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")


@member
@require_POST
def end_all(request: MemberRequest) -> HttpResponse:
    """Sign out everywhere, here too."""
    actions.end_other_sessions(request.user, None)
    actions.sign_out(request.user, request)
    return redirect("/")


@member
def privacy(request: MemberRequest) -> HttpResponse:
    """When this device locks. A weaker lock than before asks for a proof first."""
    before = locks.minutes(request.session, request.user.entrusted)
    form = LockForm(request.POST or None, entrusted=request.user.entrusted, initial={"after": before or ""})
    if request.method != "POST" or not form.is_valid():
        context = {"nav": "you", "form": form, "before": before}
        return page(request, "people/privacy.html", context, status=422 if form.is_bound else 200)
    after = form.cleaned_data["after"]
    if before and (after is None or after > before) and not proof.is_lately(request, request.user):
        return proof.ask_again(request)
    actions.choose_lock(request.user, request.session, after)
    messages.success(request, _("This device now does as you chose."))
    response = redirect("privacy-here")
    if not request.session.get_expire_at_browser_close():
        cookies.remember_lock(response, after)
    return response
