"""What every page promises a browser: a light first visit, a quick way out, and a keyboard that reaches everything."""


def test_a_first_visit_moves_less_than_100_kilobytes(open_browser):
    page = open_browser()
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    sizes = []
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto("/", wait_until="networkidle")
    assert 1_000 < sum(sizes) < 100_000, sum(sizes)


AWAY = "**/healthz?somewhere-else"


def test_quick_exit_leaves_at_once_and_back_does_not_return(open_browser, site):
    page = open_browser("ana")
    page.goto("/check-in/")
    page.locator('a[href="/leave/"]').first.click()
    page.wait_for_url(AWAY)
    page.go_back()
    assert "/check-in/" not in page.url


def test_shift_three_times_leaves(open_browser):
    page = open_browser("ana")
    page.goto("/groups/")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(AWAY)
    assert "/groups/" not in page.url


def test_the_way_out_works_without_javascript(open_browser):
    page = open_browser(java_script_enabled=False)
    page.goto("/")
    page.locator('a[href="/leave/"]').first.click()
    page.wait_for_url(AWAY)
    assert page.locator("h1").count() == 0, "nothing of ours is left on the screen"


def test_the_first_tab_stop_skips_to_the_page_and_focus_is_always_seen(open_browser):
    page = open_browser("ana")
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    for _ in range(25):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "() => { const s = getComputedStyle(document.activeElement); const r = document.activeElement.getBoundingClientRect();"
            " return document.activeElement === document.body || (r.width > 0 && (s.outlineStyle !== 'none' || s.boxShadow !== 'none')) }"
        )
        assert seen, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def test_help_now_opens_with_no_network_after_a_first_visit(open_browser):
    page = open_browser()
    page.goto("/help-now/")
    page.evaluate("navigator.serviceWorker ? navigator.serviceWorker.ready.then(() => true) : true")
    page.goto("/help-now/", wait_until="networkidle")
    page.context.set_offline(True)
    page.goto("/help-now/")
    assert page.locator("h1").is_visible()
