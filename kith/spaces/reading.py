"""One page of a thread as plain rows: what the template needs and no more, in a handful of queries.

Twenty posts a page, by number: a page begins after, or ends before, a post, so it stays the same when others come or go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kith.core.prepared import Prepared
from kith.people.apart import is_muted
from kith.people.models import Handle, Person, Role
from kith.people.muted_words import folds_for
from kith.people.names import GONE, SOMEONE
from kith.spaces import quoting
from kith.spaces.access import can_post, labels, visible_posts, visible_reactions
from kith.spaces.held import Why, explain
from kith.spaces.models import Bookmark, Membership, Reaction, Thread

PAGE = 20
END = 2**62  # a page before this is the last one


class Row(NamedTuple):
    """A post as it lies in the database, with its author's name."""

    id: int
    author: int | None
    name: str | None
    colour: int | None
    is_main: bool | None
    kind: str | None
    person: int | None
    opening: bool
    body: str
    note: str
    created: datetime
    edited: datetime | None
    withdrawn: datetime | None
    hold: str
    muted: bool
    kept: bool


COLUMNS = (
    "id", "author_id", "author__name", "author__colour", "author__is_main", "author__kind", "author__person_id",
    "opening", "body", "note", "created", "edited", "withdrawn", "hold", "is_muted", "is_kept",
)  # fmt: skip


def _posts(viewer: int, thread: int) -> QuerySet:
    found = visible_posts(Person(pk=viewer), Thread(pk=thread))
    return found.annotate(is_muted=is_muted(Person(pk=viewer), "author"), is_kept=is_kept(viewer))


def is_kept(viewer: int) -> Exists:
    """Whether the viewer keeps a post, as a column of a query over posts."""
    return Exists(Bookmark.objects.filter(person=viewer, post=OuterRef("pk")))


def _posts_after(viewer: int, thread: int, start: int) -> QuerySet:
    posts = _posts(viewer, thread).filter(pk__gt=start)
    return posts.order_by("pk").values_list(*COLUMNS)[: PAGE + 1]


def _posts_before(viewer: int, thread: int, start: int) -> QuerySet:
    posts = _posts(viewer, thread).filter(pk__lt=start)
    return posts.order_by("-pk").values_list(*COLUMNS)[: PAGE + 1]


def _reactions(viewer: int, thread: int, first: int, last: int) -> QuerySet:
    given = visible_reactions(Person(pk=viewer), Thread(pk=thread)).filter(post__gte=first, post__lte=last)
    return given.order_by("id").values_list("post_id", "kind", "author__person_id", "author__name")


def _running(space: int) -> QuerySet:
    active = Membership.objects.filter(space=space, state=Membership.State.ACTIVE)
    return active.filter(role__in=Membership.RUNNING).values_list("handle", "role")


RUNNING = Prepared(_running, int)
POSTS_AFTER, POSTS_BEFORE = Prepared(_posts_after, int, int, int), Prepared(_posts_before, int, int, int)
WARM_WORDS = Prepared(_reactions, int, int, int, int)


@dataclass(slots=True)
class Shown:
    """A post as one reader sees it."""

    id: int
    name: str
    colour: int
    label: str
    body: str
    created: datetime | date
    edited: bool
    opening: bool
    gone: bool
    withdrawn: bool
    held: str
    """How it is held (`Post.Hold`), and then `why` says more to its author."""
    fold: str
    """Why the words are folded for this reader, and open with a press; empty where they stand open."""
    note: str
    mine: bool
    kept: bool
    new: bool
    unnamed: bool
    """One post without a name, by someone in the group."""
    other_name: bool
    """Written under a name that is not its author's main one."""
    given: list[tuple[str, str, bool, str]] = field(default_factory=list)
    """Warm words given: code, words, whether by this reader, and (for the author alone) by whom."""
    open_kinds: list[tuple[str, str]] = field(default_factory=list)
    """Warm words this reader may still give: code and words."""
    why: Why | None = None
    """Of a held post, for its author: why, and which words."""


@dataclass(slots=True)
class Page:
    """Some posts of a thread, and whether there are more on either side."""

    posts: list[Shown]
    earlier: int | None
    later: int | None
    last: int
    first_new: int | None

    @property
    def has_start(self) -> bool:
        return self.earlier is None

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day this page tells of, where there is more on another."""
        if not self.posts or (self.earlier is None and self.later is None):
            return None
        return _day(self.posts[0].created), _day(self.posts[-1].created)


def _day(created: datetime | date) -> date:
    return localtime(created).date() if isinstance(created, datetime) else created


def read_page(
    viewer: Any,
    thread: Thread,
    member: Membership | None,
    mark: int,
    after: int | None = None,
    before: int | None = None,
) -> Page:
    """Twenty posts after post `after`, or the twenty before `before`, or the first. At most four queries.

    `mark` is the last post the viewer has seen (0 for none); what is newer and not theirs is marked as new.
    """
    rows, earlier, later = _rows(viewer, thread, after, before)
    names = _labels(viewer, thread, rows)
    warm = _warm_words(viewer, thread, rows)
    can_react = can_post(member, thread.space)
    words = {kind.value: str(kind.label) for kind in Reaction.Kind}
    bodies = quoting.as_read(viewer, thread, [row.body for row in rows])
    rows = [row if row.body is body else row._replace(body=body) for row, body in zip(rows, bodies, strict=True)]
    posts = [_shown(row, viewer, names, warm.get(row.id, {}), mark, words if can_react else {}, words) for row in rows]
    _fold(viewer, rows, posts)
    explain(viewer, posts)
    first_new = next((post.id for post in posts if post.new), None)
    return Page(posts, earlier, later, rows[-1].id if rows else 0, first_new if mark else None)


def _rows(
    viewer: Any, thread: Thread, after: int | None, before: int | None
) -> tuple[list[Row], int | None, int | None]:
    """A page of rows in order; the posts to go on from, back and forth, or None where there are no more."""
    backwards = before is not None and after is None
    start = (before if backwards else after) or 0
    found = (POSTS_BEFORE if backwards else POSTS_AFTER).rows(viewer.pk or 0, thread.pk, start)
    more = len(found) > PAGE
    rows = [Row._make(row) for row in (reversed(found[:PAGE]) if backwards else found[:PAGE])]
    if not rows:
        return ([], None, None) if not after else _rows(viewer, thread, None, END)
    behind = more if backwards else bool(after) and visible_posts(viewer, thread).filter(pk__lte=after).exists()
    ahead = (before != END) if backwards else more
    return rows, rows[0].id if behind else None, rows[-1].id if ahead else None


def _labels(viewer: Any, thread: Thread, rows: Sequence[Row]) -> dict[int, str]:
    """What stands beside a name, by handle. What someone is elsewhere is only shown beside their main name."""
    found = labels({row.person for row in rows if row.is_main and row.person})
    run = dict(RUNNING.rows(thread.space_id))
    return {
        row.author: _label(found.get(row.person) if row.is_main else None, run.get(row.author))
        for row in rows
        if row.author and row.person
    }


def _label(role: Role | None, runs: str | None) -> str:
    words = []
    if role and role.kind != Role.Kind.FACILITATOR:
        words.append(role_line(role))
    if runs:
        words.append(str(Membership.Role(runs).label))
    elif role and role.kind == Role.Kind.FACILITATOR:
        words.append(role_line(role))
    return " · ".join(words)


def role_line(role: Role) -> str:
    """A practitioner's title and organisation; what a trained peer is called."""
    return ", ".join(part for part in (role.title or str(role.get_kind_display()), role.organisation) if part)


Warm = dict[str, list[tuple[int, str]]]


def _warm_words(viewer: Any, thread: Thread, rows: Sequence[Row]) -> dict[int, Warm]:
    """Who gave which warm word to which post: {post: {kind: [(person, name)]}}."""
    found: dict[int, Warm] = {}
    if not rows:
        return found
    for post, kind, person, name in WARM_WORDS.rows(viewer.pk or 0, thread.pk, rows[0].id, rows[-1].id):
        found.setdefault(post, {}).setdefault(kind, []).append((person, name))
    return found


def _shown(
    row: Row, viewer: Any, names: dict[int, str], warm: Warm, mark: int, may_give: dict[str, str], words: dict[str, str]
) -> Shown:
    mine = row.person is not None and row.person == viewer.pk
    unnamed = row.kind == Handle.Kind.ONCE
    left = row.author is None
    gone = left and not row.body
    shown = Shown(
        id=row.id,
        name=row.name or str(SOMEONE if unnamed else GONE),
        colour=row.colour or 0,
        label=names.get(row.author, "") if row.author else "",
        body=row.body,
        created=localtime(row.created).date() if unnamed else row.created,
        edited=row.edited is not None,
        opening=row.opening,
        gone=gone,
        withdrawn=row.withdrawn is not None,
        held=row.hold,
        fold="",
        note=row.note,
        mine=mine,
        kept=bool(row.kept),
        new=bool(mark) and row.id > mark and not (mine or gone or row.muted),
        other_name=row.is_main is False,
        unnamed=unnamed,
    )
    if not (gone or shown.withdrawn):
        shown.given = [_given(code, text, warm[code], viewer, mine) for code, text in words.items() if code in warm]
        if may_give and not mine and not left:
            by_me = {code for code, _text, me, _names in shown.given if me}
            shown.open_kinds = [one for one in may_give.items() if one[0] not in by_me]
    return shown


def _fold(viewer: Any, rows: Sequence[Row], posts: Sequence[Shown]) -> None:
    """Say of each post why it is folded: its author's name is muted, it holds a muted word, or it has a content note."""
    folds = folds_for(viewer)
    for row, post in zip(rows, posts, strict=True):
        if post.mine or post.gone:
            continue
        note = _("Note: %(note)s") % {"note": row.note} if row.note else ""
        why = _("You muted this name. Show their words") if row.muted else folds.reason(row.body, row.note)
        post.fold = " · ".join(part for part in (why, note) if part)


def _given(
    code: str, text: str, who: list[tuple[int, str]], viewer: Any, is_author: bool
) -> tuple[str, str, bool, str]:
    by_me = any(person == viewer.pk for person, _name in who)
    return code, text, by_me, ", ".join(sorted(name for _person, name in who)) if is_author else ""
