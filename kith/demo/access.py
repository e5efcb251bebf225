"""Who can be signed in as in the demo, and the mails it would have sent."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_string, policy
from pathlib import Path

from django.conf import settings
from django.http import Http404

from kith.demo import stories
from kith.people.models import Handle, Person

MOST_MAILS = 30
RULE = "-" * 79  # what Django's file mail backend writes after each mail


@dataclass(frozen=True)
class CastMember:
    """One of the people the sign-in page has a button for."""

    handle: str
    name: str
    line: str
    colour: int


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    text: str
    at: datetime


def cast() -> list[CastMember]:
    """The cast, in the order of the story, with a line about each; nobody before the demo is loaded."""
    rows = {row["handle"]: row for row in stories.cast()}
    handles = Handle.objects.filter(
        person__username__in=list(rows), person__is_active=True, is_main=True
    ).select_related("person")
    here = {handle.person.username: handle for handle in handles}
    return [
        CastMember(name, here[name].name, row["cast"], here[name].colour) for name, row in rows.items() if name in here
    ]


def is_in_the_story(handle: str | None) -> bool:
    """Someone made up, whom anyone may be; not someone who joined the demo themselves."""
    return handle in {row["handle"] for row in stories.people()}


def get_demo_person(handle: str) -> Person:
    """Someone of the demo's story. Raises Http404 for anyone else, also for people who joined the demo themselves."""
    if not is_in_the_story(handle):
        raise Http404
    person = Person.objects.filter(username=handle, is_active=True).first()
    if person is None:
        raise Http404
    return person


def mails() -> list[Mail]:
    """What the demo would have sent, newest first."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", "") or settings.KITH_DATA / "mail")
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)[:MOST_MAILS]
    return [mail for path in files for mail in _in_file(path)][:MOST_MAILS]


def _in_file(path: Path) -> list[Mail]:
    at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    parts = path.read_text(encoding="utf-8", errors="replace").split(RULE)
    return [_mail(part.strip(), at) for part in reversed(parts) if part.strip()]


def _mail(source: str, at: datetime) -> Mail:
    message = message_from_string(source, policy=policy.default)
    body = message.get_body(preferencelist=("plain",))
    text = re.sub(r"\n{3,}", "\n\n", body.get_content().strip()) if body else ""
    return Mail(str(message["To"] or ""), str(message["Subject"] or ""), text, at)
