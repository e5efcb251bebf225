"""Joins our small style and script files into one response each, so that a first visit needs few requests.

One file per component is good to work on; one request is good for a slow line. The joined text is made once per process,
and its address carries a fingerprint of what is in it, so browsers may keep it for ever and never show an old one.
"""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from kith.core.pages import public

FOLDER = Path(__file__).parent / "static" / "core"

# In the order of the page. One file per component, named after it; add yours before "print".
STYLES = [
    "tokens",
    "base",
    "layout",
    "way-out",
    "top",
    "bottom",
    "icon",
    "button",
    "form",
    "choice",
    "card",
    "note",
    "tag",
    "avatar",
    "parts",
    "more",
    "state",
    "messages",
    "checkin",
    "help",
    "gallery",
    "map",
    "network",
    "front",
    "questions",
    "suggestions",
    "cast",
    "directory",
    "groups",
    "thread",
    "write",
    "enclosed",
    "mydata",
    "notices",
    "resources",
    "print",
]
SCRIPTS = ["forms", "live", "offline", "lock", "reads", "write", "drafts", "names", "pictures", "fold"]
KINDS = {"css": ("text/css; charset=utf-8", STYLES), "js": ("text/javascript; charset=utf-8", SCRIPTS)}


@dataclass(frozen=True)
class Bundle:
    text: str
    mark: str
    packed: bytes


def squeeze(css: str) -> str:
    """The same styles without comments and indentation."""
    return re.sub(r"\n\s*", "\n", re.sub(r"/\*.*?\*/", "", css, flags=re.S)).strip() + "\n"


def _read(kind: str, name: str) -> str:
    text = (FOLDER / kind / f"{name}.{kind}").read_text(encoding="utf-8")
    if kind == "js":
        return text
    return re.sub(r"url\(static:([^)]+)\)", lambda found: f'url("{static(found[1])}")', squeeze(text))


def join(kind: str) -> Bundle:
    """All files of a kind ("css" or "js") as one text, with its fingerprint. Raises FileNotFoundError for a missing file."""
    text = "".join(_read(kind, name) for name in KINDS[kind][1])
    mark = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Bundle(text, mark, gzip.compress(text.encode(), 9, mtime=0))


_joined_once = lru_cache(maxsize=2)(join)


def bundle(kind: str) -> Bundle:
    return join(kind) if settings.DEBUG else _joined_once(kind)


def stylesheet() -> str:
    """The address of all our styles."""
    return reverse("bundle", kwargs={"mark": bundle("css").mark, "kind": "css"})


def script() -> str:
    """The address of all our scripts but the way out, which loads first and on its own."""
    return reverse("bundle", kwargs={"mark": bundle("js").mark, "kind": "js"})


@public
def serve(request: HttpRequest, mark: str, kind: str) -> HttpResponse:
    """The joined file. An old address gets today's text, to be kept only shortly: better than a page without styles."""
    if kind not in KINDS:
        raise Http404
    found = bundle(kind)
    small = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(found.packed if small else found.text, content_type=KINDS[kind][0])
    if small:
        response["Content-Encoding"] = "gzip"
    response["Cache-Control"] = "public, max-age=31536000, immutable" if mark == found.mark else "public, max-age=60"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
