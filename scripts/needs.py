"""Finds, or installs where it can, the programs the tests need; says plainly what is missing and fails then."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.services import Missing, chromium, need, valkey  # noqa: E402


def main() -> int:
    missing = 0
    for find in (chromium, lambda: need("postgresql", "initdb"), valkey):
        try:
            find()
        except Missing as error:
            missing = 1
            print(f"{error}. Without it part of Kith would go untested.", file=sys.stderr)
    return missing


if __name__ == "__main__":
    sys.exit(main())
