"""A district's week on paper: two pages at most, large and black, and the same without scripts."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.browser.looking import opened

pytestmark = pytest.mark.browser

FULL = "crowd/stadtbezirke/altstadt/woche/"
DATED = "city/stadtbezirke/flussufer/woche/"
EMPTY = "city/stadtbezirke/hoehe/woche/"
EARLY = datetime(2026, 2, 1, tzinfo=UTC)
# Points in CSS pixels.
_PT = 4 / 3

# Words on the sheet with their colour, their size in points, and whether they are a side note.
WORDS = """() => [...document.querySelectorAll('.sheet *')]
  .filter(e => e.getClientRects().length
    && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .map(e => [e.textContent.trim(), getComputedStyle(e).color,
    parseFloat(getComputedStyle(e).fontSize) * 3 / 4,
    !!e.closest('.card-standing'), e.tagName])"""


@pytest.mark.parametrize(
    ("path", "most"),
    [
        (FULL, 2),
        (DATED, 1),
        (EMPTY, 1),
        ("real/stadtbezirke/mitte/woche/", 2),
        ("real/stadtbezirke/birkach/woche/", 1),
        ("city/wegfinder/zu-zweit-anrufen/heute/", 1),
        ("city/wegfinder/was-wuensche-ich-mir/tageszeit/reden/", 2),
    ],
)
def test_a_sheet_takes_little_paper(browser: Browser, address: str, path: str, most: int) -> None:
    with opened(browser, address + path) as page:
        sheet = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(sheet.pages) <= most
    *_, last = (it.extract_text() for it in sheet.pages)
    assert "112" in last, "whom to call at once stands on the same sheet"
    assert len(last.split()) > 30 or most == 1, "no sheet for the foot alone"


def test_paper_is_large_and_black(browser: Browser, address: str) -> None:
    with opened(browser, address + FULL, color_scheme="dark") as page:
        page.emulate_media(media="print")
        words = page.evaluate(WORDS)
        assert len(words) > 20
        for text, colour, points, is_note, tag in words:
            assert colour == "rgb(0, 0, 0)", text
            least = 24 if tag == "H1" else 12 if is_note else 14
            assert points >= least - 0.01, f"{text}: {points}"
        code = page.locator(".sheet .qr").bounding_box()
        assert code is not None
        assert code["width"] >= 30 / 25.4 * 72 * _PT, "a camera needs three centimetres"


@pytest.mark.parametrize("path", [FULL, EMPTY])
def test_the_screen_shows_the_sheet_as_it_will_be(
    browser: Browser, address: str, path: str
) -> None:
    narrow = {"width": 320, "height": 700}
    with opened(
        browser, address + path, viewport=narrow, color_scheme="dark", java_script_enabled=False
    ) as page:
        sheet = page.locator(".sheet")
        ground = "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]"
        assert sheet.evaluate(ground) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert page.locator(".lines li").count() > 0
        assert page.locator("#hilfe a.tel").count() > 0


def test_dates_that_have_passed_say_so(browser: Browser, address: str) -> None:
    with opened(browser, address + DATED) as page:
        dates = page.locator(".day li").count()
        assert dates > 0
        assert page.locator(".day li.past").count() == dates
        assert page.locator("[data-day]").is_visible()
    with opened(browser, "about:blank") as page:
        page.clock.set_fixed_time(EARLY)
        page.goto(address + DATED)
        assert page.locator(".past").count() == 0
        assert not page.locator("[data-day]").is_visible()
