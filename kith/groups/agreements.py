"""What changed in what members agree to, line by line, since one last said yes."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from kith.groups.models import Agreed, Agreement, Group
from kith.people.models import Person


@dataclass(frozen=True)
class Change:
    """The newest words beside those one agreed to before; `lines` are ("same", "gone" or "new", words)."""

    newest: Agreement
    before: Agreement | None
    lines: list[tuple[str, str]]


def change_for(viewer: Person, group: Group) -> Change | None:
    """What the viewer is asked to say yes to; None where the group has no agreement. Two queries."""
    versions = Agreement.objects.filter(group=group)
    newest = versions.order_by("-version").first()
    if newest is None:
        return None
    agreed = Agreed.objects.filter(person=viewer, agreement__group=group).order_by("-agreement__version")
    known = agreed.select_related("agreement").first()
    before = known.agreement if known and known.agreement_id != newest.pk else None
    return Change(newest, before, compare(before.text, newest.text) if before else [])


def compare(before: str, after: str) -> list[tuple[str, str]]:
    """Line by line: what stays ("same"), what is no longer there ("gone") and what is added ("new"). Blank lines are left out."""
    old, new = _lines(before), _lines(after)
    found: list[tuple[str, str]] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found += [("same", line) for line in old[a:b]]
        else:
            found += [("gone", line) for line in old[a:b]] + [("new", line) for line in new[c:d]]
    return found


def _lines(text: str) -> list[str]:
    return [line.strip().removeprefix("- ").removeprefix("* ") for line in text.splitlines() if line.strip()]
