"""Reads opening hours that someone wrote as words, where they can only mean one thing."""

import re
from collections.abc import Sequence

from kith.directory.hours import WEEK, Interval, interval
from kith.directory.intake.repair import clock

DAYS = {"mo": 0, "tu": 1, "we": 2, "th": 3, "fr": 4, "sa": 5, "su": 6}
SPAN = re.compile(
    r"(?P<days>[a-z ,&/–-]*?)\s*(?P<opens>\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)?)\s*(?:-|–|to)\s*(?P<closes>\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)?)$"
)


def read_hours(text: str) -> tuple[str, list[Interval], str]:
    """("weekly" | "appointment" | "", intervals, note). What cannot be read for sure is kept as the note, never guessed."""
    said = " ".join(text.lower().split())
    if not said:
        return "", [], ""
    if re.fullmatch(r"(24 ?/ ?7|24 hours|open 24 hours|24 hours,? 7 days.*|always( open)?)", said):
        return "weekly", [Interval(0, WEEK)], ""
    if "appointment" in said and not re.search(r"\d", said):
        return "appointment", [], text
    found: list[Interval] = []
    for part in re.split(r"\s*[;\n]\s*", said):
        if part and not (read := _part(part)):
            return "", [], text
        found += read if part else []
    return "weekly", found, ""


def _part(part: str) -> list[Interval]:
    match = SPAN.fullmatch(part.replace(".00", ":00"))
    days = days_of(match["days"]) if match else []
    if not match or not days:
        return []
    opens, closes = clock(match["opens"]), clock(match["closes"])
    bare = not re.search(r"[ap]m|[:.]", match["closes"])
    if opens is None or closes is None or (bare and closes <= opens):
        return []  # "9-5" could be anything
    return [interval(day, opens, closes) for day in days]


def days_of(text: str) -> list[int]:
    """Weekday numbers for "Mon-Fri", "Tue, Thu", "daily", "weekdays"; [] when it is none of these."""
    said = text.strip(" :").lower()
    named: dict[str, Sequence[int]] = {
        "daily": range(7),
        "every day": range(7),
        "weekdays": range(5),
        "weekends": (5, 6),
    }
    if said in named:
        return list(named[said])
    days: list[int] = []
    for piece in re.split(r"\s*(?:,|&|/|\band\b)\s*", said):
        ends = [DAYS.get(end.strip()[:2]) for end in re.split(r"\s*(?:-|–|\bto\b)\s*", piece)]
        if not piece or None in ends or len(ends) > 2:
            return []
        first, last = ends[0], ends[-1]
        days += [(first + n) % 7 for n in range((last - first) % 7 + 1)]  # type: ignore[operator]
    return days
