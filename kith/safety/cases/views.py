"""Pages of reports: telling us of something, what came of one's own, and the queue with its cases for those who look."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.limits import TooMany
from kith.core.once import once
from kith.core.pages import member, page, role
from kith.core.tickets import ticket
from kith.people.asking import MemberRequest
from kith.safety.access import keeps_safe, mindful_of
from kith.safety.acts.access import is_put_away, steps_for
from kith.safety.cases import access, claiming, closing, reporting, things
from kith.safety.cases.alike import alike
from kith.safety.cases.around import look_around
from kith.safety.cases.forms import CloseForm, NoteForm, PassForm, ReportForm
from kith.safety.cases.here import who_is_here
from kith.safety.cases.keeping import QUEUE
from kith.safety.cases.outcomes import what_came_of_it
from kith.safety.cases.times import first_looks
from kith.safety.models import Case
from kith.spaces.forms import say_when

ACTS = ("hold", "hide", "let_through", "word", "pause", "suspend")


@member
@once
def report(request: MemberRequest, what: str, thing: str) -> HttpResponse:
    """Tell us of something one can see. What one told already is shown instead of asking again."""
    found = things.find(request.user, what, thing, request.GET.get("name", ""))
    told = access.my_report_of(request.user, found.about.kind, found.about.id)
    if told:
        return redirect("my-report", report_id=told.pk)
    form = ReportForm(request.POST or None, initial={"kind": request.GET.get("kind", "")})
    if request.method == "POST" and form.is_valid():
        try:
            made = reporting.report(request.user, found, **form.cleaned_data)
            return redirect("my-report", report_id=made.pk)
        except TooMany as error:
            say_when(form, error)
    context = {"nav": "groups", "found": found, "what": what, "form": form, "here": who_is_here()}
    return page(request, "safety/cases/report.html", context, status=422 if form.errors else 200)


@member
def my_reports(request: MemberRequest) -> HttpResponse:
    mine = [(one, what_came_of_it(one)) for one in access.my_reports(request.user)[:50]]
    return page(request, "safety/cases/my_reports.html", {"nav": "you", "mine": mine})


@member
def my_report(request: MemberRequest, report_id: UUID) -> HttpResponse:
    """One's own report: what happens next, help for whoever is worried, and how it stands."""
    told = access.get_my_report(request.user, report_id)
    context = {"nav": "you", "told": told, "came": what_came_of_it(told), "here": who_is_here()}
    return page(request, "safety/cases/my_report.html", context)


@member
@require_POST
def take_back(request: MemberRequest, report_id: UUID) -> HttpResponse:
    reporting.take_back(request.user, access.get_my_report(request.user, report_id))
    messages.success(request, _("Taken back. Your words are gone from here."))
    return redirect("my-reports")


@member
def queue(request: MemberRequest) -> HttpResponse:
    """What waits for someone to look: worry first and by itself, then the rest; the most urgent and then the oldest first."""
    access.require_watcher(request.user)
    chosen, after = request.GET.get("lane", ""), _uuid_or_nothing(request.GET.get("after", ""))
    shown = [(code, label) for code, label in Case.Lane.choices if chosen in ("", code)] or list(Case.Lane.choices)
    lanes = [(code, label, *access.lane(request.user, code, after if chosen == code else "")) for code, label in shown]
    context = {
        "nav": "you",
        "mine": [] if after else access.my_cases(request.user),
        "lanes": lanes,
        "after": after,
        "ticket": ticket(request.user, QUEUE) if keeps_safe(request.user) else "",
    }
    return page(request, "safety/cases/queue.html", context, blocks=("cases",))


def _uuid_or_nothing(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


@member
def closed(request: MemberRequest) -> HttpResponse:
    """What is over, the latest first."""
    access.require_watcher(request.user)
    return page(
        request, "safety/cases/closed.html", {"nav": "you", "cases": list(access.closed_cases(request.user)[:50])}
    )


@member
def case(request: MemberRequest, case_id: UUID) -> HttpResponse:
    return _show(request, access.get_case(request.user, case_id))


def _show(request: MemberRequest, found: Any, bound: Any = None) -> HttpResponse:
    """A case with everything one can do about it. That it was read is written down."""
    viewer = request.user
    closing.read_case(viewer, found)
    has = claiming.holds(viewer, found)
    reports, history = access.told_and_done(viewer, found)
    colleagues = access.colleagues(viewer, found) if has else []
    forms = {
        "note_form": NoteForm(prefix="note"),
        "close_form": CloseForm(prefix="close", initial={"reports": found.reports_count}),
        "pass_form": PassForm(prefix="pass", colleagues=colleagues) if colleagues else None,
    }
    context = {
        "nav": "you",
        "case": found,
        "name": things.written_by(found.handle) if found.subject_id else "",
        "has": has,
        "keeps": keeps_safe(viewer),
        "told_it": not has and access.told_the_case(viewer, found),
        "reports": reports,
        "history": history,
        "mindful": mindful_of(viewer),
        "acts": _steps(viewer, found) if has else [],
    }
    if bound is not None:
        forms[f"{bound.prefix}_form"] = bound
    return page(request, "safety/cases/case.html", context | forms, status=422 if bound is not None else 200)


def _steps(viewer: Any, found: Any) -> list[str]:
    """What the viewer can do, the likeliest first; nothing is let through that is not held."""
    order = sorted(ACTS, key=lambda step: step != "word") if found.lane == Case.Lane.WORRIED else ACTS
    held = is_put_away(found)
    return [one for one in order if one in steps_for(viewer, found) and (held or one != "let_through")]


@member
def around(request: MemberRequest, case_id: UUID) -> HttpResponse:
    """What stands around it. Each time is written down."""
    found = access.get_case(request.user, case_id)
    seen = look_around(request.user, found)
    closing.read_case(request.user, found, around=True)
    context = {"nav": "you", "case": found, "seen": seen, "past": access.past_cases(request.user, found)}
    return page(request, "safety/cases/around.html", context | {"mindful": mindful_of(request.user)})


@member
def consistency(request: MemberRequest, case_id: UUID) -> HttpResponse:
    """How cases like this one ended."""
    found = access.get_case(request.user, case_id)
    context = {"nav": "you", "case": found, "like": alike(request.user, found)}
    return page(request, "safety/cases/consistency.html", context)


@role("steward")
def times(request: MemberRequest) -> HttpResponse:
    late = access.past_their_time(request.user)
    context = {"nav": "you", "looks": first_looks(), "late": late, "most": access.MOST_LATE}
    return page(request, "safety/cases/times.html", context)


@member
@require_POST
def claim(request: MemberRequest, case_id: UUID) -> HttpResponse:
    found = access.get_case(request.user, case_id)
    try:
        if not claiming.claim(request.user, found):
            messages.info(request, _("Somebody else has this one now."))
    except claiming.Enough:
        messages.info(
            request, _("You have taken as many as you wished to in one shift. The others can wait for a colleague.")
        )
    return redirect("case", case_id=case_id)


@member
@require_POST
def let_go(request: MemberRequest, case_id: UUID) -> HttpResponse:
    if claiming.let_go(request.user, access.get_case(request.user, case_id)):
        messages.success(request, _("Given back. Someone else will look."))
    return redirect("safety")


@member
@require_POST
def give_all_back(request: MemberRequest) -> HttpResponse:
    """I need a break."""
    access.require_watcher(request.user)
    claiming.give_all_back(request.user)
    messages.success(request, _("Everything you had is with the others now. Take the time you need."))
    return redirect("safety")


@member
@require_POST
@once
def pass_on(request: MemberRequest, case_id: UUID) -> HttpResponse:
    found = access.get_case(request.user, case_id)
    form = PassForm(request.POST, prefix="pass", colleagues=access.colleagues(request.user, found))
    if not form.is_valid():
        return _show(request, found, form)
    if not claiming.pass_on(request.user, found, form.cleaned_data["to"], form.cleaned_data["words"]):
        messages.info(request, _("You did not have it any more."))
    return redirect("safety")


@member
@require_POST
@once
def add_note(request: MemberRequest, case_id: UUID) -> HttpResponse:
    found = access.get_case(request.user, case_id)
    form = NoteForm(request.POST, prefix="note")
    if not form.is_valid():
        return _show(request, found, form)
    closing.add_note(request.user, found, form.cleaned_data["words"])
    return redirect("case", case_id=case_id)


@member
@require_POST
@once
def close(request: MemberRequest, case_id: UUID) -> HttpResponse:
    found = access.get_case(request.user, case_id)
    form = CloseForm(request.POST, prefix="close")
    if not form.is_valid():
        return _show(request, found, form)
    if not closing.close(request.user, found, **form.cleaned_data):
        messages.info(
            request, _("It changed while you were reading, or you do not have it any more. Please look once more.")
        )
        return redirect("case", case_id=case_id)
    messages.success(request, _("Done. Thank you for looking after this."))
    return redirect("safety")


@member
@require_POST
def reopen(request: MemberRequest, case_id: UUID) -> HttpResponse:
    standing = closing.reopen(request.user, access.get_case(request.user, case_id))
    return redirect("case", case_id=standing.pk)
