"""Check-ins: kept for oneself, shared only where one chose, and gone for others the moment one says so."""

from datetime import timedelta

import pytest
import time_machine

from kith.core.audit import AuditEvent, Verb
from kith.core.clock import now
from kith.core.crypto import destroy_key
from kith.people import actions as people
from kith.people.models import Block, Grant, Tie
from kith.recovery import access, actions, portability
from kith.recovery.models import CheckIn, Mood
from kith.spaces import actions as spaces
from kith.spaces.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(cast, as_):
    return as_(cast.ana)


@pytest.fixture
def ben(cast, as_):
    return as_(cast.ben)


def tie_to(owner, person):
    return str(Tie.objects.get(owner=owner, person=person).pk)


def page_of(check_in):
    return f"/check-in/{check_in.pk}/"


def saw(client, check_in, words="pigeon"):
    """What a page shows of a check-in: nothing, the tap, or the words too."""
    response = client.get(page_of(check_in))
    if response.status_code == 404:
        return "nothing"
    return "words" if words in response.content.decode() else "tap"


# ---- for oneself ----


@pytest.mark.parametrize("mood", [1, 2, 3, 4, 5])
def test_one_tap_is_a_whole_check_in_and_only_mine(ana, ben, cast, as_, mood):
    response = ana.post("/check-in/", {"mood": mood})
    made = CheckIn.objects.get()
    assert response["Location"] == page_of(made)
    assert made.mood == mood and made.words == ""
    page = ana.get(page_of(made)).content.decode()
    assert str(Mood(mood).label) in page and "Only you can read this." in page
    for other in (ben, as_(cast.femi), as_(cast.grace), as_(cast.dr_osei), as_(cast.stranger)):
        assert other.get(page_of(made)).status_code == 404


def test_the_words_lie_sealed_in_the_database(ana, cast, django_assert_num_queries):
    ana.post("/check-in/", {"mood": 3, "words": "pigeon"})
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM recovery_checkin")
        assert b"pigeon" not in bytes(cursor.fetchone()[0])


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"mood": ""},
        {"mood": "0"},
        {"mood": "6"},
        {"mood": "abc"},
        {"mood": "3", "words": "x" * 4001},
        {"mood": "3", "share": "nobody"},
        {"mood": "3\x00"},
    ],
)
def test_what_cannot_be_kept_gets_a_clear_answer_and_leaves_nothing(ana, data):
    response = ana.post("/check-in/", data)
    assert response.status_code == 422
    assert b"There is a problem" in response.content
    assert not CheckIn.objects.exists()


def test_a_double_tap_makes_one(ana):
    for _tap in range(2):
        ana.post("/check-in/", {"mood": 3, "once": "t" * 20})
    assert CheckIn.objects.count() == 1


def test_words_come_back_unchanged(ana):
    words = '<3 </3 <b>no</b> 🦔 مرحبا\n\nsecond line & "quotes"'
    ana.post("/check-in/", {"mood": 3})
    made = CheckIn.objects.get()
    ana.post(page_of(made), {"words": words})
    assert CheckIn.objects.get().words.replace("\r\n", "\n") == words
    page = ana.get(page_of(made)).content.decode()
    assert "<b>no</b>" not in page and "&lt;b&gt;no" in page


def test_removing_can_be_undone_for_an_hour_and_then_it_is_deleted(ana):
    ana.post("/check-in/", {"mood": 3, "words": "pigeon"})
    made = CheckIn.objects.get()
    response = ana.post(f"/check-in/{made.pk}/remove/")
    assert ana.get(page_of(made)).status_code == 404
    assert b"Put it back" in ana.get(response["Location"]).content
    ana.post(f"/check-in/{made.pk}/keep/")
    assert ana.get(page_of(made)).status_code == 200
    ana.post(f"/check-in/{made.pk}/remove/")
    from kith.recovery.tasks import forget_removed

    forget_removed("check_in", str(made.pk))
    assert CheckIn.objects.exists()
    CheckIn.objects.update(removed=now() - timedelta(hours=1))
    forget_removed("check_in", str(made.pk))
    assert not CheckIn.objects.exists()


def test_nobody_else_can_change_or_remove_mine(ben, ana):
    ana.post("/check-in/", {"mood": 3, "words": "pigeon"})
    made = CheckIn.objects.get()
    assert ben.post(page_of(made), {"words": "mine now"}).status_code == 404
    assert ben.post(f"/check-in/{made.pk}/remove/").status_code == 404
    ana.post(f"/check-in/{made.pk}/remove/")
    assert ben.post(f"/check-in/{made.pk}/keep/").status_code == 404


def test_looking_back_shows_dots_and_a_list_but_no_score(ana, cast):
    for days in range(40):
        CheckIn.objects.create(person=cast.ana, mood=days % 5 + 1, words="pigeon", at=now() - timedelta(days=days))
    page = ana.get("/check-in/history/").content.decode()
    assert page.count("plot-dot") == 40 and "plot-band" in page
    assert "Page 1 of 2" in page
    assert "average" not in page.lower() and "streak" not in page.lower()


@pytest.mark.parametrize("address", ["/check-in/", "/check-in/history/", "/strategies/"])
def test_pages_ask_little_of_the_database_whatever_the_size(ana, cast, queries, address):
    for days in range(60):
        CheckIn.objects.create(person=cast.ana, mood=3, words="pigeon", at=now() - timedelta(days=days))
        actions.add_strategy(cast.ana, f"walk {days}") if days < 20 else None
    people.give(cast.ben, "check_ins", grantee=cast.ana)
    people.give(cast.cleo, "check_ins", grantee=cast.ana)
    for person in (cast.ben, cast.cleo) * 5:
        CheckIn.objects.create(person=person, mood=2, words="soup")
    with queries(12):
        assert ana.get(address).status_code == 200


def test_visitors_are_asked_to_sign_in(visitor, ana):
    ana.post("/check-in/", {"mood": 3})
    for address in ("/check-in/", "/check-in/history/", page_of(CheckIn.objects.get()), "/strategies/"):
        assert visitor.get(address)["Location"].startswith("/accounts/login/")


# ---- shared ----


def test_sharing_one_shares_that_one_and_no_other(ana, ben, cast):
    ana.post("/check-in/", {"mood": 2, "words": "pigeon"})
    ana.post("/check-in/", {"mood": 3, "words": "pigeon"})
    second, first = CheckIn.objects.order_by("-at")
    ana.post(page_of(first), {"words": "pigeon", "share": [tie_to(cast.ana, cast.ben)]})
    assert (saw(ben, first), saw(ben, second)) == ("words", "nothing")
    assert "Ben" in ana.get(page_of(first)).content.decode()
    assert [s.id for s in access.shared_with(cast.ben)] == [first.pk]


def test_unticking_stops_it_with_the_next_request(ana, ben, cast):
    ana.post("/check-in/", {"mood": 2, "words": "pigeon", "share": [tie_to(cast.ana, cast.ben)]})
    made = CheckIn.objects.get()
    assert saw(ben, made) == "words"
    ana.post(page_of(made), {"words": "pigeon"})
    assert saw(ben, made) == "nothing"
    assert access.shared_with(cast.ben) == []
    assert b"shared how they are" not in ben.get("/notices/").content


@pytest.mark.parametrize(("level", "seen"), [("tap", "tap"), ("words", "words")])
def test_a_standing_grant_shows_what_its_level_says(ana, ben, cast, level, seen):
    people.give(cast.ana, "check_ins", level=level, grantee=cast.ben)
    ana.post("/check-in/", {"mood": 2, "words": "pigeon"})
    assert saw(ben, CheckIn.objects.get()) == seen
    assert (access.shared_with(cast.ben)[0].words == "pigeon") is (level == "words")
    front = ana.get("/check-in/").content.decode()
    assert "Ben can" in front and "Keep this one to me alone" in front


def test_words_shared_once_do_not_widen_other_check_ins(ana, ben, cast):
    people.give(cast.ana, "check_ins", level="tap", grantee=cast.ben)
    ana.post("/check-in/", {"mood": 2, "words": "pigeon", "share": [tie_to(cast.ana, cast.ben)]})
    ana.post("/check-in/", {"mood": 3, "words": "pigeon"})
    second, first = CheckIn.objects.order_by("-at")
    assert (saw(ben, first), saw(ben, second)) == ("words", "tap")
    assert {s.id: s.words for s in access.shared_with(cast.ben)} == {first.pk: "pigeon", second.pk: ""}


def test_one_kept_to_oneself_is_kept_from_standing_grants_too(ana, ben, cast):
    people.give(cast.ana, "check_ins", grantee=cast.ben)
    ana.post("/check-in/", {"mood": 2, "only_me": "on"})
    made = CheckIn.objects.get()
    assert saw(ben, made) == "nothing" and access.shared_with(cast.ben) == []
    assert b"Only you can read this." in ana.get(page_of(made)).content
    ana.post(page_of(made), {"words": ""})
    assert saw(ben, made) == "tap"


def test_one_cannot_both_share_and_keep_to_oneself(ana, cast):
    response = ana.post("/check-in/", {"mood": 2, "only_me": "on", "share": [tie_to(cast.ana, cast.ben)]})
    assert response.status_code == 422 and not CheckIn.objects.exists()


def test_a_grant_of_all_does_not_reach_back_before_its_start(ben, cast):
    before = CheckIn.objects.create(person=cast.ana, mood=2, words="pigeon", at=now() - timedelta(days=1))
    people.give(cast.ana, "check_ins", grantee=cast.ben)
    assert saw(ben, before) == "nothing"


ENDINGS = {
    "the grant is ended": lambda cast: people.end_grant(cast.ana, Grant.objects.get()),
    "its date has passed": lambda cast: Grant.objects.update(ends=now() - timedelta(seconds=1)),
    "it has not begun": lambda cast: Grant.objects.update(starts=now() + timedelta(days=1)),
    "Ana took Ben off her map": lambda cast: Tie.objects.filter(owner=cast.ana, person=cast.ben).delete(),
    "Ben took Ana off his map": lambda cast: Tie.objects.filter(owner=cast.ben, person=cast.ana).delete(),
    "Ana blocked Ben": lambda cast: Block.objects.create(blocker=cast.ana, blocked=cast.ben),
    "Ben blocked Ana": lambda cast: Block.objects.create(blocker=cast.ben, blocked=cast.ana),
    "Ana removed it": lambda cast: actions.remove_check_in(cast.ana, CheckIn.objects.get()),
    "Ana's account is closed": lambda cast: type(cast.ana).objects.filter(pk=cast.ana.pk).update(is_active=False),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_reading_ends_at_once_when(ending, ana, ben, cast):
    people.give(cast.ana, "check_ins", grantee=cast.ben)
    ana.post("/check-in/", {"mood": 2, "words": "pigeon"})
    made = CheckIn.objects.get()
    assert saw(ben, made) == "words"
    ENDINGS[ending](cast)
    assert saw(ben, made) == "nothing"
    assert access.shared_with(cast.ben) == []
    assert b"pigeon" not in ben.get("/check-in/").content
    assert ben.post(page_of(made), {"kind": "thinking"}).status_code == 404


def test_a_grant_to_a_circle_reaches_only_those_in_it(ana, ben, cast, as_):
    people.give(cast.ana, "check_ins", circle="inner")
    ana.post("/check-in/", {"mood": 2, "words": "pigeon"})
    made = CheckIn.objects.get()
    assert (saw(ben, made), saw(as_(cast.cleo), made)) == ("words", "nothing")


def test_sharing_with_someone_not_connected_is_refused(ana, cast):
    loose = Tie.objects.create(owner=cast.ana, kind="peer", name="Sam")
    response = ana.post("/check-in/", {"mood": 2, "share": [str(loose.pk)]})
    assert response.status_code == 422 and not Grant.objects.exists()


def test_an_unknown_and_a_private_check_in_answer_alike(ben, ana):
    ana.post("/check-in/", {"mood": 2})
    made = CheckIn.objects.get()
    private, unknown = ben.get(page_of(made)), ben.get("/check-in/01890000-0000-7000-8000-000000000000/")
    assert private.status_code == unknown.status_code == 404
    strip = lambda r: r.content.decode().split("csrfmiddlewaretoken")[0]  # noqa: E731
    assert strip(private) == strip(unknown)


def test_looking_is_noted_for_the_owner_once_an_hour(ana, ben, cast):
    people.give(cast.ana, "check_ins", grantee=cast.ben)
    ana.post("/check-in/", {"mood": 2})
    made = CheckIn.objects.get()
    for _look in range(3):
        ben.get(page_of(made))
    looks = AuditEvent.objects.filter(verb=Verb.LOOKED, owner=cast.ana.pk, actor=cast.ben.pk)
    assert looks.count() == 1
    with time_machine.travel(now() + timedelta(hours=2)):
        ben.get(page_of(made))
    assert looks.count() == 2
    ana.get(page_of(made))
    assert AuditEvent.objects.filter(verb=Verb.LOOKED, actor=cast.ana.pk).count() == 0


def test_the_frame_says_who_shares_and_until_when(ana, ben, cast):
    people.give(cast.ana, "check_ins", grantee=cast.ben, ends=now() + timedelta(days=5))
    ana.post("/check-in/", {"mood": 2})
    page = ben.get(page_of(CheckIn.objects.get())).content.decode()
    assert "Ana chose to share this with you until" in page and "can see that you opened it" in page


def test_after_a_tap_it_says_who_sees_it_without_words(ana, cast):
    people.give(cast.ana, "check_ins", grantee=cast.ben, level="tap")
    ana.post("/check-in/", {"mood": 3})
    made = CheckIn.objects.get()
    line = f"Ben can see that you chose “{made.mood_word}”, but not your words."
    page = ana.get(page_of(made)).content.decode()
    assert line in page and "It is saved. You can stop here" in page
    wrong = ana.post(page_of(made), {"words": "", "share": ["nobody"]})
    assert wrong.status_code == 422 and "It is saved" not in wrong.content.decode()
    ana.post(page_of(made), {"words": "", "only_me": "on"})
    assert line not in ana.get(page_of(made)).content.decode()


def test_he_is_told_that_she_shared(ana, ben, cast):
    ana.post("/check-in/", {"mood": 2, "words": "pigeon", "share": [tie_to(cast.ana, cast.ben)]})
    page = ben.get("/notices/").content.decode()
    assert "Ana shared how they are with you." in page and "pigeon" not in page


@pytest.mark.parametrize(("data", "text"), [({"kind": "thinking"}, "Thinking of you."), ({"text": "Soup?"}, "Soup?")])
def test_he_can_answer_in_one_tap_or_in_words(ana, ben, cast, data, text):
    people.give(cast.ana, "check_ins", grantee=cast.ben)
    ana.post("/check-in/", {"mood": 2})
    made = CheckIn.objects.get()
    assert ben.post(page_of(made), data).status_code == 302
    letter = Letter.objects.get()
    assert (letter.person_id, letter.body, letter.about) == (cast.ben.pk, text, str(made.pk))
    assert b"Ben" in ana.get("/notices/").content


@pytest.mark.parametrize("data", [{}, {"text": " "}, {"text": "x" * 2001}, {"kind": "shout"}])
def test_an_empty_answer_is_asked_for_again(ana, ben, cast, data):
    people.give(cast.ana, "check_ins", grantee=cast.ben)
    ana.post("/check-in/", {"mood": 2})
    assert ben.post(page_of(CheckIn.objects.get()), data).status_code == 422
    assert not Letter.objects.exists()


def test_a_person_can_take_everything_along_and_erase_it(ana, cast):
    ana.post("/check-in/", {"mood": 2, "words": "pigeon"})
    assert portability.export(cast.ana)["check_ins"][0]["words"] == "pigeon"
    destroy_key(cast.ana.pk)
    assert CheckIn.objects.get().words == ""
    portability.erase(cast.ana)
    assert not CheckIn.objects.exists()


# ---- kindness on a hard day ----


@pytest.mark.parametrize(("mood", "shown"), [(1, True), (2, True), (3, False), (5, False)])
def test_after_a_hard_tap_a_kind_block_says_where_help_is(ana, cast, mood, shown):
    page = ana.get(page_of(actions.check_in(cast.ana, mood))).content.decode()
    assert ("You do not have to carry it alone." in page) is shown
    assert ("Borrow an idea" in page) is shown


def test_what_helped_before_stands_in_the_kind_block(ana, cast):
    walk, tea = actions.add_strategy(cast.ana, "Walk to the sea wall"), actions.add_strategy(cast.ana, "Tea")
    actions.log_try(cast.ana, walk, 2)
    actions.log_try(cast.ana, tea, 0)
    page = ana.get(page_of(actions.check_in(cast.ana, 1))).content.decode()
    assert "This helped you before:" in page
    assert "Walk to the sea wall" in page
    assert "Tea</a>" not in page


@pytest.mark.parametrize("mood", [1, 5])
def test_the_words_box_always_says_that_nobody_on_duty_reads_it(ana, cast, mood):
    page = ana.get(page_of(actions.check_in(cast.ana, mood))).content.decode()
    assert "This is not read by anyone on duty." in page


def test_the_one_who_answered_sees_what_they_sent(ben, cast):
    people.give(cast.ana, "check_ins", grantee=cast.ben)
    made = actions.check_in(cast.ana, 3)
    assert "You answered" not in ben.get(page_of(made)).content.decode()
    page = ben.post(page_of(made), {"text": "Thinking of you tonight"}, follow=True).content.decode()
    assert "You answered" in page
    assert "Thinking of you tonight" in page


def test_readers_are_called_what_the_owner_calls_them(ana, cast):
    tie = Tie.objects.get(owner=cast.ana, person=cast.ben)
    people.change_tie(cast.ana, tie, name="Little brother")
    people.give(cast.ana, "check_ins", grantee=cast.ben)
    page = ana.get("/check-in/").content.decode()
    assert "Little brother can already read your check-ins." in page


def test_notices_call_people_what_their_reader_calls_them(ben, cast):
    people.change_tie(cast.ben, Tie.objects.get(owner=cast.ben, person=cast.ana), name="My sister")
    people.give(cast.ana, "check_ins", grantee=cast.ben)
    actions.change_check_in(cast.ana, actions.check_in(cast.ana, 3), "A grey day", False, [])
    spaces.write_to(cast.ana, cast.ben, "Hello")
    page = ben.get("/notices/").content.decode()
    assert "My sister wrote to you." in page
    assert "Ana wrote" not in page
    assert "Ana shared" not in page
