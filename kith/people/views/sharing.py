"""Pages that say who sees what, and change it in one step; blocking is here too."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.once import once
from kith.core.pages import member, page
from kith.people import access, actions, sentences
from kith.people.forms import ChangeForm, GiveForm


@member
def sharing(request: HttpRequest) -> HttpResponse:
    ties = list(access.connected(request.user))
    names = {tie.person_id: tie.name for tie in ties}
    live = [g for g in access.my_grants(request.user) if g.circle or g.grantee_id in names]
    ended = [g for g in access.just_ended(request.user) if g.circle or g.grantee_id in names]
    context = {
        "nav": "you",
        "given": [(grant, sentences.i_share(grant, names)) for grant in live],
        "ended": [(grant, sentences.i_shared(grant, names)) for grant in ended],
        "held": [sentences.they_share(grant, names) for grant in access.shared_with_me(request.user)],
        "looks": [sentences.looked(look, names) for look in access.who_looked(request.user)[:60]],
        "blocks": list(access.my_blocks(request.user)),
        "ties": ties,
    }
    return page(request, "people/sharing.html", context)


@member
@once
def give(request: HttpRequest) -> HttpResponse:
    ties = sorted(access.connected(request.user), key=lambda tie: tie.name.casefold())
    form = GiveForm(request.POST or None, ties=ties, initial={key: request.GET[key] for key in ("who", "what") if key in request.GET})
    if request.method == "POST" and form.is_valid():
        actions.give(request.user, **form.choice())
        messages.success(request, _("It is shared from now on. You can end it here at any time."))
        return redirect("sharing")
    return page(request, "people/give.html", {"nav": "you", "form": form, "ties": ties}, status=422 if form.is_bound else 200)


@member
@once
def change(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    grant = access.get_live_grant(request.user, grant_id)
    names = {tie.person_id: tie.name for tie in access.connected(request.user)}
    form = ChangeForm(request.POST or None, grant=grant)
    if request.method == "POST" and form.is_valid():
        level = form.cleaned_data.get("level", grant.level)
        actions.change_grant(request.user, grant, level, form.ends(), form.cleaned_data["purpose"])
        return redirect("sharing")
    context = {"nav": "you", "form": form, "grant": grant, "sentence": sentences.i_share(grant, names)}
    return page(request, "people/change.html", context, status=422 if form.is_bound else 200)


@member
@require_POST
def end(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    actions.end_grant(request.user, access.get_grant(request.user, grant_id))
    return redirect("sharing")


@member
@require_POST
def again(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    actions.take_up_again(request.user, access.get_just_ended(request.user, grant_id))
    return redirect("sharing")


@member
def block(request: HttpRequest, tie_id: UUID) -> HttpResponse:
    """Asks first, because it says what will happen; a POST does it."""
    tie = access.get_connected(request.user, tie_id)
    if request.method == "POST":
        actions.block(request.user, tie.person)
        messages.success(request, _("You and %(name)s are kept apart here. They are not told.") % {"name": tie.name})
        return redirect("sharing")
    return page(request, "people/block.html", {"nav": "network", "tie": tie})


@member
@require_POST
def unblock(request: HttpRequest, block_id: int) -> HttpResponse:
    actions.unblock(request.user, access.get_block(request.user, block_id))
    return redirect("sharing")


@member
def you(request: HttpRequest) -> HttpResponse:
    return page(request, "people/you.html", {"nav": "you", "shared": access.my_grants(request.user).count()})
