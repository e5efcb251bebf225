"""Runs the real program on the demo community for tests and pictures that need a whole site, and stops it again."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KITH = Path(sys.prefix) / "bin" / "kith"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def environment(folder: Path, port: int, **extra: str) -> dict[str, str]:
    """A clean environment: nothing of the tester's own settings reaches the program."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV") if name in os.environ}
    return {**kept, "KITH_DEMO": "1", "KITH_DATA": str(folder), "HOST": "127.0.0.1", "PORT": str(port), **extra}


def wait_until_up(address: str, process: subprocess.Popen, seconds: int = 120) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"The program stopped with code {process.returncode}:\n{log_of(process)}")
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"The program did not answer within {seconds} seconds:\n{log_of(process)}")


def log_of(process: subprocess.Popen) -> str:
    return Path(process.log_path).read_text()[-3000:]  # type: ignore[attr-defined]


@contextmanager
def running(folder: Path, command: tuple[str, ...] = ("demo",), **extra: str):
    """Start `kith demo` (or another command) on a free port over `folder`; yields its address."""
    port = free_port()
    log = folder / "server.log"
    with log.open("w") as out:
        process = subprocess.Popen([str(KITH), *command], env=environment(folder, port, **extra), cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)
        process.log_path = log  # type: ignore[attr-defined]
        try:
            wait_until_up(f"http://127.0.0.1:{port}", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
