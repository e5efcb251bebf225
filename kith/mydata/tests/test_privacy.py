"""The privacy page says what is really done: its numbers are those the program uses, its seals those of the tables."""

from kith.core import retention, settled
from kith.mydata import kept


def test_anyone_may_read_what_is_kept_why_who_sees_it_and_for_how_long(visitor, db):
    page = visitor.get("/privacy/").content.decode()
    for words in ("Check-ins", "whom you share them with", "Sealed", "For how long", "90 days", "14 days"):
        assert words in page, words
    assert 'href="/privacy/"' in visitor.get("/").content.decode()


def test_every_span_stands_on_the_page_with_the_days_that_are_settled(visitor, cast, as_):
    assert "keep.notices" in {span.number.name for span in retention.spans()}
    settled.settle(cast.grace, {"keep.notices": 45})
    page = visitor.get("/privacy/").content.decode()
    assert "45 days" in page
    told = dict(kept.times())
    for span in retention.spans():
        assert str(span.what) in told


def test_a_lock_stands_only_where_a_table_is_really_sealed():
    sealed = {str(row["what"]): row["sealed"] for row in kept.held()}
    assert sealed["Messages"] and sealed["Check-ins"]
    assert not sealed["What you write in groups, and warm words you give"]
    assert not sealed["Notices"]


def test_the_page_asks_the_database_little(visitor, queries, db):
    with queries(3):
        visitor.get("/privacy/")
