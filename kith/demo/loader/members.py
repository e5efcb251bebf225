"""Makes the demo's people: accounts without email, so that nobody can sign in as one where this is not a demo."""

import os
from datetime import date, timedelta

from kith.core.audit import AuditEvent, Verb
from kith.core.crypto import DataKey, forget_keys, wrap
from kith.demo import stories
from kith.demo.loader.scene import Scene
from kith.people.models import Handle, Person, Role, name_key

COLOURS = 8


def make_people(scene: Scene) -> int:
    """Everyone, with a name, a key of their own and their roles."""
    rows = stories.people()
    made = [
        Person(username=row["handle"], joined=scene.ago(row["joined"]), last_seen=_last_seen(scene, row))
        for row in rows
    ]
    for person in made:
        person.set_unusable_password()
    Person.objects.bulk_create(made)
    scene.people = {person.username or "": person for person in made}
    make_keys(made)
    names = [
        Handle(person=person, name=row["name"], name_key=name_key(row["name"]), colour=number % COLOURS, is_main=True)
        for number, (row, person) in enumerate(zip(rows, made, strict=True))
    ]
    Handle.objects.bulk_create(names)
    scene.names = {row["handle"]: name for row, name in zip(rows, names, strict=True)}
    _make_roles(scene)
    AuditEvent.objects.bulk_create([AuditEvent(at=p.joined, verb=Verb.JOINED, actor=p.pk, owner=p.pk) for p in made])
    return len(made)


def make_keys(people: list[Person]) -> None:
    """A data key for each in one insert, so that sealing their words needs no further writes."""
    forget_keys()  # of people whose making was undone, who may have had the same numbers
    DataKey.objects.bulk_create([wrap(person.pk, os.urandom(32)) for person in people], batch_size=500)


def _make_roles(scene: Scene) -> None:
    roles = [
        Role(person=scene.people[row["handle"]], since=scene.ago(row["joined"]) + timedelta(days=20), **role)
        for row in stories.people()
        for role in row.get("roles", [])
    ]
    Role.objects.bulk_create(roles)


def _last_seen(scene: Scene, row: stories.Row) -> date:
    return scene.ago(0 if "cast" in row else scene.random.choice([0, 0, 1, 1, 2, 3, 6])).date()
