"""Pictures in a group's threads: drawn before words are written, served through the thread's own rights, taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kith.core.drawing import TYPE
from kith.core.pages import View, public
from kith.groups.conversations import get_thread
from kith.people.asking import MemberRequest
from kith.spaces.models import Picture, Thread
from kith.spaces.pictures import actions
from kith.spaces.pictures.access import get_my_picture, get_picture
from kith.spaces.pictures.forms import PicturesForm

ALONE = "default-src 'none'; sandbox"  # opened by itself, a picture is a picture and nothing else
MINUTES_KEPT = 5


def draws_first(view: View) -> View:
    """Draw the pictures that came with a form before the view begins to write: drawing takes long, and writers wait for writers."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and request.user.is_authenticated and request.FILES:
            form = PicturesForm(request.user, request.POST, request.FILES)
            form.full_clean()
            request.pictures = form  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return wrapped


def chosen(request: HttpRequest) -> PicturesForm | None:
    """What came with this form, drawn and checked; None when nothing did."""
    return getattr(request, "pictures", None)


def given(request: HttpRequest) -> list[actions.Given]:
    form = chosen(request)
    return form.cleaned_data["given"] if form else []


def are_well(request: HttpRequest) -> bool:
    form = chosen(request)
    return form is None or form.is_valid()


@public
@require_safe
def picture(request: HttpRequest, slug: str, thread_id: int, picture_id: UUID) -> HttpResponse:
    """The picture itself. Rights are asked anew each time; of people who are signed in, browsers keep nothing."""
    thread, _mark = get_thread(request.user, slug, thread_id)
    found = get_picture(request.user, thread, picture_id)
    response = HttpResponse(found.drawn, content_type=TYPE)
    response["Content-Disposition"] = 'inline; filename="picture.webp"'
    response["Content-Security-Policy"] = ALONE
    response["Cache-Control"] = f"private, max-age={60 * MINUTES_KEPT}"
    return response


def take_away(request: MemberRequest, thread: Thread, value: str) -> int:
    found = _mine(request, thread, value)
    actions.take_away(request.user, found)
    return found.post_id


def put_back(request: MemberRequest, thread: Thread, value: str) -> int:
    found = _mine(request, thread, value)
    actions.put_back(request.user, found)
    return found.post_id


def _mine(request: MemberRequest, thread: Thread, value: str) -> Picture:
    try:
        return get_my_picture(request.user, thread, UUID(value))
    except ValueError as error:
        raise Http404 from error


ACTS: dict[str, Callable[[MemberRequest, Thread, str], int]] = {"picture_away": take_away, "picture_back": put_back}
