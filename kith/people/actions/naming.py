"""Changing one's main name: everywhere at once, while the old one is kept so that nobody can pass for who one was."""

from django.db import IntegrityError, transaction

from kith.core.audit import Verb, record
from kith.core.limits import limit
from kith.people.models import Handle, Person, name_key
from kith.people.resting import require_not_paused

RENAMES_A_DAY = 3


class Taken(Exception):
    """Someone else has this name."""


class HasElsewhere(Exception):
    """The actor has this name themselves, in a group or from before: using it here would join the two."""


@transaction.atomic
def rename(actor: Person, name: str, colour: int) -> Handle:
    """Give the actor's main handle another name and colour. Raises CannotPost, Taken, HasElsewhere, TooMany.

    What they wrote under it carries the new name. The old one stays theirs, and they can take it back.
    """
    require_not_paused(actor)
    main, key = Handle.objects.select_for_update().get(person=actor, is_main=True), name_key(name)
    before = Handle(person=actor, name=main.name, name_key=main.name_key, colour=main.colour, kind=Handle.Kind.KEPT)
    if key != main.name_key:
        limit(actor, "rename", RENAMES_A_DAY, 86400)
        _free_own(actor, key)
    main.name, main.name_key, main.colour = name, key, colour
    try:
        with transaction.atomic():
            main.save(update_fields=["name", "name_key", "colour"])
    except IntegrityError as error:
        raise Taken from error
    if key != before.name_key:
        before.save()
        record(Verb.NAME_CHANGED, actor, kind="main")
    return main


def _free_own(actor: Person, key: str) -> None:
    """A name kept from before may be taken back; one that a group knows them by may not become the main one."""
    own = Handle.objects.filter(person=actor, name_key=key)
    own.filter(kind=Handle.Kind.KEPT).delete()
    if own.exists():
        raise HasElsewhere
