"""Turns what is known of a listing into short plain words. What is not known is said, never left to look like "no"."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from kith.directory import hours
from kith.directory.hours import Interval, State
from kith.directory.models import Hours, Listing, Status
from kith.directory.vocabulary import languages
from kith.people import audiences


def zone_of(listing: Listing) -> ZoneInfo:
    """The listing's local time; the community's where it names none."""
    try:
        return ZoneInfo(listing.time_zone or settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(settings.TIME_ZONE)


def intervals(listing: Listing) -> list[Interval]:
    return [Interval(opening.start, opening.end) for opening in listing.openings.all()]


def state_of(listing: Listing, moment: datetime) -> State:
    """Open, closed, by appointment or not known, at a moment."""
    if listing.status != Status.ACTIVE:
        return State(hours.CLOSED)
    if listing.hours == Hours.APPOINTMENT:
        return State(hours.APPOINTMENT)
    return (
        hours.state(intervals(listing), zone_of(listing), moment)
        if listing.hours == Hours.WEEKLY
        else State(hours.UNKNOWN)
    )


def open_words(listing: Listing, moment: datetime) -> tuple[str, str]:
    """("open" | "closed" | "unknown", words): "Open until 17:00", "Closed. Opens Monday 09:00"."""
    state = state_of(listing, moment)
    if listing.status == Status.PAUSED:
        return "closed", _("Closed for now")
    if state.word == hours.UNKNOWN:
        return "unknown", _("Hours not known")
    if state.word == hours.APPOINTMENT:
        return "unknown", _("By appointment")
    if state.word == hours.OPEN:
        if state.always:
            return "open", _("Open day and night")
        return "open", _("Open until %(time)s") % {"time": _moment(state.changes, moment, zone_of(listing))}
    if state.changes is None:
        return "closed", _("Closed now")
    return "closed", _("Closed. Opens %(time)s") % {"time": _moment(state.changes, moment, zone_of(listing))}


def _moment(then: datetime | None, moment: datetime, zone: ZoneInfo) -> str:
    """A clock time, with the day when it is not today there."""
    assert then is not None
    days = (then.date() - moment.astimezone(zone).date()).days
    at = then.strftime("%H:%M")
    if days <= 0 or (days == 1 and then.time() <= time(6)):
        return at
    return _("tomorrow %(time)s") % {"time": at} if days == 1 else f"{WEEKDAYS[then.weekday()]} {at}"


def distance_words(km: float | None) -> str:
    """ "400 m", "2.3 km", "41 km"; "" when it is not known."""
    if km is None:
        return ""
    if km < 0.95:
        return _("%(metres)s m") % {"metres": max(50, round(km * 1000 / 50) * 50)}
    return _("%(km)s km") % {"km": f"{km:.1f}" if km < 10 else f"{km:.0f}"}


def checked_words(listing: Listing) -> str:
    """Who last made sure, and how long ago."""
    if listing.checked_on is None:
        return _("Not checked by us yet")
    days = max(0, (timezone.localdate() - listing.checked_on).days)
    who = {"when": _days_ago(days), "name": listing.checked_by.name if listing.checked_by else ""}
    return _("Checked %(when)s by %(name)s") % who if who["name"] else _("Checked %(when)s") % who


def _days_ago(days: int) -> str:
    if days < 2:
        return _("yesterday") if days else _("today")
    for size, words in (
        (365, ngettext_lazy("%(n)s year ago", "%(n)s years ago", "n")),
        (30, ngettext_lazy("%(n)s month ago", "%(n)s months ago", "n")),
        (7, ngettext_lazy("%(n)s week ago", "%(n)s weeks ago", "n")),
    ):
        if days >= size * (1 if size > 7 else 2):
            return words % {"n": days // size}
    return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}


def language_name(code: str) -> str:
    return _(languages().get(code, code))


def language_words(listing: Listing, most: int = 4) -> str:
    """ "English, Spanish and 3 more"; "" when not known."""
    names = sorted(language_name(spoken.code) for spoken in listing.languages.all())
    if len(names) <= most:
        return ", ".join(names)
    more = len(names) - most + 1
    return _("%(names)s and %(n)s more") % {"names": ", ".join(names[: most - 1]), "n": more}


def week(listing: Listing, moment: datetime) -> list[dict[str, Any]]:
    """The seven days with their hours, from today on, for a table."""
    zone = zone_of(listing)
    today = moment.astimezone(zone).weekday()
    return [
        {"day": WEEKDAYS[day], "today": day == today, "hours": ", ".join(_span(*span) for span in spans)}
        for day, spans in hours.by_day(intervals(listing))
    ]


def _span(opens: time, closes: time) -> str:
    if opens == closes == time(0):
        return _("Day and night")
    return f"{opens:%H:%M} – {closes:%H:%M}"


def hours_text(listing: Listing) -> str:
    """The weekly hours as the form takes them: "Mon 09:00-17:00"."""
    if listing.hours == Hours.APPOINTMENT:
        return _("By appointment")
    found = intervals(listing)
    if found == [Interval(0, hours.WEEK)]:
        return "24/7"
    return "\n".join(
        f"{WEEKDAYS_ABBR[day]} {a:%H:%M}-{b:%H:%M}" for day, spans in hours.by_day(found) for a, b in spans
    )


def age_words(listing: Listing) -> str:
    return audiences.age_words(listing.min_age, listing.max_age)


def format_words(listing: Listing) -> list[str]:
    """The ways of meeting it surely offers."""
    ways = ((listing.in_person, _("In person")), (listing.online, _("Online")), (listing.by_phone, _("By phone")))
    return [words for answer, words in ways if answer == "yes"]


def unknown_words(names: Iterable[str]) -> str:
    """What to ask them, when a filter met a blank."""
    asks = {"language": _("languages"), "cost": _("cost"), "hours": _("opening hours")}
    return (
        _("We do not know: %(facts)s. Ask them.") % {"facts": ", ".join(asks[name] for name in names)} if names else ""
    )


def site_words(listing: Listing, sites: Sequence[Any], nearest: Any = None) -> str:
    """Where it is, in one line. A confidential place is said to be kept private."""
    if listing.confidential:
        return _("The address is kept private")
    site = nearest or (sites[0] if sites else None)
    if site is None:
        return listing.area or _("No address")
    line = ", ".join(part for part in (site.line1, site.town) if part) or site.postcode
    return _("%(place)s and %(n)s more") % {"place": line, "n": len(sites) - 1} if len(sites) > 1 else line
