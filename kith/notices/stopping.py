"""Links that stop mail in one step, without signing in. Each is good for one person's mail of one family, or all of it.

What stands in the link names nobody: a random mark of the person's, and a family. A link whose owner is gone answers
like any other, so that nothing can be learned from trying.
"""

from __future__ import annotations

from typing import NamedTuple

from django.core import signing

from kith.notices.families import Family
from kith.notices.models import Wishes
from kith.people.models import Person

SALT = "kith.notices.stop"
ALL = "all"


class Stop(NamedTuple):
    """Whose mail ends, by their mark, and of which family; None for all of it."""

    mark: str
    family: Family | None


def token(person: Person, family: Family | None) -> str:
    """What stands in the link for this person and family."""
    mine, _new = Wishes.objects.get_or_create(person=person)
    return signing.Signer(salt=SALT).sign(f"{mine.mark.hex}.{family or ALL}")


def read(text: str) -> Stop | None:
    """What a link stands for; None when it was not made here or is not whole."""
    try:
        mark, _, family = signing.Signer(salt=SALT).unsign(text[:200]).partition(".")
    except signing.BadSignature:
        return None
    return Stop(mark, Family(family) if family in Family.values else None)
