"""A copy of everything: asked for, made in the background, taken by its owner alone, and let go of after seven days."""

import io
import json
import re
import zipfile

import pytest
import time_machine
from django.db import connection

from kith.core.audit import AuditEvent
from kith.core.jobs import Job
from kith.core.runner import run_due
from kith.mydata import actions, areas, making, tasks
from kith.mydata.models import Export, Leaving
from kith.mydata.tests.filled import MARKS
from kith.people.models import Handle, Tie
from kith.spaces import actions as spaces


def ask(client):
    assert client.post("/you/my-data/new/", {"once": "a"}).status_code == 302


def taken(client, person):
    export = Export.objects.get(person=person)
    answer = client.get(f"/you/my-data/{export.pk}/")
    assert answer.status_code == 200
    return answer, zipfile.ZipFile(io.BytesIO(answer.content))


@pytest.fixture
def ready(given, as_):
    ask(as_(given.ana))
    run_due()
    return given


def test_asking_shows_that_it_is_being_made_and_then_that_it_can_be_taken(given, as_):
    ana = as_(given.ana)
    assert "Make a copy" in ana.get("/you/my-data/").content.decode()
    ask(ana)
    page = ana.get("/you/my-data/").content.decode()
    assert f"0 of {len(areas.areas())} parts are gathered" in page and "Make a copy" not in page
    run_due()
    page = ana.get("/you/my-data/").content.decode()
    assert "Take this copy" in page and "then it is removed" in page


def test_an_open_page_fetches_how_far_it_is(given, as_):
    ask(as_(given.ana))
    part = as_(given.ana).get("/you/my-data/?block=copies", headers={"HX-Request": "true"}).content.decode()
    assert "Being made" in part and "<html" not in part


def test_the_copy_holds_every_word_in_pages_and_in_json_and_none_of_others(ready, as_):
    answer, pack = taken(as_(ready.ana), ready.ana)
    assert re.fullmatch(r'attachment; filename="my-data-[0-9-]{10}\.zip"', answer["Content-Disposition"])
    assert "no-store" in answer["Cache-Control"]
    names = {name.removeprefix("my-data/") for name in pack.namelist()}
    assert {"index.html", "people.html", "spaces.html", "everything.json", "look.css"} <= names
    pages = "".join(pack.read(name).decode() for name in pack.namelist() if name.endswith(".html"))
    whole = pack.read("my-data/everything.json").decode()
    for mark in MARKS:
        assert mark in pages, mark
        assert mark in whole, mark
    for words in ("Words of Cleo", "Words of Ben", "Shall we walk?"):
        assert words not in pages + whole
    assert json.loads(whole)["people"]["about"][0]["email"] == "Ana.Marked@example.org"


def test_the_pages_stand_alone_and_every_part_is_called_by_a_word(ready, as_):
    _answer, pack = taken(as_(ready.ana), ready.ana)
    for name in pack.namelist():
        if not name.endswith(".html"):
            continue
        html = pack.read(name).decode()
        assert not re.search(r"<script|src=|url\(|@import|(href|action)=.https?:", html), (
            name
        )  # addresses as words may stand
        for target in re.findall(r'href="([^"]+)"', html):
            assert f"my-data/{target}" in pack.namelist(), target
        for label in re.findall(r"<dt>([^<]+)</dt>|<h2>([^<]+)</h2>", html):
            assert "_" not in "".join(label) and "".join(label)[0].isupper(), (name, label)


def test_others_are_called_what_the_person_calls_them_and_never_by_another_name(ready, everything):
    Tie.objects.filter(owner=ready.ana, person=ready.ben).update(person=None)
    tie = Tie.objects.get(owner=ready.ana, person=ready.cleo)
    tie.name = "My walking friend"
    tie.save()
    Handle.objects.create(person=ready.cleo, name="Night Poet", name_key="night poet")
    spaces.write_to(ready.ana, ready.cleo, "Hello")
    whole = str(everything(ready.ana))
    assert "My walking friend" in whole
    assert "Night Poet" not in whole


def test_nobody_elses_copy_can_be_taken_or_removed(ready, as_, visitor):
    export = Export.objects.get()
    for person in (ready.ben, ready.grace, ready.femi, ready.stranger):
        assert as_(person).get(f"/you/my-data/{export.pk}/").status_code == 404
        assert as_(person).post(f"/you/my-data/{export.pk}/remove/").status_code == 404
    assert visitor.get(f"/you/my-data/{export.pk}/").status_code == 302
    assert Export.objects.exists()


def test_what_lies_in_the_database_is_sealed(ready):
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM mydata_export")
        lying = bytes(cursor.fetchone()[0])
    assert len(lying) > 1000 and b"PK" not in lying[:4] and b"index.html" not in lying


def test_it_is_written_down_that_it_was_asked_for_and_taken(ready, as_):
    taken(as_(ready.ana), ready.ana)
    verbs = list(
        AuditEvent.objects.filter(actor=ready.ana.pk, kind="export").order_by("pk").values_list("verb", flat=True)
    )
    assert verbs == ["exported", "export_taken"]


def test_after_seven_days_it_cannot_be_taken_and_is_gone(ready, as_):
    export = Export.objects.get()
    with time_machine.travel(export.ready + making_days(7.01), tick=False):
        assert as_(ready.ana).get(f"/you/my-data/{export.pk}/").status_code == 404
        tasks.let_exports_go()
    assert not Export.objects.exists()


def making_days(number):
    from datetime import timedelta

    return timedelta(days=number)


def test_asking_twice_makes_one_and_it_can_be_removed_at_once(given, as_):
    ana = as_(given.ana)
    ask(ana)
    assert ana.post("/you/my-data/new/", {"once": "b"}).status_code == 302
    assert Export.objects.count() == 1
    run_due()
    export = Export.objects.get()
    assert ana.post(f"/you/my-data/{export.pk}/remove/").status_code == 302
    assert not Export.objects.exists()


def test_a_copy_that_was_stopped_half_way_is_made_whole_by_the_next_try(given, as_, monkeypatch):
    ask(as_(given.ana))
    export = Export.objects.get()
    real = making.export_area

    def dies(name, person):
        if name == "recovery":
            raise SystemExit  # as a kill: no error is noted
        return real(name, person)

    monkeypatch.setattr(making, "export_area", dies)
    with pytest.raises(SystemExit):
        tasks.make_export(str(export.pk))
    export.refresh_from_db()
    assert export.ready is None and 0 < export.done < export.parts
    monkeypatch.setattr(making, "export_area", real)
    run_due()
    _answer, pack = taken(as_(given.ana), given.ana)
    assert pack.testzip() is None
    first = Export.objects.get().ready
    tasks.make_export(str(export.pk))  # a job may run again
    assert Export.objects.get().ready == first


def test_a_new_copy_takes_the_place_of_the_old_one(ready, as_):
    old = Export.objects.get()
    ana = as_(ready.ana)
    ana.post("/you/my-data/new/", {"once": "again"})
    assert ana.get(f"/you/my-data/{old.pk}/").status_code == 200, "until the new one is there"
    run_due()
    assert Export.objects.get().pk != old.pk


def test_what_is_waiting_to_be_done_holds_no_words(given, as_):
    ask(as_(given.ana))
    held = str(list(Job.objects.values_list("args", flat=True)))
    assert "mark" not in held


def test_taking_and_leaving_ask_who_is_there_and_staying_does_not(ready, as_):
    ana = as_(ready.ana)
    export = Export.objects.get()
    session = ana.session
    session["account_authentication_methods"] = []
    session.save()
    for address in (f"/you/my-data/{export.pk}/", "/you/erase/"):
        assert ana.get(address).headers["Location"].startswith("/you/again/"), address
    assert ana.post("/you/my-data/new/", {"once": "n"}).headers["Location"].startswith("/you/again/")
    assert ana.post("/you/erase/", {"posts": "go", "once": "n"}).headers["Location"].startswith("/you/again/")
    assert ana.get("/you/my-data/").status_code == 200
    assert not Leaving.objects.exists()
    actions.ask_to_be_erased(ready.ana, keep_posts=True)
    assert ana.get("/you/again/").status_code == 200, "so that a copy can still be taken"
    assert ana.post("/you/leaving/keep/").headers["Location"] == "/"


def test_a_member_finds_it_from_their_own_page(given, as_):
    assert 'href="/you/my-data/"' in as_(given.ana).get("/you/").content.decode()
