"""How notices about groups read. Each looks through access, so it never says more than its reader may know now."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from kith.groups.access import can_set_roles, requests_for, visible_groups
from kith.groups.models import Group, JoinRequest
from kith.notices.families import Family
from kith.notices.kinds import Places, Told, register, register_places
from kith.notices.models import Notice
from kith.people.models import Person
from kith.spaces.access import my_memberships, visible_threads
from kith.spaces.models import Thread


def _ids(notices: Sequence[Notice]) -> list[str]:
    return [notice.thing_id for notice in notices]


def reply(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    threads = (
        visible_threads(viewer)
        .filter(pk__in=_ids(notices), withdrawn__isnull=True, replies__gt=0)
        .select_related("space__group")
    )
    by_id = {str(thread.pk): thread for thread in threads}
    return {
        notice.pk: Told(
            _("%(name)s answered you in “%(title)s”.") % {"name": notice.actor, "title": by_id[notice.thing_id].title},
            reverse("thread", args=[by_id[notice.thing_id].space.group.slug, notice.thing_id]) + "?new=1#new",
            _("%(name)s answered you in %(group)s.")
            % {"name": notice.actor, "group": by_id[notice.thing_id].space.group.name},
        )
        for notice in notices
        if notice.actor and notice.thing_id in by_id
    }


def join_request(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    by_id = {str(request.pk): request for request in requests_for(viewer).filter(pk__in=_ids(notices))}
    text = _("%(name)s asks to join %(group)s.")
    return {
        notice.pk: Told(
            text % {"name": notice.actor.name, "group": by_id[notice.thing_id].group.name},
            reverse("group_requests", args=[by_id[notice.thing_id].group.slug]),
            text % {"name": notice.actor.name, "group": by_id[notice.thing_id].group.name},
        )
        for notice in notices
        if notice.actor and notice.thing_id in by_id
    }


def request_answered(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    mine = JoinRequest.objects.filter(
        pk__in=_ids(notices), person=viewer, decided__isnull=False, group__in=visible_groups(viewer)
    )
    by_id = {str(request.pk): request for request in mine.select_related("group")}
    return {notice.pk: _answered(by_id[notice.thing_id]) for notice in notices if notice.thing_id in by_id}


def _answered(request: JoinRequest) -> Told:
    text = (
        _("You are in %(group)s now.")
        if request.accepted
        else _("%(group)s cannot take you in just now. It is not about who you are.")
    )
    said = text % {"group": request.group.name}
    return Told(said, reverse("group", args=[request.group.slug]), said)


def group_invitation(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    groups = (
        visible_groups(viewer)
        .filter(pk__in=_ids(notices), state=Group.State.OPEN)
        .exclude(space__in=my_memberships(viewer).values("space"))
    )
    by_id = {str(group.pk): group for group in groups}
    text = _("%(name)s invites you to %(group)s.")
    return {
        notice.pk: Told(
            text % {"name": notice.actor.name, "group": by_id[notice.thing_id].name},
            reverse("group_join", args=[by_id[notice.thing_id].slug]),
            text % {"name": notice.actor.name, "group": by_id[notice.thing_id].name},
        )
        for notice in notices
        if notice.actor and notice.thing_id in by_id
    }


def _changed(viewer: Person, notices: Sequence[Notice], say: Callable[[Group], str]) -> dict[int, Told]:
    groups = visible_groups(viewer).filter(pk__in=_ids(notices), space__in=my_memberships(viewer).values("space"))
    by_id = {str(group.pk): group for group in groups}
    brief = _("Something about %(group)s was changed.")
    return {
        notice.pk: Told(
            say(by_id[notice.thing_id]),
            reverse("group", args=[by_id[notice.thing_id].slug]),
            brief % {"group": by_id[notice.thing_id].name},
        )
        for notice in notices
        if notice.thing_id in by_id
    }


def group_visibility(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    text = _("Who can find %(group)s was changed. Now: %(now)s.")
    return _changed(viewer, notices, lambda group: text % {"group": group.name, "now": group.get_visibility_display()})


def group_joining(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    text = _("How people join %(group)s was changed. Now: %(now)s.")
    return _changed(viewer, notices, lambda group: text % {"group": group.name, "now": group.get_joining_display()})


def group_agreement(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    text = _("What members of %(group)s agree to was changed. The new words stand on its page.")
    return _changed(viewer, notices, lambda group: text % {"group": group.name})


def group_unled(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    """Only while nobody runs the group, and for those who can change that."""
    groups = visible_groups(viewer).filter(pk__in=_ids(notices)).exclude(state=Group.State.CLOSED)
    by_id = {str(group.pk): group for group in groups if can_set_roles(viewer, group)}
    text = _("Nobody runs %(group)s any more. Please find someone in it who will, or close it kindly.")
    return {
        notice.pk: Told(
            text % {"group": by_id[notice.thing_id].name}, reverse("group_members", args=[by_id[notice.thing_id].slug])
        )
        for notice in notices
        if notice.thing_id in by_id
    }


def groups_of(kind: str, ids: Sequence[str]) -> dict[str, int]:
    """The group each of these things is in, for what happens in one. Decides nothing about who may see it."""
    if kind == "group":
        return {one: int(one) for one in ids}
    if kind != "thread":
        return {}
    rows = Thread.objects.filter(pk__in=ids, space__group__isnull=False).values_list("pk", "space__group")
    return {str(thread): group for thread, group in rows}


def my_groups(viewer: Person) -> list[tuple[int, str]]:
    """The groups the viewer is in, by name."""
    mine = visible_groups(viewer).filter(space__in=my_memberships(viewer).values("space")).order_by("name")
    return list(mine.exclude(state=Group.State.CLOSED).values_list("pk", "name"))


def register_all() -> None:
    changed = (group_visibility, group_joining, group_agreement)
    families = {
        Family.ANSWERS: (reply,),
        Family.JOINING: (join_request, request_answered, group_invitation),
        Family.GROUPS: changed,
        Family.SAFETY: (group_unled,),
    }
    for family, tellers in families.items():
        for teller in tellers:
            register(teller.__name__, teller, in_group=True, family=family)
    register_places(Places(groups_of, my_groups))
