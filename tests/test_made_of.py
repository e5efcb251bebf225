"""What Kith is made of can be listed without asking anyone, whole and exactly as it is locked."""

import json
import re
import subprocess
import sys
from pathlib import Path

from scripts import sbom

ROOT = Path(__file__).resolve().parent.parent


def test_the_list_of_parts_is_the_lock_and_nothing_else():
    locked = dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", sbom.LOCK.read_text(), re.M))
    listed = sbom.bill()["components"]
    assert len(locked) > 15 and {part["name"]: part["version"] for part in listed} == locked
    for part in listed:
        assert part["hashes"] and part["purl"].startswith("pkg:pypi/"), part["name"]
        assert part["bom-ref"] in sbom.bill()["dependencies"][0]["dependsOn"]


def test_installed_parts_say_their_licence():
    silent = {part["name"] for part in sbom.bill()["components"] if "licenses" not in part}
    assert silent <= {"async-timeout", "colorama", "typing-extensions", "tzdata"}, (
        silent
    )  # for other machines than this


def test_it_is_written_without_a_network_and_twice_the_same(tmp_path):
    command = (
        "import socket, sys; socket.socket = None; from scripts import sbom; sys.argv[1:] = [sys.argv[1]]; sbom.main()"
    )
    texts = []
    for name in ("one.json", "two.json"):
        subprocess.run([sys.executable, "-c", command, str(tmp_path / name)], cwd=ROOT, check=True)
        texts.append((tmp_path / name).read_text())
    assert texts[0] == texts[1] and json.loads(texts[0])["specVersion"] == "1.6"
