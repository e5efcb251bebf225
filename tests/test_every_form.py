"""Fills every form there is with what an attacker, a clumsy phone or any language of the world might send."""

import html as entities
import re

import html5lib
import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from conftest import proved
from kith.core import crypto
from tests.crawl import walk
from tests.forms import addresses, forms

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("every_form")]
WRITERS = ["", "ana", "grace", "cleo"]
EACH = 1  # forms of one kind that are tried


@pytest.fixture(scope="module")
def community(django_db_setup, django_db_blocker):
    """The demo community; gone again afterwards."""
    from kith.demo.loader import load_demo

    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        load_demo(say=lambda _words: None)
        yield
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


@pytest.fixture
def no_limits(settings):
    settings.LIMITS = False
    settings.ACCOUNT_RATE_LIMITS = False


def client_of(handle):
    from kith.people.models import Person

    crypto.forget_keys()
    client = Client(raise_request_exception=False)
    if handle:
        person = Person.objects.get(username=handle)
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        proved(client, person)
    return client


@pytest.fixture(scope="module")
def found(community):
    """Every kind of form each of them meets, and one page of each kind that has one."""
    kinds: dict[str, list] = {}
    for handle in WRITERS:
        counted: dict[tuple, int] = {}
        kinds[handle] = []
        for page in walk(client_of(handle)):
            for form in forms(page.address, page.html):
                counted[form.kind] = counted.get(form.kind, 0) + 1
                if counted[form.kind] <= EACH and "/logout/" not in form.action:
                    kinds[handle].append(form)
    return kinds


def send(client, form, values):
    """The answer to a form, in a savepoint that is undone: each form meets the same community."""
    crypto.forget_keys()
    return getattr(client, form.method)(form.action, values)


class Undo(Exception):
    pass


def tried(client, form, values):
    answer = None
    try:
        with transaction.atomic():
            answer = send(client, form, values)
            raise Undo
    except Undo:
        return answer


def test_the_walk_finds_the_forms(found):
    kinds = {form.kind for handle in WRITERS for form in found[handle]}
    assert len(kinds) > 45
    assert len([kind for kind in kinds if kind[0] == "post"]) > 35
    assert any(form.wordy for form in found["ana"]) and any(form.chosen for form in found["ana"])


# ---- nothing that is sent makes a 500 ----

ODD = {
    "nothing": "",
    "a null character": "a\x00b",
    "half a character": b"\xed\xa0\x80",
    "bytes that are no text": b"\xff\xfe\xfa",
    "a long text": "ha " * 10_000,
    "a long word": "x" * 30_001,
    "a huge number": "9" * 400,
    "a number over 64 bits": "9223372036854775808",
    "a number below none": "-1",
    "no number": "NaN",
    "too much": "1e999",
    "digits of other scripts": "٣²",
    "right to left": "\u202eאבג مرحبا\u202c",
    "pictures": "👩🏽‍❤️‍👨🏿🏳️‍🌈",
    "one letter, many marks": "Z" + "\u0351" * 200,
    "a pattern": "(a+)+$[",
    "a format": "%s%n{0.__class__}{}%(x)s",
    "a query": "' OR 1=1; DROP TABLE people_person; --",
    "a path": "../../../../etc/passwd",
    "lines": "a\r\nSet-Cookie: b=c\r\n\r\n<html>",
    "a date that never was": "2026-02-31",
    "an hour that never was": "25:61",
}  # fmt: skip


@pytest.mark.parametrize("handle", WRITERS)
@pytest.mark.parametrize("odd", ODD)
def test_no_form_breaks_on_odd_input(found, no_limits, handle, odd):
    client, broken = client_of(handle), []
    for form in found[handle]:
        for names in filter(None, (form.wordy, form.chosen, set(form.values))):
            answer = tried(client, form, form.filled(ODD[odd], names))
            if answer.status_code >= 500:
                broken.append((form.method, form.action, sorted(names)))
    assert not broken, broken


@pytest.mark.parametrize("handle", ["", "grace"])
@pytest.mark.parametrize("odd", ODD)
def test_no_address_breaks_on_odd_questions(community, no_limits, handle, odd):
    client, broken = client_of(handle), []
    names = [
        "q",
        "near",
        "page",
        "after",
        "before",
        "block",
        "next",
        "country",
        "from",
        "to",
        "tie",
        "language",
        "day",
        "code",
        "t",
    ]
    for address in set(addresses()) - {"/readyz"}:
        if client.get(address, dict.fromkeys(names, ODD[odd])).status_code >= 500:
            broken.append(address)
    assert not broken, broken


ODD_PARTS = [
    "0",
    "00",
    "99999999999999999999999",
    "-1",
    "%00",
    "%FF",
    "%ED%A0%80",
    "٣",
    "a" * 3000,
    "..",
    "%2e%2e",
    "%0d%0aX:1",
    "{{7*7}}",
    "null",
]


@pytest.mark.parametrize("handle", ["", "grace"])
@pytest.mark.parametrize("part", ODD_PARTS)
def test_no_address_breaks_on_odd_parts(community, no_limits, handle, part):
    client, broken = client_of(handle), []
    for address in set(addresses()) - {"/readyz"}:
        odd = re.sub(r"/(any|1|0192f0c1[\w-]+)(?=/)", lambda _: f"/{part}", address)
        if odd != address:
            for method in (client.get, client.post):
                if method(odd).status_code >= 500:
                    broken.append((method.__name__, odd))
    assert not broken, broken


# ---- what was sent stays text ----

MARK = "zzmark"
HOSTILE = [
    f"<script>{MARK}()</script>",
    f'"><img src=x onerror={MARK}()>',
    f"' autofocus onfocus='{MARK}()",
    f"javascript:{MARK}()",
    f"[x](javascript:{MARK}())",
    f"</title></textarea></script><svg onload={MARK}()>",
    f"<a hx-get=/you/ href=data:text/html,{MARK}>{MARK}</a>",
    f"{{{{7919*7907}}}}{{% {MARK} %}}${{7919*7907}}<%=7919*7907%>#{{7919*7907}} {MARK}",
]


def dangers(html):
    """What in this page came from the hostile words and is more than text."""
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in ("script", "style", "svg", "img", "iframe") and MARK in "".join(
            [*element.itertext(), *element.attrib.values()]
        ):
            yield element.tag
        for name, value in element.attrib.items():
            if (name.startswith(("on", "hx-", "autofocus")) and MARK in value) or (
                name == "autofocus" and MARK in str(element.attrib)
            ):
                yield f"{element.tag} {name}"
            if (
                name in ("href", "src", "action", "formaction", "data", "style")
                and MARK in value
                and not value.startswith(("/", "#", "?", "https://", "http://"))
            ):
                yield f"{element.tag} {name}={value}"
    if "62615533" in html.replace(entities.escape("7919*7907"), "") and MARK in html:
        yield "the words were reckoned"


@pytest.mark.parametrize("handle", WRITERS)
def test_hostile_words_stay_words_wherever_they_are_shown(found, no_limits, handle):
    """Sent in every box, they are looked for in the answer and on every page that others can reach afterwards."""
    client, kept, meant = client_of(handle), set(), []
    try:
        with transaction.atomic():
            for form, words in [(form, words) for words in HOSTILE for form in found[handle] if form.wordy]:
                answer = send(client, form, form.filled(words))
                meant += [(form.action, what) for what in dangers(answer.content.decode())]
            for reader in {handle, "ana", "ben", "grace"}:
                for page in walk(client_of(reader), each=5, most=200):
                    kept |= {words for words in HOSTILE if entities.escape(words)[:30] in page.html}
                    meant += [(reader, page.address, what) for what in dangers(page.html)]
            raise Undo
    except Undo:
        pass
    assert not meant, meant
    assert len(kept) > 4 or not handle, "the words should be somewhere to be seen"


def test_the_look_for_dangers_finds_them():
    found_in = {
        words: list(
            dangers(f'<!doctype html><p>{words}</p><p data-x="{words}"><p title=\'{words}\'><a href="{words}">x</a>')
        )
        for words in HOSTILE[:4]
    }
    assert all(found_in.values()), found_in


# ---- what is accepted comes back as it was ----

LANGUAGES = [
    'Zoë O\'Hara <3 & "more"',
    "李小龙 और नमस्ते",
    "مرحبا بك 👩🏽‍❤️‍👨🏿",
    "a\\b %s {{x}} &amp; <b>",
    "e\u0301 and \u00e9",
]


@pytest.mark.parametrize("words", LANGUAGES)
def test_what_is_accepted_comes_back_unchanged(community, make_person, as_, words):
    from kith.people.models import Tie
    from kith.recovery.models import CheckIn, Strategy

    person = make_person("zoe", "Zoe from far")
    client = as_(person)
    client.post("/network/ties/new/", {"name": words, "kind": "peer", "circle": "outer", "note": words})
    client.post("/check-in/", {"mood": 3, "words": words})
    client.post("/strategies/new/", {"name": words, "how": words})
    tie, check_in = Tie.objects.get(owner=person), CheckIn.objects.get(person=person)
    assert [tie.name, tie.note, check_in.words, Strategy.objects.get(person=person).name] == [words] * 4
    shown = entities.unescape(client.get(f"/people/{tie.pk}/edit/").content.decode())
    assert words in shown
