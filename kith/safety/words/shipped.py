"""The hints on language that come with Kith: their wordings from a file, what they say from here, so that it is translated."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from kith.core.hints import WORDS, Hint

FILE = Path(__file__).parents[1] / "data" / "hints.toml"

# code: (why, what instead)
SAID = {
    "died-by-suicide": (
        _("“Commit” makes it sound like a crime, and “successful” or “failed” like a test."),
        _("died by suicide; ended their life; a suicide attempt; survived an attempt"),
    ),
    "tribute": (
        _("To someone who is struggling, this can sound as if dying were the way to peace."),
        _("Say what you loved about them and what you miss. You could add where one finds help."),
    ),
    "addict": (
        _("A label can hide the person. Many have been hurt by this word."),
        _("a person who uses drugs; a person with an addiction; a person in recovery"),
    ),
    "clean-dirty": (
        _("If someone is “clean” now, were they dirty before? The word hurts people who use again."),
        _("not using; in recovery; a test that showed nothing, or showed something"),
    ),
    "habit-abuse": (
        _("“Habit” makes it sound like a choice, and “abuse” like a wrong that is done."),
        _("addiction; drug use; harmful use"),
    ),
    "former-addict": (
        _("Someone who is well is more than what they got over. And medicine is treatment."),
        _("a person in recovery; in long-term recovery; treatment with medicine"),
    ),
    "person-first": (
        _("People are more than what they live with, and some of these words are used as insults."),
        _("a person with schizophrenia; people with mental health problems"),
    ),
    "suffers-from": (
        _("Not everyone suffers all the time, and it can sound like pity."),
        _("lives with; has; has had"),
    ),
    "as-a-joke": (
        _("For people who live with it, this is no joke, and it tells others little."),
        _("changeable; very tidy; confusing; wild"),
    ),
    "attention": (
        _("Most people who seem to ask for attention need some. It may be the only way they have."),
        _("They need someone to listen. Something hurts, and they do not know how to say it."),
    ),
    "cheer-up": (
        _("It is meant kindly, but it can sound as if it were easy, or as if it were not real."),
        _("That sounds really hard. I am here. What would help right now?"),
    ),
    "at-least": (
        _("Pain does not get less by measuring it against other pain."),
        _("That sounds really hard. I am sorry that it is so. Do you want to tell more?"),
    ),
    "much-advice": (
        _("Much advice at once can feel like being told what to do. People often want to be heard first."),
        _("What helped me was… It may be different for you. Would you like ideas, or an ear?"),
    ),
    "diagnosing": (
        _("From a few words nobody can know what someone has. It can frighten, or stay with them."),
        _("I know something like that from myself. Someone who treats people could tell you more."),
    ),
    "medicine": (
        _("Stopping or changing medicine can be dangerous, and differs from body to body."),
        _("For me it went like this. Your doctor or pharmacist can tell what is right for you."),
    ),
    "secret": (
        _("If someone's life is in danger, a promise to keep it secret can be too heavy to hold."),
        _("I will not gossip. If I fear for your life, I will look for help, and tell you first."),
    ),
}


@dataclass(frozen=True)
class Shipped:
    hint: Hint
    source: str

    @property
    def why(self) -> str:
        return str(SAID[self.hint.code][0])

    @property
    def instead(self) -> str:
        return str(SAID[self.hint.code][1])


@cache
def shipped() -> dict[str, Shipped]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["hint"]
    return {row["code"]: Shipped(_hint(row), row["source"]) for row in rows}


def _hint(row: dict) -> Hint:
    return Hint(
        row["code"], tuple(row["words"]), row.get("about", WORDS), row.get("answers", False), row.get("least", 1)
    )
