"""Telling those in a group that something about it changed."""

from __future__ import annotations

from kith.core.audit import Verb, record
from kith.groups.models import Group
from kith.notices.actions import notify
from kith.people.models import Person
from kith.spaces.models import Membership


def tell_members(actor: Person | None, group: Group, what: str) -> None:
    """Nobody's group changes under them unseen. `what` is the end of a kind of notice ("group_…"); the record keeps it too."""
    record(Verb.GROUP_CHANGED, actor, kind="group", thing=group.pk, note_code=what)
    active = Membership.objects.filter(space=group.space_id, state=Membership.State.ACTIVE).exclude(person=actor)
    notify(None, active.values_list("person", flat=True), f"group_{what}", "group", group.pk)


def keep_space_true(group: Group) -> None:
    """What the group says about who may read and write, the space enforces. A closed group is read by its own people alone."""
    anyone = group.visibility == Group.Visibility.ANYONE and group.state != Group.State.CLOSED
    group.space.reading = type(group.space).Reading.ANYONE if anyone else type(group.space).Reading.MEMBERS
    group.space.writing = group.state == Group.State.OPEN
    group.space.save(update_fields=["reading", "writing"])
