"""Learns how much words weigh from the development set, and says how well that does on texts it has not seen.

    python bench/screening_learn.py           the table anew: kith/core/screening/english/weights.csv
    python bench/screening_learn.py --check   five times on four fifths of the set, asked about the last fifth

A text is as heavy as its heaviest stretch. Learning is logistic regression by stochastic gradients (AdaGrad, a small ridge), the same
on every machine: there is no chance in it but a seeded shuffle.
"""

import argparse
import csv
import math
import random
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kith.core.screening import READERS  # noqa: E402
from kith.core.screening.looking import Reader  # noqa: E402
from kith.core.screening.plain import has_odd_spelling, lowered, unhidden  # noqa: E402
from kith.core.screening.weighing import BEGIN, END, STRETCH  # noqa: E402

SET = ROOT / "bench" / "data" / "screening.csv"
POSITIVE = ("danger", "goodbye")
CALM = ("none", "worry")  # the other labels are of texts in which there may be danger as well
ROUNDS, RATE, RIDGE, FIRST, SEED = 10, 0.15, 1e-3, -2.0, 1
TABLES, MOST = 8, 0.8
SURE = 0.1  # a weight that only one text speaks for must be at least this
FOLDS = 5
Stretches = list[list[str]]


def taught(reader: Reader) -> list[tuple[str, str, Stretches, int]]:
    with SET.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["label"] in (*POSITIVE, *CALM)]
    return [(row["text"], row["label"], stretches(reader, row["text"]), row["label"] in POSITIVE) for row in rows]


def stretches(reader: Reader, text: str) -> Stretches:
    """Of every stretch of a text: its words, twos and threes."""
    low = lowered(text)
    odd = has_odd_spelling(low)
    typed = reader.writing.typed(unhidden(low, reader.writing.disguised) if odd else low, odd)
    parts = [words for _number, words in reader.language.weights.sentences(typed)]
    found = []
    for place in range(len(parts)):
        long, stretch = 0, []
        for words in parts[place:]:
            if long and long + len(words) > STRETCH:
                break
            long += len(words)
            stretch = stretch + seen(words)
            found.append(stretch)
    return found or [[]]


def seen(words: list[str]) -> list[str]:
    line = [BEGIN, *words, END]
    twos = [f"{a} {b}" for a, b in zip(line, line[1:], strict=False)]
    threes = [f"{a} {b} {c}" for a, b, c in zip(line, line[1:], line[2:], strict=False)]
    return words + twos + threes


def learn(texts: list[tuple[Stretches, int]]) -> dict[str, float]:
    """Weights by words; that of nothing is the base. The mean of several, each made from most of the texts: one alone is moody."""
    names = sorted({name for parts, _ in texts for part in parts for name in part})
    number = {name: place for place, name in enumerate(names)}
    data = [([[number[name] for name in part] for part in parts], label) for parts, label in texts]
    chance = random.Random(SEED)  # noqa: S311  the same on every machine is what is wanted
    tables = [learnt(chance.sample(data, int(len(data) * MOST)), len(names), chance) for _ in range(TABLES)]
    weights = [sum(column) / TABLES for column in zip(*tables, strict=True)]
    spoken = Counter(name for parts, _ in texts for name in {name for part in parts for name in part})
    kept = {
        name: round(weight, 2)
        for name, weight in zip(names, weights, strict=False)
        if abs(weight) >= (SURE if spoken[name] == 1 else 0.01)
    }
    return {"": round(weights[-1], 2), **kept}


def learnt(data: list[tuple[list[list[int]], int]], count: int, chance: random.Random) -> list[float]:
    """The weights by their numbers, and last the base."""
    weights, steps, base, base_step = [0.0] * count, [1e-6] * count, FIRST, 1e-6
    for _round in range(ROUNDS):
        chance.shuffle(data)
        for parts, label in data:
            heaviest = max(parts, key=lambda part: sum([weights[place] for place in part]))
            total = base + sum([weights[place] for place in heaviest])
            wrong = 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - label
            if abs(wrong) < 1e-3:
                continue
            base_step += wrong * wrong
            base -= RATE * wrong / math.sqrt(base_step)
            for place in heaviest:
                slope = wrong + RIDGE * weights[place]
                steps[place] += slope * slope
                weights[place] -= RATE * slope / math.sqrt(steps[place])
    return [*weights, base]


def weigh(weights: dict[str, float], parts: Stretches) -> float:
    return weights[""] + max(sum(weights.get(name, 0.0) for name in part) for part in parts)


def table(reader: Reader) -> str:
    weights = learn([(parts, label) for _, _, parts, label in taught(reader)])
    return "words,weight\n" + "".join(f"{name},{weight:g}\n" for name, weight in sorted(weights.items()))


def check(reader: Reader) -> None:
    """For several places of the line between heavy and not, what a table finds in texts it was not made of."""
    rows = taught(reader)
    random.Random(SEED).shuffle(rows)  # noqa: S311
    heavy = []
    for fold in range(FOLDS):
        weights = learn([row[2:] for place, row in enumerate(rows) if place % FOLDS != fold])
        heavy += [(weigh(weights, row[2]), row[3]) for place, row in enumerate(rows) if place % FOLDS == fold]
    found, calm = ([weight for weight, label in heavy if label is wanted] for wanted in (True, False))
    for line in (0.0, 1.0, 1.5, 2.0, 2.2, 2.5, 3.0):
        share = sum(weight > line for weight in found) / len(found)
        alarms = sum(weight > line for weight in calm) / len(calm) * 1000
        print(
            f"above {line:3.1f}: {share:4.0%} of {len(found)} texts of danger, {alarms:4.0f} in 1,000 of {len(calm)} others"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="ask it about texts it has not seen, and write nothing")
    asked = parser.parse_args()
    for reader in READERS:
        if asked.check:
            check(reader)
        else:
            reader.language.weights.path.write_text(table(reader), encoding="utf-8")
            print(f"Written to {reader.language.weights.path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
