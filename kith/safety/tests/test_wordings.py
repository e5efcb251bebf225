"""Hints on language: whole words with their endings, never in quotes, never about oneself, and quick."""

import time

import pytest

from kith.core.hints import Hint, Matcher, endings
from kith.safety.words.shipped import SAID, shipped

MATCHER = Matcher(one.hint for one in shipped().values())

OF_ONESELF = """
I am an addict.
I'm an alcoholic and proud of my ten years.
my addiction
Addict here, three years.
Recovering alcoholic of ten years.
We addicts know how that is.
Us alcoholics stick together.
Fellow addicts, hello!
As an addict, I lie well.
When you're an addict you learn to lie.
I was a junkie for ten years, and that was me.
They called me a junkie.
He said I was a junkie.
I got clean in May.
I've been clean for 40 days!
My mum says I have been clean for a year
I suffer from depression.
I have suffered from anxiety all my life.
I am a schizophrenic and I do not mind the word.
My friends and I are psychos, as we say.
I tried to commit suicide when I was young.
My dad committed suicide.
Being an alcoholic, I don't go there.
I was so bipolar that day.
I only wanted attention.
I abused drugs for years.
My drug habit cost me everything.
I am a former addict.
I know people say I am manipulative.
Alcoholics Anonymous helped.
She goes to Alcoholics Anonymous.
me, an ex junkie
an addict like me
our drinking habit
""".strip().splitlines()

OF_OTHERS = {
    "My brother is an addict.": "addict",
    "He's a junkie. I am not.": "addict",
    "Addicts never change.": "addict",
    "Those junkies in the park": "addict",
    "You are an alcoholic": "addict",
    "He committed suicide last year": "died-by-suicide",
    "Committing suicide is no way out": "died-by-suicide",
    "it was a failed suicide attempt": "died-by-suicide",
    "She suffers from depression": "suffers-from",
    "the mentally ill are all around": "person-first",
    "He is a psycho": "person-first",
    "She just wants attention": "attention",
    "He has been clean for three years": "clean-dirty",
    "The weather is so bipolar today": "as-a-joke",
}

IN_ANSWERS = {
    "You should rest. You need to eat.": "much-advice",
    "At least you have a home": "at-least",
    "Others have it worse, you know": "at-least",
    "Cheer up, it will pass": "cheer-up",
    "You clearly have something there": "diagnosing",
    "You could stop your meds": "medicine",
}

FINE = """
I clean the kitchen when it is bad.
We commit to kindness.
The committee decided.
It is an addictive game.
You should see the sea.
The least you can do is nothing.
A clean glass, please.
> He is a junkie
He said "she is an addict" and left.
“Addicts never change” is what they wrote.
See https://example.org/addicts-never-change for more.
""".strip().splitlines()


def codes(text, answer=False):
    return [one.code for one in MATCHER.find(text, answer)]


@pytest.mark.parametrize("text", OF_ONESELF)
def test_how_people_describe_themselves_gives_no_hint(text):
    assert codes(text) == []
    assert codes(text, answer=True) == []


@pytest.mark.parametrize(("text", "code"), OF_OTHERS.items())
def test_what_is_said_of_others_gives_one(text, code):
    assert codes(text) == [code]


@pytest.mark.parametrize(("text", "code"), IN_ANSWERS.items())
def test_some_hints_are_only_for_answers(text, code):
    assert codes(text) == []
    assert codes(text, answer=True) == [code]


@pytest.mark.parametrize("text", FINE)
def test_other_words_and_quotes_give_none(text):
    assert codes(text, answer=True) == []


def test_one_piece_of_advice_is_no_pile_of_it():
    assert codes("You should rest.", answer=True) == []


def test_a_hint_stands_where_its_words_stand():
    text = "Sadly: he committed  suicide there."
    found = MATCHER.find(text)[0]
    assert text[found.start : found.end] == "committed  suicide"


def test_endings_are_found():
    assert {"commit", "commits", "committed", "committing"} <= endings("commit")
    assert {"abuse", "abused", "abusing", "abuses"} <= endings("abuse")
    assert {"carry", "carries", "carried", "carrying"} <= endings("carry")


def test_every_hint_says_why_and_what_instead_and_where_it_comes_from():
    assert set(SAID) == set(shipped())
    for one in shipped().values():
        assert one.why
        assert one.instead
        assert one.source
        assert one.hint.wordings


@pytest.mark.parametrize("odd", ["", "/", "~", "~~ ~", "a~/", "   "])
def test_odd_wordings_do_no_harm(odd):
    assert Matcher([Hint("odd", (odd, "fine"))]).find("that is fine ~ / a")[0].code == "odd"


def test_hundreds_of_hints_are_quick():
    many = Matcher(Hint(f"h{a}", tuple(f"word{a}x{b} some~ thing" for b in range(5))) for a in range(500))
    text = "and then word33x2 somes thing was said. " * 250
    start = time.perf_counter()
    assert [one.code for one in many.find(text)] == ["h33"]
    assert time.perf_counter() - start < 0.5
