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
from kith.groups.views.pages import number
from kith.people.asking import MemberRequest
from kith.people.carried import carried, put_down
from kith.spaces import access as spaces
from kith.spaces import actions
from kith.spaces.forms import EditForm, ReplyForm, ThreadForm, say_when
from kith.spaces.models import Membership, Post, Reaction, Thread
from kith.spaces.reading import Page, page_with, read_page
from kith.spaces.tasks import TAKEN_BACK


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
    form = ReplyForm(request.POST or None, initial={"unnamed": began_unnamed(request.user, seen.thread)})
    if request.user.is_authenticated and request.method == "POST" and form.is_valid():
        try:
            return redirect(place_of(request, seen, actions.reply(request.user, seen.thread, **form.cleaned_data)))
        except TooMany as error:
            say_when(form, error)
    return show(request, seen, form)


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


def show(request: HttpRequest, seen: Seen, form: ReplyForm) -> HttpResponse:
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
    brings = "with" in request.GET
    form = ThreadForm(request.POST or None, initial=carried(request.session, request.user) if brings else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.start_thread(request.user, group.space, **form.cleaned_data)
            put_down(request.session)
            return redirect("thread", slug=slug, thread_id=made.pk)
        except TooMany as error:
            say_when(form, error)
    context = {
        "group": group,
        "form": form,
        "can_be_unnamed": not membership.must_be_named,
        "readers": access.readers(request.user, group),
        "my_name": membership.handle.name,
        "nav": "groups",
    }
    return page(request, "groups/new_thread.html", context, status=422 if form.errors else 200)


@member
@once
def edit_post(request: MemberRequest, slug: str, thread_id: int, post_id: int) -> HttpResponse:
    seen = get_seen(request.user, slug, thread_id)
    post = spaces.get_my_post(request.user, seen.thread, post_id)
    if not spaces.can_post(seen.membership, seen.thread.space) or post.withdrawn:
        raise Http404
    form = EditForm(request.POST or None, initial={"body": post.body})
    if request.method == "POST" and form.is_valid() and not changed_meanwhile(request, form):
        actions.edit_post(request.user, post, form.cleaned_data["body"])
        return redirect(f"{seen.address}?after={post.pk - 1}#p{post.pk}")
    context = {
        "group": seen.group,
        "address": seen.address,
        "form": form,
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
