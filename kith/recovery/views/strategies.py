"""Pages for what helps: a person's own set, and what others share."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.meanwhile import changed_meanwhile
from kith.core.once import once
from kith.core.pages import member, page
from kith.people.asking import MemberRequest
from kith.people.carried import carry
from kith.recovery import access, actions
from kith.recovery.access import STRATEGIES
from kith.recovery.access.library import borrowed_codes, offered_from
from kith.recovery.access.tries import get_try
from kith.recovery.forms import ReadersForm, posted
from kith.recovery.forms.strategies import StrategyForm
from kith.recovery.views.tries import to

NAV = "check-in"


@member
def strategies(request: MemberRequest) -> HttpResponse:
    """The viewer's own set, and what others share with them."""
    mine = list(access.my_strategies(request.user))
    context = {
        "mine": mine,
        "shared": access.strategies_shared_with(request.user),
        "nav": NAV,
        **_just_done(request),
    }
    return page(request, "recovery/strategies.html", context)


def _just_done(request: MemberRequest) -> dict[str, str]:
    """Ids carried in the address after a removal or a try, so that the page can offer to undo it; others are ignored."""
    removed = _put_back(request, request.GET.get("removed", ""))
    return {"tried": just_tried(request), "removed": removed}


def just_tried(request: MemberRequest) -> str:
    """The id of the try the address carries, when it is one of the viewer's own."""
    number = request.GET.get("tried", "")
    try:
        return str(get_try(request.user, number).pk) if number.isdecimal() and number.isascii() else ""
    except Http404:
        return ""


def _put_back(request: MemberRequest, removed: str) -> str:
    try:
        return str(access.get_removed_strategy(request.user, UUID(removed)).pk)
    except (ValueError, Http404):
        return ""


@member
@once
def add(request: MemberRequest) -> HttpResponse:
    form = StrategyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        made = actions.add_strategy(request.user, **form.cleaned_data)
        messages.success(request, _("Kept. Only you can read it, unless you share it."))
        return redirect("strategy", made.pk)
    status = 422 if request.method == "POST" else 200
    return page(request, "recovery/strategy_form.html", {"form": form, "strategy": None, "nav": NAV}, status=status)


@member
@once
def one(request: MemberRequest, strategy_id: UUID) -> HttpResponse:
    """One strategy: the owner's page with who may read it, or the page of someone it is shared with."""
    own = access.my_strategies(request.user).filter(pk=strategy_id).first()
    if own is None:
        return _shared(request, strategy_id)
    people = access.readers(request.user, STRATEGIES, own.pk)
    form = ReadersForm(posted(request), people=people)
    if request.method == "POST" and form.is_valid():
        actions.share_strategy(request.user, own, form.cleaned_data.get("share", []))
        messages.success(request, _("Saved."))
        return redirect("strategy", own.pk)
    entry = offered_from(request.user, own)
    context = {"strategy": own, "form": form, "people": people, "nav": NAV, "entry": entry}
    return page(request, "recovery/own_strategy.html", context, status=422 if request.method == "POST" else 200)


def _shared(request: MemberRequest, strategy_id: UUID) -> HttpResponse:
    if request.method == "POST":
        raise Http404
    found = access.get_shared_strategy(request.user, strategy_id)
    actions.note_look(request.user, found.person, STRATEGIES, found.pk)
    until = access.shared_until(request.user, found.person, STRATEGIES, found.pk)
    held = str(found.pk) in borrowed_codes(request.user)
    context = {"strategy": found, "until": until, "held": held, "nav": NAV}
    return page(request, "recovery/shared_strategy.html", context)


@member
@once
def edit(request: MemberRequest, strategy_id: UUID) -> HttpResponse:
    own = access.get_strategy(request.user, strategy_id)
    form = StrategyForm(posted(request), initial={"name": own.name, "how": own.how, "when": own.when})
    if request.method == "POST" and form.is_valid() and not changed_meanwhile(request, form):
        actions.change_strategy(request.user, own, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("strategy", own.pk)
    context = {"form": form, "strategy": own, "nav": NAV}
    return page(request, "recovery/strategy_form.html", context, status=422 if request.method == "POST" else 200)


@member
@require_POST
def borrow_from(request: MemberRequest, strategy_id: UUID) -> HttpResponse:
    """Into one's own set what someone else shares; they are not told."""
    theirs = access.get_shared_strategy(request.user, strategy_id)
    made = actions.borrow_from(request.user, theirs)
    messages.success(request, _("“%(name)s” is in your own set now. Change it as you like.") % {"name": made.name})
    return redirect("strategy", made.pk)


@member
@require_POST
def to_group(request: MemberRequest, strategy_id: UUID) -> HttpResponse:
    """Take the words along to a group's own page to start a conversation. Nothing is shared before one sends it there."""
    own = access.get_strategy(request.user, strategy_id)
    words = [own.how, own.when]
    carry(request.session, request.user, own.name, "\n\n".join(filter(None, words)))
    return redirect("carried")


@member
def helped(request: MemberRequest) -> HttpResponse:
    """What helped before, and nothing else on the page: for a moment when it is hard to think of anything."""
    return page(request, "recovery/helped.html", {"helped": access.helped_before(request.user, 5), "nav": NAV})


@member
@require_POST
def remove(request: MemberRequest, strategy_id: UUID) -> HttpResponse:
    actions.remove_strategy(request.user, access.get_strategy(request.user, strategy_id))
    return to("strategies", removed=strategy_id)


@member
@require_POST
def take_back(request: MemberRequest, strategy_id: UUID) -> HttpResponse:
    actions.take_back_strategy(request.user, access.get_removed_strategy(request.user, strategy_id))
    messages.success(request, _("It is back."))
    return redirect("strategies")
