"""Too much in a short time is answered with a pause and the words given back; other odd requests with little."""

import logging

import pytest
from django.test import Client

from kith.core.limits import limit
from kith.core.logs import WithoutValues
from kith.people import actions

WORDS = "The pigeon was on the sill"


def use_up(monkeypatch, *modules):
    for module in modules:
        monkeypatch.setattr(f"{module}.limit", lambda key, name, count, seconds: limit(key, name, 0, seconds))


def test_words_sent_too_often_come_back_with_when_to_try_again(cast, as_, monkeypatch):
    recovery = ("kith.recovery.actions.check_ins", "kith.recovery.actions.strategies")
    use_up(monkeypatch, *recovery, "kith.people.actions.invitations")
    tie = actions.add_tie(cast.ana, "Ruth", "family", "inner")
    client = as_(cast.ana)
    sent = {
        "/check-in/": {"mood": 3, "words": WORDS},
        "/strategies/new/": {"name": WORDS, "how": "Slowly"},
        f"/people/{tie.pk}/invite/": {"note": WORDS},
    }
    for address, form in sent.items():
        answer = client.post(address, form)
        assert answer.status_code == 429, address
        assert int(answer["Retry-After"]) > 0
        html = answer.content.decode()
        assert "You can try again in" in html and WORDS in html


def test_nobody_sends_forms_by_the_hundred(cast, as_, monkeypatch):
    monkeypatch.setattr("kith.core.middleware.FORMS_A_MINUTE", 3)
    client, other = as_(cast.ana), as_(cast.ben)
    answers = [client.post("/notices/read/").status_code for _ in range(5)]
    assert answers == [302, 302, 302, 429, 429]
    assert other.post("/notices/read/").status_code == 302, "one person's haste is nobody else's"
    assert client.get("/notices/").status_code == 200


@pytest.mark.parametrize("address", ["/", "/sharing/", "/help-now/"])
def test_options_is_answered_with_what_is_allowed_and_nothing_else(db, visitor, address):
    answer = visitor.options(address)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Allow"] == "GET, HEAD, POST, OPTIONS"


def test_the_list_of_our_files_is_not_given_out(db, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    for name in ("staticfiles.json", "staticfiles.json.gz", "mark.txt"):
        (tmp_path / name).write_text("{}")
    client = Client()
    assert client.get("/static/mark.txt").status_code == 200
    assert client.get("/static/staticfiles.json").status_code == 404


def test_an_invitation_page_is_kept_in_no_cache(cast, visitor):
    token = actions.invite(cast.ana, actions.add_tie(cast.ana, "Ruth", "family", "inner"))
    assert "no-store" in visitor.get(f"/invitation/{token}/")["Cache-Control"]


def test_an_error_is_logged_with_its_place_and_without_its_words():
    def fall():
        try:
            raise ValueError(WORDS)
        except ValueError as error:
            raise KeyError(WORDS) from error

    try:
        fall()
    except KeyError as error:
        record = logging.makeLogRecord(
            {"msg": "It broke at %s: %s", "args": ("/invitation/secret/", error), "exc_info": (KeyError, error, error.__traceback__)}
        )  # fmt: skip
    said = WithoutValues("%(message)s").format(record)
    assert WORDS not in said and "secret" not in said
    assert "ValueError" in said and "KeyError" in said and "in fall" in said
