"""The wall between names, and between a member and everyone: opened only by two, for a reason, for a while, and told."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from conftest import proved
from kith.core.audit import AuditEvent, Verb
from kith.core.clock import now
from kith.groups.models import Group
from kith.notices.models import Notice
from kith.people.choices import my_choices
from kith.people.models import Handle, Role, name_key
from kith.recovery.models import CheckIn
from kith.safety import access, actions, portability
from kith.safety.models import Opening, Silence
from kith.safety.tasks import tell_when_due
from kith.spaces.models import Membership, Post, Space, Thread

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def mod(make_person):
    """A second moderator."""
    return make_person("hana", "Hana", ["moderator"])


@pytest.fixture
def post(cast):
    """Ana's words in a group that anyone may read, under a name nobody can join to hers."""
    fox = Handle.objects.create(person=cast.ana, name="Quiet Fox", name_key=name_key("Quiet Fox"))
    space = Space.objects.create(kind="group", reading="anyone", members=1)
    Group.objects.create(space=space, slug="walks", name="Walks", purpose="Walking", visibility="anyone")
    Membership.objects.create(space=space, person=cast.ana, handle=fox, joined=now())
    thread = Thread.objects.create(space=space, author=fox, title="Hello", hope="hello")
    return Post.objects.create(thread=thread, author=fox, opening=True, body="words")


def address(post):
    return f"http://testserver/groups/walks/threads/{post.thread_id}/?new=1#p{post.pk}"


def asked(cast, post, unsafe=""):
    return actions.ask_for_name(cast.femi, post, "rules", "threatened someone", unsafe)


def opened(cast, post, mod, unsafe=("", "")):
    made = asked(cast, post, unsafe[0])
    assert actions.agree(mod, made, unsafe[1])
    return Opening.objects.get(pk=made.pk)


def record_of(cast, mod, kind="check_ins", hours=4):
    made = actions.ask_for_record(cast.grace, cast.ana, kind, "danger", "was not at work", hours)
    assert actions.agree(mod, made)
    return Opening.objects.get(pk=made.pk)


def page(opening, then=""):
    return f"/safety/openings/{opening.pk}/{then}"


# ---- it is surely them ---------------------------------------------------------


def long_ago(client):
    """They showed who they are when they came in, and not since."""
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 20 * 60
    session.save()
    return client


def test_asking_agreeing_and_reading_ask_who_is_there(cast, as_, post, mod):
    femi, hana = long_ago(as_(cast.femi)), long_ago(as_(mod))
    said = {"address": address(post), "ground": "rules", "reason": "threatened someone", "unsafe": ""}
    assert femi.post("/safety/openings/new/", said)["Location"] == "/you/again/"
    assert not Opening.objects.exists()
    assert "threatened someone" in proved(femi, cast.femi).get("/you/again/kept/").content.decode()
    opening = asked(cast, post)
    answer = hana.post(page(opening, "agree/"), {"unsafe": ""})
    assert answer["Location"].startswith("/you/again/?next=")
    assert not Opening.objects.get().agreed
    actions.agree(mod, opening, "")
    assert long_ago(femi).get(page(opening, "read/"))["Location"].startswith("/you/again/?next=")
    assert Opening.objects.get().reads == 0
    assert "<strong>Ana</strong>" in proved(femi, cast.femi).get(page(opening, "read/")).content.decode()


def test_a_steward_who_asks_for_a_record_is_asked_too(cast, as_):
    said = {"member": "Ana", "kind": "network", "hours": "4", "ground": "danger", "reason": "x"}
    answer = long_ago(as_(cast.grace)).post("/safety/openings/new/record/", said)
    assert answer["Location"] == "/you/again/" and not Opening.objects.exists()


def test_ending_and_telling_never_ask(cast, as_, post, mod):
    opening = opened(cast, post, mod, ("they said so", "they said so"))
    femi = long_ago(as_(cast.femi))
    femi.post(page(opening, "tell/"))
    femi.post(page(opening, "end/"))
    found = Opening.objects.get()
    assert found.told and found.ended


# ---- names: whole requests ----------------------------------------------------


def test_two_open_a_name_and_the_person_reads_of_it(cast, as_, post, mod):
    femi, hana, ana = as_(cast.femi), as_(mod), as_(cast.ana)
    said = {"address": address(post), "ground": "rules", "reason": "threatened someone", "unsafe": ""}
    where = femi.post("/safety/openings/new/", said).url
    assert femi.get(f"{where}read/").status_code == 404
    assert "Ana" not in femi.get(where).content.decode()
    assert "threatened someone" in hana.get(where).content.decode()
    hana.post(f"{where}agree/", {"unsafe": ""})
    for each in (femi, hana):
        assert "<strong>Ana</strong>" in each.get(f"{where}read/").content.decode()
    opening = Opening.objects.get()
    assert opening.reads == 2 and opening.told
    mine = ana.get("/safety/looked/").content.decode()
    assert "Quiet Fox" in mine and "Femi" in mine and "Hana" in mine and "2 times" in mine
    assert "threatened someone" not in mine
    assert "Two people who keep this place safe" in ana.get("/sharing/").content.decode()
    assert "something to read about your privacy" in ana.get("/notices/").content.decode()


def test_a_post_without_a_name_is_called_by_its_group(cast, as_, post, mod):
    once = Handle.objects.create(person=cast.ana, name="", name_key="once-1", kind="once")
    Post.objects.filter(pk=post.pk).update(author=once)
    post.refresh_from_db()
    opening = opened(cast, post, mod)
    femi = as_(cast.femi)
    told = as_(cast.ana).get("/safety/looked/").content.decode()
    for seen in (femi.get("/safety/openings/"), femi.get(page(opening)), femi.get(page(opening, "read/"))):
        assert "Who wrote a post without a name in Walks" in seen.content.decode()
    assert "Who wrote a post without a name in Walks" in told and "Your post" in told and "“”" not in told
    Post.objects.all().delete()
    assert "Who wrote a post without a name<" in as_(cast.ana).get("/safety/looked/").content.decode()


def test_asking_shows_nothing_to_anyone(cast, as_, post):
    made = asked(cast, post)
    for person in (cast.femi, cast.grace):
        client = as_(person)
        assert client.get(page(made, "read/")).status_code == 404
        for there in ("/safety/openings/", page(made)):
            words = client.get(there).content.decode()
            assert "Quiet Fox" in words and "Ana" not in words.replace("Anyone", "")


def test_whoever_asked_cannot_be_the_second(cast, as_, post):
    made = asked(cast, post)
    femi = as_(cast.femi)
    assert "I agree" not in femi.get(page(made)).content.decode()
    femi.post(page(made, "agree/"), {"unsafe": ""})
    assert not actions.agree(cast.femi, made)
    assert Opening.objects.get().agreed is None


def test_the_database_itself_wants_two(cast, post):
    made = asked(cast, post)
    for who in (cast.femi, cast.ana):
        with pytest.raises(IntegrityError), transaction.atomic():
            Opening.objects.filter(pk=made.pk).update(agreer=who, agreed=now(), ends=now())


@pytest.mark.parametrize("handle", ["ana", "ben", "cleo", "dr_osei", "stranger", None])
def test_for_everyone_else_there_are_no_such_pages(cast, as_, post, mod, handle):
    opening = opened(cast, post, mod)
    client = as_(getattr(cast, handle)) if handle else Client()
    for there in ("/safety/openings/", "/safety/openings/new/", page(opening), page(opening, "read/")):
        assert client.get(there).status_code == 404
    for there in ("agree/", "end/", "quiet/", "tell/"):
        assert client.post(page(opening, there), {"why": "x"}).status_code == 404


def test_only_the_two_see_the_name(cast, as_, post, mod):
    opening = opened(cast, post, mod)
    grace = as_(cast.grace)
    assert grace.get(page(opening)).status_code == 200
    assert grace.get(page(opening, "read/")).status_code == 404
    assert "Ana" not in grace.get(page(opening)).content.decode()


def test_a_moderator_never_meets_an_opening_about_themselves(cast, as_, mod):
    hidden = Handle.objects.create(person=mod, name="Owl", name_key="owl")
    space = Space.objects.create(kind="group", reading="anyone", members=1)
    Group.objects.create(space=space, slug="walks", name="Walks", purpose="Walking", visibility="anyone")
    thread = Thread.objects.create(space=space, author=hidden, title="Hello", hope="hello")
    post = Post.objects.create(thread=thread, author=hidden, opening=True, body="words")
    made = asked(cast, post)
    hana = as_(mod)
    assert hana.get(page(made)).status_code == 404
    assert "Owl" not in hana.get("/safety/openings/").content.decode()
    assert not Notice.objects.filter(person=mod).exists()
    assert not actions.agree(mod, made)
    assert (
        "You wrote this yourself"
        in hana.post(
            "/safety/openings/new/", {"address": address(post), "ground": "rules", "reason": "x"}
        ).content.decode()
    )


def test_an_address_that_cannot_be_read_is_as_one_that_is_not_there(cast, as_, post):
    Space.objects.update(reading="members")
    Group.objects.update(visibility="hidden")
    femi = as_(cast.femi)
    said = {"ground": "rules", "reason": "x"}
    answers = [
        femi.post("/safety/openings/new/", said | {"address": there})
        for there in (address(post), "/groups/walks/threads/99999/#p1", "nonsense", "/groups/x/threads/1/")
    ]
    assert {answer.status_code for answer in answers} == {422}
    assert all("You cannot read a post at this address." in answer.content.decode() for answer in answers)
    assert not Opening.objects.exists()


def test_a_main_name_has_nothing_behind_it(cast, as_, post):
    Post.objects.update(author=cast.ana.main_handle)
    said = {"ground": "rules", "reason": "x", "address": address(post)}
    answer = as_(cast.femi).post("/safety/openings/new/", said)
    assert "There is nothing to open." in answer.content.decode()


def test_a_post_says_who_may_ask_only_to_those_who_may(cast, as_, post):
    there = f"/groups/walks/threads/{post.thread_id}/"
    assert "Ask to know who wrote this" in as_(cast.femi).get(there).content.decode()
    for client in (as_(cast.ben), as_(cast.ana), as_(cast.cleo), Client()):
        assert "Ask to know who wrote this" not in client.get(there).content.decode()


def test_asking_for_the_same_name_twice_is_asking_once(cast, post):
    assert asked(cast, post).pk == actions.ask_for_name(cast.grace, post, "rules", "again").pk


def test_a_reason_is_needed(cast, as_, post):
    answer = as_(cast.femi).post("/safety/openings/new/", {"address": address(post), "ground": "rules", "reason": " "})
    assert answer.status_code == 422 and not Opening.objects.exists()


def test_a_form_sent_twice_asks_once_and_agrees_once(cast, as_, post, mod):
    femi, hana = as_(cast.femi), as_(mod)
    said = {"address": address(post), "ground": "rules", "reason": "x", "once": "same"}
    first, second = (femi.post("/safety/openings/new/", said) for _ in range(2))
    assert first.url == second.url and Opening.objects.count() == 1
    for _ in range(2):
        hana.post(f"{first.url}agree/", {"unsafe": "", "once": "too"})
    assert AuditEvent.objects.filter(verb=Verb.OPENING_AGREED).count() == 1
    assert AuditEvent.objects.filter(verb=Verb.OPENING_TOLD).count() == 1


def test_of_two_who_agree_at_once_one_is_the_second(cast, post, mod):
    made = asked(cast, post)
    seen_by_both = Opening.objects.get(pk=made.pk)
    assert actions.agree(mod, made)
    assert not actions.agree(cast.grace, seen_by_both)
    assert Opening.objects.get().agreer_id == mod.pk


def test_what_was_withdrawn_meanwhile_does_not_open(cast, post, mod):
    made = asked(cast, post)
    stale = Opening.objects.get(pk=made.pk)
    assert actions.end(cast.femi, made)
    assert not actions.agree(mod, stale)
    assert Opening.objects.get().agreed is None


def test_nobody_but_the_two_can_end_it(cast, as_, post, mod):
    opening = opened(cast, post, mod)
    assert as_(cast.grace).post(page(opening, "end/")).status_code == 404
    assert Opening.objects.get().ended is None


@pytest.mark.parametrize("who", ["femi", "second"])
def test_either_of_the_two_closes_it_for_both(cast, as_, post, mod, who):
    opening = opened(cast, post, mod)
    as_(mod if who == "second" else cast.femi).post(page(opening, "end/"))
    for person in (cast.femi, mod):
        assert as_(person).get(page(opening, "read/")).status_code == 404


def test_a_name_closes_by_itself_after_seven_days(cast, as_, post, mod):
    opening = opened(cast, post, mod)
    with time_machine.travel(now() + 7 * DAY - timedelta(minutes=5)):
        assert as_(cast.femi).get(page(opening, "read/")).status_code == 200
    with time_machine.travel(now() + 7 * DAY + timedelta(minutes=5)):
        assert as_(cast.femi).get(page(opening, "read/")).status_code == 404


def test_a_question_nobody_answers_is_over_after_a_week(cast, as_, post, mod):
    made = asked(cast, post)
    with time_machine.travel(now() + 7 * DAY + timedelta(minutes=5)):
        assert not actions.agree(mod, made)
        assert "never opened" in as_(mod).get("/safety/openings/").content.decode()


def test_who_loses_the_role_loses_the_name_at_once(cast, as_, post, mod):
    opening = opened(cast, post, mod)
    femi = as_(cast.femi)
    assert femi.get(page(opening, "read/")).status_code == 200
    Role.objects.filter(person=cast.femi).delete()
    assert femi.get(page(opening, "read/")).status_code == 404
    assert as_(mod).get(page(opening, "read/")).status_code == 200


def test_a_new_role_alone_does_not_let_a_party_agree_twice(cast, post):
    made = asked(cast, post)
    Role.objects.create(person=cast.femi, kind="steward")
    assert not actions.agree(cast.femi, made)


# ---- telling --------------------------------------------------------------------


@pytest.mark.parametrize("unsafe", [("", ""), ("he would run", ""), ("", "he would run")])
def test_the_person_is_told_unless_both_said_why_not(cast, as_, post, mod, unsafe):
    opening = opened(cast, post, mod, unsafe)
    assert opening.told and opening.review is None
    assert "Quiet Fox" in as_(cast.ana).get("/safety/looked/").content.decode()


def test_when_both_said_why_not_nothing_anywhere_tells_them(cast, as_, post, mod):
    opening = opened(cast, post, mod, ("he would run", "she hides things"))
    assert opening.told is None and opening.review
    as_(cast.femi).get(page(opening, "read/"))
    ana = as_(cast.ana)
    assert "Quiet Fox" not in ana.get("/safety/looked/").content.decode()
    assert "could see" not in ana.get("/sharing/").content.decode()
    assert not Notice.objects.filter(person=cast.ana).exists()
    assert not AuditEvent.objects.filter(owner=cast.ana.pk, verb__startswith="opening").exists()
    assert portability.export(cast.ana)["openings_of_mine"] == []
    log = as_(cast.grace).get(page(opening)).content.decode()
    assert "not so far" in log and "he would run" in log and "she hides things" in log


def test_silence_ends_on_its_day_unless_both_say_again_why(cast, post, mod):
    opening = opened(cast, post, mod, ("a", "b"))
    tell_when_due()
    assert Opening.objects.get().told is None
    actions.keep_quiet_longer(cast.femi, opening, "still")
    with time_machine.travel(opening.review + DAY):
        tell_when_due()
        tell_when_due()
    assert Opening.objects.get().told
    assert Notice.objects.filter(person=cast.ana, kind="opening").count() == 1


def test_silence_goes_on_when_both_say_again_why(cast, as_, post, mod):
    opening = opened(cast, post, mod, ("a", "b"))
    first = opening.review
    with time_machine.travel(now() + 20 * DAY):
        for person in (cast.femi, mod):
            as_(person).post(page(opening, "quiet/"), {"why": "still not safe"})
    opening.refresh_from_db()
    assert opening.round == 1 and opening.review > first + 19 * DAY
    with time_machine.travel(first + DAY):
        tell_when_due()
    assert Opening.objects.get().told is None
    assert Silence.objects.filter(round=1).count() == 2


def test_one_person_saying_it_twice_is_not_both(cast, post, mod):
    opening = opened(cast, post, mod, ("a", "b"))
    for _ in range(2):
        actions.keep_quiet_longer(cast.femi, opening, "still")
    assert Opening.objects.get().round == 0


def test_somebody_else_cannot_keep_it_quiet_but_anyone_can_tell(cast, as_, post, mod):
    opening = opened(cast, post, mod, ("a", "b"))
    grace = as_(cast.grace)
    assert grace.post(page(opening, "quiet/"), {"why": "x"}).status_code == 404
    grace.post(page(opening, "tell/"))
    assert Opening.objects.get().told
    assert as_(cast.femi).post(page(opening, "quiet/"), {"why": "x"}).status_code == 404


# ---- records ----------------------------------------------------------------------


def test_a_steward_sees_check_ins_for_some_hours_and_the_member_is_told_first(cast, as_, mod):
    CheckIn.objects.create(person=cast.ana, mood=1, words="cannot go on")
    CheckIn.objects.create(person=cast.ana, mood=2, words="kept to myself", only_me=True)
    CheckIn.objects.create(person=cast.ana, mood=2, words="taken away", removed=now())
    CheckIn.objects.create(person=cast.ana, mood=2, words="long ago", at=now() - 40 * DAY)
    CheckIn.objects.create(person=cast.ben, mood=2, words="of Ben")
    grace = as_(cast.grace)
    said = {"member": "Ana", "kind": "check_ins", "hours": "4", "ground": "danger", "reason": "was not at work"}
    where = grace.post("/safety/openings/new/record/", said).url
    assert grace.get(f"{where}read/").status_code == 404
    as_(mod).post(f"{where}agree/", {})
    assert Opening.objects.get().told
    seen = grace.get(f"{where}read/").content.decode()
    assert "cannot go on" in seen
    assert not any(words in seen for words in ("kept to myself", "taken away", "long ago", "of Ben"))
    mine = as_(cast.ana).get("/safety/looked/").content.decode()
    assert "Your check-ins" in mine and "Someone may be in danger" in mine and "1 time" in mine


def test_the_second_person_of_a_record_decides_and_sees_nothing(cast, as_, mod):
    asked = actions.ask_for_record(cast.grace, cast.ana, "network", "danger", "was not at work", 1)
    assert "can look for 1 hour. You see nothing yourself." in as_(mod).get(page(asked)).content.decode()
    opening = record_of(cast, mod)
    assert as_(mod).get(page(opening, "read/")).status_code == 404


def test_only_a_steward_asks_for_a_record(cast, as_):
    femi = as_(cast.femi)
    assert femi.get("/safety/openings/new/record/").status_code == 404
    assert "new/record" not in femi.get("/safety/openings/").content.decode()


def test_a_steward_who_became_a_moderator_does_not_see_the_record(cast, as_, mod):
    opening = record_of(cast, mod)
    Role.objects.filter(person=cast.grace).update(kind="moderator")
    assert as_(cast.grace).get(page(opening, "read/")).status_code == 404


def test_the_map_shows_whom_to_call_and_no_notes(cast, as_, mod):
    tie = cast.ana.ties.first()
    tie.note, tie.name = "a private note", "Ben my brother"
    tie.save()
    seen = as_(cast.grace).get(page(record_of(cast, mod, "network"), "read/")).content.decode()
    assert "Ben my brother" in seen and "a private note" not in seen


def test_an_opening_of_one_kind_opens_no_other(cast, as_, mod):
    from django.http import Http404

    opening = record_of(cast, mod, "network")
    for other in (access.opened_check_ins, access.name_behind):
        with pytest.raises(Http404):
            other(cast.grace, opening)
    assert my_choices(cast.ana) == ([], []), "it is no grant, and opens no other door"
    assert as_nobody_elses(cast, as_(cast.grace))


def as_nobody_elses(cast, client):
    """The opening makes no page of Ana's readable: not her shared check-ins, not her map, not her messages."""
    tie = cast.ana.ties.first()
    addresses = (f"/network/shared/{tie.pk}/", f"/messages/{tie.pk}/", f"/ties/{tie.pk}/")
    return {client.get(there).status_code for there in addresses} == {404}


@pytest.mark.parametrize("kind", ["messages", "letters", "strategies", "name"])
def test_nothing_else_can_be_asked_for(cast, as_, kind):
    said = {"member": "Ana", "kind": kind, "hours": "4", "ground": "danger", "reason": "x"}
    assert as_(cast.grace).post("/safety/openings/new/record/", said).status_code == 422


@pytest.mark.parametrize("hours", ["0", "25", "9999", ""])
def test_an_end_within_a_day_is_needed(cast, as_, hours):
    said = {"member": "Ana", "kind": "network", "hours": hours, "ground": "danger", "reason": "x"}
    assert as_(cast.grace).post("/safety/openings/new/record/", said).status_code == 422


def test_the_database_knows_the_longest_time_too(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.ask_for_record(cast.grace, cast.ana, "network", "danger", "x", 25)


def test_a_record_closes_by_itself(cast, as_, mod):
    opening = record_of(cast, mod, hours=1)
    with time_machine.travel(now() + timedelta(minutes=61)):
        assert as_(cast.grace).get(page(opening, "read/")).status_code == 404


def test_a_record_can_never_be_kept_quiet(cast, mod):
    opening = record_of(cast, mod)
    assert opening.told
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.filter(pk=opening.pk).update(review=now())


def test_a_name_used_in_a_group_leads_a_steward_to_nobody(cast, as_, post):
    said = {"kind": "network", "hours": "4", "ground": "danger", "reason": "x"}
    for name in ("Quiet Fox", "No Such Person", "Grace"):
        answer = as_(cast.grace).post("/safety/openings/new/record/", said | {"member": name})
        assert "Nobody else here has this main name." in answer.content.decode()


# ---- the record of acts, keys, erasing ----------------------------------------------


def test_every_reading_is_written_down_as_breaking_the_glass(cast, as_, mod):
    opening = record_of(cast, mod)
    for _ in range(3):
        as_(cast.grace).get(page(opening, "read/"))
    reads = AuditEvent.objects.filter(verb=Verb.OPENING_READ)
    assert list(reads.values_list("actor", "owner", "purpose", "role").distinct()) == [
        (cast.grace.pk, cast.ana.pk, "BTG", "steward")
    ]
    assert reads.count() == 3


def test_the_record_of_acts_holds_no_words_of_the_reason(cast, post, mod):
    opened(cast, post, mod, ("he would run", "b"))
    assert "threatened" not in str(AuditEvent.objects.values()) and "he would" not in str(AuditEvent.objects.values())


def test_the_reason_is_sealed_and_goes_with_the_persons_key(cast, post, mod):
    from django.db import connection

    from kith.core.crypto import destroy_key, forget_keys

    opening = opened(cast, post, mod, ("he would run", "b"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM safety_opening")
        assert b"threatened" not in bytes(cursor.fetchone()[0])
    destroy_key(cast.ana.pk)
    forget_keys()
    assert Opening.objects.get(pk=opening.pk).reason == ""
    assert {one.why for one in access.silences(cast.grace, opening)} == {""}


def test_erasing_the_person_removes_what_was_opened_of_theirs(cast, post, mod):
    opened(cast, post, mod, ("a", "b"))
    portability.erase(cast.ana)
    assert not Opening.objects.exists() and not Silence.objects.exists()


def test_erasing_one_of_the_two_closes_it_and_keeps_what_happened(cast, as_, post, mod):
    opening = opened(cast, post, mod)
    portability.erase(cast.femi)
    kept = Opening.objects.get()
    assert kept.asker is None and kept.ended and kept.reason == "threatened someone"
    assert as_(mod).get(page(opening, "read/")).status_code == 404
    assert "Someone who has left" in as_(cast.ana).get("/safety/looked/").content.decode()


def test_a_person_who_is_deleted_takes_no_opening_of_others_along(cast, post, mod):
    opened(cast, post, mod)
    cast.femi.delete()
    assert Opening.objects.get().asker is None


def test_what_someone_takes_with_them(cast, post, mod):
    opened(cast, post, mod)
    (mine,) = portability.export(cast.ana)["openings_of_mine"]
    assert mine["name"] == "Quiet Fox" and mine["ground"] == "rules" and mine["group"] == "Walks"
    (theirs,) = portability.export(cast.femi)["openings_i_took_part_in"]
    assert "Ana" not in str(theirs) and "Quiet Fox" not in str(theirs)


# ---- pages --------------------------------------------------------------------------


def test_pages_say_so_when_there_is_nothing(cast, as_):
    words = as_(cast.femi).get("/safety/openings/").content.decode()
    assert "Nobody asks for anything." in words and "Nothing is open." in words
    assert "It has not happened" in as_(cast.ana).get("/safety/looked/").content.decode()
    assert "Nobody has had to open" in as_(cast.ana).get("/sharing/").content.decode()


def test_many_openings_cost_no_more_queries(cast, as_, mod, make_person, queries):
    for number in range(12):
        person = make_person(f"p{number}", f"Person {number}")
        made = Opening.objects.create(
            kind="network", subject=person, ground="danger", reason="x", hours=1, asker=cast.grace
        )
        if number % 2:
            actions.agree(mod, made)
    grace = as_(cast.grace)
    with queries(12):
        assert grace.get("/safety/openings/").status_code == 200
    with queries(12):
        assert grace.get(page(made)).status_code == 200


def test_a_visitor_is_asked_to_sign_in_before_reading_what_was_opened_of_theirs(visitor):
    assert visitor.get("/safety/looked/").url.startswith("/accounts/login/")
