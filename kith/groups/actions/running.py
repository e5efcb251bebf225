"""Making and looking after a group: what it says, what its members agree to, when it meets, who runs it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils.text import slugify

from kith.core.audit import Verb, record
from kith.core.ids import short_code
from kith.groups import access
from kith.groups.actions.agreeing import set_agreement
from kith.groups.actions.telling import keep_space_true, tell_members
from kith.groups.actions.waiting import settle, take_turn
from kith.groups.models import Facet, Group, Session
from kith.notices.actions import notify
from kith.people.actions import add_tie_for
from kith.people.models import Person, name_key
from kith.people.resting import require_not_paused
from kith.spaces.actions import enter
from kith.spaces.models import Membership, Space

FACETS = {
    "needs": Facet.Kind.NEED,
    "languages": Facet.Kind.LANGUAGE,
    "culture": Facet.Kind.CULTURE,
    "formats": Facet.Kind.FORMAT,
    "audience": Facet.Kind.AUDIENCE,
}
ROLES = Membership.Role
PROMISED = ("visibility", "joining")  # members were told these when they joined


def require_running(actor: Person, group: Group) -> None:
    if not access.can_run(actor, group):
        raise Http404


def free_slug(name: str) -> str:
    """An address made of the name; with a few letters more when it is taken or has no Latin letters."""
    slug = slugify(name)[:50] or "group"
    taken = slug in ("new", "find") or Group.objects.filter(slug=slug).exists()
    return f"{slug}-{short_code(5)}" if taken else slug


@transaction.atomic
def make_group(actor: Person, values: dict[str, Any], agreement: str, facets: dict[str, list[str]]) -> Group:
    """Make a group that the actor runs. `values` are fields of Group; `facets` lists of codes by the names in FACETS."""
    require_not_paused(actor)
    if not access.can_make_groups(actor):
        raise Http404
    space = Space.objects.create(kind=Space.Kind.GROUP)
    group = Group.objects.create(space=space, slug=free_slug(values["name"]), **values)
    _set_facets(group, facets)
    keep_space_true(group)
    set_agreement(actor, group, agreement, new=True)
    enter(space, actor, actor.signature, role=ROLES.FACILITATOR)
    add_tie_for(actor, "group", group.pk, group.name, kind="group", gives=facets.get("needs", []))
    record(Verb.GROUP_MADE, actor, kind="group", thing=group.pk)
    return group


@transaction.atomic
def change_group(actor: Person, group: Group, values: dict[str, Any], facets: dict[str, list[str]]) -> Group:
    """Write what was changed. Its address stays, so that links go on working.

    Who may find it and how one joins, only those who run it change; and never so that words already written reach more people.
    """
    require_running(actor, group)
    before = Group.objects.select_for_update().get(pk=group.pk)
    moved = [name for name in PROMISED if name in values and values[name] != getattr(before, name)]
    if moved and not access.can_answer_requests(actor, group):
        raise Http404
    if "visibility" in moved and values["visibility"] not in access.visibilities(before):
        raise Http404
    group.state, group.held = before.state, before.held
    for name, value in values.items():
        setattr(group, name, value)
    group.save(update_fields=list(values))
    _set_facets(group, facets)
    keep_space_true(group)
    settle(group)
    record(Verb.GROUP_CHANGED, actor, kind="group", thing=group.pk)
    for name in moved:
        tell_members(actor, group, name)
    return group


def _set_facets(group: Group, facets: dict[str, list[str]]) -> None:
    for name, kind in FACETS.items():
        if name not in facets:
            continue
        codes = list(dict.fromkeys(facets[name]))
        Facet.objects.filter(group=group, kind=kind).exclude(code__in=codes).delete()
        Facet.objects.bulk_create([Facet(group=group, kind=kind, code=code) for code in codes], ignore_conflicts=True)


@transaction.atomic
def set_role(actor: Person, group: Group, name: str, role: str) -> bool:
    """Let the member with this name help run the group, or no longer. False when nobody would run it then.

    Nobody gives themselves a role; to step down is all one does for oneself.
    """
    group = take_turn(group)
    if not access.can_set_roles(actor, group):
        raise Http404
    active = Membership.objects.filter(space=group.space_id, state=Membership.State.ACTIVE)
    key = name_key(name.replace("\0", ""))  # PostgreSQL keeps no such letter, and nobody is called so
    others_run = active.exclude(role=ROLES.MEMBER).exclude(handle__name_key=key).exists()
    if role == ROLES.MEMBER and not others_run:
        return False
    others = active if role == ROLES.MEMBER else active.exclude(person=actor)
    chosen = others.filter(handle__name_key=key)
    if not chosen.update(role=role):
        raise Http404
    if role == ROLES.MEMBER:
        Session.objects.filter(lead__in=chosen).update(lead=None)
    else:
        notify(None, chosen.values_list("person", flat=True), "group_role", "group", group.pk)
    record(Verb.ROLE_GIVEN if role != ROLES.MEMBER else Verb.ROLE_ENDED, actor, kind="group", thing=group.pk)
    return True
