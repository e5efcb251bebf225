"""A listing as plain values, before it is a row: what imports read, forms fill in and the demo invents."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from kith.directory.hours import Interval

LONGEST_TEXT = 6000


@dataclass(frozen=True)
class PhoneRecord:
    number: str
    dial: str
    extension: str = ""
    kind: str = "voice"
    label: str = ""


@dataclass(frozen=True)
class SiteRecord:
    """Where it is. `lat` and `lng` are degrees, both or neither."""

    name: str = ""
    line1: str = ""
    line2: str = ""
    town: str = ""
    county: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    directions: str = ""
    lat: float | None = None
    lng: float | None = None
    uid: UUID | None = None


@dataclass(frozen=True)
class OrganisationRecord:
    key: str
    name: str
    description: str = ""
    website: str = ""
    email: str = ""
    uid: UUID | None = None


@dataclass(frozen=True)
class ListingRecord:
    """Everything about one service. Empty means not known; `row` says where it stood in a file, for reports."""

    name: str
    source_id: str
    row: str = ""
    uid: UUID | None = None
    other_name: str = ""
    organisation: OrganisationRecord | None = None
    description: str = ""
    categories: Sequence[str] = ()
    website: str = ""
    email: str = ""
    alert: str = ""
    in_person: str = ""
    online: str = ""
    by_phone: str = ""
    area: str = ""
    confidential: bool = False
    interpreter: str = ""
    interpreter_words: str = ""
    cost: str = ""
    cost_words: str = ""
    eligibility: str = ""
    min_age: int | None = None
    max_age: int | None = None
    how_to_get_in: str = ""
    taking_new: str = ""
    hours: str = ""
    hours_note: str = ""
    time_zone: str = ""
    status: str = "active"
    source_date: date | None = None
    openings: Sequence[Interval] = ()
    languages: Sequence[str] = ()
    situations: Sequence[str] = ()
    belongings: Sequence[tuple[str, str]] = ()
    access_facts: Sequence[tuple[str, str, str]] = ()
    phones: Sequence[PhoneRecord] = ()
    sites: Sequence[SiteRecord] = ()
    raw: dict[str, Any] = field(default_factory=dict)

    def kept_safe(self) -> "ListingRecord":
        """For a confidential service: no site, no raw row, nothing an address could hide in."""
        return (
            replace(self, sites=(), raw={}, area="" if _has_number(self.area) else self.area)
            if self.confidential
            else self
        )

    def fingerprint(self) -> str:
        """Changes when anything that would be stored changes; where the row stood in its file does not count."""
        return hashlib.blake2b(repr(replace(self, row="", raw={})).encode(), digest_size=16).hexdigest()


def _has_number(text: str) -> bool:
    return any(c.isdigit() for c in text)
