"""Pages for taking everything along, for leaving for good, and for what is kept about people."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.once import once
from kith.core.pages import member, page, public
from kith.core.tickets import ticket
from kith.mydata import access, actions, kept, making
from kith.mydata.forms import EraseForm
from kith.people.asking import MemberRequest
from kith.people.proof import proved_lately


@member
def my_data(request: MemberRequest) -> HttpResponse:
    copies = list(access.my_exports(request.user))
    context = {
        "nav": "you",
        "copies": [(copy, copy.ready + access.DOWNLOAD_FOR if copy.ready else None) for copy in copies],
        "being_made": any(copy.ready is None for copy in copies),
        "days": access.DOWNLOAD_FOR.days,
        "ticket": ticket(request.user, making.topic(request.user)),
    }
    return page(request, "mydata/my_data.html", context, blocks=("copies",))


@member
@proved_lately
@once
def ask(request: MemberRequest) -> HttpResponse:
    if request.method == "POST":
        actions.ask_for_copy(request.user)
    return redirect("my-data")


@member
@proved_lately
def download(request: MemberRequest, export_id: UUID) -> HttpResponse:
    export = access.get_ready_export(request.user, export_id)
    response = HttpResponse(access.opened(request.user, export), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="my-data-{export.asked:%Y-%m-%d}.zip"'
    response["Cache-Control"] = "no-store, private"
    actions.note_taken(request.user, export)
    return response


@member
@require_POST
def remove(request: MemberRequest, export_id: UUID) -> HttpResponse:
    actions.remove_copy(request.user, access.get_ready_export(request.user, export_id))
    messages.success(request, _("That copy is removed here."))
    return redirect("my-data")


@member
@proved_lately
@once
def erase(request: MemberRequest) -> HttpResponse:
    if request.user.leaving:
        return redirect("leaving")
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.ask_to_be_erased(request.user, form.keeps_posts())
        return redirect("leaving")
    context = {
        "nav": "you",
        "form": form,
        "days": access.CHANGE_OF_MIND.days,
        "only_steward": access.is_only_steward(request.user),
    }
    return page(request, "mydata/erase.html", context, status=422 if form.is_bound else 200)


@member
def leaving(request: MemberRequest) -> HttpResponse:
    going = access.my_leaving(request.user)
    if going is None:
        return redirect("my-data")
    return page(request, "mydata/leaving.html", {"nav": "you", "going": going})


@member
@require_POST
def keep(request: MemberRequest) -> HttpResponse:
    if actions.keep_account(request.user):
        messages.success(request, _("Good to have you back. Everything is as it was."))
    return redirect("home")


@public
def privacy(request: HttpRequest) -> HttpResponse:
    return page(request, "mydata/privacy.html", {"nav": "privacy", "held": kept.held(), "times": kept.times()})
