"""Someone else's map when they share it, and my own sharing seen with someone else's eyes."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from kith.core.pages import member, page
from kith.home import access, actions
from kith.home.map import draw
from kith.people import access as people
from kith.people.asking import MemberRequest
from kith.recovery import access as recovery


@member
def their_network(request: MemberRequest, tie_id: UUID) -> HttpResponse:
    """The map of a connected person who shares it with the viewer now; that it was seen is noted for them."""
    tie = people.get_connected(request.user, tie_id)
    owner = people.person_of(tie)
    ties = access.names_only(access.shared_map(request.user, tie))
    actions.note_map_seen(request.user, owner)
    context = {
        "nav": "network",
        "tie": tie,
        "drawings": draw(ties),
        "circles": access.by_circle(ties),
        "words": access.in_words(ties),
    }
    return page(request, "home/their_network.html", context)


@member
def there(request: MemberRequest, tie_id: UUID) -> HttpResponse:
    """From a tie to the page of the group or service it stands for."""
    return redirect(access.page_of(request.user, people.get_tie(request.user, tie_id)))


@member
def as_they_see_it(request: MemberRequest, tie_id: UUID) -> HttpResponse:
    """What the other person may read of mine, found by the very same rules as their own pages."""
    tie = people.get_connected(request.user, tie_id)
    reader = people.person_of(tie)
    mine = [s for s in recovery.shared_with(reader, count=200) if s.person.pk == request.user.pk][:20]
    strategies = [s for s in recovery.strategies_shared_with(reader) if s.person_id == request.user.pk]
    shares_map = people.visible_grants(reader).filter(kind="network", owner=request.user).exists()
    context = {"nav": "you", "tie": tie, "check_ins": mine, "strategies": strategies, "shares_map": shares_map}
    return page(request, "home/as_they_see_it.html", context)
