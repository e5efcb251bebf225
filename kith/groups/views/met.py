"""A name met in a group: not to read it for now, or not to meet it at all."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from kith.core.once import once
from kith.core.pages import member, page
from kith.groups import access
from kith.groups.met import get_name
from kith.groups.views.threads import get_seen
from kith.people import actions, apart
from kith.people.asking import MemberRequest
from kith.spaces import access as spaces


def _conversation(request: MemberRequest) -> str:
    """The address on this site one came from; "" for any other."""
    there = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return there if safe else ""


@member
@once
def name_met(request: MemberRequest, slug: str) -> HttpResponse:
    """Says first what each of the two does, and that nobody is told; a POST does it."""
    group = access.get_group(request.user, slug)
    handle = get_name(request.user, group, request.GET.get("name", ""))
    here = spaces.get_membership(request.user, group.space)
    if request.method == "POST" and "block" in request.POST:
        actions.block_name(request.user, handle, here.handle if here else None)
        messages.success(request, _("You no longer meet %(name)s. They are not told.") % {"name": handle.name})
        return redirect("group", slug=slug)
    if request.method == "POST" and "mute" in request.POST:
        actions.mute(request.user, handle)
        messages.success(request, _("%(name)s is muted for you. They are not told.") % {"name": handle.name})
        return redirect(_conversation(request) or reverse("group", args=[slug]))
    standing = apart.my_mutes(request.user).filter(handle=handle).first()
    context = {"nav": "groups", "group": group, "handle": handle, "standing": standing, "here": here}
    return page(request, "groups/name.html", context)


@member
def name_of(request: MemberRequest, slug: str, thread_id: int, post_id: int) -> HttpResponse:
    """From a post to the page about the name it was written under; words without a name have none."""
    seen = get_seen(request.user, slug, thread_id)
    author = spaces.get_post(request.user, seen.thread, post_id).author
    if author is None or author.kind != author.Kind.NAME or author.person_id == request.user.pk:
        raise Http404
    back = f"{seen.address}?after={post_id - 1}#p{post_id}"
    return redirect(reverse("name_met", args=[slug]) + "?" + urlencode({"name": author.name, "next": back}))
