"""Pages on which stewards keep the numbers on help now true. For everyone else they do not exist."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.meanwhile import changed_meanwhile
from kith.core.once import once
from kith.core.pages import page, role
from kith.people.asking import MemberRequest
from kith.people.proof import proved_lately
from kith.safety.helplines import Line
from kith.safety.lines import access, actions
from kith.safety.lines.forms import CheckForm, CountryForm, LineForm

STEWARD = role("steward")


def _page(request: MemberRequest, template: str, form: Form, context: dict[str, Any]) -> HttpResponse:
    said = {"nav": "you", "form": form, **context}
    return page(request, f"safety/lines/{template}.html", said, status=422 if form.errors else 200)


def _too_late(form: Form) -> None:
    form.add_error(
        None,
        _("This was changed after you opened it. Your words are still here. Save again to put them in its place."),
    )


@STEWARD
def lines(request: MemberRequest) -> HttpResponse:
    """Every line, those that someone should look at first."""
    book, today = access.visible_book(request.user), timezone.localdate()
    countries = sorted(book.countries.items(), key=lambda pair: pair[1])
    context = {
        "nav": "you",
        "book": book,
        "today": today,
        "due": access.due(book, today),
        "countries": [(code, name, book.emergency.get(code, ()), book.of(code)) for code, name in countries],
    }
    return page(request, "safety/lines/lines.html", context)


@STEWARD
@proved_lately
@once
def new_line(request: MemberRequest) -> HttpResponse:
    book = access.visible_book(request.user)
    asked = request.GET.get("country", "")
    began = {"country": asked} if asked in book.countries else {}
    form = LineForm(request.POST or None, book=book, initial=began)
    if request.method == "POST" and form.is_valid():
        actions.add_line(request.user, form.as_line())
        messages.success(request, _("Added. Visitors see it now, as not yet checked."))
        return redirect("help-lines")
    return _page(request, "line_form", form, {"line": None})


@STEWARD
@proved_lately
@once
def edit_line(request: MemberRequest, line_id: str) -> HttpResponse:
    book = access.visible_book(request.user)
    line = access.get_line(request.user, line_id)
    form = LineForm(request.POST or None, book=book, line=line)
    if request.method == "POST" and form.is_valid() and not changed_meanwhile(request, form):
        try:
            actions.change_line(request.user, line, form.as_line())
            messages.success(request, _("Saved. Visitors see it now."))
            return redirect("help-line-check", line_id=line_id)
        except actions.ChangedMeanwhile:
            _too_late(form)
    return _page(request, "line_form", form, {"line": line})


@STEWARD
@proved_lately
@once
def check_line(request: MemberRequest, line_id: str) -> HttpResponse:
    """Say that a line is right, having looked at what its publisher says."""
    line = access.get_line(request.user, line_id)
    form = CheckForm(request.POST or None, initial={"by": request.user.name})
    if request.method == "POST" and form.is_valid():
        if request.POST.get("seen") == seen(line):
            return _checked(request, line, form)
        _too_late(form)
    context = {"line": line, "today": timezone.localdate(), "seen": seen(line)}
    return _page(request, "check", form, context)


def seen(line: Line) -> str:
    """What stands for the line as the page showed it, so that nobody says yes to what they have not read."""
    return "|".join([*(n.written for n in line.call), line.text.written if line.text else "", line.keyword, line.hours])


def _checked(request: MemberRequest, line: Line, form: CheckForm) -> HttpResponse:
    actions.check_line(request.user, line, form.cleaned_data["by"].strip())
    messages.success(request, _("Thank you. It says now that it was checked today."))
    return redirect("help-lines")


@STEWARD
@require_POST
@proved_lately
@once
def remove_line(request: MemberRequest, line_id: str) -> HttpResponse:
    actions.remove_line(request.user, access.get_line(request.user, line_id))
    messages.success(request, _("Taken away. You can put it back further down."))
    return redirect("help-lines")


@STEWARD
@require_POST
@proved_lately
@once
def put_back(request: MemberRequest, line_id: str) -> HttpResponse:
    actions.put_back(request.user, line_id)
    messages.success(request, _("It is back."))
    return redirect("help-lines")


@STEWARD
@proved_lately
@once
def country(request: MemberRequest, code: str = "") -> HttpResponse:
    """Add a country, or change whom one calls there when a life is in danger."""
    book = access.visible_book(request.user)
    if code and code not in book.countries:
        raise Http404
    form = CountryForm(request.POST or None, code=code, book=book)
    if request.method == "POST" and form.is_valid() and not (code and changed_meanwhile(request, form)):
        said = form.cleaned_data
        chosen = code or said["code"]
        try:
            before = actions.country_in(book, chosen)
            actions.settle_country(request.user, chosen, before, said["name"].strip(), said["numbers"])
            messages.success(request, _("Saved. Visitors see it now."))
            return redirect("help-lines")
        except actions.ChangedMeanwhile:
            _too_late(form)
    return _page(request, "country", form, {"code": code, "name": book.countries.get(code, "")})
