"""Fails when a package we depend on carries a licence that does not fit AGPL-3.0-or-later."""

import json
import subprocess
import sys

FITS = (
    "MIT",
    "BSD",
    "Apache",
    "ISC",
    "PSF",
    "Python Software Foundation",
    "MPL",
    "Mozilla",
    "LGPL",
    "Public Domain",
    "Unlicense",
    "0BSD",
    "HPND",
    "Zlib",
    "CC0",
    "Dual License",
)

READ_BY_HAND = {"axe-playwright-python": "MIT, with axe-core under MPL-2.0"}


def main() -> int:
    listed = subprocess.run(
        [f"{sys.prefix}/bin/pip-licenses", "--format=json", "--from=mixed"], capture_output=True, text=True, check=True
    )
    bad = [
        row
        for row in json.loads(listed.stdout)
        if row["Name"].lower() not in {"kith", *READ_BY_HAND} and not any(word in row["License"] for word in FITS)
    ]
    for row in bad:
        print(
            f"{row['Name']} {row['Version']}: {row['License']!r} is not on the list of licences that fit.",
            file=sys.stderr,
        )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
