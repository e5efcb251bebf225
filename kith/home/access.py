"""What a person's own home shows them, gathered from the areas below: nothing is decided here that they do not decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kith.core.audit import AuditEvent, Verb
from kith.home.map import MapTie
from kith.home.map.shape import CIRCLES, SECTORS
from kith.people.models import Circle, Person, Snapshot, Tie
from kith.recovery.access import Shared

FADES_AFTER = timedelta(days=60)


def as_map(ties: Iterable[Tie], links: bool = True) -> list[MapTie]:
    """The viewer's own ties as the map draws them."""
    since = timezone.localdate() - FADES_AFTER
    return [
        MapTie(str(t.pk), t.name, t.kind, t.circle, f"/people/{t.pk}/" if links else "", t.is_connected, bool(t.last_touch and t.last_touch < since))  # type: ignore[attr-defined]
        for t in ties
    ]


def names_only(ties: Iterable[Tie]) -> list[MapTie]:
    """Someone else's map, as far as they share it: names, kinds and circles. Where it leads stays theirs."""
    return [MapTie(str(t.pk), t.name, t.kind, t.circle) for t in ties]


def kept_map(snapshot: Snapshot) -> list[MapTie]:
    """The map as it was; anything in the kept data that is not understood is left out."""
    rows: list[dict[str, Any]] = snapshot.data or []
    return [MapTie(r["id"], r["name"], r["kind"], r["circle"]) for r in rows if r.get("kind") in SECTORS and r.get("circle") in CIRCLES]


def by_circle(ties: Sequence[Any]) -> list[tuple[Circle, list[Any]]]:
    """Ties in their circles, inner first; within one, those of a kind together."""
    kinds = list(SECTORS)
    return [(circle, sorted((t for t in ties if t.circle == circle), key=lambda t: kinds.index(t.kind))) for circle in Circle]


def in_words(ties: Sequence[Any]) -> str:
    """What the drawing shows, for those who do not see it."""
    if not ties:
        return _("Three circles around you, with nobody on them yet.")
    counts = [(circle, sum(t.circle == circle for t in ties)) for circle in Circle]
    parts = [ngettext("%(n)s in the %(circle)s", "%(n)s in the %(circle)s", n) % {"n": n, "circle": str(circle.label).lower()} for circle, n in counts if n]
    return _("Three circles around you: %(parts)s. The list on this page says the same.") % {"parts": ", ".join(parts)}


def unseen_looks(viewer: Person, shared: Sequence[Shared]) -> list[Shared]:
    """Of the words shown to the viewer, those not yet noted today as read by them. One query."""
    things = [str(s.id) for s in shared if s.words]
    today = timezone.now() - timedelta(hours=12)
    seen = AuditEvent.objects.filter(actor=viewer.pk, verb=Verb.LOOKED, thing__in=things, at__gt=today) if things else AuditEvent.objects.none()
    known = set(seen.values_list("thing", flat=True))
    return [s for s in shared if s.words and str(s.id) not in known]
