"""Every page, as visitor, member, supporter and steward: no fault that axe knows of WCAG 2.2 A and AA, and it fits the screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from scripts.shots import pages_of
from tests.browser.conftest import sign_in

TAGS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
SCREENS = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
VIEWERS = ["", "ana", "ben", "grace"]
LOOKS = [
    *[(viewer, *screen) for viewer in ("", "ana") for screen in SCREENS],
    *[(viewer, *screen) for viewer in ("ben", "grace") for screen in SCREENS[:1] + SCREENS[3:]],
]


@pytest.fixture(scope="module")
def state(site, chromium):
    """Each viewer's cookies and one address of every kind of page they can reach, found once."""
    found = {}
    for viewer in VIEWERS:
        context = chromium.new_context(base_url=site)
        page = context.new_page()
        if viewer:
            sign_in(page, viewer)
        found[viewer] = (context.storage_state(), pages_of(page))
        context.close()
    return found


def faults(page, address):
    page.goto(address)
    # The whole page at once, so that the bar at the bottom of the screen covers nothing that is being looked at.
    width, height = page.viewport_size["width"], page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": height + 100})
    result = Axe().run(page, options=TAGS).response
    rows = [
        f"{address}: {fault['id']}: {fault['help']}: {fault['nodes'][0]['html'][:160]}"
        for fault in result["violations"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
        rows.append(f"{address}: wider than the screen")
    page.set_viewport_size({"width": width, "height": 800})
    return rows


@pytest.mark.parametrize(("viewer", "width", "scheme"), LOOKS)
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
