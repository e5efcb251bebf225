"""Stewards keep the numbers on help now: checked, dated, undoable, and there for visitors when the database is not."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.http import Http404
from django.test import Client

from kith.core import upkeep
from kith.core.audit import AuditEvent
from kith.mydata.areas import hide_everywhere
from kith.safety import helplines, portability
from kith.safety.helplines import Line, Number, as_text, parse
from kith.safety.lines import access, actions, copies
from kith.safety.models import BookOfHelp

NEW = {
    "country": "GB",
    "name": "The Lantern Line",
    "call": "0800 123 4567\n+44 20 7946 0000",
    "text": "85 258",
    "keyword": "LANTERN",
    "who": "Anyone in Willow Road",
    "hours": "Evenings",
    "languages": "English, Urdu",
    "free": "yes",
    "source_url": "https://lantern.example/contact",
}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.KITH_DATA = tmp_path
    return tmp_path


@pytest.fixture
def grace(cast, as_, django_capture_on_commit_callbacks):
    """Grace's browser, with what follows a commit done at once."""
    client = as_(cast.grace)

    class Browser:
        get = staticmethod(client.get)

        @staticmethod
        def post(address, data=None):
            with django_capture_on_commit_callbacks(execute=True):
                return client.post(address, data or {})

    return Browser


def shown(country="GB"):
    return Client().get("/help-now/", {"country": country}).content.decode()


def line(name="gb-samaritans"):
    return access.whole_book().find(name)


def form_of(browser, address):
    """The form as the page shows it, to be sent with changes."""
    html = browser.get(address).content.decode()
    return {"as_it_was": re.search(r'name="as_it_was" value="([^"]*)"', html)[1]}


def edited(name="gb-samaritans", **changes):
    held = line(name)
    began = {"country": held.country, "name": held.name, "call": "\n".join(n.written for n in held.call)}
    began |= {"text": held.text.written if held.text else "", "keyword": held.keyword, "who": held.who}
    began |= {"hours": held.hours, "languages": held.languages, "source_url": held.source_url, "free": "yes"}
    return began | changes


# ---- who may, and what visitors then see ----


@pytest.mark.parametrize("who", ["ana", "femi", "dr_osei", "stranger"])
def test_for_anyone_but_a_steward_these_pages_do_not_exist(cast, as_, who):
    client = as_(getattr(cast, who))
    for address in ("", "new/", "gb-samaritans/", "gb-samaritans/check/", "countries/new/", "countries/GB/"):
        assert client.get(f"/safety/lines/{address}").status_code == 404
    for address in ("remove/", "put-back/"):
        assert client.post(f"/safety/lines/gb-samaritans/{address}").status_code == 404
    with pytest.raises(Http404):
        actions.remove_line(getattr(cast, who), line())
    assert not BookOfHelp.objects.exists()


def test_a_line_that_a_steward_adds_is_shown_to_visitors_as_not_yet_checked(grace):
    assert grace.post("/safety/lines/new/", NEW).status_code == 302
    html = shown()
    for words in (
        "The Lantern Line",
        "Evenings",
        "English, Urdu",
        'href="tel:08001234567"',
        'href="tel:+442079460000"',
    ):
        assert words in html
    assert 'href="sms:85258"' in html and "Text LANTERN to" in html and "Not yet checked by this community" in html


def test_what_is_dialled_is_always_what_is_written(grace):
    grace.post("/safety/lines/new/", NEW)
    for dialled, inside in re.findall(r'href="(?:tel|sms):([^"]*)"[^>]*>(.*?)</a>', shown(), re.S):
        written = re.search(r"<strong>(.*?)</strong>|^([^<]*)$", inside, re.S)
        assert dialled == re.sub(r"[ -]", "", written[1] or written[2])


def test_a_checked_line_says_who_and_when(grace, cast):
    page = grace.get("/safety/lines/gb-samaritans/check/").content.decode()
    assert 'value="Grace"' in page
    seen = re.search(r'name="seen" value="([^"]*)"', page)[1]
    assert grace.post("/safety/lines/gb-samaritans/check/", {"by": "The stewards", "seen": seen}).status_code == 302
    assert "by The stewards" in shown()
    assert line().checker == cast.grace.pk and str(cast.grace.pk) not in re.findall(r"checker[^,]*", shown())


def test_nobody_says_yes_to_what_changed_since_they_read_it(grace):
    answer = grace.post("/safety/lines/gb-samaritans/check/", {"by": "Grace", "seen": "something else"})
    assert answer.status_code == 422 and "changed after you opened it" in answer.content.decode()
    assert not BookOfHelp.objects.exists()


def test_a_changed_line_counts_as_not_yet_checked(grace, cast):
    actions.check_line(cast.grace, line(), "Grace")
    sent = edited(hours="At night") | form_of(grace, "/safety/lines/gb-samaritans/")
    assert grace.post("/safety/lines/gb-samaritans/", sent).status_code == 302
    assert line().hours == "At night" and line().last_checked is None and line().checked_by == ""


def test_saving_without_a_change_keeps_the_check(grace, cast):
    actions.check_line(cast.grace, line(), "Grace")
    grace.post("/safety/lines/gb-samaritans/", edited() | form_of(grace, "/safety/lines/gb-samaritans/"))
    assert line().checked_by == "Grace"


def test_a_line_is_taken_away_and_put_back_whole(grace, cast):
    actions.check_line(cast.grace, line(), "Grace")
    before = line()
    grace.post("/safety/lines/gb-samaritans/remove/")
    assert "Samaritans" not in shown() and "Samaritans" in shown("IE")
    assert "Taken away lately" in grace.get("/safety/lines/").content.decode()
    grace.post("/safety/lines/gb-samaritans/put-back/")
    assert line() == before and "Samaritans" in shown()
    assert grace.post("/safety/lines/gb-samaritans/put-back/").status_code == 404


def test_overdue_checks_are_badged_for_visitors_and_listed_for_the_steward(grace, cast):
    actions.change_line(cast.grace, line(), line().checked(date.today() - timedelta(days=400), "Grace", cast.grace.pk))
    copies.refresh()
    assert "Checked more than a year ago" in shown()
    page = grace.get("/safety/lines/").content.decode()
    due = page.split('id="due"')[1].split("</section>")[0]
    assert "Checked more than a year ago" in due and "Not yet checked" in due


def test_a_country_is_added_with_its_emergency_number_and_a_line(grace):
    assert (
        grace.post("/safety/lines/countries/new/", {"code": "pt", "name": "Portugal", "numbers": "112"}).status_code
        == 302
    )
    grace.post("/safety/lines/new/", NEW | {"country": "PT"})
    assert 'href="tel:112"' in shown("PT") and "The Lantern Line" in shown("PT")
    answer = grace.post("/safety/lines/countries/new/", {"code": "PT", "name": "Portugal", "numbers": ""})
    assert answer.status_code == 422 and "there already" in answer.content.decode()


# ---- what is refused ----


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("call", "call us"),
        ("call", "0800 LANTERN"),
        ("call", "1"),
        ("call", "+1 988 ext 3"),
        ("call", "٣٣٣٣"),
        ("call", "12345678901234567"),
        ("call", "1\n2\n3"),
        ("call", "111\n222\n333\n444\n555"),
        ("text", "tel:123"),
        ("text", "85258;body=x"),
        ("keyword", "<b>"),
        ("name", ""),
        ("country", "XX"),
        ("source_url", "http://lantern.example/"),
        ("source_url", "javascript:alert(1)"),
        ("source_url", "https://nowhere"),
        ("source_url", "https://[broken"),
        ("source_url", ""),
    ],
)
def test_what_nobody_could_dial_or_check_is_refused_and_what_was_typed_is_kept(grace, field, value):
    answer = grace.post("/safety/lines/new/", NEW | {field: value})
    assert answer.status_code == 422 and "Evenings" in answer.content.decode()
    assert not BookOfHelp.objects.exists()


def test_a_line_needs_a_number_and_a_word_needs_one_to_be_texted_to(grace):
    assert grace.post("/safety/lines/new/", NEW | {"call": "", "text": "", "keyword": ""}).status_code == 422
    assert grace.post("/safety/lines/new/", NEW | {"text": ""}).status_code == 422


# ---- two at once ----


def test_of_two_who_change_one_line_the_second_keeps_what_they_typed(grace, cast):
    opened = form_of(grace, "/safety/lines/gb-samaritans/")
    actions.change_line(cast.grace, line(), replace(line(), hours="Quicker"))
    answer = grace.post("/safety/lines/gb-samaritans/", edited(hours="Slower") | opened)
    assert answer.status_code == 422 and "Slower" in answer.content.decode()
    assert line().hours == "Quicker"


def test_what_was_read_before_a_change_is_never_written_over_it(cast):
    old = line()
    actions.change_line(cast.grace, old, replace(old, hours="Quicker"))
    for act in (
        lambda: actions.change_line(cast.grace, old, replace(old, hours="Slower")),
        lambda: actions.check_line(cast.grace, old, "Grace"),
        lambda: actions.remove_line(cast.grace, old),
        lambda: actions.add_line(cast.grace, old),
        lambda: actions.settle_country(cast.grace, "GB", None, "Britain", ()),
    ):
        with pytest.raises(actions.ChangedMeanwhile):
            act()
    assert line().hours == "Quicker" and AuditEvent.objects.filter(verb__startswith="help_").count() == 1


def test_two_versions_made_at_the_same_time_both_take_effect(cast, monkeypatch):
    """The other process was quicker between reading and writing: the change is made again, of what they wrote."""
    actions.change_line(cast.grace, line("ie-samaritans"), replace(line("ie-samaritans"), hours="Once"))
    stale, asked = access.newest_version() - 1, []

    def newest_version():
        asked.append(1)
        return stale if len(asked) == 1 else access.newest_version()

    monkeypatch.setattr(actions, "newest_version", newest_version)
    actions.change_line(cast.grace, line(), replace(line(), hours="Quicker"))
    assert len(asked) == 2
    assert line().hours == "Quicker" and line("ie-samaritans").hours == "Once"


def test_each_act_is_written_down_without_words(cast):
    actions.add_line(cast.grace, Line(id="gb-new", country="GB", name="New", call=(Number("116 123"),)))
    actions.check_line(cast.grace, line("gb-new"), "Grace")
    actions.remove_line(cast.grace, line("gb-new"))
    actions.put_back(cast.grace, "gb-new")
    actions.settle_country(cast.grace, "GB", actions.country_in(access.whole_book(), "GB"), "Britain", (Number("999"),))
    verbs = AuditEvent.objects.filter(actor=cast.grace.pk, verb__startswith="help_").order_by("pk")
    assert list(verbs.values_list("verb", "thing")) == [
        ("help_line_added", "gb-new"),
        ("help_line_checked", "gb-new"),
        ("help_line_removed", "gb-new"),
        ("help_line_restored", "gb-new"),
        ("help_country_settled", "GB"),
    ]


def test_only_the_last_versions_are_kept(cast, monkeypatch):
    monkeypatch.setattr(actions, "VERSIONS", 3)
    for hour in range(6):
        actions.change_line(cast.grace, line(), replace(line(), hours=f"{hour}"))
    assert list(BookOfHelp.objects.order_by("pk").values_list("pk", flat=True)) == [5, 6, 7]


# ---- the copy ----


def test_another_machine_follows_the_database_with_its_next_round(cast, settings, tmp_path):
    actions.change_line(cast.grace, line(), replace(line(), hours="Everywhere"))
    assert "Everywhere" not in shown()
    settings.KITH_DATA = tmp_path / "elsewhere"
    settings.KITH_DATA.mkdir()
    assert copies.refresh in upkeep.EACH
    copies.refresh()
    assert "Everywhere" in shown()


def test_a_database_that_is_away_leaves_the_copy_and_the_round_goes_on(cast, monkeypatch):
    actions.change_line(cast.grace, line(), replace(line(), hours="Kept"))
    copies.refresh()
    reached = []
    monkeypatch.setattr(upkeep, "close_old_connections", lambda: None)
    monkeypatch.setattr(upkeep.connection, "close", lambda: None)
    monkeypatch.setattr(upkeep, "EACH", [lambda: 1 / 0, lambda: reached.append(1)])
    upkeep.one_round()
    assert reached and "Kept" in shown()


def test_the_version_before_stands_in_for_a_damaged_copy_and_the_doctor_says_so(cast, folder):
    for hours in ("First", "Second"):
        actions.change_line(cast.grace, line(), replace(line(), hours=hours))
    copies.refresh()
    (folder / helplines.COPY).write_text('{"countries": {}')
    assert "First" in shown()
    said = [finding.words for finding in copies.examine() if finding.wrong]
    assert any("damaged" in words for words in said)
    copies.refresh()
    assert "Second" in shown() and not [finding for finding in copies.examine() if finding.wrong]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"countries":{},"emergency":{},"lines":[]}', '{"lines": 3}', "\x00"])
def test_any_damaged_file_leads_back_to_the_numbers_that_came_with_kith(folder, text):
    (folder / helplines.COPY).write_text(text)
    assert helplines.book() == helplines.read(helplines.SHIPPED)
    assert "SHOUT" in shown()


def test_a_book_with_a_number_that_no_phone_dials_is_damaged(folder):
    good = as_text(helplines.read(helplines.SHIPPED))
    assert parse(good) == helplines.read(helplines.SHIPPED)
    with pytest.raises(ValueError, match="dial"):
        parse(good.replace("116 123", "116x123", 1))


def test_a_copy_that_cannot_be_written_leaves_the_old_one_and_no_scraps(cast, folder, monkeypatch):
    actions.change_line(cast.grace, line(), replace(line(), hours="Old"))
    copies.refresh()
    actions.change_line(cast.grace, line(), replace(line(), hours="New"))

    def full(_handle):
        raise OSError("no room")

    monkeypatch.setattr(copies.os, "fsync", full)
    copies.refresh()
    assert "Old" in shown()
    assert sorted(path.name for path in folder.iterdir()) == [helplines.BEFORE, helplines.COPY]
    assert any("not what stewards settled" in finding.words for finding in copies.examine())


def test_a_restored_database_without_a_book_takes_the_copy_away(cast, folder):
    actions.change_line(cast.grace, line(), replace(line(), hours="Later"))
    copies.refresh()
    BookOfHelp.objects.all().delete()
    copies.refresh()
    assert not list(folder.iterdir()) and "Later" not in shown()


def test_a_change_that_is_taken_back_reaches_nobody(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError), transaction.atomic():
        actions.change_line(cast.grace, line(), replace(line(), hours="Never"))
        raise RuntimeError
    assert "Never" not in shown()


# ---- whoever checked it ----


def test_whoever_checked_a_line_can_take_that_along_and_is_forgotten_in_every_version(cast, folder):
    actions.check_line(cast.grace, line(), "Grace herself")
    actions.change_line(cast.grace, line("ie-samaritans"), replace(line("ie-samaritans"), hours="Later"))
    took = portability.export(cast.grace)["helplines_i_checked"]
    assert [(one["line"], one["checked_by"]) for one in took] == [("Samaritans", "Grace herself")]
    copies.refresh()
    portability.erase(cast.grace)
    copies.refresh()
    assert not BookOfHelp.objects.filter(text__contains="Grace herself").exists()
    assert all("Grace herself" not in path.read_text() for path in folder.iterdir())
    assert line().last_checked and line().checker is None


def test_someone_who_is_leaving_is_no_longer_named(cast):
    actions.check_line(cast.grace, line(), "Grace herself")
    hide_everywhere(cast.grace, keep_posts=True)
    copies.refresh()
    assert "Grace herself" not in shown()
