"""A page left open hides itself when the device locks, and what was being written comes back after opening it."""

from tests.browser.conftest import sign_in


def test_an_open_page_hides_when_its_session_locks_and_the_words_come_back(open_browser):
    page = open_browser()
    page.clock.install()
    sign_in(page, "ana")
    page.goto("/you/privacy/")
    page.get_by_label("Lock after 5 minutes").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("This device now does as you chose.").wait_for()
    page.goto("/network/ties/new/")
    name = page.locator("#id_name")
    name.fill("Aunt Rosa from the harbour")
    page.clock.run_for(6 * 60_000)
    assert "/network/ties/new/" in page.url, "the server says the session is still open, so the page stays"
    other = page.context.new_page()
    other.goto("/you/privacy/")
    other.get_by_role("button", name="Lock now").click()
    other.wait_for_url(lambda url: "/lock/" in url)
    page.clock.run_for(2 * 60_000)
    page.wait_for_url("**/lock/")
    assert page.title() == "Locked"
    assert "Rosa" not in page.content()
    page.get_by_role("button", name="Go on (demo)").click()
    page.wait_for_url("**/you/again/kept/")
    assert page.get_by_text("Aunt Rosa from the harbour").is_visible()
