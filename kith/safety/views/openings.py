"""Pages on which two people who keep the place safe open something closed, and the one on which a member reads of it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.crypto import prefetch_keys
from kith.core.limits import TooMany
from kith.core.once import once
from kith.core.pages import member, page, role
from kith.people.asking import MemberRequest
from kith.people.proof import proved_lately
from kith.safety import access, actions
from kith.safety.access import KEEPERS
from kith.safety.cases.access import get_case
from kith.safety.cases.things import written_by
from kith.safety.forms import AgreeForm, AskNameForm, AskOutsideForm, AskRecordForm, ContactedForm, QuietForm
from kith.safety.models import Opening
from kith.spaces.forms import say_when


@role(*KEEPERS)
def openings(request: MemberRequest) -> HttpResponse:
    over = Paginator(access.over(request.user), 20).get_page(request.GET.get("page"))
    context = {
        "nav": "you",
        "waiting": list(access.waiting(request.user)[:50]),
        "open": list(access.open_now(request.user)[:50]),
        "quiet": list(access.kept_quiet(request.user)[:50]),
        "page_obj": over,
    }
    return page(request, "safety/openings.html", context)


@role(*KEEPERS)
@proved_lately
@once
def new_opening(request: MemberRequest) -> HttpResponse:
    """Ask who is behind a name, from the address of something they wrote."""
    form = AskNameForm(
        request.POST or None, viewer=request.user, initial={"address": request.GET.get("post", "")[:300]}
    )
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("ground", "reason", "unsafe")}
        try:
            made = actions.ask_for_name(request.user, form.cleaned_data["address"], **said)
            return redirect("opening", opening_id=made.pk)
        except TooMany as error:
            say_when(form, error)
    return page(request, "safety/opening_new.html", {"nav": "you", "form": form}, status=422 if form.errors else 200)


@role("steward")
@proved_lately
@once
def new_record_opening(request: MemberRequest) -> HttpResponse:
    """Ask to see something of one member's."""
    form = AskRecordForm(request.POST or None, viewer=request.user)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("kind", "ground", "reason", "hours")}
        try:
            made = actions.ask_for_record(request.user, form.cleaned_data["member"], **said)
            return redirect("opening", opening_id=made.pk)
        except TooMany as error:
            say_when(form, error)
    return page(request, "safety/opening_record.html", {"nav": "you", "form": form}, status=422 if form.errors else 200)


@role(*KEEPERS)
@proved_lately
@once
def new_outside(request: MemberRequest, case_id: UUID) -> HttpResponse:
    """Ask a second person whether someone outside should be told about whom a case is about."""
    case = get_case(request.user, case_id)
    if case.subject_id is None:
        raise Http404
    form = AskOutsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("opening", opening_id=actions.ask_to_contact(request.user, case, **form.cleaned_data).pk)
        except TooMany as error:
            say_when(form, error)
    context = {"nav": "you", "form": form, "case": case, "name": written_by(case.handle)}
    return page(request, "safety/opening_outside.html", context, status=422 if form.errors else 200)


@role(*KEEPERS)
@require_POST
@once
def contacted(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    found = access.get_opening(request.user, opening_id)
    form = ContactedForm(request.POST)
    if not form.is_valid():
        return _show(request, found, AgreeForm(), QuietForm(), form)
    if not actions.write_down_contact(request.user, found, form.cleaned_data["outcome"]):
        messages.info(request, _("It was written down already, or its time is over. You can ask again."))
    return redirect("opening", opening_id=opening_id)


def _show(
    request: MemberRequest,
    opening: Opening,
    agree: AgreeForm,
    quiet: QuietForm,
    contacted: ContactedForm | None = None,
) -> HttpResponse:
    viewer = request.user
    prefetch_keys([opening.subject_id])
    context = {
        "nav": "you",
        "opening": opening,
        "agree_form": agree if access.can_agree(viewer, opening) else None,
        "quiet_form": quiet if opening.is_kept_quiet and access.is_party(viewer, opening) else None,
        "renewed": opening.is_kept_quiet and access.has_renewed(viewer, opening),
        "can_read": access.can_read(viewer, opening),
        "can_end": access.is_party(viewer, opening) and (opening.is_waiting or opening.is_open),
        "silences": access.silences(viewer, opening) if opening.can_stay_quiet else [],
        "contacted_form": (contacted or ContactedForm()) if access.can_write_down(viewer, opening) else None,
    }
    wrong = agree.errors or quiet.errors or (contacted and contacted.errors)
    return page(request, "safety/opening.html", context, status=422 if wrong else 200)


@role(*KEEPERS)
def opening(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    return _show(request, access.get_opening(request.user, opening_id), AgreeForm(), QuietForm())


@role(*KEEPERS)
@require_POST
@proved_lately
@once
def agree(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    found = access.get_opening(request.user, opening_id)
    form = AgreeForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form, QuietForm())
    if not actions.agree(request.user, found, form.cleaned_data["unsafe"]):
        messages.info(request, _("This was decided already, or you cannot be the second person."))
    return redirect("opening", opening_id=opening_id)


@role(*KEEPERS)
@require_POST
@once
def keep_quiet(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    found = access.get_opening(request.user, opening_id)
    form = QuietForm(request.POST)
    if not form.is_valid():
        return _show(request, found, AgreeForm(), form)
    actions.keep_quiet_longer(request.user, found, form.cleaned_data["why"])
    return redirect("opening", opening_id=opening_id)


@role(*KEEPERS)
@require_POST
def tell(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    actions.tell(request.user, access.get_opening(request.user, opening_id))
    return redirect("opening", opening_id=opening_id)


@role(*KEEPERS)
@require_POST
def end(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    actions.end(request.user, access.get_opening(request.user, opening_id))
    return redirect("opening", opening_id=opening_id)


READERS = {
    Opening.Kind.NAME: ("name", actions.read_name),
    Opening.Kind.CHECK_INS: ("check_ins", actions.read_check_ins),
    Opening.Kind.NETWORK: ("ties", actions.read_network),
}


@role(*KEEPERS)
@proved_lately
def read(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    """What was opened. Each time is written down."""
    found = access.get_opening(request.user, opening_id)
    if not access.can_read(request.user, found):
        raise Http404
    name, look = READERS[Opening.Kind(found.kind)]
    return page(request, "safety/opening_read.html", {"nav": "you", "opening": found, name: look(request.user, found)})


@member
def had_to_look(request: MemberRequest) -> HttpResponse:
    """What was opened of the viewer's own, as they were told."""
    prefetch_keys([request.user.pk])
    told = Paginator(access.told_to(request.user), 20).get_page(request.GET.get("page"))
    return page(request, "safety/had_to_look.html", {"nav": "you", "page_obj": told})
