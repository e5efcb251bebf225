"""The words of each question, what may be chosen, and the shape of each answer. Nothing here touches the database.

Shapes of `Answer.value` (every key may be missing or empty):
  hard       {"things": [code of HARD], "words": str}
  missing    {"needs": [code of people.models.Need]}
  where      {"name": str, "lat": float, "lng": float, "km": int, "by": [code of BY]}, or {"unsaid": true}
  languages  {"codes": [ISO 639 code], "words": str}
  times      {"slots": ["mon-morning", ...]}
  meeting    {"formats": [code of FORMATS]}
  age        {"band": code of BANDS}
  culture    {"choices": [code of BELONGS], "words": str}
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kith.weave.models import Question

Words = str | Promise

LONGEST_WORDS = 5000
LONGEST_LINE = 120


@dataclass(frozen=True)
class Page:
    """One question page: what it asks, and why."""

    code: str
    asks: Words
    why: Words


PAGES = {
    page.code: page
    for page in (
        Page(
            Question.HARD,
            _("What is hard now?"),
            _("So that we look first for help with that. Tick what fits, or none."),
        ),
        Page(
            Question.MISSING,
            _("What kind of support do you miss?"),
            _("So that we can show you people and places that give it."),
        ),
        Page(
            Question.WHERE,
            _("Where should we look?"),
            _("So that what we show is near enough to reach. A town or a postcode is enough."),
        ),
        Page(
            Question.LANGUAGES,
            _("Which languages do you like to speak?"),
            _("So that we put places where people speak them first."),
        ),
        Page(
            Question.TIMES,
            _("When are you usually free?"),
            _("So that we look for things that happen at those times. A rough idea is enough."),
        ),
        Page(
            Question.MEETING,
            _("How do you like to meet?"),
            _("So that we look for what feels possible for you now. You can change it on another day."),
        ),
        Page(
            Question.AGE,
            _("How old are you?"),
            _("Some places are only for young people, or only for older people. We leave out those you could not use."),
        ),
        Page(
            Question.CULTURE,
            _("Is there a culture or a faith that matters to you?"),
            _("So that we can show groups and places that say they are of it, or for it. We never guess this."),
        ),
    )
}

# What may be hard, and the directory's categories that help with it.
HARD: dict[str, tuple[Words, tuple[str, ...]]] = {
    "alone": (_("Feeling alone"), ("peer-support", "support-groups", "drop-in", "community")),
    "low": (_("Feeling low or flat"), ("counselling", "peer-support", "support-groups", "mental-health-team")),
    "worry": (_("Worry, fear or panic"), ("counselling", "support-groups", "mental-health-team")),
    "days": (
        _("Getting through the day"),
        ("drop-in", "neighbourhood-house", "arts", "sport", "volunteering", "recovery-learning"),
    ),
    "home": (_("Where I live"), ("housing", "shelter")),
    "money": (_("Money"), ("money", "paying-for-food", "food-bank")),
    "work": (_("Work or study"), ("work", "learning")),
    "people": (_("Family or relationships"), ("family", "mediation")),
    "grief": (_("Losing someone"), ("grief",)),
    "hospital": (_("Coming home from hospital"), ("recovery-learning", "mental-health-team", "peer-support")),
    "drink": (_("Alcohol or drugs"), ("addiction",)),
    "new": (_("Being new here"), ("newcomers", "culture", "english", "immigration", "interpreting")),
    "body": (_("My body or my health"), ("health",)),
    "caring": (_("Looking after someone"), ("carers",)),
}

REACH = {
    "2": _("About 2 km, a walk"),
    "5": _("About 5 km"),
    "10": _("About 10 km"),
    "25": _("About 25 km"),
    "50": _("About 50 km"),
    "100": _("About 100 km"),
}
USUAL_REACH = 25  # km, where someone gave a place but not how far they can go

BY = {
    "foot": _("On foot or in a wheelchair"),
    "bus": _("By bus or train"),
    "bike": _("By bike"),
    "car": _("By car, mine or a lift"),
}

DAYS = {
    "mon": _("Monday"),
    "tue": _("Tuesday"),
    "wed": _("Wednesday"),
    "thu": _("Thursday"),
    "fri": _("Friday"),
    "sat": _("Saturday"),
    "sun": _("Sunday"),
}
PARTS = {
    "morning": pgettext_lazy("part of the day", "Morning"),
    "afternoon": pgettext_lazy("part of the day", "Afternoon"),
    "evening": pgettext_lazy("part of the day", "Evening"),
}
SLOTS = [f"{day}-{part}" for day in DAYS for part in PARTS]

FORMATS = {
    "in_person": _("In person"),
    "online": _("Online"),
    "phone": _("By phone"),
    "writing": _("In writing, here"),
    "one_to_one": _("With one other person"),
    "group": _("In a group"),
}

BANDS: dict[str, tuple[Words, int, int]] = {
    "0-15": (_("Under 16"), 0, 15),
    "16-17": (_("16 or 17"), 16, 17),
    "18-25": (_("18 to 25"), 18, 25),
    "26-39": (_("26 to 39"), 26, 39),
    "40-54": (_("40 to 54"), 40, 54),
    "55-64": (_("55 to 64"), 55, 64),
    "65-": (_("65 or over"), 65, 130),
}

BELONGS = {
    "african": _("African"),
    "caribbean": _("Caribbean"),
    "south asian": _("South Asian"),
    "east asian": _("East Asian"),
    "arab": _("Arab"),
    "latin american": _("Latin American"),
    "somali": _("Somali"),
    "polish": _("Polish"),
    "portuguese": _("Portuguese"),
    "roma": _("Roma and Traveller"),
    "lgbtq": _("LGBTQ+"),
    "deaf": _("Deaf culture"),
    "buddhist": _("Buddhist"),
    "christian": _("Christian"),
    "hindu": _("Hindu"),
    "jewish": _("Jewish"),
    "muslim": _("Muslim"),
    "sikh": _("Sikh"),
    "humanist": _("No religion, or humanist"),
    "women": _("Places for women"),
    "men": _("Places for men"),
    "student": _("Being a student"),
    "forces": _("Having served in the armed forces"),
}

# Whom a service may say it is for (the directory's situations), and the answers by which someone says it is for them.
FOR_MANY = frozenset({"anyone", "adults", "mental-health"})
GENDERED = frozenset({"women", "men", "mothers", "fathers"})  # asked for beside anything else a thing says it is for
MOST_ADULTS = (26, 54)  # a thing that some of these ages may not use has a narrow audience
AUDIENCES = {
    "home": {"homeless", "tenants"},
    "money": {"low-income", "uninsured"},
    "work": {"unemployed", "workers"},
    "people": {"families", "parents"},
    "body": {"disabled"},
    "grief": {"grieving"},
    "hospital": {"hospital"},
    "drink": {"addiction"},
    "new": {"migrants", "refugees", "limited-english"},
    "caring": {"carers", "families"},
    "0-15": {"children", "young-people"},
    "16-17": {"young-people"},
    "18-25": {"young-people"},
    "55-64": {"older-people"},
    "65-": {"older-people", "retired"},
    "african": {"black"},
    "caribbean": {"black"},
    "south asian": {"asian"},
    "east asian": {"asian"},
    "latin american": {"latino"},
    "deaf": {"deaf"},
    "lgbtq": {"lgbtq", "trans"},
    "women": {"women", "mothers"},
    "men": {"men", "fathers"},
    "student": {"students"},
    "forces": {"veterans"},
}
# Categories for particular people or troubles, and whom they are for: put first only for those who said that it is theirs.
PARTICULAR = {
    "safe-place": {"survivors"},
    "shelter": {"homeless"},
    "crisis": {"in-crisis"},
    "hospital": {"hospital"},
    "end-of-life": {"grieving"},
    "addiction": {"addiction"},
    "immigration": {"migrants", "refugees"},
    "newcomers": {"migrants", "refugees", "limited-english"},
    "veterans": {"veterans"},
    "carers": {"carers"},
    "grief": {"grieving"},
    "young-people": {"young-people", "children", "students"},
    "older-people": {"older-people", "retired"},
    "parents": {"parents", "families"},
    "lgbtq": {"lgbtq", "trans"},
    "work-rights": {"workers"},
}


def after(code: str) -> str:
    """The code of the next question, "" after the last."""
    codes = list(PAGES)
    at = codes.index(code) + 1
    return codes[at] if at < len(codes) else ""


def number(code: str) -> int:
    """Which question this is, from 1."""
    return list(PAGES).index(code) + 1


def first_open(answered: Any) -> str:
    """The first question without an answer, "" when all have one."""
    return next((code for code in PAGES if code not in answered), "")


def band_ages(code: str) -> tuple[int, int] | None:
    """The youngest and oldest age of a band, None when the code is not one."""
    return BANDS[code][1:] if code in BANDS else None
