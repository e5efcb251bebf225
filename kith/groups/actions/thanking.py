"""Saying thank you in one's own words, and what the receiver does with it."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.limits import limit
from kith.groups.actions.part import here
from kith.groups.belonging.access import reads_name
from kith.groups.belonging.models import Thanks
from kith.groups.models import Group
from kith.notices.actions import drop, notify
from kith.people.models import Handle, Person
from kith.people.resting import require_not_paused
from kith.spaces.models import Post

A_DAY, TO_ONE_A_DAY = 12, 3


@transaction.atomic
def say_thanks(actor: Person, group: Group, to: Handle, words: str, post: Post | None = None) -> Thanks:
    """Thank the person behind a name in a group. Only they read it. Raises Http404, TooMany.

    Where they do not read the actor's name it is kept for the actor alone, and nothing tells (decision 13). The limit
    is by name and not by person: it must not tell that two names are one.
    """
    require_not_paused(actor)
    if to.person_id == actor.pk or not words.strip():
        raise Http404
    mine = here(actor, group).handle
    limit(actor, "thanks", A_DAY, 86400)
    limit(f"{actor.pk}:{to.pk}", "thanks_to_one", TO_ONE_A_DAY, 86400)
    arrives = reads_name(to.person_id, mine)
    made = Thanks.objects.create(
        group=group, giver=actor, given_as=mine, receiver_id=to.person_id, received_as=to, post=post, words=words,
        held=not arrives,
    )  # fmt: skip
    record(Verb.THANKED, actor, kind="thanks", thing=made.pk)
    notify(mine, [to.person_id] if arrives else [], "thanks", "thanks", made.pk)
    return made


def _mine(actor: Person, thanks: Thanks) -> None:
    if thanks.receiver_id != actor.pk:
        raise Http404


@transaction.atomic
def keep_thanks(actor: Person, thanks: Thanks, state: str) -> None:
    """Keep it in sight, or put it away; also from among what was just removed."""
    _mine(actor, thanks)
    Thanks.objects.filter(pk=thanks.pk).update(state=Thanks.State(state), removed=None)


@transaction.atomic
def remove_thanks(actor: Person, thanks: Thanks) -> None:
    """Take it away; for an hour it can be put back. Whoever wrote it is not told."""
    _mine(actor, thanks)
    Thanks.objects.filter(pk=thanks.pk, removed__isnull=True).update(removed=now())
    drop("thanks", "thanks", thanks.pk, actor)
    record(Verb.THANKS_REMOVED, actor, kind="thanks", thing=thanks.pk)
