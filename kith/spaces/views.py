"""Messages between two people who have each other on their map."""

from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from kith.core.clock import now
from kith.core.crypto import prefetch_keys
from kith.core.limits import TooMany
from kith.core.once import once
from kith.core.pages import member, page
from kith.core.tickets import ticket
from kith.people.access import get_my_person, person_of
from kith.people.asking import MemberRequest
from kith.people.models import Person, Tie
from kith.spaces import access, actions
from kith.spaces.conversations import conversations
from kith.spaces.forms import LetterForm, say_when
from kith.spaces.models import Letter

LETTERS_A_PAGE = 20
LATELY = timedelta(days=1)


@member
def messages(request: MemberRequest) -> HttpResponse:
    found = conversations(request.user)
    labels = access.labels({person_of(one.tie).pk for one in found})
    return page(request, "spaces/messages.html", {"conversations": found, "labels": labels, "nav": "you"})


@member
@once
def conversation(request: MemberRequest, tie_id: UUID) -> HttpResponse:
    tie = get_my_person(request.user, tie_id)
    form = LetterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            letter = actions.write_to(request.user, person_of(tie), form.cleaned_data["body"])
            return redirect(f"{request.path}#m{letter.pk}")
        except TooMany as error:
            say_when(form, error)
    return _show(request, tie, form)


def is_new(letter: Letter, viewer: Person, seen: datetime | None) -> bool:
    return letter.person_id != viewer.pk and (seen is None or letter.created > seen)


def _show(request: MemberRequest, tie: Tie, form: LetterForm) -> HttpResponse:
    other = person_of(tie)
    mine = access.my_side(request.user, other)
    found = list(access.letters_before(request.user, tie, request.GET.get("before", ""))[: LETTERS_A_PAGE + 1])
    prefetch_keys({letter.person_id for letter in found})
    seen = mine.seen if mine else None
    if mine and any(is_new(letter, request.user, seen) for letter in found[:1]):
        actions.saw_letters(request.user, mine.space)
    context = {
        "tie": tie,
        "role": access.labels([other.pk]).get(other.pk),
        "letters": found[:LETTERS_A_PAGE][::-1],
        "new": {letter.pk for letter in found if is_new(letter, request.user, seen)},
        "older": found[LETTERS_A_PAGE - 1].pk if len(found) > LETTERS_A_PAGE else None,
        "form": form,
        "lately_said": [one.body for one in found if one.person_id == request.user.pk and one.created > now() - LATELY],
        "ticket": ticket(request.user, f"space:{mine.space_id}" if mine else f"notices:{request.user.pk}"),
        "nav": "you",
    }
    return page(request, "spaces/conversation.html", context, blocks=("posts",), status=422 if form.errors else 200)
