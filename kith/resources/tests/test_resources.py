"""Sharing a link or a tip: nobody but those in trust sees it until it is checked, and nobody learns whose it is."""

from datetime import timedelta

import pytest
import time_machine
from django.http import Http404
from django.test import Client

from conftest import proved
from kith.core import outside, runner
from kith.core.clock import now
from kith.core.limits import TooMany
from kith.notices.actions import read_out
from kith.notices.models import Notice
from kith.resources import access, actions, tasks
from kith.resources.models import Problem, Resource

pytestmark = pytest.mark.django_db
SAID = {
    "kind": "link",
    "title": "Sleep, step by step",
    "url": "https://sleep.example/steps",
    "words": "Short films that helped me on bad nights.",
    "language": "en",
    "cost": "free",
    "topics": ["sleep"],
}


def shared(person, **more):
    return actions.share(person, **{**SAID, **more})


def checked(cast, **more):
    made = shared(cast.ana, **more)
    assert actions.accept(cast.grace, made)
    return Resource.objects.get(pk=made.pk)


def as_read(page):
    return page.split('name="as_read" value="')[1].split('"')[0]


@pytest.fixture
def signed(cast):
    def sign(who):
        client = Client()
        client.force_login(who, backend="kith.people.backend.Backend")
        proved(client, who)
        return client

    return sign


@pytest.fixture(params=["femi", "grace", "dr_osei"])
def checker(request, cast):
    return getattr(cast, request.param)


def test_what_waits_is_seen_by_its_sharer_and_those_who_check_alone(cast, checker, signed, client):
    made = shared(cast.ana)
    for who, status in ((cast.ana, 200), (checker, 200), (cast.ben, 404), (cast.stranger, 404)):
        assert signed(who).get(f"/resources/{made.code}/").status_code == status
    assert client.get(f"/resources/{made.code}/").status_code == 404
    assert made.title not in client.get("/resources/").content.decode()
    assert made.title not in signed(checker).get("/resources/").content.decode()


def test_what_was_checked_is_found_by_everyone_and_names_nobody(cast, checker, client):
    made = shared(cast.ana)
    actions.accept(checker, made)
    for address in (
        "/resources/",
        "/resources/?q=bad+nights",
        "/resources/?topic=sleep&cost=free",
        f"/resources/{made.code}/",
    ):
        page = client.get(address).content.decode()
        assert made.title in page
        assert cast.ana.name not in page and checker.name not in page
    for address in ("/resources/?q=trains", "/resources/?topic=money", "/resources/?cost=paid", "/resources/?kind=tip"):
        assert made.title not in client.get(address).content.decode()


def test_nobody_checks_their_own(cast, signed):
    made = shared(cast.grace)
    with pytest.raises(Http404):
        actions.accept(cast.grace, made)
    assert signed(cast.grace).get(f"/resources/{made.code}/check/").status_code == 404
    assert not access.to_check(cast.grace).exists()


@pytest.mark.parametrize("who", ["ana", "ben", "cleo", "stranger"])
def test_nobody_else_checks(cast, signed, who):
    made = shared(cast.ana)
    client = signed(getattr(cast, who))
    assert client.get("/resources/check/").status_code == 404
    assert client.post(f"/resources/{made.code}/check/", {"days": 180}).status_code == 404
    with pytest.raises(Http404):
        actions.accept(getattr(cast, who), made)


def test_a_day_that_is_over_is_not_promised(cast, client):
    made = checked(cast)
    assert "who will look again by" in client.get(f"/resources/{made.code}/").content.decode()
    with time_machine.travel(made.shared + timedelta(days=200)):
        page = client.get(f"/resources/{made.code}/").content.decode()
    assert "look again by" not in page and "should look again soon" in page


def test_a_change_is_checked_again_and_until_then_not_found(cast, client):
    made = checked(cast)
    actions.change(cast.ana, made, **{**SAID, "words": "Films, and now a book too."})
    assert made.title not in client.get("/resources/?q=films").content.decode()
    assert client.get(f"/resources/{made.code}/").status_code == 404


def test_whoever_says_yes_has_read_the_words_that_are_shown(cast, signed):
    made = shared(cast.ana)
    client = signed(cast.grace)
    page = client.get(f"/resources/{made.code}/check/").content.decode()
    actions.change(cast.ana, made, **{**SAID, "words": "Buy my pills."})
    client.post(f"/resources/{made.code}/check/", {"days": 180, "as_read": as_read(page)})
    assert Resource.objects.get(pk=made.pk).state == Resource.State.WAITING
    assert not actions.accept(cast.grace, made)


def test_declining_tells_its_sharer_why_and_nobody_else(cast, signed):
    made = shared(cast.ana)
    signed(cast.femi).post(
        f"/resources/{made.code}/check/",
        {"decline": "1", "words": "It sells something.", "as_read": made.changed.isoformat()},
    )
    assert "It sells something." in signed(cast.ana).get(f"/resources/{made.code}/").content.decode()
    assert "It sells something." not in signed(cast.grace).get(f"/resources/{made.code}/").content.decode()
    notice = Notice.objects.get(person=cast.ana, kind="resource_checked")
    assert "not shown" in read_out(cast.ana, [notice])[0][1].text


def test_a_notice_says_nothing_any_more_when_nothing_waits(cast):
    made = shared(cast.ana)
    notice = Notice.objects.get(person=cast.grace, kind="resource_to_check")
    assert read_out(cast.grace, [notice])
    actions.accept(cast.femi, made)
    assert not Notice.objects.filter(kind="resource_to_check").exists()


def test_taking_back_hides_it_at_once_and_putting_back_shows_it_as_it_was(cast, client, signed):
    made, mine = checked(cast), signed(cast.ana)
    answer = mine.post(f"/resources/{made.code}/remove/", follow=True).content.decode()
    assert "Put it back" in answer
    assert client.get(f"/resources/{made.code}/").status_code == 404
    assert made.title not in client.get("/resources/?q=sleep").content.decode()
    mine.post(f"/resources/{made.code}/keep/")
    assert made.title in client.get("/resources/?q=sleep").content.decode()


def test_what_was_taken_back_is_forgotten_after_an_hour(cast):
    made, kept = checked(cast), checked(cast, title="Another")
    actions.take_back(cast.ana, made)
    actions.take_back(cast.ana, kept)
    actions.put_back(cast.ana, kept)
    with time_machine.travel(made.shared + tasks.UNDO_FOR * 2):
        runner.run_due()
    assert list(Resource.objects.all()) == [kept]


def test_a_problem_is_read_by_those_who_check_alone_and_settled_by_looking(cast, signed, client):
    made = checked(cast)
    signed(cast.ben).post(f"/resources/{made.code}/problem/", {"kind": "wrong", "words": "The number has changed."})
    for who in (cast.ana, cast.stranger):
        assert "number has changed" not in signed(who).get(f"/resources/{made.code}/").content.decode()
    page = signed(cast.femi).get(f"/resources/{made.code}/check/").content.decode()
    assert "number has changed" in page and cast.ben.name not in page
    assert list(access.to_look_at_again(cast.femi)) == [made]
    signed(cast.femi).post(f"/resources/{made.code}/check/", {"days": 180, "as_read": as_read(page)})
    assert not access.to_look_at_again(cast.femi)
    assert Problem.objects.get().settled


@pytest.mark.parametrize("said", ["first", "again"])
@pytest.mark.parametrize("answer", [{"days": 180}, {"decline": "1", "words": "It is gone."}])
def test_a_problem_that_is_said_while_someone_checks_stays_open_until_it_is_read(cast, signed, said, answer):
    made, client = checked(cast), signed(cast.femi)
    if said == "again":
        actions.report(cast.ben, made, "gone", "Gone.")
    page = client.get(f"/resources/{made.code}/check/").content.decode()
    actions.report(cast.ben, made, "harms", "It names numbers.")
    page = client.post(f"/resources/{made.code}/check/", {**answer, "as_read": as_read(page)}).content.decode()
    assert "It names numbers." in page and not Problem.objects.get().settled
    assert Resource.objects.get().state == Resource.State.SHOWN
    client.post(f"/resources/{made.code}/check/", {**answer, "as_read": as_read(page)})
    assert Problem.objects.get().settled


def test_what_was_read_is_settled_as_it_was_read(cast):
    made = checked(cast)
    actions.report(cast.ben, made, "gone")
    read = access.open_problems(cast.femi, made)
    actions.report(cast.ben, made, "harms", "Numbers.")
    actions.report(cast.stranger, made, "sells")
    assert actions.accept(cast.femi, Resource.objects.get(pk=made.pk), problems=read)
    assert Problem.objects.filter(settled=None).count() == 2
    assert Notice.objects.filter(kind="resource_to_check").exists()


def test_nobody_is_asked_to_look_again_at_their_own(cast):
    made = shared(cast.grace)
    actions.accept(cast.femi, made)
    actions.report(cast.ben, Resource.objects.get(), "gone")
    assert list(access.to_look_at_again(cast.femi)) == [made]
    assert not access.to_look_at_again(cast.grace).exists()
    assert access.waiting_for(cast.grace) == 0


def test_saying_a_problem_again_renews_when_it_was_said(cast):
    made = checked(cast)
    actions.report(cast.ben, made, "gone")
    before = Problem.objects.get().at
    actions.report(cast.ben, made, "gone")
    assert Problem.objects.get().at > before


def test_the_same_problem_said_twice_is_one(cast):
    made = checked(cast)
    actions.report(cast.ben, made, "gone")
    actions.report(cast.ben, made, "harms", "Numbers.")
    assert [(one.kind, one.words) for one in Problem.objects.all()] == [("harms", "Numbers.")]


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("javascript:alert(1)", None),
        ("ftp://example.org/", None),
        ("https://me:secret@example.org/", None),
        ("just words", None),
        ("https://example.org:8443/", None),
        ("", None),
        ("example.org/sleep", "https://example.org/sleep"),
        ("http://example.org", "http://example.org"),
    ],
)
def test_an_address_is_one_of_a_page_or_is_asked_for_again_with_the_words_kept(cast, signed, address, kept):
    answer = signed(cast.ana).post("/resources/new/", {**SAID, "url": address})
    if kept:
        assert Resource.objects.get().url == kept
    else:
        assert answer.status_code == 422
        assert SAID["words"] in answer.content.decode()
        assert not Resource.objects.exists()


def test_a_tip_needs_no_address(cast, signed):
    assert signed(cast.ana).post("/resources/new/", {**SAID, "kind": "tip", "url": ""}).status_code == 302


def test_only_so_many_are_shared_in_a_day(cast):
    for number in range(actions.A_DAY):
        shared(cast.ana, title=f"Number {number}")
    with pytest.raises(TooMany):
        shared(cast.ana)


# ---- links that no longer lead anywhere ----


@pytest.fixture
def answers(settings, monkeypatch):
    """What the world answers, by host; whatever is asked is noted."""
    settings.CHECK_LINKS = True
    known, asked = {}, []

    def status(url):
        asked.append(url)
        answer = known.get(outside.host_of(url), 200)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(outside, "status", status)
    return known, asked


def test_a_link_is_called_broken_when_it_has_failed_for_days_and_not_before(cast, answers):
    known, asked = answers
    made = checked(cast)
    known["sleep.example"] = 404
    with time_machine.travel(made.shared, tick=False) as travel:
        for _day in range(4):
            tasks.try_links()
            travel.shift(60 * 60 * 25)
        broken = Resource.objects.get()
        assert broken.is_broken and len(asked) == 4
        assert list(access.to_look_at_again(cast.grace)) == [broken]
        known["sleep.example"] = 200
        tasks.try_links()
        assert not Resource.objects.get().is_broken


def test_a_link_that_works_is_tried_once_a_week_and_one_host_once_in_a_run(cast, answers):
    _known, asked = answers
    checked(cast)
    checked(cast, title="Another page", url="https://sleep.example/other")
    tasks.try_links()
    assert len(asked) == 1
    tasks.try_links()
    assert len(asked) == 2
    tasks.try_links()
    assert len(asked) == 2


@pytest.mark.parametrize("answer", [403, 405, 429, 500, 503])
def test_a_site_that_is_busy_or_lets_no_programs_in_is_there(answers, answer):
    known, _asked = answers
    known["sleep.example"] = answer
    assert tasks.leads_somewhere(SAID["url"])


@pytest.mark.parametrize("answer", [404, 410])
def test_a_page_that_is_gone_is_not(answers, answer):
    known, _asked = answers
    known["sleep.example"] = answer
    assert tasks.leads_somewhere(SAID["url"]) is False


@pytest.mark.parametrize("answer", [outside.AwayError("gone"), outside.RefusedError("ours")])
def test_a_site_where_nobody_answers_fails_only_while_someone_else_answers(cast, answers, answer):
    known, asked = answers
    made, other = checked(cast), checked(cast, title="Another", url="https://other.example/")
    known |= {"sleep.example": answer, "other.example": answer}
    tasks.try_links()
    assert len(asked) == 2
    assert not Resource.objects.exclude(link_tried=None).exists(), "we are cut off: nothing is noted"
    Resource.objects.filter(pk=other.pk).update(link_tried=now())
    known["other.example"] = 200
    tasks.try_links()
    assert Resource.objects.get(pk=made.pk).link_fails_since
    assert not Resource.objects.get(pk=other.pk).link_fails_since


def test_a_link_that_failed_once_before_we_were_cut_off_is_not_called_broken(cast, answers):
    known, _asked = answers
    made = checked(cast)
    known["sleep.example"] = 404
    tasks.try_links()
    known["sleep.example"] = outside.AwayError("no net")
    with time_machine.travel(made.shared + timedelta(days=5)):
        tasks.try_links()
        assert not Resource.objects.get().is_broken
        assert not access.to_look_at_again(cast.grace)


def test_only_a_few_links_are_tried_in_one_run_and_all_in_turn(cast, answers):
    _known, asked = answers
    for number in range(tasks.AT_ONCE + 2):
        checked(cast, title=f"Page {number}", url=f"https://site{number}.example/")
    tasks.try_links()
    assert len(asked) == tasks.AT_ONCE
    tasks.try_links()
    assert len(set(asked)) == len(asked) == tasks.AT_ONCE + 2


def test_what_waits_is_never_fetched_and_nothing_is_when_it_is_turned_off(cast, answers, settings):
    _known, asked = answers
    shared(cast.ana)
    tasks.try_links()
    checked(cast, url="https://elsewhere.example/")
    settings.CHECK_LINKS = False
    tasks.try_links()
    assert asked == []
