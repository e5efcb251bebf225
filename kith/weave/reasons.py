"""Says in plain words why something is suggested, made only of what the person told and what the thing publishes."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from kith.directory.vocabulary import languages as language_names
from kith.people.models import Need
from kith.weave import questions
from kith.weave.asked import Asked
from kith.weave.candidate import Candidate
from kith.weave.fit import Fits, is_for_some_ages


@dataclass(frozen=True)
class Reason:
    """One sentence. `made_of` is the question whose answer it uses, "" when it uses none."""

    made_of: str
    text: str

    def __str__(self) -> str:
        return self.text


MEETS = {
    "morning": gettext_lazy("Meets on %(day)s mornings, when you are free"),
    "afternoon": gettext_lazy("Meets on %(day)s afternoons, when you are free"),
    "evening": gettext_lazy("Meets on %(day)s evenings, when you are free"),
}
OPEN = {
    "morning": gettext_lazy("Open on %(day)s mornings, when you are free"),
    "afternoon": gettext_lazy("Open on %(day)s afternoons, when you are free"),
    "evening": gettext_lazy("Open on %(day)s evenings, when you are free"),
}
LIKED = {
    "in_person": gettext_lazy("You can meet in person, as you like to"),
    "online": gettext_lazy("You can take part online, as you like to"),
    "phone": gettext_lazy("You can do it by phone, as you like to"),
    "writing": gettext_lazy("You can take part in writing, as you like to"),
    "one_to_one": gettext_lazy("You meet one other person, as you like to"),
    "group": gettext_lazy("You meet in a group, as you like to"),
}
MISSED: dict[str, questions.Words] = {
    Need.LISTEN: gettext_lazy("Also someone to listen, which you said you miss"),
    Need.PRACTICAL: gettext_lazy("Also practical help, which you said you miss"),
    Need.INFORMATION: gettext_lazy("Also information and advice, which you said you miss"),
    Need.COMPANY: gettext_lazy("Also company and things to do, which you said you miss"),
    Need.CARE: gettext_lazy("Also care and treatment, which you said you miss"),
    Need.MEANING: gettext_lazy("Also meaning, faith and culture, which you said you miss"),
}
UNKNOWN = {
    "where": gettext_lazy("how far it is"),
    "languages": gettext_lazy("languages"),
    "culture": gettext_lazy("culture or faith"),
    "times": gettext_lazy("times"),
    "meeting": gettext_lazy("how one meets"),
    "cost": gettext_lazy("cost"),
}


def reasons(asked: Asked, thing: Candidate, found: Fits, km: float | None) -> list[Reason]:
    """The sentences for every aspect that fits, the most telling first."""
    return [
        Reason(made_of, text) for aspect, made_of, say in _SAY if found.get(aspect) for text in say(asked, thing, km)
    ]


def not_known(asked: Asked, thing: Candidate, found: Fits) -> list[str]:
    """What was asked but is not published, in a few words each; without what would be said of nearly everything."""
    idle = {"where"} if thing.is_remote() else set()
    idle |= set() if Need.MEANING in asked.needs else {"culture"}
    return [str(words) for aspect, words in UNKNOWN.items() if aspect not in idle and found.get(aspect, 0) is None]


def cautions(asked: Asked, thing: Candidate) -> list[str]:
    """What one should know before setting out."""
    said = [_("There is a waiting list")] if thing.waiting_list else []
    if asked.ages is None and is_for_some_ages(thing):
        said.append(_("Only for some ages, and you have not said yours"))
    return said + ([_("It costs money")] if thing.cost == "paid" else [])


def _near(asked: Asked, thing: Candidate, km: float | None) -> list[str]:
    if km is None or km > asked.reach:
        return []
    if km < 0.1:
        return [_("In the middle of %(place)s") % {"place": asked.place}]
    shown = formats.number_format(km, decimal_pos=1 if km < 10 else 0)
    return [_("%(km)s km from %(place)s") % {"km": shown, "place": asked.place}]


def _hard(asked: Asked, thing: Candidate, km: float | None) -> list[str]:
    things = [
        label
        for code, (label, slugs) in questions.HARD.items()
        if code in asked.hard and thing.topics.intersection(slugs)
    ]
    return [_("May help with what you said is hard: %(thing)s") % {"thing": str(label).lower()} for label in things[:1]]


def _speaks(asked: Asked, thing: Candidate, km: float | None) -> list[str]:
    names = _named(asked, thing, lambda code: code != _page_language())
    if len(names) > 1:
        return [_("Speaks %(one)s and %(other)s, as you asked") % {"one": names[0], "other": names[1]}]
    return [_("Speaks %(language)s, as you asked") % {"language": name} for name in names]


def _speaks_this_too(asked: Asked, thing: Candidate, km: float | None) -> list[str]:
    """The language of the page is what most things speak, so it is said last."""
    names = _named(asked, thing, lambda code: code == _page_language())
    return [_("Speaks %(language)s, as you asked") % {"language": name} for name in names]


def _named(asked: Asked, thing: Candidate, wanted: Callable[[str], bool]) -> list[str]:
    return [
        language_names().get(code, code) for code in asked.languages if code in (thing.languages or ()) and wanted(code)
    ]


def _page_language() -> str:
    return (get_language() or "").split("-")[0]


def _of_mine(asked: Asked, thing: Candidate, km: float | None) -> list[str]:
    shared = sorted(asked.belongs & (thing.belongs or frozenset()))
    return [
        _("%(name)s: you said this matters to you") % {"name": questions.BELONGS.get(word, word.title())}
        for word in shared[:1]
    ]


def _when(asked: Asked, thing: Candidate, km: float | None) -> list[str]:
    shared = [slot for slot in questions.SLOTS if slot in asked.slots and slot in (thing.times or ())]
    if thing.kind == "service" and len(shared) > 3:
        return [_("Open at many times when you are free")]
    day, part = shared[0].split("-")
    return [(OPEN if thing.kind == "service" else MEETS)[part] % {"day": questions.DAYS[day]}]


def _liked(asked: Asked, thing: Candidate, km: float | None) -> list[str]:
    return [str(LIKED[code]) for code in questions.FORMATS if code in asked.formats & (thing.formats or frozenset())][
        :1
    ]


def _also(asked: Asked, thing: Candidate, km: float | None) -> list[str]:
    also = (asked.missing - asked.needs) & (thing.gives or frozenset())
    return [str(MISSED[code]) for code in Need.values if code in also][:1]


def _cost(asked: Asked, thing: Candidate, km: float | None) -> list[str]:
    return [_("Free")] if thing.cost == "free" else [_("Low cost")]


def _touch(asked: Asked, thing: Candidate, km: float | None) -> list[str]:
    if thing.last_touch is None or thing.last_touch >= asked.today:
        return []
    days = (asked.today - thing.last_touch).days
    if days < 14:
        return [
            ngettext("You were last in touch %(num)d day ago", "You were last in touch %(num)d days ago", days)
            % {"num": days}
        ]
    if days < 70:
        return [_("You were last in touch %(num)d weeks ago") % {"num": days // 7}]
    return [_("You were last in touch %(num)d months ago") % {"num": round(days / 30.4)}]


Say = Callable[[Asked, Candidate, float | None], list[str]]
# The aspect, the question whose answer the sentence is made of, and what says it.
_SAY: tuple[tuple[str, str, Say], ...] = (
    ("touch", "", _touch),
    ("where", "where", _near),
    ("languages", "languages", _speaks),
    ("culture", "culture", _of_mine),
    ("times", "times", _when),
    ("hard", "hard", _hard),
    ("meeting", "meeting", _liked),
    ("missing", "missing", _also),
    ("cost", "", _cost),
    ("languages", "languages", _speaks_this_too),
)
