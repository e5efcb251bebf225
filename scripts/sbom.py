"""Writes the list of everything Kith is made of (CycloneDX 1.6), from the lock and what is installed; asks nobody.

python scripts/sbom.py            prints it
python scripts/sbom.py PATH       writes it to a file
"""

import json
import re
import sys
import tomllib
import uuid
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements/base.txt"
ENTRY = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?P<rest>.*?)(?=^\S|\Z)", re.M | re.S)


def components(lock: str) -> list[dict[str, Any]]:
    """Each locked package with its address in the registry and the marks of the files that may be installed."""
    return [_component(found["name"], found["version"], found["rest"]) for found in ENTRY.finditer(lock)]


def _component(name: str, version: str, rest: str) -> dict[str, Any]:
    purl = f"pkg:pypi/{re.sub(r'[-_.]+', '-', name).lower()}@{version}"
    marks = [{"alg": "SHA-256", "content": mark} for mark in re.findall(r"--hash=sha256:([0-9a-f]{64})", rest)]
    made = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
    licence = _licence(name)
    return {**made, **({"licenses": [{"license": {"name": licence}}]} if licence else {}), "hashes": marks}


def _licence(name: str) -> str:
    """What the installed package says of itself; nothing where it is not installed here."""
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    classes = [line.split(" :: ")[-1] for line in about.get_all("Classifier") or [] if line.startswith("License ::")]
    return about.get("License-Expression") or ", ".join(classes) or (about.get("License") or "").split("\n")[0][:80]


def bill() -> dict[str, Any]:
    """The whole document. The same lock gives the same document: its number is made from what is in it."""
    about = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lock = LOCK.read_text()
    ours = {
        "type": "application",
        "bom-ref": "kith",
        "name": about["name"],
        "version": about["version"],
        "licenses": [{"license": {"id": about["license"]}}],
    }
    parts = components(lock)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, lock)}",
        "version": 1,
        "metadata": {"component": ours},
        "components": parts,
        "dependencies": [{"ref": "kith", "dependsOn": [part["bom-ref"] for part in parts]}],
    }


def main() -> int:
    text = json.dumps(bill(), indent=1, ensure_ascii=False) + "\n"
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text, encoding="utf-8")
    else:
        print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
