"""Pages for those who look after the library: what waits, what to read again, and what members said is wrong."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.languages import LANGUAGES
from kith.core.once import once
from kith.core.pages import page, role
from kith.people.asking import MemberRequest
from kith.recovery import actions
from kith.recovery.access import library
from kith.recovery.forms import posted
from kith.recovery.forms.library import AgainForm, ReviewForm
from kith.recovery.models import LibraryEntry

NAV = "you"


@role(*library.REVIEWERS)
def queue(request: MemberRequest) -> HttpResponse:
    """What waits for someone who looks after the library, the longest waiting first; the rest follows as these are done."""
    again = library.to_look_at_again(request.user)
    context = {
        "problems": library.open_problems(request.user),
        "waiting": library.to_read(request.user)[: library.MOST],
        "again": [entry for entry in again if entry.is_listed],
        "theirs_out": [entry for entry in again if not entry.is_listed],
        "ours_out": library.ours_taken_out(request.user),
        "nav": NAV,
    }
    return page(request, "recovery/queue.html", context)


@role(*library.REVIEWERS)
@once
def review(request: MemberRequest, entry_id: int) -> HttpResponse:
    """Read one entry: take it in, with other words if they are better, or decline it kindly; or read it again later."""
    entry = library.get_for_review(request.user, entry_id)
    waits = entry.state == entry.State.WAITING
    if not waits and {"decline", "answer"} & request.POST.keys():
        return _done(request, False)
    declines = "decline" in request.POST
    form: AgainForm = (
        ReviewForm(posted(request), entry=entry, declines=declines) if waits else AgainForm(posted(request))
    )
    if request.method == "POST" and form.is_valid():
        return _done(request, _carry_out(request, entry, form, declines))
    context = {"entry": entry, "form": form, "languages": LANGUAGES, "nav": NAV}
    return page(request, "recovery/review.html", context, status=422 if request.method == "POST" else 200)


def _carry_out(request: MemberRequest, entry: LibraryEntry, form: AgainForm, declines: bool) -> bool:
    if not isinstance(form, ReviewForm):
        return actions.check_again(request.user, entry, form.cleaned_data["check_by"])
    if declines:
        return actions.decline(request.user, entry, form.cleaned_data["answer"])
    return actions.take_in(request.user, entry, form.review())


def _done(request: MemberRequest, saved: bool) -> HttpResponse:
    if saved:
        messages.success(request, _("Saved. Thank you for reading it."))
    else:
        messages.info(request, _("Someone else saw to it in the meantime. Nothing was changed."))
    return redirect("library-queue")


@role(*library.REVIEWERS)
@require_POST
def take_out(request: MemberRequest, code: str) -> HttpResponse:
    """Out of the library, or back into it when the form says so."""
    back = "back" in request.POST
    if not (actions.put_back if back else actions.take_out)(request.user, code):
        return _done(request, False)
    done = _("It is in the library again.") if back else _("It is out of the library. You can put it back.")
    messages.success(request, done)
    return redirect("library-queue")


@role(*library.REVIEWERS)
@require_POST
def settle(request: MemberRequest, problem_id: UUID) -> HttpResponse:
    actions.settle_problem(request.user, library.get_problem(request.user, problem_id))
    messages.success(request, _("Noted as seen to."))
    return redirect("library-queue")
