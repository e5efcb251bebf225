"""Holds what someone typed while they prove that it is them: sealed with their own key, never sent by itself, given back once."""

import base64
import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from kith.core import crypto
from kith.core.pages import HIDDEN
from kith.people.models import Person

KEPT = "kept"
MOST = 120_000  # letters; more than any form here takes
NOT_KEPT = ("csrfmiddlewaretoken", "credential")
PAGES = {
    "check-in": _("Check in"),
    "check-in-one": _("Your check-in"),
    "erase": _("Leave for good"),
    "opening-new": _("Ask who is behind a name"),
    "opening-new-record": _("Ask to see something of a member's"),
    "opening-new-outside": _("Tell someone outside"),
    "privacy-here": _("Privacy on this device"),
    "sharing-change": _("Change what you share"),
    "sharing-give": _("Share something"),
    "steward": _("How long things are kept"),
    "strategy-edit": _("Change what helps"),
    "strategy-new": _("Add what helps"),
    "strategy-offer": _("Offer it to the library"),
    "try": _("How it went"),
    "try-new": _("How it went"),
    "thread_answer": _("Your answer"),
    "thread_new": _("Start a conversation"),
    "tie-add": _("Add to your map"),
    "tie-edit": _("Change a tie"),
}
"""What pages that take words are called; any other is named by its address."""
TICKED = {"unnamed": _("Write this one without my name"), "only_me": _("Only for me")}
"""Choices that decide who learns what: they are shown again before anything is sent."""


@dataclass(frozen=True)
class Kept:
    """A form that was not taken yet: where it goes and what it says."""

    to: str
    at: datetime
    pairs: list[tuple[str, str]]

    @property
    def words(self) -> list[str]:
        """What is worth showing: what was written, not what was ticked."""
        return [value for name, value in self.pairs if name not in HIDDEN and len(value.split()) > 1]

    @property
    def ticked(self) -> list[Any]:
        return [TICKED[name] for name, value in self.pairs if name in TICKED and value]

    @property
    def page(self) -> Any:
        """What the page is called; its address where it has no name here."""
        return PAGES.get(resolve(self.to.split("?")[0]).view_name, self.to)


def is_worth_keeping(request: HttpRequest) -> bool:
    """Whether this POST holds words or choices, and is not just a button that was pressed."""
    said = ((name, value) for name, values in request.POST.lists() for value in values)
    return any(value.strip() for name, value in said if name not in (*NOT_KEPT, *HIDDEN))


def keep(request: HttpRequest, person: Person, to: str = "", within: int = 0) -> None:
    """Hold this POST until it is surely `person` who asks, at most these seconds (0: as long as the session).

    Only for a page of ours, and the newest one replaces an older.
    """
    to = to or request.get_full_path()
    try:
        resolve(to.split("?")[0])
    except Resolver404:
        return
    pairs = [(name, value) for name, values in request.POST.lists() for value in values if name not in NOT_KEPT]
    said = json.dumps(pairs)
    if len(said) > MOST:
        return
    sealed = crypto.seal(crypto.make_key(person.pk), said.encode(), _bound_to(person))
    until = time.time() + within if within else 0
    request.session[KEPT] = {
        "to": to,
        "at": time.time(),
        "until": until,
        "sealed": base64.b64encode(sealed).decode(),
    }


def held(session: SessionBase, person: Person) -> Kept | None:
    """What is being held in this session, opened."""
    found: dict[str, Any] = session.get(KEPT) or {}
    if not is_waiting(session):
        return None
    opened = crypto.unseal(crypto.key_for(person.pk), base64.b64decode(found["sealed"]), _bound_to(person))
    at = datetime.fromtimestamp(found["at"], UTC)
    return Kept(found["to"], at, [(name, value) for name, value in json.loads(opened)])


def is_waiting(session: SessionBase) -> bool:
    found = session.get(KEPT)
    return found is not None and not 0 < found["until"] < time.time()


def let_go(session: SessionBase) -> None:
    session.pop(KEPT, None)


def let_go_when_sent(request: HttpRequest) -> None:
    """The form has arrived where it belongs, with a proof: there is nothing left to hold."""
    found = request.session.get(KEPT)
    if found and request.method == "POST" and found["to"] == request.get_full_path():
        let_go(request.session)


def _bound_to(person: Person) -> str:
    return f"session.{KEPT}:{person.pk}"
