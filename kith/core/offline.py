"""What a browser may keep for moments without a line: the worker that keeps help now, and the page shown for the rest."""

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static

from kith.core import css
from kith.core.pages import page, public


@public
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. The addresses of today's files stand in it, so a new release makes browsers fetch them anew."""
    text = (css.FOLDER / "js" / "sw.js").read_text(encoding="utf-8")
    parts = " ".join([css.stylesheet(), css.script(), static("core/js/exit.js"), static("core/icons/icons.svg")])
    response = HttpResponse(f"// {parts}\n{text}", content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@public
def no_line(request: HttpRequest) -> HttpResponse:
    """Shown by the worker in place of pages that need the server."""
    return page(request, "core/offline.html")
