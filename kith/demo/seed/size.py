"""How large a seeded community is to be, read from what was typed and refused in one clear line when it cannot be."""

from dataclasses import dataclass, fields

LARGEST = 5_000_000


class BadSizeError(ValueError):
    """Says which value is wrong and what would be right."""


@dataclass(frozen=True)
class Size:
    """Numbers of things to make. `posts` counts the first post of each thread too."""

    members: int = 100
    groups: int = 8
    threads: int = 200
    posts: int = 2000
    listings: int = 0
    seed: int = 1


def read_size(typed: dict[str, object]) -> Size:
    """A Size from text or numbers by name; what is missing keeps its default. Raises BadSizeError."""
    given = {
        field.name: _number(field.name, typed[field.name])
        for field in fields(Size)
        if typed.get(field.name) is not None
    }
    size = Size(**given)
    if size.threads > size.posts:
        raise BadSizeError(
            f"--posts {size.posts} is fewer than --threads {size.threads}: each thread begins with a post."
        )
    if size.threads and not size.groups:
        raise BadSizeError(f"--threads {size.threads} needs at least one group: set --groups 1 or more.")
    if size.posts and not size.threads:
        raise BadSizeError(f"--posts {size.posts} needs at least one thread: set --threads 1 or more.")
    if size.groups and not size.members:
        raise BadSizeError(f"--groups {size.groups} needs someone to run it: set --members 1 or more.")
    return size


def _number(name: str, value: object) -> int:
    text = str(value).replace("_", "").strip()
    if not (text.isascii() and text.isdigit()) or int(text) > LARGEST:
        raise BadSizeError(f"--{name} should be a whole number from 0 to {LARGEST}, not {str(value)[:40]!r}.")
    return int(text)
