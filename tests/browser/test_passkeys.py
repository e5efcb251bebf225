"""Joining and signing in with a passkey, on a device that is only pretended."""

import re

import pytest

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def device(site, chromium):
    """A page on a machine that knows passkeys; they need a name, so the site is asked for as localhost."""
    context = chromium.new_context(
        base_url=site.replace("127.0.0.1", "localhost"), viewport={"width": 390, "height": 844}
    )
    context.set_default_timeout(15000)
    page = context.new_page()
    page.refused = []
    page.on(
        "console",
        lambda message: page.refused.append(message.text) if "Content Security Policy" in message.text else None,
    )
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield page
    context.close()
    assert not page.refused


def newest_code(page):
    reader = page.context.new_page()
    reader.goto("/demo/mail/")
    code = re.search(r"Your code is:\s+([A-Z0-9-]{4,12})", reader.locator("main").inner_text())[1]
    reader.close()
    return code


def test_someone_joins_with_a_passkey_signs_out_and_comes_back_with_one_touch(device):
    device.goto("/accounts/signup/passkey/")
    device.get_by_label("What shall we call you?").fill("Velvet Marten")
    device.get_by_label("Your email").fill("marten@example.org")
    device.get_by_role("button", name="Go on").click()
    device.get_by_label("The code from the mail").fill(newest_code(device))
    device.get_by_role("button", name="Go on").click()
    device.get_by_role("button", name="Make my passkey").click()
    device.get_by_text("Signed in as Velvet Marten").wait_for()
    device.goto("/accounts/2fa/webauthn/")
    assert device.get_by_text("My device").is_visible()
    device.goto("/accounts/logout/")
    device.locator("main").get_by_role("button", name="Sign out").click()
    device.goto("/accounts/login/")
    device.get_by_role("button", name="Sign in with a passkey").click()
    device.get_by_text("Signed in as Velvet Marten").wait_for()


def test_without_javascript_the_page_says_so_and_a_code_still_works(open_browser):
    page = open_browser(java_script_enabled=False)
    page.goto("/accounts/login/")
    assert page.get_by_text("Passkeys need JavaScript").is_visible()
    assert not page.get_by_role("button", name="Sign in with a passkey").is_visible()
    assert page.get_by_role("button", name="Send me a code").is_visible()
