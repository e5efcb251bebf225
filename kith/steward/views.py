"""Pages for stewards alone. For everyone else they do not exist."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kith.core.once import once
from kith.core.pages import page, role
from kith.groups.belonging.access import community_pace
from kith.groups.belonging.forms import AnswersForm
from kith.people.asking import MemberRequest
from kith.people.proof import proved_lately
from kith.steward import actions
from kith.steward.forms import TimesForm


@role("steward")
@proved_lately
@once
def times(request: MemberRequest) -> HttpResponse:
    form = TimesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        changed = actions.settle_times(request.user, form.cleaned_data)
        messages.success(request, _("Saved. It is carried out each day.") if changed else _("Nothing was changed."))
        return redirect("steward")
    return page(request, "steward/times.html", {"nav": "you", "form": form}, status=422 if form.is_bound else 200)


@role("steward")
@proved_lately
@once
def answers(request: MemberRequest) -> HttpResponse:
    """How long answers take in the community, and when someone is asked to write one."""
    form = AnswersForm(request.POST or None, now=actions.answering_times())
    if request.method == "POST" and form.is_valid():
        changed = actions.settle_answering(request.user, form.chosen())
        messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
        return redirect("steward_answers")
    context = {"nav": "you", "form": form, "pace": community_pace()}
    return page(request, "steward/answers.html", context, status=422 if form.is_bound else 200)
