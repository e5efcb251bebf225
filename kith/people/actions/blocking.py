"""Lets someone not meet another person, or not read a name, silently, and change their mind."""

from django.db import transaction

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.limits import limit
from kith.core.live import announce
from kith.people.access import shares_with
from kith.people.actions.ties import end_for
from kith.people.models import Block, Handle, Mute, MutedWords, Person, Tie


@transaction.atomic
def block(actor: Person, other: Person) -> Block:
    """Keep the two apart from the next request on. What the actor shares with the other ends; nobody is told.

    The tie stays on the actor's map as a private note, so that unblocking one day does not quietly connect or share again;
    without the day of the last touch, so that getting back in touch is not suggested.
    The other's own map and choices stay as they are, so that they cannot tell; nothing passes between the two.
    """
    seen = shares_with(actor, other)
    made, fresh = Block.objects.get_or_create(blocker=actor, blocked=other)
    if fresh:
        end_for(actor, other, now())
        Tie.objects.filter(owner=actor, person=other).update(person=None, confirmed=None, last_touch=None)
        record(Verb.BLOCKED, actor, thing=made.pk)
        for person in [actor, other] if seen else [actor]:  # a page that stirs for nothing would tell
            announce(f"home:{person.pk}")
    return made


@transaction.atomic
def unblock(actor: Person, made: Block) -> None:
    """Let the two meet again. They are not connected by it, and what was shared stays ended."""
    record(Verb.UNBLOCKED, actor, thing=made.pk)
    made.delete()
    announce(f"home:{actor.pk}")


def block_name(actor: Person, handle: Handle, met_as: Handle | None) -> None:
    """Not meet who goes by this name: the person, for a main name; for a name used in one group, only that name.

    Both look the same to the actor, so that a block does not tell which of the two a name is. `met_as` is the actor's own
    name where they met it. Where that is not their main name only they stop reading: were their main name to vanish for
    the other, the other would know who has the name they met.
    """
    if handle.is_main and (met_as is None or met_as.is_main):
        block(actor, handle.person)
    mute(actor, handle, hidden=True)


@transaction.atomic
def mute(actor: Person, handle: Handle, hidden: bool = False) -> Mute:
    """Not read what stands under a name, and have no notices from it, until unmuted. They never know."""
    limit(actor, "mute", 60, 3600)
    return Mute.objects.update_or_create(person=actor, handle=handle, defaults={"hidden": hidden})[0]


@transaction.atomic
def unmute(actor: Person, made: Mute) -> None:
    """Read the name again. Where it was blocked as a main name, that ends too."""
    standing = Block.objects.filter(blocker=actor, blocked=made.handle.person).first()
    if made.hidden and made.handle.is_main and standing:
        unblock(actor, standing)
    made.delete()


@transaction.atomic
def mute_words(actor: Person, words: list[str], topics: list[str]) -> None:
    """Have what holds these words, or these kinds of note, folded for the actor alone; nothing kept for an empty list."""
    if words or topics:
        MutedWords(person=actor, words={"words": words, "topics": topics}).save()
    else:
        MutedWords.objects.filter(person=actor).delete()
