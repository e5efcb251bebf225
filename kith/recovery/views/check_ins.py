"""Pages where someone says how they are, looks back, and reads what others share with them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.clock import now
from kith.core.once import once
from kith.core.pages import member, page
from kith.people.asking import MemberRequest
from kith.recovery import access, actions
from kith.recovery.access import CHECK_INS
from kith.recovery.forms import AnswerForm, CheckInForm, TapForm, posted
from kith.recovery.models import CheckIn, Mood
from kith.recovery.plot import draw

NAV = "check-in"
PLOT_DAYS = 60


@member
@once
def check_in(request: MemberRequest) -> HttpResponse:
    """How are you, in one tap; what came before; and what others shared."""
    people = access.readers(request.user, CHECK_INS)
    tap, more = TapForm(posted(request)), CheckInForm(posted(request), people=people)
    if request.method == "POST" and tap.is_valid() and more.is_valid():
        made = actions.check_in(request.user, tap.cleaned_data["mood"], **_more(more))
        return redirect("check-in-one", made.pk)
    context = {"form": tap, "more": more, "people": people, "moods": Mood, **_around(request)}
    return page(request, "recovery/check_in.html", context, status=422 if request.method == "POST" else 200)


def _around(request: MemberRequest) -> dict[str, Any]:
    latest = list(access.my_check_ins(request.user)[:3])
    return {"latest": latest, "shared": access.shared_with(request.user, count=6), "nav": NAV}


def _more(form: CheckInForm) -> dict[str, Any]:
    return {key: form.cleaned_data.get(key, []) for key in ("words", "only_me", "share")}


@member
@once
def one(request: MemberRequest, check_in_id: UUID) -> HttpResponse:
    """One check-in: the owner's own page, or exactly what was shared with the viewer."""
    own = access.my_check_ins(request.user).filter(pk=check_in_id).first()
    return _own(request, own) if own else _shared(request, check_in_id)


def _own(request: MemberRequest, own: CheckIn) -> HttpResponse:
    people = access.readers(request.user, CHECK_INS, own.pk, own.at)
    form = CheckInForm(posted(request), people=people, initial={"words": own.words, "only_me": own.only_me})
    if request.method == "POST" and form.is_valid():
        actions.change_check_in(request.user, own, **_more(form))
        messages.success(request, _("Saved."))
        return redirect("check-in-one", own.pk)
    fresh = request.method != "POST" and own.at > now() - timedelta(minutes=10)
    hard = own.mood <= Mood.DRIZZLE
    helped = access.helped_before(request.user) if hard else []
    context = {"check_in": own, "form": form, "people": people, "fresh": fresh, "hard": hard, "helped": helped}
    return page(
        request, "recovery/own_check_in.html", {**context, "nav": NAV}, status=422 if request.method == "POST" else 200
    )


def _shared(request: MemberRequest, check_in_id: UUID) -> HttpResponse:
    shared = access.get_shared(request.user, check_in_id)
    form = AnswerForm(posted(request), initial={"text": ""})
    text = actions.kind_answers().get(request.POST.get("kind", "")) or (
        form.cleaned_data["text"] if form.is_valid() else ""
    )
    if request.method == "POST" and text:
        actions.answer(request.user, shared, text)
        messages.success(request, _("Sent. You can both read it in your messages."))
        return redirect("check-in-one", shared.id)
    actions.note_look(request.user, shared.person, CHECK_INS, shared.id)
    until = access.shared_until(request.user, shared.person, CHECK_INS, shared.id)
    context = {"shared": shared, "form": form, "until": until, "answers": actions.kind_answers(), "nav": NAV}
    context["sent"] = access.my_answer(request.user, shared.id)
    return page(request, "recovery/shared_check_in.html", context, status=422 if request.method == "POST" else 200)


@member
def history(request: MemberRequest) -> HttpResponse:
    """The viewer's own check-ins, newest first, with a plot of the last weeks."""
    mine = access.my_check_ins(request.user)
    recent = list(mine.filter(at__gt=now() - timedelta(days=PLOT_DAYS)).values_list("at", "mood").order_by("at"))
    listed = Paginator(mine, 30).get_page(request.GET.get("page"))
    context = {"listed": listed, "plot": draw(recent, PLOT_DAYS), "removed": _removed(request), "nav": NAV}
    return page(request, "recovery/history.html", context)


def _removed(request: MemberRequest) -> str:
    """The id of a check-in just removed, when the address carries one that can be put back; anything else is ignored."""
    try:
        return str(access.get_removed_check_in(request.user, UUID(request.GET.get("removed", ""))).pk)
    except (ValueError, Http404):
        return ""


@member
@require_POST
def remove(request: MemberRequest, check_in_id: UUID) -> HttpResponse:
    actions.remove_check_in(request.user, access.get_check_in(request.user, check_in_id))
    response = redirect("check-in-history")
    response["Location"] += f"?removed={check_in_id}"
    return response


@member
@require_POST
def take_back(request: MemberRequest, check_in_id: UUID) -> HttpResponse:
    actions.take_back_check_in(request.user, access.get_removed_check_in(request.user, check_in_id))
    messages.success(request, _("It is back."))
    return redirect("check-in-history")
