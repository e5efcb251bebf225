"""Ana says how she is; Ben reads exactly that and answers; she stops sharing and it is gone. With and without JavaScript."""

import pytest

# Without scripts one sentence holds for every choice on the form.
WHATEVER_IS_TICKED = (
    "You can read this, and so can Ben, Dr Osei and anyone you tick below. If you keep it to you alone: only you."
)


def reads(page):
    """What stands under the box about who will read it."""
    return page.locator("#who-reads").inner_text().strip()


def check_in(page, word, words, *, share=""):
    page.goto("/check-in/")
    page.get_by_role("button", name=word, exact=True).click()
    page.get_by_label("Do you want to say more?").fill(words)
    if share:
        page.locator(".choice", has_text=share).locator("label").click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved.").wait_for()
    return page.url


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_check_in_reaches_the_chosen_person_and_leaves_again(open_browser, scripts):
    mei_words = f"The heron was there, {'twice' if scripts else 'once'}."
    ana = open_browser("ana", java_script_enabled=scripts)
    address = check_in(ana, "Low", mei_words, share="Winnie")
    assert reads(ana) == ("You can read this, and so can: Ben, Dr Osei, Winnie." if scripts else WHATEVER_IS_TICKED)
    assert ana.get_by_label("Winnie", exact=True).is_checked()

    ben = open_browser("ben", java_script_enabled=scripts)
    ben.goto(address)
    assert ben.get_by_text(mei_words).is_visible()
    assert ben.get_by_text("Ana chose to share this with you").is_visible()
    ben.get_by_role("button", name="Thinking of you.").click()
    ben.get_by_text("Sent.").wait_for()

    stranger = open_browser("stranger", java_script_enabled=scripts)
    assert stranger.goto(address).status == 404

    ana.goto(address)
    ana.locator(".choice", has_text="Keep this one to me alone").locator("label").click()
    ana.locator(".choice", has_text="Winnie").locator("label").click()
    ana.get_by_role("button", name="Save", exact=True).click()
    ana.get_by_text("Saved.").wait_for()
    assert reads(ana) == ("Only you can read this." if scripts else WHATEVER_IS_TICKED)
    assert not ana.get_by_label("Winnie", exact=True).is_checked()
    assert ben.goto(address).status == 404
    ben.goto("/check-in/")
    assert not ben.get_by_text(mei_words).is_visible()
