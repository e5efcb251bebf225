"""`make bench`: the list of what waits for someone to look, with 100 and with 100,000 cases, on SQLite.

Each page is opened turn and turn about on both; of five openings the quickest counts, and the median over rounds is shown.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.running import Site  # noqa: E402

SIZES = (100, 100_000)
ROUNDS = 5


class Place:
    """One installation with so many cases, and a process that opens its pages."""

    def __init__(self, folder: Path, count: int) -> None:
        folder.mkdir()
        site = Site(folder, {"DJANGO_SETTINGS_MODULE": "bench.settings"})
        site.kith("setup", "--no-steward", patience=300)
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen([sys.executable, "-m", "bench.asker"], env=site.env(), cwd=ROOT, **pipes)
        self.pages = self.ask(cases=count)["pages"]

    def ask(self, **told: object) -> dict:
        self.process.stdin.write(json.dumps(told) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def quickest(self, number: int) -> float:
        _name, who, path = self.pages[number]
        answer = self.ask(who=who, path=path, times=5)
        assert answer["status"] == 200, (path, answer)
        return min(answer["ms"])


def main() -> None:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        places = [Place(Path(folder) / str(size), size) for size in SIZES]
        print(f"  {'page':28}" + "".join(f"{f'{size:,} ms':>14}" for size in SIZES) + f"{'ratio':>8}")
        for number, (name, _who, _path) in enumerate(places[0].pages):
            times = [[place.quickest(number) for place in places] for _ in range(ROUNDS + 1)][1:]
            few, many = (statistics.median(column) for column in zip(*times, strict=True))
            rows.append({"page": name, "ms": [few, many], "ratio": many / few})
            print(f"  {name:28}{few:14.1f}{many:14.1f}{many / few:8.2f}", flush=True)
        for place in places:
            place.process.stdin.close()
            place.process.wait(60)
    there = ROOT / "bench" / "results" / f"cases-{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    there.parent.mkdir(exist_ok=True)
    there.write_text(json.dumps({"sizes": SIZES, "rows": rows}, indent=1))
    print(f"\nWritten to {there.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
