"""`make bench`: pages and posting on a community of 1,000 members, on SQLite and on PostgreSQL with Valkey.

Each page is asked for by 1, 16 and 64 connections from another process; the median of three rounds counts. CPU is the
processor time of the server and of its database together. The bare page shows what Django itself costs in the same run.
"""

import argparse
import contextlib
import json
import platform
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import cpu  # noqa: E402
from tests.running import Site  # noqa: E402
from tests.services import Postgres, Valkey  # noqa: E402

CSRF = "0123456789abcdefghijklmnopqrstuv"
SIZES = {"members": 1000, "groups": 40, "threads": 2000, "posts": 20000, "listings": 2000}
SMALL = {"members": 60, "groups": 6, "threads": 40, "posts": 1000, "listings": 100}
AT = (1, 16, 64)
# What NodeBB 4 does on such a machine with as many threads and posts: requests in a second of processor time, on PostgreSQL
# and on Redis (1000 / CPU ms a request), for a thread of 20 posts, a list of threads, and a reply; and how many times that
# Kith means to do. "posting" is against half its processor time on Redis.
NODEBB = {"thread of 20": (27, 67), "group page": (21, 74), "posting": (24, 80)}
GOALS = {"thread of 20": (5, 3), "group page": (5, 3), "posting": (2, 2)}


def main() -> None:
    asked = arguments()
    sizes = SMALL if asked.small else SIZES
    results = {
        "when": datetime.now(UTC).isoformat(),
        "python": platform.python_version(),
        "cpus": cpus(),
        "sizes": sizes,
        "rows": [],
    }
    for shape in asked.shapes.split(","):
        with installation(shape, sizes) as (site, roots):
            for processes in range(1, 2 if shape == "sqlite" else 3):  # with SQLite there is one
                results["rows"] += measure(shape, site, roots, asked, processes)
    against_nodebb(results["rows"])
    folder = ROOT / "bench" / "results"
    folder.mkdir(exist_ok=True)
    place = folder / f"pages-{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    place.write_text(json.dumps(results, indent=1))
    print(f"\nWritten to {place.relative_to(ROOT)}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shapes", default="sqlite,postgresql")
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--small", action="store_true", help="a small community, to try the benchmark itself")
    return parser.parse_args()


def cpus() -> int:
    import os

    return len(os.sched_getaffinity(0))


@contextlib.contextmanager
def installation(shape: str, sizes: dict):
    """A seeded installation of one shape; yields it and the processes whose work counts beside the server's."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kith-bench-")))
        environment, roots = {"DJANGO_SETTINGS_MODULE": "bench.settings", "KITH_DEMO": "1"}, []
        if shape == "postgresql":
            postgres, valkey = Postgres(safe=True), Valkey()
            stack.callback(postgres.close), stack.callback(valkey.close)
            postgres.start(), valkey.start()
            environment |= {"DATABASE_URL": postgres.create(), "VALKEY_URL": valkey.url, "KITH_JOBS_EMBEDDED": "1"}
            roots = [postgres.process.pid, valkey.process.pid]
        site = Site(folder, environment)
        stack.callback(site.close)
        print(f"\n{shape}: making the community…", flush=True)
        site.kith("setup", "--no-steward", patience=300)
        site.kith("seed", *[word for name, count in sizes.items() for word in (f"--{name}", str(count))], patience=1200)
        yield site, roots


def measure(shape: str, site: Site, roots: list[int], asked: argparse.Namespace, processes: int = 1) -> list[dict]:
    print(f"\n{shape}, {processes} process{'es' * (processes > 1)}", flush=True)
    ground = json.loads(site.kith("shell", "--no-imports", "-c", "import bench.ground").stdout.strip().splitlines()[-1])
    rows, pages = [], the_pages(ground)
    for name, (text, expect, settings) in pages.items():
        with running(site, settings, PROCESSES=str(processes)) as server:
            one(server, text, expect, 1, 0.5, roots)  # templates are read and connections made before anything counts
            for connections in AT:
                rounds = [one(server, text, expect, connections, asked.seconds, roots) for _ in range(asked.rounds)]
                row = {"shape": shape, "processes": processes, "page": name, "connections": connections}
                row |= {**median(rounds), "MiB": round(cpu.memory(server.process.pid) / 2**20)}
                rows.append(row)
                show(row, rows)
    return rows


def the_pages(ground: dict) -> dict[str, tuple[str, int, str]]:
    """What is asked for: the request, the status that is right, and the settings of the server that answers."""
    thread = f"/groups/{ground['group']}/threads/{ground['thread']}/"
    cookie = f"Cookie: session={ground['session']}; csrf={CSRF}"
    post = f"csrfmiddlewaretoken={CSRF}&once=bench{{n}}{int(time.time())}&body=I+walked+to+the+river+today+{{n}}"
    form = "Content-Type: application/x-www-form-urlencoded\nOrigin: http://localhost"
    ours = "bench.settings"
    return {
        "bare page": (get(f"/bare/{ground['thread']}/"), 200, "bench.bare_settings"),
        "thread of 20": (get(thread, cookie), 200, ours),
        "thread, visitor": (get(thread), 200, ours),
        "group page": (get(f"/groups/{ground['group']}/", cookie), 200, ours),
        "group list": (get("/groups/", cookie), 200, ours),
        "my network": (get("/", cookie), 200, ours),
        "services search": (get("/services/?q=housing", cookie), 200, ours),
        "posting": (f"POST {thread} HTTP/1.1\nHost: localhost\n{form}\n{cookie}\n\n{post}", 302, ours),
    }


def get(path: str, *headers: str) -> str:
    return "\n".join([f"GET {path} HTTP/1.1", "Host: localhost", *headers]) + "\n\n"


@contextlib.contextmanager
def running(site: Site, settings: str, **environment: str):
    server = site.serve(DJANGO_SETTINGS_MODULE=settings, **environment)
    try:
        yield server
    finally:
        server.process.send_signal(signal.SIGINT)
        server.process.wait(20)


def one(server, text: str, expect: int, connections: int, seconds: float, roots: list[int]) -> dict:
    told = {"port": server.port, "request": text, "connections": connections, "seconds": seconds, "expect": expect}
    before = cpu.spent(server.process.pid, *roots)
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "load.py")],
        input=json.dumps(told),
        capture_output=True,
        text=True,
        timeout=seconds + 120,
        check=True,
    )
    result = json.loads(done.stdout)
    result["cpu"] = (cpu.spent(server.process.pid, *roots) - before) / max(result["requests"], 1)
    result["rate"] = result["requests"] / result["seconds"]
    return result


def median(rounds: list[dict]) -> dict:
    names = ("rate", "p50", "p99", "cpu", "bytes")
    return {name: round(statistics.median(each[name] for each in rounds), 2) for name in names} | {
        "bad": sum(each["bad"] for each in rounds)
    }


def show(row: dict, rows: list[dict]) -> None:
    if len(rows) == 1:
        print(
            f"{'page':16} {'at':>3} {'a second':>9} {'p50 ms':>8} {'p99 ms':>8} {'CPU ms':>7} {'x bare':>7} {'x p99':>6} {'kB':>5} {'MiB':>5}"
        )
    bare = next(each for each in rows if each["page"] == "bare page" and each["connections"] == row["connections"])
    row["x bare"] = times = round(row["cpu"] / bare["cpu"], 2) if bare["cpu"] else 0
    row["x p99"] = round(row["p99"] / bare["p99"], 2)
    bad = f"  {row['bad']} answers were not as they should be" if row["bad"] else ""
    print(
        f"{row['page']:16} {row['connections']:3} {row['rate']:9.0f} {row['p50']:8.1f} {row['p99']:8.1f} {row['cpu']:7.2f} {times:7.2f} {row['x p99']:6.2f} {row['bytes'] / 1000:5.1f} {row['MiB']:5}{bad}",
        flush=True,
    )


def against_nodebb(rows: list[dict]) -> None:
    """For each page that NodeBB has too: how many times as many requests a second of processor time, beside the goals."""
    print("\nRequests in a second of processor time, as many times NodeBB's on PostgreSQL and on Redis (goal)")
    for row in [row for row in rows if row["page"] in NODEBB and row["connections"] == 16 and row["cpu"]]:
        times = [1000 / row["cpu"] / theirs for theirs in NODEBB[row["page"]]]
        row["x NodeBB"] = [round(each, 1) for each in times]
        words = "  ".join(f"{each:6.1f} ({goal})" for each, goal in zip(times, GOALS[row["page"]], strict=True))
        print(f"{row['shape']:12} {row['processes']} {row['page']:16} {words}")


if __name__ == "__main__":
    main()
