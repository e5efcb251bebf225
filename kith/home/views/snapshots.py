"""Keeping today's map, and looking back at earlier ones."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.once import once
from kith.core.pages import member, page
from kith.home import access
from kith.home.map import draw
from kith.people import access as people
from kith.people import actions
from kith.people.asking import MemberRequest
from kith.people.forms import NoteForm


@member
@once
def snapshots(request: MemberRequest) -> HttpResponse:
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kept = actions.keep_snapshot(request.user, form.cleaned_data["note"])
        messages.success(request, _("Today's map is kept. Only you can see it."))
        return redirect("snapshot", snapshot_id=kept.pk)
    context = {"nav": "network", "form": form, "kept": list(people.my_snapshots(request.user)[:100])}
    return page(request, "home/snapshots.html", context, status=422 if request.method == "POST" else 200)


@member
def snapshot(request: MemberRequest, snapshot_id: UUID) -> HttpResponse:
    kept = people.get_snapshot(request.user, snapshot_id)
    ties = access.kept_map(kept)
    context = {
        "nav": "network",
        "kept": kept,
        "drawings": draw(ties),
        "circles": access.by_circle(ties),
        "words": access.in_words(ties),
    }
    return page(request, "home/snapshot.html", context)


@member
@require_POST
@once
def remove(request: MemberRequest, snapshot_id: UUID) -> HttpResponse:
    actions.remove_snapshot(request.user, people.get_snapshot(request.user, snapshot_id))
    messages.success(request, _("That map is deleted."))
    return redirect("snapshots")
