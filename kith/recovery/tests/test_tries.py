"""Trying what helps: two taps, more to say if one likes, another day, and taking it back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kith.core.clock import now
from kith.recovery import actions
from kith.recovery.models import Mood, Occasion, StrategyTry, TryNote
from kith.recovery.tasks import UNDO_FOR, forget_removed

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(cast, as_):
    return as_(cast.ana)


@pytest.fixture
def walk(cast):
    return actions.add_strategy(cast.ana, "Walk to the wall", "There and back", "In the evening")


def said(**more):
    return {"helped": 2, "day": timezone.localdate().isoformat(), **more}


def test_one_tap_after_opening_it_is_a_whole_try(ana, walk):
    ana.post(f"/strategies/{walk.pk}/tried/", {"helped": 1})
    made = StrategyTry.objects.get()
    assert (made.helped, made.before, made.after, made.note, made.occasion) == (1, None, None, "", None)


def test_more_can_be_said_afterwards_and_each_part_skipped(ana, walk):
    there = ana.post(f"/strategies/{walk.pk}/tried/", {"helped": 1})["Location"]
    made = StrategyTry.objects.get()
    assert f"/strategies/tries/{made.pk}/" in ana.get(there).content.decode()
    ana.post(f"/strategies/tries/{made.pk}/", said(before="2", new_occasion="after a row", note="The dog came too."))
    made = StrategyTry.objects.get()
    assert (made.helped, made.before, made.after, made.note) == (2, Mood.DRIZZLE, None, "The dog came too.")
    listed = ana.get(f"/strategies/{walk.pk}/tries/").content.decode()
    assert "Low before" in listed and "after a row" in listed and "The dog came too." in listed
    ana.post(f"/strategies/tries/{made.pk}/", said(after="4"))
    made = StrategyTry.objects.get()
    assert (made.before, made.after, made.note, made.occasion) == (None, Mood.FAIR, "", None)
    assert not TryNote.objects.exists() and not Occasion.objects.exists()


def test_ones_own_words_for_what_was_going_on_are_offered_again(ana, walk):
    for words in ("At night", "at night"):
        ana.post(f"/strategies/{walk.pk}/tries/new/", said(new_occasion=words))
    one = Occasion.objects.get()
    assert one.words == "At night" and one.tries.count() == 2
    form = ana.get(f"/strategies/{walk.pk}/tries/new/").content.decode()
    assert f'<option value="{one.pk}">At night</option>' in form
    ana.post(f"/strategies/{walk.pk}/tries/new/", said(occasion=str(one.pk)))
    assert one.tries.count() == 3


def test_a_try_can_be_of_another_day(ana, walk):
    then = timezone.localdate() - timedelta(days=9)
    ana.post(f"/strategies/{walk.pk}/tries/new/", {"helped": 0, "day": then.isoformat(), "hour": "07:15"})
    at = timezone.localtime(StrategyTry.objects.get().at)
    assert (at.date(), at.hour, at.minute) == (then, 7, 15)


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": "2999-01-01"},
        {"day": "1999-01-01"},
        {"day": "soon"},
        {"hour": "25:61"},
        {"helped": ""},
        {"before": "6"},
        {"before": "0"},
        {"after": "x"},
        {"note": "x" * 1001},
        {"new_occasion": "x" * 41},
    ],
)
def test_what_makes_no_sense_is_asked_for_again_and_kept_in_the_box(ana, walk, wrong):
    answer = ana.post(f"/strategies/{walk.pk}/tries/new/", said(**({"note": "I wrote this"} | wrong)))
    assert answer.status_code == 422 and (b"I wrote this" in answer.content or "note" in wrong)
    assert not StrategyTry.objects.exists()


def test_changing_the_words_leaves_the_moment_as_it_was(cast, ana, walk):
    made = actions.log_try(cast.ana, walk, 2)
    at = timezone.localtime(made.at)
    ana.post(f"/strategies/tries/{made.pk}/", said(day=at.date().isoformat(), hour=f"{at:%H:%M}", note="Rain"))
    assert StrategyTry.objects.get().at == made.at


def test_a_removed_try_counts_no_more_can_be_put_back_and_then_is_gone_with_its_words(cast, ana, walk):
    made = actions.log_try(cast.ana, walk, 2, actions.More(2, 4, "at night", "It was windy"))
    there = ana.post(f"/strategies/tries/{made.pk}/remove/")["Location"]
    page = ana.get(there).content.decode()
    assert "Put it back" in page and "It was windy" not in page
    assert ana.get(f"/strategies/tries/{made.pk}/").status_code == 404
    assert b"Not tried yet" in ana.get("/strategies/").content and b"Nothing to draw" in tapped(ana)
    ana.post(f"/strategies/tries/{made.pk}/keep/")
    forget_removed("try", str(made.pk))
    assert b"It was windy" in ana.get(f"/strategies/{walk.pk}/tries/").content
    actions.remove_try(cast.ana, made)
    StrategyTry.objects.update(removed=now() - UNDO_FOR)
    forget_removed("try", str(made.pk))
    assert not StrategyTry.objects.exists() and not TryNote.objects.exists() and not Occasion.objects.exists()


def tapped(client):
    return client.get("/strategies/what-helps/").content


def test_nobody_else_reads_or_touches_a_try(cast, as_, walk):
    made = actions.log_try(cast.ana, walk, 2, actions.More(note="mine"))
    ben = as_(cast.ben)
    for verb in ("", "remove/", "keep/"):
        assert ben.post(f"/strategies/tries/{made.pk}/{verb}", said()).status_code == 404
    assert ben.get(f"/strategies/{walk.pk}/tries/").status_code == 404
    assert StrategyTry.objects.get().removed is None


def test_what_helped_before_is_there_for_a_hard_moment(cast, ana, walk):
    assert b"Borrow an idea" in ana.get("/strategies/helped/").content
    actions.log_try(cast.ana, walk, 2)
    page = ana.get("/strategies/helped/").content.decode()
    assert "There and back" in page and "/help-now/" in page and "It helped" in page
    assert "/strategies/helped/" in ana.get("/").content.decode()
    actions.say_so(cast.ana)
    assert "/strategies/helped/" in ana.get("/hard-time/").content.decode()
    assert "/strategies/helped/" in ana.get("/").content.decode()
