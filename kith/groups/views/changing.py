"""Changing one's own words in a group after they were sent."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from kith.core.limits import TooMany
from kith.core.once import once
from kith.core.pages import member, page
from kith.groups import access
from kith.groups.views.offers import hears_of_hints, kept_back, status_of_words
from kith.groups.views.threads import get_seen, topics
from kith.groups.views.writing import how_it_looks
from kith.people.asking import MemberRequest
from kith.spaces import access as spaces
from kith.spaces import actions, quoting
from kith.spaces.forms import EditForm, HeldOpeningForm, say_when
from kith.spaces.models import Post


@member
@hears_of_hints
@once
def edit_post(request: MemberRequest, slug: str, thread_id: int, post_id: int) -> HttpResponse:
    seen = get_seen(request.user, slug, thread_id)
    post = spaces.get_my_post(request.user, seen.thread, post_id)
    waits = post.hold == Post.Hold.WAITING
    if not spaces.can_post(seen.membership, seen.thread.space) or (post.withdrawn and not waits):
        raise Http404
    start = {"body": quoting.to_write_on(request.user, seen.thread, post.body), "note": post.note}
    kind = HeldOpeningForm if waits and post.opening else EditForm
    form, looks = kind(request.POST or None, initial=start | {"title": seen.thread.title}), ""
    if "look" in request.POST:
        looks = how_it_looks(request, seen.thread.space, seen.thread, form)
    elif request.method == "POST" and form.is_valid() and not kept_back(request, seen.thread.space, post, form):
        try:
            actions.edit_post(request.user, post, **form.cleaned_data)
            return redirect(f"{seen.address}?after={post.pk - 1}#p{post.pk}")
        except TooMany as error:
            say_when(form, error)
    context = {
        "group": seen.group,
        "address": seen.address,
        "form": form,
        "waits": waits,
        "thread": seen.thread,
        "topics": topics(),
        "looks": looks,
        "readers": access.readers(request.user, seen.group, seen.thread.readers),
        "nav": "groups",
    }
    return page(request, "groups/edit_post.html", context, status=status_of_words(form))
