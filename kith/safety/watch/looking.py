"""The rules the steward settled, as words are written: blocked words, what is new members' due, slow times, and raids."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from functools import lru_cache

from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from kith.core import settled
from kith.core.clock import now
from kith.core.hard_words import plain
from kith.core.limits import TooMany, limit
from kith.people.doors import held_close_until
from kith.people.models import Person
from kith.safety import rules
from kith.safety.acts import actions as acts
from kith.safety.acts.access import standing_on
from kith.safety.models import BlockedWord
from kith.safety.watch.access import is_someone_here
from kith.spaces.models import Post, Space
from kith.spaces.watching import Advice

LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
DAY = 86400
REASONS = {
    "blocked": _lazy("It has words in it that a moderator reads first here."),
    "links": _lazy("It has many links, and you are new here. A moderator reads it first."),
    "raid": _lazy(
        "Many strangers came at once, so a moderator reads what new members write first. It is nothing you did."
    ),
    "newcomer": _lazy(
        "You are new here and nobody is there just now, so a moderator reads your first posts before others do."
    ),
}
"""Why a rule holds a post, as its author reads it, by the code of the rule."""
Does = BlockedWord.Does


def blocked_in(text: str) -> list[BlockedWord]:
    """The rules whose words stand in a text, as whole words, whatever their case and accents. One query."""
    rows = list(BlockedWord.objects.order_by("pk"))
    if not rows:
        return []
    read = f" {plain(text)} "
    return [row for row in rows if f" {_plain(row.words)} " in read]


_plain = lru_cache(maxsize=2048)(plain)


def before(actor: Person, space: Space, text: str) -> list[Advice]:
    """What the steward's words on words say to a writer before they send."""
    said = {
        Does.HINT: "%(why)s",
        Does.HOLD: _("%(why)s You can send it; a moderator reads it before others do."),
        Does.REFUSE: _("%(why)s It cannot be sent with “%(words)s” in it."),
    }
    return [
        Advice(
            f"blocked.{row.pk}", said[Does(row.does)] % {"why": row.why, "words": row.words}, row.does == Does.REFUSE
        )
        for row in blocked_in(text)
    ]


def after(actor: Person, post: Post) -> None:
    """Hold what a rule says to hold, and let through what it held once nothing speaks against it. Raises TooMany where someone writes faster than they may: nothing is written then."""
    if actor.role_kinds:
        return
    if post.edited is None:
        _slow(actor)
    code = _why_held(actor, post)
    if code and not post.hold:
        acts.hold_by_rule(post, code, str(REASONS[code]))
    elif post.hold and not code and _is_ours(post):
        acts.let_go_by_rule(post)


def _is_ours(post: Post) -> bool:
    """Whether one of the rules of this file holds it."""
    held = standing_on(post.pk)
    return held is not None and held.rule in REASONS


def _slow(actor: Person) -> None:
    settled_now = settled.values(rules.SLOW.name, rules.NEWCOMER_A_DAY.name)
    wait = max(settled_now[rules.SLOW.name], rules.SLOW_IN_A_RAID if held_close_until() else 0)
    if wait:
        key, at = f"slow:{actor.pk}", time.time()
        if not cache.add(key, at + wait, wait):
            raise TooMany("slow", max(1, round(cache.get(key, at) - at)))
    if is_new(actor):
        limit(actor, "newcomer", settled_now[rules.NEWCOMER_A_DAY.name], DAY)


def is_new(actor: Person) -> bool:
    return actor.joined > now() - timedelta(days=rules.value(rules.NEWCOMER_DAYS))


def _why_held(actor: Person, post: Post) -> str:
    """The code of the rule that holds this post; "" for none."""
    text = f"{post.thread.title}\n{post.body}" if post.opening else post.body
    if any(row.does != Does.HINT for row in blocked_in(text)):
        return "blocked"
    if not is_new(actor):
        return ""
    if len(LINK.findall(text)) > rules.value(rules.NEWCOMER_LINKS):
        return "links"
    if held_close_until():
        return "raid"
    first = rules.value(rules.NEWCOMER_POSTS)
    if first and not is_someone_here() and Post.objects.filter(author__person=actor)[: first + 1].count() <= first:
        return "newcomer"
    return ""
