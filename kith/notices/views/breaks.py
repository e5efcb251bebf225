"""One page to go quiet for a while, and one press to come back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.pages import member, page
from kith.notices import access, actions
from kith.notices.forms import BreakForm
from kith.people.asking import MemberRequest


@member
def take_a_break(request: MemberRequest) -> HttpResponse:
    form = BreakForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.take_a_break(request.user, form.moment())
        messages.success(request, _("You are on a break. Nobody is told. Come back whenever you like."))
        return redirect("break")
    context = {"nav": "you", "form": form, "resting": access.on_a_break(request.user)}
    return page(request, "notices/break.html", context, status=422 if form.is_bound else 200)


@member
@require_POST
def come_back(request: MemberRequest) -> HttpResponse:
    actions.come_back(request.user)
    messages.success(request, _("Welcome back. What came meanwhile is in your notices, to read when you like."))
    return redirect("home")
