"""Makes very many cases that wait for someone to look, beside as many that are over, for `bench/cases.py`."""

from datetime import timedelta

from allauth.mfa.models import Authenticator

from kith.core.clock import now
from kith.people.models import Handle, Person, Role
from kith.safety.cases.times import count_first_looks
from kith.safety.models import Act, Case

AT_ONCE = 2_000
CODES = ("worried", "detail", "unkind", "private", "selling", "other")


def make(count: int) -> dict:
    """One moderator, and one member whom everything is about. Answers who opens which page."""
    keeper, member = (person(name) for name in ("keeper", "member"))
    Authenticator.objects.create(user=keeper, type="webauthn", data={})  # those in trust need a second step
    Role.objects.create(person=keeper, kind="moderator")
    Role.objects.create(person=keeper, kind="steward")
    for start in range(0, count, AT_ONCE):
        made = [case(number, member) for number in range(start, min(start + AT_ONCE, count))]
        Case.objects.bulk_create(made)
        Act.objects.bulk_create([act(one) for one in made if one.closed])
    count_first_looks()
    mine = Case.objects.filter(closed__isnull=True).order_by("id").first()
    common = Case.objects.filter(closed__isnull=True, lane="harm").order_by("id").first()
    middle = Case.objects.filter(closed__isnull=True, lane="harm").order_by("urgency", "opened")[count // 5]
    pages = [
        ["the list", keeper.pk, "/safety/"],
        ["deep in a lane", keeper.pk, f"/safety/?lane=harm&after={middle.pk}"],
        ["what is over", keeper.pk, "/safety/closed/"],
        ["a case", keeper.pk, f"/safety/cases/{mine.pk}/"],
        ["how cases like it ended", keeper.pk, f"/safety/cases/{common.pk}/alike/"],
        ["times", keeper.pk, "/safety/times/"],
    ]
    return {"pages": pages}


def person(name: str) -> Person:
    made = Person.objects.create_user(username=name)
    Handle.objects.create(person=made, name=name, name_key=name, is_main=True)
    return made


def case(number: int, member: Person) -> Case:
    """Every second is over; one in ten is worry. Those that are over are of every reason."""
    at = now() - timedelta(minutes=number)
    over = number % 2 == 1
    return Case(
        lane="worried" if number % 20 < 2 else "harm",
        source="report",
        thing_kind="listing",
        thing=f"{number}",
        subject=member,
        codes=CODES[number // 2 % 6],
        urgency=number % 3,
        state="resolved" if over else "open",
        opened=at,
        due=at + timedelta(hours=8),
        first_looked=at + timedelta(minutes=number % 90) if over else None,
        closed=at + timedelta(hours=2) if over else None,
    )


def act(over: Case) -> Act:
    """A word to the member, in each case that is over."""
    return Act(kind="word", case=over, subject_id=over.subject_id, asked=over.closed, began=over.closed)
