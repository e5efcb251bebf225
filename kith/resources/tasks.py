"""What happens to resources by themselves: links are tried, and what nobody needs any more is let go of."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kith.core import outside, retention
from kith.core.clock import now
from kith.core.jobs import task
from kith.resources.models import Problem, Resource

UNDO_FOR = timedelta(hours=1)
TRY_EVERY = timedelta(days=7)
AT_ONCE = 40
"""Links tried in one run, so that a run ends within minutes also when every site is slow."""
GONE = {404, 410}


@task(name="resources.forget_taken_back")
def forget_taken_back(resource: int) -> None:
    """Delete what its sharer took back, unless they put it back."""
    gone = Resource.objects.filter(pk=resource, withdrawn__lte=now() - UNDO_FOR + timedelta(minutes=1))
    gone.delete()


@task(name="resources.try_links", in_transaction=False, every=timedelta(hours=6))
def try_links() -> None:
    """Ask whether links still lead somewhere: each at most once a week, those that fail once a day, one a host in a run."""
    if not settings.CHECK_LINKS:
        return
    seen: set[str] = set()
    for found in _due()[: AT_ONCE * 3]:
        host = outside.host_of(found.url)
        if host in seen or len(seen) >= AT_ONCE:
            continue
        seen.add(host)
        note_link(found, leads_somewhere(found.url))


def _due() -> list[Resource]:
    links = Resource.objects.filter(state=Resource.State.SHOWN, withdrawn__isnull=True).exclude(url="")
    never, failing = now() - timedelta(days=3650), now() - timedelta(days=1)
    due = links.annotate(last=Coalesce("link_tried", never)).order_by("last", "pk")
    return [
        one
        for one in due[:1000]
        if one.link_tried is None or one.link_tried < (failing if one.link_fails_since else now() - TRY_EVERY)
    ]


def leads_somewhere(url: str) -> bool:
    """Whether something is there. A site that is busy, or lets no programs in, is there."""
    try:
        return outside.status(url) not in GONE
    except (outside.RefusedError, outside.AwayError):
        return False


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
    what=_("problems with resources that were looked at"),
    why=_("So that those who check see what was wrong before."),
    who=_("You, and those who check resources."),
)
def forget_problems(before: datetime) -> int:
    return Problem.objects.filter(settled__lt=before).delete()[0]


@retention.kept(
    "resources_declined",
    days=90,
    least=7,
    most=365,
    what=_("resources that were not taken in"),
    why=_("So that you can read why, and change them."),
    who=_("You, and those who check resources."),
)
def forget_declined(before: datetime) -> int:
    return Resource.objects.filter(state=Resource.State.DECLINED, changed__lt=before).delete()[0]
