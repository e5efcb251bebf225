"""The pages that ask who is there: the lock, the proof before a big step, and the second step for people in trust."""

from typing import Any, cast

from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from kith.core.limits import limit
from kith.core.pages import member, page, public
from kith.people import actions, kept, mailcode, proof
from kith.people.asking import MemberRequest
from kith.people.models import Person
from kith.people.proving import AppForm, KeyForm, MailForm

MOST_TRIES = 20  # an hour, over all ways


@member
@sensitive_post_parameters()
def prove(request: MemberRequest) -> HttpResponse:
    """Asks who is there, by whatever way this person has; then on to where they were going."""
    return _ask(request, request.user, "people/prove.html", _next(request))


@public
@cache_control(no_store=True, private=True)
@sensitive_post_parameters()
def lock(request: HttpRequest) -> HttpResponse:
    """The only page of a locked session. It says nothing about who it belongs to, or what this place is."""
    person: Person | None = getattr(request, "locked_person", None)
    if person is None:
        return redirect("/")
    if "out" in request.POST:
        actions.sign_out(person, request)
        return redirect("/")
    return _ask(request, person, "people/locked.html", _next(request))


def _ask(request: HttpRequest, person: Person, template: str, after: str) -> HttpResponse:
    has = proof.factors(person)
    by_mail = not proof.mail_is_too_little(person, has) and bool(proof.address_of(person))
    if "send" in request.POST and by_mail:
        mailcode.send(request, person)
        return HttpResponseRedirect(request.get_full_path())
    form = _typed(request, person, by_mail)
    if form is not None and form.is_valid():
        actions.proved(person, request.session, form)
        return _go_on(request, after)
    if form is not None:
        actions.refused(person, form.way)
    context = _ways(request, person, has, by_mail) | {"form": form, "after": after, "whose": person}
    return page(request, template, context, status=422 if form is not None else 200)


def _go_on(request: HttpRequest, after: str) -> HttpResponse:
    if kept.is_waiting(request.session):
        return redirect("kept")
    if proof.PRESS in request.GET:
        messages.success(request, _("Thank you. Now press it once more."))
    return redirect(after)


def _typed(request: HttpRequest, person: Person, by_mail: bool) -> Any:
    """The form that was sent, of the ways this person has; None when none was."""
    if request.method != "POST":
        return None
    for sort in (KeyForm, AppForm, MailForm):
        if sort.mark in request.POST and (by_mail or sort is not MailForm):
            limit(person, "proof-try", MOST_TRIES, 3600)
            return sort(request, person)
    return None


def _ways(request: HttpRequest, person: Person, has: set[str], by_mail: bool) -> dict[str, Any]:
    """What the page offers: a key, an app, a code by mail."""
    return {
        "key": {"request_options": begin_authentication(person)} if proof.KEY in has else None,
        "app": bool(has - {proof.KEY}),
        "by_mail": by_mail,
        "sent": by_mail and mailcode.is_sent(request),
        "address": proof.address_of(person) if by_mail else "",
        "keeping": kept.is_waiting(request.session),
    }


def _next(request: HttpRequest) -> str:
    there = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return there if safe else "/"


@member
@proof.proved_lately
def give_back(request: MemberRequest) -> HttpResponse:
    """What was typed before the proof, to be sent on with one tap, or put aside. Nothing is sent by itself."""
    found = kept.held(request.session, request.user)
    if found is None or "leave" in request.POST:
        kept.let_go(request.session)
        return redirect("/")
    return page(request, "people/kept.html", {"nav": "you", "kept": found})


@member
def second_step(request: MemberRequest) -> HttpResponse:
    """Why people in trust need a second step, and how to set one up; for those who have one, on to proving it."""
    if not request.user.entrusted or proof.has_second_step(request, request.user):
        return redirect("kept" if kept.is_waiting(request.session) else "/")
    if proof.factors(request.user).intersection(proof.BEYOND_MAIL):
        return redirect("prove")
    return page(request, "people/second_step.html", {"nav": "you"})


@member
@require_POST
def lock_now(request: MemberRequest) -> HttpResponse:
    """Lock, and lead back to the page with this button afterwards."""
    actions.lock(request.user, request.session)
    return redirect(f"{reverse('lock')}?{urlencode({'next': reverse('privacy-here')})}")


@public
@require_POST
def lock_keep(request: HttpRequest) -> HttpResponse:
    """An open page that hides itself hands over what was being typed, so that it can be given back."""
    person = getattr(request, "locked_person", None) or request.user
    if not person.is_authenticated:
        return HttpResponse(status=403)
    kept.keep(request, cast(Person, person), request.headers.get("X-Form", ""))
    return HttpResponse(status=204)


@member
@require_GET
def still_here(request: MemberRequest) -> HttpResponse:
    """An open page says that someone is typing, or asks (as a script does) whether the session is still open."""
    return HttpResponse(status=204)
