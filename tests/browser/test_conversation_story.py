"""Two people talk in a group; what one writes appears on the other's open page by itself."""

import re


def start_conversation(page, title):
    page.goto("/groups/sing-and-dig/threads/new/")
    page.locator("label", has_text="Sharing a win").first.click()
    page.get_by_label("In a few words, what is it about?").fill(title)
    page.get_by_label("What would you like to say?").fill("The beans came up.")
    page.get_by_role("button", name="Send it").click()
    page.wait_for_url(re.compile(r"/threads/\d+/"))
    return page.url


def reply(page, words):
    page.locator("main textarea").last.fill(words)
    page.get_by_role("button", name="Send answer").click()
    page.locator(".words", has_text=words).first.wait_for()


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


def words_of(page):
    """Every post's words on the page, in order."""
    return page.locator("article .words").all_inner_texts()


def test_whoever_reads_and_writes_is_never_thrown_about(open_browser):
    """What others say, change, take back and feel appears in place; what the reader opened, typed and stands on stays."""
    grace, reader = open_browser("grace"), open_browser("ana")
    address = start_conversation(grace, "Beans and a long talk")
    for number in range(3):
        reply(grace, f"Line {number}, and some more words so that it fills the page a little. " * 12)
    reader.goto(address)
    box = reader.locator("main textarea").last
    box.fill("half typed")
    box.scroll_into_view_if_needed()
    box.focus()
    before = box.bounding_box()["y"]
    reply(grace, "A new line arrives")
    reader.get_by_text("A new line arrives").first.wait_for()
    assert abs(box.bounding_box()["y"] - before) < 2, "the box stays under the hands of whoever writes"
    assert box.input_value() == "half typed" and reader.evaluate("document.activeElement.id") == "id_body"

    grace.goto(address)
    grace.locator("article").nth(1).get_by_role("link", name="Change").click()
    grace.get_by_role("textbox", name="Your words").fill("Line 0, changed by its writer")
    grace.get_by_role("button", name="Keep the change").click()
    reader.get_by_text("Line 0, changed by its writer").first.wait_for()
    assert box.input_value() == "half typed"


def test_a_menu_that_is_open_stays_open_while_others_answer(open_browser):
    ana = open_browser("ana")
    ana.goto("/groups/sing-and-dig/")
    ana.get_by_role("link", name="Leeks: the position").click()
    ana.wait_for_url(re.compile(r"/threads/\d+/"))
    address = ana.url
    menu = ana.locator("article details.respond").first
    menu.locator("summary").click()
    assert menu.get_attribute("open") is not None
    other = open_browser("grace")
    other.goto(address)
    reply(other, "One more word on leeks")
    ana.get_by_text("One more word on leeks").first.wait_for()
    assert menu.get_attribute("open") is not None, "what the reader opened stays open"
    assert ana.evaluate("document.activeElement.tagName") == "SUMMARY", "and they stand where they stood"
    menu.get_by_role("button", name="I hear you").click()
    other.locator(".warm", has_text="I hear you").first.wait_for()


def test_the_list_of_a_group_follows_by_itself(open_browser):
    grace, other = open_browser("grace"), open_browser("ana")
    other.goto("/groups/sing-and-dig/")
    address = start_conversation(grace, "Beans in the list")
    row = other.locator(".thread-line", has_text="Beans in the list")
    row.wait_for()
    reply(grace, "An answer for the list")
    row.get_by_text("1 answer").wait_for()
    grace.goto(address)
    grace.get_by_role("button", name="Take it back").first.click()
    other.get_by_text("A conversation whose start is not here now").first.wait_for()


def test_a_line_that_was_lost_and_found_brings_what_is_missing_once(open_browser):
    ana, reader = open_browser("ana"), open_browser("ana")
    address = start_conversation(ana, "Beans in a tunnel")
    reader.goto(address)
    reader.context.set_offline(True)
    for number in range(3):
        reply(ana, f"Said meanwhile {number}.")
    assert len(words_of(reader)) == 1
    reader.context.set_offline(False)
    reader.get_by_text("Said meanwhile 2.").first.wait_for(timeout=30000)
    assert words_of(reader) == words_of(ana), "what was missed is there, once, in order"


def test_keeping_putting_away_and_folding_without_javascript(open_browser):
    ana = open_browser("ana", java_script_enabled=False)
    ana.goto("/groups/sing-and-dig/")
    fold = ana.locator("details.fold", has_text="Folded because you asked: Loss and grief")
    assert not fold.get_by_role("link").is_visible()
    fold.locator("summary").click()
    fold.get_by_role("link", name="Bulbs, free").click()
    ana.locator("article").first.get_by_role("button", name=re.compile("^Keep")).click()
    ana.goto("/you/bookmarks/")
    assert ana.get_by_text("Folded because you asked: Loss and grief").is_visible()
    ana.goto("/groups/sing-and-dig/")
    ana.locator(".thread-line", has_text="My tomato").get_by_role("button", name="Not now").click()
    assert ana.get_by_role("link", name="My tomato").count() == 0
    ana.get_by_role("button", name="Undo").click()
    assert ana.get_by_role("link", name="My tomato").is_visible()


def test_a_page_whose_line_was_ended_asks_again_and_goes_on(open_browser):
    """Tickets end after half an hour; whoever may still read notices nothing of it."""
    grace, reader = open_browser("grace"), open_browser("ana")
    grace.goto("/groups/sing-and-dig/")
    grace.get_by_role("link", name="Leeks: the position").click()
    grace.wait_for_url(re.compile(r"/threads/\d+/"))
    address = grace.url
    asked = []
    reader.on("request", lambda request: asked.append(request.resource_type))
    reader.route("**/live/**", lambda route: route.fulfill(status=403))
    reader.goto(address)
    reader.wait_for_timeout(500)
    reader.unroute("**/live/**")
    assert "fetch" in asked, "it looks again whether it may read, and for a new ticket"
    reader.wait_for_event("request", lambda request: "/live/" in request.url, timeout=10000)
    reply(grace, "Still picking them.")
    reader.get_by_text("Still picking them.").first.wait_for(timeout=10000)
