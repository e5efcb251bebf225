"""Stopping mail by the link in it: one button, or the mail program's own (RFC 8058). Nobody needs to sign in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from kith.core.pages import page, public
from kith.notices import actions, stopping


@csrf_exempt
@public
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it changes nothing, since mail programs open links to look at them. The token alone is the right to stop.

    No cookie decides anything here, so another site can do no more than someone who has the link.
    """
    what = stopping.read(token)
    if what is None:
        raise Http404
    if request.method == "POST":
        actions.stop_mail(what)
    return page(request, "notices/stop.html", {"family": what.family, "done": request.method == "POST"})
