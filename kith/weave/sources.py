"""Turns groups, their meetings, services and people one knows into candidates. Each source keeps its own rules on who sees what."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kith.core.moments import clock, day
from kith.directory.access import near
from kith.directory.models import Answer, Taking
from kith.directory.vocabulary import categories, with_parents
from kith.directory.vocabulary import situations as situation_words
from kith.groups import access as group_access
from kith.people.audiences import age_words
from kith.people.models import Person, Tie
from kith.weave import questions
from kith.weave.asked import Asked
from kith.weave.candidate import REMOTE, Candidate

KIND_OF_TARGET = {"group": "group", "listing": "service"}
"""`Tie.target_kind` to `Candidate.kind`."""

ADULT = 18  # "18 and over" is what most things are, and goes without saying
LONG_ENOUGH = 21  # days without being in touch before someone is suggested

# What one would do next: the words on the button, and what happens then.
STEPS = {
    "join": (_("See the group"), _("You read its agreement before you join. Looking tells nobody.")),
    "ask": (
        _("See the group and ask to join"),
        _("A facilitator answers. They see the name you choose and what you write."),
    ),
    "come": (_("See the meeting"), _("Its page says how to come. Looking tells nobody.")),
    "contact": (
        _("See the service"),
        _("Its page says how to reach them. You can keep it on your map. Nothing is sent."),
    ),
    "write": (
        _("Write to them"),
        _("Nothing is sent until you send it. A few words are enough: I was thinking of you."),
    ),
    "recall": (
        _("Open their page on your map"),
        _("Only you see it. When you have been in touch, you can note the day."),
    ),
}

# Parts of the day, as hours of the local clock.
PARTS = {"morning": (6, 12), "afternoon": (12, 17), "evening": (17, 22)}
LEAST = 60  # minutes of an opening that must fall in a part of the day


def candidates(viewer: Person, asked: Asked, ties: Iterable[Tie]) -> list[Candidate]:
    """Everything that may be suggested to the viewer, from every source. At most six queries."""
    return [*known_people(asked, ties), *groups(viewer, asked), *services(viewer, asked)]


# People one knows


def known_people(asked: Asked, ties: Iterable[Tie]) -> list[Candidate]:
    """Ties one has not been in touch with for a while. Where the day is not known, nothing is suggested: it may be today."""
    return [
        _tie(tie)
        for tie in ties
        if tie.last_touch and not tie.target_kind and (asked.today - tie.last_touch).days >= LONG_ENOUGH
    ]


def _tie(tie: Tie) -> Candidate:
    """Someone whose account is no longer here is not suggested."""
    connected = bool(getattr(tie, "is_connected", False))
    return Candidate(
        kind="person",
        id=str(tie.pk),
        title=tie.name,
        href=reverse("conversation" if connected else "tie", args=[tie.pk]),
        gives=frozenset(tie.needs),
        last_touch=tie.last_touch,
        blocked=bool(tie.person_id) and not connected,
        step="write" if connected else "recall",
    )


# Groups and their meetings


def groups(viewer: Person, asked: Asked) -> list[Candidate]:
    """Groups one could join, and meetings one could come to: each group once, as the one that tells more."""
    return [found for row in group_access.candidates(viewer) if (found := _group(row, asked))]


def _group(row: Any, asked: Asked) -> Candidate | None:
    """A meeting where one is in the group already, or where it meets when one is free; else the group, unless one is in it."""
    group, about = row.group, row.about
    times = frozenset(_slot(meeting) for meeting in about.meetings if not meeting.once)
    meets = row.next is not None and (row.joined or bool(times & asked.slots))
    if row.joined and not meets:
        return None
    return Candidate(
        kind="gathering" if meets else "group",
        id=str(group.pk),
        title=group.name,
        href=reverse("group", args=[group.slug]),
        gives=frozenset(about.needs) or None,
        summary=group.purpose,
        who_for=_whom(group.who_for, about.audience, about.culture, group),
        audience=frozenset(about.audience) or None,
        min_age=group.min_age,
        max_age=group.max_age,
        organisation=group.name,
        lat=group.lat,
        lng=group.lng,
        languages=frozenset(about.languages) or None,
        belongs=frozenset(code.casefold() for code in about.culture) or None,
        formats=frozenset([*about.formats, "group"]) if about.formats else None,
        times=times or None,
        when=gettext("Next: %(day)s, %(time)s") % {"day": day(row.next), "time": clock(row.next)} if row.next else "",
        full=row.full and not row.joined,
        step="come" if row.joined else "ask" if group.joining == "request" else "join",
    )


def _slot(meeting: Any) -> str:
    """The part of the week a meeting begins in, by its own clock."""
    hour = meeting.starts.hour
    part = "morning" if hour < 12 else "afternoon" if hour < 17 else "evening"
    return f"{list(questions.DAYS)[meeting.weekday]}-{part}"


# Services


def services(viewer: Person, asked: Asked) -> list[Candidate]:
    """Services near the place they named; and, where they like that or named no place, those reached from home."""
    point = (asked.lat, asked.lng) if asked.lat is not None and asked.lng is not None else None
    from_home = point is None or bool(asked.formats & REMOTE)
    return [_service(row) for row in near.suggestible(viewer, point, asked.reach, asked.needs, from_home)]


def _service(row: Any) -> Candidate:
    listing = row.listing
    return Candidate(
        kind="service",
        id=str(listing.pk),
        title=listing.name,
        href=reverse("service", args=[listing.slug]),
        gives=row.needs or None,
        summary=listing.description,
        who_for=_whom(listing.eligibility, row.situations, row.belongings, listing, row.topics),
        audience=row.situations or None,
        organisation=listing.organisation.name if listing.organisation else "",
        topics=frozenset(above for slug in row.topics for above in with_parents(slug)),
        km=row.km,
        languages=row.languages or None,
        belongs=row.belongings or None,
        formats=_formats(listing),
        times=_open_slots(row.openings),
        cost=listing.cost,
        min_age=listing.min_age,
        max_age=listing.max_age,
        waiting_list=listing.taking_new == Taking.WAITLIST,
        full=listing.taking_new == Taking.NO,
        hidden=not listing.is_shown(),
        step="contact",
    )


def _whom(own: str, audience: Iterable[str], belongs: Iterable[str], ages: Any, topics: Iterable[str] = ()) -> str:
    """Whom it is for: in its own words, else in those of our lists; always with the ages."""
    named = [
        gettext(words)
        for code, words in situation_words().items()
        if code in audience and code not in questions.FOR_MANY
    ]
    named += [str(questions.BELONGS.get(name.casefold(), name.title())) for name in sorted(belongs)]
    named = named or [gettext(categories()[slug].name) for slug in topics if slug in questions.PARTICULAR][:1]
    also = [gettext("and anyone else")] if named and "anyone" in audience else []
    years = age_words(ages.min_age, ages.max_age) if (ages.min_age or 0) > ADULT or ages.max_age is not None else ""
    return ". ".join(part for part in (own.rstrip(". ") or ", ".join(named + also), years) if part)


def _formats(listing: Any) -> frozenset[str] | None:
    """The ways of meeting a listing says yes to; None when it says nothing about any."""
    said = {"in_person": listing.in_person, "online": listing.online, "phone": listing.by_phone}
    if not any(said.values()):
        return None
    return frozenset(code for code, answer in said.items() if answer == Answer.YES)


def _open_slots(openings: Iterable[str]) -> frozenset[str] | None:
    """Parts of the week in which it is open; None when it does not say when."""
    spans = [span.split("-") for span in openings]
    return frozenset(slot for start, end in spans for slot in slots_between(int(start), int(end))) if spans else None


@lru_cache(maxsize=4096)
def slots_between(start: int, end: int) -> tuple[str, ...]:
    """The parts of the week that minutes `start` to `end` of the local week fill for an hour or more; may run past Sunday."""
    found = []
    for number, name in enumerate([*questions.DAYS, *questions.DAYS]):
        for part, (opens, closes) in PARTS.items():
            first, last = (number * 24 + opens) * 60, (number * 24 + closes) * 60
            if min(end, last) - max(start, first) >= LEAST:
                found.append(f"{name}-{part}")
    return tuple(found)
