"""One's own calendar of meetings: the page that makes its secret address, the address itself, and one meeting to save."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from kith.core.limits import limit
from kith.core.pages import member, page, public
from kith.groups import actions, ics
from kith.groups import coming as meeting_access
from kith.groups.actions.calendars import secret_hash
from kith.groups.models import Group, Meeting
from kith.people.asking import MemberRequest
from kith.people.proof import proved_lately

TYPE = "text/calendar; charset=utf-8"
FETCHES_AN_HOUR = 60
WRONG_AN_HOUR = 60


@member
@proved_lately
@sensitive_variables("secret")
def my_calendar(request: MemberRequest) -> HttpResponse:
    """Make the address (shown this once), make it anew, end it, and choose what meetings are called."""
    wanted = request.POST.get("act", "")
    link = ""
    if wanted == "make":
        secret = actions.make_calendar(request.user)
        link = request.build_absolute_uri(f"/calendar/{secret}.ics")
    elif wanted == "end":
        actions.end_calendar(request.user)
        messages.success(request, _("The address is gone. Calendars that use it find nothing any more."))
    elif wanted == "names":
        actions.name_meetings(request.user, "named" in request.POST)
        messages.success(request, _("Saved. Calendars follow within some hours."))
    if request.method == "POST" and not link:
        return redirect("my_calendar")
    context = {"calendar": meeting_access.my_calendar(request.user), "link": link, "nav": "you"}
    return page(request, "groups/my_calendar.html", context)


@public
@sensitive_variables("secret")
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """For calendar programs, which cannot sign in: whoever has the address reads this much, and nothing else.

    It never looks who is signed in. What is compared is a fingerprint of a secret too long to guess, so that the time it takes
    tells nothing.
    """
    mark = secret_hash(secret)
    limit(mark, "calendar_fetch", FETCHES_AN_HOUR, 3600)
    found = meeting_access.find_calendar(mark)
    if found is None:
        limit(request.META.get("REMOTE_ADDR", ""), "calendar_wrong", WRONG_AN_HOUR, 3600)
        raise Http404
    entries = _entries(found.person_id, meeting_access.meetings_for(found.person), found.named)
    return _answer(ics.written(_("Meetings") if found.named else _("Appointments"), entries))


@member
def one_meeting(request: MemberRequest, slug: str, meeting: str) -> HttpResponse:
    """One meeting as a file for one's calendar: an appointment, or by its name where one asks for that."""
    seen = meeting_access.see_meetings(request.user, slug)
    found = meeting_access.get_meeting(seen.group, meeting)
    if not seen.inside or found.cancelled or seen.group.state != Group.State.OPEN:
        raise Http404
    named = request.GET.get("named") == "1"
    response = _answer(ics.written(_("Appointment"), _entries(request.user.pk, [(seen.group, found)], named)))
    response["Content-Disposition"] = 'attachment; filename="appointment.ics"'
    return response


def _entries(person: int, meetings: Iterable[tuple[Group, Meeting]], named: bool) -> list[ics.Entry]:
    return [
        ics.Entry(
            uid=ics.uid(person, one.key),
            starts=one.starts,
            ends=one.ends,
            summary=group.name if named else _("Appointment"),
            place=one.where if named else "",
            version=one.version,
        )
        for group, one in meetings
    ]


def _answer(calendar: bytes) -> HttpResponse:
    response = HttpResponse(calendar, content_type=TYPE)
    response["Content-Disposition"] = 'inline; filename="calendar.ics"'
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
