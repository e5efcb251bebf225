"""The start of Kith: a front page for visitors, and for members their network."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kith.core.crypto import prefetch_keys
from kith.core.pages import page, public
from kith.core.tickets import ticket
from kith.groups.news import groups_with_news
from kith.home import access, actions, front
from kith.home.map import draw
from kith.people import often
from kith.people.asking import MemberRequest
from kith.people.models import Grant, Person, Tie
from kith.people.sharing_kinds import NETWORK
from kith.people.views.invitations import HELD
from kith.people.views.ties import TOOK_OFF
from kith.recovery import access as recovery
from kith.recovery import hard_times
from kith.recovery.models import Mood
from kith.recovery.sharing import CHECK_INS, HARD_TIME, STRATEGIES
from kith.weave import access as weave

LISTED = 10
MOST_GAPS = 3
MOST_NEWS = 6
SHARED = 4


@public
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return page(request, "home/front.html", front.context(request.user))
    return page(request, "home/home.html", my_network(cast(MemberRequest, request)), blocks=("shared",))


def my_network(request: MemberRequest) -> dict[str, Any]:
    """Everything on a member's home. The number of queries does not grow with the network."""
    me, ties = request.user, often.my_map(request.user)
    held = often.shared_with_me(me)
    prefetch_keys({me.pk, *(grant.owner_id for grant in held)})
    said = weave.answers(me)
    own, theirs = hard_times.on_home(me, ties)
    readers = recovery.readers_of_next(me, [tie for tie in ties if tie.is_connected])
    return {
        "nav": "network",
        "ties": ties,
        "circles": access.by_circle(ties),
        "drawings": draw(access.as_map(ties)),
        "words": access.in_words(ties),
        "gaps": [gap for gap in weave.gaps(me, ties, said) if gap.said_missing][:MOST_GAPS] if said else [],
        "asked": bool(said),
        "shared": shared_with(me) if any(grant.kind == CHECK_INS for grant in held) else [],
        "hard_times": theirs,
        "my_hard_time": own,
        "also": also_from(held, ties),
        "news": groups_with_news(me)[:MOST_NEWS],
        "removed": often.recently_removed(me) if TOOK_OFF in request.session else [],
        "invitation": bool(request.session.get(HELD)),
        "moods": Mood,
        "readers": readers[CHECK_INS],
        "told": readers[HARD_TIME],
        "most": LISTED,
        "ticket": ticket(me, f"home:{me.pk}"),
        "time_of_day": time_of_day(),
    }


def shared_with(me: Person) -> list[recovery.Shared]:
    """The newest of what others share, one per person; that the words were read is noted for them."""
    newest: dict[int, recovery.Shared] = {}
    for shared in recovery.shared_with(me, since_days=14):
        newest.setdefault(shared.person.pk, shared)
    shown = list(newest.values())[:SHARED]
    if unseen := access.unseen_looks(me, shown):
        actions.note_looks(me, unseen)
    return shown


def also_from(held: list[Grant], ties: list[Tie]) -> list[dict[str, Any]]:
    """Whose strategies or map the viewer may look at, by the name on their own map."""
    by_person = {tie.person_id: tie for tie in ties if tie.person_id}
    kinds = (STRATEGIES, NETWORK)
    found = dict.fromkeys((g.kind, g.owner_id) for g in held if g.kind in kinds and g.owner_id in by_person)
    return [{"kind": kind, "tie": by_person[owner]} for kind, owner in list(found)[:12]]


def time_of_day() -> str:
    hour = timezone.localtime().hour
    return "morning" if 5 <= hour < 12 else "evening" if hour >= 17 else ""
