"""Finds, or installs where it can, the programs the tests need; says plainly what is missing and fails then."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROGRAMS = {
    "chromium": (["chromium", "chromium-browser", "google-chrome"], ["chromium"]),
    "postgresql": (["initdb"], ["postgresql"]),
    "valkey": (["valkey-server", "redis-server"], ["redis-server"]),
}


def found(names: list[str]) -> str:
    """The first of these programs on this machine, or ""."""
    folders = [str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    where = os.pathsep.join([os.environ.get("PATH", ""), *folders])
    return next((path for name in names if (path := shutil.which(name, path=where))), "")


def install(packages: list[str]) -> None:
    """Ask the system's package manager, when we may; otherwise leave it to the check that follows."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing {', '.join(packages)}…", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], check=False, **quiet)


def main(wanted: list[str]) -> int:
    missing = []
    for name in wanted:
        programs, packages = PROGRAMS[name]
        if not found(programs):
            install(packages)
        if not found(programs):
            missing.append(f"{name} (on Debian and Ubuntu: apt-get install {' '.join(packages)})")
    for item in missing:
        print(f"Missing: {item}. Without it part of Kith would go untested.", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
