"""Runs `kith` commands and servers in folders of their own, and talks to them over HTTP."""

import contextlib
import http.client
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path

from tests.services import free_port

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120.0
OURS = ("KITH_", "DATABASE_URL", "VALKEY_URL", "DJANGO_", "PORT", "HOST", "PROCESSES")


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str
    cookies: list[str] = field(default_factory=list)

    def json(self):
        return json.loads(self.text)


def until(what, patience: float = PATIENCE, every: float = 0.1):
    """Ask again until the answer is true; returns it. Fails when patience ends."""
    end = time.monotonic() + patience
    while True:
        found = what()
        if found or time.monotonic() > end:
            assert found, "waited in vain"
            return found
        time.sleep(every)


@dataclass
class Site:
    """One installation: a data folder, its environment, and the servers started on it."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    processes: list[subprocess.Popen] = field(default_factory=list)

    def env(self, **more: str) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        ours = {
            "KITH_DATA": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "tests.probe.settings",
            "PYTHONPATH": str(ROOT),
        }
        return {**clean, **ours, **self.environment, **more}

    def kith(
        self, *arguments: str, check: bool = True, patience: float = 120, **more: str
    ) -> subprocess.CompletedProcess:
        done = subprocess.run(
            [sys.executable, "-m", "kith", *arguments],
            env=self.env(**more),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=patience,
            stdin=subprocess.DEVNULL,
        )
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done

    def start(self, *arguments: str, **more: str) -> subprocess.Popen:
        log = (self.folder / f"{arguments[0]}.log").open("ab")
        process = subprocess.Popen(
            [sys.executable, "-m", "kith", *arguments],
            env=self.env(**more),
            cwd=ROOT,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def serve(self, **more: str) -> "Server":
        port = free_port()
        server = Server(self.start("serve", PORT=str(port), **more), port)
        until(lambda: server.is_up() or self._gave_up(server))
        return server

    def _gave_up(self, server: "Server") -> bool:
        assert server.process.poll() is None, (self.folder / "serve.log").read_text()[-2000:]
        return False

    def close(self) -> None:
        for process in self.processes:
            kill(process)


@dataclass
class Server:
    process: subprocess.Popen
    port: int

    def get(self, path: str, patience: float = PATIENCE) -> Answer:
        return self._ask("GET", path, patience=patience)

    def post(self, path: str, patience: float = PATIENCE, **fields: str) -> Answer:
        body = urllib.parse.urlencode(fields)
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"}, patience)

    def is_up(self) -> bool:
        with contextlib.suppress(OSError, http.client.HTTPException):
            return self.get("/healthz", 5).status == 200
        return False

    def _ask(
        self, method: str, path: str, body: str | None = None, headers: dict | None = None, patience: float = PATIENCE
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=patience)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return Answer(
                answer.status,
                {name.lower(): value for name, value in answer.getheaders()},
                answer.read().decode(),
                answer.headers.get_all("Set-Cookie") or [],
            )
        finally:
            connection.close()


class Person:
    """Someone signed in on one server of a demo: keeps their cookies and answers forms as a browser would."""

    def __init__(self, server: Server, handle: str) -> None:
        self.server, self.cookies = server, {"csrf": "c" * 32}
        assert self.send("/demo/sign-in/", handle=handle).status == 302

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def open(self, path: str) -> Answer:
        return self._keep(self.server._ask("GET", path, headers={"Cookie": self.cookie}))

    def send(self, path: str, **fields: str) -> Answer:
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": self.cookies["csrf"], **fields})
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        return self._keep(self.server._ask("POST", path, body, headers))

    def _keep(self, answer: Answer) -> Answer:
        for line in answer.cookies:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer


class Listener:
    """A page open on `/live/`: collects the data of each event as it comes."""

    def __init__(self, server: Server, *tickets: str, cookie: str = "") -> None:
        self.events: queue.Queue[str] = queue.Queue()
        query = urllib.parse.urlencode([("t", ticket) for ticket in tickets])
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        self.connection.request("GET", f"/live/?{query}", headers={"Cookie": cookie} if cookie else {})
        self.answer = self.connection.getresponse()
        self.status = self.answer.status
        self.ended = threading.Event()
        if self.status == 200:
            threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        with contextlib.suppress(OSError, http.client.HTTPException, ValueError, AttributeError):
            while line := self.answer.readline():
                if line.startswith(b"data: "):
                    self.events.put(line[6:].strip().decode())
        self.ended.set()

    def close(self) -> None:
        with contextlib.suppress(OSError, AttributeError):
            self.connection.sock.shutdown(socket.SHUT_RDWR)
        self.connection.close()


def kill(process: subprocess.Popen) -> None:
    """End a process and its children at once, as a power cut would."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


@contextlib.contextmanager
def demo(folder: Path):
    """The demo community, as `make demo` runs it, on a free port; yields its address."""
    site = Site(folder, {"KITH_DEMO": "1", "DJANGO_SETTINGS_MODULE": "config.settings"})
    port = free_port()
    try:
        neutral = f"http://127.0.0.1:{port}/healthz?somewhere-else"
        server = Server(site.start("demo", PORT=str(port), KITH_EXIT_URL=neutral), port)
        until(lambda: server.is_up() or _stopped(server, folder))
        yield f"http://127.0.0.1:{port}"
    finally:
        site.close()


def _stopped(server: Server, folder: Path) -> bool:
    assert server.process.poll() is None, (folder / "demo.log").read_text()[-2000:]
    return False
