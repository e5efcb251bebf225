"""Two people talk in a group; what one writes appears on the other's open page by itself."""

import re


def start_conversation(page, title):
    page.goto("/groups/sing-and-dig/threads/new/")
    page.locator("label", has_text="Sharing a win").first.click()
    page.get_by_label("In a few words, what is it about?").fill(title)
    page.get_by_label("What would you like to say?").fill("The beans came up.")
    page.get_by_role("button", name="Share it with the group").click()
    page.wait_for_url(re.compile(r"/threads/\d+/"))
    return page.url


def reply(page, words):
    page.locator("main textarea").last.fill(words)
    page.locator("form:has(textarea) button[type=submit]").last.click()
    page.get_by_text(words).first.wait_for()


def test_a_reply_appears_on_the_others_open_page(open_browser):
    ana = open_browser("ana")
    address = start_conversation(ana, "Beans at last")
    other = open_browser("ana")
    other.goto(address)
    half_typed = "I was just about to say"
    other.locator("main textarea").last.fill(half_typed)
    reply(ana, "And the peas as well.")
    other.get_by_text("And the peas as well.").first.wait_for(timeout=10000)
    assert other.locator("main textarea").last.input_value() == half_typed, "what is being typed stays"


def test_a_conversation_works_without_javascript(open_browser):
    ana = open_browser("ana", java_script_enabled=False)
    address = start_conversation(ana, "Beans without scripts")
    reply(ana, "Still here, no scripts.")
    ana.goto(address)
    assert ana.get_by_text("Still here, no scripts.").first.is_visible()
