"""What happens when something is wrong, lane by lane: in the browser, as the writer, the one who tells and the one who looks."""

import re

from tests.browser.test_conversation_story import start_conversation

CANNOT = "I don't want to be here any more. I can't do this another night."


def say(page, title, words):
    page.goto("/groups/sing-and-dig/threads/new/")
    page.locator("label", has_text="To be heard").first.click()
    page.get_by_label("In a few words, what is it about?").fill(title)
    page.get_by_label("What would you like to say?").fill(words)
    page.get_by_role("button", name="Send it").click()
    page.wait_for_url(re.compile(r"/threads/\d+/"))
    return page.url


def tell(page, address, kind, words=""):
    """Tell those who keep the place safe about the first post of a conversation."""
    page.goto(address)
    page.locator("article").first.get_by_role("link", name="Report").click()
    page.get_by_role("radio", name=re.compile(kind)).check()
    if words:
        page.get_by_label("Anything we should know?").fill(words)
    page.get_by_label("Tell me when someone has looked at it").check()
    page.get_by_role("button", name="Tell them").click()


def take(page, lane):
    """Open the first case of a lane that is about a post of Ana's, and take it."""
    page.goto("/safety/")
    page.locator(f'section[aria-labelledby="lane-{lane}"]').get_by_role("link", name="Ana").first.click()
    page.get_by_role("button", name="I look at this").click()
    page.get_by_role("button", name="It is done").wait_for()


def end(page, outcome, why):
    page.get_by_role("radio", name=outcome).check()
    page.get_by_label("Why, in a few words").fill(why)
    page.get_by_role("button", name="It is done").click()


def test_worry_comes_first_and_whoever_wrote_has_help_beside_their_words(open_browser):
    ana, femi = open_browser("ana"), open_browser("femi")
    address = say(ana, "A long night", CANNOT)
    beside = ana.get_by_role("complementary", name="For you")
    assert beside.get_by_role("link", name=re.compile("Call")).first.get_attribute("href").startswith("tel:")
    reader = open_browser("grace")
    reader.goto(address)
    assert reader.get_by_text("I can't do this another night.").first.is_visible(), "nothing is held back"
    assert reader.get_by_role("complementary", name="For you").count() == 0, "the help is for its writer alone"

    take(femi, "worried")
    assert femi.get_by_role("heading", level=1).is_visible()
    femi.get_by_text("Show the words").click()
    assert femi.get_by_text("I can't do this another night.").first.is_visible()
    femi.get_by_role("link", name="Write to them").click()
    femi.get_by_label("Your words to them").fill("You are not alone with this tonight. I am here until ten.")
    femi.get_by_role("button", name="Send it").click()
    end(femi, "Resolved", "Wrote to her; Cleo's pair knows.")

    ana.goto("/safety/about-you/")
    ana.get_by_role("link", name=re.compile("A word from")).first.click()
    assert ana.get_by_text("I am here until ten.").is_visible()


def test_unsafe_detail_is_held_changed_by_its_writer_and_let_through(open_browser):
    ana, teller, femi = open_browser("ana"), open_browser("grace"), open_browser("femi")
    address = start_conversation(ana, "Something that went too far")
    tell(teller, address, "Unsafe detail", "It says how.")
    take(femi, "harm")
    femi.get_by_role("link", name="Hold it: only its author sees it").click()
    femi.get_by_label("Why?").fill("Please leave out how. The rest can stay.")
    femi.get_by_role("button", name="Hold it").click()

    teller.goto(address)
    assert not teller.get_by_text("The beans came up.").count(), "nobody else sees it, by the address either"
    ana.goto(address)
    assert ana.get_by_text("Please leave out how.").first.is_visible(), "its author reads why, where it stands"
    ana.locator("article").first.get_by_role("link", name="Change").click()
    ana.get_by_role("textbox", name="Your words").fill("The beans came up, and I am all right.")
    ana.get_by_role("button", name="Keep the change").click()

    femi.goto("/safety/")
    femi.locator('section[aria-labelledby="mine"]').get_by_role("link", name="Ana").click()
    femi.get_by_role("link", name="Let it through").click()
    femi.get_by_role("button", name="Let it through").click()
    end(femi, "Resolved", "Changed, and fine.")
    teller.goto(address)
    assert teller.get_by_text("I am all right.").first.is_visible()
    teller.goto("/safety/my-reports/")
    assert teller.get_by_text(re.compile("looked", re.I)).first.is_visible(), (
        "whoever told us hears that someone looked"
    )


def test_telling_and_looking_work_without_scripts_on_a_small_phone(open_browser):
    small = {"java_script_enabled": False, "viewport": {"width": 360, "height": 740}}
    ana, teller, femi = (open_browser(who, **small) for who in ("ana", "grace", "femi"))
    address = start_conversation(ana, "Buy my beans")
    tell(teller, address, "Selling or spam")
    femi.goto("/safety/")
    take(femi, "harm")
    end(femi, "Nothing needed doing", "They are her own beans.")
    femi.goto("/safety/closed/")
    assert femi.get_by_text("Nothing needed doing").first.is_visible()
    ana.goto("/safety/about-you/")
    assert not ana.get_by_text("Selling").count(), "who was told of hears nothing where nothing was done"
