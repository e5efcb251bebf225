"""Ana says how she is; Ben reads exactly that and answers; she stops sharing and it is gone. With and without JavaScript."""

import pytest


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
    assert ana.get_by_text("and so can:").is_visible() and "Winnie" in ana.locator(".who-reads").first.inner_text()

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
    ana.get_by_text("Only you can read this.").wait_for()
    assert ben.goto(address).status == 404
    ben.goto("/check-in/")
    assert not ben.get_by_text(mei_words).is_visible()
