"""Finding a group: the list, and the page of questions that narrows it."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from kith.core.clock import now
from kith.core.pages import page, public
from kith.groups import access, finding
from kith.groups.about import A_PAGE
from kith.groups.forms import FindForm
from kith.groups.news import groups_with_news
from kith.groups.views.pages import number
from kith.groups.why import in_words, reasons, what_was_asked


@public
def groups(request: HttpRequest) -> HttpResponse:
    """The groups one is in, then those that fit what was asked; without a question no form is built at all."""
    asked = {name: str(request.GET[name]) for name in FindForm.base_fields if request.GET.get(name)}
    search = FindForm(asked).search() if asked else finding.NOTHING
    start = min(number(request.GET.get("from", "")) or 0, 100_000)
    found = finding.find_groups(request.user, search, start, A_PAGE + 1)
    rows = [_row(search, *pair) for pair in access.with_about(found[:A_PAGE])]
    context = {
        "asked": asked if search != finding.NOTHING else {},
        "q": search.words,
        "parts": _parts(search, asked),
        "unknown_place": search.near if search.near and search.point is None else "",
        "mine": [row for row in rows if row[0].joined],
        "news": {one.pk for one in groups_with_news(request.user)} if request.user.is_authenticated else set(),
        "others": [row for row in rows if not row[0].joined],
        "further": urlencode(asked | {"from": start + A_PAGE}) if len(found) > A_PAGE else "",
        "start": start,
        "left": access.left_lately(request.user),
        "can_make": access.can_make_groups(request.user),
        "nav": "groups",
    }
    return page(request, "groups/groups.html", context)


def _row(search: finding.Search, group: Any, about: access.About) -> tuple:
    words = in_words(about)
    why = reasons(search, group, about, words) if search is not finding.NOTHING else []
    return group, words, about.next_meeting(now()), why


def _parts(search: finding.Search, asked: dict[str, str]) -> list[tuple[str, str]]:
    """What was asked, part by part, each with the question that leaves it out."""
    return [
        (words, urlencode({name: value for name, value in asked.items() if name not in fields}))
        for fields, words in what_was_asked(search)
    ]


@public
def find(request: HttpRequest) -> HttpResponse:
    """All the questions, each of which can stay open. The answers lead to the list."""
    start = {name: request.GET[name] for name in FindForm.base_fields if request.GET.get(name)}
    form = FindForm(initial=start, use_required_attribute=False)
    return page(request, "groups/find.html", {"form": form, "nav": "groups"})
