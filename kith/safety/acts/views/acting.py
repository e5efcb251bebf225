"""Pages on which those who keep the place safe act on a case, decide as a second person, undo, and answer appeals."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.once import once
from kith.core.pages import member, page, role
from kith.people.asking import MemberRequest
from kith.people.proof import proved_lately
from kith.safety.access import KEEPERS
from kith.safety.acts import access, actions, appeals, two
from kith.safety.acts.actions import Overtaken, TakenBack
from kith.safety.acts.forms import (
    AnswerForm,
    LinesForm,
    ManyForm,
    OverForm,
    PauseForm,
    SuspendForm,
    WordForm,
)
from kith.safety.cases.snippets import begin_with, snippets
from kith.safety.models import Act, Case

FORMS: dict[str, Any] = {
    "hold": LinesForm,
    "hide": LinesForm,
    "let_through": OverForm,
    "word": WordForm,
    "pause": PauseForm,
    "suspend": SuspendForm,
}


@member
@once
def act_on_case(request: MemberRequest, case_id: UUID, kind: str) -> HttpResponse:
    """One step on a case: what it does and who reads the reason, and then it is done."""
    if kind not in FORMS:
        raise Http404
    case = access.get_case(request.user, case_id, kind)
    seen = {} if kind in access.ON_PEOPLE else actions.read_for_an_act(request.user, case)
    form = _form(request, kind, seen)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_after(case, _do(request, case, kind, form)))
        except Overtaken:
            form.add_error(
                None, _("Somebody else is looking at this, or acted on it meanwhile. Please look at it again.")
            )
        except TakenBack:
            form.add_error(None, _("Its author took it back themselves. Nobody can read it any more."))
    context = _context(case, kind, form) | seen
    return page(request, "safety/acts/act_on_case.html", context, status=422 if form.errors else 200)


def _form(request: MemberRequest, kind: str, seen: dict[str, Any]) -> Any:
    stands = seen.get("stands")
    start = {"initial": {"over": stands.pk if stands else None}}
    if FORMS[kind] is LinesForm:
        post = seen["post"]
        return LinesForm(request.POST or None, text=text_of(post), **start)
    if "begin" in request.POST and kind == "word":
        typed, chosen = request.POST.get("reason", "").strip(), begin_with(request.POST.getlist("start"))
        return WordForm(initial={"reason": "\n\n".join(one for one in (typed, chosen) if one)})
    return FORMS[kind](request.POST if request.method == "POST" else None, **start)


def starts(case: Case, kind: str) -> list[tuple[str, str]]:
    """What a quiet word can begin from, by code; the case says which fit."""
    return snippets(case.codes.split(",")[0]) if kind == "word" else []


def _context(case: Case, kind: str, form: Any) -> dict[str, Any]:
    back = {"nav": "you", "back": _place(case)}
    return {"case": case, "kind": kind, "form": form, "post": None, "stands": None, "starts": starts(case, kind)} | back


def text_of(post: Any) -> str:
    return f"{post.thread.title}\n{post.body}" if getattr(post, "opening", False) else str(post.body)


def _do(request: MemberRequest, case: Case, kind: str, form: Any) -> Act | None:
    said, actor = form.cleaned_data, request.user
    if kind in ("hold", "hide"):
        do = actions.hold if kind == "hold" else actions.hide
        return do(actor, case, said["reason"], form.chosen(), said["over"])
    if kind == "let_through":
        actions.let_through(actor, case, said["over"])
        return None
    if kind == "word":
        return actions.say_a_word(actor, case, said["reason"])
    if kind == "pause":
        return actions.pause(actor, case, said["reason"], said["hours"])
    return two.ask_to_suspend(actor, case, said["reason"], said["days"])


@role(*KEEPERS)
@once
def remove_many(request: MemberRequest, case_id: UUID) -> HttpResponse:
    """Hide everything a spammer wrote, in one step."""
    case = access.get_case(request.user, case_id, "many")
    form = ManyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = two.hide_many(request.user, case, said["reason"], form.since(), said["every_name"])
            return redirect("act", act_id=made.pk)
        except Overtaken:
            form.add_error(
                None, _("Somebody else is looking at this, or acted on it meanwhile. Please look at it again.")
            )
    context = _context(case, "many", form)
    return page(request, "safety/acts/act_on_case.html", context, status=422 if form.errors else 200)


def _place(case: Case) -> str:
    """The page of a case, or of what holds on appeals where there is none."""
    try:
        return reverse("case", args=[case.pk])
    except NoReverseMatch:
        return reverse("appeals")


def _after(case: Case, act: Act | None) -> str:
    try:
        return reverse("case", args=[case.pk])
    except NoReverseMatch:
        return reverse("act", args=[act.pk]) if act else reverse("ladder")


@member
def act(request: MemberRequest, act_id: UUID) -> HttpResponse:
    return _show(request, access.get_act(request.user, act_id), AnswerForm())


def _show(request: MemberRequest, found: Any, form: AnswerForm) -> HttpResponse:
    asked: Any = getattr(found, "appeal", None)
    context = {
        "nav": "you",
        "act": found,
        "appeal": asked if access.keeps_safe(request.user) else None,
        "can_agree": access.can_agree(request.user, found),
        "can_undo": access.can_undo(request.user, found),
        "form": form if asked and access.can_answer(request.user, asked) else None,
        "nobody": asked is not None and access.nobody_can_answer([asked]),
        "back": _place(found.case) if found.case else reverse("appeals"),
        "number": found.swept.count() if found.kind == Act.Kind.MANY else 0,
    }
    return page(request, "safety/acts/act.html", context, status=422 if form.errors else 200)


@member
@require_POST
def undo(request: MemberRequest, act_id: UUID) -> HttpResponse:
    if not actions.undo(request.user, access.get_act(request.user, act_id)):
        messages.info(request, _("Somebody undid this already."))
    return redirect("act", act_id=act_id)


@role(*KEEPERS)
@require_POST
@proved_lately
@once
def agree(request: MemberRequest, act_id: UUID) -> HttpResponse:
    if not two.agree(request.user, access.get_act(request.user, act_id)):
        messages.info(request, _("This was decided already, or you cannot be the second person."))
    return redirect("act", act_id=act_id)


@role(*KEEPERS)
def appeals_list(request: MemberRequest) -> HttpResponse:
    """What waits for an answer, the first due first; what waits for a second person; and what was answered."""
    waiting: list[Any] = list(access.visible_appeals(request.user).filter(answered__isnull=True)[:50])
    for one in waiting:
        one.mine_to_answer = access.can_answer(request.user, one)
    over = access.visible_appeals(request.user).filter(answered__isnull=False).order_by("-answered")
    context = {
        "nav": "you",
        "waiting": waiting,
        "asked": list(access.waits_for_second(request.user)[:50]),
        "page_obj": Paginator(over, 20).get_page(request.GET.get("page")),
        "nobody": access.nobody_can_answer(waiting),
    }
    return page(request, "safety/acts/appeals.html", context)


@role(*KEEPERS)
@require_POST
@once
def answer(request: MemberRequest, act_id: UUID) -> HttpResponse:
    found, form = access.get_appeal(request.user, act_id), AnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, access.get_act(request.user, act_id), form)
    said = form.cleaned_data
    if not appeals.answer(request.user, found, said["upheld"] == "yes", said["answer"]):
        messages.info(request, _("Somebody answered this already."))
    return redirect("act", act_id=act_id)
