"""How well the screening of texts sees danger in a table of labelled texts, and how fast it is.

    python bench/screening.py FILE.csv --text COLUMN --label COLUMN --positive VALUE[,VALUE] [--speed]

Found is a text in which the screening sees present danger or a goodbye. The last line is made for machines.
"""

import argparse
import csv
import re
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kith.core.screening import screen  # noqa: E402

OWN = ROOT / "bench" / "data" / "screening.csv"
OWN_POSITIVE = "danger,goodbye"
POSTS = 20_000
csv.field_size_limit(10_000_000)


class Refused(Exception):
    """Something about the table that its owner can put right."""


def table(path: Path, text: str, label: str) -> list[tuple[str, str]]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = csv.DictReader(file, strict=True)
            check_columns(rows.fieldnames or [], text, label)
            return [(row[text] or "", (row[label] or "").strip()) for row in rows]
    except OSError as error:
        raise Refused(f"cannot read {path}: {error.strerror}") from error
    except (csv.Error, UnicodeDecodeError) as error:
        raise Refused(f"{path} is not a table in CSV and UTF-8: {error}") from error


def check_columns(there: list[str], *wanted: str) -> None:
    for column in wanted:
        if column not in there:
            raise Refused(f"no column '{column}'; there are: {', '.join(there) or 'none'}")


def measured(rows: list[tuple[str, str]], positive: set[str]) -> list[str]:
    """A line for each label, and the one line that sums it up."""
    if not any(label in positive for _, label in rows):
        raise Refused(f"no row is labelled {' or '.join(sorted(positive))}")
    of, found = Counter(label for _, label in rows), Counter(label for text, label in rows if screen(text).danger)
    lines = [
        f"{label or '(empty)':24} found {found[label]:6} of {of[label]:6}  {found[label] / of[label]:.2f}"
        for label in sorted(of)
    ]
    positives = sum(of[label] for label in positive)
    negatives = len(rows) - positives
    recall = sum(found[label] for label in positive) / positives
    false = sum(count for label, count in found.items() if label not in positive)
    alarms = 1000 * false / negatives if negatives else 0.0
    return [
        *lines,
        f"recall={recall:.2f} false_alarms_per_1000={alarms:.1f} positives={positives} negatives={negatives}",
    ]


def posts() -> list[str]:
    """Posts as they come: of 10 to 100 words, most of them everyday, one in fifteen with something serious or a look-alike in it."""
    random = Random(5)
    rows = table(OWN, "text", "label")
    calm = [row["text"] for row in csv.DictReader(OWN.open(encoding="utf-8")) if row["note"] == "everyday"]
    grave = [text for text, label in rows if text not in set(calm)]
    filling = list(dict.fromkeys(re.sub(r"\s+", " ", part) for part in plain_prose()))
    return [post(random, calm, grave, filling) for _ in range(POSTS)]


def plain_prose() -> list[str]:
    """Sentences of our own handbook pages, as everyday filling."""
    text = "\n".join(page.read_text(encoding="utf-8") for page in sorted((ROOT / "docs").glob("*.md")))
    return [
        part for part in re.split(r"(?<=[.!?])\s", text) if 20 < len(part) < 200 and "|" not in part and "`" not in part
    ]


def post(random: Random, calm: list[str], grave: list[str], filling: list[str]) -> str:
    wanted, parts = random.choice((10, 20, 30, 45, 45, 60, 100)), [random.choice(calm)]
    if random.random() < 1 / 15:
        parts.append(random.choice(grave))
    while sum(part.count(" ") + 1 for part in parts) < wanted:
        parts.append(random.choice(filling if random.random() < 0.7 else calm))
    random.shuffle(parts)
    return " ".join(parts)


def a_second(look, texts: list[str]) -> float:
    """Texts a second of processor time: the median of three."""
    times = []
    for _ in range(3):
        begin = time.process_time()
        for text in texts:
            look(text)
        times.append(time.process_time() - begin)
    return len(texts) / median(times)


REFERENCE = re.compile(r"\b(?:suicide|suicidal|kill myself|want to die|end it)\b", re.IGNORECASE)


def speed() -> list[str]:
    texts = posts()
    long = sum(text.count(" ") + 1 for text in texts) / len(texts)
    ours, theirs = a_second(screen, texts), a_second(REFERENCE.search, texts)
    return [
        f"speed: {ours:,.0f} posts a second on one core ({len(texts):,} posts of {long:.0f} words on average; median of three)",
        f"       beside it, one expression with five phrases: {theirs:,.0f} a second",
    ]


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=OWN, help="the table; without one, the development set")
    parser.add_argument("--text", default="text", metavar="COLUMN")
    parser.add_argument("--label", default="label", metavar="COLUMN")
    parser.add_argument("--positive", default=OWN_POSITIVE, metavar="VALUE[,VALUE]")
    parser.add_argument("--speed", action="store_true", help="also how many posts a second")
    return parser.parse_args()


def main() -> int:
    args = asked()
    positive = {value.strip() for value in args.positive.split(",")}
    try:
        lines = measured(table(args.file, args.text, args.label), positive)
    except Refused as error:
        print(f"screening: {error}", file=sys.stderr)
        return 2
    print(*(speed() if args.speed else []), *lines, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
