"""What a group says of itself, to those outside and to those in it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kith.core.clock import now
from kith.core.pages import member, page, public
from kith.core.tickets import ticket
from kith.groups import access, ways_in
from kith.groups.standing import days_until_forgotten, next_step
from kith.groups.views.belonging import came, context_of
from kith.groups.why import in_words
from kith.people.asking import MemberRequest
from kith.people.audiences import age_words
from kith.spaces import access as spaces
from kith.spaces import lists
from kith.spaces.keeping import just_put_away
from kith.spaces.topics import my_list_topic

THREADS_A_PAGE = spaces.A_PAGE


def number(text: str) -> int | None:
    """A whole number from an address; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def group_context(request: HttpRequest, group: Any) -> dict[str, Any]:
    """What the page of a group and its join page have in common."""
    viewer = request.user
    membership, standing = spaces.mine_and_running(viewer, group.space)
    about = access.about_groups([group])[group.pk]
    return (
        next_step(viewer, group, membership)
        | {
            "group": group,
            "membership": membership,
            "inside": bool(membership and membership.is_active),
            "runs": access.can_run(viewer, group, membership)
            if membership
            else viewer.pk and viewer.has_role("steward"),
            "answers": access.can_answer_requests(viewer, group, membership) if membership else False,
            "invites": access.can_invite(group, membership),
            "ways_in": ways_in.in_words(group.visibility, group.joining),
            "words": in_words(about),
            "ages": age_words(group.min_age, group.max_age),
            "meetings": about.coming(now()),
            "now_is": now(),
            # From outside everyone reads the same number: one less for a block would tell who is in a group one cannot see into.
            "members": spaces.members_met(viewer, group.space)
            if membership and membership.is_active
            else group.space.members,
            "nav": "groups",
        }
        | context_of(group, membership, standing)
    )


@public
def group(request: HttpRequest, slug: str) -> HttpResponse:
    viewer, found = request.user, access.get_group(request.user, slug)
    context = group_context(request, found)
    can_read = access.can_read(viewer, found, context["membership"])
    context |= {
        "can_read": can_read,
        "can_post": spaces.can_post(context["membership"], found.space),
        "agreement": access.current_agreement(found),
        "labels": spaces.labels({one.person_id for one in context["facilitators"] if one.handle.is_main}),
        "days_left": days_until_forgotten() if found.state == found.State.CLOSED else 0,
        "threads": [],
        "older": None,
        "ticket": "",
        "put_away": just_put_away(viewer, number(request.GET.get("put_away", ""))),
    }
    if can_read:
        context["threads"], context["older"] = threads_page(request, found)
        topic = my_list_topic(found.space, context["membership"])
        context["ticket"] = ticket(viewer if viewer.is_authenticated else None, topic)
    context |= came(request, found, context["membership"], context["threads"])
    return page(request, "groups/group.html", context, blocks=("threads",))


def threads_page(request: HttpRequest, group: Any) -> tuple[list, int | None]:
    """Twenty conversations before the one the address names, by their latest words; and where to go on.

    The first page begins with those that are pinned.
    """
    viewer, before, pinned = request.user, number(request.GET.get("before", "")), []
    if before:
        rows = lists.threads_before(lists.threads_in(viewer, group.space), before)
        found = list(rows[: THREADS_A_PAGE + 1])
    else:
        pinned, found = lists.pinned_threads(viewer, group.space), lists.first_threads(viewer, group.space)
    older = found[THREADS_A_PAGE - 1].pk if len(found) > THREADS_A_PAGE else None
    shown = pinned + found[:THREADS_A_PAGE]
    lists.count_what_is_seen(viewer, shown)
    lists.fold_titles(viewer, shown)
    lists.name_threads(viewer, shown)
    return shown, older


@member
def members(request: MemberRequest, slug: str) -> HttpResponse:
    found = access.get_group(request.user, slug)
    context = group_context(request, found)
    if not context["inside"]:
        return redirect("group", slug=slug)
    people = list(spaces.visible_members(request.user, found.space)[:500])
    context |= {
        "people": people,
        "labels": spaces.labels({one.person_id for one in people if one.handle.is_main}),
        "sets_roles": access.can_set_roles(request.user, found, context["membership"]),
    }
    return page(request, "groups/members.html", context)
