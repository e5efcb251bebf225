"""How notices read that come of belonging: someone waits, is new, says thank you, has been quiet, or says hello."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from kith.groups.access import visible_groups
from kith.groups.belonging.access import hello_to, my_thanks, quiet_by_id
from kith.groups.belonging.models import ReachOut
from kith.groups.unanswered import waiting_for
from kith.notices.families import Family
from kith.notices.kinds import Told, register
from kith.notices.models import Notice
from kith.people.models import Person
from kith.spaces.access import my_memberships, visible_threads


def _ids(notices: Sequence[Notice]) -> list[str]:
    return [notice.thing_id for notice in notices]


def waiting(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    """Only while it is the viewer's turn and nobody has answered."""
    rows = {str(row.offer.post.thread_id): row for row in waiting_for(viewer) if row.offer}
    text = _("Someone in %(group)s waits for an answer. Would you like to write one?")
    return {
        notice.pk: Told(text % {"group": rows[notice.thing_id].group.name}, reverse("answering"))
        for notice in notices
        if notice.thing_id in rows
    }


def introduction(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    threads = visible_threads(viewer).filter(pk__in=_ids(notices), withdrawn__isnull=True)
    by_id = {str(thread.pk): thread.space.group for thread in threads.select_related("space__group")}
    return {
        notice.pk: Told(
            _("%(name)s is new in %(group)s and says hello.")
            % {"name": notice.actor, "group": by_id[notice.thing_id].name},
            reverse("thread", args=[by_id[notice.thing_id].slug, notice.thing_id]),
        )
        for notice in notices
        if notice.actor and notice.thing_id in by_id
    }


def welcome_asked(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    asked = my_memberships(viewer).filter(welcome_asked__isnull=False, welcomes=False).values("space")
    groups = {str(group.pk): group for group in visible_groups(viewer).filter(pk__in=_ids(notices), space__in=asked)}
    text = _("%(name)s asks whether you would welcome newcomers in %(group)s. You can say no by doing nothing.")
    return {
        notice.pk: Told(
            text % {"name": notice.actor, "group": groups[notice.thing_id].name},
            reverse("group_part", args=[groups[notice.thing_id].slug]),
        )
        for notice in notices
        if notice.actor and notice.thing_id in groups
    }


def thanks(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    there = {str(pk) for pk in my_thanks(viewer).filter(pk__in=_ids(notices)).values_list("pk", flat=True)}
    return {
        notice.pk: Told(_("%(name)s thanks you, in their own words.") % {"name": notice.actor}, reverse("thanks"))
        for notice in notices
        if notice.actor and notice.thing_id in there
    }


def quiet_member(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    """Only until somebody said hello."""
    by_id = quiet_by_id(viewer, _ids(notices))
    text = _("%(name)s has been quiet in %(group)s, and asked to be missed. Would you say hello?")
    return {
        notice.pk: Told(
            text % {"name": one.membership.handle, "group": one.membership.space.group.name},
            reverse("group_missed", args=[one.membership.space.group.slug]),
        )
        for notice in notices
        if (one := by_id.get(notice.thing_id))
    }


def missed_you(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    by_id = {str(one.pk): one for one in hello_to(viewer).filter(pk__in=_ids(notices))}
    return {
        notice.pk: Told(
            _("%(name)s from %(group)s says hello.")
            % {"name": one.written_as, "group": one.membership.space.group.name},
            reverse("group_hello_to_me", args=[one.membership.space.group.slug]),
        )
        for notice in notices
        if (one := by_id.get(notice.thing_id))
    }


def all_right(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    mine = ReachOut.objects.filter(pk__in=_ids(notices), writer=viewer, answer=ReachOut.Answer.FINE)
    groups = visible_groups(viewer).filter(space__in=mine.values("membership__space"))
    by_space = {group.space_id: group for group in groups}
    spaces = {str(pk): space for pk, space in mine.values_list("pk", "membership__space")}
    return {
        notice.pk: Told(
            _("%(name)s is all right, and thanks you for your hello.") % {"name": notice.actor},
            reverse("group", args=[by_space[spaces[notice.thing_id]].slug]),
        )
        for notice in notices
        if notice.actor and spaces.get(notice.thing_id) in by_space
    }


def register_all() -> None:
    """What was written to one person stays with them when its writer blocks them since: that it went would tell (decision 13)."""
    for teller in (waiting, introduction, quiet_member):
        register(teller.__name__, teller, in_group=True, family=Family.HELP)
    for teller in (welcome_asked, thanks, missed_you, all_right):
        register(teller.__name__, teller, family=Family.COMMUNITY)
