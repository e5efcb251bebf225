"""The mail itself: it gives nothing away, and stops in one step, also for someone who is not signed in."""

import re

import pytest
from django.core import mail, signing
from django.test import Client

from kith.groups import actions as groups
from kith.mydata.tests.filled import group_of
from kith.notices import actions, stopping
from kith.notices.families import Family
from kith.notices.models import AtNight, FamilyWish, Wishes
from kith.notices.wishes import ways_of
from kith.people.actions import give
from kith.recovery import actions as recovery
from kith.spaces import actions as spaces
from tests.notices.passing import passes, run
from tests.test_mail import TELLING

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(cast, reach, clock, settings):
    settings.SITE_URL = "https://place.example"
    settings.ALLOWED_HOSTS = ["*"]
    settings.COMMUNITY_NAME = "Recovery House"
    return reach(cast.ana)


def everything(cast, ana, clock):
    """Cleo answers in a group, Ben writes and shares, each with words nobody may meet in a mail."""
    walk = group_of(cast.cleo, "The bipolar's walk")
    groups.join(ana, walk, "Ana")
    thread = spaces.start_thread(ana, walk.space, "My secret title", "Long week", "heard")
    spaces.reply(cast.cleo, thread, "Secret answer")
    spaces.write_to(cast.ben, ana, "Secret letter")
    recovery.check_in(cast.ben, 1, "Secret words", share=[cast.ben.ties.get(person=ana).pk])
    passes(clock, minutes=5)
    return mail.outbox[-1]


def whole(letter):
    return "\n".join([letter.subject, letter.body, letter.alternatives[0].content])


def test_by_default_it_says_only_that_there_is_something(cast, ana, clock, choose):
    choose(ana)
    words = whole(everything(cast, ana, clock))
    plain = re.sub(r"https://\S+|<[^>]+>", "", words)
    assert not TELLING.search(plain), TELLING.search(plain)
    for secret in ("Cleo", "Ben", "Ana", "walk", "ecret", "Recovery House"):
        assert secret not in words.replace("Recover", "R"), secret


def test_fuller_words_say_who_and_where_and_never_what(cast, ana, clock, choose):
    choose(ana, fuller=True)
    words = whole(everything(cast, ana, clock))
    assert "Cleo answered you in The bipolar's walk." in words
    assert "Ben wrote to you." in words and "Ben shared something with you." in words
    assert "ecret" not in words


def test_fuller_words_keep_to_themselves_what_one_calls_others(cast, ana, clock, choose):
    tie = ana.ties.get(person=cast.ben)
    tie.name = "My little brother"
    tie.save()
    choose(ana, fuller=True)
    assert "little brother" not in whole(everything(cast, ana, clock))


def test_who_is_discreet_gets_no_fuller_words(cast, ana, clock, choose):
    choose(ana, fuller=True)
    type(ana).objects.filter(pk=ana.pk).update(discreet=True)
    assert "Cleo" not in whole(everything(cast, ana, clock))


def test_the_link_asks_who_is_there_and_leads_to_what_may_still_be_read(cast, ana, clock, choose, as_):
    choose(ana)
    spaces.write_to(cast.ben, ana, "Hello")
    passes(clock, minutes=5)
    (link,) = re.findall(r"https://place.example(/notices/\d+/)\s", mail.outbox[0].body)
    assert Client().get(link).url.startswith("/accounts/login/")
    assert as_(cast.ben).get(link).status_code == 404
    assert as_(ana).get(link).url.startswith("/messages/")


def stop_link(letter):
    found = re.fullmatch(r"<https://place.example(/notices/stop/[^/]+/)>", letter.extra_headers["List-Unsubscribe"])
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert found[1] in letter.body and found[1] in letter.alternatives[0].content
    return found[1]


def test_one_press_stops_it_without_signing_in_and_opening_it_does_not(cast, ana, clock, choose):
    choose(ana)
    spaces.write_to(cast.ben, ana, "Hello")
    passes(clock, minutes=5)
    link, somebody = stop_link(mail.outbox[0]), Client(enforce_csrf_checks=True)
    assert b"No more of this mail" in somebody.get(link).content
    assert ways_of(ana)[Family.CLOSE].mail == "soon"
    answer = somebody.post(link, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200 and b"No more mail" in answer.content
    assert ways_of(ana)[Family.CLOSE].mail == "never"
    assert ways_of(ana)[Family.ANSWERS].mail == "soon", "only the family the mail was about"
    actions.mark_read(ana)
    spaces.write_to(cast.ben, ana, "Hello again")
    passes(clock, days=2)
    assert len(mail.outbox) == 1


def test_a_mail_about_several_things_stops_all_and_what_waits_too(cast, ana, clock, choose):
    choose(ana)
    link = stop_link(everything(cast, ana, clock))
    actions.mark_read(ana)
    spaces.write_to(cast.ben, ana, "Hello again")
    run()
    Client().post(link)
    assert not Wishes.objects.get(person=ana).by_mail
    passes(clock, days=2)
    assert len(mail.outbox) == 1


def test_a_link_is_good_for_its_own_person_and_names_nobody(cast, ana, reach):
    ben = reach(cast.ben)
    one, other = stopping.token(ana, Family.CLOSE), stopping.token(ben, None)
    Client().post(f"/notices/stop/{one}/")
    assert not FamilyWish.objects.filter(person=ben).exists()
    assert Wishes.objects.get(person=ben).by_mail
    assert not re.search(rf"\b{ana.pk}\b", one) and "ana" not in one
    assert stopping.token(ana, Family.CLOSE) == one
    mixed = other.split(".")[0] + "." + ".".join(one.split(".")[1:])
    for forged in (mixed, one[:-1], "x", "all"):
        assert Client().post(f"/notices/stop/{forged}/").status_code == 404


def test_nobody_reads_in_a_link_what_the_mail_was_about(cast, ana):
    links = {stopping.token(ana, family) for family in [*Family, None]}
    assert len(links) == len(Family) + 1 and len({one.split(".")[0] for one in links}) == 1
    for family in (Family.CLOSE, Family.SAFETY, Family.MEETINGS):
        link = stopping.token(ana, family)
        assert family.value not in link
        assert stopping.read(link).family == family
    assert stopping.read(stopping.token(ana, None)).family is None


def test_a_link_of_a_family_that_is_no_more_stops_nothing(cast, ana):
    mark = Wishes.objects.get_or_create(person=ana)[0].mark.hex
    signed = signing.Signer(salt=stopping.SALT).sign(f"{mark}.letters")
    for link in (signed, f"{mark}.{signed.rpartition(':')[2]}"):
        assert stopping.read(link) is None
        assert Client().post(f"/notices/stop/{link}/").status_code == 404
    assert Wishes.objects.get(person=ana).by_mail


def test_stopping_a_kind_stops_it_at_night_too(cast, ana, clock):
    clock.move_to("2026-03-03T23:00:00+00:00")
    give(cast.ben, "hard_time", grantee=ana)
    actions.choose_hours(ana, "Europe/London", {}, [ana.ties.get(person=cast.ben).pk])
    said = recovery.say_so(cast.ben, "")
    run()
    Client().post(f"/notices/stop/{stopping.token(ana, Family.NAMED)}/")
    assert AtNight.objects.exists(), "another kind"
    Client().post(f"/notices/stop/{stopping.token(ana, Family.CLOSE)}/")
    assert not AtNight.objects.exists()
    recovery.take_back(cast.ben, said)
    recovery.say_so(cast.ben, "")
    passes(clock, days=1)
    assert len(mail.outbox) == 1, "what went before it was stopped"


def test_nothing_is_learned_from_the_link_of_someone_who_is_gone(cast, ana):
    link = f"/notices/stop/{stopping.token(ana, None)}/"
    before = Client().get(link), Client().post(link)
    Wishes.objects.filter(person=ana).delete()
    after = Client().get(link), Client().post(link)
    clean = [re.sub(rb'value="[^"]*"', b"", answer.content) for answer in (*before, *after)]
    assert clean[:2] == clean[2:]
    assert [answer.status_code for answer in after] == [200, 200]


def test_stopping_twice_is_no_trouble(cast, ana):
    link = f"/notices/stop/{stopping.token(ana, Family.NAMED)}/"
    assert [Client().post(link).status_code for _n in range(2)] == [200, 200]
    assert FamilyWish.objects.filter(person=ana).count() == 1


def test_without_the_words_of_a_mail_program_the_form_needs_its_own_token(cast, ana):
    link, somebody = f"/notices/stop/{stopping.token(ana, None)}/", Client(enforce_csrf_checks=True)
    assert somebody.post(link).status_code == 403
    assert Wishes.objects.get(person=ana).by_mail
    html = somebody.get(link).content.decode()
    (token,) = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', html)
    assert somebody.post(link, {"csrfmiddlewaretoken": token}).status_code == 200
    assert not Wishes.objects.get(person=ana).by_mail
