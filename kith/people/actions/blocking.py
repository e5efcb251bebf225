"""Lets someone not meet another person here, silently, and change their mind."""

from django.db import transaction

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.live import announce
from kith.people.actions.ties import end_between
from kith.people.models import Block, Person, Tie


@transaction.atomic
def block(actor: Person, other: Person) -> Block:
    """Keep the two apart from the next request on. Everything they share with each other ends; nobody is told.

    The tie stays on the actor's map as a private note, so that unblocking one day does not quietly connect or share again.
    """
    made, fresh = Block.objects.get_or_create(blocker=actor, blocked=other)
    if fresh:
        end_between(actor, other, now())
        Tie.objects.filter(owner=actor, person=other).update(person=None)
        record(Verb.BLOCKED, actor, thing=made.pk)
        announce(f"home:{actor.pk}")
        announce(f"home:{other.pk}")
    return made


@transaction.atomic
def unblock(actor: Person, made: Block) -> None:
    """Let the two meet again. They are not connected by it, and what they shared stays ended."""
    record(Verb.UNBLOCKED, actor, thing=made.pk)
    made.delete()
    announce(f"home:{actor.pk}")
