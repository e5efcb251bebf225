"""Links that stop mail in one step, without signing in. Each is good for one person's mail of one family, or all of it.

What stands in the link tells nothing to whoever reads it on its way: a random mark of the person's, and a signature
over the mark and the family. The family itself is not in it: it is found again by trying each. A link whose owner is
gone answers like any other, so that nothing can be learned from trying.
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
    return f"{mine.mark.hex}.{_signer().signature(_signed(mine.mark.hex, family))}"


def read(text: str) -> Stop | None:
    """What a link stands for; None when it was not made here, is not whole, or is of a family that is no more."""
    mark, _, signature = text[:200].partition(".")
    return next((Stop(mark, one) for one in (*Family, None) if _is_of(mark, one, signature)), None)


def _is_of(mark: str, family: Family | None, signature: str) -> bool:
    signer = _signer()
    try:
        signer.unsign(f"{_signed(mark, family)}{signer.sep}{signature}")
    except signing.BadSignature:
        return False
    return True


def _signed(mark: str, family: Family | None) -> str:
    return f"{mark}.{family.value if family else ALL}"


def _signer() -> signing.Signer:
    return signing.Signer(salt=SALT)
