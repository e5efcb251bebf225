"""Everything a person gave here, readable; and its erasure."""

from kith.people.models import Person
from kith.weave.models import Answer, Dismissal
from kith.weave.said import lines


def export(person: Person) -> dict[str, list[dict]]:
    """Answers and what was put aside, as the person gave them."""
    answers = Answer.objects.filter(person=person).order_by("changed")
    aside = Dismissal.objects.filter(person=person).order_by("at")
    return {
        "what_would_help": [
            {
                "question": str(row.get_question_display()),
                "in_words": lines(row.question, row.value),
                "answer": row.value,
                "changed": row.changed,
            }
            for row in answers
        ],
        "not_for_me": [{"kind": str(row.get_kind_display()), "what": row.title, "when": row.at} for row in aside],
    }


def erase(person: Person) -> None:
    """Remove every row. The words in backups go with the person's key."""
    Answer.objects.filter(person=person).delete()
    Dismissal.objects.filter(person=person).delete()
