"""The record of acts: what a row says, and that no change to it goes unnoticed."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from kith.core import chain, chain_check, diagnosis, guards
from kith.core.audit import KEPT, AuditEvent, Outcome, Verb, record, record_many
from kith.core.chain import AuditHead, AuditLink, BrokenError
from kith.core.clock import now
from kith.core.fhir import FACTS, as_fhir, facts
from kith.core.tasks import forget_old_acts, seal_acts

pytestmark = pytest.mark.django_db


@pytest.fixture
def acts(settings, tmp_path, monkeypatch):
    """Ten sealed acts, and a data folder of their own."""
    settings.KITH_DATA = tmp_path
    monkeypatch.setattr(chain, "LATE", timedelta(0))
    for number in range(10):
        record(Verb.POSTED, None, kind="post", thing=number)
    seal()
    return list(AuditEvent.objects.order_by("pk"))


def seal():
    """Twice: on PostgreSQL the mark of what must be sealed follows one step behind."""
    done = chain_check.seal_everything()
    for _ in range(2):
        record(Verb.POSTED, None, kind="pad")
        done += chain_check.seal_everything()
    return done


def tamper(sql, *values):
    """Do to the database what someone with its password can do: the guards are lowered first."""
    with guards_lowered(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount > 0


class guards_lowered:
    def __enter__(self):
        self.sql = []
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                for table in ("core_auditevent", "core_auditlink"):
                    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
                return
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'core_audit%%'")
            for name, sql in cursor.fetchall():
                self.sql.append(sql)
                cursor.execute(f"DROP TRIGGER {name}")

    def __exit__(self, *error):
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                for table in ("core_auditevent", "core_auditlink"):
                    cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            for sql in self.sql:
                cursor.execute(sql)


def test_a_record_that_nobody_touched_is_whole(acts):
    assert chain_check.faults() == []
    assert chain.length() == AuditEvent.objects.count() == AuditLink.objects.count()


def test_what_is_recorded_later_is_sealed_on_top(acts):
    record(Verb.POSTED, None)
    assert chain_check.faults() == []
    seal_acts()
    assert chain_check.faults() == []
    assert not chain.unsealed(0).exists()


@pytest.mark.parametrize("column", ["verb", "kind", "thing", "note_code", "role", "purpose"])
def test_a_changed_act_is_named(acts, column):
    tamper(f"UPDATE core_auditevent SET {column} = 'x' WHERE id = %s", acts[4].pk)
    assert chain_check.faults() == [f"Act {acts[4].pk} was changed."]


@pytest.mark.parametrize(("column", "value"), [("actor", 7), ("owner", 7), ("outcome", 4)])
def test_a_changed_number_is_named(acts, column, value):
    tamper(f"UPDATE core_auditevent SET {column} = %s WHERE id = %s", value, acts[9].pk)
    assert chain_check.faults() == [f"Act {acts[9].pk} was changed."]


def test_a_changed_time_is_named(acts):
    tamper("UPDATE core_auditevent SET at = %s WHERE id = %s", "2020-01-01 00:00:00+00:00", acts[0].pk)
    assert chain_check.faults() == [f"Act {acts[0].pk} was changed."]


def test_a_removed_act_is_named(acts):
    tamper("DELETE FROM core_auditevent WHERE id = %s", acts[3].pk)
    assert chain_check.faults() == [f"Act {acts[3].pk} was removed."]


def test_an_act_removed_with_its_seal_is_found(acts):
    tamper("DELETE FROM core_auditevent WHERE id = %s", acts[3].pk)
    tamper("DELETE FROM core_auditlink WHERE event = %s", acts[3].pk)
    assert "The seals of places 4 to 4 are gone." in chain_check.faults()


def test_two_swapped_acts_are_both_named(acts):
    one, other = acts[2], acts[5]
    tamper("UPDATE core_auditevent SET thing = %s WHERE id = %s", other.thing, one.pk)
    tamper("UPDATE core_auditevent SET thing = %s WHERE id = %s", one.thing, other.pk)
    assert chain_check.faults() == [f"Act {one.pk} was changed.", f"Act {other.pk} was changed."]


def test_swapped_seals_are_found(acts):
    first, second = AuditLink.objects.order_by("position")[1:3]
    tamper("UPDATE core_auditlink SET event = -1 WHERE position = %s", first.position)
    tamper("UPDATE core_auditlink SET event = %s WHERE position = %s", first.event, second.position)
    tamper("UPDATE core_auditlink SET event = %s WHERE position = %s", second.event, first.position)
    assert len(chain_check.faults()) >= 2


def test_an_act_put_in_afterwards_is_named(acts):
    with guards_lowered(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_auditlink WHERE event = %s", [acts[3].pk])
        cursor.execute("DELETE FROM core_auditevent WHERE id = %s", [acts[3].pk])
    AuditEvent(pk=acts[3].pk, verb="posted", kind="forged").save(force_insert=True)
    assert f"Act {acts[3].pk} was put in afterwards." in chain_check.faults()


def test_an_act_put_in_below_every_number_is_named(acts):
    AuditEvent(pk=-5, verb="posted").save(force_insert=True)
    assert chain_check.faults() == ["Act -5 was put in afterwards."]


def test_a_cut_tail_is_found_though_every_seal_left_is_right(acts):
    last = AuditLink.objects.order_by("-position").first()
    tamper("DELETE FROM core_auditevent WHERE id = %s", last.event)
    tamper("DELETE FROM core_auditlink WHERE event = %s", last.event)
    (words,) = [words for words in chain_check.faults() if "its end is not" in words]
    assert f"ends at {last.position - 1}" in words


def test_a_cut_tail_with_the_head_set_back_by_hand_is_found(acts):
    last = AuditLink.objects.order_by("-position")[1]
    tamper("DELETE FROM core_auditevent WHERE id > %s", last.event)
    tamper("DELETE FROM core_auditlink WHERE event > %s", last.event)
    AuditHead.objects.update(count=last.position, hash=bytes(last.hash))
    assert "The head of the record was not signed by this installation." in chain_check.faults()
    with pytest.raises(BrokenError):
        chain.seal()


def test_an_older_state_put_back_whole_is_found_by_the_anchor(acts):
    older = AuditHead.objects.get()
    record(Verb.POSTED, None)
    seal()
    tamper("DELETE FROM core_auditlink WHERE position > %s", older.count)
    tamper("DELETE FROM core_auditevent WHERE id > %s", older.seen)
    older.save()
    (words,) = chain_check.faults()
    assert "older or other" in words


def test_a_record_begun_anew_is_found_by_the_anchor(acts):
    with guards_lowered():
        AuditLink.objects.all().delete()
        AuditHead.objects.all().delete()
    assert "is not the one that" in chain_check.faults()[0]
    chain.seal()
    assert "is not the one that" in chain_check.faults()[0]


def test_seals_beyond_the_signed_end_are_found(acts):
    last = AuditLink.objects.order_by("-position").first()
    AuditLink.objects.create(position=last.position + 1, event=999_999, digest=b"x", hash=b"y")
    assert "There are seals beyond the signed end of the record." in chain_check.faults()
    with pytest.raises(BrokenError):
        chain.seal()


def test_a_chain_worked_out_anew_without_the_key_is_found(acts):
    tamper("UPDATE core_auditevent SET thing = 'forged' WHERE id = %s", acts[4].pk)
    before = chain.START
    with guards_lowered():
        for link in AuditLink.objects.order_by("position"):
            row = AuditEvent.objects.filter(pk=link.event).values_list(*chain.COLUMNS).get()
            link.digest = chain.digest(row)
            link.hash = before = chain.link_hash(before, link.position, link.event, link.until, link.digest)
            link.save()
    head = AuditHead.objects.get()
    head.hash = before
    head.mark = chain.mark_of(head, b"guessed" * 4)
    head.save()
    assert "The head of the record was not signed by this installation." in chain_check.faults()
    with pytest.raises(BrokenError):
        chain.seal()


def test_a_head_that_is_gone_is_found_and_nothing_is_sealed_over_it(acts):
    AuditHead.objects.all().delete()
    assert chain_check.faults()[0] == "The head of the record is gone."
    with pytest.raises(BrokenError):
        chain.seal()


def test_the_doctor_says_which_act_and_seals_what_waits(acts):
    record(Verb.POSTED, None)
    (finding,) = diagnosis.record()
    assert finding.good and "1 of them just now" in finding.words
    tamper("UPDATE core_auditevent SET thing = 'x' WHERE id = %s", acts[4].pk)
    (finding,) = diagnosis.record()
    assert finding.wrong and f"Act {acts[4].pk} was changed." in finding.words


def test_a_new_key_signs_the_head_and_the_old_one_can_go(acts, settings):
    old, new = settings.KITH_KEYS, "new:" + "b" * 43 + "="
    settings.KITH_KEYS = f"{old} {new}"
    assert chain_check.faults() == []
    chain.seal()
    assert AuditHead.objects.get().key_name == "new"
    settings.KITH_KEYS = new
    assert chain_check.faults() == []
    settings.KITH_KEYS = old
    assert chain_check.faults() == ["The head of the record was signed with the key 'new', which is not in KITH_KEYS."]


def test_the_database_refuses_to_change_or_remove_an_act(acts):
    assert guards.missing() == []
    for act in (
        lambda: AuditEvent.objects.filter(pk=acts[0].pk).update(thing="x"),
        lambda: AuditEvent.objects.filter(pk=acts[0].pk).delete(),
        lambda: AuditLink.objects.filter(position=1).update(event=0),
        lambda: AuditLink.objects.filter(position=1).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert chain_check.faults() == []


def test_the_doctor_notices_that_a_guard_is_gone(acts):
    with guards_lowered():
        assert guards.missing() == sorted(guards.NAMES)
        assert any("lets acts be changed" in finding.words for finding in diagnosis.record())
    assert guards.missing() == []


def test_reads_older_than_a_year_go_and_the_chain_stays_whole(acts):
    old = now() - KEPT - timedelta(days=1)
    for verb, at in ((Verb.LOOKED, old), (Verb.REFUSED, old), (Verb.GRANT_GIVEN, old), (Verb.LOOKED, now())):
        AuditEvent.objects.create(verb=verb, kind="old", at=at)
    forget_old_acts()
    assert AuditEvent.objects.filter(kind="old").count() == 4, "nothing goes before it is sealed"
    seal()
    forget_old_acts()
    left = set(AuditEvent.objects.filter(kind="old").values_list("verb", flat=True))
    assert left == {"grant_given", "looked"}
    assert chain_check.faults() == []


def test_a_read_within_the_year_cannot_be_removed_and_is_missed_when_it_is(acts):
    record(Verb.LOOKED, None)
    seal()
    looked = AuditEvent.objects.get(verb=Verb.LOOKED)
    with pytest.raises(DatabaseError), transaction.atomic():
        looked.delete()
    tamper("DELETE FROM core_auditevent WHERE id = %s", looked.pk)
    assert chain_check.faults() == [f"Act {looked.pk} was removed."]


def test_recording_is_one_query(queries):
    with queries(1):
        record(Verb.POSTED, None, kind="post", thing=1)


def test_recording_many_is_one_query(cast, queries):
    with queries(1):
        record_many(Verb.LOOKED, cast.ben, [(cast.ana, "check_ins", n) for n in range(30)])


def test_sealing_takes_a_few_queries_however_many_acts_there_are(acts, queries):
    for number in range(400):
        record(Verb.POSTED, None, thing=number)
    with queries(12):
        assert chain.seal() == 400


needs_several_writers = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite lets one writer in at a time, so that nothing commits late"
)


def elsewhere(act):
    """Do something in a thread with a database connection of its own; returns the thread, begun."""

    def run():
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@needs_several_writers
@pytest.mark.django_db(transaction=True)
def test_what_commits_after_later_acts_were_sealed_is_sealed_too(settings, tmp_path):
    settings.KITH_DATA = tmp_path
    written, go_on = threading.Event(), threading.Event()

    @transaction.atomic
    def slow():
        record(Verb.POSTED, None, kind="slow")
        written.set()
        go_on.wait(10)

    thread = elsewhere(slow)
    assert written.wait(10)
    record(Verb.POSTED, None, kind="quick")
    assert chain_check.seal_everything() == 1
    go_on.set()
    thread.join()
    assert AuditEvent.objects.get(kind="slow").pk < AuditEvent.objects.get(kind="quick").pk
    assert chain_check.seal_everything() == 1
    assert chain_check.faults() == []


@needs_several_writers
@pytest.mark.django_db(transaction=True)
def test_many_write_and_several_seal_at_once(settings, tmp_path):
    settings.KITH_DATA = tmp_path

    def write():
        for number in range(60):
            record(Verb.POSTED, None, thing=number)

    def seal_often():
        for _ in range(30):
            chain.seal(7)

    threads = [elsewhere(act) for act in (write, seal_often, write, seal_often, write)]
    for thread in threads:
        thread.join()
    chain_check.seal_everything()
    assert chain.length() == AuditLink.objects.count() == 180
    assert chain_check.faults() == []


# ---- FHIR -------------------------------------------------------------------

ACTIONS, OUTCOMES = {"C", "R", "U", "D", "E"}, {"0", "4", "8", "12"}
TOP = {"resourceType", "id", "type", "subtype", "action", "recorded", "outcome", "purposeOfEvent", "agent", "source", "entity"}  # fmt: skip
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def fits_fhir(said):
    """What R4's definition demands of the elements we use: names, cardinalities, types and required codes."""
    assert said["resourceType"] == "AuditEvent" and set(said) <= TOP
    assert is_coding(said["type"]) and all(is_coding(one) for one in said["subtype"])
    assert said["action"] in ACTIONS and said["outcome"] in OUTCOMES and INSTANT.fullmatch(said["recorded"])
    assert all(is_concept(one) for one in said.get("purposeOfEvent", []))
    (agent,) = said["agent"]
    assert set(agent) <= {"requestor", "who", "role"} and agent["requestor"] is True
    assert all(is_concept(one) for one in agent.get("role", []))
    assert set(said["source"]) == {"observer"} and said["source"]["observer"]["display"]
    for entity in said.get("entity", []):
        assert set(entity) <= {"what", "type", "role", "detail"} and is_coding(entity["type"])
        assert all(set(one) == {"type", "valueString"} and one["valueString"] for one in entity.get("detail", []))
        assert "what" not in entity or set(entity["what"]["identifier"]) == {"system", "value"}
    assert "" not in str_values(said) and None not in str_values(said), "FHIR knows no empty values"
    return True


def is_coding(said):
    return set(said) <= {"system", "code", "display"} and said["code"] and said["system"].startswith(("http", "urn:"))


def is_concept(said):
    return set(said) == {"coding"} and all(is_coding(one) for one in said["coding"])


def str_values(said):
    if isinstance(said, dict):
        return [text for value in said.values() for text in str_values(value)]
    return [text for value in said for text in str_values(value)] if isinstance(said, list) else [said]


@pytest.mark.parametrize("verb", list(Verb))
def test_every_verb_can_be_said_in_fhir(cast, verb):
    cast.grace.acting_as = "steward"
    record(verb, cast.grace, cast.ana, "post", 5, "undo", outcome=Outcome.REFUSED)
    said = as_fhir(AuditEvent.objects.latest("pk"))
    assert fits_fhir(said)
    assert said["outcome"] == "4" and said["agent"][0]["role"][0]["coding"][0]["code"] == "steward"
    assert said["entity"][0]["what"]["identifier"]["value"] == str(cast.ana.pk)


def test_an_act_of_nobody_on_nothing_is_said_in_fhir_too():
    record(Verb.SETTING_CHANGED, None)
    said = as_fhir(AuditEvent.objects.get())
    assert fits_fhir(said) and "entity" not in said and "who" not in said["agent"][0]


@pytest.mark.parametrize(
    ("verb", "action", "subtype"),
    [
        ("signed_in", "E", "110122"), ("grant_given", "C", "110135"), ("opening_agreed", "E", "110127"),
        ("opening_ended", "E", "110138"), ("looked", "R", None), ("tie_added", "C", None), ("post_edited", "U", None),
        ("post_withdrawn", "D", None), ("group_asked", "E", None),
    ],
)  # fmt: skip
def test_the_codes_are_those_of_the_standard(verb, action, subtype):
    assert facts(verb).action == action and (facts(verb).subtype or [None])[0] == subtype


def test_break_glass_and_reads_by_consent_say_why():
    assert FACTS[Verb.OPENING_READ].purpose == "BTG" and FACTS[Verb.LOOKED].purpose == "SUPNWK"


def test_fhir_holds_ids_and_codes_and_no_name(cast):
    record(Verb.LOOKED, cast.ben, cast.ana, "check_ins", 5)
    assert "Ana" not in str(as_fhir(AuditEvent.objects.latest("pk")))


@pytest.mark.parametrize(
    ("verb", "type_code", "subtype", "action"),
    [
        (Verb.SIGNED_OUT, "110114", "110123", "E"),
        (Verb.SIGN_IN_REFUSED, "110114", "110122", "E"),
        (Verb.FACTOR_REMOVED, "110113", "110137", "D"),
        (Verb.EXPORT_TAKEN, "110106", None, "R"),
    ],
)
def test_coming_in_going_out_and_ways_in_have_codes_of_their_own(verb, type_code, subtype, action):
    said = facts(verb)
    assert (said.type[0], said.subtype and said.subtype[0], said.action) == (type_code, subtype, action)
