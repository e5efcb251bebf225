"""One conversation as its reader opens it: with its group, and how far they have read, in one query."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404

from kith.core.prepared import Prepared, columns, instance
from kith.groups.models import Group
from kith.people.models import Handle, Person
from kith.spaces.access import visible_threads
from kith.spaces.drafts import my_draft
from kith.spaces.lists import facts_of
from kith.spaces.models import Space, Thread


def get_thread(viewer: Any, slug: str, thread_id: int) -> tuple[Thread, int]:
    """A conversation the viewer may read, with its group; and the last post of it they have seen (0 for none). One query.

    The thread comes with `unread` (how many of its posts are new to them) `away` (whether they put it away for now)
    and `draft` (the id of what they began to answer).
    Who may read a thread may know of its group: anyone for groups that anyone may read, else only those in it.
    """
    found = THREAD.rows(viewer.pk or 0, thread_id) if thread_id < 2**62 else []
    if not found:
        raise Http404
    values = iter(found[0])
    thread, author, space, group = (instance(model, values) for model in PARTS)
    if group.slug != slug:
        raise Http404
    space.group, thread.space, thread.author = group, space, author
    thread.unread, thread.away = next(values), bool(next(values))
    mark, thread.draft = next(values), next(values)
    return thread, mark


PARTS: dict[type[Model], str] = {Thread: "", Handle: "author__", Space: "space__", Group: "space__group__"}


def _thread(viewer: int, thread: int) -> QuerySet:
    names = [name for model, prefix in PARTS.items() for name in columns(model, prefix)]
    someone = Person(pk=viewer)
    facts = {**facts_of(someone), "began": my_draft(someone)}
    return visible_threads(someone).filter(pk=thread).annotate(**facts).values_list(*names, *facts)


THREAD = Prepared(_thread, int, int)
