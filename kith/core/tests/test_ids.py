"""Identifiers are in the order in which they were made, and cannot be guessed from one another."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor

from kith.core import ids
from kith.core.ids import new_id


def test_ids_made_in_one_moment_are_in_the_order_in_which_they_were_made(monkeypatch):
    monkeypatch.setattr(time, "time_ns", lambda: 1_800_000_000_123_456_789)
    made = [new_id() for _ in range(5_000)]
    assert made == sorted(made) and len(set(made)) == 5_000
    assert [str(one) for one in made] == sorted(str(one) for one in made)


def test_ids_stay_in_order_when_the_clock_is_corrected(monkeypatch):
    at = time.time_ns()
    first = new_id()
    monkeypatch.setattr(time, "time_ns", lambda: at - 5_000_000_000)
    assert first < new_id() < new_id()


def test_a_clock_that_was_set_back_far_is_followed(monkeypatch):
    new_id()
    monkeypatch.setattr(time, "time_ns", lambda: 1_800_000_000_123_456_789 - 10**17)
    assert new_id().int >> 80 == (1_800_000_000_123_456_789 - 10**17) // 1_000_000


def test_an_id_says_its_version_and_when_it_was_made(monkeypatch):
    monkeypatch.setattr(ids, "_last_tick", 0)
    monkeypatch.setattr(time, "time_ns", lambda: 1_800_000_000_123_999_999)
    one = new_id()
    assert one.version == 7 and one.variant == uuid.RFC_4122
    assert one.int >> 80 == 1_800_000_000_123


def test_an_id_does_not_tell_the_next(monkeypatch):
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    ends = {new_id().int & (1 << 62) - 1 for _ in range(1_000)}
    assert len(ends) == 1_000 and max(ends) - min(ends) > 1 << 60


def test_threads_never_make_the_same_id():
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: [new_id() for _ in range(500)], range(8)))
    assert all(few == sorted(few) for few in made)
    assert len({one for few in made for one in few}) == 4_000
