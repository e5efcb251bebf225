"""How notices about groups read. Each looks through access, so it never says more than its reader may know now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from kith.core.moments import clock, day
from kith.groups import ways_in
from kith.groups.access import can_set_roles, requests_for, visible_groups
from kith.groups.belonging.models import ReachOut, Thanks
from kith.groups.models import Group, JoinRequest, Waiting
from kith.notices.families import Family
from kith.notices.kinds import Places, Told, register, register_places
from kith.notices.models import Notice
from kith.people.models import Handle, Person
from kith.spaces.access import heard_threads, my_memberships
from kith.spaces.models import Membership, Post, Thread
from kith.spaces.naming import my_keys, names_one_of, words_naming

IN_A_GROUP: dict[str, tuple[type[Model], str]] = {
    "thread": (Thread, "space__group"),
    "request": (JoinRequest, "group"),
    "thanks": (Thanks, "group"),
    "reach_out": (ReachOut, "membership__space__group"),
}
"""By kind of thing a notice is about: its table, and the way from it to its group."""


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
            _("%(name)s answered you in %(group)s.")
            % {"name": notice.actor, "group": by_id[notice.thing_id].space.group.name},
        )
        for notice in notices
        if notice.actor and notice.thing_id in by_id
    }


def named(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    """Only while the words in which that name named the reader stand, and the reader may read them."""
    keys = my_keys(viewer)
    posts = words_naming(viewer, _ids(notices)).select_related("thread__space__group")
    found = {(str(one.thread_id), one.author_id): one for one in posts if names_one_of(keys, one.body)}
    told = {}
    for notice in notices:
        post = found.get((notice.thing_id, notice.actor_id))
        if post and notice.actor:
            told[notice.pk] = Told(_named_in(notice.actor, post.thread), _place_of(post))
    return told


def _named_in(actor: Handle, thread: Thread) -> str:
    if thread.withdrawn:
        return _("%(name)s named you in a conversation.") % {"name": actor}
    return _("%(name)s named you in “%(title)s”.") % {"name": actor, "title": thread.title}


def _place_of(post: Post) -> str:
    address = reverse("thread", args=[post.thread.space.group.slug, post.thread_id])
    return f"{address}?after={post.pk - 1}#p{post.pk}"


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
    page = "group_welcome" if request.accepted and request.group.welcome else "group"
    said = text % {"group": request.group.name}
    return Told(said, reverse(page, args=[request.group.slug]), said)


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


def _ways(group: Group) -> str:
    return ways_in.in_words(group.visibility, group.joining)


def group_visibility(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    text = _("Who can find %(group)s was changed. %(now)s")
    return _changed(viewer, notices, lambda group: text % {"group": group.name, "now": _ways(group)})


def group_joining(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    text = _("How people join %(group)s was changed. %(now)s")
    return _changed(viewer, notices, lambda group: text % {"group": group.name, "now": _ways(group)})


def group_agreement(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    return _moved(_("What members of %(group)s agree to has changed. Please read what is new."), viewer, notices)


def _moved(text: str, viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    """A turn in the group's life. Its page says the rest, as it is when it is read."""
    return _changed(viewer, notices, lambda group: text % {"group": group.name})


def group_paused(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    return _moved(_("%(group)s takes a break. Its page says for how long."), viewer, notices)


def group_back(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    return _moved(_("%(group)s is back from its break."), viewer, notices)


def group_closing(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    text = _("%(group)s will close. Its page says when, and where you can say goodbye.")
    return _moved(text, viewer, notices)


def group_goes_on(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    return _moved(_("%(group)s goes on after all. It will not close."), viewer, notices)


def group_closed(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    text = _("%(group)s has closed. You can still read it, and take your own words along.")
    return _moved(text, viewer, notices)


def group_reopened(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    return _moved(_("%(group)s is open again."), viewer, notices)


def _of_groups(
    notices: Sequence[Notice], groups: Iterable[Group], page: str, say: Callable[[Group], str]
) -> dict[int, Told]:
    """What there is to say of these groups, with a page of theirs; of others nothing."""
    by_id = {str(group.pk): group for group in groups}
    found = [(notice.pk, by_id[notice.thing_id]) for notice in notices if notice.thing_id in by_id]
    return {pk: Told(say(group), reverse(page, args=[group.slug])) for pk, group in found}


def place_offered(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    """Only while the place is kept."""
    ends = dict(Waiting.objects.filter(person=viewer, offered__isnull=False).values_list("group", "ends"))
    text = _("There is a place for you in %(group)s. It is kept for you until %(day)s, %(time)s.")

    def say(group: Group) -> str:
        return text % {"group": group.name, "day": day(ends[group.pk]), "time": clock(ends[group.pk])}

    groups = visible_groups(viewer).filter(pk__in=_ids(notices)).filter(pk__in=ends)
    return _of_groups(notices, groups, "group_join", say)


def place_passed(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    text = _("The place in %(group)s went to the next person. You can wait for another one.")
    groups = visible_groups(viewer).filter(pk__in=_ids(notices))
    return _of_groups(notices, groups, "group", lambda group: text % {"group": group.name})


def group_role(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    """Only while they do run it."""
    running = my_memberships(viewer).exclude(role=Membership.Role.MEMBER)
    groups = visible_groups(viewer).filter(pk__in=_ids(notices), space__in=running.values("space"))
    text = _("You help to run %(group)s now. Its room is open to you.")
    return _of_groups(notices, groups, "group_room", lambda group: text % {"group": group.name})


def group_unled(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    """Only while nobody runs the group, and for those who can change that."""
    groups = visible_groups(viewer).filter(pk__in=_ids(notices)).exclude(state=Group.State.CLOSED)
    unled = [group for group in groups if can_set_roles(viewer, group)]
    text = _("Nobody runs %(group)s any more. Please find someone in it who will, or close it kindly.")
    return _of_groups(notices, unled, "group_members", lambda group: text % {"group": group.name})


def groups_of(kind: str, ids: Sequence[str]) -> dict[str, int]:
    """The group each of these things is in, for what happens in one. Decides nothing about who may see it."""
    if kind == "group":
        return {one: int(one) for one in ids}
    if kind == "meeting":  # named as "group.meeting"
        return {one: int(one.partition(".")[0]) for one in ids}
    if kind not in IN_A_GROUP:
        return {}
    table, group = IN_A_GROUP[kind]
    rows = table._default_manager.filter(pk__in=ids).exclude(**{group: None}).values_list("pk", group)
    return {str(one): number for one, number in rows}


def my_groups(viewer: Person) -> list[tuple[int, str]]:
    """The groups the viewer is in, by name."""
    mine = visible_groups(viewer).filter(space__in=my_memberships(viewer).values("space")).order_by("name")
    return list(mine.exclude(state=Group.State.CLOSED).values_list("pk", "name"))


def register_all() -> None:
    changed = (group_visibility, group_joining, group_agreement)
    turns = (group_paused, group_back, group_closing, group_goes_on, group_closed, group_reopened)
    families = {
        Family.ANSWERS: (reply,),
        Family.NAMED: (named,),
        Family.JOINING: (join_request, request_answered, group_invitation, place_offered, place_passed),
        Family.GROUPS: (*changed, *turns, group_role),
        Family.HELP: (question,),
        Family.SAFETY: (group_unled,),
    }
    for family, tellers in families.items():
        for teller in tellers:
            register(teller.__name__, teller, in_group=True, family=family)
    register_places(Places(groups_of, my_groups))
