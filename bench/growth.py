"""`make bench`: the same pages on a community a hundred times as large; each should cost at most 1.3 times as much.

The thread, the group and the person looked at are of one size in both: it is what lies around them that grows.
"""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.pages import installation, median, one, running, the_pages  # noqa: E402

SIZES = {"members": 200, "groups": 20, "threads": 400, "posts": 4000, "listings": 400}
MOST = 1.3
CONNECTIONS = 4


def measure(shape: str, times: int, seconds: float, rounds: int) -> dict[str, dict]:
    sizes = {name: count * times for name, count in SIZES.items()}
    with installation(shape, sizes) as (site, roots):
        found = site.kith("shell", "--no-imports", "-c", "import bench.ground").stdout.strip().splitlines()[-1]
        rows = {}
        for name, (text, expect, settings) in the_pages(json.loads(found)).items():
            with running(site, settings) as server:
                one(server, text, expect, 1, 0.5, roots)
                rows[name] = median(
                    [one(server, text, expect, CONNECTIONS, seconds, roots) for _round in range(rounds)]
                )
    return rows


def compare(small: dict[str, dict], large: dict[str, dict]) -> list[dict]:
    """For each page how many times its cost has grown, the machine's own mood taken out by the bare page."""
    mood = large["bare page"]["cpu"] / small["bare page"]["cpu"]
    rows = []
    for name, before in small.items():
        row = {"page": name, "small": before["cpu"], "large": large[name]["cpu"]}
        row["times"] = round(row["large"] / row["small"] / mood, 2)
        bad = before["bad"] + large[name]["bad"]
        print(
            f"{name:16} {row['small']:8.2f} {row['large']:8.2f} ms CPU  {row['times']:5.2f} times"
            + ("" if row["times"] <= MOST else f"  more than {MOST}")
            + (f"  {bad} answers were not as they should be" if bad else ""),
            flush=True,
        )
        rows.append(row | {"bad": bad})
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shapes", default="sqlite,postgresql")
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    results = {}
    for shape in asked.shapes.split(","):
        small = measure(shape, 1, asked.seconds, asked.rounds)
        large = measure(shape, asked.times, asked.seconds, asked.rounds)
        print(f"\n{shape}: {SIZES['posts']:,} posts, and {SIZES['posts'] * asked.times:,}")
        results[shape] = compare(small, large)
    place = ROOT / "bench" / "results" / f"growth-{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    place.parent.mkdir(exist_ok=True)
    place.write_text(json.dumps({"when": datetime.now(UTC).isoformat(), "sizes": SIZES, "rows": results}, indent=1))
    print(f"\nWritten to {place.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
