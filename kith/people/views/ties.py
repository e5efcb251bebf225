"""Pages for one tie of my network, and the list of all of them."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.clock import now
from kith.core.meanwhile import changed_meanwhile
from kith.core.once import once
from kith.core.pages import member, page
from kith.people import access, actions, apart, choices, sentences
from kith.people.asking import MemberRequest
from kith.people.forms import TieForm
from kith.people.models import Circle, Need, TieKind


@member
def ties(request: MemberRequest) -> HttpResponse:
    kind = request.GET.get("kind", "")
    found = access.my_list(request.user)
    chosen = TieKind(kind) if kind in TieKind.values else None
    if chosen:
        found = found.filter(kind=kind)
    page_obj = Paginator(found, 40).get_page(request.GET.get("page"))
    removed = access.recently_removed(request.user)[:20]
    context = {"nav": "network", "page_obj": page_obj, "chosen": chosen, "kinds": TieKind, "removed": removed}
    return page(request, "people/ties.html", context)


@member
@once
def add(request: MemberRequest) -> HttpResponse:
    asked = {
        "kind": request.GET.get("kind", ""),
        "circle": request.GET.get("circle", ""),
        "gives": request.GET.getlist("gives"),
    }
    known = [tie.name for tie in access.my_ties(request.user)] if request.method == "POST" else []
    form = TieForm(request.POST or None, initial=asked, known=known)
    if request.method == "POST" and form.is_valid():
        tie = actions.add_tie(request.user, **form.cleaned_data)
        messages.success(request, _("%(name)s is on your map. Only you can see it.") % {"name": tie.name})
        return redirect("home")
    return page(
        request,
        "people/tie_form.html",
        {"nav": "network", "form": form, "tie": None},
        status=422 if form.is_bound else 200,
    )


@member
def tie(request: MemberRequest, tie_id: UUID) -> HttpResponse:
    found = access.get_tie(request.user, tie_id)
    connected = access.my_people(request.user).filter(pk=found.pk).exists()
    names = {found.person_id: found.name} if found.person_id else {}
    context = {
        "nav": "network",
        "tie": found,
        "needs": [str(Need(code).label) for code in found.needs],
        "circles": Circle,
        "connected": connected,
        "here_as": found.person.name if connected and found.person else "",
        "muted": connected
        and apart.my_mutes(request.user).filter(handle__person=found.person, handle__is_main=True).exists(),
        "can_invite": access.can_invite(request.user, found),
        "waiting": access.waiting_invitation(request.user, found),
        "given": [sentences.i_share(grant, names) for grant in choices.given_to(request.user, found)]
        if connected
        else [],
        "held": [sentences.they_share(grant, names) for grant in access.shared_from(request.user, found)]
        if connected
        else [],
    }
    return page(request, "people/tie.html", context)


@member
@once
def edit(request: MemberRequest, tie_id: UUID) -> HttpResponse:
    found = access.get_tie(request.user, tie_id)
    form = TieForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid() and not changed_meanwhile(request, form):
        actions.change_tie(request.user, found, **form.cleaned_data)
        return redirect("tie", tie_id=found.pk)
    return page(
        request,
        "people/tie_form.html",
        {"nav": "network", "form": form, "tie": found},
        status=422 if form.is_bound else 200,
    )


@member
@require_POST
def move(request: MemberRequest, tie_id: UUID) -> HttpResponse:
    found = access.get_tie(request.user, tie_id)
    if request.POST.get("circle") in Circle.values:
        actions.move_tie(request.user, found, request.POST["circle"])
    return redirect("tie", tie_id=found.pk)


@member
@require_POST
def confirm(request: MemberRequest, tie_id: UUID) -> HttpResponse:
    actions.confirm_tie(request.user, access.get_my_person(request.user, tie_id))
    return redirect("tie", tie_id=tie_id)


@member
@require_POST
def in_touch(request: MemberRequest, tie_id: UUID) -> HttpResponse:
    found = access.get_tie(request.user, tie_id)
    actions.in_touch_today(request.user, found)
    return redirect("tie", tie_id=found.pk)


TOOK_OFF = "took_off"
"""When someone last took a tie off their map in this session: their start page then offers the way back, and asks nothing otherwise."""


@member
@require_POST
def remove(request: MemberRequest, tie_id: UUID) -> HttpResponse:
    """A second tap finds it removed already, and ends in the same place."""
    if not access.recently_removed(request.user).filter(pk=tie_id).exists():
        actions.remove_tie(request.user, access.get_tie(request.user, tie_id))
    request.session[TOOK_OFF] = now().timestamp()
    return redirect("home")


@member
@require_POST
def restore(request: MemberRequest, removed_id: UUID) -> HttpResponse:
    """A second tap finds it on the map already."""
    standing = access.my_ties(request.user).filter(pk=removed_id).first()
    back = standing or actions.restore_tie(request.user, access.get_removed_tie(request.user, removed_id))
    return redirect("tie", tie_id=back.pk)
