"""Everything a person gave to the resources: to take away, to hide while they are leaving, and to erase."""

from typing import Any

from kith.core import search
from kith.core.clock import now
from kith.people.models import Person
from kith.resources.access import INDEX
from kith.resources.actions import index
from kith.resources.models import Answer, Problem, Resource


def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    return {
        "resources": [_resource(one) for one in Resource.objects.filter(person=person).order_by("shared")],
        "resource_problems": [
            {
                "resource": one.resource.title,
                "what": str(one.get_kind_display()),
                "words": one.words,
                "at": one.at,
                "settled": one.settled,
            }
            for one in Problem.objects.filter(person=person).select_related("resource").order_by("at")
        ],
        "resources_checked": [
            {"resource": one.title, "checked_on": one.checked, "as": one.checked_as}
            for one in Resource.objects.filter(checked_by=person).order_by("checked")
        ],
    }


def _resource(one: Resource) -> dict[str, Any]:
    return {
        "kind": str(one.get_kind_display()),
        "title": one.title,
        "link": one.url,
        "words": one.words,
        "language": one.language_name,
        "cost": str(one.get_cost_display()),
        "helps_with": [str(topic.get_code_display()) for topic in one.topics.all()],
        "state": str(one.get_state_display()),
        "shared": one.shared,
        "changed": one.changed,
        "taken_back": one.withdrawn,
        "checked_on": one.checked,
        "checked_as": one.checked_as,
        "check_again": one.check_again,
        "answer_in_words": _answer(one),
    }


def _answer(one: Resource) -> str:
    said = Answer.objects.filter(resource=one).first()
    return said.words if said else ""


def hide(person: Person, keep_posts: bool) -> dict[str, Any]:
    """Nobody finds what they shared."""
    mine = list(Resource.objects.filter(person=person, withdrawn__isnull=True).values_list("pk", flat=True))
    Resource.objects.filter(pk__in=mine).update(withdrawn=now())
    search.drop(INDEX, mine)
    return {"resources": mine}


def show_again(person: Person, noted: dict[str, Any]) -> None:
    for one in Resource.objects.filter(person=person, pk__in=noted["resources"]):
        Resource.objects.filter(pk=one.pk).update(withdrawn=None)
        index(one)


def erase(person: Person) -> None:
    search.drop(INDEX, list(Resource.objects.filter(person=person).values_list("pk", flat=True)))
    Problem.objects.filter(person=person).delete()
    Resource.objects.filter(person=person).delete()
