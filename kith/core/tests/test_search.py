"""The word index finds the same things on SQLite and PostgreSQL."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.core.search import Document, Query, drop, matching, put, ranked, telling_words, words
from kith.core.spelling import did_you_mean, edits

pytestmark = pytest.mark.django_db


def ask(*groups, tokens=(), **more):
    return Query(tuple((group,) if isinstance(group, str) else group for group in groups), tokens, **more)


@pytest.fixture
def three():
    put(
        [
            Document(
                "thing", 1, "Evening walks", "company", "We walk by the river every week", ["catwalk", "cell11r1c1"]
            ),
            Document(
                "thing",
                2,
                "Café für Mütter",
                "",
                "A short walk from the station, men's group upstairs",
                ["catcafe", "cell11r1c2"],
            ),
            Document("thing", 3, "Mental health team", "care", "Psychiatric nurses", ["catcare", "cell11r1c1"]),
            Document("other", 1, "Evening walks", "", "", []),
        ]
    )


def found(query):
    return ranked("thing", query, 10)


def test_words_are_made_alike():
    assert words("Ladies’ CAFÉS, boxes & classes: men's bus") == ["lady", "cafe", "box", "class", "men", "bus"]
    assert telling_words("I need someone to talk to") == ["talk"]
    assert telling_words("to be") == ["to", "be"]


def test_a_word_in_the_name_counts_more(three):
    assert found(ask("walk")) == [1, 2]


def test_every_group_must_match_and_one_member_is_enough(three):
    assert found(ask("walk", "river")) == [1]
    assert found(ask(("river", "station"))) == [1, 2] or found(ask(("river", "station"))) == [2, 1]
    assert found(ask("walk", "nurse")) == []


def test_accents_do_not_matter(three):
    assert found(ask(*words("cafe mutter"))) == [2]


def test_long_words_match_as_beginnings_and_short_ones_do_not(three):
    assert found(ask("psych")) == [3]
    assert found(ask("men")) == [2]
    assert set(found(ask("men").wider())) == {2, 3}


def test_tokens_are_found_exactly_and_never_as_words(three):
    assert found(ask("walk", tokens=(("cell11r1c1", "cell11r9c9"),))) == [1]
    assert found(ask(("nothing", "=catcare"))) == [3]
    assert found(ask("catcare")) == []


def test_kinds_are_kept_apart_and_dropped_things_are_gone(three):
    drop("thing", [1, 77])
    assert found(ask("walk")) == [2]
    assert ranked("other", ask("walk"), 5) == [1]


def test_putting_again_replaces(three):
    put([Document("thing", 1, "Morning swim")])
    assert found(ask("evening")) == []
    assert found(ask("swim")) == [1]


def test_the_condition_stands_in_a_filter(three):
    from django.contrib.contenttypes.models import ContentType

    first = ContentType.objects.order_by("pk").first()
    put([Document("type", first.pk, "needle")])
    assert list(ContentType.objects.filter(pk__in=matching("type", ask("needle")))) == [first]


def test_slips_are_put_right(three):
    assert did_you_mean("menatl helth") == "mental health"
    assert did_you_mean("mental") == ""
    assert did_you_mean("qqqqqqqq") == ""


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_slips_count_the_same_both_ways(a, b):
    assert edits(a, b, 3) == edits(b, a, 3)
    assert (edits(a, b, 3) == 0) == (a == b)


@pytest.mark.parametrize("nasty", ['"', "' OR 1", "a:b*", "NEAR(", "((", "\\", "🙂", "-x", "%s", "\x00"])
def test_nothing_typed_can_break_the_question(three, nasty):
    asked = words(nasty + " walk")
    assert "walk" in asked
    assert found(ask("walk")) == found(ask(*[word for word in asked if word == "walk"]))
    for word in asked:
        found(ask(word))
