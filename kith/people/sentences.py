"""Says sharing choices as plain sentences, so that nobody has to read a table of rights."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kith.people.models import Circle, Grant

WHAT = {
    ("check_ins", "words"): gettext_lazy("your check-ins, with your words"),
    ("check_ins", "tap"): gettext_lazy("your check-ins, without your words"),
    ("strategies", "words"): gettext_lazy("your coping strategies"),
    ("network", "words"): gettext_lazy("your network map, without your notes"),
}
THEIRS = {
    ("check_ins", "words"): gettext_lazy("check-ins, with their words"),
    ("check_ins", "tap"): gettext_lazy("check-ins, without their words"),
    ("strategies", "words"): gettext_lazy("coping strategies"),
    ("network", "words"): gettext_lazy("network map"),
}
LOOKED = {
    "check_ins": gettext_lazy("your check-ins"),
    "check_in": gettext_lazy("your check-ins"),
    "strategies": gettext_lazy("your coping strategies"),
    "strategy": gettext_lazy("your coping strategies"),
    "network": gettext_lazy("your network map"),
}
CIRCLES = {
    Circle.INNER: gettext_lazy("Everyone here in your inner circle"),
    Circle.MIDDLE: gettext_lazy("Everyone here in your middle circle"),
    Circle.OUTER: gettext_lazy("Everyone here in your outer circle"),
}


def _day(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "j F Y")


def _kind(grant: Grant) -> tuple[str, str]:
    return grant.kind, grant.level if grant.kind == "check_ins" else "words"


def _what(grant: Grant) -> str:
    one = grant.thing.int != 0
    if one:
        return _("one of your check-ins") if grant.kind == "check_ins" else _("one of your coping strategies")
    return str(WHAT[_kind(grant)])


def audience(grant: Grant, names: Mapping[Any, str]) -> str:
    """Whom a choice reaches, by the name on the owner's own map."""
    return str(CIRCLES[Circle(grant.circle)]) if grant.circle else names.get(grant.grantee_id or 0, "")


def i_share(grant: Grant, names: Mapping[Any, str]) -> str:
    """ "Ben sees your check-ins, with your words, until 3 March 2027."""
    words = {"who": audience(grant, names), "what": _what(grant), "day": _day(grant.ends) if grant.ends else ""}
    if grant.ends:
        return _("%(who)s sees %(what)s, until %(day)s.") % words
    return _("%(who)s sees %(what)s, until you end it.") % words


def one_by_one(share: Mapping[str, Any], names: Mapping[Any, str]) -> str:
    """How many single things someone sees because they were shared one by one."""
    words = {"who": names.get(share["grantee_id"], ""), "n": share["count"]}
    if share["kind"] == "check_ins":
        return (
            ngettext(
                "%(who)s sees one check-in that you shared by itself.",
                "%(who)s sees %(n)s check-ins that you shared one by one.",
                share["count"],
            )
            % words
        )
    return (
        ngettext(
            "%(who)s sees one coping strategy that you shared by itself.",
            "%(who)s sees %(n)s coping strategies that you shared one by one.",
            share["count"],
        )
        % words
    )


def i_shared(grant: Grant, names: Mapping[Any, str]) -> str:
    return _("%(who)s no longer sees %(what)s.") % {"who": audience(grant, names), "what": _what(grant)}


def they_share(grant: Any, names: Mapping[Any, str]) -> dict[str, Any]:
    """What someone shares with the viewer, and until when; `from_name` is annotated by the query."""
    what = str(THEIRS[_kind(grant)])
    words = {
        "who": names.get(grant.owner_id, "") or grant.from_name,
        "what": what,
        "day": _day(grant.ends) if grant.ends else "",
    }
    if grant.thing.int != 0:
        text = _("%(who)s shares one thing with you: %(what)s.") % words
    elif grant.ends:
        text = _("%(who)s shares with you: %(what)s, until %(day)s.") % words
    else:
        text = _("%(who)s shares with you: %(what)s.") % words
    return {"text": text, "kind": grant.kind, "owner": grant.owner_id}


def looked(look: Mapping[str, Any], names: Mapping[Any, str]) -> dict[str, Any]:
    """One person's reading on one day."""
    who = names.get(look["actor"]) or look["name"] or _("Someone who has left")
    what = LOOKED.get(look["kind"], _("something you shared"))
    return {
        "text": _("%(who)s looked at %(what)s.") % {"who": who, "what": what},
        "day": look["day"],
        "last": look["last"],
    }
