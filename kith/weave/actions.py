"""Every change a person makes to what they told us and to what they put aside."""

from typing import Any
from uuid import UUID

from django.db import transaction

from kith.core.clock import now
from kith.people.models import Person
from kith.weave.models import Answer, Dismissal, Kind, Question

LONGEST_TITLE = 200


def is_empty(value: Any) -> bool:
    """True for an answer in which nothing was said."""
    return not value or not any(value.values())


@transaction.atomic
def answer(actor: Person, question: str, value: dict[str, Any]) -> Answer | None:
    """Keep the actor's answer in place of an older one. Saying nothing removes it. Shapes are in `questions.py`.

    Raises ValueError for a question that is not asked.
    """
    question = Question(question)
    if is_empty(value):
        remove_answer(actor, question)
        return None
    kept = {key: part for key, part in value.items() if part not in (None, "", [])}
    return Answer.objects.update_or_create(person=actor, question=question, defaults={"value": kept, "changed": now()})[
        0
    ]


@transaction.atomic
def remove_answer(actor: Person, question: str) -> None:
    """Forget one answer. Nothing of it is kept."""
    Answer.objects.filter(person=actor, question=question).delete()


@transaction.atomic
def put_aside(actor: Person, kind: str, thing_id: str, title: str = "") -> Dismissal:
    """Remember that something is not for the actor. Twice is the same as once."""
    found, _new = Dismissal.objects.get_or_create(
        person=actor, kind=Kind(kind), thing_id=thing_id, defaults={"title": title[:LONGEST_TITLE]}
    )
    return found


@transaction.atomic
def bring_back(actor: Person, dismissal_id: UUID) -> None:
    """Undo `put_aside`. Somebody else's, or one already brought back, is left as it is."""
    Dismissal.objects.filter(person=actor, pk=dismissal_id).delete()
