"""Someone else's map when they share it, and my own sharing seen with someone else's eyes.

The pages of the second kind ask the very same access code as the reader's own pages, with the reader as the viewer. They
only answer to looking: nothing on them can be sent, and no look is noted.
"""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from kith.core.pages import member, page
from kith.home import access, actions
from kith.home.map import draw
from kith.people import access as people
from kith.people.asking import MemberRequest
from kith.people.models import Person, Tie
from kith.people.sharing_kinds import NETWORK
from kith.recovery import access as recovery
from kith.recovery import hard_times
from kith.recovery.sharing import CHECK_INS, STRATEGIES

CHECK_INS_SHOWN = 20


@member
def their_network(request: MemberRequest, tie_id: UUID) -> HttpResponse:
    """The map of a connected person who shares it with the viewer now; that it was seen is noted for them."""
    tie = people.get_my_person(request.user, tie_id)
    owner = people.person_of(tie)
    context = _map(request.user, owner)
    actions.note_map_seen(request.user, owner)
    return page(request, "home/their_network.html", {"nav": "network", "tie": tie, **context})


def _map(viewer: Person, owner: Person) -> dict[str, Any]:
    ties = access.names_only(access.shared_map(viewer, owner))
    return {"drawings": draw(ties), "circles": access.by_circle(ties), "words": access.in_words(ties)}


@member
def there(request: MemberRequest, tie_id: UUID) -> HttpResponse:
    """From a tie to the page of the group or service it stands for."""
    return redirect(access.page_of(request.user, people.get_tie(request.user, tie_id)))


def _eyes(request: MemberRequest, tie_id: UUID) -> tuple[Tie, Person]:
    tie = people.get_my_person(request.user, tie_id)
    return tie, people.through_their_eyes(request.user, tie)


@member
@require_safe
def as_they_see_it(request: MemberRequest, tie_id: UUID) -> HttpResponse:
    """Everything the other person may open of mine."""
    tie, reader = _eyes(request, tie_id)
    context = {
        "nav": "you",
        "tie": tie,
        "check_ins": [recovery.as_shared(c) for c in recovery.others_check_ins(reader)[:CHECK_INS_SHOWN]],
        "strategies": recovery.strategies_shared_with(reader),
        "hard_time": hard_times.others(reader).first(),
        "shares_map": people.visible_grants(reader).filter(kind=NETWORK).exists(),
    }
    return page(request, "home/as_they_see_it.html", context)


@member
@require_safe
def check_in_as_they_see_it(request: MemberRequest, tie_id: UUID, check_in_id: UUID) -> HttpResponse:
    tie, reader = _eyes(request, tie_id)
    shared = recovery.get_shared(reader, check_in_id)
    until = recovery.shared_until(reader, request.user, CHECK_INS, shared.id)
    return page(request, "home/as_check_in.html", {"nav": "you", "tie": tie, "shared": shared, "until": until})


@member
@require_safe
def strategy_as_they_see_it(request: MemberRequest, tie_id: UUID, strategy_id: UUID) -> HttpResponse:
    tie, reader = _eyes(request, tie_id)
    found = recovery.get_shared_strategy(reader, strategy_id)
    until = recovery.shared_until(reader, request.user, STRATEGIES, found.pk)
    return page(request, "home/as_strategy.html", {"nav": "you", "tie": tie, "strategy": found, "until": until})


@member
@require_safe
def hard_time_as_they_see_it(request: MemberRequest, tie_id: UUID) -> HttpResponse:
    tie, reader = _eyes(request, tie_id)
    shared = hard_times.others(reader).first()
    if shared is None:
        raise Http404
    return page(request, "home/as_hard_time.html", {"nav": "you", "tie": tie, "shared": shared})


@member
@require_safe
def network_as_they_see_it(request: MemberRequest, tie_id: UUID) -> HttpResponse:
    tie, reader = _eyes(request, tie_id)
    return page(request, "home/as_network.html", {"nav": "you", "tie": tie, **_map(reader, request.user)})
