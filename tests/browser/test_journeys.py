"""Whole journeys from the start page to a sheet of paper, as at 400 % zoom: 320 by 256 pixels.

Each is done by keyboard alone. What the real site lists is taken from its pages.
"""

from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pypdf import PdfReader

from tests.browser.gates import gates
from tests.browser.test_finder import results, status, watched

pytestmark = pytest.mark.browser

ZOOMED: ViewportSize = {"width": 320, "height": 256}
MOST_STOPS = 150


def tab_to(page: Page, words: str, *, within: str = "body") -> None:
    """Press Tab until the focus is on what begins with these words."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focus = page.locator(f"{within} :focus")
        if focus.count() and (focus.inner_text() or "").strip().startswith(words):
            return
    raise AssertionError(f"the keyboard does not reach „{words}“")


def follow(page: Page, words: str, *, within: str = "body") -> None:
    """Tab to a link, and follow it."""
    tab_to(page, words, within=within)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert gates(page, "overflow") == []


def printed(page: Page) -> str:
    """What stands on paper, in one line."""
    sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())


def test_find_refine_open_remember_print(browser: Browser, address: str) -> None:
    with watched(browser, viewport=ZOOMED) as (page, asked):
        page.goto(f"{address}real/")
        for _ in range(MOST_STOPS):
            page.keyboard.press("Tab")
            if page.locator("input[type=search]:focus").count():
                break
        page.keyboard.type("Frühstück in meiner Nähe")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(status(page)).to_contain_text("Angebot")
        before = results(page).count()
        assert before > 1
        assert gates(page, "overflow") == []

        # Refine to the district of one of them.
        page.get_by_role("searchbox").focus()
        tab_to(page, "Auswahl eingrenzen", within="main")
        page.keyboard.press("Enter")
        tab_to(page, "Stadtbezirk", within="main")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        expect(page.locator("main :focus")).to_be_checked()
        expect(page.locator("[data-part=cards] .card")).not_to_have_count(before)
        assert results(page).count() >= 1

        card = results(page).first
        title = card.locator("h3 a").inner_text()
        card.locator("h3 a").focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator("h1").inner_text() == title
        assert gates(page, "overflow") == []
        tab_to(page, "Merken", within="main")
        page.keyboard.press("Enter")
        expect(page.locator(":focus")).to_have_attribute("aria-pressed", "true")

        page.locator("header .brand").focus()
        follow(page, "Merkzettel")
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        assert title in printed(page)
        assert all(url.startswith(address) for url in asked)
        assert not any("hst" in url for url in asked), "nobody learns what is searched"


def test_the_same_way_without_scripts(browser: Browser, address: str) -> None:
    options = {"viewport": ZOOMED, "java_script_enabled": False}
    with watched(browser, **options) as (page, asked):
        page.goto(f"{address}real/")
        follow(page, "Gemeinsam essen", within="main")
        card = page.locator("main .card a").first
        title = card.inner_text()
        follow(page, title, within="main")
        assert page.locator("h1").inner_text() == title
        assert title in printed(page)
        assert page.locator("main button:visible").count() == 0
        assert all(url.startswith(address) for url in asked)
