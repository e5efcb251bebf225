"""Puts on the shelves what the demo people share with everyone: most of it checked, one thing waiting."""

from datetime import timedelta

from kith.core.ids import short_code
from kith.demo import stories
from kith.demo.loader.scene import Scene
from kith.resources.actions import FIELDS, LOOK_AGAIN, index
from kith.resources.models import Resource, Topic


def make_resources(scene: Scene) -> int:
    for row in stories.resources():
        at = scene.ago(row["days"])
        made = Resource(
            person=scene.people[row["by"]],
            code=short_code(12),
            shared=at,
            changed=at,
            **{name: row[name].strip() for name in FIELDS if name in row},
        )
        if who := row.get("checked_by"):
            made.state, made.checked = Resource.State.SHOWN, at.date()
            made.check_again = at.date() + timedelta(days=LOOK_AGAIN.days)
            made.checked_by = scene.people[who]
            made.checked_as = made.checked_by.roles.values_list("kind", flat=True).first() or ""
        made.save()
        Topic.objects.bulk_create([Topic(resource=made, code=code) for code in row["topics"]])
        index(made)
    return len(stories.resources())
