"""A session told with two people: Cleo opens it, Ana waits in the room before it, they write, and Cleo ends it gently."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def to_the_room(page):
    page.goto("/groups/evening-walk/meetings/")
    page.get_by_role("link", name=re.compile("go to the session")).first.click()
    return page.url


def test_two_people_in_a_session(open_browser):
    ana, cleo = open_browser("ana"), open_browser("cleo")
    where = to_the_room(ana)
    expect(ana.get_by_text("It is not open yet")).to_be_visible()
    cleo.goto(where)
    cleo.get_by_role("button", name="Open the session").click()
    expect(cleo.get_by_text("You lead.")).to_be_visible()

    # the door opens by itself for whoever waits
    ana.get_by_role("button", name="Come in").click()
    expect(ana.get_by_text("Cleo leads.")).to_be_visible()
    expect(cleo.get_by_text(re.compile("Here now: Ana, Cleo"))).to_be_visible()

    # what one types is not lost when the other writes, and that one types is seen
    cleo.get_by_label("Your words").press_sequentially("Hello, and wel")
    expect(ana.get_by_text("Cleo: writing")).to_be_visible()
    ana.get_by_label("Your words").fill("A quiet hello")
    ana.get_by_label("Your words").press("Enter")
    expect(cleo.get_by_text("A quiet hello")).to_be_visible()
    expect(cleo.get_by_label("Your words")).to_have_value("Hello, and wel")
    expect(ana.get_by_label("Your words")).to_have_value("")
    cleo.get_by_label("Your words").press_sequentially("come")
    cleo.get_by_role("button", name="Send").click()
    expect(ana.get_by_text("Hello, and welcome")).to_be_visible()
    assert ana.url.partition("#")[0] == where

    # one's own words can be taken back, and go from the other's page
    ana.locator(".session-mine").get_by_role("button", name="Take it back").click()
    expect(cleo.get_by_text("A quiet hello")).to_have_count(0)

    # a gentle end
    cleo.get_by_label("A few words for the end").fill("Thank you for tonight")
    cleo.get_by_role("button", name="Announce the end").click()
    expect(ana.get_by_text("Time for last words")).to_be_visible()
    expect(ana.get_by_text("Thank you for tonight")).to_be_visible()
    expect(ana.get_by_role("link", name="Help now").first).to_be_visible()
    ana.get_by_role("button", name="Leave the session").click()
    expect(ana.get_by_text("You have left the session.")).to_be_visible()
    expect(cleo.get_by_text(re.compile("Here now: Cleo"))).to_be_visible()


def test_without_scripts_the_same_works_by_loading_the_page(open_browser):
    cleo = open_browser("cleo", java_script_enabled=False)
    to_the_room(cleo)
    come = cleo.get_by_role("button", name=re.compile("Come in|Open the session"))
    if come.count():
        come.click()
    cleo.get_by_label("Your words").fill("By hand")
    cleo.get_by_role("button", name="Send").click()
    expect(cleo.get_by_text("By hand")).to_be_visible()
    cleo.get_by_role("link", name="See what is new").click()
    expect(cleo.get_by_text("By hand")).to_be_visible()
