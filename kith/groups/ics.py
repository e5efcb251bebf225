"""Writes meetings as an iCalendar (RFC 5545): single dates in UTC, which every calendar program reads the same (decision 15)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac
from icalendar import Calendar, Event

from kith.core.clock import now

JOINERS = "\u200c\u200d"  # Persian is written with the first, some signs with the second
LOOK_AGAIN = timedelta(hours=4)


@dataclass(frozen=True)
class Entry:
    """One date in a calendar. Nothing else of a meeting goes into it."""

    uid: str
    starts: datetime
    ends: datetime
    summary: str
    place: str = ""
    version: int = 0


def uid(person: int, key: str) -> str:
    """The same for one meeting in one person's calendar, and told apart from everyone else's: two calendars cannot be matched."""
    return salted_hmac("kith.calendar", f"{person}:{key}").hexdigest()[:32]


def written(name: str, entries: Iterable[Entry]) -> bytes:
    """A calendar of this name with these dates."""
    calendar = Calendar()
    calendar.add("prodid", "-//Kith//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", plain(name))
    calendar.add("x-wr-calname", plain(name))
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    stamp = now().replace(microsecond=0)
    for entry in entries:
        calendar.add_component(_event(entry, stamp))
    return calendar.to_ical()


def _event(entry: Entry, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.starts)
    event.add("dtend", entry.ends)
    event.add("summary", plain(entry.summary))
    event.add("sequence", entry.version)
    event.add("class", "PRIVATE")
    if entry.place:
        event.add("location", plain(entry.place))
    return event


def plain(text: str) -> str:
    """Without characters that no calendar may hold; those that join letters or keep them apart belong to their words."""
    return "".join(letter if letter.isprintable() or letter in JOINERS else " " for letter in str(text))
