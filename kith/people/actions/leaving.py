"""Going for good: first unseen by others while one may change one's mind, then erased with everything that named one."""

from __future__ import annotations

import json
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction

from kith.core import crypto, live
from kith.core.jobs import Job
from kith.core.once import Once
from kith.people.models import Person


@transaction.atomic
def go_unseen(actor: Person, until: datetime) -> None:
    """Nobody meets the actor from now on: what they share is closed, ties do not connect, invitations do not open."""
    Person.objects.filter(pk=actor.pk).update(is_active=False, leaving=until)
    actor.is_active, actor.leaving = False, until
    _homes_changed(actor)


@transaction.atomic
def be_seen(actor: Person) -> None:
    """The actor is here again, as before."""
    Person.objects.filter(pk=actor.pk).update(is_active=True, leaving=None)
    actor.is_active, actor.leaving = True, None
    _homes_changed(actor)


def _homes_changed(person: Person) -> None:
    for owner in person.tied_by.values_list("owner", flat=True):
        live.announce(f"home:{owner}")


@transaction.atomic
def erase_account(person: Person) -> None:
    """The last step of an erasure: sessions, addresses, keys to sign in, letters in the mail folder, the row itself.

    The audit keeps the person's number, which then names nobody.
    """
    addresses = addresses_of(person)
    _end_sessions(person, addresses)
    _drop_mail(addresses)
    Once.objects.filter(token__startswith=f"{person.pk}:").delete()
    Job.objects.filter(name="people.forget_removed_ties", args=[person.pk]).delete()
    crypto.destroy_key(person.pk)
    person.delete()


def addresses_of(person: Person) -> list[str]:
    held = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    return [address.lower() for address in {*held, *([person.email] if person.email else [])}]


def _end_sessions(person: Person, addresses: list[str]) -> None:
    """Every session of the person's, and any visitor's that still holds their address, such as a sign-in half done."""
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    keys = set(UserSession.objects.filter(user=person).values_list("session_key", flat=True))
    for session in Session.objects.iterator():
        data = session.get_decoded()
        if data.get("_auth_user_id") == str(person.pk) or _names(json.dumps(data, default=str), addresses):
            keys.add(session.session_key)
    for key in keys:
        store(session_key=key).delete()
        live.hang_up(key)


def _drop_mail(addresses: list[str]) -> None:
    """Where mail is written to a folder instead of being sent, letters to the person go too."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", None) or "")
    if not settings.EMAIL_BACKEND.endswith("filebased.EmailBackend") or not folder.is_dir():
        return
    for letter in folder.iterdir():
        if letter.is_file() and _names(letter.read_text(encoding="utf-8", errors="replace"), addresses):
            letter.unlink(missing_ok=True)


def _names(text: str, addresses: list[str]) -> bool:
    return any(address in text.lower() for address in addresses)
