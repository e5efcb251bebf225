"""Changing one's main name and its colour."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kith.core.limits import TooMany
from kith.core.once import once
from kith.core.pages import member, page
from kith.people import actions
from kith.people.asking import MemberRequest
from kith.people.forms import NameForm


@member
@once
def main_name(request: MemberRequest) -> HttpResponse:
    main = request.user.signature
    form = NameForm(request.POST or None, initial={"name": main.name, "colour": main.colour})
    if request.method == "POST" and form.is_valid() and _rename(request, form):
        return redirect("names")
    context = {"nav": "you", "form": form, "name": main.name}
    return page(request, "people/main_name.html", context, status=422 if form.is_bound else 200)


def _rename(request: MemberRequest, form: NameForm) -> bool:
    """Do it, or put on the form why it cannot be done."""
    try:
        renamed = actions.rename(request.user, **form.cleaned_data)
    except actions.Taken:
        form.add_error("name", _("Someone has this name already. Please choose another."))
    except actions.HasElsewhere:
        form.add_error(
            "name",
            _("You have this name in a group. As your main name it would show who you are there. Choose another."),
        )
    except TooMany:
        form.add_error("name", _("You have changed your name a few times today. You can change it again tomorrow."))
    else:
        messages.success(
            request,
            _("You are %(name)s everywhere now but in groups that know you by another name.") % {"name": renamed},
        )
    return not form.errors
