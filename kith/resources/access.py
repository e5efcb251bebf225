"""Who may see what members share with everyone, and who may check it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from kith.core import search
from kith.core.clock import now
from kith.people.models import Person
from kith.resources.models import BROKEN_AFTER, Answer, Problem, Resource, Topic

CHECKERS = ("steward", "moderator", "practitioner")
"""Those in trust look at what is shared before others see it."""
INDEX = "resource"
A_PAGE = 20


def can_check(viewer: Any) -> bool:
    return bool(viewer.pk and viewer.has_role(*CHECKERS))


def shown() -> QuerySet[Resource]:
    """What everyone may see, also without an account."""
    return Resource.objects.filter(state=Resource.State.SHOWN, withdrawn__isnull=True)


def visible_resources(viewer: Any) -> QuerySet[Resource]:
    """What is shown, and one's own as it stands; to those who check also what waits or was not taken in."""
    if can_check(viewer):
        return Resource.objects.filter(withdrawn__isnull=True)
    mine = Q(person_id=viewer.pk or 0, withdrawn__isnull=True)
    return Resource.objects.filter(Q(state=Resource.State.SHOWN, withdrawn__isnull=True) | mine)


def get_resource(viewer: Any, code: str) -> Resource:
    return get_object_or_404(visible_resources(viewer).prefetch_related("topics"), code=code)


def my_resources(viewer: Person) -> QuerySet[Resource]:
    return Resource.objects.filter(person=viewer, withdrawn__isnull=True).order_by("-shared", "-pk")


def answer_to(viewer: Any, resource: Resource) -> str:
    """What whoever checked it said to the viewer, whose it is; "" for everyone else."""
    said = Answer.objects.filter(resource=resource, person_id=viewer.pk or 0).first()
    return said.words if said else ""


def get_mine(viewer: Person, code: str) -> Resource:
    return get_object_or_404(my_resources(viewer), code=code)


def get_taken_back(viewer: Person, code: str) -> Resource:
    """One of the viewer's own that they took back a while ago and may still put back."""
    return get_object_or_404(Resource.objects.filter(person=viewer, withdrawn__isnull=False), code=code)


def find(text: str = "", topic: str = "", language: str = "", cost: str = "", kind: str = "") -> QuerySet[Resource]:
    """What is shown and fits all of it, last checked first. Every word must be there, in any order."""
    found = shown().prefetch_related("topics").order_by("-checked", "-pk")
    said = {"language": language, "cost": cost, "kind": kind}
    found = found.filter(**{name: value for name, value in said.items() if value})
    if topic:
        found = found.filter(Exists(Topic.objects.filter(resource=OuterRef("pk"), code=topic)))
    if words := search.telling_words(text):
        asked = search.Query(words=tuple((word,) for word in words))
        found = found.filter(pk__in=search.matching(INDEX, asked))
    return found


def require_checker(viewer: Any) -> None:
    """Raises Http404 for everyone else: for them the page does not exist."""
    if not can_check(viewer):
        raise Http404


def to_check(viewer: Any) -> QuerySet[Resource]:
    """What waits, first come first. One's own is for someone else to check."""
    require_checker(viewer)
    waiting = Resource.objects.filter(state=Resource.State.WAITING, withdrawn__isnull=True)
    return waiting.exclude(person=viewer).order_by("changed", "pk")


def to_look_at_again(viewer: Any) -> QuerySet[Resource]:
    """What is shown and has a problem, a broken link, or was last looked at too long ago; `problems_open` counts.

    Not one's own: that is for someone else to look at.
    """
    require_checker(viewer)
    counted = (
        shown()
        .exclude(person=viewer)
        .annotate(problems_open=Count("problems", filter=Q(problems__settled__isnull=True)))
    )
    wrong = Q(problems_open__gt=0) | Q(check_again__lt=now().date())
    return counted.filter(wrong | Q(link_tried__gte=F("link_fails_since") + BROKEN_AFTER)).order_by(
        "-problems_open", "check_again"
    )


def waiting_for(viewer: Any) -> int:
    """How many things wait for this viewer to look at; 0 for those who do not check."""
    return to_check(viewer).count() + to_look_at_again(viewer).count() if can_check(viewer) else 0


def open_problems(viewer: Any, resource: Resource) -> list[Problem]:
    require_checker(viewer)
    return list(resource.problems.filter(settled__isnull=True).order_by("at"))


def has_reported(viewer: Any, resource: Resource) -> bool:
    return bool(viewer.pk) and resource.problems.filter(person_id=viewer.pk, settled__isnull=True).exists()


def checkers() -> list[int]:
    """The ids of all who check."""
    return list(Person.objects.filter(is_active=True, roles__kind__in=CHECKERS).values_list("pk", flat=True).distinct())
