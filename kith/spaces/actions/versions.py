"""Reading what a post was before: each reading by someone else than its author is written down."""

from __future__ import annotations

from django.db import transaction

from kith.core.audit import Verb, record
from kith.people.models import Person
from kith.spaces.models import Post, PostVersion
from kith.spaces.versions import KEEPERS, earlier_words, is_author


@transaction.atomic
def read_earlier_words(actor: Person, post: Post) -> list[PostVersion]:
    """Raises Http404 for those who may not."""
    found = earlier_words(actor, post)
    if not is_author(actor, post):
        owner = post.author.person if post.author else None
        role = next(kind.value for kind in KEEPERS if actor.has_role(kind))
        record(Verb.EARLIER_WORDS_READ, actor, owner=owner, kind="post", thing=post.pk, role=role)
    return found
