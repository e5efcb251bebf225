"""What one person asked for, as plain values, made from their answers. An answer not given leaves its field empty."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kith.core.geo import is_on_earth
from kith.weave import questions


@dataclass(frozen=True)
class Asked:
    """Everything ranking may use about a person. Empty means that they did not say."""

    needs: frozenset[str] = frozenset()  # what this list is for
    missing: frozenset[str] = frozenset()  # what they said they miss
    hard: frozenset[str] = frozenset()
    place: str = ""
    lat: float | None = None
    lng: float | None = None
    reach: int = questions.USUAL_REACH  # km
    languages: tuple[str, ...] = ()
    belongs: frozenset[str] = frozenset()
    slots: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    ages: tuple[int, int] | None = None
    dismissed: frozenset[tuple[str, str]] = frozenset()
    on_map: frozenset[tuple[str, str]] = frozenset()
    audiences: frozenset[str] = questions.FOR_MANY  # whom things may be for that this person said they are
    usual_language: str = "en"  # of the community: it tells nothing about whom a thing is for
    today: date = date.max  # for "you were last in touch"; date.max is never

    @property
    def topics(self) -> frozenset[str]:
        """The directory's categories that help with what they said is hard."""
        return frozenset(slug for code in self.hard for slug in questions.HARD[code][1])

    def looking_for(self, needs: Iterable[str]) -> "Asked":
        return replace(self, needs=frozenset(needs))


def from_answers(answers: Mapping[str, Any], **facts: Any) -> Asked:
    """Read answers (question to value) leniently: what is not of the right shape counts as not said."""
    said = {code: value if isinstance(value, dict) else {} for code, value in answers.items()}
    part = lambda code: said.get(code) or {}  # noqa: E731
    return Asked(
        missing=frozenset(_words(part("missing").get("needs"))),
        hard=frozenset(_words(part("hard").get("things"))) & questions.HARD.keys(),
        languages=tuple(_words(part("languages").get("codes"))),
        belongs=_belongs(part("culture")),
        slots=frozenset(_words(part("times").get("slots"))) & frozenset(questions.SLOTS),
        formats=frozenset(_words(part("meeting").get("formats"))) & questions.FORMATS.keys(),
        ages=questions.band_ages(str(part("age").get("band", ""))),
        audiences=_audiences(part("hard").get("things"), part("culture").get("choices"), [part("age").get("band")]),
        **_place(part("where")),
        **facts,
    )


def _words(value: Any) -> list[str]:
    return [word for word in value if isinstance(word, str)] if isinstance(value, list) else []


def _audiences(*told: Any) -> frozenset[str]:
    """Whom things may be for that this person said they are; nothing is concluded from anything else."""
    return questions.FOR_MANY.union(*(questions.AUDIENCES.get(code, ()) for codes in told for code in _words(codes)))


def _belongs(value: Mapping[str, Any]) -> frozenset[str]:
    """Choices, and what was written between commas, made alike. Nothing is guessed from either."""
    written = str(value.get("words") or "")[: questions.LONGEST_LINE].replace(";", ",").split(",")
    return frozenset(" ".join(word.split()).casefold() for word in (*_words(value.get("choices")), *written)) - {""}


def _place(value: Mapping[str, Any]) -> dict[str, Any]:
    lat, lng = value.get("lat"), value.get("lng")
    if not (isinstance(lat, float | int) and isinstance(lng, float | int) and is_on_earth(lat, lng)):
        return {}
    reach = value.get("km")
    reach = reach if isinstance(reach, int) and 0 < reach <= 500 else questions.USUAL_REACH
    return {"place": str(value.get("name") or ""), "lat": float(lat), "lng": float(lng), "reach": reach}
