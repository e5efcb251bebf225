"""`make bench`: the same pages on a community a hundred times as large; each should cost at most 1.3 times as much.

The thread, the group and the person looked at are of one size in both: it is what lies around them that grows.
"""

import argparse
import contextlib
import json
import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.pages import Site, installation, median, one, running, the_pages  # noqa: E402

SIZES = {"members": 200, "groups": 20, "threads": 400, "posts": 4000, "listings": 400}
MOST = 1.3
CONNECTIONS = 4
SETTLE = 5  # seconds, for what a database does by itself after it was filled


def measure(shape: str, times: int, seconds: float, rounds: int) -> list[dict]:
    """Both communities stand at once and are asked in turn, so that the machine's mood falls on both alike."""
    with installation(shape, SIZES) as small, installation(shape, {n: c * times for n, c in SIZES.items()}) as large:
        sides = [(site, roots, pages_of(site)) for site, roots in (small, large)]
        time.sleep(SETTLE)
        print(f"\n{shape}: {SIZES['posts']:,} posts, and {SIZES['posts'] * times:,}")
        return [compare(name, sides, seconds, rounds) for name in sides[0][2]]


def pages_of(site: Site) -> dict[str, tuple[str, int, str]]:
    found = site.kith("shell", "--no-imports", "-c", "import bench.ground").stdout.strip().splitlines()[-1]
    return the_pages(json.loads(found))


def compare(name: str, sides: list[tuple], seconds: float, rounds: int) -> dict:
    """For one page how many times its cost has grown: the middle of the rounds, each a small one and a large one."""
    with contextlib.ExitStack() as stack:
        asked = []
        for site, roots, pages in sides:
            text, expect, settings = pages[name]
            server = stack.enter_context(running(site, settings))
            one(server, text, expect, 1, 0.5, roots)
            asked.append((server, text, expect, roots))
        pairs = [
            [one(server, text, expect, CONNECTIONS, seconds, roots) for server, text, expect, roots in asked]
            for _round in range(rounds)
        ]
    small, large = (median([pair[side] for pair in pairs]) for side in (0, 1))
    row = {"page": name, "small": small["cpu"], "large": large["cpu"], "bad": small["bad"] + large["bad"]}
    row["times"] = round(statistics.median(pair[1]["cpu"] / pair[0]["cpu"] for pair in pairs), 2)
    print(
        f"{name:16} {row['small']:8.2f} {row['large']:8.2f} ms CPU  {row['times']:5.2f} times"
        + ("" if row["times"] <= MOST else f"  more than {MOST}")
        + (f"  {row['bad']} answers were not as they should be" if row["bad"] else ""),
        flush=True,
    )
    return row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shapes", default="sqlite,postgresql")
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    results = {}
    for shape in asked.shapes.split(","):
        results[shape] = measure(shape, asked.times, asked.seconds, asked.rounds)
    place = ROOT / "bench" / "results" / f"growth-{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    place.parent.mkdir(exist_ok=True)
    place.write_text(json.dumps({"when": datetime.now(UTC).isoformat(), "sizes": SIZES, "rows": results}, indent=1))
    print(f"\nWritten to {place.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
