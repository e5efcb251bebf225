"""Fills the demo's directory, through the same door as an import, and notes who checked each listing and when."""

from datetime import time

from kith.core.audit import AuditEvent, Verb
from kith.demo import stories
from kith.demo.loader.scene import Scene
from kith.directory.hours import WEEK, Interval, interval
from kith.directory.models import Listing
from kith.directory.places import relearn_places
from kith.directory.records import ListingRecord, OrganisationRecord, PhoneRecord, SiteRecord
from kith.directory.storing import store, sync_categories
from kith.people.models import name_key

HERE = ""  # written down here, not taken over from another directory
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SAME = (
    "name", "categories", "website", "email", "in_person", "online", "by_phone", "area", "confidential", "interpreter",
    "cost", "cost_words", "eligibility", "min_age", "max_age", "taking_new", "hours_note", "languages",
)  # fmt: skip


def make_listings(scene: Scene) -> int:
    """Every service of the town, searchable by word and by place."""
    slugs = [row["slug"] for row in stories.listings()]
    sync_categories()
    store(HERE, [as_record(row) for row in stories.listings()])
    relearn_places()
    scene.listings = {
        listing.source_id: listing for listing in Listing.objects.filter(source=HERE, source_id__in=slugs)
    }
    for row in stories.listings():
        if "checked_by" in row:
            listing = scene.listings[row["slug"]]
            listing.checked_on = scene.ago(row["checked_days_ago"]).date()
            listing.checked_by = scene.names[row["checked_by"]]
    Listing.objects.bulk_update(scene.listings.values(), ["checked_on", "checked_by"], batch_size=100)
    _record_checks(scene)
    return len(scene.listings)


def _record_checks(scene: Scene) -> None:
    rows = [row for row in stories.listings() if "checked_by" in row]
    AuditEvent.objects.bulk_create(
        [
            AuditEvent(
                at=scene.ago(row["checked_days_ago"]), verb=Verb.LISTING_CHECKED, actor=scene.people[row["checked_by"]].pk,
                kind="listing", thing=str(scene.listings[row["slug"]].pk),
            )
            for row in rows
        ],
        batch_size=200,
    )  # fmt: skip


def as_record(row: stories.Row) -> ListingRecord:
    """A service of the data file as the directory takes it in. What the file leaves out stays not known."""
    hours = row.get("hours", [])
    return ListingRecord(
        source_id=row["slug"],
        organisation=OrganisationRecord(name_key(row["organisation"])[:120], row["organisation"], website=_home(row)),
        description=row["description"].strip(),
        how_to_get_in=" ".join(text for text in (row.get("how_to_get_in"), row.get("wait")) if text),
        hours="appointment" if hours == ["appointment"] else "weekly" if hours else "",
        openings=openings(hours),
        time_zone="Europe/London",
        situations=row.get("who", []),
        belongings=[(kind, name) for kind in ("culture", "faith", "identity") for name in row.get(kind, [])],
        access_facts=[(fact, answer, "") for fact, answer in row.get("access", {}).items()],
        phones=[
            PhoneRecord(
                p["number"], p["number"].replace(" ", ""), kind=p.get("kind", "voice"), label=p.get("label", "")
            )
            for p in row.get("phones", [])
        ],
        sites=_sites(row),
        **{name: row[name] for name in SAME if name in row},
    )


def openings(hours: list[str]) -> list[Interval]:
    """ "mon 09:00-17:00" and the like, as minutes of the week; "always" is the whole of it."""
    if hours == ["always"]:
        return [Interval(0, WEEK)]
    if hours == ["appointment"]:
        return []
    found = []
    for line in hours:
        day, span = line.split()
        opens, closes = span.split("-")
        found.append(
            interval(DAYS.index(day), time.fromisoformat(opens), time.fromisoformat(closes.replace("24:00", "23:59")))
        )
    return found


def _home(row: stories.Row) -> str:
    """The front page of whoever runs it: the address of the service without its last part."""
    return row["website"].rsplit("/", 1)[0] + "/" if "website" in row else ""


def _sites(row: stories.Row) -> list[SiteRecord]:
    if "neighbourhood" not in row:
        return []
    near, town = stories.neighbourhoods()[row["neighbourhood"]]["name"], stories.town()["name"]
    return [
        SiteRecord(
            line1=row["address"],
            town=near,
            region=town,
            postcode=row["postcode"],
            country="GB",
            lat=row["lat"],
            lng=row["lng"],
        )
    ]
