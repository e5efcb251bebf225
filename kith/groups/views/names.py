"""Which name one has where, and changing how one appears in a group."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kith.core.limits import TooMany
from kith.core.once import once
from kith.core.pages import member, page
from kith.groups import access, actions
from kith.groups.forms import NameHereForm
from kith.groups.models import Group
from kith.groups.names import names_and_groups
from kith.groups.views.joining import why_not
from kith.people.actions import HasElsewhere, Taken
from kith.people.asking import MemberRequest
from kith.spaces import access as spaces


@member
def names(request: MemberRequest) -> HttpResponse:
    return page(request, "groups/names.html", {"names": names_and_groups(request.user), "nav": "you"})


@member
@once
def name_here(request: MemberRequest, slug: str) -> HttpResponse:
    """What changing it does is said first; then a name and a colour."""
    group = access.get_group(request.user, slug)
    membership = spaces.get_membership(request.user, group.space)
    if membership is None or not membership.is_active:
        return redirect("group", slug=slug)
    held, fixed = membership.handle, membership.must_be_named
    start = {"name": held.name, "colour": None if held.is_main else held.colour}
    form = NameHereForm(request.POST or None, initial=start, fixed_name=fixed)
    if request.method == "POST" and form.is_valid() and _appear(request, group, form):
        return redirect("group", slug=slug)
    context = {
        "group": group,
        "held": held,
        "fixed": fixed,
        "runs_it": membership.runs_it,
        "form": form,
        "nav": "groups",
    }
    return page(request, "groups/name_here.html", context, status=422 if request.method == "POST" else 200)


def _appear(request: MemberRequest, group: Group, form: NameHereForm) -> bool:
    """Do it, or put on the form why it cannot be done."""
    said = form.cleaned_data
    try:
        handle = actions.appear_as(request.user, group, said.get("name", ""), said.get("colour"))
    except (Taken, HasElsewhere) as error:
        form.add_error("name", why_not(error))
    except TooMany:
        form.add_error(
            "name", _("You have changed your name here a few times today. You can change it again tomorrow.")
        )
    else:
        messages.success(request, _("From now on you write here as %(name)s.") % {"name": handle})
    return not form.errors
