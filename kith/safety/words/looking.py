"""Looks at words as they are written: help for their author, a place in the queue, and a wait only for detail that harms.

Nothing is kept about a person: what is found leads to a case about the post, by its class, or to nothing. There is no score.
"""

from __future__ import annotations

from django.db import transaction

from kith.core.screening import Findings, Kind
from kith.people.models import Person
from kith.safety.cases import keeping
from kith.safety.models import Case, CaseEvent
from kith.safety.words.failing import failed, looked
from kith.safety.words.finding import DETAIL, advice
from kith.spaces import holding
from kith.spaces.models import Post, Space
from kith.spaces.watching import Advice

OURS = frozenset(kind.value for kind in Kind)
URGENT = (Kind.DANGER, Kind.GOODBYE)


def before(actor: Person, space: Space, text: str) -> list[Advice]:
    found = looked(text)
    return advice(found, text) if found else []


def after(actor: Person, post: Post) -> None:
    """A post was written or changed by its own author. If looking at it fails, it stands as it was written."""
    if post.author is None or post.author.person_id != actor.pk:
        return
    try:
        with transaction.atomic():
            _look(post)
    except Exception as error:  # noqa: BLE001  whatever it is, the words come first
        failed(error)


def _look(post: Post) -> None:
    about = keeping.about_post(post)
    found = looked(about.words)
    if found is None:
        return
    if found.matches or post.hold:
        post.refresh_from_db(fields=["hold", "withdrawn"])  # another look may have held it a moment ago
    classes = _not_read_yet(post, about.words, found)
    if post.hold == Post.Hold.WAITING and _held_by_words(post):
        _changed_while_held(post, found)
    urgent, detail = _among(classes, *URGENT), _among(classes, *DETAIL)
    if urgent:
        _open(about, Case.Lane.WORRIED, urgent + detail, Case.Urgency.NOW)
    elif Kind.WORRY in classes:
        _open(about, Case.Lane.WORRIED, [Kind.WORRY.value, *detail], Case.Urgency.SOON)
    if detail and not urgent:
        _read_first(post, about, detail)


def _among(classes: set[Kind], *kinds: Kind) -> list[str]:
    return [kind.value for kind in kinds if kind in classes]


def _open(about: keeping.About, lane: str, codes: list[str], urgency: int) -> Case:
    return keeping.open_case(about, lane, Case.Source.WORDS, codes, urgency)[0]


def _not_read_yet(post: Post, words: str, found: Findings) -> set[Kind]:
    """Classes of what is found, without what stood there word for word when a moderator closed a case about it."""
    if not found.matches:
        return set()
    over = Case.objects.filter(thing_kind=Case.Thing.POST, thing=str(post.pk), closed__isnull=False)
    read = "\n".join(case.words for case in over)
    return {one.kind for one in found.matches if words[one.start : one.end] not in read}


def _read_first(post: Post, about: keeping.About, codes: list[str]) -> None:
    """Nobody but its author reads it until a moderator has."""
    case = _open(about, Case.Lane.HARM, codes, Case.Urgency.SOON)
    if not post.withdrawn and holding.hold(None, post):
        keeping.note(case, None, CaseEvent.Kind.HELD)


def _held_by_words(post: Post) -> bool:
    """Whether nothing but the look itself, and no person, holds it."""
    case = keeping.standing(Case.Thing.POST, post.pk)
    if case is None or case.source != Case.Source.WORDS or not set(case.codes.split(",")) <= OURS:
        return False
    return not case.events.filter(kind__in=[CaseEvent.Kind.HELD, CaseEvent.Kind.HIDDEN], by__isnull=False).exists()


def _changed_while_held(post: Post, found: Findings) -> None:
    """Its author changed it. Where the look has nothing against it now, readers see it at once; the case tells of it."""
    case = keeping.standing(Case.Thing.POST, post.pk)
    if case:
        keeping.note(case, None, CaseEvent.Kind.EDITED)
    if found.danger or not found.classes & set(DETAIL):
        holding.let_through(None, post)
        post.refresh_from_db()
