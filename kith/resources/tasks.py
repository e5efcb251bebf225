"""What happens to resources by themselves: links are tried, and what nobody needs any more is let go of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kith.core import outside, retention
from kith.core.clock import now
from kith.core.jobs import task
from kith.resources.models import Problem, Resource

UNDO_FOR = timedelta(hours=1)
TRY_EVERY = timedelta(days=7)
AT_ONCE = 5
"""Links tried in one run, so that a run ends within minutes also when every site is slow."""
OTHERS = 3
"""Links tried besides when none of those answered, to learn whether it is we who are cut off."""
GONE = {404, 410}


@task(name="resources.forget_taken_back")
def forget_taken_back(resource: int) -> None:
    """Delete what its sharer took back, unless they put it back."""
    gone = Resource.objects.filter(pk=resource, withdrawn__lte=now() - UNDO_FOR + timedelta(minutes=1))
    gone.delete()


@task(name="resources.try_links", in_transaction=False, every=timedelta(hours=1))
def try_links() -> None:
    """Ask whether links still lead somewhere: each at most once a week, those that fail once a day, one a host in a run.

    When nobody at all answers, it is most likely we who are cut off: then nothing is noted against any link.
    """
    if not settings.CHECK_LINKS:
        return
    tried = [(one, leads_somewhere(one.url)) for one in _one_a_host(_due(), set())[:AT_ONCE]]
    if tried and all(answer is None for _one, answer in tried) and not _anyone_else_answers(tried):
        return
    for one, answer in tried:
        note_link(one, bool(answer))


def _one_a_host(links: Iterable[Resource], seen: set[str]) -> list[Resource]:
    """The first of each host that was not seen yet."""
    first: dict[str, Resource] = {}
    for one in links:
        first.setdefault(outside.host_of(one.url), one)
    return [one for host, one in first.items() if host not in seen]


def _anyone_else_answers(tried: Sequence[tuple[Resource, bool | None]]) -> bool:
    """Whether one of a few other links does, of those that worked so far."""
    seen = {outside.host_of(one.url) for one, _answer in tried}
    for one in _one_a_host(_links().filter(link_fails_since=None).order_by("?")[:50], seen)[:OTHERS]:
        answer = leads_somewhere(one.url)
        if answer is not None:
            note_link(one, answer)
            return True
    return False


def _links() -> QuerySet[Resource]:
    return Resource.objects.filter(state=Resource.State.SHOWN, withdrawn__isnull=True).exclude(url="")


def _due() -> list[Resource]:
    never, failing = now() - timedelta(days=3650), now() - timedelta(days=1)
    due = _links().annotate(last=Coalesce("link_tried", never)).order_by("last", "pk")
    return [
        one
        for one in due[:1000]
        if one.link_tried is None or one.link_tried < (failing if one.link_fails_since else now() - TRY_EVERY)
    ]


def leads_somewhere(url: str) -> bool | None:
    """Whether something is there; None when nobody answered. A site that is busy, or lets no programs in, is there."""
    try:
        return outside.status(url) not in GONE
    except (outside.RefusedError, outside.AwayError):
        return None


def note_link(resource: Resource, works: bool) -> None:
    """Remember when it was tried, and since when it fails."""
    rows = Resource.objects.filter(pk=resource.pk, url=resource.url)
    if works:
        rows.update(link_tried=now(), link_fails_since=None)
    else:
        rows.update(link_tried=now(), link_fails_since=Coalesce(F("link_fails_since"), now()))


@retention.kept(
    "resource_problems",
    days=90,
    least=7,
    most=365,
    what=_("what members said is wrong with links and tips, once someone looked"),
    why=_("So that those who check see what was wrong before."),
    who=_("You, and those who check links and tips."),
)
def forget_problems(before: datetime) -> int:
    return Problem.objects.filter(settled__lt=before).delete()[0]


@retention.kept(
    "resources_declined",
    days=90,
    least=7,
    most=365,
    what=_("links and tips that were not taken in"),
    why=_("So that you can read why, and change them."),
    who=_("You, and those who check links and tips."),
)
def forget_declined(before: datetime) -> int:
    return Resource.objects.filter(state=Resource.State.DECLINED, changed__lt=before).delete()[0]
