"""Makes the mail about notices and gives it to the post office. Unless its reader chose fuller words, it says only that there is something."""

from __future__ import annotations

import smtplib
from email.utils import parseaddr
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template import engines
from django.urls import reverse
from django.utils.translation import gettext as _

from kith.notices import outbox
from kith.notices.kinds import Told, family_of
from kith.notices.models import Notice
from kith.notices.outbox import Letter
from kith.notices.stopping import token
from kith.notices.wishes import wishes_of
from kith.people.models import Person

MOST_LINES = 20
NEVER_LEFT = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)


def address_of(person: Person) -> str:
    """Where mail may go: the person's own address, once they have shown that it is theirs."""
    mine = EmailAddress.objects.filter(user=person, verified=True, primary=True).first()
    return mine.email if mine else ""


def home() -> str:
    """The address people know this place by."""
    return settings.SITE_URL or f"http://{settings.HOST}:{settings.PORT}"


def deliver(letter: Letter) -> None:
    """Send a letter that was claimed, and note how it went. Nothing is locked meanwhile."""
    address = address_of(letter.person)
    if not address or not wishes_of(letter.person).by_mail:
        return outbox.let_go(letter)
    try:
        post = get_connection()
        post.open()
    except OSError:  # smtplib's own errors are of this kind
        return outbox.put_off(letter, surely_not_sent=True)
    try:
        made(letter, address, post).send()
    except OSError as error:
        return outbox.put_off(letter, surely_not_sent=isinstance(error, NEVER_LEFT), refused=is_refused(error))
    finally:
        post.close()
    return outbox.sent(letter)


def is_refused(error: OSError) -> bool:
    """Whether the mail server says that it will never take this (an answer from 500 on: RFC 5321, section 4.2.1)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        said = [code for code, _words in error.recipients.values()]
    else:
        said = [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []
    return bool(said) and all(500 <= code < 600 for code in said)


def made(letter: Letter, address: str, post: Any = None) -> EmailMultiAlternatives:
    """The mail itself, as text and as HTML, with the one-step way to stop it that mail programs offer (RFC 8058)."""
    families = {family_of(notice.kind) for notice, _told in letter.lines}
    only = families.pop() if len(families) == 1 else None
    stop = home() + reverse("notices_stop", args=[token(letter.person, only)])
    words = {"lines": lines(letter), "link": _link(letter), "stop": stop, "settings": home() + reverse("notices_ways")}
    headers = {
        "Message-ID": f"<{letter.id}@{parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition('@')[2] or 'localhost'}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    text, html = (engines["jinja2"].get_template(f"notices/mail.{kind}").render(words) for kind in ("txt", "html"))
    mail = EmailMultiAlternatives(_("Something new for you"), text, to=[address], headers=headers, connection=post)
    mail.attach_alternative(html, "text/html")
    return mail


def lines(letter: Letter) -> list[tuple[str, str]]:
    """Words and links, for someone who chose fuller words; nothing else would be told in the open."""
    if letter.person.discreet or not wishes_of(letter.person).fuller:
        return []
    return [(_brief(notice, told), _to(notice)) for notice, told in letter.lines[:MOST_LINES]]


def _brief(notice: Notice, told: Told) -> str:
    """Who and where, as far as the kind says it for mail; else only the family, so that no one's words leave the house."""
    return told.brief or str(family_of(notice.kind).label)


def _link(letter: Letter) -> str:
    """To the one notice, or to the list. Either looks again at what may be read, and asks who is there."""
    return _to(letter.lines[0][0]) if len(letter.lines) == 1 else home() + reverse("notices")


def _to(notice: Notice) -> str:
    return home() + reverse("notice", args=[notice.pk])
