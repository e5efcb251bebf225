"""Pages of what a reader keeps for themselves: bookmarks, threads put away for now; and calling a whole group read."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.pages import member, page
from kith.groups import access, actions
from kith.groups.views.pages import number
from kith.groups.views.threads import get_seen
from kith.people.asking import MemberRequest
from kith.spaces import keeping
from kith.spaces.actions import Full
from kith.spaces.lists import fold_titles, name_threads

A_PAGE = 20


@member
def bookmarks(request: MemberRequest) -> HttpResponse:
    """What one keeps. A POST keeps again what was let go a moment ago."""
    viewer = request.user
    if request.method == "POST":
        actions.keep_post(viewer, keeping.get_readable_post(viewer, number(request.POST.get("keep", "")) or 0))
        return redirect("bookmarks")
    shown = Paginator(keeping.kept_by(viewer), A_PAGE).get_page(request.GET.get("page"))
    kept = keeping.with_posts(viewer, list(shown.object_list))
    name_threads(viewer, [one.thread for one in kept if one.thread])
    context = {
        "kept": kept,
        "page_obj": shown,
        "let_go": number(request.GET.get("let_go", "")),
        "nav": "you",
    }
    return page(request, "groups/bookmarks.html", context)


@member
@require_POST
def let_go(request: MemberRequest, bookmark_id: UUID) -> HttpResponse:
    kept = keeping.get_bookmark(request.user, bookmark_id)
    there = keeping.with_posts(request.user, [kept])[0].there
    actions.let_go_of(request.user, kept)
    return redirect(reverse("bookmarks") + (f"?let_go={there.pk}" if there else ""))


@member
def put_away(request: MemberRequest) -> HttpResponse:
    """Threads put away for now. A POST brings one back, and leads to the page it was asked on."""
    viewer = request.user
    if request.method == "POST":
        thread = keeping.get_put_away(viewer, number(request.POST.get("bring_back", "")))
        actions.bring_back(viewer, thread)
        messages.success(request, _("The conversation is back in your lists."))
        return redirect("put_away") if "stay" in request.POST else redirect("group", slug=thread.space.group.slug)
    shown = Paginator(keeping.my_put_away(viewer), A_PAGE).get_page(request.GET.get("page"))
    fold_titles(viewer, shown.object_list)
    name_threads(viewer, shown.object_list)
    return page(request, "groups/put_away.html", {"page_obj": shown, "nav": "you"})


@member
@require_POST
def not_now(request: MemberRequest, slug: str) -> HttpResponse:
    seen = get_seen(request.user, slug, number(request.POST.get("thread", "")) or 0)
    actions.put_away(request.user, seen.thread)
    return redirect(f"{reverse('group', args=[slug])}?put_away={seen.thread.pk}#talk")


@member
@require_POST
def read_all(request: MemberRequest, slug: str) -> HttpResponse:
    group = access.get_group(request.user, slug)
    actions.read_all(request.user, group.space)
    messages.success(request, _("Everything here is marked as read."))
    return redirect("group", slug=slug)


@member
@require_POST
def pin(request: MemberRequest, slug: str, thread_id: int) -> HttpResponse:
    """Put a thread above the others, or let it down again."""
    seen = get_seen(request.user, slug, thread_id)
    try:
        act = {"1": actions.pin, "0": actions.unpin}[request.POST.get("pin", "")]
        act(request.user, seen.thread)
    except KeyError as error:
        raise Http404 from error
    except Full:
        messages.error(request, _("Three conversations are pinned already. Unpin one of them first."))
    return redirect(seen.address)
