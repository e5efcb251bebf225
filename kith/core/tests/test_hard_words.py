"""Words of someone for whom it is too much are known, and words that only look like them are left alone."""

import pytest

from kith.core.hard_words import is_hard


@pytest.mark.parametrize(
    "words",
    [
        "i want to die",
        "I WANT TO DIE",
        "wanna die",
        "wanting to be dead",
        "suicide",
        "suicidal thoughts",
        "help after suicides",
        "kill myself",
        "killing my self",
        "self harm",
        "self-harming",
        "selfharm",
        "can't go on",
        "I can’t go on like this",
        "cant go on",
        "cannot go on",
        "overdose",
        "overdosed on pills",
        "hurt myself",
        "hurting myself",
        "cutting myself",
        "crisis",
        "mental health crises",
        "Emergency!",
        "don't want to be here",
        "i dont want to be here anymore",
        "do not want to live",
        "end it",
        "ending it all",
        "end my life",
        "  suicide\n",
    ],
)
def test_hard_words_are_known(words):
    assert is_hard(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "🙂 !!!",
        "my dog died",
        "diet",
        "want to diet",
        "studied",
        "deadline",
        "killing time",
        "kill myself laughing at"[:4],
        "weekend it course",
        "front end it jobs",
        "send it",
        "emergent reader",
        "critical thinking",
        "want to be here",
        "go on a walk",
        "self help",
        "hurting knee",
        "dose of sunshine",
        "not want to be late",
    ],
)
def test_look_alikes_are_left_alone(words):
    assert not is_hard(words)
