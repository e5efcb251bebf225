"""What every page knows about who is looking: nobody at all on pages that never ask the database."""

from typing import Any

from django.http import HttpRequest


def about_me(request: HttpRequest) -> dict[str, Any]:
    person = getattr(request, "user", None)
    me = person if person is not None and person.is_authenticated else None
    return {
        "me": me,
        "unread": getattr(request, "unread", lambda: 0),
        "notes": list_notes(request),
        "lock_after": getattr(request, "lock_after", None) if me else None,
    }


def list_notes(request: HttpRequest) -> list:
    """What the last step wants to say; read only where there is a session, so that visitors get no cookie."""
    if not hasattr(request, "session"):
        return []
    from django.contrib.messages import get_messages

    return list(get_messages(request)) if request.session.session_key else []
