"""English, as data for the screening: spelling, rules, look-alikes."""

from kith.core.screening.english import danger, despair, detail, goodbye, indirect, weary
from kith.core.screening.english.guards import GUARDS
from kith.core.screening.english.spelling import DISGUISED, SPELLING
from kith.core.screening.findings import Language

ENGLISH = Language(
    code="en",
    spelling=SPELLING,
    disguised=DISGUISED,
    rules=danger.RULES + indirect.RULES + weary.RULES + goodbye.RULES + detail.RULES + despair.RULES,
    dark=despair.DARK_WORDS,
    guards=GUARDS,
)
