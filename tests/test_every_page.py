"""Walks every page as everyone in the demo's cast: each keeps the promises all pages make. Who may see what is in tests/promises."""

import re

import html5lib
import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

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
            client.force_login(Person.objects.get(username=handle), backend=settings.AUTHENTICATION_BACKENDS[0])
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
            assert 'href="/help-now/"' in page.html or page.address == "/help-now/", page.address
            assert 'href="/leave/"' in page.html, page.address


@pytest.mark.parametrize("handle", VIEWERS)
def test_no_page_points_a_browser_at_anyone_else(walked, handle):
    for page in walked[handle]:
        assert not re.search(
            r"<(script|img|iframe|source|video|audio|embed|object)[^>]+(src|data)=[\"'](https?:)?//", page.html
        ), page.address
        assert not re.search(r"<link[^>]+href=[\"'](https?:)?//", page.html), page.address


def test_nobody_meets_a_persons_number_or_email(walked):
    for handle, pages in walked.items():
        for page in pages:
            if "/accounts/" not in page.address:
                assert not re.search(r"person[-_]?id", page.html), (handle, page.address)
