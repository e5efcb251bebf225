"""The pages of a demo: be someone from the story, and read the mail it would have sent."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kith.core import gallery as every_component
from kith.core.pages import page, public
from kith.demo import access, actions


@public
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as someone of the story, without a code: nobody real is behind it."""
    person = access.get_demo_person(request.POST.get("handle", ""))
    actions.come_in(person, request)
    there = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return redirect(there if safe else "/")


@public
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for those who build."""
    return page(request, "core/gallery.html", every_component.context())


@public
def mail(request: HttpRequest) -> HttpResponse:
    """Mail does not leave the demo; here is what it would have said."""
    return page(request, "demo/mail.html", {"mails": access.mails(), "back": _page_that_asked(request)})


def _page_that_asked(request: HttpRequest) -> str:
    """Where the code is to be typed, when one came from there; "" otherwise."""
    came = urlsplit(request.headers.get("Referer", ""))
    ours = came.netloc == request.get_host() and came.path.startswith(("/accounts/", "/you/again/", "/lock/"))
    return came.path if ours else ""
