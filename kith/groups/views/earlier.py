"""What a post said before its author changed it."""

from __future__ import annotations

from django.http import HttpResponse

from kith.core.pages import member, page
from kith.groups.views.threads import get_seen
from kith.people.asking import MemberRequest
from kith.people.models import Handle
from kith.spaces import access as spaces
from kith.spaces import quoting
from kith.spaces.actions.versions import read_earlier_words
from kith.spaces.versions import is_author


@member
def earlier_words(request: MemberRequest, slug: str, thread_id: int, post_id: int) -> HttpResponse:
    """A post as it was before, for its author and for those who keep the place safe; theirs is written down each time."""
    seen = get_seen(request.user, slug, thread_id)
    post = spaces.get_post(request.user, seen.thread, post_id)
    found = read_earlier_words(request.user, post)
    texts = quoting.as_read(request.user, seen.thread, [one.body for one in found])
    unnamed = post.author is not None and post.author.kind == Handle.Kind.ONCE
    context = {
        "address": seen.address,
        "post": post,
        "now": quoting.as_read(request.user, seen.thread, [post.body])[0],
        "versions": list(zip(found, texts, strict=True)),
        "mine": is_author(request.user, post),
        "unnamed": unnamed,
        "nav": "groups",
    }
    return page(request, "groups/earlier_words.html", context)
