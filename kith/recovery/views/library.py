"""Pages of the library: find something to borrow, offer something, and say what is wrong with an idea."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.languages import LANGUAGES
from kith.core.once import once
from kith.core.pages import member, page
from kith.people.asking import MemberRequest
from kith.recovery import access, actions
from kith.recovery.access import library
from kith.recovery.forms import posted
from kith.recovery.forms.library import FindForm, OfferForm, ProblemForm
from kith.recovery.library import OUR_LANGUAGE, helped_words

NAV = "check-in"


@member
def ideas(request: MemberRequest) -> HttpResponse:
    """The library: what members offered and someone read, and what Kith came with."""
    form = FindForm(request.GET)
    asked = form.asked()
    shelf: Any = library.Shelf(request.user, **asked)
    listed: Any = Paginator(shelf, library.A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "asked": any(asked.values()),
        "listed": listed,
        "held": library.borrowed_codes(request.user),
        "mine": library.codes_offered(request.user),
        "helped": helped_words,
        "languages": LANGUAGES,
        "ours": OUR_LANGUAGE,
        "nav": NAV,
    }
    return page(request, "recovery/ideas.html", context)


@member
@require_POST
def borrow(request: MemberRequest, code: str) -> HttpResponse:
    idea = library.get_idea(code)
    if code not in library.codes_offered(request.user):
        actions.borrow(request.user, idea)
        messages.success(request, _("“%(name)s” is in your own set now. Change it as you like.") % {"name": idea.name})
    return redirect("strategy-ideas")


@member
@once
def problem(request: MemberRequest) -> HttpResponse:
    """Tell those who look after the library that something is wrong with an idea; the address says with which."""
    idea = library.get_idea(request.GET.get("about", ""))
    form = ProblemForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.say_what_is_wrong(request.user, idea, **form.cleaned_data)
        messages.success(request, _("Thank you. Someone who looks after the library will read it."))
        return redirect("strategy-ideas")
    context = {"form": form, "idea": idea, "nav": NAV}
    return page(request, "recovery/problem.html", context, status=422 if request.method == "POST" else 200)


@member
@once
def offer(request: MemberRequest, strategy_id: UUID) -> HttpResponse:
    """Offer one of one's own to everyone here. It is read by someone first."""
    own = access.get_strategy(request.user, strategy_id)
    held = library.offered_from(request.user, own)
    if held:
        return redirect("offered-one", held.pk)
    form = OfferForm(posted(request), initial=_as_own(own))
    if request.method == "POST" and form.is_valid():
        made = actions.offer(request.user, own, **form.cleaned_data)
        messages.success(request, _("Offered. Someone will read it, and you will hear from them."))
        return redirect("offered-one", made.pk)
    context = {"form": form, "strategy": own, "nav": NAV}
    return page(request, "recovery/offer.html", context, status=422 if request.method == "POST" else 200)


def _as_own(own: Any) -> dict[str, Any]:
    language = (get_language() or OUR_LANGUAGE).split("-")[0]
    return {"name": own.name, "how": own.how, "when": own.when, "language": language}


@member
def offered(request: MemberRequest) -> HttpResponse:
    """What the viewer offered, and how each stands."""
    listed = Paginator(library.my_entries(request.user), library.A_PAGE).get_page(request.GET.get("page"))
    return page(request, "recovery/offered.html", {"listed": listed, "nav": NAV})


@member
def offered_one(request: MemberRequest, entry_id: int) -> HttpResponse:
    entry = library.get_my_entry(request.user, entry_id)
    return page(request, "recovery/offered_one.html", {"entry": entry, "nav": NAV, "languages": LANGUAGES})


@member
@require_POST
def agree(request: MemberRequest, entry_id: int) -> HttpResponse:
    """Yes to the reviewer's words, or no: `keep` keeps one's own."""
    entry = library.get_my_entry(request.user, entry_id)
    keep = "keep" in request.POST
    if not (actions.keep_own_words if keep else actions.agree_to_changes)(request.user, entry):
        messages.info(request, _("This was answered already."))
    elif keep:
        messages.success(request, _("Your words stay as they are. Someone will read them again."))
    else:
        messages.success(request, _("It is in the library now. Thank you."))
    return redirect("offered-one", entry.pk)


@member
@require_POST
def take_back(request: MemberRequest, entry_id: int) -> HttpResponse:
    actions.take_back_entry(request.user, library.get_my_entry(request.user, entry_id))
    messages.success(request, _("Taken back. Your own strategy is still yours."))
    return redirect("offered")
