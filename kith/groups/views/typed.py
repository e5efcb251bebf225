"""What stands in the box in which one writes, before it is sent."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kith.spaces.forms import LONGEST_POST
from kith.spaces.models import Hope, Thread
from kith.spaces.polls.forms import MOST

POLL = ("question", "several", "closes", *(f"choice_{number}" for number in range(1, MOST + 1)))
MOST_KEPT = 5 * LONGEST_POST
"""So many letters are kept for later. More can be typed and comes back in its box, but is not kept."""


def typed(request: HttpRequest) -> dict[str, Any]:
    """What stands in a form that is not sent yet: nothing of it has to be right, and nothing of it is cut off."""
    said = request.POST
    return {
        "title": said.get("title", "").replace("\0", ""),
        "hope": said.get("hope", "") if said.get("hope") in Hope.values else "",
        "body": said.get("body", "").replace("\0", "").replace("\r\n", "\n"),
        "note": said.get("note", "").replace("\0", ""),
        "readers": said.get("readers", "")
        if said.get("readers") in Thread.Readers.values
        else Thread.Readers.ALL.value,
        "unnamed": "unnamed" in said,
        "poll": {name: said[f"poll-{name}"].replace("\0", "") for name in POLL if said.get(f"poll-{name}")},
    }


def is_too_long(words: dict[str, Any]) -> bool:
    texts = (words["title"], words["body"], words["note"], *words["poll"].values())
    return sum(len(text) for text in texts) > MOST_KEPT


def too_long() -> str:
    said = _("This is too long to keep for later: %(num)s letters at most. All your words are still in the box.")
    return said % {"num": MOST_KEPT}
