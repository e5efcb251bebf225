"""Works out which column of somebody's table holds what, shows it, and takes corrections."""

import re
from collections.abc import Sequence

from kith.directory.intake.opening import CannotRead

# Our field: what its column is called, the likeliest first. A name stands for one field only.
HEADINGS: dict[str, tuple[str, ...]] = {
    "id": ("id", "identifier", "service id", "record id", "facility id", "uid", "uuid"),
    "name": ("name", "name1", "service name", "service", "facility name", "facility", "title", "site name", "venue"),
    "name2": ("name2", "program", "programme", "department", "sub name"),
    "organisation": (
        "organisation",
        "organization",
        "organisation name",
        "organization name",
        "provider",
        "agency",
        "agency name",
        "operator",
    ),
    "description": ("description", "about", "summary", "details", "what we do", "services offered"),
    "line1": ("address", "address 1", "address1", "address line 1", "street", "street1", "street address", "line1"),
    "line2": ("address 2", "address2", "address line 2", "street2", "suite", "line2"),
    "town": ("town", "city", "suburb", "locality", "place", "village"),
    "county": ("county", "district", "lga", "borough", "council"),
    "region": ("state", "province", "state province", "region"),
    "postcode": ("postcode", "post code", "zip", "zip code", "zipcode", "postal", "postal code"),
    "country": ("country", "country code"),
    "lat": ("latitude", "lat", "y"),
    "lng": ("longitude", "lng", "lon", "long", "x"),
    "phone": ("phone", "telephone", "tel", "phone number", "phone1", "contact number", "main phone"),
    "phone2": ("phone2", "intake1", "other phone", "mobile", "intake phone"),
    "phone3": ("phone3", "intake2", "hotline"),
    "fax": ("fax",),
    "website": ("website", "web site", "url", "web", "web address", "homepage", "link"),
    "email": ("email", "e mail", "email address"),
    "category": (
        "category",
        "categories",
        "business category",
        "service type",
        "type of service",
        "taxonomy",
        "type facility",
    ),
    "faith": ("faith", "religion", "denomination"),
    "culture": ("culture", "community", "ethnicity"),
    "language": ("language", "languages", "languages spoken"),
    "interpreter": ("interpreter", "interpreters", "interpretation"),
    "cost": ("cost", "fee", "fees", "price", "charge", "cost of service"),
    "eligibility": ("eligibility", "who for", "who is it for", "eligibility description", "target group"),
    "min_age": ("min age", "minimum age", "age from"),
    "max_age": ("max age", "maximum age", "age to"),
    "how_to_get_in": ("how to get in", "application process", "referral", "how to refer", "access", "how to apply"),
    "hours": ("hours", "opening hours", "open", "opening times", "times", "schedule"),
    "taking_new": ("taking new", "accepting new", "accepting clients", "availability"),
    "status": ("status",),
    "confidential": ("confidential", "address confidential", "private address"),
    "area": ("area", "area served", "service area", "catchment"),
    "source_date": ("last verified", "last updated", "updated", "verified", "last modified"),
    "step_free": ("step free", "wheelchair", "wheelchair accessible", "accessible", "wheelchair access"),
}
FAITHS = frozenset(
    [
        "christian",
        "catholic",
        "orthodox",
        "protestant",
        "anglican",
        "baptist",
        "methodist",
        "muslim",
        "islamic",
        "jewish",
        "hindu",
        "sikh",
        "buddhist",
        "jain",
        "bahai",
        "taoist",
        "zoroastrian",
        "unitarian",
        "quaker",
        "pagan",
    ]
)
NEVER_FROM_ID = {""}  # a nameless first column is a row number, which changes with the next edition


def plain_heading(heading: str) -> str:
    spaced = re.sub(r"([a-z])([A-Z])", r"\1 \2", heading)
    return " ".join(re.findall(r"[a-z0-9]+", spaced.lower()))


def guess(header: Sequence[str], sample: Sequence[Sequence[str]]) -> dict[str, int]:
    """Our field to the number of its column, by the column's name and, for a "type" column, by what is in it."""
    names = [plain_heading(cell) for cell in header]
    found: dict[str, int] = {}
    for field, headings in HEADINGS.items():
        at = next(
            (names.index(name) for name in headings if name in names and names.index(name) not in found.values()), None
        )
        if at is not None:
            found[field] = at
    if "type" in names and names.index("type") not in found.values():
        found.setdefault(_what_type_is(sample, names.index("type")), names.index("type"))
    return found


def _what_type_is(sample: Sequence[Sequence[str]], at: int) -> str:
    values = [cells[at].strip().lower() for cells in sample if at < len(cells) and cells[at].strip()]
    faiths = sum(value in FAITHS for value in values)
    return "faith" if values and faiths * 2 > len(values) else "category"


def given(pairs: Sequence[str], header: Sequence[str]) -> dict[str, int | None]:
    """The mapping someone typed as field=column; an empty column switches a field off. Raises CannotRead."""
    found: dict[str, int | None] = {}
    plain = [plain_heading(cell) for cell in header]
    for pair in pairs:
        field, sign, column = pair.partition("=")
        field, column = field.strip(), column.strip()
        if not sign or field not in HEADINGS:
            raise CannotRead(f"--map {pair}: write field=column. Fields: {', '.join(HEADINGS)}.")
        if column and plain_heading(column) not in plain and column not in header:
            raise CannotRead(
                f"--map {pair}: there is no column {column!r}. Columns: {', '.join(filter(None, header))}."
            )
        found[field] = (
            (header.index(column) if column in header else plain.index(plain_heading(column))) if column else None
        )
    return found


def settle(header: Sequence[str], sample: Sequence[Sequence[str]], pairs: Sequence[str]) -> dict[str, int]:
    """The mapping to use: what was given, and a guess for the rest. Raises CannotRead without a column for the name."""
    said = given(pairs, header)
    taken = set(said.values())
    columns = {field: at for field, at in guess(header, sample).items() if field not in said and at not in taken}
    columns.update({field: at for field, at in said.items() if at is not None})
    if "name" not in columns:
        raise CannotRead(
            f"no column looks like the name of a service. Say which: --map name=COLUMN. Columns: {', '.join(filter(None, header))}."
        )
    return columns


def show(header: Sequence[str], columns: dict[str, int]) -> list[str]:
    """The mapping for people to check, and what is left over."""
    lines = [
        f"  {field:<14} <- {header[at] or '(first column)'}"
        for field, at in sorted(columns.items(), key=lambda pair: pair[1])
    ]
    unused = [cell for at, cell in enumerate(header) if at not in columns.values() and cell]
    return lines + ([f"  not used: {', '.join(unused)}"] if unused else [])
