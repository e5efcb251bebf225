"""Pages that say who sees what, and change it in one step; blocking is here too."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.once import once
from kith.core.pages import member, page
from kith.people import access, actions, sentences
from kith.people.asking import MemberRequest
from kith.people.forms import ChangeForm, GiveForm
from kith.people.looks import had_to_look, who_looked
from kith.people.proof import proved_lately


@member
def sharing(request: MemberRequest) -> HttpResponse:
    ties = list(access.connected(request.user))
    tie_of = {tie.person_id: tie for tie in ties}
    names = {person_id: tie.name for person_id, tie in tie_of.items()}
    standing, ended = access.my_choices(request.user)
    page_obj = Paginator([g for g in standing if g.circle or g.grantee_id in names], 20).get_page(
        request.GET.get("page")
    )
    context = {
        "nav": "you",
        "given": [(grant, sentences.i_share(grant, names)) for grant in page_obj],
        "page_obj": page_obj,
        "single": [
            (tie_of[s["grantee_id"]], s, sentences.one_by_one(s, names))
            for s in access.my_single_shares(request.user)
            if s["grantee_id"] in names
        ],
        "ended": [(g, sentences.i_shared(g, names)) for g in ended if g.circle or g.grantee_id in names],
        "held": [sentences.they_share(grant, names) for grant in access.shared_with_me(request.user)],
        "looks": [sentences.looked(look, names) for look in who_looked(request.user)[:60]],
        "had_to_look": had_to_look(request.user),
        "blocks": list(access.my_blocks(request.user)),
        "ties": ties,
    }
    return page(request, "people/sharing.html", context)


@member
@proved_lately
@once
def give(request: MemberRequest) -> HttpResponse:
    ties = sorted(access.connected(request.user), key=lambda tie: tie.name.casefold())
    form = GiveForm(
        request.POST or None,
        ties=ties,
        initial={key: request.GET[key] for key in ("who", "what") if key in request.GET},
    )
    if request.method == "POST" and form.is_valid():
        actions.give(request.user, **form.choice())
        messages.success(request, _("It is shared from now on. You can end it here at any time."))
        return redirect("sharing")
    return page(
        request, "people/give.html", {"nav": "you", "form": form, "ties": ties}, status=422 if form.is_bound else 200
    )


@member
@proved_lately
@once
def change(request: MemberRequest, grant_id: UUID) -> HttpResponse:
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
def end(request: MemberRequest, grant_id: UUID) -> HttpResponse:
    actions.end_grant(request.user, access.get_grant(request.user, grant_id))
    return redirect("sharing")


@member
@require_POST
def end_singles(request: MemberRequest, tie_id: UUID) -> HttpResponse:
    actions.end_single_shares(request.user, access.get_tie(request.user, tie_id), request.POST.get("kind", ""))
    return redirect("sharing")


@member
@require_POST
def again(request: MemberRequest, grant_id: UUID) -> HttpResponse:
    """A second tap finds it shared already."""
    if access.get_grant(request.user, grant_id).revoked:
        actions.take_up_again(request.user, access.get_just_ended(request.user, grant_id))
    return redirect("sharing")


@member
@once
def block(request: MemberRequest, tie_id: UUID) -> HttpResponse:
    """Asks first, because it says what will happen; a POST does it."""
    tie = access.get_connected(request.user, tie_id)
    if request.method == "POST":
        actions.block(request.user, access.person_of(tie))
        messages.success(request, _("You and %(name)s are kept apart here. They are not told.") % {"name": tie.name})
        return redirect("sharing")
    return page(request, "people/block.html", {"nav": "network", "tie": tie})


@member
@require_POST
def unblock(request: MemberRequest, block_id: int) -> HttpResponse:
    actions.unblock(request.user, access.get_block(request.user, block_id))
    return redirect("sharing")


@member
def you(request: MemberRequest) -> HttpResponse:
    return page(request, "people/you.html", {"nav": "you", "shared": access.my_grants(request.user).count()})
