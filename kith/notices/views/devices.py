"""The browsers that may be told: let this one be, or take one off."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.pages import member, page
from kith.notices import actions, wishes
from kith.notices.forms import DeviceForm
from kith.notices.push import vapid
from kith.people import devices as places
from kith.people.asking import MemberRequest


@member
def devices(request: MemberRequest) -> HttpResponse:
    this = request.session.session_key or ""
    form = DeviceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if actions.tell_this_device(request.user, this, **form.cleaned_data):
            messages.success(request, _("This device can be told now. Choose what for, below “On my devices”."))
            return redirect("notices_ways")
        form.add_error(None, _("That did not work. Please sign out, sign in again, and try once more."))
    rows = [
        (one, places.in_words(one.session.user_agent), one.session.session_key == this)
        for one in wishes.my_devices(request.user)
    ]
    key = vapid.public_key() if vapid.is_ready() else ""
    context = {"nav": "you", "form": form, "rows": rows, "key": key, "here": any(is_this for *_row, is_this in rows)}
    return page(request, "notices/devices.html", context, status=422 if form.is_bound else 200)


@member
@require_POST
def remove(request: MemberRequest, device_id: UUID) -> HttpResponse:
    """A second tap finds it gone already."""
    device = wishes.get_device(request.user, device_id)
    if device is None:
        raise Http404
    actions.tell_no_more(request.user, device)
    messages.success(request, _("That device is told nothing more."))
    return redirect("notices_devices")
