"""Every area that holds something of a person's, found by its `portability.py`; from the lowest tier to the highest."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils.module_loading import module_has_submodule

from kith.people.models import Person


def areas() -> dict[str, ModuleType]:
    """The portability of each area by its name. Installed apps stand in the order of their tiers."""
    return {
        config.label: import_module(f"{config.name}.portability")
        for config in apps.get_app_configs()
        if config.name.startswith("kith.") and config.module and module_has_submodule(config.module, "portability")
    }


def export_area(name: str, person: Person) -> dict[str, list[dict[str, Any]]]:
    return areas()[name].export(person)


def files_of(person: Person) -> Iterator[tuple[str, bytes]]:
    """What the person gave that is no words, such as pictures: the name it has in the export, and the file itself."""
    for area in areas().values():
        if hasattr(area, "files"):
            yield from area.files(person)


def hide_everywhere(person: Person, keep_posts: bool) -> dict[str, Any]:
    """Let others meet nothing of the person's; returns what each area needs to show it again."""
    return {name: area.hide(person, keep_posts) for name, area in areas().items() if hasattr(area, "hide")}


def show_everywhere(person: Person, hidden: dict[str, Any]) -> None:
    for name, area in areas().items():
        if hidden.get(name) and hasattr(area, "show_again"):
            area.show_again(person, hidden[name])


@transaction.atomic
def erase_everywhere(person: Person) -> None:
    """From the highest tier down, so that what is built on something goes before it."""
    for area in reversed(areas().values()):
        area.erase(person)
