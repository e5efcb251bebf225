"""What someone wrote and where they are a member: taken out whole, hidden while they may still stay, or taken away for good."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, QuerySet
from django.utils.translation import gettext as _

from kith.core.clock import now
from kith.core.live import announce
from kith.people.models import Person
from kith.people.portability import own_names
from kith.spaces.access import visible_threads
from kith.spaces.counting import recount
from kith.spaces.keeping import kept_by, my_put_away
from kith.spaces.models import (
    Bookmark,
    Draft,
    Hope,
    Letter,
    Membership,
    Picture,
    Poll,
    PollAnswer,
    Post,
    PostVersion,
    Reaction,
    ReadMark,
    Space,
    Thread,
    pair_key,
)
from kith.spaces.polls.access import visible_polls
from kith.spaces.quoting import let_go, without_quoted
from kith.spaces.topics import announce_list

ACTIVE = Membership.State.ACTIVE


def export(person: Person) -> dict[str, list[dict]]:
    """Everything they wrote or gave, in the order of time."""
    posts = Post.objects.filter(author__person=person).order_by("created").select_related("thread", "author")
    letters = Letter.objects.filter(person=person).order_by("created").select_related("space")
    reactions = Reaction.objects.filter(author__person=person).order_by("at").select_related("author")
    spaces = Membership.objects.filter(person=person).select_related("handle", "space")
    with_whom = {pair_key(person, Person(pk=other)): name for other, name in own_names(person).items()}
    return {
        "posts": [_post(one) for one in posts],
        "earlier_words": [
            {"words": without_quoted(one.body), "until": one.until}
            for one in PostVersion.objects.filter(person=person).order_by("until")
        ],
        "drafts": [_draft(one) for one in Draft.objects.filter(person=person).order_by("begun")],
        "pictures": [_picture(one) for one in _pictures(person)],
        "polls": [_poll(one) for one in _polls(person)],
        "poll_answers": [_answer(one, person) for one in _answers(person)],
        "messages": [
            {"to": with_whom.get(one.space.pair or "", ""), "words": one.body, "at": one.created} for one in letters
        ],
        "reactions": [{"kind": str(one.get_kind_display()), "as": str(one.author), "at": one.at} for one in reactions],
        "memberships": [
            {
                "kind": one.space.kind,
                "as": one.handle.name,
                "state": str(one.get_state_display()),
                "role": str(one.get_role_display()),
                "agrees": one.agrees,
                "at": one.joined,
                "last_read": one.seen,
                "came_back": one.returned,
                "said_hello": one.greeted,
                "what_i_do": one.line,
                "welcomes": one.welcomes,
                "asked_to_welcome": one.welcome_asked,
                "answers_a_week": one.answers_a_week,
                "missed_after_weeks": one.missed_after,
            }
            for one in spaces
        ],
        "kept_posts": [dict(one) for one in kept_by(person).values("at")],
        "put_away": [{"since": one.since} for one in my_put_away(person)],
    }


def _draft(one: Draft) -> dict[str, Any]:
    words = one.words or {}
    return {
        "conversation": words.get("title", ""),
        "hope": str(dict(Hope.choices).get(words.get("hope", ""), "")),
        "for": str(dict(Thread.Readers.choices).get(words.get("readers", ""), "")),
        "content_note": words.get("note", ""),
        "words": without_quoted(words.get("body", "")),
        "poll": list((words.get("poll") or {}).values()),
        "begun": one.begun,
        "changed": one.changed,
        "removed": one.removed,
    }


def _post(one: Post) -> dict[str, Any]:
    """What others said, quoted in it, is theirs and stays here."""
    return {
        "conversation": one.thread.title if one.opening else "",
        "as": str(one.author or ""),
        "hope": str(one.thread.get_hope_display()) if one.opening else "",
        "for": str(one.thread.get_readers_display()) if one.opening else "",
        "content_note": one.note,
        "words": without_quoted(one.body),
        "at": one.created,
        "edited": one.edited,
        "withdrawn": one.withdrawn,
        "held": one.hold,
    }


def files(person: Person) -> Iterator[tuple[str, bytes]]:
    """The pictures themselves, by the name `export` calls them."""
    for one in _pictures(person).defer(None).iterator(chunk_size=1):
        yield _file(one), one.drawn


def _file(one: Picture) -> str:
    return f"pictures/{one.pk}.webp"


def _pictures(person: Person) -> QuerySet[Picture]:
    mine = Picture.objects.filter(person=person).select_related("post__author").order_by("post", "place")
    return mine.defer("drawn")


def _picture(one: Picture) -> dict[str, Any]:
    size = f"{one.width} × {one.height}"
    return {
        "as": str(one.post.author or ""),
        "shows": one.alt,
        "at": one.post.created,
        "withdrawn": one.withdrawn,
        "size": size,
        "file": _file(one),
    }


def _polls(person: Person) -> QuerySet[Poll]:
    return Poll.objects.filter(post__author__person=person).prefetch_related("choices").order_by("pk")


def _poll(one: Poll) -> dict[str, Any]:
    choices = [choice.words for choice in sorted(one.choices.all(), key=lambda choice: choice.place)]
    return {"question": one.question, "choices": choices, "several": one.several, "closes": one.closes}


def _answers(person: Person) -> QuerySet[PollAnswer]:
    return PollAnswer.objects.filter(person=person).select_related("poll__post").prefetch_related("poll__choices")


def _answer(one: PollAnswer, person: Person) -> dict[str, Any]:
    """The question is another's words: it is here only while the person may still read it where it stands."""
    thread = Thread(pk=one.poll.post.thread_id)
    there = Exists(visible_threads(person).filter(pk=thread.pk))
    readable = visible_polls(person, thread).filter(there, pk=one.poll_id).exists()
    words = {choice.place: choice.words for choice in one.poll.choices.all()} if readable else {}

    def said(places: list[int] | None) -> list[str]:
        return [words.get(place) or _("This is no longer there.") for place in places or []]

    return {
        "question": one.poll.question if readable else "",
        "chosen": said(one.chosen),
        "counted": said(one.counted),
    }


def hide(person: Person, keep_posts: bool) -> dict[str, Any]:
    """Take the person out of every group, and their name off their posts; without `keep_posts`, the posts are hidden too.

    Returns what `show_again` needs to put everything back as it was. Nothing is deleted but warm words, which are in it.
    """
    moment = now()
    noted = {
        "memberships": _out_of_groups(person),
        "reactions": _without_reactions(person),
        "posts": list(Post.objects.filter(author__person=person).values_list("pk", "author")),
        "threads": list(Thread.objects.filter(author__person=person).values_list("pk", "author")),
        "hidden": [] if keep_posts else _hide_posts(person, moment),
        "moment": moment.isoformat(),
    }
    Post.objects.filter(author__person=person).update(author=None)
    Thread.objects.filter(author__person=person).update(author=None)
    return noted


def _out_of_groups(person: Person) -> list[tuple[int, str]]:
    held = Membership.objects.filter(person=person, space__kind=Space.Kind.GROUP).exclude(state=Membership.State.LEFT)
    noted = list(held.values_list("pk", "state"))
    _count(held.filter(state=ACTIVE), -1)
    held.update(state=Membership.State.LEFT)
    return noted


def _count(active: Any, change: int) -> None:
    spaces = list(active.values_list("space", flat=True))
    floor = {"members__gt": 0} if change < 0 else {}
    Space.objects.filter(pk__in=spaces, **floor).update(members=F("members") + change)
    for space in spaces:
        announce_list(space)


def _without_reactions(person: Person) -> list[tuple[int, int, str, str]]:
    given = Reaction.objects.filter(author__person=person)
    noted = [
        (post, author, kind, at.isoformat())
        for post, author, kind, at in given.values_list("post", "author", "kind", "at")
    ]
    given.delete()
    return noted


def _hide_posts(person: Person, moment: datetime) -> list[int]:
    standing = Post.objects.filter(author__person=person, withdrawn__isnull=True)
    noted = list(standing.values_list("pk", flat=True))
    standing.update(withdrawn=moment)
    _recount(noted, -1, moment)
    return noted


def _recount(posts: list[int], change: int, withdrawn: datetime | None) -> None:
    for thread in recount(posts, change, withdrawn):
        announce(f"thread:{thread}")


def show_again(person: Person, noted: dict[str, Any]) -> None:
    """Put back what `hide` hid, where its place is still there."""
    for post, author in noted["posts"]:
        Post.objects.filter(pk=post, author=None).update(author=author)
    for thread, author in noted["threads"]:
        Thread.objects.filter(pk=thread, author=None).update(author=author)
    hidden = Post.objects.filter(pk__in=noted["hidden"], withdrawn=datetime.fromisoformat(noted["moment"]))
    back = list(hidden.values_list("pk", flat=True))
    Post.objects.filter(pk__in=back).update(withdrawn=None)
    _recount(back, +1, None)
    there = set(
        Post.objects.filter(pk__in=[post for post, *_others in noted["reactions"]]).values_list("pk", flat=True)
    )
    Reaction.objects.bulk_create(
        [
            Reaction(post_id=post, author_id=author, kind=kind, at=datetime.fromisoformat(at))
            for post, author, kind, at in noted["reactions"]
            if post in there
        ],
        ignore_conflicts=True,
    )
    for pk, state in noted["memberships"]:
        Membership.objects.filter(pk=pk, person=person).update(state=state)
    _count(Membership.objects.filter(pk__in=[pk for pk, state in noted["memberships"] if state == ACTIVE]), +1)


def keep_posts_unnamed(person: Person) -> None:
    """Before erasing: what they wrote in groups stays, by "someone who left"."""
    Post.objects.filter(author__person=person, withdrawn__isnull=True).update(author=None)
    Thread.objects.filter(author__person=person, withdrawn__isnull=True).update(author=None)


def erase_enclosed(person: Person) -> None:
    """Their pictures, and what they chose in polls. Numbers that were shown stay: they name nobody, and to take one out would tell."""
    Picture.objects.filter(person=person).delete()
    PollAnswer.objects.filter(person=person).delete()


def erase(person: Person) -> None:
    """Take their words away. Where others answered them, "someone who left" stands in their place, without words."""
    mine = Post.objects.filter(author__person=person)
    Draft.objects.filter(person=person).delete()
    PostVersion.objects.filter(person=person).delete()
    let_go(mine.values_list("pk", flat=True))
    Thread.objects.filter(author__person=person, replies=0).delete()
    Thread.objects.filter(author__person=person).update(
        title=Thread.FORGOTTEN, note="", author=None, withdrawn=now(), pinned=None
    )
    erase_enclosed(person)
    Poll.objects.filter(post__in=mine).delete()
    mine.update(body="", note="", author=None)
    Reaction.objects.filter(author__person=person).delete()
    ReadMark.objects.filter(person=person).delete()
    Bookmark.objects.filter(person=person).delete()
    Letter.objects.filter(person=person).delete()
    _count(Membership.objects.filter(person=person, state=ACTIVE, space__kind=Space.Kind.GROUP), -1)
    Membership.objects.filter(person=person).delete()
