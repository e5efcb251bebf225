"""What the demo people told those who keep the place safe: one waits, one is being looked at, two are over."""

from datetime import timedelta

from kith.demo import stories
from kith.demo.loader.scene import Scene
from kith.safety.cases import claiming, closing, reporting, things
from kith.safety.cases.times import count_first_looks
from kith.safety.models import Case, Report
from kith.spaces.models import Post


def make_cases(scene: Scene) -> int:
    for row in stories.reports():
        post = Post.objects.get(opening=True, thread__title=row["thread"])
        by = scene.people[row["by"]]
        found = things.find(by, "post", str(post.pk))
        told = reporting.report(by, found, row["kind"], row["words"], row.get("tell", False))
        _taken(scene, told.case, row)
        _date(scene, told, row["hours"])
    count_first_looks()
    return len(stories.reports())


def _taken(scene: Scene, case: Case, row: stories.Row) -> None:
    if who := row.get("taken_by"):
        claiming.claim(scene.people[who], case)
        if "ends" in row:
            closing.close(scene.people[who], case, row["ends"], row["note"])


def _date(scene: Scene, told: Report, hours: float) -> None:
    """As if it had been told then, looked at half an hour later, and ended soon after."""
    case, at = Case.objects.get(pk=told.case_id), scene.ago(hours=hours)
    looked = at + timedelta(minutes=30)
    Report.objects.filter(pk=told.pk).update(at=at)
    for line, minutes in zip(case.events.order_by("id"), (0, 30, 40), strict=False):
        case.events.filter(pk=line.pk).update(at=at + timedelta(minutes=minutes))
    Case.objects.filter(pk=case.pk).update(
        opened=at,
        due=at + (case.due - case.opened),
        first_looked=looked if case.first_looked else None,
        closed=looked + timedelta(minutes=10) if case.closed else None,
    )
