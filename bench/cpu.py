"""Processor time and memory of a process and all its children, from /proc."""

import os
import re
from pathlib import Path

TICK = 1000 / os.sysconf("SC_CLK_TCK")


def tree(pid: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def spent(*roots: int) -> float:
    """Milliseconds used so far, waited-for children included."""
    total = 0
    for pid in {each for root in roots for each in tree(root)}:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += sum(int(value) for value in fields[11:15])
    return total * TICK


def memory(pid: int) -> int:
    """Bytes that a process and its children hold."""
    found = 0
    for one in tree(pid):
        words = Path(f"/proc/{one}/status").read_text()
        found += int(re.search(r"VmRSS:\s+(\d+)", words)[1]) * 1024
    return found
