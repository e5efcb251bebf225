"""Who is here when, as members and as those who keep the place safe may know it; and what each of these wrote for whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from kith.core.clock import now
from kith.core.crypto import prefetch_keys
from kith.people.access import main_handle_of
from kith.people.models import Person, Role
from kith.safety.access import KEEPERS, keeps_safe
from kith.safety.models import BlockedWord, Debrief, HandOver, Mindful, Shift

LOOKS_AHEAD = timedelta(days=14)
KNOWN_FOR = 30
"""Seconds for which a process remembers the next hours of the rota."""
CACHED = "safety:rota"


class Span(NamedTuple):
    """From when until when."""

    starts: datetime
    ends: datetime


def standing_shifts() -> QuerySet[Shift]:
    """Shifts of people who are active, still keep the place safe and do not rest just now."""
    keeper = Role.objects.filter(person=OuterRef("person"), kind__in=KEEPERS)
    resting = Mindful.objects.filter(person=OuterRef("person"), resting_until__gt=OuterRef("starts"))
    rests_now = Mindful.objects.filter(person=OuterRef("person"), resting_until__gt=now())
    away = Q(Exists(resting)) | Q(Exists(rests_now), starts__lte=now())
    return Shift.objects.filter(Exists(keeper), person__is_active=True).exclude(away)


def covered(begin: datetime, end: datetime) -> list[Span]:
    """When someone is here between two moments: spans that do not touch, in order."""
    rows = standing_shifts().filter(ends__gt=begin, starts__lt=end).order_by("starts").values_list("starts", "ends")
    spans: list[Span] = []
    for starts, ends in rows:
        if spans and starts <= spans[-1].ends:
            spans[-1] = Span(spans[-1].starts, max(spans[-1].ends, ends))
        else:
            spans.append(Span(starts, ends))
    return spans


def ahead() -> list[Span]:
    """The same for the time ahead, remembered for half a minute: every page where one writes asks."""
    known = cache.get(CACHED)
    if known is None:
        known = [tuple(span) for span in covered(now(), now() + LOOKS_AHEAD)]
        cache.set(CACHED, known, KNOWN_FOR)
    return [span for span in (Span(*one) for one in known) if span.ends > now()]


def here_until() -> datetime | None:
    """Until when someone is here without a break; None while nobody is."""
    return next((span.ends for span in ahead() if span.starts <= now()), None)


def next_from() -> datetime | None:
    """From when someone is here next, while nobody is; None where the rota says nothing."""
    return next((span.starts for span in ahead() if span.starts > now()), None)


def is_someone_here() -> bool:
    return here_until() is not None


def gaps(begin: datetime, end: datetime) -> list[Span]:
    """When nobody is here between two moments."""
    found, at = [], begin
    for span in covered(begin, end):
        if span.starts > at:
            found.append(Span(at, span.starts))
        at = max(at, span.ends)
    return [*found, Span(at, end)] if at < end else found


def rota(viewer: Any) -> list[Any]:
    """The shifts of the next two weeks, with who: only for those who keep the place safe."""
    if not keeps_safe(viewer):
        raise Http404
    rows = Shift.objects.filter(ends__gt=now(), starts__lt=now() + LOOKS_AHEAD)
    return list(rows.annotate(name=main_handle_of("name", "person_id")).order_by("starts", "ends")[:300])


def get_shift(viewer: Any, shift_id: Any) -> Shift:
    if not keeps_safe(viewer):
        raise Http404
    return get_object_or_404(Shift, pk=shift_id, ends__gt=now())


def colleagues(viewer: Any) -> list[tuple[int, str]]:
    """The others who keep the place safe: id and main name, by name."""
    if not keeps_safe(viewer):
        raise Http404
    others = Person.objects.filter(is_active=True, roles__kind__in=KEEPERS).exclude(pk=viewer.pk).distinct()
    rows = others.annotate(shown=main_handle_of("name", "pk")).values_list("pk", "shown")
    return sorted(((pk, name or "") for pk, name in rows), key=lambda row: row[1].casefold())


def blocked_words(viewer: Any) -> list[BlockedWord]:
    """Every rule about words, by the words; for stewards alone."""
    if not viewer.has_role(Role.Kind.STEWARD):
        raise Http404
    return list(BlockedWord.objects.order_by("words"))


def asks_me(viewer: Any) -> list[tuple[int, str]]:
    """Who asked the viewer to be their buddy and waits for an answer: id and main name."""
    rows = Mindful.objects.filter(buddy=viewer, buddy_agreed=False, person__is_active=True)
    return list(rows.annotate(name=main_handle_of("name", "person_id")).values_list("person_id", "name"))


def hand_overs(viewer: Any) -> list[Any]:
    """What the last shifts told the next, newest first, with who."""
    if not keeps_safe(viewer):
        raise Http404
    rows = list(HandOver.objects.annotate(name=main_handle_of("name", "person_id")).order_by("-at")[:20])
    prefetch_keys([row.person_id for row in rows])
    return rows


def debriefs(viewer: Any) -> list[Any]:
    """The viewer's own words on how it was, and those their buddies wrote for them; newest first."""
    agreed = Mindful.objects.filter(person=OuterRef("person"), buddy=viewer, buddy_agreed=True)
    theirs = Q(Exists(agreed), for_buddy=True)
    rows = Debrief.objects.filter(Q(person=viewer) | theirs).annotate(name=main_handle_of("name", "person_id"))
    found = list(rows.order_by("-at")[:30])
    prefetch_keys([row.person_id for row in found])
    return found
