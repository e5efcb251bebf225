"""Pages that say who sees what, and change it in one step."""

from datetime import timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.clock import now
from kith.core.once import once
from kith.core.pages import member, page
from kith.people import access, actions, apart, choices, overview, sentences
from kith.people.asking import MemberRequest
from kith.people.forms import ChangeForm, GiveForm
from kith.people.looks import had_to_look, who_looked
from kith.people.models import Grant
from kith.people.proof import proved_lately

LOOKS_A_PAGE = 40
MOST_PAGES = 10_000
LOOKS_SHOWN = 5
READERS_A_PAGE = 20
UNDO_CLEARLY = timedelta(minutes=1)


@member
def sharing(request: MemberRequest) -> HttpResponse:
    """Who sees what, in sentences: by person, then by circle."""
    ties = sorted(access.my_people(request.user), key=lambda tie: tie.name.casefold())
    names = {tie.person_id: tie.name for tie in ties}
    standing, ended = choices.my_choices(request.user)
    readers, nothing = overview.of_people(ties, standing, choices.my_single_shares(request.user))
    looks = list(who_looked(request.user)[:LOOKS_SHOWN])
    context = {
        "nav": "you",
        "page_obj": Paginator(readers, READERS_A_PAGE).get_page(request.GET.get("page")),
        "circles": overview.of_circles(ties, standing),
        "nothing": nothing,
        **_undo([grant for grant in ended if grant.circle or grant.grantee_id in names], names),
        "held": [sentences.they_share(grant, names) for grant in access.shared_with_me(request.user)[:100]],
        "looks": [sentences.looked(look, names) for look in looks],
        "had_to_look": had_to_look(request.user),
        "blocks": list(apart.blocked_from_map(request.user)),
        "mutes": list(apart.my_mutes(request.user)),
        "ties": ties,
    }
    return page(request, "people/sharing.html", context)


def _undo(ended: list[Grant], names: dict[Any, str]) -> dict[str, Any]:
    """What was ended within the last minute stands on top; what was ended before that is a step further."""
    lines = [(grant, sentences.i_shared(grant, names)) for grant in ended]
    fresh = now() - UNDO_CLEARLY
    return {
        "just_ended": [line for line in lines if line[0].revoked and line[0].revoked > fresh],
        "ended": [line for line in lines if line[0].revoked and line[0].revoked <= fresh],
    }


@member
def looked(request: MemberRequest) -> HttpResponse:
    """Who looked at what was shared, by day, for as long as that is kept."""
    names = {tie.person_id: tie.name for tie in access.my_people(request.user)}
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and 0 < int(asked[:6]) < MOST_PAGES else 1
    start = (number - 1) * LOOKS_A_PAGE
    found = list(who_looked(request.user)[start : start + LOOKS_A_PAGE + 1])
    days = groupby(found[:LOOKS_A_PAGE], key=lambda look: look["day"])
    by_day = [(day, [sentences.looked(look, names)["text"] for look in rows]) for day, rows in days]
    pages = {"earlier": number - 1, "later": number + 1 if len(found) > LOOKS_A_PAGE else 0}
    return page(request, "people/looked.html", {"nav": "you", "by_day": by_day, **pages})


@member
@proved_lately
@once
def give(request: MemberRequest) -> HttpResponse:
    ties = sorted(access.my_people(request.user), key=lambda tie: tie.name.casefold())
    form = GiveForm(
        request.POST or None,
        ties=ties,
        initial={key: request.GET[key] for key in ("who", "what") if key in request.GET},
    )
    if request.method == "POST" and form.is_valid():
        actions.give(request.user, **form.choice())
        messages.success(request, _("It is shared from now on. You can change or end it here at any time."))
        return redirect("sharing")
    return page(
        request, "people/give.html", {"nav": "you", "form": form, "ties": ties}, status=422 if form.is_bound else 200
    )


@member
@proved_lately
@once
def change(request: MemberRequest, grant_id: UUID) -> HttpResponse:
    grant = access.get_live_grant(request.user, grant_id)
    names = {tie.person_id: tie.name for tie in access.my_people(request.user)}
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
    grant = access.get_grant(request.user, grant_id)
    actions.end_grant(request.user, grant)
    names = {tie.person_id: tie.name for tie in access.my_people(request.user)}
    messages.success(request, sentences.i_shared(grant, names))
    return redirect("sharing")


@member
@require_POST
def end_singles(request: MemberRequest, tie_id: UUID) -> HttpResponse:
    actions.end_single_shares(request.user, access.get_tie(request.user, tie_id), request.POST.get("kind", ""))
    messages.success(request, _("None of these is shared any more."))
    return redirect("sharing")


@member
@require_POST
def again(request: MemberRequest, grant_id: UUID) -> HttpResponse:
    """A second tap finds it shared already."""
    if access.get_grant(request.user, grant_id).revoked:
        actions.take_up_again(request.user, choices.get_just_ended(request.user, grant_id))
    messages.success(request, _("It is shared again."))
    return redirect("sharing")


@member
def you(request: MemberRequest) -> HttpResponse:
    return page(request, "people/you.html", {"nav": "you", "shared": access.my_grants(request.user).count()})
