"""One press under a post: a warm word, keeping it for oneself, taking one's own words back or putting them back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kith.core.pages import member
from kith.core.retention import days
from kith.groups import actions as groups
from kith.groups.views import pictures, polls
from kith.groups.views.pages import number
from kith.groups.views.threads import get_seen, here
from kith.people.asking import MemberRequest
from kith.spaces import access as spaces
from kith.spaces import actions, holding
from kith.spaces.models import Post, Reaction, Thread
from kith.spaces.tasks import TAKEN_BACK


@member
@require_POST
def answer(request: MemberRequest, slug: str, thread_id: int) -> HttpResponse:
    """One press under a post: give or take back a warm word, keep it for oneself, take one's own words back or put them back."""
    seen = get_seen(request.user, slug, thread_id)
    for name, act in ACTS.items():
        if name in request.POST:
            post_id = act(request, seen.thread, request.POST[name])
            return redirect(f"{seen.address}{here(request)}#p{post_id}")
    raise Http404


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


def _keep(request: MemberRequest, thread: Thread, value: str) -> int:
    post = spaces.get_post(request.user, thread, number(value))
    groups.keep_post(request.user, post)
    return post.pk


def _let_go(request: MemberRequest, thread: Thread, value: str) -> int:
    post = spaces.get_post(request.user, thread, number(value))
    groups.let_go(request.user, post.pk)
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


def _away(request: MemberRequest, thread: Thread, value: str) -> int:
    """One's own held words, for good."""
    post = spaces.get_my_post(request.user, thread, number(value))
    holding.take_away(request.user, post)
    messages.success(request, _("Your words are gone for good. Nobody can read them any more."))
    return post.pk


def taken_back(kept: int) -> str:
    return ngettext(
        "You have taken your words back. You can put them back for %(num)s day, then they are forgotten.",
        "You have taken your words back. You can put them back for %(num)s days, then they are forgotten.",
        kept,
    ) % {"num": kept}


ACTS = {
    "give": _give,
    "take": _take,
    "keep": _keep,
    "let_go": _let_go,
    "withdraw": _withdraw,
    "restore": _restore,
    "away": _away,
    **pictures.ACTS,
    **polls.ACTS,
}
