"""Says sharing choices as plain sentences, so that nobody has to read a table of rights."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kith.people import sharing_kinds
from kith.people.models import EVERYTHING, Circle, Grant

CIRCLES = {
    Circle.INNER: gettext_lazy("Everyone here in your inner circle"),
    Circle.MIDDLE: gettext_lazy("Everyone here in your middle circle"),
    Circle.OUTER: gettext_lazy("Everyone here in your outer circle"),
}
BECAUSE = {
    Circle.INNER: gettext_lazy("%(who)s sees %(what)s, as everyone here in your inner circle does, until %(day)s."),
    Circle.MIDDLE: gettext_lazy("%(who)s sees %(what)s, as everyone here in your middle circle does, until %(day)s."),
    Circle.OUTER: gettext_lazy("%(who)s sees %(what)s, as everyone here in your outer circle does, until %(day)s."),
}
BECAUSE_OPEN = {
    Circle.INNER: gettext_lazy("%(who)s sees %(what)s, as everyone here in your inner circle does."),
    Circle.MIDDLE: gettext_lazy("%(who)s sees %(what)s, as everyone here in your middle circle does."),
    Circle.OUTER: gettext_lazy("%(who)s sees %(what)s, as everyone here in your outer circle does."),
}


def _day(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "j F Y")


def _what(grant: Grant) -> str:
    kind = sharing_kinds.get(grant.kind)
    return str(kind.level(grant.level).mine if grant.thing == EVERYTHING else kind.one)


def audience(grant: Grant, names: Mapping[Any, str]) -> str:
    """Whom a choice reaches, by the name on the owner's own map."""
    return str(CIRCLES[Circle(grant.circle)]) if grant.circle else names.get(grant.grantee_id or 0, "")


def i_share(grant: Grant, names: Mapping[Any, str]) -> str:
    """ "Ben sees your check-ins, with your words, until 3 March 2027."""
    words = {"who": audience(grant, names), "what": _what(grant), "day": _day(grant.ends) if grant.ends else ""}
    if grant.ends:
        return _("%(who)s sees %(what)s, until %(day)s.") % words
    return _("%(who)s sees %(what)s, until you end it.") % words


def through_circle(grant: Grant, who: str) -> str:
    """ "Ben sees your check-ins, with your words, as everyone here in your inner circle does, until 3 March 2027."""
    words = {"who": who, "what": _what(grant), "day": _day(grant.ends) if grant.ends else ""}
    return str((BECAUSE if grant.ends else BECAUSE_OPEN)[Circle(grant.circle)]) % words


def not_seen(who: str, seen: Iterable[str]) -> str:
    """ "Ben does not see your coping strategies or your network map."; "" when nothing is left out."""
    shown = set(seen)
    left = [str(kind.name) for kind in sharing_kinds.all_kinds() if kind.code not in shown]
    if not left:
        return ""
    listed = _("%(some)s or %(last)s") % {"some": ", ".join(left[:-1]), "last": left[-1]} if left[1:] else left[0]
    return _("%(who)s does not see %(what)s.") % {"who": who, "what": listed}


def one_by_one(share: Mapping[str, Any], names: Mapping[Any, str]) -> str:
    """How many single things someone sees because they were shared one by one."""
    several = sharing_kinds.get(share["kind"]).several
    words = {"who": names.get(share["grantee_id"], ""), "n": share["count"]}
    return several(share["count"]) % words if several else ""


def i_shared(grant: Grant, names: Mapping[Any, str]) -> str:
    return _("%(who)s no longer sees %(what)s.") % {"who": audience(grant, names), "what": _what(grant)}


def they_share(grant: Any, names: Mapping[Any, str]) -> dict[str, Any]:
    """What someone shares with the viewer, and until when; `from_name` is annotated by the query."""
    what = str(sharing_kinds.get(grant.kind).level(grant.level).theirs)
    words = {
        "who": names.get(grant.owner_id, "") or grant.from_name,
        "what": what,
        "day": _day(grant.ends) if grant.ends else "",
    }
    if grant.thing != EVERYTHING:
        text = _("%(who)s shares one thing with you: %(what)s.") % words
    elif grant.ends:
        text = _("%(who)s shares with you: %(what)s, until %(day)s.") % words
    else:
        text = _("%(who)s shares with you: %(what)s.") % words
    return {"text": text, "kind": grant.kind, "owner": grant.owner_id}


def looked(look: Mapping[str, Any], names: Mapping[Any, str]) -> dict[str, Any]:
    """One person's reading of one kind of thing on one day, and how many times."""
    kind = sharing_kinds.looked_at(look["kind"])
    words = {
        "who": names.get(look["actor"]) or look["name"] or _("Someone who has left"),
        "what": str(kind.looked or kind.name) if kind else _("something you shared"),
        "times": times(look["times"]),
    }
    text = _("%(who)s looked at %(what)s, %(times)s.") if look["times"] > 1 else _("%(who)s looked at %(what)s.")
    return {"text": text % words, "day": look["day"], "last": look["last"]}


def times(count: int) -> str:
    """ "three times", in words as far as people count in words."""
    words = {2: _("twice"), 3: _("three times"), 4: _("four times"), 5: _("five times"), 6: _("six times")}
    return words.get(count) or ngettext("%(n)s time", "%(n)s times", count) % {"n": count}
