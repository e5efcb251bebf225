"""What one service's page shows: every fact, and every blank named as one."""

from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from kith.core.clock import now
from kith.directory.hours import WEEK
from kith.directory.models import AccessFact, Listing
from kith.directory.showing import (
    age_words,
    checked_words,
    format_words,
    intervals,
    language_words,
    open_words,
    site_words,
    week,
    zone_of,
)
from kith.directory.vocabulary import situations


def service_page(listing: Listing) -> dict[str, Any]:
    """The context of service.html."""
    tone, opening = open_words(listing, now())
    return {
        "listing": listing,
        "tone": tone,
        "opening": opening,
        "place": site_words(listing, list(listing.sites.all())),
        "checked": checked_words(listing),
        "kinds": list(dict.fromkeys(_(category.name) for category in listing.categories.all())),
        "days": week(listing, now())
        if listing.hours == "weekly" and intervals(listing)[0].end - intervals(listing)[0].start < WEEK
        else [],
        "zone": str(zone_of(listing)).split("/")[-1].replace("_", " "),
        "site_name": urlsplit(listing.website).hostname if listing.website else "",
        "facts": facts(listing),
        "access": access_facts(listing),
        "unknown": unknown(listing),
        "belongings": [str(row) for row in listing.belongings.all()],
        "source": source_words(listing),
    }


def facts(listing: Listing) -> list[tuple[str, str, str]]:
    """(what, value, more words) of what is known, most asked first: can I get in, what does it cost, in my language?"""
    rows = [
        (_("Room for new people"), listing.get_taking_new_display() if listing.taking_new else "", ""),
        (_("How to get in"), listing.how_to_get_in, ""),
        (
            _("Cost"),
            listing.get_cost_display() if listing.cost else listing.cost_words,
            listing.cost_words if listing.cost else "",
        ),
        (_("Who it is for"), listing.eligibility or _who(listing), _who(listing) if listing.eligibility else ""),
        (_("Ages"), age_words(listing), ""),
        (_("Ways to meet"), ", ".join(format_words(listing)), ""),
        (_("Languages"), language_words(listing, 12), ""),
        (
            _("Interpreters"),
            listing.get_interpreter_display() if listing.interpreter else "",
            listing.interpreter_words,
        ),
        (_("Area it serves"), listing.area, ""),
    ]
    return [row for row in rows if row[1]]


def _who(listing: Listing) -> str:
    return ", ".join(_(situations().get(row.code, row.code)) for row in listing.situations.all())


def unknown(listing: Listing) -> list[str]:
    """What nobody wrote down: not "no", and worth asking."""
    blanks = (
        (not listing.taking_new, _("Whether there is room for new people")),
        (not listing.cost and not listing.cost_words, _("What it costs")),
        (not listing.hours and not listing.hours_note, _("Opening hours")),
        (not listing.eligibility and not listing.situations.all(), _("Who it is for")),
        (not listing.languages.all(), _("Which languages are spoken")),
        (not listing.interpreter, _("Whether there are interpreters")),
    )
    return [words for is_blank, words in blanks if is_blank]


def access_facts(listing: Listing) -> list[tuple[bool | None, str, str]]:
    """Every fact about getting in: yes, no or not known (None), with any note."""
    known = {row.fact: row for row in listing.access_facts.all()}
    return [
        (
            (known[fact].answer == "yes") if fact in known else None,
            str(label),
            known[fact].note if fact in known else "",
        )
        for fact, label in AccessFact.Fact.choices
    ]


def source_words(listing: Listing) -> str:
    """Where the words come from, for listings that were brought in."""
    if not listing.source or listing.edited_at:
        return ""
    if listing.source_date:
        return _("Its own source last looked at it in %(year)s.") % {"year": listing.source_date.year}
    return _("It came from another directory and may be out of date.")
