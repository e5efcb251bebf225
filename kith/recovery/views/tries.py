"""Pages for the times a strategy was tried, and for what helps when."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.meanwhile import changed_meanwhile
from kith.core.once import once
from kith.core.pages import member, page
from kith.people.asking import MemberRequest
from kith.recovery import access, actions, strip
from kith.recovery.access import tries
from kith.recovery.forms import posted
from kith.recovery.forms.strategies import MoreForm, TryForm
from kith.recovery.models import Occasion, Strategy, StrategyTry
from kith.recovery.what_helps import Summary, summarise

NAV = "check-in"
TRIES_A_PAGE, PLOTS_A_PAGE = 30, 10


@member
@require_POST
@once
def log_try(request: MemberRequest, strategy_id: UUID) -> HttpResponse:
    own = access.get_strategy(request.user, strategy_id)
    form = TryForm(request.POST)
    if not form.is_valid():
        return redirect("strategy", own.pk)
    made = actions.log_try(request.user, own, form.cleaned_data["helped"])
    return to("strategies", tried=made.pk)


def to(name: str, *args: Any, **said: Any) -> HttpResponse:
    """Lead to a page that can offer to undo what was just done: its id is in the address."""
    response = redirect(name, *args)
    response["Location"] += f"?{urlencode(said)}"
    return response


@member
def of_strategy(request: MemberRequest, strategy_id: UUID) -> HttpResponse:
    """Every time one strategy was tried, newest first."""
    own = access.get_strategy(request.user, strategy_id)
    listed = Paginator(tries.my_tries(request.user).filter(strategy=own), TRIES_A_PAGE)
    context = {"strategy": own, "listed": listed.get_page(request.GET.get("page")), "removed": _removed(request)}
    return page(request, "recovery/tries.html", {**context, "nav": NAV})


def _removed(request: MemberRequest) -> str:
    number = request.GET.get("removed", "")
    try:
        known = number.isdecimal() and number.isascii()
        return str(tries.get_removed_try(request.user, number).pk) if known else ""
    except Http404:
        return ""


@member
@once
def add(request: MemberRequest, strategy_id: UUID) -> HttpResponse:
    """A try of another day, or one with more to say."""
    own = access.get_strategy(request.user, strategy_id)
    form = MoreForm(posted(request), occasions=tries.my_occasions(request.user))
    if request.method == "POST" and form.is_valid():
        actions.log_try(request.user, own, form.cleaned_data["helped"], form.more())
        messages.success(request, _("Noted. Thank you for telling yourself."))
        return redirect("strategy-tries", own.pk)
    return _form(request, form, own, None)


@member
@once
def one(request: MemberRequest, try_id: int) -> HttpResponse:
    """Say more about one try, or put it right."""
    made = tries.get_try(request.user, try_id)
    form = MoreForm(posted(request), occasions=tries.my_occasions(request.user), made=made)
    if request.method == "POST" and form.is_valid() and not changed_meanwhile(request, form):
        actions.change_try(request.user, made, form.cleaned_data["helped"], form.more())
        messages.success(request, _("Saved."))
        return redirect("strategy-tries", made.strategy_id)
    return _form(request, form, made.strategy, made)


def _form(request: MemberRequest, form: MoreForm, strategy: Strategy, made: StrategyTry | None) -> HttpResponse:
    context = {"form": form, "strategy": strategy, "made": made, "nav": NAV}
    return page(request, "recovery/try_form.html", context, status=422 if request.method == "POST" else 200)


@member
@require_POST
def remove(request: MemberRequest, try_id: int) -> HttpResponse:
    made = tries.get_try(request.user, try_id)
    actions.remove_try(request.user, made)
    return to("strategy-tries", made.strategy_id, removed=made.pk)


@member
@require_POST
def take_back(request: MemberRequest, try_id: int) -> HttpResponse:
    made = tries.get_removed_try(request.user, try_id)
    actions.take_back_try(request.user, made)
    messages.success(request, _("It is back."))
    return redirect("strategy-tries", made.strategy_id)


@member
def what_helps(request: MemberRequest) -> HttpResponse:
    """What helps me, and when: drawn from tallies, so that thousands of tries cost no more than a few."""
    every, occasions = tries.tallies(request.user), tries.my_occasions(request.user)
    chosen = next((one for one in occasions if str(one.pk) == request.GET.get("when")), None)
    shown = [row for row in every if chosen is None or row.occasion == chosen.pk]
    tried = tries.strategies_tried(request.user, {row.strategy for row in shown})
    listed = Paginator(tried, PLOTS_A_PAGE).get_page(request.GET.get("page"))
    rows = [_drawn(strategy, shown, occasions) for strategy in listed]
    context = {"listed": listed, "rows": rows, "occasions": occasions, "chosen": chosen, "nav": NAV}
    return page(request, "recovery/what_helps.html", context)


def _drawn(strategy: Strategy, tallied: list[tries.Tallied], occasions: list[Occasion]) -> dict[str, Any]:
    mine = [row for row in tallied if row.strategy == strategy.pk]
    summary = _sum(mine)
    by_occasion = [(one.words, _sum([row for row in mine if row.occasion == one.pk])) for one in occasions]
    when = [(words, found) for words, found in by_occasion if found.tries]
    return {"strategy": strategy, "summary": summary, "strip": strip.draw(summary), "when": when}


def _sum(rows: list[tries.Tallied]) -> Summary:
    return summarise((row.before, row.after, row.times) for row in rows)
