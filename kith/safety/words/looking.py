"""Looks at words as they are written: help for their author, a place in the queue, and a wait only for detail that harms.

Nothing is kept about a person: what is found leads to a case about the post, by its class, or to nothing. There is no score.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kith.core.screening import Findings, Kind
from kith.people.models import Person
from kith.safety.acts import actions as acts
from kith.safety.acts.access import standing_on
from kith.safety.cases import keeping
from kith.safety.models import Case
from kith.safety.words.failing import failed, looked
from kith.safety.words.finding import DETAIL, advice, lines
from kith.spaces.models import Post, Space
from kith.spaces.watching import Advice

OURS = frozenset(kind.value for kind in Kind)
URGENT = (Kind.DANGER, Kind.GOODBYE)
REASONS = {
    Kind.METHOD.value: _("It tells how. For someone who reads it in a bad hour, that can be dangerous."),
    Kind.NUMBERS.value: _(
        "It has numbers about weight or food. People who fight with eating measure themselves by them."
    ),
}
"""Why the look holds a post, as its author reads it, by its code."""


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
    if post.hold == Post.Hold.WAITING and _is_ours(post) and (found.danger or not found.classes & set(DETAIL)):
        acts.let_go_by_rule(post)  # its author changed it, and the look has nothing against it now
        post.refresh_from_db()
    urgent, detail = _among(classes, *URGENT), _among(classes, *DETAIL)
    if urgent:
        _open(about, Case.Lane.WORRIED, urgent + detail, Case.Urgency.NOW)
    elif Kind.WORRY in classes:
        _open(about, Case.Lane.WORRIED, [Kind.WORRY.value, *detail], Case.Urgency.SOON)
    if detail and not urgent:
        _read_first(post, about, found, detail)


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


def _read_first(post: Post, about: keeping.About, found: Findings, codes: list[str]) -> None:
    """Nobody but its author reads it until a moderator has."""
    _open(about, Case.Lane.HARM, codes, Case.Urgency.SOON)
    if not post.withdrawn:
        which = "\n".join(
            "".join(line) for line in lines(about.words, (one for kind in DETAIL for one in found.of(kind)))
        )
        acts.hold_by_rule(post, codes[0], str(REASONS[codes[0]]), which)


def _is_ours(post: Post) -> bool:
    """Whether nothing but the look itself holds it: no person, no other rule, and nobody told of it."""
    held, case = standing_on(post.pk), keeping.standing(Case.Thing.POST, post.pk)
    alone = case is None or set(case.codes.split(",")) <= OURS
    return held is not None and held.rule in REASONS and alone
