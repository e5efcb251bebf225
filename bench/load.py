"""Asks for one page again and again over kept-alive connections; a process of its own, told what to do on its input.

In:  {"port", "request" (text, with {n} where a number should go), "connections", "seconds", "expect"}
Out: {"requests", "seconds", "p50", "p99", "bad", "bytes"} with times in milliseconds
"""

import asyncio
import json
import statistics
import sys
import time


class Load:
    def __init__(self, port: int, request: str, seconds: float, expect: int) -> None:
        self.port, self.request, self.expect = port, request, expect
        self.end = time.perf_counter() + seconds
        self.times: list[float] = []
        self.bad = self.sent = self.size = 0

    async def person(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        while time.perf_counter() < self.end:
            begin = time.perf_counter()
            writer.write(self.words())
            status, closing = await self.read(reader)
            self.times.append((time.perf_counter() - begin) * 1000)
            self.bad += status != self.expect
            if closing:
                writer.close()
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.close()

    def words(self) -> bytes:
        self.sent += 1
        text = self.request.replace("{n}", f"{self.sent:08d}")
        head, _, body = text.partition("\n\n")
        length = f"\nContent-Length: {len(body.encode())}" if body else ""
        return f"{head}{length}\n\n".replace("\n", "\r\n").encode() + body.encode()

    async def read(self, reader: asyncio.StreamReader) -> tuple[int, bool]:
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.split(b"content-length: ")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        self.size = length
        return int(head[9:12]), b"connection: close" in head


async def main() -> None:
    told = json.load(sys.stdin)
    load = Load(told["port"], told["request"], told["seconds"], told["expect"])
    begin = time.perf_counter()
    await asyncio.gather(*[load.person() for _ in range(told["connections"])])
    spent = time.perf_counter() - begin
    cuts = statistics.quantiles(load.times, n=100) if len(load.times) > 1 else load.times * 100
    result = {
        "requests": len(load.times),
        "seconds": spent,
        "p50": cuts[49],
        "p99": cuts[98],
        "bad": load.bad,
        "bytes": load.size,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    try:
        import uvloop

        uvloop.run(main())
    except ImportError:
        asyncio.run(main())
