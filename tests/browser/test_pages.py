"""Every kind of page in a real browser: nothing foreign, nothing broken, usable by everyone.

Each test takes one template and opens the samples of it in one tab after another.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    FloatRect,
    Page,
    Request,
    ViewportSize,
)

from tests.browser.gates import DESKTOP, PHONE, gates, show
from tests.browser.looking import Tabs, faults_of, opened, tab
from tests.browser.samples import Sample
from tests.browser.sites import REDIRECT

pytestmark = pytest.mark.browser

# A4 without its margins, in CSS pixels.
PAPER: ViewportSize = {"width": 672, "height": 1020}
# Before any of the sites was built: nothing on them has passed.
EARLY = datetime(2026, 2, 1, tzinfo=UTC)

# What is printed in anything but black, or too small to read; links keep their colour's place.
PALE = """() => [...document.querySelectorAll('main *, .crisis *, .office *')]
  .filter(e => e.getClientRects().length && e.textContent.trim() && !e.closest('svg'))
  .map(e => [e, getComputedStyle(e)])
  .filter(([, style]) => style.color !== 'rgb(0, 0, 0)' || parseFloat(style.fontSize) < 12)
  .map(([e, style]) => e.className + ' ' + style.color + ' ' + style.fontSize)"""

# Stops of the keyboard that cannot be seen, or come at another time than they are read.
STOPS = """() => [...document.querySelectorAll('a[href], button, summary, [tabindex]')]
  .filter(e => e.checkVisibility() && e.tabIndex >= 0)
  .map(e => {
    e.focus();
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    const seen = box.top >= 6 && box.bottom + 6 <= innerHeight && box.left >= 6;
    const ring = style.outlineStyle === 'solid' && style.outlineWidth === '3px'
      && style.boxShadow.includes('3px');
    return [e, document.activeElement === e && e.tabIndex === 0 && seen && ring];
  })
  .filter(([, well]) => !well)
  .map(([e]) => e.textContent.trim())"""

# What a phone's user has to hit with a thumb; links within running text are exempt.
TARGETS = (
    ".main-nav a, .tools a, .crumbs a, .chips a, .tiles a, .terms a, .pages a, .tel, .button,"
    " .links a, .referrals a, .foot-nav a, .more a, .skip a, .answers a, button, summary, select"
)

# Without scripts a question at the foot of the page, else its answer.
STAND = "a[data-stand]"

# What waits for a script is marked before the first of them runs, and can be taken away again.
MARK = """document.addEventListener('readystatechange', () => {
  if (document.readyState !== 'interactive') return;
  for (const waiting of document.querySelectorAll('[hidden]')) waiting.dataset.added = '';
})"""
TAKE = "for (const added of document.querySelectorAll('[data-added]')) added.remove()"


@pytest.fixture(scope="module")
def noted(browser: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """A tab, and what it loads from elsewhere or fails at, noted as it happens."""
    faults: list[str] = []

    def on_request(request: Request) -> None:
        if not request.url.startswith(address):
            faults.append(f"foreign: {request.url}")

    def on_failed(request: Request) -> None:
        # Whoever goes on to the next page waits no longer for the symbol of the tab.
        if request.failure != "net::ERR_ABORTED":
            faults.append(f"{request.failure}: {request.url}")

    def on_console(message: ConsoleMessage) -> None:
        faults.append(message.text)

    with tab(browser, viewport=PHONE) as page:
        page.on("request", on_request)
        page.on("console", on_console)
        page.on("requestfailed", on_failed)
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page, faults


def test_nothing_foreign_is_loaded_and_nothing_fails(
    noted: tuple[Page, list[str]], address: str, pages: Sequence[Sample]
) -> None:
    page, faults = noted

    def kept(page: Page) -> Sequence[object]:
        found = [*faults, *page.context.cookies()]
        faults.clear()
        stored = page.evaluate("localStorage.length + sessionStorage.length")
        sheets = page.evaluate("document.styleSheets.length")
        linked = page.locator('link[rel="stylesheet"]').count()
        return found if (stored, sheets) == (0, linked) else [*found, stored, sheets]

    assert faults_of(page, address, pages, kept) == {}


def enlarge_text(page: Page) -> None:
    page.evaluate("document.documentElement.style.fontSize = '225%'")


# The number of a contact, as long as it is shown.
NUMBER = re.compile(rb'class="tel"[^>]*>.*?<span>([^<]+)</span>', re.DOTALL)


@pytest.mark.parametrize("part", ["angebote", "leichte-sprache"])
def test_the_longest_number_has_room(tabs: Tabs, address: str, folder: Path, part: str) -> None:
    def longest(file: Path) -> int:
        main = file.read_bytes().partition(b"<main")[2].partition(b"</main>")[0]
        return max(map(len, NUMBER.findall(main)), default=0)

    page = tabs()
    for site in ("real", "city"):
        files = sorted((folder / site / part).rglob("index.html"))
        file = max(files, key=longest)
        assert longest(file)
        page.goto(f"{address}{file.parent.relative_to(folder).as_posix()}/")
        show(page, "text-spacing")
        assert gates(page, "overflow") == [], file


def test_thumbs_find_links_and_numbers(tabs: Tabs, address: str, pages: Sequence[Sample]) -> None:
    def missed(page: Page) -> list[str]:
        found: list[str] = page.evaluate(
            """(targets) => [...document.querySelectorAll(targets)]
              .filter(e => e.checkVisibility())
              .map(e => [e.textContent.trim(), e.getBoundingClientRect()])
              .filter(([, box]) => box.height < 44 || box.width < 24)
              .map(([text, box]) => text + ' ' + box.width + 'x' + box.height)""",
            TARGETS,
        )
        numbers = page.evaluate(
            """() => [...document.querySelectorAll('a[href^="tel:"]')]
              .map(e => [e.getAttribute('href'), e.textContent.replace(/[^0-9]/g, '')])"""
        )
        found += [
            f"{href} {shown}"
            for href, shown in numbers
            if not re.fullmatch(r"tel:\+?[0-9]+", href)
            or (shown and not href.endswith(shown.lstrip("0")))
        ]
        return found if page.locator("#hilfe a.tel").count() else [*found, "no help"]

    assert faults_of(tabs(viewport=PHONE), address, pages, missed) == {}


@pytest.mark.parametrize("width", [320, 360, 768, 900, 1000])
def test_the_head_leaves_room_for_the_page(browser: Browser, address: str, width: int) -> None:
    with tab(browser, viewport={"width": width, "height": 700}) as page:
        for path in ("crowd/", "crowd/angebote/mittagstisch/", "city/leichte-sprache/"):
            page.goto(address + path)
            top, menu = (
                page.evaluate(f"document.querySelector('{name}').offsetHeight")
                for name in (".top", ".main-nav ul")
            )
            assert top <= 190
            assert menu < 60, "the menu has two rows"
            other = "Alltags-Sprache" if "leichte" in path else "Leichte Sprache"
            for name in ("Hilfe sofort", other):
                assert page.locator(".tools").get_by_role("link", name=name).is_visible()


@pytest.fixture(scope="module")
def early(tabs: Tabs) -> Page:
    """A tab with scripts, before anything has passed, that marks what waits for a script."""
    page = tabs(viewport=PHONE, java_script_enabled=True)
    page.clock.set_fixed_time(EARLY)
    page.add_init_script(MARK)
    return page


def test_nobody_needs_scripts(
    early: Page, tabs: Tabs, address: str, pages: Sequence[Sample]
) -> None:
    def words(page: Page) -> list[str]:
        if page.locator("[data-added]").count():
            page.evaluate(TAKE)
        # One line differs, which test_time.py looks at.
        page.locator(STAND).evaluate("line => line.remove()")
        return [line for line in page.inner_text("body").splitlines() if line]

    without = tabs(viewport=PHONE, java_script_enabled=False)
    shown = [faults_of(page, address, pages, words) for page in (early, without)]
    assert shown[0].keys() == shown[1].keys() == {sample.path for sample in pages}
    # Scripts may take the place of what stands in for them; nothing else appears by them alone.
    assert {path: set(shown[0][path]) - set(shown[1][path]) for path in shown[0]} == {
        path: set() for path in shown[0]
    }


@pytest.mark.parametrize("path", ["", "angebote/cafe-am-fluss/", "stadtbezirke/"])
def test_pages_are_the_same_without_scripts(browser: Browser, address: str, path: str) -> None:
    url = f"{address}city/{path}"
    pictures = []
    for is_on in (True, False):
        with tab(browser, viewport=PHONE, java_script_enabled=is_on) as page:
            if is_on:
                page.clock.set_fixed_time(EARLY)
                page.add_init_script(MARK)
            page.goto(url)
            if is_on:
                page.evaluate(TAKE)
            # Up to the line that differs.
            line = page.locator(STAND).bounding_box()
            assert line
            upper = FloatRect(x=0, y=0, width=PHONE["width"], height=line["y"])
            pictures.append(page.screenshot(full_page=True, clip=upper))
    assert pictures[0] == pictures[1]


def test_paper_shows_help_and_no_navigation(
    tabs: Tabs, address: str, pages: Sequence[Sample]
) -> None:
    def printed(page: Page) -> list[str]:
        page.emulate_media(media="print")
        there = ["#hilfe", "#hilfe a.tel", "h1", "main"]
        # A sheet to take along leaves out an office that has no number.
        if page.locator(".no-phone, [href$='papier.css']").count() < 2:
            there.append("#kontakt")
        found = [f"missing: {name}" for name in there if not page.locator(name).first.is_visible()]
        gone = (".main-nav", ".skip", ".tools", ".foot-nav", ".feedback")
        found += [f"there: {name}" for name in gone if page.locator(name).first.is_visible()]
        ink = page.evaluate(PALE)
        page.emulate_media(media="screen")
        return [*found, *ink, *gates(page, "overflow")]

    assert faults_of(tabs(viewport=PAPER), address, pages, printed) == {}


def test_everything_can_be_reached_and_seen_by_keyboard(
    tabs: Tabs, address: str, pages: Sequence[Sample]
) -> None:
    page = tabs(viewport=DESKTOP)
    assert faults_of(page, address, pages, lambda page: page.evaluate(STOPS)) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_stop_of_the_keyboard_can_be_seen(
    browser: Browser, address: str, scheme: Any
) -> None:
    url = address + "city/angebote/cafe-am-fluss/"
    with opened(browser, url, viewport=DESKTOP, color_scheme=scheme) as page:
        stops = []
        for _ in range(150):
            page.keyboard.press("Tab")
            stop = page.evaluate(
                """async () => {
                  // Chromium scrolls to the stop with the next picture it draws.
                  await new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn)));
                  const e = document.activeElement;
                  if (!e || e === document.body) return null;
                  const style = getComputedStyle(e), box = e.getBoundingClientRect();
                  return {text: e.textContent.trim(), outline: parseFloat(style.outlineWidth),
                    kind: style.outlineStyle, ring: style.boxShadow,
                    // The ring around the stop has to be seen, too.
                    seen: box.top >= 6 && box.bottom + 6 <= innerHeight && box.left >= 6};
                }"""
            )
            if stop is None:
                break
            stops.append(stop)
        assert len(stops) > 30
        assert stops[0]["text"] == "Zum Inhalt springen"
        for stop in stops:
            assert stop["seen"], stop
            assert (stop["outline"], stop["kind"]) == (3, "solid"), stop
            assert "3px" in stop["ring"], stop


def test_skip_links_lead_past_the_frame(browser: Browser, address: str) -> None:
    with opened(browser, address + "city/", viewport=PHONE) as page:
        page.keyboard.press("Tab")
        assert page.locator(".skip a").first.is_visible()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "inhalt"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_changing_to_easy_language_keeps_the_place(browser: Browser, address: str) -> None:
    with opened(browser, address + "city/angebote/cafe-am-fluss/") as page:
        page.locator(".tools").get_by_role("link", name="Leichte Sprache").click()
        assert page.url == address + "city/leichte-sprache/angebote/cafe-am-fluss/"
        assert page.evaluate("document.documentElement.lang") == "de-simple"
        page.locator(".tools").get_by_role("link", name="Alltags-Sprache").click()
        assert page.url == address + "city/angebote/cafe-am-fluss/"


def test_what_hides_from_keyboard_or_paper_would_be_found(browser: Browser, address: str) -> None:
    with opened(browser, address + "city/angebote/", viewport=DESKTOP) as page:
        page.evaluate(
            """() => {
              const seen = [...document.querySelectorAll('.card')].find(e => e.checkVisibility());
              seen.querySelector('.card-title a').style.outline = '0';
              document.querySelector('.lead').style.color = '#777';
            }"""
        )
        for look in (STOPS, PALE):
            assert len(page.evaluate(look)) >= 1
        page.reload()
        assert page.evaluate(STOPS) == []


def test_a_former_address_leads_on(browser: Browser, address: str) -> None:
    site, path = REDIRECT
    with opened(browser, f"{address}{site}/{path}") as page:
        page.wait_for_url(address + "city/angebote/cafe-am-fluss/")


def test_a_wrong_address_is_answered_at_any_depth(browser: Browser, address: str) -> None:
    with opened(browser, address + "city/angebote/gibt/es/nicht/") as page:
        assert "gibt es nicht" in page.locator("h1").inner_text()
        assert page.evaluate("document.styleSheets[0].cssRules.length") > 50
        page.get_by_role("link", name="Alle Angebote ansehen").click()
        assert page.url == address + "city/angebote/"


def test_forced_colours_keep_borders_and_focus(browser: Browser, address: str) -> None:
    with opened(browser, address + "city/angebote/cafe-am-fluss/", forced_colors="active") as page:
        border = page.evaluate("getComputedStyle(document.querySelector('.crisis')).borderTopStyle")
        assert border == "solid"
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
