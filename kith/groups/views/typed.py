"""What stands in the box in which one writes, before it is sent."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from kith.spaces.forms import LONGEST_POST
from kith.spaces.models import NOTE, Hope, Thread
from kith.spaces.polls.forms import MOST

POLL = ("question", "several", "closes", *(f"choice_{number}" for number in range(1, MOST + 1)))
LONGEST_TITLE = 120


def typed(request: HttpRequest) -> dict[str, Any]:
    """What stands in a form that is not sent yet: nothing of it has to be right, only not endless."""
    said = request.POST
    return {
        "title": said.get("title", "").replace("\0", "")[: LONGEST_TITLE * 2],
        "hope": said.get("hope", "") if said.get("hope") in Hope.values else "",
        "body": said.get("body", "").replace("\0", "").replace("\r\n", "\n")[: LONGEST_POST * 2],
        "note": said.get("note", "").replace("\0", "")[: NOTE * 2],
        "readers": said.get("readers", "")
        if said.get("readers") in Thread.Readers.values
        else Thread.Readers.ALL.value,
        "unnamed": "unnamed" in said,
        "poll": {name: said[f"poll-{name}"].replace("\0", "")[:400] for name in POLL if said.get(f"poll-{name}")},
    }
