"""Pages where someone says what would help, and sees what could."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.once import once
from kith.core.pages import member, page
from kith.people.asking import MemberRequest
from kith.people.models import Need
from kith.weave import access, actions, questions, said, sources
from kith.weave.forms import FORMS, NotForMeForm, initial

NAV = "network"
EACH = 3  # suggestions for each gap on the overview
ALTOGETHER = 12  # on the overview, so that it stays short where much is missing
MOST = 12  # on the page of one need


@member
def start(request: MemberRequest) -> HttpResponse:
    """What will happen, and where one left off."""
    answered = access.answers(request.user)
    steps = [{"page": each, "lines": said.lines(code, answered.get(code))} for code, each in questions.PAGES.items()]
    first = questions.first_open(answered) if answered else next(iter(questions.PAGES))
    return page(request, "weave/start.html", {"steps": steps, "answered": len(answered), "first": first, "nav": NAV})


@member
@once
def question(request: MemberRequest, step: str) -> HttpResponse:
    """One question. Saving nothing is the same as skipping it."""
    if step not in questions.PAGES:
        raise Http404
    given = access.answers(request.user).get(step)
    form = FORMS[step](request.POST if request.method == "POST" else None, initial=initial(step, given))
    if request.method == "POST" and form.is_valid():
        actions.answer(request.user, step, form.value())
        return redirect(_onward(request, step))
    context = {
        "form": form,
        "has_errors": bool(form.errors),
        "given": given is not None,
        "onward": _onward(request, step),
        "nav": NAV,
    }
    return page(request, "weave/question.html", {**context, **_about(step)}, status=422 if form.is_bound else 200)


def _about(step: str) -> dict[str, Any]:
    codes = list(questions.PAGES)
    before = codes[codes.index(step) - 1] if step != codes[0] else ""
    return {
        "asked": questions.PAGES[step],
        "number": questions.number(step),
        "of": len(codes),
        "before": before,
        "days": questions.DAYS,
        "parts": questions.PARTS,
    }


def _onward(request: HttpRequest, step: str) -> str:
    """The next question; or the page of answers, for someone who came from there and after the last."""
    following = questions.after(step)
    if "change" in request.GET or not following:
        return reverse("weave:check")
    return reverse("weave:question", kwargs={"step": following})


@member
def check(request: MemberRequest) -> HttpResponse:
    """Every answer, to read back, change or take away one by one."""
    answered = access.answers(request.user)
    rows = [(each, said.lines(code, answered.get(code)), code in answered) for code, each in questions.PAGES.items()]
    return page(request, "weave/check.html", {"rows": rows, "answered": len(answered), "nav": NAV})


@member
@require_POST
def remove(request: MemberRequest, step: str) -> HttpResponse:
    if step not in questions.PAGES:
        raise Http404
    actions.remove_answer(request.user, step)
    messages.success(request, _("Your answer is gone. You can answer again on any day."))
    return redirect("weave:check")


@member
def overview(request: MemberRequest) -> HttpResponse:
    """A few things for every gap; for someone who said nothing one example each, and first the questions."""
    seen = access.picture(request.user)
    each = max(1, min(EACH, ALTOGETHER // max(1, len(seen.gaps)))) if seen.said else 1
    sections = access.by_gap(seen, each)
    covered = {gap.need for gap, _found in sections}
    others = [need for need in Need if need.value not in covered]
    return page(request, "weave/overview.html", {"sections": sections, "others": others, **_around(request, seen)})


@member
def for_need(request: MemberRequest, need: str) -> HttpResponse:
    """More things for one kind of support."""
    if need not in Need.values:
        raise Http404
    seen = access.picture(request.user)
    found = access.suggestions(seen, [need])
    context = {
        "need": Need(need),
        "found": found[:MOST],
        "more": max(0, len(found) - MOST),
        "others": [each for each in Need if each != need],
    }
    return page(request, "weave/need.html", {**context, **_around(request, seen)})


def _around(request: HttpRequest, seen: access.Picture) -> dict[str, Any]:
    """What both pages of suggestions show beside them."""
    just_now = request.GET.get("aside", "")
    return {
        "said": seen.said,
        "place": seen.asked.place,
        "aside": len(seen.aside),
        "undo": next((row for row in seen.aside if str(row.pk) == just_now), None),
        "steps": sources.STEPS,
        "nav": NAV,
    }


@member
@require_POST
def not_for_me(request: MemberRequest) -> HttpResponse:
    """Put one thing aside, and go back to where one was with a way to undo it."""
    form = NotForMeForm(request.POST)
    if not form.is_valid():
        return redirect("weave:suggestions")
    row = actions.put_aside(
        request.user, form.cleaned_data["kind"], form.cleaned_data["thing"], form.cleaned_data["title"]
    )
    return redirect(f"{_list_of(request)}?aside={row.pk}")


def _list_of(request: HttpRequest) -> str:
    """The list someone pressed a button on: that of one need, or all."""
    need = request.POST.get("need", "")
    return reverse("weave:for_need", kwargs={"need": need}) if need in Need.values else reverse("weave:suggestions")


@member
def aside(request: MemberRequest) -> HttpResponse:
    """What one put aside, each with a way back."""
    return page(request, "weave/aside.html", {"rows": list(access.put_aside(request.user)[:200]), "nav": NAV})


@member
@require_POST
def bring_back(request: MemberRequest, dismissal_id: UUID) -> HttpResponse:
    """Undo. It says the same whether there was something to bring back or not, so that nothing can be learnt from it."""
    actions.bring_back(request.user, dismissal_id)
    messages.success(request, _("It is back among your suggestions."))
    return redirect(_list_of(request))
