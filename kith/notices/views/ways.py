"""Pages on which someone settles what reaches them, by which way, and when."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kith.core.pages import member, page
from kith.notices import actions, post, wishes
from kith.notices.forms import HoursForm, WaysForm
from kith.people.asking import MemberRequest


@member
def ways(request: MemberRequest) -> HttpResponse:
    """Per family and per group: mail, devices, or only here."""
    me = request.user
    form = WaysForm(
        request.POST or None,
        wishes=wishes.wishes_of(me),
        ways=wishes.ways_of(me),
        groups=wishes.my_groups(me),
        devices=wishes.my_devices(me).exists(),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        words = given["words"] == "fuller"
        actions.choose_ways(me, given["by_mail"], words, form.chosen_ways(), form.chosen_groups())
        messages.success(request, _("Saved."))
        return redirect("notices_ways")
    context = {"nav": "you", "form": form, "address": post.address_of(me)}
    return page(request, "notices/ways.html", context, status=422 if form.is_bound else 200)


@member
def hours(request: MemberRequest) -> HttpResponse:
    """The clock, quiet hours, and when the summary comes."""
    me = request.user
    form = HoursForm(
        request.POST or None,
        person=me,
        wishes=wishes.wishes_of(me),
        ties=wishes.could_wake_me(me),
        nights=wishes.may_wake_me(me),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.choose_hours(me, given["time_zone"], form.chosen(), given.get("at_night", []))
        messages.success(request, _("Saved."))
        return redirect("notices_hours")
    return page(request, "notices/hours.html", {"nav": "you", "form": form}, status=422 if form.is_bound else 200)
