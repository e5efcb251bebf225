"""Reading and writing in a group."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kith.core.limits import TooMany
from kith.core.meanwhile import changed_meanwhile
from kith.core.once import once
from kith.core.pages import member, page, public, signed_out
from kith.core.retention import days
from kith.core.tickets import ticket
from kith.groups import access
from kith.groups.models import Group
from kith.groups.views.began import begin_with, keep, known_turn, typed
from kith.groups.views.pages import number
from kith.groups.views.writing import how_it_looks
from kith.people.asking import MemberRequest
from kith.spaces import access as spaces
from kith.spaces import actions, quoting
from kith.spaces.actions import drafts
from kith.spaces.forms import EditForm, ReplyForm, ThreadForm, say_when
from kith.spaces.models import Membership, Post, Reaction, Thread
from kith.spaces.reading import Page, page_with, read_page
from kith.spaces.tasks import TAKEN_BACK
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
    thread, mark = access.get_thread(viewer, slug, thread_id)
    return Seen(thread, thread.space.group, spaces.get_membership(viewer, thread.space), mark)


@public
@once
def thread(request: HttpRequest, slug: str, thread_id: int) -> HttpResponse:
    if request.method == "POST" and not request.user.is_authenticated:
        return signed_out(request)
    seen = get_seen(request.user, slug, thread_id)
    if request.method == "POST" and {"look", "keep"} & set(request.POST):
        return not_sent_yet(request, seen)
    form = ReplyForm(request.POST) if request.method == "POST" else answer_form(request, seen)
    if request.user.is_authenticated and request.method == "POST" and form.is_valid():
        try:
            return redirect(place_of(request, seen, send_answer(request.user, seen.thread, form)))
        except TooMany as error:
            say_when(form, error)
    return show(request, seen, form)


def send_answer(viewer: Any, thread: Thread, form: ReplyForm) -> Post:
    post = actions.reply(viewer, thread, **form.words())
    drafts.sent(viewer, thread.space, thread, form.cleaned_data["turn"] or 0, form.cleaned_data["body"])
    return post


def answer_form(request: HttpRequest, seen: Seen) -> ReplyForm:
    """The box as it begins: with what was begun in it, and with the words of the post that is answered (`?quote=`)."""
    fresh = {"unnamed": began_unnamed(request.user, seen.thread)}
    if not spaces.can_post(seen.membership, seen.thread.space) or "block" in request.GET:
        return ReplyForm(initial=fresh)
    start = begin_with(request.user, seen.thread.space, seen.thread, fresh)
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
    looks = "" if "keep" in request.POST else how_it_looks(request, thread.space, thread)  # type: ignore[arg-type]
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


def posts_page(request: HttpRequest, seen: Seen) -> Page:
    viewer, found, mark = request.user, seen.thread, seen.mark
    after, before = number(request.GET.get("after", "")), number(request.GET.get("before", ""))
    if "new" in request.GET and mark:
        after = page_with(viewer, found, mark, above=1)
    shown = read_page(viewer, found, seen.membership, mark, after, before)
    if viewer.is_authenticated and shown.last > mark:
        actions.saw(viewer, found, shown.last)
    return shown


def show(request: HttpRequest, seen: Seen, form: ReplyForm, looks: str = "") -> HttpResponse:
    viewer, found = request.user, seen.thread
    can_post = spaces.can_post(seen.membership, found.space)
    context = {
        "thread": found,
        "group": seen.group,
        "address": seen.address,
        "here": here(request),
        "shown": posts_page(request, seen),
        "can_post": can_post,
        "can_be_unnamed": can_post and seen.membership and not seen.membership.must_be_named,
        "began_unnamed": began_unnamed(viewer, found),
        "form": form,
        "draft": form.initial.get("draft"),
        "looks": looks,
        "may_look_back": cache(lambda: viewer.is_authenticated and viewer.has_role(*KEEPERS)),
        "readers": access.readers(viewer, seen.group) if can_post else 0,
        "my_name": seen.membership.handle.name if seen.membership else "",
        "ticket": ticket(viewer if viewer.is_authenticated else None, f"thread:{found.pk}"),
        "nav": "groups",
        "forgotten_after": cache(lambda: days(TAKEN_BACK)),
    }
    return page(request, "groups/thread.html", context, blocks=("posts",), status=422 if form.errors else 200)


@member
@once
def new_thread(request: MemberRequest, slug: str) -> HttpResponse:
    group = access.get_group(request.user, slug)
    membership = spaces.get_membership(request.user, group.space)
    if membership is None or not spaces.can_post(membership, group.space):
        return redirect("group", slug=slug)
    form, looks = thread_form(request, group), ""
    if "keep" in request.POST and keep(request, group.space, None, form):
        return redirect("thread_new", slug=slug)
    if "look" in request.POST:
        looks = how_it_looks(request, group.space, None)
    elif form.is_bound and form.is_valid():
        try:
            made = actions.start_thread(request.user, group.space, **form.words())
            drafts.sent(request.user, group.space, None, form.cleaned_data["turn"] or 0, form.cleaned_data["body"])
            return redirect("thread", slug=slug, thread_id=made.pk)
        except TooMany as error:
            say_when(form, error)
    context = {
        "group": group,
        "form": form,
        "draft": form.initial.get("draft"),
        "looks": looks,
        "can_be_unnamed": not membership.must_be_named,
        "readers": access.readers(request.user, group),
        "my_name": membership.handle.name,
        "nav": "groups",
    }
    return page(request, "groups/new_thread.html", context, status=422 if form.errors else 200)


def thread_form(request: MemberRequest, group: Group) -> ThreadForm:
    """As it begins, as it was typed so far, or as it was sent."""
    if request.method != "POST":
        return ThreadForm(initial=begin_with(request.user, group.space, None, {}))
    if {"look", "keep"} & set(request.POST):
        return ThreadForm(initial=typed(request) | {"turn": known_turn(request), "draft": None})
    return ThreadForm(request.POST)


@member
@once
def edit_post(request: MemberRequest, slug: str, thread_id: int, post_id: int) -> HttpResponse:
    seen = get_seen(request.user, slug, thread_id)
    post = spaces.get_my_post(request.user, seen.thread, post_id)
    if not spaces.can_post(seen.membership, seen.thread.space) or post.withdrawn:
        raise Http404
    start, looks = {"body": quoting.to_write_on(request.user, seen.thread, post.body)}, ""
    form = EditForm(request.POST or None, initial=start)
    if "look" in request.POST:
        looks = how_it_looks(request, seen.thread.space, seen.thread)
    elif request.method == "POST" and form.is_valid() and not changed_meanwhile(request, form):
        actions.edit_post(request.user, post, form.cleaned_data["body"])
        return redirect(f"{seen.address}?after={post.pk - 1}#p{post.pk}")
    context = {
        "group": seen.group,
        "address": seen.address,
        "form": form,
        "looks": looks,
        "readers": access.readers(request.user, seen.group),
        "nav": "groups",
    }
    return page(request, "groups/edit_post.html", context, status=422 if form.errors else 200)


@member
@require_POST
def answer(request: MemberRequest, slug: str, thread_id: int) -> HttpResponse:
    """One press under a post: give or take back a warm word, take one's own words back or put them back."""
    seen = get_seen(request.user, slug, thread_id)
    for name, act in ACTS.items():
        if name in request.POST:
            post_id = act(request, seen.thread, request.POST[name])
            return redirect(f"{seen.address}{here(request)}#p{post_id}")
    raise Http404


def here(request: HttpRequest) -> str:
    """Which page of the thread this is, for an address."""
    kept = [(name, number(request.GET.get(name, ""))) for name in ("after", "before")]
    query = "&".join(f"{name}={value}" for name, value in kept if value)
    return f"?{query}" if query else ""


def _warm(request: MemberRequest, thread: Thread, value: str) -> tuple[Post, str]:
    kind, _dot, post_id = value.partition(".")
    if kind not in Reaction.Kind.values or number(post_id) is None:
        raise Http404
    return spaces.get_post(request.user, thread, number(post_id)), kind


def _give(request: MemberRequest, thread: Thread, value: str) -> int:
    post, kind = _warm(request, thread, value)
    actions.give_reaction(request.user, post, kind)
    return post.pk


def _take(request: MemberRequest, thread: Thread, value: str) -> int:
    post, kind = _warm(request, thread, value)
    actions.take_reaction(request.user, post, kind)
    return post.pk


def _withdraw(request: MemberRequest, thread: Thread, value: str) -> int:
    post = spaces.get_my_post(request.user, thread, number(value))
    actions.withdraw_post(request.user, post)
    messages.success(request, taken_back(days(TAKEN_BACK)))
    return post.pk


def _restore(request: MemberRequest, thread: Thread, value: str) -> int:
    post = spaces.get_my_post(request.user, thread, number(value))
    actions.restore_post(request.user, post)
    return post.pk


def taken_back(kept: int) -> str:
    return ngettext(
        "You have taken your words back. You can put them back for %(num)s day, then they are forgotten.",
        "You have taken your words back. You can put them back for %(num)s days, then they are forgotten.",
        kept,
    ) % {"num": kept}


ACTS = {"give": _give, "take": _take, "withdraw": _withdraw, "restore": _restore}
