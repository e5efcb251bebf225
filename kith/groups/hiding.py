"""Putting away words that were said in a session: their writer sees them and is told why, nobody else does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.http import Http404

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.groups.actions.sessions import running, words_changed
from kith.groups.models import Session, SessionPost
from kith.people.models import Person

PutAway = Callable[[Person, SessionPost], None]
Explain = Callable[[Person, list[str]], dict[str, str]]
_put_away: list[PutAway] = []
_explain: list[Explain] = []


def register(put_away: PutAway, explain: Explain) -> None:
    """Call it from an app's `ready()`. The first hears that someone who runs a group put words away, the second says where
    their writer reads why, by the ids of what was said."""
    if put_away not in _put_away:
        _put_away.append(put_away)
        _explain.append(explain)


@transaction.atomic
def hide(actor: Person, post: SessionPost) -> bool:
    """False when they were hidden already, or their writer took them back."""
    return _turn(actor, post, Verb.WORDS_HIDDEN, hidden=False)


@transaction.atomic
def show(actor: Person | None, post: SessionPost) -> bool:
    """Let everyone who was there read them again."""
    return _turn(actor, post, Verb.WORDS_SHOWN, hidden=True)


def _turn(actor: Person | None, post: SessionPost, verb: Verb, hidden: bool) -> bool:
    found = SessionPost.objects.filter(pk=post.pk, hidden__isnull=not hidden)
    if not found.update(hidden=None if hidden else now()):
        return False
    record(verb, actor, owner=post.person, kind="session_post", thing=post.pk)
    words_changed(Session.objects.get(pk=post.session_id).key)
    return True


@transaction.atomic
def put_away(actor: Person, session: Session, number: int) -> None:
    """One press of whoever runs the group, in the session itself; those who keep the place safe hear of it. Raises Http404."""
    running(actor, session)
    post = SessionPost.objects.filter(session=session, number=number).exclude(person=actor).first()
    if post is None:
        raise Http404
    if hide(actor, post):
        for hear in _put_away:
            hear(actor, post)


def explain(viewer: Person, posts: Iterable[Any]) -> None:
    """Put `why` on those of these shown words that are the viewer's own and hidden. No query where none are."""
    mine = [post for post in posts if post.hidden and post.person_id == viewer.pk]
    if mine:
        ids = [str(post.pk) for post in mine]
        found = {key: place for ask in _explain for key, place in ask(viewer, ids).items()}
        for post in mine:
            post.why = found.get(str(post.pk), "")
