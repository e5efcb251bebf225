"""Pages of those who keep the place safe: hours, handing over, looking after themselves; and the rules the steward settles."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kith.core.clock import now
from kith.core.limits import TooMany
from kith.core.once import once
from kith.core.pages import page, role
from kith.people import doors
from kith.people.asking import MemberRequest
from kith.people.proof import proved_lately
from kith.safety.access import KEEPERS, mindful_of
from kith.safety.watch import access, actions, settling
from kith.safety.watch.forms import (
    BlockedForm,
    BreakForm,
    BuddyForm,
    CareForm,
    DebriefForm,
    HandOverForm,
    RaidForm,
    RulesForm,
    ShiftForm,
)
from kith.safety.watch.standing import summary
from kith.spaces.forms import say_when


@role(*KEEPERS)
@once
def rota(request: MemberRequest) -> HttpResponse:
    form = ShiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.offer_hours(request.user, **form.cleaned_data)
            messages.success(request, ngettext("%(n)s shift added.", "%(n)s shifts added.", made) % {"n": made})
            return redirect("rota")
        except TooMany as error:
            say_when(form, error)
    begin = now()
    context = {
        "nav": "you",
        "form": form,
        "shifts": access.rota(request.user),
        "gaps": access.gaps(begin, begin + access.LOOKS_AHEAD)[:40],
        "until": access.here_until(),
    }
    return page(request, "safety/watch/rota.html", context, status=422 if form.errors else 200)


@role(*KEEPERS)
@require_POST
def shift(request: MemberRequest, shift_id: UUID) -> HttpResponse:
    """Offer one's shift, keep it after all, take one over, or take it off."""
    found, asked = access.get_shift(request.user, shift_id), request.POST.get("do", "")
    if asked == "take" and not actions.take_over(request.user, found):
        messages.info(request, _("Somebody else was quicker, or it is not offered any more."))
    if asked in ("offer", "keep"):
        actions.let_others_take(request.user, found, asked == "offer")
    if asked == "remove":
        actions.remove_shift(request.user, found)
        messages.success(request, _("It is off the rota."))
    return redirect("rota")


@role(*KEEPERS)
@once
def hand_over(request: MemberRequest) -> HttpResponse:
    form = HandOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.tell_the_next(request.user, form.cleaned_data["words"])
            return redirect("hand-over")
        except TooMany as error:
            say_when(form, error)
    context = {"nav": "you", "form": form, "left": access.hand_overs(request.user), "stands": summary(request.user)}
    return page(request, "safety/watch/hand_over.html", context, status=422 if form.errors else 200)


def _care(request: MemberRequest, **given: object) -> HttpResponse:
    viewer = request.user
    mine, colleagues = mindful_of(viewer), access.colleagues(viewer)
    context = {
        "nav": "you",
        "mine": mine,
        "care": CareForm(initial={"most_cases": mine.most_cases, "blurs": mine.blurs}),
        "buddy": BuddyForm(colleagues=colleagues, initial={"buddy": dict(colleagues).get(mine.buddy_id or 0, "")}),
        "buddy_name": dict(colleagues).get(mine.buddy_id or 0, ""),
        "asks": access.asks_me(viewer),
        "rest": BreakForm(),
        "debrief": DebriefForm(),
        "debriefs": access.debriefs(viewer),
        "rests": bool(mine.resting_until and mine.resting_until > now()),
    } | given
    return page(request, "safety/watch/care.html", context, status=422 if given else 200)


@role(*KEEPERS)
@once
def care(request: MemberRequest) -> HttpResponse:
    if request.method != "POST":
        return _care(request)
    form = CareForm(request.POST)
    if not form.is_valid():
        return _care(request, care=form)
    actions.settle_care(request.user, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("care")


@role(*KEEPERS)
@require_POST
def buddy(request: MemberRequest) -> HttpResponse:
    """Ask someone, end it, or answer who asked."""
    if request.POST.get("answer", ""):
        asking = {name: pk for pk, name in access.asks_me(request.user)}
        actions.answer_buddy(
            request.user, asking.get(request.POST.get("asker", ""), 0), request.POST["answer"] == "yes"
        )
        return redirect("care")
    form = BuddyForm(request.POST, colleagues=access.colleagues(request.user))
    if not form.is_valid():
        return _care(request, buddy=form)
    actions.ask_buddy(request.user, form.chosen())
    messages.success(request, _("They are asked.") if form.chosen() else _("You have no buddy now."))
    return redirect("care")


@role(*KEEPERS)
@require_POST
def rest(request: MemberRequest) -> HttpResponse:
    """A break from keeping the place safe, or the end of it."""
    if "back" in request.POST:
        actions.come_back(request.user)
        messages.success(request, _("Welcome back."))
        return redirect("care")
    form = BreakForm(request.POST)
    if not form.is_valid():
        return _care(request, rest=form)
    given = actions.need_a_break(request.user, now() + timedelta(hours=form.cleaned_data["hours"]))
    text = ngettext(
        "Rest well. %(n)s case went back to the others.", "Rest well. %(n)s cases went back to the others.", given
    )
    messages.success(request, text % {"n": given})
    return redirect("care")


@role(*KEEPERS)
@require_POST
@once
def debrief(request: MemberRequest) -> HttpResponse:
    if request.POST.get("forget"):
        actions.forget_debrief(request.user, request.POST["forget"][:36])
        return redirect("care")
    form = DebriefForm(request.POST)
    if not form.is_valid():
        return _care(request, debrief=form)
    try:
        actions.write_debrief(request.user, **form.cleaned_data)
    except TooMany as error:
        say_when(form, error)
        return _care(request, debrief=form)
    messages.success(request, _("Kept."))
    return redirect("care")


@role("steward")
@proved_lately
@once
def safety_rules(request: MemberRequest) -> HttpResponse:
    form = RulesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        changed = settling.settle(request.user, form.chosen())
        messages.success(request, _("Saved. It holds from now on.") if changed else _("Nothing was changed."))
        return redirect("safety-rules")
    return _rules(request, form, BlockedForm())


def _rules(request: MemberRequest, form: RulesForm, word: BlockedForm) -> HttpResponse:
    begin = now()
    context = {
        "nav": "you",
        "form": form,
        "word": word,
        "words": access.blocked_words(request.user),
        "close_until": doors.held_close_until(),
        "gaps": access.gaps(begin, begin + access.LOOKS_AHEAD)[:14],
    }
    return page(request, "safety/watch/rules.html", context, status=422 if form.errors or word.errors else 200)


@role("steward")
@require_POST
@proved_lately
@once
def blocked_words(request: MemberRequest) -> HttpResponse:
    """One rule about words more, or less."""
    gone = request.POST.get("remove", "")
    if gone:
        settling.unblock_words(request.user, int(gone) if gone.isdecimal() else 0)
        return redirect("safety-rules")
    word = BlockedForm(request.POST)
    if not word.is_valid():
        return _rules(request, RulesForm(), word)
    settling.block_words(request.user, word.save(commit=False))
    messages.success(request, _("Saved. It holds from now on."))
    return redirect("safety-rules")


@role(*KEEPERS)
def raid(request: MemberRequest) -> HttpResponse:
    """Hold the place close for some hours, or open it again."""
    form = RaidForm(request.POST or None)
    if request.method == "POST" and "open" in request.POST:
        settling.hold_close_no_more(request.user)
        messages.success(request, _("Everything is as before."))
        return redirect("raid")
    if request.method == "POST" and form.is_valid():
        settling.hold_close(request.user, form.cleaned_data["hours"])
        return redirect("raid")
    context = {"nav": "you", "form": form, "until": doors.held_close_until()}
    return page(request, "safety/watch/raid.html", context, status=422 if form.errors else 200)
