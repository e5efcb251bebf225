"""Sharing something with everyone, checking it, and saying what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import Http404

from kith.core import search
from kith.core.audit import Verb, acts_as, record
from kith.core.clock import now
from kith.core.ids import short_code
from kith.core.limits import limit
from kith.notices.actions import drop, notify
from kith.people.models import Person
from kith.people.resting import require_not_paused
from kith.resources import access
from kith.resources.models import Answer, Problem, Resource, Topic
from kith.resources.tasks import UNDO_FOR, forget_taken_back

FIELDS = ("kind", "title", "url", "words", "language", "cost")
A_DAY = 10
LOOK_AGAIN = timedelta(days=180)
TO_CHECK = "resource_to_check"
CHECKED = "resource_checked"


@transaction.atomic
def share(actor: Person, topics: Iterable[str], **said: Any) -> Resource:
    """Offer something to everyone; those who check hear that something waits. Raises TooMany."""
    require_not_paused(actor)
    limit(actor, "resource", A_DAY, 86400)
    made = Resource.objects.create(person=actor, code=short_code(12), **{name: said[name] for name in FIELDS})
    _set_topics(made, topics)
    record(Verb.RESOURCE_ADDED, actor, kind="resource", thing=made.pk)
    _ask_for_a_look(actor)
    return made


@transaction.atomic
def change(actor: Person, resource: Resource, topics: Iterable[str], **said: Any) -> None:
    """Change one's own; it is checked again before others see it. Raises Http404, TooMany."""
    limit(actor, "resource_change", 3 * A_DAY, 86400)
    mine = Resource.objects.filter(pk=resource.pk, person=actor, withdrawn__isnull=True)
    waits = {"state": Resource.State.WAITING, "changed": now(), "link_tried": None, "link_fails_since": None}
    if not mine.update(**{name: said[name] for name in FIELDS}, **waits):
        raise Http404
    search.drop(access.INDEX, [resource.pk])
    _set_topics(resource, topics)
    record(Verb.RESOURCE_CHANGED, actor, kind="resource", thing=resource.pk)
    _ask_for_a_look(actor)


def _set_topics(resource: Resource, topics: Iterable[str]) -> None:
    resource.topics.all().delete()
    Topic.objects.bulk_create([Topic(resource=resource, code=code) for code in sorted(set(topics))])


def _ask_for_a_look(actor: Person) -> None:
    """One notice for all that waits, and nobody's name in it."""
    notify(None, set(access.checkers()) - {actor.pk}, TO_CHECK, "resources", "waiting")


@transaction.atomic
def take_back(actor: Person, resource: Resource) -> None:
    """Nobody sees it any more; it can be put back within the hour. Raises Http404."""
    at = now()
    if not Resource.objects.filter(pk=resource.pk, person=actor, withdrawn__isnull=True).update(withdrawn=at):
        raise Http404
    search.drop(access.INDEX, [resource.pk])
    forget_taken_back.enqueue(resource.pk, key=f"resource:{resource.pk}:{at.timestamp()}", run_at=at + UNDO_FOR)
    record(Verb.RESOURCE_WITHDRAWN, actor, kind="resource", thing=resource.pk)


@transaction.atomic
def put_back(actor: Person, resource: Resource) -> None:
    """As it was: what had been checked is shown again."""
    if Resource.objects.filter(pk=resource.pk, person=actor, withdrawn__isnull=False).update(withdrawn=None):
        index(resource)
        record(Verb.RESOURCE_ADDED, actor, kind="resource", thing=resource.pk, note_code="restored")


def index(resource: Resource) -> None:
    """Let it be found, if it is shown."""
    if resource.state == Resource.State.SHOWN:
        topics = " ".join(str(one.get_code_display()) for one in resource.topics.all())
        search.put([search.Document(access.INDEX, resource.pk, resource.title, topics, resource.words)])


@transaction.atomic
def accept(actor: Person, resource: Resource, days: int = LOOK_AGAIN.days, problems: Iterable[Problem] = ()) -> bool:
    """Show it to everyone, to be looked at again after so many days. False when it had changed meanwhile.

    `problems` are those the actor read: they count as looked at, and what was said since stays open. Raises Http404 for
    those who do not check, and for one's own.
    """
    _require_to_check(actor, resource)
    kept = _as_it_was_read(resource).update(
        state=Resource.State.SHOWN,
        checked=now().date(),
        check_again=now().date() + timedelta(days=days),
        checked_by=actor,
        checked_as=acts_as(actor) or next(kind for kind in access.CHECKERS if actor.has_role(kind)),
        link_fails_since=None,
        link_tried=None,
    )
    if not kept:
        return False
    fresh = resource.state != Resource.State.SHOWN
    resource.state = Resource.State.SHOWN
    index(resource)
    _settle(problems)
    _answered(actor, resource, "", "accepted", tell=fresh)
    return True


@transaction.atomic
def decline(actor: Person, resource: Resource, words: str, problems: Iterable[Problem] = ()) -> bool:
    """Do not show it (any more), with a few words for its sharer alone. False when it had changed meanwhile.

    `problems` as in `accept`.
    """
    _require_to_check(actor, resource)
    if not _as_it_was_read(resource).update(state=Resource.State.DECLINED, changed=now()):
        return False
    search.drop(access.INDEX, [resource.pk])
    _settle(problems)
    _answered(actor, resource, words, "declined", tell=True)
    return True


def _require_to_check(actor: Person, resource: Resource) -> None:
    access.require_checker(actor)
    if resource.person_id == actor.pk:
        raise Http404


def _as_it_was_read(resource: Resource) -> Any:
    """Whoever checks must have seen the words that are shown then."""
    return Resource.objects.filter(pk=resource.pk, changed=resource.changed, withdrawn__isnull=True)


def _answered(actor: Person, resource: Resource, words: str, how: str, tell: bool) -> None:
    Answer.objects.filter(resource=resource).delete()
    if words:
        Answer.objects.create(resource=resource, person_id=resource.person_id, words=words)
    record(Verb.RESOURCE_CHECKED, actor, resource.person, "resource", resource.pk, note_code=how)
    if tell:
        notify(None, [resource.person_id], CHECKED, "resource", resource.code)


def _settle(problems: Iterable[Problem]) -> None:
    """Each as it was read: one that was said anew since, in other words, stays open."""
    for one in problems:
        Problem.objects.filter(pk=one.pk, at=one.at, settled__isnull=True).update(settled=now())
    waiting = Resource.objects.filter(state=Resource.State.WAITING, withdrawn__isnull=True)
    if not waiting.exists() and not Problem.objects.filter(settled__isnull=True, resource__in=access.shown()).exists():
        drop(TO_CHECK, "resources", "waiting")


@transaction.atomic
def report(actor: Person, resource: Resource, kind: str, words: str = "") -> None:
    """Say that something is wrong with what is shown. Saying it twice renews it. Raises TooMany, Http404."""
    if resource.state != Resource.State.SHOWN:
        raise Http404
    limit(actor, "resource_problem", 20, 86400)
    said = Problem.objects.filter(resource=resource, person=actor, settled__isnull=True).first()
    said = said or Problem(resource=resource, person=actor)
    said.kind, said.words, said.at = kind, words, now()
    said.save()
    record(Verb.RESOURCE_PROBLEM_ADDED, actor, kind="resource", thing=resource.pk)
    _ask_for_a_look(actor)
