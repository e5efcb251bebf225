"""`make bench`: what sharing costs when there is a great deal of it, on SQLite and on PostgreSQL.

The same pages are opened in a community of 1,000 choices (100 people) and in one of 1,000,000 (100,000 people), turn and
turn about, in processes of their own. The ratio is the median over rounds of large to small, each taken side by side.
The communities are kept in var/bench/ until a migration or the way they are made changes.
"""

import argparse
import contextlib
import hashlib
import json
import platform
import shutil
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.running import Site  # noqa: E402
from tests.services import Postgres  # noqa: E402

KEPT = ROOT / "var" / "bench"
MADE_BY = ("kith/*/migrations/*.py", "bench/crowd.py")
GOAL = 1.5


class Community:
    """One installation with so many people in it, and a process that opens its pages."""

    def __init__(self, folder: Path, people: int, environment: dict[str, str]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.site = Site(folder, {"DJANGO_SETTINGS_MODULE": "bench.settings", **environment})
        self.site.kith("setup", "--no-steward", patience=300)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.asker"],
            env=self.site.env(),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        ready = folder / "ground.json"
        if not ready.exists():
            begin = time.monotonic()
            ready.write_text(json.dumps(self.ask(make=people)))
            print(f"  {people:,} people made in {time.monotonic() - begin:.0f} s", flush=True)
        self.ground = json.loads(ready.read_text())

    def ask(self, **told: object) -> dict | list:
        self.process.stdin.write(json.dumps(told) + "\n")
        self.process.stdin.flush()
        if not (line := self.process.stdout.readline()):
            raise SystemExit("The process that opens pages ended; what it said stands above.")
        return json.loads(line)

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(60)


def main() -> None:
    asked = arguments()
    results = {"when": datetime.now(UTC).isoformat(), "python": platform.python_version(), "rows": []}
    for shape in asked.shapes.split(","):
        print(f"\n{shape}", flush=True)
        with both(shape, asked.people) as (small, large):
            if asked.queries:
                show_queries(large, asked.queries)
            else:
                results["rows"] += measure(shape, small, large, asked.rounds)
    if results["rows"]:
        place = ROOT / "bench" / "results" / f"sharing-{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
        place.parent.mkdir(exist_ok=True)
        place.write_text(json.dumps(results, indent=1))
        print(f"\nWritten to {place.relative_to(ROOT)}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shapes", default="sqlite,postgresql")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--people", type=int, default=100_000, help="in the large community; ten choices for each")
    parser.add_argument(
        "--queries", metavar="PAGE", help="show what this page asks the large database, and how it answers"
    )
    return parser.parse_args()


@contextlib.contextmanager
def both(shape: str, people: int):
    """The small and the large community of one shape, made now or kept from before."""
    folder = KEPT / f"{shape}-{people}-{mark()}"
    for old in KEPT.glob(f"{shape}-{people}-*"):
        if old != folder:
            shutil.rmtree(old)
    with contextlib.ExitStack() as stack:
        places = {"small": {}, "large": {}}
        if shape == "postgresql":
            KEPT.mkdir(parents=True, exist_ok=True)
            postgres = Postgres(safe=True, kept=folder / "cluster")
            stack.callback(postgres.close)
            postgres.start()
            places = {name: {"DATABASE_URL": postgres.create(name)} for name in places}
        found = []
        for (name, environment), count in zip(places.items(), (100, people), strict=True):
            found.append(Community(folder / name, count, environment))
            stack.callback(found[-1].close)
        yield found


def mark() -> str:
    """Changes when what is kept would be made differently."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in MADE_BY for path in ROOT.glob(pattern)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def measure(shape: str, small: Community, large: Community, rounds: int) -> list[dict]:
    print(f"  {small.ground['grants']:,} choices beside {large.ground['grants']:,}")
    print(f"  {'page':36} {'queries':>9} {'small ms':>9} {'large ms':>9} {'ratio':>6} {'kB':>6}")
    rows = []
    for one, other in zip(small.ground["pages"], large.ground["pages"], strict=True):
        rows.append({"shape": shape, "page": one[0], **compare(small, one, large, other, rounds)})
        show(rows[-1])
    return rows


def compare(small: Community, one: list, large: Community, other: list, rounds: int) -> dict:
    """Both pages turn and turn about: of five openings the quickest, for the machine may be busy with other things.

    The first openings of each read templates and do not count.
    """
    ask = {"small": (small, one), "large": (large, other)}
    first = {name: place.ask(who=page[1], path=page[2], times=2) for name, (place, page) in ask.items()}
    times: dict[str, list[float]] = {"small": [], "large": []}
    for number in range(rounds):
        for name in sorted(ask, reverse=number % 2 == 0):
            place, page = ask[name]
            taken = place.ask(who=page[1], path=page[2], times=5)
            times[name].append(min(taken["ms"]))
    asked = {name: len(place.ask(who=page[1], path=page[2], queries=True)) for name, (place, page) in ask.items()}
    ratios = [b / a for a, b in zip(times["small"], times["large"], strict=True)]
    return {
        "queries": [asked["small"], asked["large"]],
        "small": round(statistics.median(times["small"]), 2),
        "large": round(statistics.median(times["large"]), 2),
        "ratio": round(statistics.median(ratios), 2),
        "bytes": first["large"]["bytes"],
        "status": [first["small"]["status"], first["large"]["status"]],
    }


def show(row: dict) -> None:
    said = "" if row["status"] == [200, 200] else f"  answered {row['status']}"
    if "practitioner" in row["page"]:
        said += "  has 5,000 choices of their own to show, beside 4"
    elif row["ratio"] > GOAL:
        said += f"  more than {GOAL} times"
    queries = " ".join(str(count) for count in dict.fromkeys(row["queries"]))
    print(
        f"  {row['page']:36} {queries:>9} {row['small']:9.1f} {row['large']:9.1f} {row['ratio']:6.2f} {row['bytes'] / 1000:6.1f}{said}",
        flush=True,
    )


def show_queries(large: Community, name: str) -> None:
    for page, who, path in large.ground["pages"]:
        if page == name:
            for ms, sql, plan in large.ask(who=who, path=path, queries=True):
                print(f"\n{ms:.1f} ms  {sql}\n{plan}")


if __name__ == "__main__":
    main()
