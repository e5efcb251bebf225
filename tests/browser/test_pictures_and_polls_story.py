"""Someone shares a photograph and a poll; with scripts and without, others see the one and answer the other."""

import re

import pytest
from PIL import Image


@pytest.fixture
def photo(tmp_path):
    place = tmp_path / "IMG_0412 home.jpg"
    Image.radial_gradient("L").resize((3200, 2400)).convert("RGB").save(place)
    return place


def open_thread(page, title):
    page.goto("/groups/evening-walk/")
    page.get_by_role("link", name=title).first.click()
    page.wait_for_url(re.compile(r"/threads/\d+/"))


def answer_with(page, photo, words, shows):
    page.get_by_label("Your answer").fill(words)
    page.get_by_text("Add pictures").click()
    page.get_by_label("Choose a picture").first.set_input_files(photo)
    page.get_by_label("What does it show?").first.fill(shows)


def is_drawn(image):
    return image.evaluate("one => one.decode().then(() => one.naturalWidth)")


def test_a_photo_is_made_small_on_the_device_and_shown_to_the_group(open_browser, photo):
    ana = open_browser("ana")
    open_thread(ana, "First time back in the market")
    assert ana.get_by_label("Choose a picture").count() == 4
    answer_with(ana, photo, "The way home", "A light at the end of the street")
    ana.locator(".picture-choice canvas").wait_for()
    chosen = ana.get_by_label("Choose a picture").first
    for _moment in range(100):
        if chosen.evaluate("one => one.files[0].name") == "picture":
            break
        ana.wait_for_timeout(100)
    assert chosen.evaluate("one => one.files[0].type") == "image/webp", "what the camera wrote stays on the device"
    assert ana.get_by_label("Choose a picture").nth(1).is_visible()
    assert not ana.get_by_label("Choose a picture").nth(2).is_visible(), "one at a time"
    ana.get_by_role("button", name="Send answer").click()
    shown = ana.get_by_alt_text("A light at the end of the street")
    shown.wait_for()
    shown.scroll_into_view_if_needed()
    assert is_drawn(shown) == 1600


def test_a_photo_is_shared_without_javascript(open_browser, photo):
    ana = open_browser("ana", java_script_enabled=False)
    open_thread(ana, "First time back in the market")
    answer_with(ana, photo, "Without scripts", "A street lamp, drawn by the server")
    ana.get_by_role("button", name="Send answer").click()
    assert ana.get_by_alt_text("A street lamp, drawn by the server").is_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_poll_is_answered_with_the_keyboard_and_the_answer_taken_back(open_browser, scripts):
    ana = open_browser("ana", java_script_enabled=scripts)
    open_thread(ana, "Which way round in December")
    assert not ana.get_by_text("people are counted").count(), "numbers are for those who answered"
    ana.get_by_label("Saturday at noon, in the light").focus()
    ana.keyboard.press("Space")
    ana.get_by_role("button", name="Answer", exact=True).focus()
    ana.keyboard.press("Enter")
    ana.get_by_text("7 people are counted").wait_for()
    ana.get_by_text("Change your answer").click()
    ana.get_by_role("button", name="Take my answer back").click()
    ana.get_by_role("button", name="Answer", exact=True).wait_for()
    assert not ana.get_by_text("people are counted").count()
