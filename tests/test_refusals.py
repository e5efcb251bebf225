"""Who is refused is noted: by what kind of door, never with what was typed; and nothing betrays what exists."""

import pytest
from django.test import Client

from kith.core.audit import AuditEvent, Outcome, Verb
from kith.core.limits import limit

pytestmark = pytest.mark.django_db


def refusals():
    rows = AuditEvent.objects.filter(verb=Verb.REFUSED).order_by("pk")
    return list(rows.values_list("actor", "note_code", "thing", "outcome"))


def test_a_page_for_a_role_notes_who_tried_it_once(cast, as_):
    ana = as_(cast.ana)
    for _ in range(3):
        assert ana.get("/safety/openings/").status_code == 404
    assert refusals() == [(cast.ana.pk, "role", "openings", Outcome.FORBIDDEN)]


def test_a_visitor_at_such_a_page_leaves_no_note(visitor, db):
    assert visitor.get("/safety/openings/").status_code == 404
    assert refusals() == []


def test_what_someone_does_on_a_page_for_a_role_is_noted_with_the_role(cast, as_):
    as_(cast.femi).get("/safety/openings/")
    assert refusals() == []


def test_a_wrong_code_is_noted_without_the_code(cast, client, mailoutbox):
    from allauth.account.models import EmailAddress

    cast.ana.email = "ana@example.org"
    cast.ana.save()
    EmailAddress.objects.create(user=cast.ana, email="ana@example.org", verified=True, primary=True)
    client.post("/accounts/login/", {"login": "ana@example.org"})
    client.post("/accounts/login/code/confirm/", {"code": "WRONG1"})
    assert refusals() == [(None, "code", "incorrect_code", Outcome.REFUSED)]
    assert "WRONG1" not in str(AuditEvent.objects.values())


def test_a_form_without_its_token_is_noted(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ana)
    assert client.post("/check-in/", {"mood": 2}).status_code == 403
    assert refusals() == [(cast.ana.pk, "form", "", Outcome.REFUSED)]


def test_too_many_of_one_thing_is_noted_though_the_transaction_is_undone(cast, as_, settings):
    settings.LIMITS = True
    ana = as_(cast.ana)
    for _ in range(22):
        answer = ana.post("/check-in/", {"mood": 2})
    assert answer.status_code == 429
    assert (cast.ana.pk, "limit", "check_in", Outcome.REFUSED) in refusals()


def test_a_limit_outside_a_request_notes_nothing(cast):
    limit(cast.ana, "x", 5, 60)
    assert refusals() == []


def test_what_belongs_to_another_is_as_quiet_as_what_does_not_exist(cast, as_, django_assert_num_queries):
    """The same queries and no note: neither the answer nor its time tells that there is something."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    as_(cast.ana).post("/check-in/", {"mood": 2})
    made, sam = cast.ana.check_ins.get(), as_(cast.stranger)
    counts = []
    for number in (made.pk, "01890000-0000-7000-8000-000000000000"):
        with CaptureQueriesContext(connection) as captured:
            assert sam.get(f"/check-in/{number}/").status_code == 404
        counts.append([query["sql"].split("WHERE")[0] for query in captured])
    assert counts[0] == counts[1]
    assert refusals() == []


def test_a_record_that_cannot_be_written_costs_nobody_their_answer(cast, as_, monkeypatch):
    from django.db import DatabaseError

    from kith.core import refusals as noting

    def gone(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(noting, "record", gone)
    assert as_(cast.ana).get("/safety/openings/").status_code == 404
