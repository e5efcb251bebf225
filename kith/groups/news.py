"""Which of someone's groups hold anything new for them: for their start page and their list of groups."""

from __future__ import annotations

from django.db.models import QuerySet

from kith.core.prepared import Prepared
from kith.groups.access import visible_groups
from kith.groups.models import Group
from kith.people.models import Person
from kith.spaces.access import my_memberships
from kith.spaces.lists import has_news

MOST = 40


def groups_with_news(viewer: Person) -> list[Group]:
    """Groups the viewer is in, in which something is new to them, by name. One query."""
    return WITH_NEWS.objects(viewer.pk)


def _with_news(viewer: int) -> QuerySet[Group]:
    someone = Person(pk=viewer)
    mine = visible_groups(someone).filter(space__in=my_memberships(someone).values("space"))
    found = mine.filter(has_news(someone, "space_id")).exclude(state=Group.State.CLOSED)
    return found.order_by("name", "id")[:MOST]


WITH_NEWS = Prepared(_with_news, int)
