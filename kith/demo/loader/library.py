"""Fills the demo's library of what helps: what was offered and read, who borrowed what, and what was said to be wrong."""

from datetime import timedelta

from kith.demo import stories
from kith.demo.loader.scene import Scene
from kith.recovery.actions.library import put_in_the_index
from kith.recovery.library import starters
from kith.recovery.models import (
    LibraryAnswer,
    LibraryEntry,
    LibraryFit,
    LibraryProblem,
    Strategy,
    StrategyTry,
)
from kith.recovery.tasks import count_who_was_helped


def make_library(scene: Scene) -> int:
    for row in stories.library()["entries"]:
        _entry(scene, row)
    for row in stories.library()["borrowed"]:
        _borrowed(scene, row)
    for row in stories.library()["problems"]:
        said = {"about": row["idea"], "kind": row["kind"], "words": row["words"], "at": scene.ago(row["days"])}
        LibraryProblem.objects.create(person=scene.people[row["by"]], **said)
    count_who_was_helped()
    return LibraryEntry.objects.count()


def _entry(scene: Scene, row: stories.Row) -> None:
    """Read entries stand in the library, unless other words wait for their member to agree. Each is tied to their own."""
    words = {name: row.get(name, "") for name in ("name", "how", "when", "new_name", "new_how", "new_when")}
    entry = LibraryEntry(person=scene.people[row["by"]], language=row.get("language", "en"), **words)
    entry.offered = scene.ago(row["days"])
    own = Strategy.objects.filter(person=entry.person)
    entry.strategy = next((one for one in own if one.name == entry.name), None)
    if "reviewer" in row:
        entry.state = LibraryEntry.State.CHANGES if entry.new_name else LibraryEntry.State.LISTED
        entry.reviewer, entry.reviewed_as = scene.people[row["reviewer"]], row["role"]
        entry.reviewed = scene.ago(row["read"])
        entry.check_by = (scene.at + timedelta(days=row["again"])).date()
    entry.save()
    LibraryFit.objects.bulk_create([LibraryFit(entry=entry, code=code) for code in row["fits"]])
    if row.get("answer"):
        at = scene.ago(row["read"])
        LibraryAnswer.objects.create(person=scene.people[row["reviewer"]], entry=entry, words=row["answer"], at=at)
    if entry.is_listed:
        put_in_the_index(entry)


def _borrowed(scene: Scene, row: stories.Row) -> None:
    idea = next(one for one in starters() if one.code == row["idea"])
    for number, who in enumerate(row["by"]):
        words = {"name": idea.name, "how": idea.how, "when": idea.when, "borrowed": idea.code}
        kept = Strategy.objects.create(person=scene.people[who], created=scene.ago(40 + number), **words)
        for days in (9 + number, 20 + number):
            at = scene.at_the_hour(days, 20, 10)
            StrategyTry.objects.create(strategy=kept, helped=StrategyTry.Helped.HELPED, at=at)
