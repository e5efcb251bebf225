"""What happens by itself: removed things go, a hard time ends, and the library is counted and let go of in time."""

from collections.abc import Collection
from datetime import datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kith.core import retention, search
from kith.core.clock import now
from kith.core.jobs import task
from kith.notices.actions import drop
from kith.recovery.access.library import KIND, entry_number
from kith.recovery.library import BANDS, band, starter, starters
from kith.recovery.models import (
    CheckIn,
    HardTime,
    LibraryEntry,
    LibraryMark,
    LibraryProblem,
    Occasion,
    Strategy,
    StrategyTry,
)
from kith.recovery.models.library import BY_MEMBERS

ANSWERED = "library_answered"
UNDO_FOR = timedelta(hours=1)
MODELS = {"check_in": CheckIn, "strategy": Strategy, "try": StrategyTry}


@task(name="recovery.forget_removed")
def forget_removed(model: str, thing: str) -> None:
    """Delete a removed check-in, strategy or try for good, unless its owner took it back."""
    gone = {"pk": thing, "removed__isnull": False, "removed__lte": now() - UNDO_FOR + timedelta(minutes=1)}
    found: QuerySet = MODELS[model]._default_manager.filter(**gone)
    people = list(found.values_list("strategy__person" if model == "try" else "person", flat=True))
    found.delete()
    forget_unused_occasions(people)


def forget_unused_occasions(people: list[int]) -> None:
    """A few words that no try of theirs carries any more are gone."""
    Occasion.objects.filter(person__in=people, tries__isnull=True).delete()


@task(name="recovery.forget_hard_time")
def forget_hard_time(person: int) -> None:
    """Delete a hard time that has ended by itself, unless it was made longer in the meantime."""
    HardTime.objects.filter(person=person, ends__lte=now()).delete()


@task(name="recovery.count_who_was_helped", every=timedelta(days=1))
def count_who_was_helped() -> None:
    """For each idea, how many different people borrowed it and noted that it helped; kept only as a round number.

    What was noted this week does not count yet, so that a rise is rarely told of the day it came from. A number never
    falls while its idea is there; what was taken back is not counted again.
    """
    today = timezone.localdate()
    this_week = timezone.make_aware(datetime.combine(today - timedelta(days=today.weekday()), time.min))
    helped = StrategyTry.objects.filter(
        helped=StrategyTry.Helped.HELPED,
        removed=None,
        at__lt=this_week,
        strategy__removed=None,
        strategy__person__is_active=True,
    )
    ideas = Q(strategy__borrowed__startswith=BY_MEMBERS) | Q(strategy__borrowed__in=[idea.code for idea in starters()])
    counted = (
        helped.filter(ideas).values("strategy__borrowed").annotate(people=Count("strategy__person", distinct=True))
    )
    many = counted.filter(people__gte=BANDS[0]).order_by().values_list("strategy__borrowed", "people")
    enough = _still_there(dict(many)).items()
    before = dict(LibraryMark.objects.values_list("code", "helped"))
    risen = [LibraryMark(code=code, helped=band(n)) for code, n in enough if band(n) > before.get(code, 0)]
    LibraryMark.objects.bulk_create(
        risen, update_conflicts=True, unique_fields=["code"], update_fields=["helped"], batch_size=500
    )


def _still_there(counted: dict[str, int]) -> dict[str, int]:
    """Without members' entries that were taken back: copies of them are others' own now, and count for nothing."""
    numbers = [entry_number(code) for code in counted]
    there = {entry.code for entry in LibraryEntry.objects.filter(pk__in=numbers).only("pk")}
    return {code: people for code, people in counted.items() if code in there or starter(code)}


@retention.kept(
    "entries_not_taken_in",
    days=180,
    least=30,
    most=730,
    what=_("what you offered to the library of what helps, when it was not taken in, or was taken out again"),
    why=_("So that you can read the answer."),
    who=_("You, and those who read what is offered."),
)
def forget_declined(before: datetime) -> int:
    """What was declined counts from its answer, what was taken out from the day it was taken out."""
    states = LibraryEntry.State
    since = dict(LibraryMark.objects.filter(aside__isnull=False).values_list("code", "aside"))
    found = LibraryEntry.objects.filter(state__in=[states.DECLINED, states.ASIDE], reviewed__lt=before)
    over = [
        one for one in found if one.state == states.DECLINED or (since.get(one.code) or one.reviewed or before) < before
    ]
    forget_entries(over)
    return len(over)


def forget_entries(entries: Collection[LibraryEntry]) -> None:
    """Delete entries with all that is known of them."""
    codes, numbers = [entry.code for entry in entries], [entry.pk for entry in entries]
    LibraryEntry.objects.filter(pk__in=numbers).delete()
    search.drop(KIND, numbers)
    LibraryMark.objects.filter(code__in=codes).delete()
    LibraryProblem.objects.filter(about__in=codes).delete()
    for number in numbers:
        drop(ANSWERED, "library_entry", number)


@retention.kept(
    "problems_settled",
    days=90,
    least=7,
    most=365,
    what=_("what you said was wrong with an idea in the library, once someone saw to it"),
    why=_("So that the same is not asked twice."),
    who=_("You, and those who read what is offered."),
)
def forget_problems(before: datetime) -> int:
    return LibraryProblem.objects.filter(settled__lt=before).delete()[0]
