"""Reads the table of who may see what, and answers its one question."""

import tomllib
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
TABLE = tomllib.loads((HERE / "who_sees_what.toml").read_text())
PAGES: dict[str, list[str]] = tomllib.loads((HERE / "pages.toml").read_text())["pages"]
VIEWERS: dict[str, dict] = TABLE["viewers"]
THINGS: dict[str, dict] = TABLE["things"]
AUDIENCES: dict[str, str] = TABLE["audiences"]
NAMES: dict[str, dict] = TABLE["names"]
NOT_PRIVATE: dict[str, str] = TABLE["not_private"]
OWNER = "ana"
RUNS_GROUPS = "cleo"


def owner_of(thing: str) -> str:
    return THINGS[thing].get("by", OWNER)


OWNERS = frozenset({*VIEWERS, *map(owner_of, THINGS)})


@cache
def is_in(viewer: str) -> frozenset[str]:
    """Every audience a viewer belongs to, their own name among them."""
    row = VIEWERS[viewer]
    if row.get("away"):
        return frozenset({viewer})
    held = {viewer, "everyone", *row.get("holds", []), *(f"in:{group}" for group in row.get("in", []))}
    held |= {f"role:{role}" for role in row.get("roles", [])}
    held |= {"members"} if viewer != "visitor" else set()
    held |= {f"runs:{group}" for group in row.get("in", [])} if viewer == RUNS_GROUPS else set()
    return frozenset(held)


@cache
def may_see(viewer: str, thing: str, owner: str, page: str = "") -> bool:
    """Whether the table says so. Of people other than the one a row is about, only they themselves see the like."""
    row = THINGS[thing]
    if owner != owner_of(thing):
        if viewer == owner:
            return "owner" in row["seen_by"]
        if thing != "name" or owner not in NAMES:
            return False
        row = NAMES[owner]
    audiences = is_in(viewer) | ({"owner"} if viewer == owner else set())
    if audiences & set(row.get("also_on", {}).get(page, [])):
        return True
    return viewer not in row.get("but_not", []) and bool(audiences & set(row["seen_by"]))


def shows(pattern: str) -> list[str] | None:
    """What a page may show, by its address pattern; None when it has no row."""
    if pattern in PAGES:
        return PAGES[pattern]
    return next((row for start, row in PAGES.items() if start.endswith("*") and pattern.startswith(start[:-1])), None)
