"""Reads the demo community's people, groups and services from its data files, and finds what does not fit together."""

import math
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

TODAY = re.compile(r"\bwalk tonight\b", re.I)
FOLDER = Path(__file__).parent / "content"

Row = dict[str, Any]


def _read(name: str) -> Row:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


@cache
def people() -> tuple[Row, ...]:
    return tuple(_read("people.toml")["people"])


@cache
def groups() -> tuple[Row, ...]:
    return tuple(_read("groups.toml")["groups"])


@cache
def threads(group: str) -> tuple[Row, ...]:
    """The conversations of a group, each with its replies in order."""
    return tuple(_read(f"threads/{group}.toml")["threads"])


@cache
def library() -> Row:
    """What members offered to the library of what helps, who borrowed what, and what was said to be wrong."""
    return _read("library.toml")


@cache
def letters() -> tuple[Row, ...]:
    return tuple(_read("letters.toml")["letters"])


@cache
def belonging() -> dict[str, tuple[Row, ...]]:
    """What people take on in groups (`parts`), `thanks`, and who was `away`."""
    return {name: tuple(rows) for name, rows in _read("belonging.toml").items()}


@cache
def drafts() -> tuple[Row, ...]:
    return tuple(_read("drafts.toml")["drafts"])


@cache
def listings() -> tuple[Row, ...]:
    return tuple(_read("services.toml")["services"])


@cache
def resources() -> tuple[Row, ...]:
    return tuple(_read("resources.toml")["resources"])


@cache
def reports() -> tuple[Row, ...]:
    """What people told those who keep the place safe."""
    return tuple(_read("cases.toml")["reports"])


@cache
def town() -> Row:
    return _read("town.toml")


@cache
def neighbourhoods() -> dict[str, Row]:
    return {row["slug"]: row for row in town()["neighbourhoods"]}


@cache
def cast() -> tuple[Row, ...]:
    """The people one can sign in as by name from the sign-in page: those with a line about who they are in the story."""
    return tuple(row for row in people() if "cast" in row)


def everyone_in(group: Row) -> list[str]:
    """Handles of everyone in a group, those who run it first."""
    return [*group["facilitators"], *group["cofacilitators"], *group["members"]]


def posts(thread: Row) -> list[Row]:
    """The opening post and the replies, oldest first."""
    return [thread, *thread.get("replies", [])]


def problems() -> Iterator[str]:
    """Everything in the data that points at nothing, or that could not have happened in that order."""
    handles = {row["handle"] for row in people()}
    yield from _of_people(handles)
    for group in groups():
        yield from (f"{group['slug']}: nobody is called {name}" for name in everyone_in(group) if name not in handles)
        yield from (
            f"{group['slug']}: {who} is not in it" for who in group.get("names", {}) if who not in everyone_in(group)
        )
        for thread in threads(group["slug"]):
            yield from _of_thread(group, thread)
    yield from _of_turns(handles)
    yield from (f"library: nobody is called {name}" for name in _in_library() if name not in handles)
    for letter in letters():
        yield from (
            f"letter: nobody is called {m['by']}" for m in letter["messages"] if m["by"] not in letter["between"]
        )
    yield from _of_belonging()
    for row in listings():
        if row.get("checked_by", "ana") not in handles:
            yield f"{row['slug']}: nobody is called {row['checked_by']}"
        if row.get("confidential") and row.keys() & {"address", "postcode", "lat", "lng", "neighbourhood"}:
            yield f"{row['slug']}: a confidential service has an address"


def _in_library() -> Iterator[str]:
    for row in library()["entries"]:
        yield row["by"]
        yield row.get("reviewer", row["by"])
    for row in library()["borrowed"]:
        yield from row["by"]
    yield from (row["by"] for row in library()["problems"])


def _of_people(handles: set[str]) -> Iterator[str]:
    for row in people():
        if row["neighbourhood"] not in neighbourhoods():
            yield f"{row['handle']}: there is no neighbourhood {row['neighbourhood']}"
        named = [tie["account"] for tie in row["ties"] if "account" in tie]
        granted = [grant["to"] for grant in row.get("grants", []) if "to" in grant]
        yield from (f"{row['handle']}: nobody is called {name}" for name in (*named, *granted) if name not in handles)
        yield from (
            f"{row['handle']} shares with {name}, who is not on the map" for name in granted if name not in named
        )
        if len(set(named)) < len(named):
            yield f"{row['handle']} has someone on the map twice"


def _of_thread(group: Row, thread: Row) -> Iterator[str]:
    inside, hours = set(everyone_in(group)), [post["hours"] for post in posts(thread)]
    if hours != sorted(hours, reverse=True) or hours[-1] <= 0:
        yield f"{thread['title']}: the posts are not in order of time"
    for who, places in thread.get("poll", {}).get("answers", {}).items():
        if who not in inside or not all(place < len(thread["poll"]["choices"]) for place in places):
            yield f"{thread['title']}: {who} cannot answer the poll like this"
    for post in posts(thread):
        if post["author"] not in inside:
            yield f"{thread['title']}: {post['author']} is not in {group['slug']}"
        for names in post.get("reactions", {}).values():
            yield from (f"{thread['title']}: {name} is not in {group['slug']}" for name in names if name not in inside)
            if post["author"] in names:
                yield f"{thread['title']}: {post['author']} reacts to their own words"


def _of_belonging() -> Iterator[str]:
    inside = {group["slug"]: set(everyone_in(group)) for group in groups()}
    for row in (one for rows in belonging().values() for one in rows):
        named = [row[name] for name in ("who", "by", "to") if name in row]
        named += [row["hello"]["by"]] if "hello" in row else []
        yield from (f"belonging: {who} is not in {row['group']}" for who in named if who not in inside[row["group"]])
        if last_heard(row["group"], row.get("who", "")) < 24 * (row.get("quiet_days", -1) + 1):
            yield f"belonging: {row['who']} is quiet in {row['group']}, and wrote there since"


def last_heard(group: str, who: str) -> float:
    """How many hours ago someone wrote in a group, or answered to what was written, at the latest."""
    heard = [math.inf]
    for thread in threads(group):
        for post in posts(thread):
            names = {post["author"], *chain.from_iterable(post.get("reactions", {}).values())}
            heard += [post["hours"]] if who in names else []
        heard += [thread["hours"]] if who in thread.get("poll", {}).get("answers", {}) else []
    return min(heard)


def _of_turns(handles: set[str]) -> Iterator[str]:
    """What does not fit a group's meetings, its members, or when they came here."""
    joined = {row["handle"]: row["joined"] for row in people()}
    for group in groups():
        outside = handles - set(everyone_in(group))
        for who in (*group.get("waiting", []), *group["asked"]):
            if who not in outside:
                yield f"{group['slug']}: {who} is in it already, or is nobody"
        if ("closes" in group) == ("meeting" in group):
            yield f"{group['slug']}: it closes and meets on, or does neither"
        for thread in threads(group["slug"]):
            if (
                TODAY.search(" ".join([thread["title"], *(post["text"] for post in posts(thread))]))
                and "meeting" in group
            ):
                yield f"{thread['title']}: the demo begins on any day, so nothing is tonight"
            for post in posts(thread):
                if post["hours"] > 24 * joined.get(post["author"], 0):
                    yield f"{thread['title']}: {post['author']} was not here yet"
