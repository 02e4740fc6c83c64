"""From the overview of guides to a first step, and back: by keyboard, by thumb, without scripts."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.gates import gates
from tests.browser.looking import opened

pytestmark = pytest.mark.browser

GUIDES = "city/wegfinder/"
GUIDE = f"{GUIDES}was-wuensche-ich-mir/"
QUESTION = f"{GUIDE}tageszeit/"
RESULT = f"{QUESTION}kaffee/"
EASY = "city/leichte-sprache/wegfinder/"
EASY_QUESTION = f"{EASY}was-wuensche-ich-mir/tageszeit/"
SMALL: ViewportSize = {"width": 320, "height": 640}
MOST_STOPS = 60


@contextmanager
def small(browser: Browser, url: str, **options: Any) -> Iterator[Page]:
    """The page on the smallest screen, without scripts."""
    with opened(browser, url, viewport=SMALL, java_script_enabled=False, **options) as page:
        yield page


def go_by_keyboard(page: Page, words: str) -> None:
    """Tab to the link whose words begin like that, and follow it."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text().strip().startswith(words):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"the keyboard does not reach „{words}“")


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def test_a_guide_leads_to_a_first_step_by_keyboard_alone_and_without_scripts(
    browser: Browser, address: str
) -> None:
    with small(browser, address + GUIDES) as page:
        go_by_keyboard(page, "Was wünsche ich mir?")
        assert page.url == address + GUIDE
        go_by_keyboard(page, "Unter Leute kommen")
        assert heading(page) == "Wann passt es Ihnen?"
        assert page.get_by_text("Frage 2", exact=True).count() == 1
        go_by_keyboard(page, "Am Tag")
        assert page.url == address + RESULT
        assert heading(page) == "Ein Tisch mit anderen"
        assert gates(page, "overflow") == []
        step = page.get_by_role("region", name="Ihr erster Schritt")
        assert "Das Café am Fluss" in step.inner_text()
        assert step.locator("q").inner_text() == "Guten Tag, ich bin zum ersten Mal hier."
        people = page.get_by_role("region", name="Lieber mit jemandem sprechen?")
        assert people.locator("a[href^='tel:']").count() == 1
        # The title, and so the history of the browser, does not say what the way led to.
        assert "Tisch" not in page.title()


def test_an_answer_can_be_changed_and_the_way_back_is_a_link(
    browser: Browser, address: str
) -> None:
    with small(browser, address + RESULT) as page:
        given = page.get_by_role("region", name="Das haben Sie bisher geantwortet")
        assert given.locator("li strong").all_inner_texts() == ["Unter Leute kommen", "Am Tag"]
        given.get_by_role("link", name=re.compile("Antwort ändern.*Wann")).click()
        assert page.url == address + QUESTION
        page.get_by_role("link", name="Am Abend").click()
        assert heading(page) == "Jemand hört zu"
        page.get_by_role("link", name="Eine Frage zurück").click()
        assert page.url == address + QUESTION
        page.get_by_role("link", name="Zurück", exact=True).click()
        assert page.url == address + GUIDE


def test_whoever_does_not_know_is_led_to_people(browser: Browser, address: str) -> None:
    with small(browser, address + QUESTION) as page:
        go_by_keyboard(page, "Nichts davon")
        assert page.url.endswith("#sprechen")
        # The next stop is the number of somebody to talk to.
        page.keyboard.press("Tab")
        assert (page.locator(":focus").get_attribute("href") or "").startswith("tel:")


def test_a_tile_can_be_hit_anywhere(browser: Browser, address: str) -> None:
    with small(browser, address + QUESTION) as page:
        tiles = page.locator(".answers a")
        boxes = [tile.bounding_box() for tile in tiles.all()]
        assert all(box and box["height"] >= 44 for box in boxes)
        assert gates(page, "overflow") == []
        box = boxes[0]
        assert box
        tiles.first.click(position={"x": box["width"] - 8, "y": box["height"] - 8})
        assert page.url == address + RESULT


def test_easy_language_keeps_the_place_both_ways(browser: Browser, address: str) -> None:
    with small(browser, address + QUESTION) as page:
        top = page.get_by_role("banner")
        top.get_by_role("link", name="Leichte Sprache", exact=True).click()
        assert page.url == address + EASY_QUESTION
        assert heading(page) == "Wann haben Sie Zeit?"
        go_by_keyboard(page, "Am Tag")
        assert heading(page) == "Ein Tisch mit anderen"
        assert gates(page, "overflow") == []
        step = page.get_by_role("region", name="Ihr erster Schritt")
        said = step.locator("q").inner_text().splitlines()
        assert said == ["Guten Tag.", "Ich bin zum ersten Mal hier."]
        given = page.get_by_role("region", name="Das haben Sie geantwortet")
        answers = given.locator("li strong").all_inner_texts()
        assert answers == ["Ich möchte Leute treffen.", "Am Tag"]
        top.get_by_role("link", name="Alltags-Sprache", exact=True).click()
        assert page.url == address + RESULT


def test_what_is_not_in_easy_language_says_so_and_leads_on(browser: Browser, address: str) -> None:
    with small(browser, f"{address}{EASY}zu-zweit-anrufen/heute/") as page:
        assert page.get_by_text("noch nicht in Leichter Sprache").count() == 1
        step = page.get_by_role("region", name="Ihr erster Schritt")
        assert step.locator("a[href^='tel:']").count() == 1
        page.get_by_role("link", name="Alle Weg-Finder ansehen").click()
        assert page.url == address + EASY
