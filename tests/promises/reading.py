"""Opens pages as somebody, counts what each asks of the database, and finds the marks in whatever comes back."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote

from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import Resolver404, resolve

from conftest import proved
from kith.core import crypto
from tests.promises.scene import MARK, NUMBER, Scene
from tests.promises.table import OWNERS, THINGS, may_see

NOISE = ("SAVEPOINT", "RELEASE", "ROLLBACK TO")
TOKEN = re.compile(r'name="(csrfmiddlewaretoken|once)" value="[^"]*"')
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CODE = re.compile(
    r"(?!.*-of-)[\w-]{20,40}(?<!-)"
)  # other ids that cannot be guessed: of links, blocks and single names
Thing = tuple[str, str]  # what, and whose


@dataclass
class Answer:
    """A response, in the parts that someone could compare."""

    address: str
    status: int
    text: str
    headers: dict[str, str]
    asked: list[str] = field(default_factory=list)

    def without_itself(self) -> tuple[int, str, dict[str, str], int]:
        """All that can be told from it, without one-time tokens and the address that was asked for."""
        text = TOKEN.sub("", self.text)
        headers = {name: value for name, value in self.headers.items() if name != "Content-Length"}
        for own in (self.address, quote(self.address), html.escape(self.address)):
            text = text.replace(own, "…")
            headers = {name: value.replace(own, "…") for name, value in headers.items()}
        return self.status, text, headers, len(self.asked)


def client_for(scene: Scene, viewer: str) -> Client:
    """Signed in a moment ago, with a second step: so that nothing is kept from them but by what they may see."""
    client = Client(raise_request_exception=False)
    if viewer != "visitor":
        client.force_login(scene.people[viewer], backend=settings.AUTHENTICATION_BACKENDS[0])
        proved(client, scene.people[viewer])
    return client


@contextmanager
def counting() -> Iterator[list[str]]:
    """The statements of a block, without the marks of transactions; nothing of them is logged."""
    asked: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(NOISE):
            asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield asked


def send(client: Client, address: str, method: str = "get", data: Any = None, headers: Any = None) -> Answer:
    crypto.forget_keys()
    with counting() as asked:
        response = getattr(client, method)(address, data, headers=headers)
    body = b"".join(response) if response.streaming else response.content
    said = dict(response.headers.items())
    said |= {f"Set-Cookie {name}": "" if name in COOKIES else morsel.value for name, morsel in response.cookies.items()}
    return Answer(address, response.status_code, body.decode("utf-8", "replace"), said, asked)


COOKIES = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)  # random


def pattern_of(address: str) -> str:
    """The address pattern behind an address; "" for one that leads nowhere."""
    try:
        return "/" + resolve(re.split("[?#]", address)[0]).route
    except Resolver404:
        return ""


class Finder:
    """Knows every mark, number and id of a scene, and finds them in text."""

    def __init__(self, scene: Scene) -> None:
        self.of_number = {str(person.pk): who for who, person in scene.people.items()}
        known = [(value, (thing, owner)) for rows in scene.ids.values() for value, thing, owner in rows]
        self.of_id: dict[str, Thing] = {value: thing for value, thing in known if UUID.fullmatch(value)}
        self.of_code: dict[str, Thing] = {value: thing for value, thing in known if CODE.fullmatch(value)}

    def find(self, text: str, asked: str = "") -> set[Thing]:
        """Everything in `text` that says what and whose it is; the question itself, said back, does not count."""
        text = html.unescape(text)
        for own in said_back(asked):
            text = text.replace(own, "")
        marks = {(thing, owner) for thing, name in set(MARK.findall(text)) if thing in THINGS for owner in whose(name)}
        numbers = {("number", self.of_number[one]) for one in NUMBER.findall(text) if one in self.of_number}
        ids = {self.of_id[one] for one in set(UUID.findall(text)) & self.of_id.keys()}
        return marks | numbers | ids | {thing for code, thing in self.of_code.items() if code in text}

    def answer(self, answer: Answer) -> set[Thing]:
        """In the page, its headers and its cookies."""
        said = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        return self.find(f"{answer.text}\n{said}", answer.address)


def said_back(asked: str) -> list[str]:
    """The address that was asked for, as a page may repeat it: whole, as a form's target, or as where to go next."""
    path, _mark, query = asked.partition("?")
    values = [value for _name, value in parse_qsl(query)]
    return [own for address in (asked, path, *values) if len(address) > 1 for own in (address, quote(address))]


def whose(cut_off: str) -> list[str]:
    """The owner a mark names; where a drawing cut the name short, the one it can only be."""
    if cut_off in OWNERS:
        return [cut_off]
    could_be = [owner for owner in OWNERS if owner.startswith(cut_off)]
    return could_be if len(could_be) == 1 else []


def forbidden(viewer: str, found: set[Thing], page: str = "") -> list[Thing]:
    """Of what somebody met, that which the table does not let them see."""
    return sorted((thing, owner) for thing, owner in found if not may_see(viewer, thing, owner, page))
