"""Help now answers whatever else is broken, keeps nothing about anyone, and its numbers are what they say."""

import logging
import re
from unittest import mock

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.test.utils import override_settings

from kith.core.audit import AuditEvent
from kith.core.serve import configuration
from kith.safety import helplines
from kith.safety.helplines import SHIPPED, book, read

COUNTRIES = sorted(read(SHIPPED).countries)
LINK = re.compile(r'href="(tel|sms):([^"]*)"[^>]*>(.*?)</a>', re.S)


def html(country=""):
    return Client().get("/help-now/", {"country": country} if country else {})


def refuse(*_args, **_kwargs):
    raise AssertionError("help now asked the database")


@pytest.mark.parametrize("country", COUNTRIES)
def test_what_a_phone_dials_is_the_number_people_read(country):
    found = LINK.findall(html(country).content.decode())
    assert found
    for _kind, dialled, inside in found:
        text = re.sub(r"<[^>]+>", "", inside).strip()
        written = re.search(r"[\d][\d \-]*$", text)[0]
        assert dialled == re.sub(r"[ \-]", "", written)


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_page_is_small_and_sets_no_cookie(country):
    response = html(country)
    assert response.status_code == 200
    assert len(response.content) < 15_000
    assert not response.cookies


def test_it_works_while_the_database_is_refused():
    with (
        mock.patch.object(connections["default"], "cursor", refuse),
        mock.patch.object(connections["default"], "connect", refuse),
    ):
        assert html().status_code == 200


def test_it_does_not_look_at_who_asks():
    client = Client()
    client.cookies["session"] = "anything"
    response = client.get("/help-now/")
    assert response.status_code == 200 and not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize(
    ("country", "first"),
    [
        ("GB", "999"),
        ("IE", "112"),
        ("US", "911"),
        ("CA", "911"),
        ("AU", "000"),
        ("NZ", "111"),
        ("FR", "112"),
        ("IN", "112"),
    ],
)
def test_the_emergency_number_comes_first(country, first):
    assert LINK.findall(html(country).content.decode())[0][1] == first


def test_the_country_is_the_installations_unless_the_visitor_chose():
    with override_settings(COUNTRY="NZ"):
        assert b"1737" in html().content
        assert b"SHOUT" in html("GB").content and b"1737" not in html("GB").content


@pytest.mark.parametrize("country", ["XX", "<script>", "gb ", "G\x00", "🙂", "A" * 5000])
def test_an_unknown_country_gets_a_calm_answer(country):
    response = html(country)
    assert response.status_code == 200
    assert b"<script>alert" not in response.content and b"<select" in response.content


def test_an_installation_in_a_country_we_know_nothing_of_asks_which_to_show():
    with override_settings(COUNTRY="BR"):
        assert "Choose your country" in html().content.decode()


def test_unknown_is_said_and_nothing_is_claimed_to_be_checked():
    text = html("IN").content.decode()
    assert "not known" in text
    assert "Not yet checked by this community" in text
    assert all(line.last_checked is None for line in read(SHIPPED).lines)


def test_the_stale_dutch_number_is_nowhere():
    assert "0900" not in SHIPPED.read_text()


def test_a_text_line_has_the_same_kind_of_button_as_a_call():
    kinds = re.findall(r'class="(button [^"]*)" href="(?:tel|sms):', html("GB").content.decode())
    assert set(kinds[1:]) == {"button button-secondary help-button"}


@pytest.mark.parametrize("text", ["not toml [", "[countries]\n", "lines = 3\n[countries]\n[emergency]\n", "\x00"])
def test_a_broken_file_of_the_community_never_takes_the_page_down(tmp_path, text):
    (tmp_path / "helplines.toml").write_text(text)
    with override_settings(KITH_DATA=tmp_path):
        assert html("GB").status_code == 200
        assert book() == read(SHIPPED)


def test_a_community_can_keep_its_own_checked_numbers(tmp_path):
    own = SHIPPED.read_text().replace(
        'last_checked = ""\nchecked_by = ""', 'last_checked = "2999-01-02"\nchecked_by = "Grace"', 1
    )
    (tmp_path / "helplines.toml").write_text(own)
    with override_settings(KITH_DATA=tmp_path):
        assert "by Grace" in html("GB").content.decode()


def test_every_line_names_its_source_and_a_known_country():
    numbers = read(SHIPPED)
    assert len({line.id for line in numbers.lines}) == len(numbers.lines)
    for line in numbers.lines:
        assert line.country in numbers.countries
        assert line.source_url.startswith("https://")
        assert line.call or line.text
        assert all(n.written == n.written.strip() and helplines.digits(n.written) for n in line.call)


# ---- right now ----


def right_now():
    return Client().get("/help-now/right-now/")


def test_right_now_is_small_keeps_nothing_and_works_while_the_database_is_refused():
    with (
        mock.patch.object(connections["default"], "cursor", refuse),
        mock.patch.object(connections["default"], "connect", refuse),
    ):
        response = right_now()
    assert response.status_code == 200 and not response.cookies
    assert len(response.content) < 15_000
    assert "Cookie" not in response.get("Vary", "")


def test_right_now_has_one_way_on_from_each_step_and_ends_with_someone_to_talk_to():
    main = right_now().content.decode().split("<main")[1].split("</main>")[0]
    steps = re.findall(r'<section class="calm-step stack" id="(\w+)"(.*?)</section>', main, re.S)
    leads = [re.findall(r'class="button [^"]*" href="([^"]+)"', inside) for _name, inside in steps]
    names = [name for name, _inside in steps]
    assert leads == [[f"#{name}"] for name in names[1:]] + [["/help-now/"]]
    assert "<form" not in main and "<input" not in main and "<video" not in main


def test_help_now_leads_to_right_now_and_the_worker_keeps_both():
    assert 'href="/help-now/right-now/"' in html("GB").content.decode()
    worker = Client().get("/sw.js").content.decode()
    assert 'RIGHT_NOW = "/help-now/right-now/"' in worker and "KEPT = [HELP, RIGHT_NOW]" in worker


def test_it_says_which_country_the_numbers_are_for():
    assert "These are numbers for New Zealand" in html("NZ").content.decode()


# ---- nobody counts ----


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/help-now/", "/help-now/?country=US", "/help-now/right-now/"])
def test_nobody_counts_or_notes_who_opens_it(address, caplog, monkeypatch, cast, as_):
    client, noted = as_(cast.ana), []
    for name in ("set", "add", "incr", "get_or_set"):
        monkeypatch.setattr(cache, name, lambda *a, **k: noted.append(a), raising=False)
    before = AuditEvent.objects.count()
    with caplog.at_level(logging.DEBUG, logger="kith"), caplog.at_level(logging.DEBUG, logger="django.request"):
        assert client.get(address).status_code == 200
    assert not noted and not [one for one in caplog.records if "help" in one.getMessage()]
    assert AuditEvent.objects.count() == before


def test_the_server_keeps_no_log_of_addresses():
    settings = configuration(1)
    assert settings.access_log is False
