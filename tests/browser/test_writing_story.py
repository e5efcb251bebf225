"""Someone writes an answer with the tools, looks at it, quotes another, goes away half-way, and finds it again."""

import re

WORDS = "Bring them in a pillowcase"


def open_thread(page, title):
    page.goto("/groups/sing-and-dig/")
    page.get_by_role("link", name=title).first.click()
    page.wait_for_url(re.compile(r"/threads/\d+/"))
    return page.locator("main textarea")


def choose(box, words):
    start = box.input_value().index(words)
    box.evaluate("(box, [start, end]) => box.setSelectionRange(start, end)", [start, start + len(words)])


def find_among_drafts(page, words):
    """What was on its way when the page was left may come a moment after the list was drawn."""
    for _try in range(5):
        page.goto("/you/drafts/")
        if page.get_by_text(words).count():
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{words} was not kept")


def test_writing_with_tools_and_keys_and_seeing_how_it_looks(open_browser):
    page = open_browser("ana")
    box = open_thread(page, "The sea one")
    tools = page.get_by_role("toolbar", name="Shape your words")
    sizes = tools.get_by_role("button").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert len(sizes) == 4 and min(sizes) >= 44
    box.fill(WORDS)
    choose(box, "pillowcase")
    tools.get_by_role("button", name="Bold").click()
    assert box.input_value() == "Bring them in a **pillowcase**"
    choose(box, "them")
    box.press("Control+i")
    assert box.input_value() == "Bring *them* in a **pillowcase**"
    page.get_by_role("button", name="See how it looks").click()
    looks = page.get_by_role("region", name="How it looks")
    looks.locator("strong", has_text="pillowcase").wait_for()
    box.press("End")
    box.type(" @haro", delay=20)
    page.get_by_role("option", name="Harold").wait_for()
    box.press("Enter")
    looks.locator(".named", has_text="Harold").wait_for()
    page.get_by_text("Kept as you type. Only you see it until you send it.").wait_for()
    page.get_by_role("button", name="Send answer").click()
    page.locator("article .named", has_text="Harold").wait_for()


def test_a_quote_and_half_an_answer_are_there_when_one_comes_back(open_browser):
    page = open_browser("ana")
    box = open_thread(page, "I can't do the dark mornings")
    box.fill(WORDS)
    post = page.locator("article").first
    post.get_by_role("link", name=re.compile("^Quote")).click()
    page.wait_for_url(re.compile(r"\?quote=\d+"))
    box = page.locator("main textarea")
    assert box.input_value().startswith(f"{WORDS}\n\n> "), "what was typed stays, and the quote comes after it"
    box.press("ControlOrMeta+End")
    box.type("I know that one.")
    page.goto("/groups/")  # away, a moment after the last letter
    find_among_drafts(page, "I know that one.")
    page.locator("li", has_text="I know that one.").get_by_role("link", name="Go on writing").click()
    box = page.locator("main textarea")
    assert box.input_value().endswith("I know that one.")
    page.get_by_role("button", name="Send answer").click()
    answer = page.locator("article", has_text="I know that one.")
    answer.locator("blockquote", has_text="wrote:").wait_for()
    assert page.locator("main textarea").input_value() == "", "what is sent is no draft any more"
    page.goto("/you/drafts/")
    assert not page.get_by_text("I know that one.").count()


def test_all_of_it_without_javascript(open_browser):
    page = open_browser("ana", java_script_enabled=False)
    box = open_thread(page, "The sea one")
    assert not page.get_by_role("toolbar").count()
    box.fill("So **good**")
    page.get_by_role("button", name="See how it looks").click()
    assert page.locator(".looks strong", has_text="good").is_visible()
    page.get_by_role("button", name="Keep for later").click()
    assert page.get_by_text("Kept for later.").first.is_visible()
    assert page.locator("main textarea").input_value() == "So **good**"
    page.get_by_role("button", name="Throw it away").click()
    page.get_by_role("button", name="Put it back").click()
    page.get_by_role("link", name=re.compile("^Quote")).first.click()
    assert "\n\n> Winnie (#" in page.locator("main textarea").input_value()
