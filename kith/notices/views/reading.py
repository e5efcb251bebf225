"""Pages for what happened: the list, opening one, and putting them all aside."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.pages import member, page
from kith.notices import access, actions
from kith.notices.kinds import Told
from kith.people.asking import MemberRequest


def number(text: str) -> int | None:
    """A whole number from an address; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def plainly(request: MemberRequest, told: Told) -> Told:
    """For those who want to be discreet, only that there is something."""
    return told._replace(text=_("There is something new for you.")) if request.user.discreet else told


@member
def notices(request: MemberRequest) -> HttpResponse:
    found, older = access.notices_page(request.user, number(request.GET.get("before", "")))
    rows = [(notice, plainly(request, told)) for notice, told in actions.read_out(request.user, found)]
    return page(request, "notices/notices.html", {"rows": rows, "older": older, "nav": "notices"})


@member
def open_notice(request: MemberRequest, notice_id: int) -> HttpResponse:
    told = actions.open_notice(request.user, access.get_notice(request.user, notice_id))
    if told:
        return redirect(told.href)
    return page(request, "notices/gone.html", {"nav": "notices"})


@member
@require_POST
def mark_read(request: MemberRequest) -> HttpResponse:
    actions.mark_read(request.user)
    messages.success(request, _("All notices are marked as read."))
    return redirect("notices")
