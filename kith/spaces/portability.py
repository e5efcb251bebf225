"""What someone wrote and where they are a member: taken out whole, or taken away so that it cannot be recovered."""

from __future__ import annotations

from django.db.models import F

from kith.core.clock import now
from kith.people.models import Person
from kith.spaces.models import Letter, Membership, Post, Reaction, ReadMark, Space, Thread


def export(person: Person) -> dict[str, list[dict]]:
    """Everything they wrote or gave, in the order of time."""
    posts = Post.objects.filter(author__person=person).order_by("created").select_related("thread", "author")
    letters = Letter.objects.filter(person=person).order_by("created")
    reactions = Reaction.objects.filter(author__person=person).order_by("at")
    spaces = Membership.objects.filter(person=person).select_related("handle", "space")
    return {
        "posts": [
            {
                "conversation": one.thread.title,
                "as": str(one.author or ""),
                "hope": one.thread.hope if one.opening else "",
                "words": one.body,
                "at": one.created,
            }
            for one in posts
        ],
        "messages": [{"words": one.body, "at": one.created} for one in letters],
        "reactions": [{"kind": one.kind, "at": one.at} for one in reactions],
        "memberships": [
            {"kind": one.space.kind, "as": one.handle.name, "state": one.state, "role": one.role, "at": one.joined}
            for one in spaces
        ],
    }


def erase(person: Person) -> None:
    """Take their words away. Where others answered them, "someone who left" stands in their place, without words."""
    mine = Post.objects.filter(author__person=person)
    Thread.objects.filter(author__person=person, replies=0).delete()
    Thread.objects.filter(author__person=person).update(title="–", author=None, withdrawn=now())
    mine.update(body="", author=None)
    Reaction.objects.filter(author__person=person).delete()
    ReadMark.objects.filter(person=person).delete()
    Letter.objects.filter(person=person).delete()
    active = Membership.objects.filter(person=person, state=Membership.State.ACTIVE, space__kind=Space.Kind.GROUP)
    Space.objects.filter(pk__in=list(active.values_list("space", flat=True)), members__gt=0).update(
        members=F("members") - 1
    )
    Membership.objects.filter(person=person).delete()
