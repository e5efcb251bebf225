"""How well one thing fits what was asked, aspect by aspect: the one place that scores and reasons both stand on."""

from collections.abc import Iterator

from kith.core import geo
from kith.weave import questions
from kith.weave.asked import Asked
from kith.weave.candidate import REMOTE, Candidate

Fits = dict[str, float | None]
"""Aspect to fit: 0 (does not fit) to 1 (fits), None where it is not known. What was not asked is left out."""

COSTS = {"free": 1.0, "low": 0.6, "paid": 0.0}
LONG_AGO = 90  # days: from here on, longer without being in touch adds nothing


def distance(asked: Asked, thing: Candidate) -> float | None:
    """Kilometres from the place they named; None when either is not known."""
    if asked.lat is None or asked.lng is None:
        return None
    if thing.km is not None or thing.lat is None or thing.lng is None:
        return thing.km
    return geo.km(asked.lat, asked.lng, thing.lat, thing.lng)


def is_ruled_out(asked: Asked, thing: Candidate, km: float | None) -> bool:
    """The hard limits. What is not known never rules a thing out."""
    return (
        thing.blocked
        or thing.hidden
        or thing.full
        or thing.key in asked.dismissed
        or thing.key in asked.on_map
        or _gives_none_of(asked, thing)
        or is_wrong_age(asked, thing)
        or is_too_far(asked, thing, km)
    )


def _gives_none_of(asked: Asked, thing: Candidate) -> bool:
    return bool(asked.needs) and thing.gives is not None and not asked.needs & thing.gives


def is_wrong_age(asked: Asked, thing: Candidate) -> bool:
    """True only when nobody in the age band they named could use it."""
    if asked.ages is None:
        return False
    youngest, oldest = asked.ages
    return oldest < (thing.min_age or 0) or (thing.max_age is not None and youngest > thing.max_age)


def is_too_far(asked: Asked, thing: Candidate, km: float | None) -> bool:
    """Further than they can go, unless one can take part from home and they did not say they would rather not."""
    return km is not None and km > asked.reach and not _from_home(asked, thing)


def _from_home(asked: Asked, thing: Candidate) -> bool:
    return thing.is_remote() and (not asked.formats or bool(asked.formats & REMOTE))


def apart(asked: Asked, thing: Candidate) -> float:
    """How surely it is meant for others, as far as it says and this person told: 0, ½ where anyone may come too, or 1.

    What the person did not say is never taken as a yes. Such a thing stays, but stands further back.
    """
    if not any(_not_said(asked, thing)):
        return 0.0
    return 0.5 if "anyone" in (thing.audience or ()) else 1.0


def _not_said(asked: Asked, thing: Candidate) -> Iterator[bool]:
    """Each way in which a thing can be for some people only: is it so here, without an answer that fits?"""
    named = (thing.audience or frozenset()) - questions.FOR_MANY
    for codes in (named & questions.GENDERED, named - questions.GENDERED):
        yield bool(codes) and not codes & asked.audiences
    troubles = thing.topics & questions.PARTICULAR.keys()
    whom = frozenset[str]().union(*(questions.PARTICULAR[slug] for slug in troubles))
    yield bool(troubles) and not (troubles & asked.topics or whom & asked.audiences)
    yield bool(thing.belongs) and not (thing.belongs & asked.belongs or _shares_a_telling_language(asked, thing))  # type: ignore[operator]
    yield asked.ages is None and is_for_some_ages(thing)


def is_for_some_ages(thing: Candidate) -> bool:
    """Many grown people are too young or too old for it."""
    youngest, oldest = questions.MOST_ADULTS
    return (thing.min_age or 0) > youngest or (thing.max_age is not None and thing.max_age < oldest)


def _shares_a_telling_language(asked: Asked, thing: Candidate) -> bool:
    """A language other than the one nearly everything here speaks, which tells nothing of whom a thing is for."""
    return bool(frozenset(asked.languages) & (thing.languages or frozenset()) - {asked.usual_language})


def fits(asked: Asked, thing: Candidate, km: float | None) -> Fits:
    """Every aspect that was asked, and what is known of it."""
    found: Fits = {}
    if asked.needs:
        found["need"] = None if thing.gives is None else 1.0
    if asked.missing - asked.needs:
        found["missing"] = _overlap(asked.missing - asked.needs, thing.gives)
    if thing.last_touch:
        found["touch"] = min(1.0, max(0, (asked.today - thing.last_touch).days) / LONG_AGO)
    return found if thing.kind == "person" else found | _published(asked, thing, km)


def _published(asked: Asked, thing: Candidate, km: float | None) -> Fits:
    """What only groups, meetings and services can say of themselves."""
    wanted = {
        "hard": (asked.topics, thing.topics or None),
        "languages": (frozenset(asked.languages), thing.languages),
        "culture": (asked.belongs, thing.belongs),
        "times": (asked.slots, thing.times),
        "meeting": (asked.formats, thing.formats),
    }
    found = {aspect: _any(theirs, its) for aspect, (theirs, its) in wanted.items() if theirs}
    if asked.lat is not None:
        found["where"] = None if km is None else max(0.0, 1 - km / asked.reach)
    if thing.kind == "service":
        found["cost"] = COSTS.get(thing.cost)
    return found


def _any(theirs: frozenset[str], its: frozenset[str] | None) -> float | None:
    return None if its is None else float(bool(theirs & its))


def _overlap(theirs: frozenset[str], its: frozenset[str] | None) -> float | None:
    return None if its is None else len(theirs & its) / len(theirs)
