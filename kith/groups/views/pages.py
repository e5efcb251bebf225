"""Finding a group, and what a group says of itself."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from kith.core.clock import now
from kith.core.languages import LANGUAGES
from kith.core.pages import member, page, public
from kith.core.tickets import ticket
from kith.groups import access
from kith.groups.about import A_PAGE
from kith.groups.forms import FindForm
from kith.groups.models import Format
from kith.people.asking import MemberRequest
from kith.people.audiences import AUDIENCES, age_words
from kith.people.models import Need
from kith.spaces import access as spaces

GROUPS_A_PAGE = A_PAGE
THREADS_A_PAGE = spaces.A_PAGE
CODES: dict[str, dict] = {
    "needs": dict(Need.choices),
    "languages": LANGUAGES,
    "formats": dict(Format.choices),
    "audience": AUDIENCES,
}


def in_words(about: access.About) -> dict[str, list[str]]:
    """Facets as people read them."""
    language = get_language()
    return {name: [_word(language, name, code) for code in getattr(about, name)] for name in CODES} | {
        "culture": [code[:1].upper() + code[1:] for code in about.culture]
    }


@lru_cache(maxsize=1024)
def _word(language: str, name: str, code: str) -> str:
    return str(CODES[name].get(code, code))


def number(text: str) -> int | None:
    """A whole number from an address; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


@public
def groups(request: HttpRequest) -> HttpResponse:
    form = FindForm(request.GET)
    start = min(number(request.GET.get("from", "")) or 0, 100_000)
    found = access.find_groups(request.user, form.search(), start, GROUPS_A_PAGE + 1)
    about, at = access.about_groups(found[:GROUPS_A_PAGE]), now()
    rows = [(group, in_words(about[group.pk]), about[group.pk].next_meeting(at)) for group in found[:GROUPS_A_PAGE]]
    context = {
        "form": form,
        "asked": any(form.cleaned_data.get(name) for name in ("q", "need", "language", "way")),
        "mine": [row for row in rows if row[0].joined],
        "others": [row for row in rows if not row[0].joined],
        "further": start + GROUPS_A_PAGE if len(found) > GROUPS_A_PAGE else None,
        "start": start,
        "left": access.left_lately(request.user),
        "can_make": access.can_make_groups(request.user),
        "nav": "groups",
    }
    return page(request, "groups/groups.html", context)


def group_context(request: HttpRequest, group: Any) -> dict[str, Any]:
    """What the page of a group and its join page have in common."""
    viewer = request.user
    membership, running = spaces.mine_and_running(viewer, group.space)
    about = access.about_groups([group])[group.pk]
    return {
        "group": group,
        "membership": membership,
        "inside": bool(membership and membership.is_active),
        "runs": access.can_run(viewer, group, membership) if membership else viewer.pk and viewer.has_role("steward"),
        "answers": access.can_answer_requests(viewer, group, membership) if membership else False,
        "words": in_words(about),
        "ages": age_words(group.min_age, group.max_age),
        "meetings": about.coming(now()),
        "now_is": now(),
        "facilitators": running,
        # From outside everyone reads the same number: one less for a block would tell who is in a group one cannot see into.
        "members": spaces.members_met(viewer, group.space)
        if membership and membership.is_active
        else group.space.members,
        "nav": "groups",
    }


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
        "threads": [],
        "older": None,
        "ticket": "",
    }
    if can_read:
        context["threads"], context["older"] = threads_page(request, found)
        context["ticket"] = ticket(viewer if viewer.is_authenticated else None, f"space:{found.space_id}")
    return page(request, "groups/group.html", context, blocks=("threads",))


def threads_page(request: HttpRequest, group: Any) -> tuple[list, str | None]:
    """Twenty conversations before the one the address names, by their latest words; and where to go on."""
    before = request.GET.get("before", "")
    if before:
        rows = spaces.threads_before(spaces.threads_in(request.user, group.space), before)
        found = list(rows[: THREADS_A_PAGE + 1])
    else:
        found = spaces.first_threads(request.user, group.space)
    shown = found[:THREADS_A_PAGE]
    older = spaces.place_in_list(shown[-1]) if len(found) > THREADS_A_PAGE else None
    spaces.count_what_is_seen(request.user, shown)
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


@public
def gatherings(request: HttpRequest) -> HttpResponse:
    return page(
        request,
        "groups/gatherings.html",
        {"gatherings": access.gatherings(request.user), "now_is": now(), "nav": "groups"},
    )
