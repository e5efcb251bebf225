"""Keeps how quietly Kith shows itself to one person."""

from kith.people.models import Person


def be_discreet(actor: Person, discreet: bool) -> None:
    """A title, a picture and notices that say nothing about what this is, for this person alone."""
    Person.objects.filter(pk=actor.pk).update(discreet=discreet)
    actor.discreet = discreet


def exit_is_explained(actor: Person) -> None:
    """They have read how leaving quickly works, so it is not shown again on their start page."""
    Person.objects.filter(pk=actor.pk).update(exit_explained=True)
    actor.exit_explained = True
