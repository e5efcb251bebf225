"""Pages to say that one is having a hard time, quietly and to whom one chooses, and to read it of others."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kith.core.moments import day
from kith.core.once import once
from kith.core.pages import member, page
from kith.people.asking import MemberRequest
from kith.recovery import access, actions, hard_times
from kith.recovery.forms import HardTimeForm, posted
from kith.recovery.sharing import HARD_TIME

NAV = "network"


@member
@once
def hard_time(request: MemberRequest) -> HttpResponse:
    """While it stands: its words, who sees it, and the way back. Before: what saying so does."""
    standing = hard_times.my_hard_time(request.user)
    people = access.readers(request.user, HARD_TIME)
    context = {"nav": NAV, "standing": standing, "people": people, "form": None}
    if standing is None:
        return redirect("hard-time") if request.method == "POST" else page(request, "recovery/hard_time.html", context)
    form = HardTimeForm(posted(request), people=people, initial={"words": standing.words})
    if request.method == "POST" and form.is_valid():
        actions.put_words(request.user, standing, form.cleaned_data["words"], form.cleaned_data.get("share", []))
        messages.success(request, _("Saved."))
        return redirect("hard-time")
    status = 422 if request.method == "POST" else 200
    return page(request, "recovery/hard_time.html", {**context, "form": form}, status=status)


@member
@require_POST
def say_so(request: MemberRequest) -> HttpResponse:
    actions.say_so(request.user)
    return redirect("hard-time")


@member
@require_POST
def longer(request: MemberRequest) -> HttpResponse:
    """For one that ended in the meantime there is nothing to make longer."""
    standing = hard_times.my_hard_time(request.user)
    if standing:
        actions.make_longer(request.user, standing)
        messages.success(request, _("It stands until %(day)s.") % {"day": day(standing.ends)})
    return redirect("hard-time")


@member
@require_POST
def over(request: MemberRequest) -> HttpResponse:
    standing = hard_times.my_hard_time(request.user)
    if standing:
        actions.take_back(request.user, standing)
        messages.success(request, _("It is taken back. Nobody sees it any more."))
    return redirect("home")


@member
@require_safe
def theirs(request: MemberRequest, hard_time_id: UUID) -> HttpResponse:
    """What someone said of theirs; that it was opened is noted for them."""
    shared = hard_times.get_shared(request.user, hard_time_id)
    actions.note_look(request.user, shared.person, HARD_TIME, shared.pk)
    return page(request, "recovery/their_hard_time.html", {"nav": NAV, "shared": shared})
