"""`make bench`: one post in a thread that many people have open, and how long until the last of them has been told.

With nothing set, one process answers and tells. With PostgreSQL and Valkey the post is made on one server and the pages are
open on another, so every word of it goes through Valkey. Times run from the moment the post is sent. Whoever listens here
needs the same processor as the server, so in truth it is sooner than it looks. "Shown" is measured beside it: each page,
once told, fetches its block again as live.js does, at a moment of its own within the spread that the server asks for.
"""

import argparse
import asyncio
import contextlib
import json
import random
import re
import resource
import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import cpu  # noqa: E402
from bench.pages import SMALL, installation, running, the_pages  # noqa: E402

FOLDER = ROOT / "bench" / "results"


class OpenPage(asyncio.Protocol):
    """One page that listens; it only remembers when it was told."""

    def __init__(self, port: int, ticket: str, number: int) -> None:
        cookie = f"Cookie: session=listening{number:06d}"  # to the server, each is someone else's browser
        self.asks = f"GET /live/?t={ticket} HTTP/1.1\r\nHost: localhost:{port}\r\n{cookie}\r\n\r\n".encode()
        self.opened = asyncio.get_running_loop().create_future()
        self.told, self.spread = 0.0, 400
        self.on_told = lambda page: None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        transport.write(self.asks)

    def data_received(self, data: bytes) -> None:
        if b"event: changed" in data:
            self.told = time.perf_counter()
            lines = re.findall(rb"data: (.*)", data)
            self.spread = int(lines[1]) if len(lines) > 1 else 400
            self.on_told(self)
        if not self.opened.done() and b"listening" in data:
            self.opened.set_result(True)
        elif not self.opened.done() and b"200 OK" not in data:
            self.opened.set_exception(RuntimeError(data[:200].decode()))


async def open_pages(port: int, ticket: str, count: int) -> list[OpenPage]:
    pages = []
    for start in range(0, count, 100):
        some = [OpenPage(port, ticket, number) for number in range(start, min(start + 100, count))]
        for page in some:
            await asyncio.get_running_loop().create_connection(lambda page=page: page, "127.0.0.1", port)
        await asyncio.gather(*[page.opened for page in some])
        pages += some
    return pages


async def post(port: int, words: str, number: int) -> float:
    """Send one post as a browser would; returns when it was answered."""
    head, _, body = words.replace("{n}", f"{number:08d}").partition("\n\n")
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = f"{head}\nContent-Length: {len(body.encode())}\nConnection: close\n\n".replace("\n", "\r\n")
    writer.write(lines.encode() + body.encode())
    status = await reader.readline()
    answered = time.perf_counter()
    writer.close()
    if b"302" not in status:
        raise RuntimeError(f"The post was answered {status.decode()}")
    return answered


async def one_post(port: int, words: str, pages: list[OpenPage], number: int) -> dict[str, float]:
    for page in pages:
        page.told = 0.0
    begin = time.perf_counter()
    answered = await post(port, words, number)
    while any(not page.told for page in pages) and time.perf_counter() < begin + 30:
        await asyncio.sleep(0.02)
    await asyncio.sleep(0.5)  # what comes a moment later belongs to this post too
    told = sorted((page.told - begin) * 1000 for page in pages if page.told)
    return {
        "answered": (answered - begin) * 1000,
        "first": told[0],
        "p50": statistics.median(told),
        "last": told[-1],
        "missed": len(pages) - len(told),
    }


async def fetch_all(port: int, path: str, due: asyncio.Queue, shown: list[float]) -> None:
    """One kept connection: fetches the block again for each page whose moment has come."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    asks = f"GET {path}?block=posts HTTP/1.1\r\nHost: localhost:{port}\r\nHX-Request: true\r\n\r\n".encode()
    while await due.get() is not None:
        writer.write(asks)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if b" 200 " not in head[:16]:
            raise RuntimeError(f"The block was answered {head[:40]!r}")
        await reader.readexactly(int(head.split(b"content-length: ")[1].split(b"\r\n")[0]))
        shown.append(time.perf_counter())
    writer.close()


async def conversation(here, there, words: str, path: str, pages: list[OpenPage], posts: int) -> dict:
    """Someone posts every half second while everyone's page follows; until the last page shows the last post."""
    due, shown, waiting = asyncio.Queue(), [], set()
    hands = [asyncio.create_task(fetch_all(there.port, path, due, shown)) for _ in range(32)]
    loop = asyncio.get_running_loop()

    def come(page: OpenPage) -> None:
        waiting.discard(page)
        due.put_nowait(page)

    def told(page: OpenPage) -> None:
        if page not in waiting:  # as live.js: one fetch waits for each area, not more
            waiting.add(page)
            loop.call_later(random.random() * page.spread / 1000, come, page)

    for page in pages:
        page.on_told = told
    answered = []
    for number in range(posts):
        begin = time.perf_counter()
        answered.append((await post(here.port, words, int(time.time() * 10) % 10**8 + number) - begin) * 1000)
        await asyncio.sleep(max(0.0, 0.5 - (time.perf_counter() - begin)))
    last = begin
    await asyncio.sleep(0.2)
    while waiting or due.qsize():
        await asyncio.sleep(0.02)
    for _ in hands:
        due.put_nowait(None)
    await asyncio.gather(*hands)
    return {
        "posting p50": round(statistics.median(answered), 1),
        "posting p99": round(statistics.quantiles(answered, n=100)[98], 1),
        "last shown": round((shown[-1] - last) * 1000),
        "fetches": len(shown),
    }


async def measure(here, there, words: str, path: str, ticket: str, count: int, rounds: int) -> dict:
    before = cpu.memory(there.process.pid)
    pages = await open_pages(there.port, ticket, count)
    await asyncio.sleep(1)
    held = (cpu.memory(there.process.pid) - before) / count
    spent = cpu.spent(here.process.pid, there.process.pid)
    told = [await one_post(here.port, words, pages, int(time.time() * 10) % 10**8) for _ in range(rounds)]
    spent = (cpu.spent(here.process.pid, there.process.pid) - spent) / rounds
    talk = await conversation(here, there, words, path, pages, 20)
    for page in pages:
        page.transport.close()
    medians = {name: round(statistics.median(each[name] for each in told), 1) for name in told[0]}
    return {"open": count, "KiB each": round(held / 1024, 1), "cpu": round(spent, 1), **medians, **talk}


def in_one_shape(shape: str, counts: list[int], rounds: int) -> list[dict]:
    """Fresh servers for each number of pages, so that what they hold is for these pages alone."""
    rows = []
    with installation(shape, SMALL) as (site, _roots):
        found = site.kith("shell", "--no-imports", "-c", "import bench.ground").stdout.strip().splitlines()[-1]
        words, _, _ = the_pages(ground := json.loads(found))["posting"]
        for count in counts:
            with running(site, "bench.settings") as here, contextlib.ExitStack() as stack:
                there = stack.enter_context(running(site, "bench.settings")) if shape == "postgresql" else here
                path = f"/groups/{ground['group']}/threads/{ground['thread']}/"
                page = there.get(path).text
                ticket = re.search(r'data-live="([^"]+)"', page)[1]
                rows.append({"shape": shape, **asyncio.run(measure(here, there, words, path, ticket, count, rounds))})
                show(rows[-1])
    return rows


def show(row: dict) -> None:
    missed = f"  {row['missed']} were not told" if row["missed"] else ""
    print(
        f"  {row['open']:6,} open  answered {row['answered']:6.1f} ms  first {row['first']:6.1f}  half {row['p50']:6.1f}  "
        f"last {row['last']:6.1f} ms  {row['cpu']:5.0f} ms CPU  {row['KiB each']:5.1f} KiB a page{missed}\n"
        f"         while all follow: a post p50 {row['posting p50']:.0f} p99 {row['posting p99']:.0f} ms, "
        f"shown by the last after {row['last shown']:,} ms, {row['fetches']:,} fetches",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shapes", default="sqlite,postgresql")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--open", default="100,1000,5000")
    asked = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    counts = [int(count) for count in asked.open.split(",")]
    results = [row for shape in asked.shapes.split(",") for row in in_one_shape(shape, counts, asked.rounds)]
    FOLDER.mkdir(exist_ok=True)
    place = FOLDER / f"live-{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    place.write_text(json.dumps({"when": datetime.now(UTC).isoformat(), "rows": results}, indent=1))
    print(f"\nWritten to {place.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
