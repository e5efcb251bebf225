"""Where the demo's groups are in their lives: who waits for a place, what is handed over, a break, and a goodbye."""

from datetime import timedelta

from django.utils import timezone

from kith.demo import stories
from kith.demo.loader.scene import Scene
from kith.groups.models import Group, HandOverNote, Waiting
from kith.spaces.models import Space, Thread


def make_turns(scene: Scene) -> int:
    """After the conversations, so that the goodbye is one of them."""
    number = 0
    for row in stories.groups():
        group = scene.groups[row["slug"]]
        for place, name in enumerate(row.get("waiting", [])):
            Waiting.objects.create(group=group, person=scene.people[name], since=scene.ago(9 - place))
        for name, words in row.get("hand_over", {}).items():
            author = scene.name_in(group.space_id, name)
            HandOverNote.objects.create(
                group=group, person=scene.people[name], author=author, words=words, at=scene.ago(1)
            )
        number += _turn(group, row)
    return number


def _turn(group: Group, row: stories.Row) -> bool:
    if paused := row.get("paused"):
        group.state, group.pause_words = Group.State.PAUSED, paused["words"]
        group.resumes = timezone.localdate() + timedelta(days=paused["days"])
        Space.objects.filter(pk=group.space_id).update(writing=False)
    if closes := row.get("closes"):
        group.closes = timezone.localdate() + timedelta(days=closes["days"])
        group.goodbye = Thread.objects.get(space=group.space_id, title=closes["goodbye"])
    if paused or closes:
        group.save(update_fields=["state", "pause_words", "resumes", "closes", "goodbye"])
    return bool(paused or closes)
