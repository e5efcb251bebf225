"""Notices: once for a thing, never more than their reader may see now, counted cheaply."""

import pytest

from kith.notices import actions, kinds, portability
from kith.notices.kinds import Told
from kith.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(monkeypatch):
    """A kind of notice made for a test; what it can say is a dict by thing."""
    words = {"1": "Something happened", "2": "Something else"}

    def teller(viewer, notices):
        return {one.pk: Told(words[one.thing_id], "/groups/") for one in notices if one.thing_id in words}

    monkeypatch.setitem(kinds._tellers, "test", teller)
    return words


def tell(cast, thing="1", person=None, actor=None):
    actions.notify((actor or cast.ben).main_handle, [(person or cast.ana).pk], "test", "thing", thing)


def test_the_same_thing_is_told_once_and_anew_when_it_happens_again(as_, cast, kind):
    tell(cast)
    tell(cast, actor=cast.cleo)
    assert Notice.objects.count() == 1
    actions.mark_read(cast.ana)
    tell(cast)
    assert Notice.objects.get().read_at is None


def test_nobody_is_told_of_their_own_acts(cast, kind):
    tell(cast, person=cast.ben)
    assert not Notice.objects.exists()


def test_a_kind_that_no_app_declared_is_a_mistake(cast):
    with pytest.raises(ValueError, match="No app registered"):
        actions.notify(None, [cast.ana.pk], "surprise", "thing", 1)


def test_a_notice_is_opened_and_marked_as_read(as_, cast, kind):
    tell(cast)
    ana = as_(cast.ana)
    assert b'class="top-count"' in ana.get("/notices/").content
    assert ana.get(f"/notices/{Notice.objects.get().pk}/").url == "/groups/"
    assert b'class="top-count"' not in ana.get("/notices/").content


def test_all_are_marked_as_read_at_once(as_, cast, kind):
    tell(cast)
    tell(cast, "2")
    as_(cast.ana).post("/notices/read/")
    assert not Notice.objects.filter(read_at=None).exists()
    assert as_(cast.ana).get("/notices/read/").status_code == 405


def test_what_cannot_be_seen_any_more_is_forgotten(as_, cast, kind):
    tell(cast)
    kind.clear()
    ana, notice = as_(cast.ana), Notice.objects.get()
    assert "not here any more" in ana.get(f"/notices/{notice.pk}/").content.decode()
    assert "Something happened" not in ana.get("/notices/").content.decode()
    assert not Notice.objects.exists()


def test_one_reads_only_ones_own(as_, visitor, cast, kind):
    tell(cast)
    number = Notice.objects.get().pk
    assert as_(cast.stranger).get(f"/notices/{number}/").status_code == 404
    assert "Something" not in as_(cast.stranger).get("/notices/").content.decode()
    assert visitor.get("/notices/").status_code == 302


@pytest.mark.parametrize("count", [3, 200])
def test_the_list_costs_the_same_at_any_length_and_goes_on(as_, cast, kind, queries, count):
    kind |= {str(number): f"No. {number}." for number in range(count)}
    for number in range(count):
        tell(cast, str(number))
    ana = as_(cast.ana)
    ana.get("/notices/")
    with queries(10):
        page = ana.get("/notices/")
    assert page.content.count(b'<li class="notice') == min(count, 30)
    for odd in ("?before=0", "?before=x", "?before=" + "9" * 30):
        assert ana.get("/notices/" + odd).status_code == 200


def test_what_one_was_told_is_taken_out_and_taken_away(cast, kind):
    tell(cast)
    assert len(portability.export(cast.ana)["notices"]) == 1
    portability.erase(cast.ana)
    assert not Notice.objects.exists()
