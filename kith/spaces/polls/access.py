"""Who sees a poll, and what of it: whoever may read the thread sees the question, and numbers only who answered or once it closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from kith.core.prepared import Prepared
from kith.people.models import Person
from kith.spaces.access import can_post, visible_posts
from kith.spaces.models import Membership, Thread
from kith.spaces.polls.models import Poll, PollAnswer, PollChoice

FEWEST = 3
"""Fewer people's answers, or changes of answers, are never shown: numbers would say who chose what."""


@dataclass(frozen=True)
class Choice:
    """One choice as one reader sees it; `count` is None while they see no numbers."""

    place: int
    words: str
    mine: bool
    count: int | None


@dataclass(frozen=True)
class Shown:
    """A poll as one reader sees it."""

    id: int
    question: str
    several: bool
    closes: date | None
    is_closed: bool
    answered: bool
    can_answer: bool
    people: int | None
    """How many people are in the numbers; None while this reader sees none."""
    choices: list[Choice]

    @property
    def mine(self) -> list[str]:
        return [choice.words for choice in self.choices if choice.mine]

    @property
    def too_few(self) -> bool:
        """Whether numbers would be shown to this reader, were there enough answers."""
        return self.people is None and (self.answered or self.is_closed)


def words_of_poll(thread: Thread) -> str:
    """The question and the choices that stand with the first post, line by line; "" where there is no poll."""
    if not thread.has_poll:
        return ""
    asked = Poll.objects.filter(post__thread=thread).values_list("question", flat=True)
    choices = PollChoice.objects.filter(poll__post__thread=thread).order_by("place").values_list("words", flat=True)
    return "\n".join([*asked, *choices])


def visible_polls(viewer: Any, thread: Thread) -> QuerySet[Poll]:
    return Poll.objects.filter(post__in=visible_posts(viewer, thread))


def get_poll(viewer: Any, thread: Thread, poll_id: int) -> Poll:
    """Raises Http404 for one that stands with words the viewer may not read."""
    return get_object_or_404(visible_polls(viewer, thread).select_related("post__thread__space"), pk=poll_id)


def _choices(viewer: int, thread: int) -> QuerySet[PollChoice]:
    polls = visible_polls(Person(pk=viewer), Thread(pk=thread))
    return PollChoice.objects.filter(poll__in=polls).select_related("poll").order_by("place")


CHOICES = Prepared(_choices, int, int)


def poll_with(viewer: Any, thread: Thread, posts: Sequence[Any], member: Membership | None) -> Shown | None:
    """The poll of a thread, on a page that shows its start. No query for threads without one."""
    if not thread.has_poll or not posts or not posts[0].opening or posts[0].gone:
        return None
    rows = CHOICES.objects(viewer.pk or 0, thread.pk)
    if not rows:
        return None
    poll = rows[0].poll
    mine = my_answer(viewer, poll)
    can_answer = can_post(member, thread.space) and not posts[0].withdrawn and not poll.is_closed
    numbers = poll.shows and (bool(mine) or poll.is_closed)
    choices = [Choice(row.place, row.words, row.place in mine, row.counted if numbers else None) for row in rows]
    return Shown(
        id=poll.pk,
        question=poll.question,
        several=poll.several,
        closes=poll.closes,
        is_closed=poll.is_closed,
        answered=bool(mine),
        can_answer=can_answer,
        people=poll.people if numbers else None,
        choices=choices,
    )


def my_answer(viewer: Any, poll: Poll) -> list[int]:
    """The places of what the viewer chose; [] while they have not answered."""
    held = PollAnswer.objects.filter(poll=poll, person_id=viewer.pk, stands=True).first() if viewer.pk else None
    return (held.chosen or []) if held else []
