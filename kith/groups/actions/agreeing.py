"""What members agree to: new versions of it, and each member's own yes."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404

from kith.core.audit import Verb, record
from kith.groups import access
from kith.groups.actions.telling import tell_members
from kith.groups.models import Agreed, Agreement, Group
from kith.people.models import Person
from kith.spaces.models import Membership


class Reworded(Exception):
    """What members agree to was changed since they read it."""


@transaction.atomic
def set_agreement(actor: Person, group: Group, text: str, new: bool = False) -> Agreement | None:
    """Keep a new version when the words changed, with the actor's own yes. The others in the group are asked again.

    Until they say yes they read but do not write. Old versions stay: people agreed to those words. Raises Http404.
    """
    Group.objects.select_for_update().get(pk=group.pk)
    last = access.current_agreement(group)
    if not text.strip() or (last and last.text == text):
        return last
    if not new and not access.can_answer_requests(actor, group):
        raise Http404
    made = Agreement.objects.create(group=group, version=last.version + 1 if last else 1, text=text)
    Agreed.objects.get_or_create(agreement=made, person=actor)
    if not new:
        inside = Membership.objects.filter(space=group.space_id, state=Membership.State.ACTIVE)
        inside.filter(person=actor).update(agrees=True)
        inside.exclude(person=actor).update(agrees=False)
        tell_members(actor, group, "agreement")
    return made


@transaction.atomic
def agree(actor: Person, group: Group, version: int) -> bool:
    """Say yes to the words as they are now; False when they were changed again since the actor read them. Raises Http404."""
    Group.objects.select_for_update().get(pk=group.pk)
    last = access.current_agreement(group)
    mine = Membership.objects.filter(space=group.space_id, person=actor, state=Membership.State.ACTIVE)
    if last is None or not mine.exists():
        raise Http404
    if last.version != version:
        return False
    mine.update(agrees=True)
    if Agreed.objects.get_or_create(agreement=last, person=actor)[1]:
        record(Verb.GROUP_AGREED, actor, kind="group", thing=group.pk)
    return True


def keep_agreement(person: Person, group: Group, version: int | None = None) -> None:
    """They read the words on the page on which they came in or asked to. Call it in the turn of the group.

    Raises Reworded when the words they read (`version`) are not the newest.
    """
    agreement = access.current_agreement(group)
    if agreement and version is not None and version != agreement.version:
        raise Reworded
    if agreement:
        Agreed.objects.get_or_create(agreement=agreement, person=person)


def has_agreed(person: Person, group: Group) -> bool:
    """To the newest words; True where there are none."""
    agreement = access.current_agreement(group)
    return agreement is None or Agreed.objects.filter(agreement=agreement, person=person).exists()
