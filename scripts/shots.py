"""Takes pictures of every page at three widths, light and dark, into var/shots/, from a running demo community.

`python scripts/shots.py [part of an address]` takes only the pages whose address contains that part.
"""

import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from tests import services  # noqa: E402
from tests.browser.conftest import FLAGS, sign_in  # noqa: E402
from tests.running import demo  # noqa: E402

FOLDER = Path(__file__).resolve().parent.parent / "var" / "shots"
WIDTHS = (360, 768, 1280)
MOST = 60
VIEWERS = ("", "ana", "ben", "grace")
ID = re.compile(r"/(\d+|[0-9a-f]{8}-[0-9a-f-]{27,})(?=/|$)")


def shape(address: str) -> str:
    """Addresses of one kind of page are taken once: /groups/x/threads/5/ stands for all threads."""
    address = ID.sub("/N", address.split("#")[0].split("?")[0])
    return re.sub(r"^/(groups|services|what-would-help|suggestions)/(?!new|made)[\w-]+/", r"/\1/one/", address)


def links(page: Page) -> list[str]:
    found_links = page.eval_on_selector_all("a[href^='/']", "all => all.map(a => a.getAttribute('href'))")
    return [link for link in found_links if not link.startswith(("/leave/", "/static/"))]


def pages_of(page: Page) -> list[str]:
    """One address of every kind of page this viewer can reach by following links."""
    seen, queue, addresses = set(), ["/"], []
    while queue and len(addresses) < MOST:
        address = queue.pop(0)
        if shape(address) in seen:
            continue
        seen.add(shape(address))
        answer = page.goto(address)
        if answer and "text/html" in answer.headers.get("content-type", ""):
            addresses.append(address)
            queue += links(page)
    return addresses


def take(browser: Browser, site: str, viewer: str, only: str) -> None:
    state = None
    if viewer:
        context = browser.new_context(base_url=site)
        sign_in(context.new_page(), viewer)
        state = context.storage_state()
        context.close()
    context = browser.new_context(base_url=site, storage_state=state)
    addresses = [address for address in pages_of(context.new_page()) if only in address]
    context.close()
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            context = browser.new_context(
                base_url=site, storage_state=state, viewport={"width": width, "height": 800}, color_scheme=scheme
            )
            page = context.new_page()
            for address in addresses:
                page.goto(address)
                name = re.sub(r"[^\w-]+", "_", shape(address).strip("/")) or "home"
                page.screenshot(path=FOLDER / f"{viewer or 'visitor'}-{name}-{width}-{scheme}.png", full_page=True)
            context.close()
    print(f"{viewer or 'visitor'}: {len(addresses)} pages", flush=True)


def main() -> None:
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, demo(Path(folder)) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=services.chromium(), args=FLAGS)
        for viewer in VIEWERS:
            take(browser, site, viewer, only)
        browser.close()
    print(f"Pictures are in {FOLDER}")


if __name__ == "__main__":
    main()
