"""People waiting for an answer: what was laid before the viewer, to take on or to pass on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kith.core.once import once
from kith.core.pages import member, page
from kith.groups import actions, unanswered
from kith.groups.belonging.access import my_offering
from kith.people.asking import MemberRequest


@member
@once
def answering(request: MemberRequest) -> HttpResponse:
    if request.method == "POST":
        return _decide(request)
    context = {
        "waiting": unanswered.waiting_for(request.user),
        "offering": my_offering(request.user),
        "nav": "groups",
    }
    return page(request, "groups/answering.html", context)


def _decide(request: MemberRequest) -> HttpResponse:
    if "take" in request.POST:
        actions.take_offer(request.user, unanswered.get_offer(request.user, request.POST["take"]))
        messages.success(request, _("Thank you. For a day nobody else is asked."))
    else:
        actions.not_now(request.user, unanswered.get_offer(request.user, request.POST.get("not_now", "")))
        messages.success(request, _("That is fine. Someone else is asked. Nobody is told that it was you."))
    return redirect("answering")
