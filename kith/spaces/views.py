"""Messages between two connected people."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kith.core.crypto import prefetch_keys
from kith.core.limits import TooMany
from kith.core.live import ticket
from kith.core.once import once
from kith.core.pages import member, page
from kith.people.access import get_connected
from kith.people.models import Person, Tie
from kith.spaces import access, actions
from kith.spaces.forms import LetterForm, say_when
from kith.spaces.models import Letter

LETTERS_A_PAGE = 20


def signed_out(request: HttpRequest, typed: str) -> HttpResponse:
    """Someone sent words after their session ended: show the words, so that none are lost, and the way back in."""
    return page(request, "spaces/signed_out.html", {"typed": typed[:20_000]}, status=403)


@member
def messages(request: HttpRequest) -> HttpResponse:
    ties = access.conversations(request.user)
    labels = access.labels({tie.person_id for tie in ties})
    return page(request, "spaces/messages.html", {"ties": ties, "labels": labels, "nav": "you"})


@member
@once
def conversation(request: HttpRequest, tie_id: UUID) -> HttpResponse:
    tie = get_connected(request.user, tie_id)
    form = LetterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            letter = actions.write_to(request.user, tie.person, form.cleaned_data["body"])
            return redirect(f"{request.path}#m{letter.pk}")
        except TooMany as error:
            say_when(form, error)
    return _show(request, tie, form)


def is_new(letter: Letter, viewer: Person, seen: datetime | None) -> bool:
    return letter.person_id != viewer.pk and (seen is None or letter.created > seen)


def _show(request: HttpRequest, tie: Tie, form: LetterForm) -> HttpResponse:
    mine = access.my_side(request.user, tie.person)
    found = list(access.letters_before(request.user, tie, request.GET.get("before", ""))[: LETTERS_A_PAGE + 1])
    prefetch_keys({letter.person_id for letter in found})
    seen = mine.seen if mine else None
    if mine and any(is_new(letter, request.user, seen) for letter in found[:1]):
        actions.saw_letters(request.user, mine.space)
    context = {
        "tie": tie,
        "role": access.labels([tie.person_id]).get(tie.person_id),
        "letters": found[:LETTERS_A_PAGE][::-1],
        "new": {letter.pk for letter in found if is_new(letter, request.user, seen)},
        "older": found[LETTERS_A_PAGE - 1].pk if len(found) > LETTERS_A_PAGE else None,
        "form": form,
        "ticket": ticket(request.user, f"space:{mine.space_id}" if mine else f"notices:{request.user.pk}"),
        "nav": "you",
    }
    return page(request, "spaces/conversation.html", context, blocks=("posts",), status=422 if form.errors else 200)
