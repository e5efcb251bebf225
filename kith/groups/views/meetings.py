"""When groups meet: everyone's list, a group's own page with who comes and reminders, and what is otherwise on one day."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.clock import now
from kith.core.once import once
from kith.core.pages import member, page, public
from kith.groups import access, actions
from kith.groups import coming as meeting_access
from kith.groups.coming import Seen
from kith.groups.forms import CallOffForm, MeetingTimeForm, MoveForm, OnceForm
from kith.groups.models import Group, Meeting
from kith.people.asking import MemberRequest


@public
def gatherings(request: HttpRequest) -> HttpResponse:
    found = meeting_access.gatherings(request.user)
    return page(request, "groups/gatherings.html", {"gatherings": found, "now_is": now(), "nav": "groups"})


def _context(seen: Seen, **more: Any) -> dict[str, Any]:
    return {"group": seen.group, "inside": seen.inside, "runs": seen.runs, "now_is": now(), "nav": "groups", **more}


@member
@once
def meetings(request: MemberRequest, slug: str) -> HttpResponse:
    """The next meetings, who comes, and reminders; and for those who run the group, its regular times."""
    seen = meeting_access.see_meetings(request.user, slug)
    if request.method == "POST" and not seen.runs:
        raise Http404
    form = MeetingTimeForm(request.POST or None) if seen.runs else None
    if request.method == "POST" and form and form.is_valid():
        actions.save_meeting_time(request.user, seen.group, form.save(commit=False))
        messages.success(request, _("The meeting time is kept."))
        return redirect("group_meetings", slug=slug)
    times = access.about_groups([seen.group])[seen.group.pk]
    coming = times.coming(now(), meeting_access.SHOWN) if seen.group.state == Group.State.OPEN else []
    context = _context(
        seen,
        form=form,
        times=[time for time in times.meetings if not time.once],
        rows=meeting_access.rows(request.user, seen, coming),
        reminder=meeting_access.my_reminder(request.user, seen.group) if seen.inside else None,
    )
    return page(request, "groups/meetings.html", context, status=422 if form and form.errors else 200)


@member
@once
def edit_meeting(request: MemberRequest, slug: str, time_id: int) -> HttpResponse:
    """Change or remove a regular time, or a single date."""
    group = access.get_group_i_run(request.user, slug)
    time = meeting_access.get_meeting_time(request.user, group, time_id)
    if request.method == "POST" and "remove" in request.POST:
        if actions.remove_meeting_time(request.user, group, time):
            messages.success(
                request, _("It does not meet then any more. Those who come, or asked to be reminded, are told.")
            )
        else:
            messages.warning(request, _("A session of it is on. Let it end first; then you can remove this time."))
        return redirect("group_meetings", slug=slug)
    form = (OnceForm if time.once else MeetingTimeForm)(request.POST or None, instance=time)
    return _time_form(request, group, form, _("Change this meeting time"))


@member
@once
def add_once(request: MemberRequest, slug: str) -> HttpResponse:
    group = access.get_group_i_run(request.user, slug)
    return _time_form(request, group, OnceForm(request.POST or None), _("Meet once on another day"))


def _time_form(request: MemberRequest, group: Group, form: MeetingTimeForm, title: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        actions.save_meeting_time(request.user, group, form.save(commit=False))
        messages.success(request, _("The meeting time is kept."))
        return redirect("group_meetings", slug=group.slug)
    context = {"group": group, "form": form, "title": title, "nav": "groups"}
    return page(request, "groups/meeting_time.html", context, status=422 if form.errors else 200)


def _one(request: MemberRequest, slug: str, key: str) -> tuple[Seen, Meeting]:
    seen = meeting_access.see_meetings(request.user, slug)
    if seen.group.state != Group.State.OPEN:
        raise Http404
    return seen, meeting_access.get_meeting(seen.group, key)


@member
def meeting(request: MemberRequest, slug: str, meeting: str) -> HttpResponse:
    """One meeting: where and when, who comes, and for those who run the group, what to change about it."""
    seen, found = _one(request, slug, meeting)
    context = _context(seen, row=meeting_access.rows(request.user, seen, [found])[0])
    return page(request, "groups/meeting.html", context)


@member
@require_POST
def coming(request: MemberRequest, slug: str, meeting: str) -> HttpResponse:
    """Say "I'm coming" or "not this time", or take it back."""
    seen, found = _one(request, slug, meeting)
    answer = request.POST.get("answer", "")
    if answer == "back":
        actions.unsay_if_coming(request.user, seen.group, found)
    elif answer in ("yes", "quietly", "no"):
        actions.say_if_coming(request.user, seen.group, found, answer != "no", answer == "quietly")
    else:
        raise Http404
    if request.POST.get("page") == "meeting":
        return redirect("meeting", slug=slug, meeting=meeting)
    return redirect(reverse("group_meetings", args=[slug]) + f"#m{meeting}")


@member
@once
def change(request: MemberRequest, slug: str, meeting: str) -> HttpResponse:
    """Call one meeting off, move it, or let it be as it was meant."""
    seen, found = _one(request, slug, meeting)
    if not seen.runs:
        raise Http404
    wanted = request.POST.get("act", "")
    off = CallOffForm(request.POST if wanted == "off" else None)
    move = MoveForm(request.POST if wanted == "move" else None, meeting=found)
    if wanted == "meant":
        actions.hold_as_meant(request.user, seen.group, found)
    elif off.is_bound and off.is_valid():
        actions.call_off(request.user, seen.group, found, off.cleaned_data["why"])
    elif move.is_bound and move.is_valid():
        actions.move(request.user, seen.group, found, move.instead())
    else:
        context = _context(seen, one=found, off=off, move=move)
        return page(request, "groups/meeting_change.html", context, status=422 if off.errors or move.errors else 200)
    messages.success(request, _("It is changed. Those who come, or asked to be reminded, are told."))
    return redirect("group_meetings", slug=slug)


@member
@require_POST
def remind(request: MemberRequest, slug: str) -> HttpResponse:
    seen = meeting_access.see_meetings(request.user, slug)
    day, hour = "day" in request.POST, "hour" in request.POST
    actions.remind_me(request.user, seen.group, day, hour)
    said = _("You will be reminded, among your notices.") if day or hour else _("You will not be reminded.")
    messages.success(request, said)
    return redirect("group_meetings", slug=slug)
