"""Throwaway PostgreSQL and Valkey (or Redis) on free loopback ports, for tests and benchmarks."""

import contextlib
import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

START = 30.0


class Missing(RuntimeError):
    """A program is not installed and could not be."""


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def program(*names: str) -> str | None:
    """The path of the first of these programs, in PATH or where Debian keeps PostgreSQL's."""
    for name in names:
        found = shutil.which(name) or next(
            iter(sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), reverse=True)), None
        )
        if found:
            return found
    return None


def need(package: str, *names: str) -> str:
    """The path of a program, installing its package first when we may. Raises Missing."""
    if path := program(*names):
        return path
    if os.geteuid() == 0 and shutil.which("apt-get"):
        for arguments in (["update"], ["install", "-y", *package.split()]):
            subprocess.run(
                ["apt-get", "-q", *arguments],
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )
    if path := program(*names):
        return path
    raise Missing(f"{names[0]} is not here. On Debian and Ubuntu: apt-get install {package}")


def unprivileged() -> str | None:
    """Someone PostgreSQL agrees to run as: it refuses root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise Missing("PostgreSQL does not run as root, and there is no other account here.")


@dataclass
class Postgres:
    """One cluster, its process ours, so that tests may stop, freeze and start it.

    `safe` keeps fsync on. `kept` is a folder to keep the data in, to be found there the next time.
    """

    safe: bool = False
    kept: Path | None = None
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None

    def __post_init__(self) -> None:
        if self.kept:
            self.kept.mkdir(parents=True, exist_ok=True)
        self.folder = self.kept or Path(tempfile.mkdtemp(prefix="kith-pg-"))
        self.account = unprivileged()
        if not (self._data / "PG_VERSION").exists():
            self._as("initdb", "-D", str(self._data), "-U", "kith", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def url(self) -> str:
        return f"postgres://kith@127.0.0.1:{self.port}/kith"

    def start(self) -> "Postgres":
        options = [
            "-c",
            f"port={self.port}",
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            f"unix_socket_directories={self.folder}",
            "-c",
            "max_connections=200",
        ]
        if not self.safe:
            options += ["-c", "fsync=off", "-c", "full_page_writes=off"]
        command = [need("postgresql", "postgres"), "-D", str(self._data), *options]
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, **self._identity())
        self._wait()
        return self

    def create(self, name: str = "kith") -> str:
        """A fresh database, or the one of this name that was kept; returns its address."""
        import psycopg

        with psycopg.connect(
            f"host=127.0.0.1 port={self.port} user=kith dbname=postgres", autocommit=True
        ) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                connection.execute(f'CREATE DATABASE "{name}"')
        return f"postgres://kith@127.0.0.1:{self.port}/{name}"

    def stop(self, how: int = signal.SIGINT) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(10)

    def close(self) -> None:
        self.stop()
        if not self.kept:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _wait(self) -> None:
        import psycopg

        end = time.monotonic() + START
        while time.monotonic() < end:
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(f"host=127.0.0.1 port={self.port} user=kith dbname=postgres", connect_timeout=2).close()
                return
            time.sleep(0.1)
        raise Missing("PostgreSQL did not start: " + (self.folder / "log").read_text()[-500:])

    def _as(self, name: str, *arguments: str) -> None:
        if self.account:
            shutil.chown(self.folder, self.account)
        subprocess.run(
            [need("postgresql", name), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            **self._identity(),
        )

    def _identity(self) -> dict:
        if not self.account:
            return {}
        who = pwd.getpwnam(self.account)
        return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}


@dataclass
class Valkey:
    """One Valkey, or Redis where that is what the machine has."""

    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> "Valkey":
        command = [valkey(), "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        end = time.monotonic() + START
        while time.monotonic() < end:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            time.sleep(0.05)
        raise Missing("Valkey did not start.")

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            self.process.wait(10)

    close = stop


def valkey() -> str:
    try:
        return need("valkey", "valkey-server", "redis-server")
    except Missing:
        return need("redis-server", "redis-server")


def chromium() -> str:
    return need("chromium", "chromium", "chromium-browser", "google-chrome")


@contextlib.contextmanager
def both(safe: bool = False):
    """PostgreSQL and Valkey together; yields the environment to run with, and stops them afterwards."""
    with contextlib.ExitStack() as stack:
        postgres = Postgres(safe=safe)
        stack.callback(postgres.close)
        postgres.start()
        store = Valkey()
        stack.callback(store.close)
        store.start()
        yield {"DATABASE_URL": postgres.create(), "VALKEY_URL": store.url}
