"""A session: the room before it, the page where people write to one another, and what remains of it to read."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kith.core.clock import now
from kith.core.limits import TooMany
from kith.core.once import once
from kith.core.pages import member, page
from kith.core.retention import days
from kith.core.tickets import ticket
from kith.groups import access, actions, hiding
from kith.groups import sessions as session_access
from kith.groups.actions.sessions import MustAgree, NotNow, Slowly
from kith.groups.models import Session
from kith.groups.models.session import MOST
from kith.groups.sessions import Place
from kith.groups.views.pages import number
from kith.people.asking import MemberRequest
from kith.spaces.actions import Full
from kith.spaces.forms import say_when
from kith.spaces.forms import words as words_field


class SayForm(forms.Form):
    words = words_field(gettext_lazy("Your words"), 600, gettext_lazy("Write something first."), rows=2)


class CloseForm(forms.Form):
    closing = forms.CharField(
        label=gettext_lazy("A few words for the end"),
        max_length=600,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )


@member
@once
def session(request: MemberRequest, slug: str, meeting: str) -> HttpResponse:
    """The room before it for those who have not come in; the session for those who have; its words afterwards."""
    place = session_access.see_session(request.user, slug, meeting)
    if request.method == "POST":
        return _act(request, place)
    return _show(request, place)


def _show(request: MemberRequest, place: Place, form: SayForm | None = None, status: int = 200) -> HttpResponse:
    over = place.is_over(now())
    if place.session and place.seat and not over and actions.be_here(request.user, place.session, place.seat):
        place.session = session_access.as_it_is(place.session)
    if place.session and (over or place.seat):
        return _inside(request, place, place.session, form or SayForm(), status)
    if request.GET.get("block") in ("words", "here"):
        return HttpResponse(status=403)  # they went out in another window
    return _room(request, place)


def _about(request: MemberRequest, place: Place) -> dict[str, Any]:
    return {
        "group": place.group,
        "place": place,
        "session": place.session,
        "one": place.meeting,
        "kept_days": days("sessions"),
        "here": ticket(request.user, f"session-here:{place.key}"),
        "address": reverse("session", args=[place.group.slug, place.key]),
        "now_is": now(),
        "nav": "groups",
    }


def _room(request: MemberRequest, place: Place) -> HttpResponse:
    """Before one is in it: what will happen, who leads, what is agreed, how to leave, and a breath."""
    context = _about(request, place) | {
        "running": session_access.who_runs(request.user, place.group),
        "agreement": access.current_agreement(place.group),
        "most": MOST,
    }
    return page(request, "groups/session_room.html", context, blocks=("door",))


def _inside(request: MemberRequest, place: Place, open_session: Session, form: SayForm, status: int) -> HttpResponse:
    at, mine = now(), place.membership
    people = session_access.people_here(request.user, open_session)
    shown = session_access.words_page(request.user, open_session, number(request.GET.get("before", "")))
    hiding.explain(request.user, shown.posts)
    context = _about(request, place) | {
        "over": open_session.is_over(at),
        "paused": open_session.is_paused(at),
        "leads": open_session.lead_id == mine.pk,
        "lead": next((one for one in people if one.pk == open_session.lead_id), None),
        "others_who_run": [one for one in people if one.runs_it and one.pk != mine.pk],
        "people": people,
        "typing": session_access.who_types(open_session, people, but=mine.pk),
        "shown": shown,
        "words_ticket": ticket(request.user, f"session:{place.key}"),
        "form": form,
        "close_form": CloseForm(),
    }
    return page(request, "groups/session.html", context, blocks=("words", "here"), status=status)


def _act(request: MemberRequest, place: Place) -> HttpResponse:
    """One of the buttons. What is not theirs to press does not exist."""
    act = request.POST.get("act", "")
    there = redirect("session", slug=place.group.slug, meeting=place.key)
    try:
        if act == "open" and place.can_open and place.meeting:
            actions.open_session(request.user, place.meeting)
        elif place.session is None:
            raise Http404
        elif act == "say":
            return _say(request, place, place.session)
        elif act == "go":
            actions.go_out(request.user, place.session)
            messages.success(request, _("You have left the session. You can come back while it is open."))
            return redirect("group", slug=place.group.slug)
        elif act in ACTS:
            ACTS[act](request, place.session)
        else:
            raise Http404
    except Full:
        messages.warning(request, _("The session is full just now. Someone may leave, or you can read it afterwards."))
    except NotNow:
        messages.info(request, _not_now(place))
    except MustAgree:
        messages.info(request, _("What we agree to has changed. Please read what is new and say yes to it first."))
        return redirect("group_agreement", slug=place.group.slug)
    return there


def _not_now(place: Place) -> str:
    if place.is_over(now()):
        return _("The session is over. You can read what was said.")
    return _("The group takes a break or has closed, so nobody can write here just now.")


def _close(request: MemberRequest, open_session: Session) -> None:
    form = CloseForm(request.POST)
    actions.begin_closing(request.user, open_session, form.cleaned_data["closing"] if form.is_valid() else "")


ACTS: dict[str, Callable[[MemberRequest, Session], None]] = {
    "come": lambda request, held: actions.come_in(request.user, held),
    "pass": lambda request, held: actions.pass_lead(request.user, held, request.POST.get("to", "")),
    "back": lambda request, held: actions.take_back_words(
        request.user, held, number(request.POST.get("number", "")) or 0
    ),
    "hide": lambda request, held: hiding.put_away(request.user, held, number(request.POST.get("number", "")) or 0),
    "close": _close,
    "on": lambda request, held: actions.go_on(request.user, held),
}


def _say(request: MemberRequest, place: Place, open_session: Session) -> HttpResponse:
    form = SayForm(request.POST)
    if form.is_valid():
        try:
            actions.say(request.user, open_session, form.cleaned_data["words"])
            return redirect(reverse("session", args=[place.group.slug, place.key]) + "#say")
        except NotNow:
            form.add_error("words", _("Nobody can write just now. Your words are kept here."))
        except MustAgree:
            form.add_error(
                "words",
                _("What we agree to has changed. Say yes to it on the group's page first. Your words are kept here."),
            )
        except TooMany as error:
            say_when(form, error)
        except Slowly:
            form.add_error("words", _("Many people are writing. Please wait a little, so that everyone can follow."))
    return _show(request, place, form, status=422)


@member
@require_POST
def typing(request: MemberRequest, slug: str, meeting: str) -> HttpResponse:
    place = session_access.see_session(request.user, slug, meeting)
    if place.session is None:
        raise Http404
    actions.types(request.user, place.session)
    return HttpResponse(status=204)
