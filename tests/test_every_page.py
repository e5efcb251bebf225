"""Walks every page as everyone in the demo's cast: each keeps the promises all pages make. Who may see what is in tests/promises."""

import re

import html5lib
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, resolve

from conftest import proved
from kith.core import crypto
from tests.crawl import shape, walk

VIEWERS = ["", "ana", "ben", "cleo", "dr_osei", "femi", "grace", "stranger"]
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("every_page")]


@pytest.fixture(scope="module")
def community(django_db_setup, django_db_blocker):
    """The demo community; gone again afterwards."""
    from kith.demo.loader import load_demo

    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        load_demo()
        yield
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


@pytest.fixture(scope="module")
def walked(community):
    """What each viewer can reach, walked once."""
    from kith.people.models import Person

    pages = {}
    for handle in VIEWERS:
        client = Client()
        if handle:
            person = Person.objects.get(username=handle)
            client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
            proved(client, person)
        crypto.forget_keys()
        pages[handle] = walk(client)
    return pages


@pytest.mark.parametrize("handle", VIEWERS)
def test_every_page_answers(walked, handle):
    broken = [(page.address, page.status) for page in walked[handle] if page.status not in (200, 301, 302)]
    assert not broken, broken
    assert len({shape(page.address) for page in walked[handle]}) >= (6 if not handle else 15)


@pytest.mark.parametrize("handle", VIEWERS)
def test_no_page_asks_the_database_more_than_twelve_times(walked, handle):
    greedy = [(page.address, page.queries) for page in walked[handle] if page.queries > 12]
    assert not greedy, greedy


@pytest.mark.parametrize("handle", VIEWERS)
def test_no_page_weighs_more_than_40_kilobytes(walked, handle):
    heavy = [(page.address, len(page.html.encode())) for page in walked[handle] if len(page.html.encode()) > 40_000]
    assert not heavy, heavy


@pytest.mark.parametrize("handle", VIEWERS)
def test_every_page_is_valid_html_with_one_heading_a_title_and_unique_ids(walked, handle):
    for page in walked[handle]:
        if page.html:
            html5lib.HTMLParser(strict=True).parse(page.html)
            assert len(re.findall(r"<h1[\s>]", page.html)) == 1, page.address
            assert re.search(r"<title>\s*\S", page.html), page.address
            ids = re.findall(r'\sid="([^"]+)"', page.html)
            assert len(ids) == len(set(ids)), (page.address, sorted({i for i in ids if ids.count(i) > 1}))


@pytest.mark.parametrize("handle", VIEWERS)
def test_help_now_and_the_way_out_are_on_every_page(walked, handle):
    for page in walked[handle]:
        if page.html:
            assert 'href="/help-now/"' in page.html or page.address.startswith("/help-now/"), page.address
            assert 'href="/leave/"' in page.html, page.address


@pytest.mark.parametrize("handle", [handle for handle in VIEWERS if handle])
def test_signing_out_is_one_tap_on_every_page_of_someone_signed_in(walked, handle):
    """Help now never asks who is looking, so it cannot offer it."""
    for page in walked[handle]:
        if page.html and not page.address.startswith("/help-now/"):
            assert 'action="/accounts/logout/"' in page.html, page.address


@pytest.mark.parametrize("handle", VIEWERS)
def test_no_page_points_a_browser_at_anyone_else(walked, handle):
    for page in walked[handle]:
        assert not re.search(
            r"<(script|img|iframe|source|video|audio|embed|object)[^>]+(src|data)=[\"'](https?:)?//", page.html
        ), page.address
        assert not re.search(r"<link[^>]+href=[\"'](https?:)?//", page.html), page.address


FORM = re.compile(r'<form\b[^>]*method="post"[^>]*>.*?</form>', re.S)
BOX = re.compile(r'<textarea\b|<input\b[^>]*type="(text|email|url|search|tel)"')


@pytest.mark.parametrize("handle", VIEWERS)
def test_beside_every_box_where_one_writes_stands_who_will_read_it(walked, handle):
    """But for signing in, where what is typed is read by nobody."""
    bare = [
        page.address
        for page in walked[handle]
        for form in FORM.findall(page.html)
        if BOX.search(form) and 'class="who-reads"' not in form and not page.address.startswith("/accounts/")
    ]
    assert not bare, f"Write ui.who_reads or ui.reads_as_chosen into the form: {bare}"


def test_nobody_meets_a_persons_number_or_email(walked):
    for handle, pages in walked.items():
        for page in pages:
            if "/accounts/" not in page.address:
                assert not re.search(r"person[-_]?id", page.html), (handle, page.address)


@pytest.mark.parametrize("handle", VIEWERS)
def test_every_link_and_button_says_where_it_leads_or_what_it_does(walked, handle):
    empty = {"", "here", "click here", "read more", "more", "link", "this page", "go", "submit", "ok"}
    for page in walked[handle]:
        for element in controls(page.html):
            words = named(element).strip(" .›→…").lower()
            assert words not in empty and not words.startswith(("http://", "https://")), (page.address, words)


def controls(html):
    tree = html5lib.parse(html, namespaceHTMLElements=False) if html else ()
    return [one for one in (tree.iter() if html else ()) if one.tag == "button" or (one.tag == "a" and one.get("href"))]


def named(element):
    """What a screen reader calls it."""
    return element.get("aria-label") or " ".join("".join(element.itertext()).split()) or element.get("title") or ""


LONGEST = 25  # words of a sentence of ours


@pytest.mark.parametrize("handle", VIEWERS)
def test_our_own_sentences_are_short(walked, handle):
    """On the pages that hold our words and nobody else's."""
    ours = re.compile(
        r"^/(what-would-help|check-in|you|sharing|offline|help-now|accounts|network/ties/new|strategies/new|groups/new|invitation)[\w/-]*$"
    )
    long = {}
    for page in walked[handle]:
        if page.html and ours.match(page.address):
            for sentence in sentences(page.html):
                if len(sentence.split()) > LONGEST:
                    long[sentence] = page.address
    assert not long, long


def sentences(html):
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    for block in tree.iter("p"):
        yield from re.split(r"(?<=[.!?:])\s+", " ".join("".join(block.itertext()).split()))


# Tables that grow with the people here and hold what is theirs.
PRIVATE = re.compile(
    r'"(people_grant|people_tie|people_block|recovery_\w+|core_auditevent|weave_answer|notices_notice)"'
)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by size, and here everything is small")
@pytest.mark.parametrize("handle", VIEWERS)
def test_no_page_looks_through_what_belongs_to_everyone(walked, handle):
    """Each private table is entered by an index, and choices by their owner: those for a circle name no grantee.

    What was already found and gathered ("subquery") may be read from one end to the other.
    """
    asked = {sql: page.address for page in walked[handle] for sql in page.sql if PRIVATE.search(sql)}
    plans = {sql: plan(sql) for sql in asked if sql.startswith("SELECT")}
    assert plans or not handle
    wide = [
        (asked[sql], sql, steps)
        for sql, steps in plans.items()
        if re.search(r"^SCAN (?!CONSTANT|subquery)|grantee_id=", steps, re.M)
    ]
    assert not wide, wide


def plan(sql):
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + sql.replace("%", "%%"), [])
        return "\n".join(row[3] for row in cursor.fetchall())


# In these boxes nobody writes to somebody who would answer: places, people and things are described, staff keep notes, or one
# writes for oneself. `report` and `check-in-one` say in their own words how soon someone looks, and where help is now.
NO_MESSAGE_BOX = {
    "care", "case", "case-act", "check-in-one", "group_close", "group_edit", "group_edit_welcome", "group_new", "group_pause",
    "group_room", "hand-over", "help-country", "help-country-new", "help-line", "help-line-new", "idea-problem", "library-review",
    "mute-words", "opening-new", "opening-new-record", "opening-new-outside", "opening", "question", "remove-many", "report",
    "resource", "resource-check", "resource-edit", "resource-new", "service-edit", "service-new", "snapshots", "steward-hint",
    "steward-hint-new", "strategy-edit", "strategy-new", "strategy-offer", "tie-add", "tie-edit", "try", "try-new",
}  # fmt: skip


@pytest.mark.parametrize("handle", VIEWERS)
def test_under_every_message_box_stands_that_this_is_no_crisis_service(walked, handle):
    met, silent = set(), []
    for page in walked[handle]:
        name = resolve(re.split("[?#]", page.address)[0]).url_name
        forms = [one for one in re.findall(r"<form.*?</form>", page.html, re.S) if "<textarea" in one]
        if forms and name not in NO_MESSAGE_BOX:
            met.add(name)
            silent += [page.address for one in forms if not re.search(r'not-crisis">[^<]+<a href="/help-now/"', one)]
    assert not silent
    assert handle != "ana" or met >= {"thread", "conversation"}


def test_only_boxes_that_are_there_are_left_out():
    assert not NO_MESSAGE_BOX - names_of(get_resolver())


def names_of(place):
    inside = [names_of(one) for one in getattr(place, "url_patterns", ())]
    return {getattr(place, "name", None)}.union(*inside)
