"""What a person's own home shows them, gathered from the areas below: nothing is decided here that they do not decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kith.core.audit import AuditEvent, Verb
from kith.directory import access as directory
from kith.groups import access as groups
from kith.home.map import MapTie
from kith.home.map.shape import CIRCLES, SECTORS
from kith.people import access as people
from kith.people.models import Circle, Person, Snapshot, Tie
from kith.recovery.access import Shared
from kith.spaces.models import Membership

FADES_AFTER = timedelta(days=60)


def as_map(ties: Iterable[Any]) -> list[MapTie]:
    """The viewer's own ties, as `people.access.my_map` lists them, as the map draws them."""
    return [
        MapTie(str(tie.pk), tie.name, tie.kind, tie.circle, f"/people/{tie.pk}/", tie.is_connected, is_faded(tie))
        for tie in ties
    ]


def is_faded(tie: Tie) -> bool:
    """Whether it has been a while since the two were in touch, as far as was noted."""
    return bool(tie.last_touch and tie.last_touch < timezone.localdate() - FADES_AFTER)


def names_only(ties: Iterable[Tie]) -> list[MapTie]:
    """Someone else's map, as far as they share it: names, kinds and circles. Where it leads stays theirs."""
    return [MapTie(str(t.pk), t.name, t.kind, t.circle) for t in ties]


def shared_map(viewer: Person, owner: Person) -> QuerySet[Tie]:
    """The map someone shares, as `people.access.network_shared` has it, without what it would give away by the by.

    That is groups the viewer may not know of, and those where its owner goes by another name than their main one. The
    owner looking through the viewer's eyes is shown no hidden group: it would tell them that the viewer is in it.
    """
    under_main_name = Membership.objects.filter(
        space=OuterRef("space_id"), person=owner, state=Membership.State.ACTIVE, handle__is_main=True
    )
    known = groups.visible_groups(viewer).filter(Exists(under_main_name))
    if hasattr(viewer, "looks_only_at"):
        known = known.exclude(visibility="hidden")
    return people.network_shared(viewer, owner).filter(~Q(target_kind="group") | Q(target_id__in=known.values("pk")))


def kept_map(snapshot: Snapshot) -> list[MapTie]:
    """The map as it was; anything in the kept data that is not understood is left out."""
    rows: list[dict[str, Any]] = snapshot.data or []
    return [
        MapTie(r["id"], r["name"], r["kind"], r["circle"])
        for r in rows
        if r.get("kind") in SECTORS and r.get("circle") in CIRCLES
    ]


def by_circle(ties: Sequence[Any]) -> list[tuple[Circle, list[Any]]]:
    """Ties in their circles, inner first; within one, those of a kind together."""
    kinds = list(SECTORS)
    return [
        (circle, sorted((t for t in ties if t.circle == circle), key=lambda t: kinds.index(t.kind)))
        for circle in Circle
    ]


def in_words(ties: Sequence[Any]) -> str:
    """What the drawing shows, for those who do not see it."""
    if not ties:
        return _("Three circles around you, with nobody on them yet.")
    counts = [(circle, sum(t.circle == circle for t in ties)) for circle in Circle]
    parts = [
        ngettext("%(n)s in the %(circle)s", "%(n)s in the %(circle)s", n)
        % {"n": n, "circle": str(circle.label).lower()}
        for circle, n in counts
        if n
    ]
    return _("Three circles around you: %(parts)s. The list on this page says the same.") % {"parts": ", ".join(parts)}


def page_of(viewer: Person, tie: Tie) -> str:
    """The address of the group or service a tie stands for. Raises Http404 when it is not there for the viewer any more."""
    if tie.target_kind == "group":
        return reverse("group", args=[get_object_or_404(groups.visible_groups(viewer), pk=tie.target_id).slug])
    if tie.target_kind == "listing":
        return reverse("service", args=[get_object_or_404(directory.visible_listings(viewer), pk=tie.target_id).slug])
    raise Http404


def open_groups(viewer: Any, count: int) -> list[dict[str, str]]:
    """A few groups that anyone may read, the liveliest first, for the front page. Three queries at most."""
    found = list(
        groups.visible_groups(viewer)
        .filter(visibility="anyone", state="open")
        .order_by("-space__members", "name")[:count]
    )
    return [
        {"name": g.name, "line": g.purpose, "href": reverse("group", args=[g.slug]), "place": g.place_name}
        for g in found
    ]


def unseen_looks(viewer: Person, shared: Sequence[Shared]) -> list[Shared]:
    """Of the words shown to the viewer, those not yet noted today as read by them. One query."""
    things, owners = [str(s.id) for s in shared if s.words], {s.person.pk for s in shared}
    today = timezone.now() - timedelta(hours=12)
    seen = (
        AuditEvent.objects.filter(owner__in=owners, verb=Verb.LOOKED, at__gt=today, actor=viewer.pk, thing__in=things)
        if things
        else AuditEvent.objects.none()
    )
    known = set(seen.values_list("thing", flat=True))
    return [s for s in shared if s.words and str(s.id) not in known]


def looked_lately(viewer: Person, owner: Person, kind: str) -> bool:
    """Whether it was noted within the last hour that the viewer looked at this kind of thing of the owner's."""
    since = timezone.now() - timedelta(hours=1)
    looks = AuditEvent.objects.filter(verb=Verb.LOOKED, actor=viewer.pk, owner=owner.pk, kind=kind, at__gt=since)
    return looks.exists()
