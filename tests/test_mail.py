"""No mail tells the family at the kitchen table what this place is: sender, subject and words stay neutral, in every mail."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.test import RequestFactory

ROOT = Path(__file__).resolve().parent.parent
ALLAUTH = Path(__import__("allauth").__file__).parent

SENT = {
    "account/email/account_already_exists",
    "account/email/email_changed",
    "account/email/email_confirm",
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
    "account/email/email_deleted",
    "account/email/login_code",
    "account/email/new_device",
    "account/email/unknown_account",
    "mfa/email/recovery_codes_generated",
    "mfa/email/totp_activated",
    "mfa/email/totp_deactivated",
    "mfa/email/webauthn_added",
    "mfa/email/webauthn_removed",
}
"""Every mail we send. A new one is a decision: add it here, and it is read by the test below."""
NEVER_SENT = {  # by parts of allauth that are turned off: there are no passwords
    "account/email/password_changed",
    "account/email/password_reset",
    "account/email/password_reset_code",
    "account/email/password_reset_key",
    "account/email/password_set",
}
SUBJECTS = {"Your code", "A change to your account", "A sign-in to your account"}
TELLING = re.compile(
    r"recover(?!y codes)|mental|health|wellbeing|crisis|support|peer|care\b|commun|group|therap|kith|network|member|"
    r"moderat|steward|practition|https?:|www\.|example\.|127\.0\.0\.1|@",
    re.I,
)


def test_the_list_of_mails_is_complete():
    ours = {
        f"{path.parent.relative_to(path.parents[2])}/{path.name.removesuffix('_subject.txt')}"
        for path in ROOT.glob("kith/**/jinja2/**/email/*_subject.txt")
    }
    assert ours == SENT, "A mail is new or gone: look at its words, then change the list"


def test_what_the_library_sends_has_words_of_ours():
    called = re.compile(r"""send_(?:notification_)?mail\(\s*"([\w/]+)""")
    named = {
        name
        for part in ("account", "mfa", "usersessions")
        for path in (ALLAUTH / part).rglob("*.py")
        for name in called.findall(path.read_text())
    }
    assert named - NEVER_SENT <= SENT
    assert named


def test_no_other_part_sends_mail_past_the_list():
    """Mail leaves through allauth's adapter, and the one about notices by its own page of code: the lists are all of it."""
    senders = [
        str(path.relative_to(ROOT))
        for path in ROOT.glob("kith/**/*.py")
        if "tests" not in path.parts and re.search(r"django\.core\.mail import (?!get_connection)", path.read_text())
    ]
    assert senders == ["kith/notices/post.py"], "its words are tested in tests/notices/test_mail_about_notices.py"


@pytest.mark.parametrize("name", sorted(SENT))
def test_a_mail_says_nothing_of_what_this_place_is(name, settings):
    settings.COMMUNITY_NAME = "Recovery House"
    from django.contrib.sites.requests import RequestSite

    request = RequestFactory().get("/")
    words = {
        "code": "ABCD-EFGH", "email": "robin@example.org", "user": "Robin", "current_site": RequestSite(request), "ip": "127.0.0.1",
        "user_agent": "Firefox", "timestamp": "", "from_email": "robin@example.org", "to_email": "wren@example.org",
        "deleted_email": "robin@example.org", "signup_url": "https://example.org/", "password_reset_url": "https://example.org/",
    }  # fmt: skip
    subject, body = (
        engines["jinja2"].get_template(f"{name}_{part}.txt").render(words, request) for part in ("subject", "message")
    )
    assert subject.strip() in SUBJECTS
    assert not TELLING.search(subject + body), TELLING.search(subject + body)
    assert "Robin" not in body


def test_the_sender_is_neutral_until_someone_chooses_another(settings):
    assert settings.DEFAULT_FROM_EMAIL == settings.SERVER_EMAIL == "Messages <messages@localhost>"
    assert settings.ACCOUNT_EMAIL_SUBJECT_PREFIX == ""
