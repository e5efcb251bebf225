"""Without a line: the worker is served whole, keeps nothing personal, and help now stays reachable."""

from django.test import Client

from kith.core import css


def test_the_worker_is_served_from_the_root_and_looked_for_afresh(client: Client):
    answer = client.get("/sw.js")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"


def test_a_new_release_changes_the_worker(client: Client):
    assert css.bundle("css").mark in client.get("/sw.js").content.decode()


def test_the_worker_fetches_what_it_keeps_without_cookies(client: Client):
    text = client.get("/sw.js").content.decode()
    assert text.count("shelf.put") == 1
    assert 'credentials: "omit"' in text


def test_the_offline_page_needs_no_database_and_leads_to_help_now(client: Client):
    answer = client.get("/offline/")
    assert answer.status_code == 200
    assert 'href="/help-now/"' in answer.content.decode()
    assert not answer.cookies
