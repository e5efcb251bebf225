"""Locking and unlocking a session, ending sessions, and proving again who is there."""

import time
from functools import partial
from importlib import import_module
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.db import transaction
from django.http import HttpRequest

from kith.core import live
from kith.core.audit import Verb, record
from kith.people import locks
from kith.people.models import Person


def still_here(actor: Person, session: SessionBase) -> bool:
    """Note that they are here, at once and alone, so that no slower answer beside it is overwritten. False if it was ended."""
    session[locks.SEEN] = int(time.time())
    session.setdefault(locks.SINCE, session[locks.SEEN])
    try:
        session.save()
    except UpdateError:
        return False
    session.modified = False
    return True


@transaction.atomic
def lock(actor: Person, session: SessionBase) -> None:
    """From now on this session answers with the lock page only, and its open pages hear nothing."""
    session[locks.LOCKED] = True
    session.save()
    record(Verb.LOCKED, actor, actor)
    transaction.on_commit(partial(live.hang_up, session.session_key), robust=True)


@transaction.atomic
def proved(actor: Person, session: SessionBase, form: Any) -> None:
    """They showed again that it is them: the session gets a new name, and opens if it was locked."""
    form.save()
    verb = Verb.UNLOCKED if session.pop(locks.LOCKED, False) else Verb.PROVED
    session[locks.SEEN] = int(time.time())
    old = session.session_key
    session.cycle_key()
    UserSession.objects.filter(session_key=old, user=actor).update(session_key=session.session_key)
    record(verb, actor, actor, note_code=form.way)
    transaction.on_commit(partial(live.hang_up, old), robust=True)


def refused(actor: Person, by: str) -> None:
    """Someone at their session could not show that it is them."""
    record(Verb.PROOF_REFUSED, actor, actor, note_code=by)


def sign_out(actor: Person, request: HttpRequest) -> None:
    """End this session, also when it is locked; Django tells the rest, and the record, by its signal."""
    request.user = actor
    logout(request)


@transaction.atomic
def choose_lock(actor: Person, session: SessionBase, after: int | None) -> None:
    session[locks.AFTER] = after
    session[locks.SEEN] = int(time.time())
    record(Verb.LOCK_CHOSEN, actor, actor, note_code=str(after or "never"))


@transaction.atomic
def end_session(actor: Person, row: UserSession) -> None:
    """Sign out one place; what is open there hears nothing from now on."""
    _end(row.session_key)
    row.delete()
    record(Verb.SESSION_ENDED, actor, actor)


@transaction.atomic
def end_other_sessions(actor: Person, this: str | None) -> None:
    """Sign out every place but this one; with None, every place there is."""
    _end_places(actor, this)
    record(Verb.SESSION_ENDED, actor, actor, note_code="others" if this else "all")


@transaction.atomic
def end_every_session(person: Person) -> int:
    """By the operator, when a device is lost or an account is in wrong hands; returns how many places were signed out."""
    count = _end_places(person)
    record(Verb.SESSION_ENDED, None, person, note_code="operator")
    return count


@transaction.atomic
def forget_second_step(person: Person) -> int:
    """By the operator, for someone who lost every way but their mail; returns how many ways were taken off."""
    count, _kinds = Authenticator.objects.filter(user=person).delete()
    end_every_session(person)
    record(Verb.FACTOR_REMOVED, None, person, kind="all", note_code="operator")
    return count


def _end_places(person: Person, but: str | None = None) -> int:
    rows = list(UserSession.objects.filter(user=person).exclude(session_key=but or ""))
    for row in rows:
        _end(row.session_key)
        row.delete()
    return len(rows)


def _end(key: str) -> None:
    """Gone from the table now, and from the cache once more afterwards: a page of that moment may have put it back."""
    sessions = import_module(settings.SESSION_ENGINE).SessionStore
    sessions().delete(key)
    transaction.on_commit(partial(sessions().delete, key), robust=True)
    transaction.on_commit(partial(live.hang_up, key), robust=True)
