"""Makes the copy someone asked for: pages to read and print, and the same as JSON, in one zip that is sealed at once."""

from __future__ import annotations

import io
import json
import zipfile
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.template import engines
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from kith.core.clock import now
from kith.core.crypto import make_key, seal
from kith.core.live import announce
from kith.mydata import words
from kith.mydata.access import seal_of
from kith.mydata.areas import areas, export_area, files_of
from kith.mydata.models import Export
from kith.people.middleware import KNOWN
from kith.people.models import Person

FOLDER = "my-data"
LOOK = Path(__file__).parent / "data" / "look.css"
Everything = dict[str, dict[str, list[dict[str, Any]]]]


def topic(person: Person) -> str:
    return f"my-data:{person.pk}"


def make(export: Export) -> None:
    """Gather, pack, seal, and note that it is ready: the last in one step, so that a copy is whole or not there.

    It takes the place of an earlier one.
    """
    everything: Everything = {}
    for done, name in enumerate(areas()):
        _show_how_far(export, done)
        everything[name] = export_area(name, export.person)
    packed = pack(export.person, everything, files_of(export.person))
    with transaction.atomic():
        sealed = seal(make_key(export.person_id), packed, seal_of(export))
        waiting = Export.objects.filter(pk=export.pk, ready__isnull=True)
        if waiting.update(ready=now(), size=len(packed), sealed=sealed, done=export.parts):
            Export.objects.filter(person=export.person_id).exclude(pk=export.pk).delete()
        announce(topic(export.person))


@transaction.atomic
def _show_how_far(export: Export, done: int) -> None:
    Export.objects.filter(pk=export.pk).update(done=done)
    announce(topic(export.person))


def pack(person: Person, everything: Everything, files: Iterable[tuple[str, bytes]] = ()) -> bytes:
    """The zip: a first page, a page an area, everything.json, and files. Nothing in it points anywhere outside it."""
    zone = zoneinfo.ZoneInfo(person.time_zone) if person.time_zone in KNOWN else timezone.get_default_timezone()
    made = now()
    with timezone.override(zone):
        pages = [_page(name, parts) for name, parts in everything.items()]
        told = {"pages": pages, "made": moment(made), "name": person.name, "community": settings.COMMUNITY_NAME}
        texts = {f"{page.file}": _draw("page", {**told, "page": page}) for page in pages}
        texts["index.html"] = _draw("index", told)
    texts["look.css"] = LOOK.read_text(encoding="utf-8")
    texts["everything.json"] = json.dumps(
        {"made": made, "community": settings.COMMUNITY_NAME, **everything},
        cls=DjangoJSONEncoder,
        ensure_ascii=False,
        indent=1,
    )
    return _zip(texts, files)


def _zip(texts: dict[str, str], files: Iterable[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(f"{FOLDER}/{name}", text)
        for name, data in files:
            archive.writestr(f"{FOLDER}/{name}", data, zipfile.ZIP_STORED)
    return out.getvalue()


def _draw(name: str, context: dict[str, Any]) -> str:
    return engines["jinja2"].get_template(f"mydata/pack/{name}.html").render(context)


@dataclass(frozen=True)
class Page:
    """One area as it is read: its parts, each with its entries, each a list of (what, value)."""

    file: str
    title: str
    parts: list[tuple[str, list[list[tuple[str, Any]]]]]

    @property
    def count(self) -> int:
        return sum(len(entries) for _title, entries in self.parts)


def _page(name: str, parts: dict[str, list[dict[str, Any]]]) -> Page:
    shown = [(str(words.PARTS.get(part, part)), [entry(row) for row in rows]) for part, rows in parts.items()]
    return Page(f"{name}.html", str(words.AREAS.get(name, name)), [(title, rows) for title, rows in shown if rows])


def entry(row: dict[str, Any]) -> list[tuple[str, Any]]:
    """One thing as lines to read. What is empty is left out; a value is words, or a list of words or of things."""
    lines = [
        (str(words.FIELDS.get(field, field)), readable(field, value))
        for field, value in row.items()
        if field not in words.ONLY_IN_JSON
    ]
    return [(label, value) for label, value in lines if value not in ("", [], None)]


def readable(field: str, value: Any) -> Any:
    """A value in words."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return formats.date_format(value, "j F Y")
    if field == "file":
        return {"file": value}
    if isinstance(value, dict):
        return [entry(value)]
    if isinstance(value, list | tuple):
        return [entry(one) if isinstance(one, dict) else readable(field, one) for one in value]
    if field in words.CODED and isinstance(value, str):
        return words.of_code(value)
    return "" if value is None else str(value)


def moment(at: datetime) -> str:
    return formats.date_format(timezone.localtime(at), "j F Y, H:i")
