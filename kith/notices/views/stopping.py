"""Stopping mail by the link in it: one button, or the mail program's own (RFC 8058). Nobody needs to sign in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from kith.core.pages import page, public
from kith.notices import actions, stopping

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@csrf_exempt
@public
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """A mail program presses the button for its owner: it says so as RFC 8058 has it, and has no form's token.

    The link itself is the right to stop, no cookie decides anything. The button on our page has its token as any other.
    """
    pressed = request.method == "POST" and all(request.POST.get(name) == value for name, value in ONE_CLICK.items())
    return _stop(request, token) if pressed else csrf_protect(_stop)(request, token)


def _stop(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it changes nothing, since mail programs open links to look at them."""
    what = stopping.read(token)
    if what is None:
        raise Http404
    if request.method == "POST":
        actions.stop_mail(what)
    return page(request, "notices/stop.html", {"family": what.family, "done": request.method == "POST"})
