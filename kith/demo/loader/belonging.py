"""Writes what people in the demo take on in their groups, and lets the regular work do the rest: ask, measure, miss."""

from datetime import timedelta

from kith.demo import stories
from kith.demo.loader.scene import Scene
from kith.groups.actions import say_we_miss_you
from kith.groups.belonging.access import today
from kith.groups.belonging.models import ReachOut, Thanks
from kith.groups.belonging.tasks import ask_in_group, measure_answers, miss_people
from kith.spaces.models import Membership, ReadMark

WISHES = ("line", "welcomes", "answers_a_week", "missed_after")


def make_belonging(scene: Scene) -> int:
    rows = stories.belonging()
    for row in rows["parts"]:
        _take_part(scene, row)
    Thanks.objects.bulk_create([_thanks(scene, row) for row in rows["thanks"]])
    for row in rows["away"]:
        _was_away(scene, row)
    for group in scene.groups.values():
        ask_in_group(group.pk)
    measure_answers()
    miss_people()
    for row in rows["parts"]:
        if "hello" in row:
            _say_hello(scene, row)
    return len(rows["parts"]) + len(rows["thanks"])


def _membership(scene: Scene, row: stories.Row) -> Membership:
    return Membership.objects.get(space=scene.groups[row["group"]].space_id, person=scene.people[row["who"]])


def _take_part(scene: Scene, row: stories.Row) -> None:
    held = _membership(scene, row)
    for name in WISHES:
        setattr(held, name, row.get(name, getattr(held, name)))
    held.seen = today() - timedelta(days=row.get("quiet_days", 0)) if held.missed_after else None
    held.save()


def _thanks(scene: Scene, row: stories.Row) -> Thanks:
    group = scene.groups[row["group"]]
    return Thanks(
        group=group,
        giver=scene.people[row["by"]],
        given_as=scene.name_in(group.space_id, row["by"]),
        receiver=scene.people[row["to"]],
        received_as=scene.name_in(group.space_id, row["to"]),
        words=row["text"],
        at=scene.ago(hours=row["hours"]),
        state=Thanks.State.KEPT if row.get("kept") else Thanks.State.NEW,
    )


def _was_away(scene: Scene, row: stories.Row) -> None:
    """They have read nothing of so many days, so the group welcomes them back."""
    held = _membership(scene, row)
    marks = ReadMark.objects.filter(person=held.person_id, thread__space=held.space_id)
    marks.filter(thread__last_post_at__gt=scene.ago(row["days"])).delete()


def _say_hello(scene: Scene, row: stories.Row) -> None:
    group = scene.groups[row["group"]]
    missed = ReachOut.objects.get(membership=_membership(scene, row), ended__isnull=True)
    say_we_miss_you(scene.people[row["hello"]["by"]], group, missed, row["hello"]["text"])
