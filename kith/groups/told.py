"""How notices about groups read. Each looks through access, so it never says more than its reader may know now."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from kith.groups.access import can_set_roles, requests_for, visible_groups
from kith.groups.models import Group, JoinRequest
from kith.notices.kinds import Told, register
from kith.notices.models import Notice
from kith.people.models import Person
from kith.spaces.access import heard_threads, my_memberships


def _ids(notices: Sequence[Notice]) -> list[str]:
    return [notice.thing_id for notice in notices]


def reply(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    threads = (
        heard_threads(viewer)
        .filter(pk__in=_ids(notices), withdrawn__isnull=True, replies__gt=0)
        .select_related("space__group")
    )
    by_id = {str(thread.pk): thread for thread in threads}
    return {
        notice.pk: Told(
            _("%(name)s answered you in “%(title)s”.") % {"name": notice.actor, "title": by_id[notice.thing_id].title},
            reverse("thread", args=[by_id[notice.thing_id].space.group.slug, notice.thing_id]) + "?new=1#new",
        )
        for notice in notices
        if notice.actor and notice.thing_id in by_id
    }


def question(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    """Something asked of those who run a group alone. Without its title: it is for whoever opens it."""
    asked = heard_threads(viewer).filter(pk__in=_ids(notices), withdrawn__isnull=True).select_related("space__group")
    by_id = {str(thread.pk): thread.space.group for thread in asked}
    text = _("%(name)s wrote to those who run %(group)s.")
    return {
        notice.pk: Told(
            text % {"name": notice.actor, "group": by_id[notice.thing_id].name},
            reverse("thread", args=[by_id[notice.thing_id].slug, notice.thing_id]),
        )
        for notice in notices
        if notice.actor and notice.thing_id in by_id
    }


def join_request(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    by_id = {str(request.pk): request for request in requests_for(viewer).filter(pk__in=_ids(notices))}
    return {
        notice.pk: Told(
            _("%(name)s asks to join %(group)s.")
            % {"name": notice.actor.name, "group": by_id[notice.thing_id].group.name},
            reverse("group_requests", args=[by_id[notice.thing_id].group.slug]),
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
    return Told(text % {"group": request.group.name}, reverse("group", args=[request.group.slug]))


def group_invitation(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    groups = (
        visible_groups(viewer)
        .filter(pk__in=_ids(notices), state=Group.State.OPEN)
        .exclude(space__in=my_memberships(viewer).values("space"))
    )
    by_id = {str(group.pk): group for group in groups}
    return {
        notice.pk: Told(
            _("%(name)s invites you to %(group)s.") % {"name": notice.actor.name, "group": by_id[notice.thing_id].name},
            reverse("group_join", args=[by_id[notice.thing_id].slug]),
        )
        for notice in notices
        if notice.actor and notice.thing_id in by_id
    }


def _changed(viewer: Person, notices: Sequence[Notice], say: Callable[[Group], str]) -> dict[int, Told]:
    groups = visible_groups(viewer).filter(pk__in=_ids(notices), space__in=my_memberships(viewer).values("space"))
    by_id = {str(group.pk): group for group in groups}
    return {
        notice.pk: Told(say(by_id[notice.thing_id]), reverse("group", args=[by_id[notice.thing_id].slug]))
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


def register_all() -> None:
    changed = (group_visibility, group_joining, group_agreement)
    for teller in (reply, question, join_request, request_answered, group_invitation, group_unled, *changed):
        register(teller.__name__, teller, in_group=True)
