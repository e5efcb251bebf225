"""Makes a seeded directory: invented services in and around an invented town, through the same door as an import."""

from collections.abc import Callable
from random import Random

from kith.demo import stories
from kith.demo.seed import words
from kith.demo.seed.members import in_rows
from kith.demo.seed.size import Size
from kith.directory.hours import DAY, Interval
from kith.directory.places import relearn_places
from kith.directory.records import ListingRecord, OrganisationRecord, PhoneRecord, SiteRecord
from kith.directory.storing import store, sync_categories

LANGUAGES = ("en", "pl", "ur", "so", "ar", "uk", "bfi")


def make_listings(random: Random, size: Size, tell: Callable[[int], None]) -> int:
    """As many services as asked for. Running it again with the same seed updates the same ones."""
    if not size.listings:
        return 0
    sync_categories()
    done = 0
    for numbers in in_rows(range(size.listings), 500):
        store(f"seed-{size.seed}", [_record(random, n) for n in numbers])
        done += len(numbers)
        tell(done)
    relearn_places()
    return done


def _record(random: Random, n: int) -> ListingRecord:
    slug, what, line = random.choice(words.SERVICE_KINDS)
    near = random.choice(stories.town()["neighbourhoods"])
    runs = f"{words.a_name(random)} Trust"
    number = f"01632 960{n % 1000:03d}"
    return ListingRecord(
        name=f"{near['name']} {what.lower()} {n + 1}",
        source_id=str(n),
        organisation=OrganisationRecord(runs.casefold(), runs),
        description=line,
        categories=[slug],
        in_person="yes",
        cost=random.choice(["free", "free", "low", "paid", ""]),
        interpreter=random.choice(["yes", "no", "", ""]),
        taking_new=random.choice(["yes", "yes", "waitlist", "no", ""]),
        hours="weekly" if n % 3 else "",
        openings=_openings(random) if n % 3 else [],
        time_zone="Europe/London",
        languages=random.sample(LANGUAGES, random.randint(0, 3)),
        phones=[PhoneRecord(number, number.replace(" ", ""))],
        sites=[_site(random, near)],
    )


def _openings(random: Random) -> list[Interval]:
    opens, hours = random.randint(8, 12) * 60, random.randint(3, 9) * 60
    days = sorted(random.sample(range(7), random.randint(2, 6)))
    return [Interval(day * DAY + opens, day * DAY + opens + hours) for day in days]


def _site(random: Random, near: stories.Row) -> SiteRecord:
    code = "".join(random.choice("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2))
    lat, lng = near["lat"] + random.gauss(0, 0.006), near["lng"] + random.gauss(0, 0.01)
    return SiteRecord(
        line1=f"{random.randint(1, 90)} {random.choice(words.SECOND)} Street", town=near["name"], region=stories.town()["name"],
        postcode=near["postcode"] + code, country="GB", lat=round(lat, 5), lng=round(lng, 5),
    )  # fmt: skip
