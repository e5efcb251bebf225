"""Help now answers whatever else is broken, keeps nothing about anyone, and its numbers are what they say."""

import re
from unittest import mock

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import override_settings

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
