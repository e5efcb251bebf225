"""A newcomer looks round, joins with a made-up name, says what would help, and a network begins. With and without JavaScript."""

import re

import pytest

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])


def tick(page, *labels):
    for label in labels:
        page.locator("label", has_text=label).first.click()


def save(page):
    page.get_by_role("button", name="Save and go on").click()


def look_round(page):
    """What a visitor can do before anyone knows they are here."""
    page.goto("/")
    assert page.get_by_text("Who reads what you write").first.is_visible()
    page.get_by_role("link", name="Help now").first.click()
    assert page.locator('a[href^="tel:"]').first.is_visible()
    page.goto("/groups/")
    page.locator("main h2 a, main h3 a").first.click()
    assert page.locator("h1").is_visible()
    page.goto("/services/")
    page.get_by_label("What are you looking for?").fill("debt")
    page.get_by_role("button", name="Search").click()
    assert page.locator("main a[href^='/services/']").first.is_visible()


def join(page, name):
    """Join by the code in the mail, which the demo keeps on a page of its own."""
    page.goto("/accounts/signup/")
    page.get_by_label("What shall we call you?").fill(name)
    page.get_by_label("Your email").fill(f"{name.replace(' ', '.').lower()}@example.org")
    page.get_by_role("button", name="Send me a code").click()
    waiting = page.url
    page.goto("/demo/mail/")
    code = re.search(r"\b([A-Z0-9]{4}-[A-Z0-9]{4})\b", page.locator("main").inner_text()).group(1)
    page.goto(waiting)
    page.locator("input[name=code]").fill(code)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/accounts/" not in url)


def say_what_would_help(page):
    """Answer a few questions, skip the rest."""
    page.goto("/what-would-help/missing/")
    tick(page, "Company and things to do")
    save(page)
    page.goto("/what-would-help/where/")
    page.get_by_label("Town or postcode").fill("Kiln Hill")
    tick(page, "About 10 km")
    save(page)
    page.goto("/what-would-help/answers/")
    assert page.get_by_text("Kiln Hill").first.is_visible()


@SCRIPTS
def test_a_newcomer_joins_says_what_would_help_and_a_network_begins(open_browser, scripts):
    page = open_browser(java_script_enabled=scripts)
    look_round(page)
    join(page, f"Quiet Heron {'One' if scripts else 'Two'}")
    say_what_would_help(page)

    page.goto("/network/ties/new/")
    page.get_by_label("Who or what is it?").fill("Gran")
    tick(page, "Family and friends", "Inner circle", "Someone to listen")
    page.get_by_role("button", name="Put on my map").click()
    page.goto("/")
    assert page.locator("svg a, svg text").get_by_text("Gran").first.is_visible()
    assert page.locator("main").get_by_role("link", name="Gran").count() >= 2, "the drawing and the list say the same"

    page.goto("/suggestions/company/")
    cards = page.locator("article, .card, li").filter(has=page.get_by_role("button", name="Not for me"))
    first = cards.first.get_by_role("heading").inner_text()
    assert cards.first.locator("li").count() >= 1, "each suggestion gives its reasons"
    cards.first.get_by_role("button", name="Not for me").click()
    page.goto("/suggestions/company/")
    assert first not in page.locator("main").inner_text()


@SCRIPTS
def test_a_member_joins_an_open_group_and_it_is_on_the_map(open_browser, scripts):
    page = open_browser("stranger" if scripts else "grace", java_script_enabled=scripts)
    page.goto("/groups/saturday-dads/")
    page.get_by_role("link", name="Join this group").click()
    assert page.locator("main").get_by_text("agree").first.is_visible()
    page.get_by_role("button", name="I agree and join").click()
    page.goto("/")
    assert page.locator("main").get_by_text("Saturday dads").first.is_visible()


@SCRIPTS
def test_a_service_is_kept_on_the_map(open_browser, scripts):
    page = open_browser("femi" if scripts else "cleo", java_script_enabled=scripts)
    page.goto("/services/?q=library")
    page.locator("main h2 a, main h3 a").first.click()
    name = page.locator("h1").inner_text()
    page.get_by_role("button", name=re.compile("map|[Ss]ave|[Kk]eep")).first.click()
    page.goto("/")
    assert page.locator("main").get_by_text(name).first.is_visible()
