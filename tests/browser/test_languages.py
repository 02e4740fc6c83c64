"""Other languages in a real browser: the way there and back, and reading from right to left."""

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.gates import DESKTOP
from tests.browser.looking import opened

pytestmark = pytest.mark.browser

NARROW: ViewportSize = {"width": 320, "height": 700}


def left_of(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["x"]


def test_changing_the_language_keeps_the_place(browser: Browser, address: str) -> None:
    with opened(browser, address + "city/angebote/cafe-am-fluss/", viewport=DESKTOP) as page:
        page.get_by_role("link", name="Languages").click()
        page.locator("#andere-sprachen").get_by_role("link", name="English").click()
        page.wait_for_url("**/city/en/angebote/cafe-am-fluss/")
        assert page.evaluate("document.documentElement.lang") == "en"
        page.locator(".tools").get_by_role("link", name="Deutsch").click()
        page.wait_for_url("**/city/angebote/cafe-am-fluss/")


def test_arabic_reads_from_right_to_left(browser: Browser, address: str) -> None:
    with opened(browser, address + "city/ar/", viewport=NARROW) as page:
        assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
        assert left_of(page, ".main-nav a") > left_of(page, ".main-nav .menu a")
        assert left_of(page, ".brand") > left_of(page, ".tongues")
        # Markers of lists stand at the right, and nothing hangs out at either side.
        assert page.evaluate(
            "parseFloat(getComputedStyle(document.querySelector('.prose ol')).paddingRight) > 0"
        )
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        # A telephone number keeps the order of its figures; German keeps its own direction.
        for selector in (".office .tel", ".crisis", ".claim[lang]"):
            style = f"getComputedStyle(document.querySelector('{selector}')).direction"
            assert page.evaluate(style) == "ltr", selector
