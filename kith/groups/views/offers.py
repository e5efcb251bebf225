"""What is said to a writer before their words go: once, with the words still in the box. And hints on language."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from kith.core.meanwhile import changed_meanwhile
from kith.groups.views.typed import typed
from kith.people.asking import MemberRequest
from kith.spaces import access, watching
from kith.spaces.models import Post, Space, Thread
from kith.spaces.watching import Advice, Wording

OFFERED, AWAY = "offered", "hints_away"
MOST = 60
NOT_NOW, OFF = "not-now:", "off:"


def mark(one: Advice) -> str:
    """Stands for what was said about these very words, so that it is said once; it tells nothing of them."""
    return salted_hmac("kith.offered", repr((one.code, [line.marked for line in one.lines]))).hexdigest()[:16]


def said_first(request: MemberRequest, space: Space, form: forms.Form, *more: str) -> bool:
    """Whether the words come back with something said about them, which was not said about these words before.

    `more` is what stands with them, as a poll does.
    """
    had = request.POST.get(OFFERED, "").split()[:MOST]
    said = watching.advise(request.user, space, form.cleaned_data.get("title", ""), form.cleaned_data["body"], *more)
    for one in said:
        if one.stops:
            form.add_error("body", one.text)
    fresh = [one for one in said if not one.stops and mark(one) not in had]
    form.offers = fresh  # type: ignore[attr-defined]
    form.offered = " ".join(sorted({*had, *map(mark, said)}))  # type: ignore[attr-defined]
    return bool(fresh) or bool(form.errors)


def asked_first(request: Any, seen: Any, form: forms.Form) -> bool:
    """The same for an answer, only where it could go at all."""
    may = access.can_post(seen.membership, seen.thread.space)
    return may and said_first(request, seen.thread.space, form)


def kept_back(request: MemberRequest, space: Space, post: Post, form: forms.Form) -> bool:
    """Whether a change comes back: someone was quicker, or something is said about it first."""
    if changed_meanwhile(request, form):
        return True
    return form.cleaned_data["body"] != post.body and said_first(request, space, form)


def status_of_words(form: Any) -> int:
    """422 for words that come back, with something to put right or to choose about."""
    return 422 if form.errors or getattr(form, "offers", ()) else 200


def hints(request: MemberRequest, thread: Thread | None) -> list[Wording]:
    """Hints on what is typed, without those that were put away while writing it. `thread`: what is answered."""
    author = thread.author if thread else None
    to_others = thread is not None and (author is None or author.person_id != request.user.pk)
    words, away = typed(request), hints_away(request).split()
    found = watching.hints_for(request.user, f"{words['title']}\n{words['body']}".strip(), to_others)
    return [one for one in found if one.code not in away]


def hints_away(request: HttpRequest) -> str:
    """Codes of hints put away for these words, those with this press among them."""
    pressed = request.POST.get("look", "")
    codes = request.POST.get(AWAY, "").split()[:MOST]
    more = [pressed.removeprefix(NOT_NOW)[:40]] if pressed.startswith(NOT_NOW) else []
    return " ".join(dict.fromkeys([*codes, *more]))


def hears_of_hints(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """“Do not show me this one”, pressed while writing. It holds, though the words themselves are not sent."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pressed = request.POST.get("look", "") if request.method == "POST" else ""
        if pressed.startswith(OFF) and request.user.is_authenticated:
            watching.no_more_of(request.user, pressed.removeprefix(OFF)[:40])
        return view(request, *args, **kwargs)

    return wrapped
