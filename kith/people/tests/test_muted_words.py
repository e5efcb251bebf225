"""Words someone would rather not read unasked are found whole, whatever their case, accents and commonest endings."""

import pytest
from django.db import connection

from kith.people.actions import mute_words
from kith.people.models import MutedWords, Person
from kith.people.muted_words import NOTHING, Folds, folds_for, my_words


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("food", "Some FOOD, then."),
        ("food", "**food** and foods"),
        ("drink", "I was drinking again"),
        ("drinks", "one drink"),
        ("cut", "cutting back"),
        ("die", "my cat died and I thought of dying"),
        ("binge", "the binging"),
        ("diary", "two diaries"),
        ("café", "a cafe on the corner"),
        ("cafe", "the CAFÉS of Lyon"),
        ("Straße", "in der STRASSE"),
        ("self harm", "about self-harm"),
        ("self-harm", "about self harm"),
        ("loss", "loss's shadow"),
        ("酒", "昨日は酒を飲んだ"),
        ("водка", "стакан ВОДКА"),
        ("c++", "I like c++ more"),
    ],
)
def test_a_word_is_found(word, text):
    assert Folds([word], []).why(text) == word


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("food", "a foodie"),
        ("cut", "an executive, cute"),
        ("car", "I care"),
        ("die", "a diet for the studied"),
        ("loss", "a glossy floss"),
        ("drink", "undrinkable"),
        ("ana", "banana"),
        ("", "anything"),
        ("–", "a – dash"),
    ],
)
def test_part_of_another_word_is_not(word, text):
    assert Folds([word], []).why(text) == ""


def test_a_kind_of_note_is_known_by_the_note_alone():
    folds = Folds([], ["food", "gone_since"])
    assert folds.why("We talked about food") == ""
    assert folds.why("", "eating, no numbers") == "Food and weight"
    assert Folds(["funeral"], ["loss"]).why("", "a funeral") == "funeral", "one's own word comes first"


def test_the_first_of_many_words_is_named():
    assert Folds(["wine", "beer"], []).reason("A beer, then wine") == "Folded because you asked: beer"


@pytest.mark.django_db
def test_the_list_is_sealed_comes_with_the_person_and_leaves_nothing_when_it_is_empty(cast, as_):
    ana = as_(cast.ana)
    sent = {"words": "Vodka\n\nvodka\n  red   wine ", "topics": ["loss"]}
    assert ana.post("/you/mute-words/", sent).status_code == 302
    cast.ana = Person.objects.get(pk=cast.ana.pk)
    assert my_words(cast.ana) == {"words": ["vodka", "red wine"], "topics": ["loss"]}
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM people_mutedwords")
        assert b"vodka" not in bytes(cursor.fetchone()[0])
    page = ana.get("/you/mute-words/").content.decode()
    assert "red wine" in page
    assert "red wine" not in as_(cast.ben).get("/you/mute-words/").content.decode()
    ana.post("/you/mute-words/", {"words": ""})
    assert not MutedWords.objects.exists()
    assert folds_for(Person.objects.get(pk=cast.ana.pk)) is NOTHING


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["x" * 41, "\n".join(f"word{n}" for n in range(61))])
def test_what_is_too_long_is_said_and_kept_in_the_box(cast, as_, words):
    answer = as_(cast.ana).post("/you/mute-words/", {"words": words})
    assert answer.status_code == 422 and words[:20] in answer.content.decode()


@pytest.mark.django_db
def test_nobody_else_s_words_fold_anything(cast):
    mute_words(cast.ana, ["rain"], [])
    ana, ben = (Person.objects.get(pk=one.pk) for one in (cast.ana, cast.ben))
    assert (folds_for(ana).why("The rain"), folds_for(ben).why("The rain")) == ("rain", "")
