"""Making and looking after a group."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.limits import TooMany
from kith.core.meanwhile import changed_meanwhile
from kith.core.once import once
from kith.core.pages import member, page
from kith.groups import access, actions, ways_in
from kith.groups.actions.joining import Resting
from kith.groups.forms import AgreementForm, GroupForm
from kith.groups.models import Group
from kith.people.access import my_people, person_of
from kith.people.asking import MemberRequest
from kith.spaces import access as spaces
from kith.spaces.actions import Full
from kith.spaces.models import Membership

WAYS_IN = {
    "together": ways_in.TOGETHER,
    "finding_labels": dict(Group.Visibility.choices),
    "joining_labels": dict(Group.Joining.choices),
    "nav": "groups",
}


@member
@once
def new_group(request: MemberRequest) -> HttpResponse:
    if not access.can_make_groups(request.user):
        raise Http404
    form, agreement = GroupForm(request.POST or None), AgreementForm(request.POST or None)
    if request.method == "POST" and form.is_valid() & agreement.is_valid():
        made = actions.make_group(request.user, form.values(), agreement.cleaned_data["agreement"], form.facets())
        messages.success(request, _("Your group is here. Next, say when it meets."))
        return redirect("group_meetings", slug=made.slug)
    status = 422 if form.errors or agreement.errors else 200
    context = {"form": form, "agreement": agreement, "has_errors": status == 422, "group": None} | WAYS_IN
    return page(request, "groups/edit.html", context, status=status)


def _start(group: Group) -> dict:
    about = access.about_groups([group])[group.pk]
    return {
        "needs": about.needs,
        "formats": about.formats,
        "languages": about.languages,
        "culture": ", ".join(about.culture),
        "audience": about.audience,
    }


@member
@once
def edit_group(request: MemberRequest, slug: str) -> HttpResponse:
    group = access.get_group_i_run(request.user, slug)
    decides, last = access.can_answer_requests(request.user, group), access.current_agreement(group)
    choices = access.visibilities(group) if decides else None
    form = GroupForm(request.POST or None, instance=group, initial=_start(group), decides=decides, visibilities=choices)
    start = {"agreement": last.text if last else ""}
    agreement = AgreementForm(request.POST or None, initial=start) if decides else None
    if (
        request.method == "POST"
        and form.is_valid() & (agreement is None or agreement.is_valid())
        and not changed_meanwhile(request, form)
    ):
        actions.change_group(request.user, group, form.values(), form.facets())
        if agreement:
            actions.set_agreement(request.user, group, agreement.cleaned_data["agreement"])
        messages.success(request, _("What the group says of itself is changed."))
        return redirect("group", slug=slug)
    status = 422 if form.errors or (agreement and agreement.errors) else 200
    context = {"form": form, "agreement": agreement, "has_errors": status == 422, "group": group} | WAYS_IN
    return page(request, "groups/edit.html", context, status=status)


@member
def requests(request: MemberRequest, slug: str) -> HttpResponse:
    """People who asked to join, with what they said to those who run the group."""
    group = access.get_group(request.user, slug)
    waiting = list(access.open_requests(request.user, group)[:50])
    if request.method == "POST":
        asked = access.get_request(request.user, group, request.POST.get("request", ""))
        _answer(request, group, asked, "accept" in request.POST)
        return redirect("group_requests", slug=slug)
    return page(request, "groups/requests.html", {"group": group, "waiting": waiting, "nav": "groups"})


def _answer(request: MemberRequest, group: Group, asked, accepted: bool) -> None:
    name = asked.membership.handle.name
    try:
        answered = actions.answer_request(request.user, group, asked, accepted)
    except Resting:
        messages.warning(request, _("The group takes a break just now. The question waits until it is back."))
        return
    except Full:
        messages.warning(request, _("The group is full. Make room for more, or let the answer wait."))
        return
    if not answered:
        messages.info(request, _("This was answered already."))
    elif accepted:
        messages.success(request, _("%(name)s is in the group now, and is told so.") % {"name": name})
    else:
        messages.success(request, _("%(name)s is told, kindly, that it is not possible now.") % {"name": name})


@member
def invite(request: MemberRequest, slug: str) -> HttpResponse:
    """Invite people on one's map who are here: they know who invites them, so only under one's main name."""
    group = access.get_group(request.user, slug)
    mine = spaces.get_membership(request.user, group.space)
    if mine is None or not access.can_invite(group, mine):
        raise Http404
    context = {"group": group, "runs_it": mine.runs_it, "nav": "groups"}
    if not mine.handle.is_main and request.method != "POST":
        context |= {"rows": [], "other_name": mine.handle.name}
        return page(request, "groups/invite.html", context)
    if request.method == "POST" and "withdraw" in request.POST:
        actions.withdraw_invitation(request.user, group, request.POST.get("tie", ""))
        messages.success(request, _("Your invitation is taken back."))
        return redirect("group_invite", slug=slug)
    if request.method == "POST":
        try:
            actions.invite(request.user, group, request.POST.get("tie", ""))
            messages.success(
                request, _("Your invitation is kept. If they can still join, they find it among their notices.")
            )
        except TooMany:
            messages.warning(request, _("That is enough for today. You can invite more people tomorrow."))
        return redirect("group_invite", slug=slug)
    ties = sorted(my_people(request.user), key=lambda tie: tie.name.casefold())
    states = access.states_of(request.user, group, [person_of(tie).pk for tie in ties])
    rows = [(tie, states.get(person_of(tie).pk, "")) for tie in ties]
    return page(request, "groups/invite.html", context | {"rows": rows, "other_name": ""})


@member
@require_POST
def set_role(request: MemberRequest, slug: str) -> HttpResponse:
    """Let a member help run the group, or no longer."""
    group = access.get_group(request.user, slug)
    role = request.POST.get("role", "")
    if role not in Membership.Role.values:
        raise Http404
    if not actions.set_role(request.user, group, request.POST.get("member", ""), role):
        messages.warning(request, _("Someone has to run the group. First let another member run it."))
    return redirect("group_members", slug=slug)
