"""English, as data for the screening: spelling, weights, rules, look-alikes."""

from pathlib import Path

from kith.core.screening.english import danger, detail, goodbye
from kith.core.screening.english.alike import ALIKE, FILLING
from kith.core.screening.english.guards import GUARDS
from kith.core.screening.english.spelling import DISGUISED, SPELLING
from kith.core.screening.findings import Language
from kith.core.screening.plain import MARKS
from kith.core.screening.weighing import Table

ENGLISH = Language(
    code="en",
    spelling=SPELLING,
    disguised=DISGUISED,
    rules=danger.RULES + goodbye.RULES + detail.RULES,
    weights=Table(Path(__file__).parent / "weights.csv", {**SPELLING, **MARKS}, ALIKE, FILLING),
    heavy=1.6,
    guards=GUARDS,
)
