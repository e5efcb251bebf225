"""Gathers every string people see into locale/kith.pot; `--check` fails when that file is behind the code."""

import json
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

ROOT = Path(__file__).resolve().parent.parent
POT = ROOT / "locale" / "kith.pot"


def names_in_lists(file: IO[bytes], _keywords: Any, _tags: Any, options: Any) -> Iterator[tuple]:
    """The names in the directory's lists, which pages translate by what they say."""
    found = json.load(file)
    rows = [row for part in found.values() if isinstance(part, list) for row in part]
    names = [row["name"] for row in rows] or [name for name in found.values() if isinstance(name, str)]
    yield from ((1, "_", name, []) for name in names)


METHODS = [
    ("kith/**/tests/**", "ignore"),
    ("kith/**.py", "python"),
    ("config/**.py", "python"),
    ("kith/**/jinja2/**.html", "jinja2.ext:babel_extract"),
    ("kith/**/jinja2/**.txt", "jinja2.ext:babel_extract"),
    ("kith/directory/data/categories.json", names_in_lists),
    ("kith/directory/data/languages.json", names_in_lists),
]
AS_OUR_PAGES = {
    "extensions": "jinja2.ext.do",
    "newstyle_gettext": "true",
    "trimmed": "true",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
}
OPTIONS = {
    pattern: {**AS_OUR_PAGES, "silent": "false"}
    for pattern, method in METHODS
    if isinstance(method, str) and "babel" in method
}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "pgettext": ((1, "c"), 2),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}


def gather() -> bytes:
    """The template catalogue as bytes, the same for the same code."""
    catalog = Catalog(project="Kith", copyright_holder="the people who build Kith", charset="utf-8")
    found = extract_from_dir(
        str(ROOT),
        METHODS,
        OPTIONS,
        keywords=KEYWORDS,
        directory_filter=lambda path: not Path(path).name.startswith((".", "var")),
    )
    for file, _line, message, comments, context in sorted(found, key=lambda item: (item[0], item[1])):
        catalog.add(message, None, [(file, 0)], auto_comments=comments, context=context)
    out = BytesIO()
    write_po(out, catalog, width=0, omit_header=True, include_lineno=False, sort_output=True)
    return out.getvalue()


def main() -> int:
    pot = gather()
    if "--check" not in sys.argv:
        POT.parent.mkdir(exist_ok=True)
        POT.write_bytes(pot)
        print(f"{pot.count(b'msgid ')} strings in {POT.relative_to(ROOT)}")
        return 0
    if not POT.is_file() or POT.read_bytes() != pot:
        print("locale/kith.pot is behind the code: run `python scripts/translations.py`.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
