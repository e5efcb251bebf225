"""Reading and writing in a group."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kith.core.limits import TooMany
from kith.core.once import once
from kith.core.pages import member, page, public, signed_out
from kith.core.retention import days
from kith.core.tickets import ticket
from kith.groups import access
from kith.groups.actions import reply, was_here
from kith.groups.conversations import get_thread
from kith.groups.models import Group
from kith.groups.views import pictures
from kith.groups.views.began import begin_with, keep, known_turn
from kith.groups.views.helping import help_at
from kith.groups.views.offers import asked_first, hears_of_hints, said_first, status_of_words
from kith.groups.views.pages import number
from kith.groups.views.typed import typed
from kith.groups.views.writing import how_it_looks
from kith.people.asking import MemberRequest
from kith.people.carried import carried, put_down
from kith.people.muted_words import TOPICS
from kith.spaces import access as spaces
from kith.spaces import actions, enclosing, quoting
from kith.spaces.actions import drafts
from kith.spaces.forms import ReplyForm, ThreadForm, say_when
from kith.spaces.lists import fold_titles, name_threads
from kith.spaces.models import Membership, Post, Thread
from kith.spaces.pictures.access import pictures_with
from kith.spaces.polls.access import poll_with
from kith.spaces.polls.forms import PollForm
from kith.spaces.reading import Page, read_page
from kith.spaces.tasks import TAKEN_BACK
from kith.spaces.turning import first_unread, latest, page_with
from kith.spaces.versions import KEEPERS


@dataclass
class Seen:
    """A thread someone may read, with their place in its group."""

    thread: Thread
    group: Group
    membership: Membership | None
    mark: int  # the last post they have seen

    @property
    def address(self) -> str:
        return reverse("thread", args=[self.group.slug, self.thread.pk])


def get_seen(viewer: Any, slug: str, thread_id: int) -> Seen:
    """Raises Http404 for threads and groups the viewer may not read."""
    thread, mark = get_thread(viewer, slug, thread_id)
    return Seen(thread, thread.space.group, spaces.get_membership(viewer, thread.space), mark)


def topics() -> list[str]:
    """Kinds of content note, as suggestions beside the box."""
    return [str(name) for name, _known_by in TOPICS.values()]


@public
@hears_of_hints
@pictures.draws_first
@once
def thread(request: HttpRequest, slug: str, thread_id: int) -> HttpResponse:
    if request.method == "POST" and not request.user.is_authenticated:
        return signed_out(request)
    seen = get_seen(request.user, slug, thread_id)
    if request.method == "GET" and "block" not in request.GET and (place := a_place(request, seen)):
        return redirect(place)
    if request.method == "POST" and {"look", "keep"} & set(request.POST):
        return not_sent_yet(request, seen)
    form = ReplyForm(request.POST) if request.method == "POST" else answer_form(request, seen)
    may_write = spaces.can_post(seen.membership, seen.thread.space) or seen.membership is None or seen.membership.agrees
    well = may_write and request.user.is_authenticated and request.method == "POST"
    if well and form.is_valid() and pictures.are_well(request) and not asked_first(request, seen, form):
        try:
            return redirect(place_of(request, seen, send_answer(request, seen.thread, form)))
        except TooMany as error:
            say_when(form, error)
    return show(request, seen, form)


def send_answer(request: Any, thread: Thread, form: ReplyForm) -> Post:
    post = reply(request.user, thread, given=pictures.given(request), **form.words())
    drafts.sent(request.user, thread.space, thread, form.cleaned_data["turn"] or 0, form.cleaned_data["body"])
    return post


def answer_form(request: HttpRequest, seen: Seen) -> ReplyForm:
    """The box as it begins: with what was begun in it, and with the words of the post that is answered (`?quote=`)."""
    fresh = {"unnamed": began_unnamed(request.user, seen.thread)}
    if not spaces.can_post(seen.membership, seen.thread.space) or "block" in request.GET:
        return ReplyForm(initial=fresh)
    start = begin_with(request.user, seen.thread.space, seen.thread, fresh)  # type: ignore[arg-type]  # who may post is a member
    said = start.get("body", "")
    quote = quoting.begin(request.user, seen.thread, number(request.GET.get("quote", "")))
    if quote and quote.strip() not in said:
        start["body"] = f"{said.rstrip()}\n\n{quote}" if said.strip() else quote
    return ReplyForm(initial=start)


def not_sent_yet(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Two other buttons of the box, for pages without scripts: how it looks, and keeping it for later."""
    thread = seen.thread
    if not spaces.can_post(seen.membership, thread.space):
        raise Http404
    form = ReplyForm(initial=typed(request) | {"turn": known_turn(request), "draft": None})
    if "keep" in request.POST and keep(request, thread.space, thread, form):
        return redirect(f"{seen.address}{here(request)}#write")
    looks = "" if "keep" in request.POST else how_it_looks(request, thread.space, thread, form)  # type: ignore[arg-type]
    return show(request, seen, form, looks)


def began_unnamed(viewer: Any, thread: Thread) -> bool:
    """Whether it is the viewer's own, begun without a name: one tap must not put their name into it."""
    author = thread.author
    return author is not None and author.person_id == viewer.pk and author.kind == author.Kind.ONCE


def place_of(request: HttpRequest, seen: Seen, post: Post) -> str:
    """The address of the page that shows this post."""
    seen.thread.replies += 1
    after = page_with(request.user, seen.thread, post.pk, above=10)
    return f"{seen.address}?after={after}#p{post.pk}" if after else f"{seen.address}#p{post.pk}"


def a_place(request: HttpRequest, seen: Seen) -> str:
    """Where `?new` (the first unread) and `?latest` lead: to a page that stays what it is. Empty for other addresses."""
    viewer, found, new = request.user, seen.thread, "new" in request.GET and seen.mark
    if new and (first := first_unread(viewer, found, seen.mark)):
        after = page_with(viewer, found, first, above=1)
        return f"{seen.address}{f'?after={after}' if after else ''}#new"
    if new or "latest" in request.GET:
        last, after = latest(viewer, found)
        return f"{seen.address}{f'?after={after}' if after else ''}#{f'p{last}' if last else 'main'}"
    return ""


def posts_page(request: HttpRequest, seen: Seen) -> Page:
    """The page the address asks for. One that is fetched again says how far its reader had seen when it was opened."""
    viewer, found, mark = request.user, seen.thread, seen.mark
    after, before = number(request.GET.get("after", "")), number(request.GET.get("before", ""))
    opened = number(request.GET.get("seen", ""))
    since = mark if opened is None else min(opened, mark)
    shown = read_page(viewer, found, seen.membership, since, after, before)
    if viewer.is_authenticated and shown.last > mark:
        actions.saw(viewer, found, shown.last)
    if viewer.is_authenticated and seen.membership and seen.membership.is_active:
        was_here(viewer, seen.membership)
    return shown


def show(request: HttpRequest, seen: Seen, form: ReplyForm, looks: str = "") -> HttpResponse:
    viewer, found = request.user, seen.thread
    fold_titles(viewer, [found])
    name_threads(viewer, [found])
    can_post = spaces.can_post(seen.membership, found.space)
    shown = posts_page(request, seen)
    context = {
        "thread": found,
        "group": seen.group,
        "address": seen.address,
        "here": here(request),
        "shown": shown,
        "help_at": help_at(request, found, shown.posts),
        "pictures_of": pictures_with(viewer, found, shown.posts),
        "poll": poll_with(viewer, found, shown.posts, seen.membership),
        "pictures_form": pictures.chosen(request),
        "has_errors": not pictures.are_well(request),
        "mark": seen.mark,
        "topics": topics(),
        "runs": bool(seen.membership and seen.membership.runs_it),
        "can_post": can_post,
        "can_be_unnamed": can_post and seen.membership and not seen.membership.must_be_named,
        "began_unnamed": began_unnamed(viewer, found),
        "form": form,
        "draft": form.initial.get("draft"),
        "looks": looks,
        "may_look_back": cache(lambda: viewer.is_authenticated and viewer.has_role(*KEEPERS)),
        "readers": access.readers(viewer, seen.group, found.readers) if can_post else 0,
        "agrees": seen.membership is None or seen.membership.agrees,
        "my_name": seen.membership.handle.name if seen.membership else "",
        "ticket": ticket(viewer if viewer.is_authenticated else None, f"thread:{found.pk}"),
        "nav": "groups",
        "forgotten_after": cache(lambda: days(TAKEN_BACK)),
    }
    return page(request, "groups/thread.html", context, blocks=("posts",), status=status_of(request, form))


def status_of(request: HttpRequest, *forms: Any) -> int:
    """422 for a form that comes back with something to put right, or to choose about."""
    return 422 if any(status_of_words(form) == 422 for form in forms) or not pictures.are_well(request) else 200


@member
@hears_of_hints
@pictures.draws_first
@once
def new_thread(request: MemberRequest, slug: str) -> HttpResponse:
    group = access.get_group(request.user, slug)
    membership = spaces.get_membership(request.user, group.space)
    if membership is None or not spaces.can_post(membership, group.space):
        return redirect("group", slug=slug)
    form, looks = thread_form(request, group), ""
    poll = PollForm(request.POST or None, form.initial.get("poll"))
    if "keep" in request.POST and keep(request, group.space, None, form):
        return redirect("thread_new", slug=slug)
    if "look" in request.POST:
        looks = how_it_looks(request, group.space, None, form)
    elif (
        form.is_bound
        and all((form.is_valid(), poll.is_valid(), pictures.are_well(request)))
        and not said_first(request, group.space, form, *poll.words())
    ):
        try:
            made = begin_thread(request, group, form, poll)
            put_down(request.session)
            return redirect("thread", slug=slug, thread_id=made.pk)
        except TooMany as error:
            say_when(form, error)
    context = {
        "group": group,
        "form": form,
        "draft": form.initial.get("draft"),
        "looks": looks,
        "poll_form": poll,
        "pictures_form": pictures.chosen(request),
        "has_errors": status_of(request, form, poll) != 200,
        "can_be_unnamed": not membership.must_be_named,
        "topics": topics(),
        "inside": access.readers(request.user, group, Thread.Readers.MEMBERS),
        "readers": access.readers(request.user, group),
        "my_name": membership.handle.name,
        "nav": "groups",
    }
    return page(request, "groups/new_thread.html", context, status=status_of(request, form, poll))


def begin_thread(request: MemberRequest, group: Group, form: ThreadForm, poll: PollForm) -> Thread:
    enclosed = pictures.given(request), poll.cleaned_data["asked"]
    made = enclosing.start_thread(request.user, group.space, *enclosed, **form.words())
    said = form.cleaned_data
    drafts.sent(request.user, group.space, None, said["turn"] or 0, said["body"], said["title"])
    return made


def thread_form(request: MemberRequest, group: Group) -> ThreadForm:
    """As it begins, as it was typed so far, or as it was sent."""
    anyone = group.space.reading == "anyone"
    if request.method != "POST" and "with" in request.GET and (brought := carried(request.session, request.user)):
        return ThreadForm(initial=brought, anyone=anyone)  # what was begun here before stays kept beside it
    if request.method != "POST":
        return ThreadForm(initial=begin_with(request.user, group.space, None, {}), anyone=anyone)
    if {"look", "keep"} & set(request.POST):
        return ThreadForm(initial=typed(request) | {"turn": known_turn(request), "draft": None}, anyone=anyone)
    return ThreadForm(request.POST, anyone=anyone)


def here(request: HttpRequest) -> str:
    """Which page of the thread this is, for an address."""
    kept = [(name, number(request.GET.get(name, ""))) for name in ("after", "before")]
    query = "&".join(f"{name}={value}" for name, value in kept if value)
    return f"?{query}" if query else ""
