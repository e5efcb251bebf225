"""The directory's pages: searching, one service, and keeping it true."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.hard_words import is_hard
from kith.core.meanwhile import changed_meanwhile
from kith.core.once import once
from kith.core.pages import member, page, public, role
from kith.directory import access, actions
from kith.directory.access.crisis import crisis_listings
from kith.directory.access.find import find_listings
from kith.directory.access.saved import saved_among
from kith.directory.form_record import record_of
from kith.directory.forms import ListingForm, SearchForm, read_query
from kith.directory.pages_results import crisis_cards, results_page
from kith.directory.pages_service import service_page
from kith.people.asking import MemberRequest

KEEPERS = role(*access.KEEPERS)


@public
def services(request: HttpRequest) -> HttpResponse:
    """Search, for anyone. Every search is an address, so it can be kept, shared and printed."""
    query = read_query(request.GET)
    results = find_listings(request.user, query)
    saved = saved_among(request.user, [found.listing.pk for found in results.found])
    hard = is_hard(query.q)
    search = SearchForm(request.GET)
    if results.where and not results.where.found:
        search.add_error("near", _("We do not know that place. Try a town close by, or a postcode."))
    context = {
        "search": search,
        "has_errors": bool(search.errors),
        "nav": "services",
        "can_keep": access.can_keep(request.user),
        "hard": hard,
        "crisis": crisis_cards(crisis_listings(request.user)) if hard else [],
    }
    return page(
        request,
        "directory/services.html",
        {**context, **results_page(results, saved, request.GET)},
        blocks=("results",),
    )


@public
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything known of one service, and plainly what is not."""
    listing = access.get_listing(request.user, slug)
    saved = bool(saved_among(request.user, [listing.pk]))
    context = {"nav": "services", "saved": saved, "can_keep": access.can_change(request.user, listing)}
    return page(request, "directory/service.html", {**context, **service_page(listing)})


@require_POST
@member
def save(request: MemberRequest, slug: str) -> HttpResponse:
    """Put a service on my map, or take it off again: each undoes the other."""
    listing = access.get_listing(request.user, slug)
    if request.POST.get("take") == "off":
        actions.unsave_listing(request.user, listing)
        messages.success(request, _("Taken off your map. Save it again if you did not mean to."))
    else:
        actions.save_listing(request.user, listing)
        messages.success(request, _("Saved. It is on your map now, and only you can see that."))
    return redirect(listing)


@KEEPERS
@once
def new(request: MemberRequest) -> HttpResponse:
    """Add a service to the directory."""
    form = ListingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.add_listing(request.user, record_of(form)))
    return page(
        request,
        "directory/edit.html",
        {"form": form, "nav": "services", "listing": None},
        status=422 if form.errors else 200,
    )


@KEEPERS
@once
def edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change what a listing says."""
    listing = access.get_listing(request.user, slug)
    form = ListingForm(request.POST or None, listing)
    if request.method == "POST" and form.is_valid() and not changed_meanwhile(request, form):
        messages.success(request, _("Changed, and marked as checked by you today."))
        return redirect(actions.change_listing(request.user, listing, record_of(form, listing)))
    return page(
        request,
        "directory/edit.html",
        {"form": form, "nav": "services", "listing": listing},
        status=422 if form.errors else 200,
    )


@require_POST
@KEEPERS
def check(request: MemberRequest, slug: str) -> HttpResponse:
    """Say that the listing was found true today."""
    listing = access.get_listing(request.user, slug)
    actions.check_listing(request.user, listing)
    messages.success(request, _("Thank you. It says now that you checked it today."))
    return redirect(listing)
