"""Every page, as visitor, member, supporter and steward: no fault that axe knows of WCAG 2.2 A and AA, and it fits the screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from scripts.shots import pages_of
from tests.browser.conftest import sign_in

TAGS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
SCREENS = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
VIEWERS = ["", "ana", "ben", "grace"]


@pytest.fixture(scope="module")
def state(site, chromium):
    """Each viewer's cookies and one address of every kind of page they can reach, found once."""
    found = {}
    for viewer in VIEWERS:
        context = chromium.new_context(base_url=site)
        page = context.new_page()
        if viewer:
            sign_in(page, viewer)
        found[viewer] = (context.storage_state(), pages_of(page, site))
        context.close()
    return found


def faults(page, address):
    page.goto(address)
    result = Axe().run(page, options=TAGS).response
    rows = [
        f"{address}: {fault['id']}: {fault['help']}: {fault['nodes'][0]['html'][:160]}"
        for fault in result["violations"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
        rows.append(f"{address}: wider than the screen")
    return rows


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_every_page_is_free_of_known_faults(state, site, chromium, viewer, width, scheme):
    cookies, addresses = state[viewer]
    context = chromium.new_context(
        base_url=site, storage_state=cookies, viewport={"width": width, "height": 800}, color_scheme=scheme
    )
    page = context.new_page()
    found = [row for address in addresses for row in faults(page, address)]
    context.close()
    assert not found, "\n".join(found)
    assert len(addresses) >= 6


@pytest.mark.parametrize("viewer", ["", "ana"])
def test_pages_fit_at_200_percent_text_and_320_pixels(state, site, chromium, viewer):
    cookies, addresses = state[viewer]
    context = chromium.new_context(base_url=site, storage_state=cookies, viewport={"width": 320, "height": 640})
    page = context.new_page()
    wide = []
    for address in addresses:
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
            wide.append(address)
    context.close()
    assert not wide, f"These need sideways scrolling at 320 pixels: {wide}"
