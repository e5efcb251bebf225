"""The demo's data files fit together, and nothing in them could be mistaken for someone or somewhere real."""

import re

import pytest

from kith.demo import stories
from kith.demo.loader.listings import openings
from kith.directory.vocabulary import categories, languages, situations
from kith.people.models import Circle, Need, Role, TieKind
from kith.people.sharing_kinds import all_kinds
from kith.recovery.models import Mood
from kith.weave import questions

CAST = ["ana", "ben", "cleo", "dr_osei", "femi", "grace", "stranger"]
SOURCES = sorted(stories.FOLDER.rglob("*.toml"))


def every_post():
    return [
        post
        for group in stories.groups()
        for thread in stories.threads(group["slug"])
        for post in stories.posts(thread)
    ]


def test_everything_points_at_something_and_happens_in_order():
    assert list(stories.problems()) == []


def changed(monkeypatch, name, rows):
    monkeypatch.setattr(stories, name, lambda *_group: rows)
    return list(stories.problems())


def test_someone_who_wrote_since_is_not_called_quiet(monkeypatch):
    quiet = {"group": "alongside", "who": "ben", "missed_after": 2, "quiet_days": 16}
    assert changed(monkeypatch, "belonging", {"parts": (quiet,)}) == [
        "belonging: ben is quiet in alongside, and wrote there since"
    ]


def test_a_group_that_closes_does_not_meet_on_and_nobody_waits_for_a_place_they_have(monkeypatch):
    meeting = stories.groups()[0]["meeting"]
    more = {"cold-swims": {"meeting": meeting}, "no-sleep": {"waiting": ["kelly"]}}
    rows = [{**row, **more.get(row["slug"], {})} for row in stories.groups()]
    found = changed(monkeypatch, "groups", rows)
    assert "cold-swims: it closes and meets on, or does neither" in found
    assert "no-sleep: kelly is in it already, or is nobody" in found


def test_the_community_is_as_large_as_we_say():
    assert 55 <= len(stories.people()) <= 75
    assert len(stories.groups()) == 12
    assert len(stories.listings()) >= 140
    assert 350 <= len(every_post()) <= 450
    assert (
        max(len(stories.posts(thread)) for group in stories.groups() for thread in stories.threads(group["slug"])) > 20
    )


def test_the_cast_is_the_one_we_promised():
    assert [row["handle"] for row in stories.cast()] == CAST


def test_nobody_knows_the_stranger_and_the_stranger_is_in_no_group():
    assert not any(tie.get("account") == "stranger" for row in stories.people() for tie in row["ties"])
    assert not any("account" in tie for row in stories.people() if row["handle"] == "stranger" for tie in row["ties"])
    assert not any("stranger" in stories.everyone_in(group) for group in stories.groups())


def test_codes_are_those_the_other_areas_know():
    for row in stories.people():
        assert set(row.get("missing", [])) <= set(Need.values), row["handle"]
        assert set(row["languages"]) <= set(languages()), row["handle"]
        assert set(row.get("things", [])) <= set(questions.HARD), row["handle"]
        assert set(row.get("belongs", [])) <= set(questions.BELONGS), row["handle"]
        assert row.get("age", "18-25") in questions.BANDS, row["handle"]
        assert {role["kind"] for role in row.get("roles", [])} <= set(Role.Kind.values), row["handle"]
        assert {grant["kind"] for grant in row.get("grants", [])} <= {kind.code for kind in all_kinds()}, row["handle"]
        assert {mood for _, mood, _ in row.get("check_ins", [])} <= set(Mood.values), row["handle"]
        for tie in row["ties"]:
            assert (
                tie["circle"] in Circle.values
                and tie["kind"] in TieKind.values
                and set(tie["gives"]) <= set(Need.values)
            ), tie
    for group in stories.groups():
        assert set(group["needs"]) <= set(Need.values)
        assert set(group["languages"]) <= set(languages())


def test_services_use_the_directorys_words():
    for row in stories.listings():
        assert row["categories"] and set(row["categories"]) <= set(categories()), row["slug"]
        assert set(row.get("who", [])) <= set(situations()), row["slug"]
        assert set(row.get("languages", [])) <= set(languages()), row["slug"]
        openings(row.get("hours", []))
    assert len({row["slug"] for row in stories.listings()}) == len(stories.listings())


@pytest.mark.parametrize("field", ["hours", "languages", "interpreter", "cost", "taking_new", "access"])
def test_what_is_not_known_is_common_and_is_not_no(field):
    silent = [row for row in stories.listings() if field not in row]
    assert len(silent) >= 15, field


def test_practitioners_show_their_title_and_organisation():
    for row in stories.people():
        for role in row.get("roles", []):
            if role["kind"] == "practitioner":
                assert role["title"] and role["organisation"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_numbers_postcodes_and_addresses_cannot_be_real(path):
    text = path.read_text(encoding="utf-8")
    for number in re.findall(r'number = "([\d ]+)"', text):
        assert re.fullmatch(r"01632 960\d{3}|020 7946 0\d{3}|0808 157 0\d{3}|07700 900\d{3}", number), number
    for code in re.findall(r'postcode = "([^"]+)"', text):
        assert re.fullmatch(r"ZQ[1-6] \d([A-Z]{2})?", code), code
    for host in re.findall(r"https?://([^/\s\"]+)", text) + re.findall(r"[\w.]+@([\w.-]+)", text):
        assert host.endswith(("example.org", "example.net")), host


def test_posts_speak_safely():
    unsafe = re.compile(r"commit(ted)? suicide|\b\d+ ?(mg|kg|calories|stone|lbs)\b|\bBMI\b|overdos|self-harm", re.I)
    for post in every_post():
        assert not unsafe.search(post["text"]), post["text"]


def test_some_posts_are_still_waiting_for_an_answer():
    silent = [
        thread
        for group in stories.groups()
        for thread in stories.threads(group["slug"])
        if len(stories.posts(thread)) == 1
    ]
    assert len(silent) >= 3
