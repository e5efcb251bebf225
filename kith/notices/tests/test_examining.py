"""The doctor says when notices do not go out, why, and what to do; a half set-up of mail is told at the start."""

from datetime import timedelta

import pytest

from kith.core import checks, diagnosis
from kith.core.clock import now
from kith.notices.models import Notice, Outgoing

pytestmark = pytest.mark.django_db


def findings():
    return [one for one in diagnosis.examine() if one.about == "notices"]


def waits(cast, channel="mail", **fields):
    notice = Notice.objects.create(person=cast.ana, kind="message", thing_kind="pair", thing_id=channel)
    return Outgoing.objects.create(person=cast.ana, notice=notice, channel=channel, **{"due": now()} | fields)


def test_all_is_well_when_nothing_waits_for_long(cast):
    waits(cast, due=now() + timedelta(hours=3))
    (one,) = findings()
    assert one.good


@pytest.mark.parametrize(("channel", "where"), [("mail", "mail server"), ("push", "push services")])
def test_what_cannot_be_sent_is_told_with_what_to_do(cast, channel, where):
    waits(cast, channel, tries=3, due=now() + timedelta(hours=1))
    (one,) = findings()
    assert one.wrong and where in one.words and "1 notices" in one.words


def test_what_nobody_takes_up_is_told(cast):
    waits(cast, due=now() - timedelta(hours=1))
    (one,) = findings()
    assert one.wrong and "kith worker" in one.words


def test_a_missing_or_spoilt_key_is_told(cast, settings):
    settings.KITH_PUSH_KEY = ""
    assert any("kith setup" in one.words and not one.wrong for one in findings())
    settings.KITH_PUSH_KEY = "not a key"
    assert any("no key" in one.words and one.wrong for one in findings())


def test_a_mail_server_without_a_sender_or_an_address_is_half_a_set_up(settings):
    assert checks.mail_is_whole() == []
    settings.EMAIL_URL, settings.SITE_URL = "smtps://mail.example.org", ""
    assert [one.id for one in checks.mail_is_whole()] == ["kith.W004", "kith.W005"]
    settings.SITE_URL, settings.DEFAULT_FROM_EMAIL = "https://place.example", "Messages <messages@place.example>"
    assert checks.mail_is_whole() == []
