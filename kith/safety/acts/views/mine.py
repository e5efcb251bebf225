"""Pages for the person it is about: what was done, why, until when, and asking for another look; and for everyone how it goes."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kith.core import settled
from kith.core.crypto import prefetch_keys
from kith.core.once import once
from kith.core.pages import member, page, public
from kith.core.retention import days
from kith.people.asking import MemberRequest
from kith.safety import rules
from kith.safety.acts import access, appeals
from kith.safety.acts.forms import AppealForm
from kith.safety.models import WAITS, Act


@member
def about_you(request: MemberRequest) -> HttpResponse:
    """Everything that was done about the viewer's words or about them."""
    prefetch_keys([request.user.pk])
    found = Paginator(access.acts_about_me(request.user), 20).get_page(request.GET.get("page"))
    return page(request, "safety/acts/about_you.html", {"nav": "you", "page_obj": found, "kept": days("acts")})


@member
@once
def about_you_act(request: MemberRequest, act_id: UUID) -> HttpResponse:
    """One of them, with its reason; and the box in which one asks for another look."""
    act = access.get_act_about_me(request.user, act_id)
    form = AppealForm(request.POST or None)
    if act.kind == Act.Kind.WORD:
        form.fields["words"].label, form.fields["words"].help_text = _("Your words to them"), ""
    if request.method == "POST" and form.is_valid():
        appeals.appeal(request.user, act, form.cleaned_data["words"])
        return redirect("about-you-act", act_id=act_id)
    context = {
        "nav": "you",
        "act": act,
        "post": access.my_held_post(request.user, act) if act.stands else None,
        "appeal": getattr(act, "appeal", None),
        "form": form if access.can_appeal(act) else None,
        "answer_days": rules.value(rules.APPEAL_DAYS),
    }
    return page(request, "safety/acts/about_you_act.html", context, status=422 if form.errors else 200)


@public
def ladder(request: HttpRequest) -> HttpResponse:
    """What happens when, in the numbers of this community."""
    numbers = (
        rules.DUE_NOW,
        rules.DUE_SOON,
        rules.DUE_ORDINARY,
        rules.APPEAL_DAYS,
        rules.REPORTS_HOLD,
        rules.NEWCOMER_POSTS,
    )
    found = settled.values(*(one.name for one in numbers))
    context = {name.removeprefix("safety."): value for name, value in found.items()}
    return page(request, "safety/acts/ladder.html", context | {"waits": WAITS.days, "kept": days("acts")})
