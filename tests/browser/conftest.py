"""One running demo community and one browser for the stories told in a browser."""

import pytest
from playwright.sync_api import sync_playwright

from tests import services
from tests.running import demo

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    """The stories share one running site, so they stay together in one worker, in the order they stand."""
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    with demo(tmp_path_factory.mktemp("site")) as address:
        yield address


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=services.chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_browser(site, chromium):
    """Open a fresh browser, signed in as `handle` or as a visitor; a request to anyone else fails the test."""
    contexts, foreign = [], []

    def opened(handle="", **options):
        context = chromium.new_context(
            base_url=site, locale="en-GB", **{"viewport": {"width": 390, "height": 844}, **options}
        )
        context.set_default_timeout(15000)
        context.on(
            "request",
            lambda request: (
                foreign.append(request.url) if not request.url.startswith((site, "data:", "blob:")) else None
            ),
        )
        contexts.append(context)
        page = context.new_page()
        page.foreign = foreign
        if handle:
            sign_in(page, handle)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not foreign, f"A page asked someone else for something: {foreign}"


def sign_in(page, handle):
    page.goto("/accounts/login/")
    page.locator(
        f'form:has(input[name="handle"][value="{handle}"]) button, button[name="handle"][value="{handle}"]'
    ).first.click()
    page.wait_for_url("**/")
