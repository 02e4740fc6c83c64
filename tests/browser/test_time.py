"""What time does to a page after it was built, in browsers all over the world.

A city with events on the days on which clocks change is built once; the browser's clock is set,
and its own time zone is never that of the city.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sitegen.compare import compare, preview
from sitegen.order import Order
from sitegen.pipeline import build
from tests.browser.gates import DESKTOP, PHONE, audit
from tests.browser.looking import opened
from tests.browser.sites import ROOT, serving
from tests.browser.test_pages import PALE, PAPER, STAND
from tests.components.test_components import PAGES, render
from tests.golden.conftest import settle

pytestmark = pytest.mark.browser

BUILT = date(2026, 3, 1)
LIST = "city/veranstaltungen/"
TODAY = "city/tagesliste/"
PAST = ".past"

EVENT = """titel: {title}
kurz: Ein Fest.
ort_text: Anger
beginn: {begin}
ende: {end}
pflege:
  status: veroeffentlicht
  geprueft_am: 2026-02-24
  geprueft_von: Redaktion
  quellen:
    - art: telefonat
      datum: 2026-02-24
"""

# Title, begin and end as editors write them, and the moment from which it is over.
EVENTS = {
    "Abendfest": ("2026-03-20 18:00", "2026-03-20 20:00", datetime(2026, 3, 20, 19, tzinfo=UTC)),
    "Fest am kurzen Tag": ("2026-03-29", "2026-03-29", datetime(2026, 3, 29, 22, tzinfo=UTC)),
    "Fest in der kurzen Nacht": (
        "2026-03-29 01:00",
        "2026-03-29 03:30",
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
    ),
    "Fest am langen Tag": ("2026-10-25", "2026-10-25", datetime(2026, 10, 25, 23, tzinfo=UTC)),
    "Fest in der langen Nacht": (
        "2026-10-25 01:00",
        "2026-10-25 03:30",
        datetime(2026, 10, 25, 2, 30, tzinfo=UTC),
    ),
}
EVENING = EVENTS["Abendfest"][2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The served folder: the city with these events, and a list of one day."""
    found = tmp_path_factory.mktemp("zeit")
    project = settle(found / "source")
    for title, (begin, end, _) in EVENTS.items():
        name = title.lower().replace(" ", "-")
        text = EVENT.format(title=title, begin=begin, end=end)
        (project / "content" / "veranstaltungen" / f"{name}.yaml").write_text(text, "utf-8")
    order = Order(project, ROOT / "templates", found / "city", BUILT, None)
    outcome = build(order)
    assert outcome.is_published, [finding.message for finding in outcome.findings]
    page = (found / LIST / "index.html").read_text("utf-8")
    day = {"words": "Freitag, 20. März 2026", "machine": "2026-03-20"}
    note = render("time.html", "list_of", day, PAGES["de"])
    (found / TODAY).mkdir()
    (found / TODAY / "index.html").write_text(page.replace("</h1>", f"</h1>{note}"), "utf-8")
    return found


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Where it is served."""
    with serving(folder) as found:
        yield found


@contextmanager
def at(browser: Browser, now: datetime, url: str, **options: Any) -> Iterator[Page]:
    """The page as it is opened at that moment, with a clock that only the test moves on."""
    context = browser.new_context(**{"timezone_id": "Asia/Tokyo", "viewport": DESKTOP, **options})
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    try:
        page.clock.install(time=now - timedelta(hours=1))
        page.clock.pause_at(now)
        page.goto(url)
        yield page
    finally:
        context.close()
    assert faults == []


def marked(page: Page) -> set[str]:
    """The titles of the cards that say they are past."""
    cards = page.locator(f".card{PAST}")
    assert all("– vorbei" in text for text in cards.all_inner_texts())
    return set(cards.locator("h3").all_inner_texts()) & set(EVENTS)


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo", "Pacific/Kiritimati"])
@pytest.mark.parametrize("title", EVENTS)
def test_a_date_passes_at_its_minute_wherever_one_is(
    browser: Browser, address: str, title: str, zone: str
) -> None:
    over = EVENTS[title][2]
    before = {name for name, event in EVENTS.items() if event[2] < over}
    with at(browser, over - timedelta(seconds=90), address + LIST, timezone_id=zone) as page:
        assert marked(page) == before
        page.clock.run_for(89_000)
        assert marked(page) == before
        page.clock.run_for(1_000)
        assert marked(page) == before | {title}
        page.clock.run_for(600_000)
        assert (
            page.locator(f"{PAST} strong", has_text="vorbei").count() == page.locator(PAST).count()
        ), "each says it once"


def test_the_page_of_an_event_says_so_too(browser: Browser, address: str) -> None:
    url = address + "city/veranstaltungen/abendfest/"
    with at(browser, EVENING - timedelta(minutes=1), url) as page:
        assert page.locator(PAST).count() == 0
        page.clock.run_for(60_000)
        said = page.locator(f".glance {PAST}").inner_text()
        assert said == "Freitag, 20. März 2026, 18–20 Uhr – vorbei"


def test_the_notice_of_these_days_goes_by_itself(browser: Browser, address: str) -> None:
    last_minute = datetime(2026, 4, 9, 21, 59, tzinfo=UTC)
    with at(browser, last_minute, address + "city/") as page:
        notice = page.locator("header", has_text="Aktuell: Am 9. April")
        assert notice.locator("[data-last]").is_visible()
        page.clock.run_for(60_000)
        assert not notice.locator("[data-last]").is_visible()


def test_reading_goes_on_where_it_was(browser: Browser, address: str) -> None:
    place = """() => {
      const link = document.activeElement;
      return [link.textContent, link.getBoundingClientRect().top];
    }"""
    with at(browser, EVENING - timedelta(minutes=1), address + LIST, viewport=PHONE) as page:
        page.get_by_role("link", name="Fest am langen Tag").focus()
        before, top = page.evaluate(place)
        page.clock.run_for(60_000)
        assert marked(page) == {"Abendfest"}
        # One picture later, when the browser has kept the place.
        page.screenshot()
        assert page.evaluate(place) == [before, pytest.approx(top, abs=1)]


def test_who_comes_back_sees_what_has_passed(browser: Browser, address: str) -> None:
    with at(browser, EVENING - timedelta(hours=1), address + LIST) as page:
        page.get_by_role("link", name="Fest am kurzen Tag").click()
        page.clock.set_fixed_time(EVENING)
        page.go_back()
        assert marked(page) == {"Abendfest"}


def test_a_tab_that_slept_is_right_when_it_is_looked_at(browser: Browser, address: str) -> None:
    for event, target in (("visibilitychange", "document"), ("pageshow", "window")):
        with at(browser, EVENING - timedelta(hours=1), address + LIST) as page:
            page.clock.set_fixed_time(EVENING)
            assert marked(page) == set()
            page.evaluate(f"{target}.dispatchEvent(new Event('{event}'))")
            assert marked(page) == {"Abendfest"}


NOTE = "Diese Liste ist vom Freitag, 20. März 2026."


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
def test_a_list_of_one_day_says_when_that_day_is_over(
    browser: Browser, address: str, zone: str
) -> None:
    midnight = datetime(2026, 3, 20, 23, tzinfo=UTC)
    with at(browser, midnight - timedelta(minutes=1), address + TODAY, timezone_id=zone) as page:
        assert not page.get_by_text(NOTE).is_visible()
        page.clock.run_for(60_000)
        assert page.get_by_text(NOTE).is_visible()


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
def test_the_foot_says_how_old_the_site_is(browser: Browser, address: str, zone: str) -> None:
    fresh = "Stand dieser Seite: 1. März 2026"
    midnight = datetime(2026, 3, 4, 23, tzinfo=UTC)
    with at(browser, midnight - timedelta(minutes=1), address + LIST, timezone_id=zone) as page:
        line = page.locator(STAND)
        assert line.inner_text() == fresh
        page.clock.run_for(60_000)
        assert line.inner_text().startswith(f"{fresh}. Seitdem wurde sie nicht erneuert.")
        line.click()
        assert page.url == address + "city/stand/"


def test_a_clock_that_is_slow_makes_nothing_old(browser: Browser, address: str) -> None:
    with at(browser, datetime(2001, 1, 1, tzinfo=UTC), address + TODAY) as page:
        assert page.locator(PAST).count() == 0
        assert not page.get_by_text(NOTE).is_visible()
        assert page.locator(STAND).inner_text() == "Stand dieser Seite: 1. März 2026"


def test_without_scripts_the_page_shows_its_dates(browser: Browser, address: str) -> None:
    with opened(browser, address + TODAY, java_script_enabled=False) as page:
        assert page.locator(PAST).count() == 0
        assert not page.get_by_text(NOTE).is_visible()
        assert page.get_by_text("Freitag, 20. März 2026, 18–20 Uhr").is_visible()
        page.get_by_role("link", name="Von wann sind diese Seiten?").click()
        assert page.url == address + "city/stand/"
        assert page.locator("time").first.inner_text() == "Sonntag, 1. März 2026"


@pytest.mark.parametrize(
    "lack",
    [
        "delete window.Intl",
        "Intl.DateTimeFormat = function () { throw new RangeError('no zones'); }",
    ],
)
def test_a_browser_without_time_zones_stays_silent(
    browser: Browser, address: str, lack: str
) -> None:
    with at(browser, EVENING, address + TODAY) as page:
        page.add_init_script(lack)
        page.reload()
        assert marked(page) == {"Abendfest"}
        assert not page.get_by_text(NOTE).is_visible()
        assert page.locator(STAND).inner_text() == "Stand dieser Seite: 1. März 2026"


def test_without_the_shared_file_the_question_stays(browser: Browser, address: str) -> None:
    with at(browser, EVENING, address + LIST) as page:
        page.route("**/stand.js", lambda route: route.fulfill(body=""))
        page.reload()
        assert marked(page) == {"Abendfest"}
        assert page.locator(STAND).inner_text() == "Von wann sind diese Seiten?"


def test_it_works_from_a_disk(browser: Browser, folder: Path, tmp_path: Path) -> None:
    for file, data in preview(compare(tmp_path / "none", folder / "city"), folder / "city"):
        target = tmp_path / "vorschau" / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    shown = tmp_path / "vorschau" / "seite" / "veranstaltungen" / "index.html"
    for path in (folder / LIST / "index.html", shown):
        with at(browser, EVENING, path.as_uri()) as page:
            assert marked(page) == {"Abendfest"}
            assert page.locator(STAND).inner_text().startswith("Stand dieser Seite: 1. März")


@pytest.mark.parametrize(
    "options",
    [{"color_scheme": "light"}, {"color_scheme": "dark", "viewport": PHONE}],
    ids=["light", "dark"],
)
def test_what_has_passed_can_be_read_by_everyone(
    browser: Browser, address: str, options: dict[str, Any]
) -> None:
    moment = datetime(2026, 3, 29, 12, tzinfo=UTC)
    for path in (TODAY, "city/veranstaltungen/abendfest/"):
        with at(browser, moment, address + path, **options) as page:
            assert page.locator(PAST).count() > 0
            page.clock.resume()
            assert audit(page) == []


@pytest.mark.parametrize("colours", ["none", "active"])
def test_what_has_passed_is_told_by_more_than_colour(
    browser: Browser, address: str, colours: Any
) -> None:
    look = """card => {
      const style = getComputedStyle(document.querySelector(card));
      return [style.borderTopStyle, style.color];
    }"""
    with at(browser, EVENING, address + LIST, forced_colors=colours) as page:
        past, still = page.evaluate(look, ".card.past"), page.evaluate(look, ".card:not(.past)")
        assert (past[0], still[0]) == ("dashed", "solid")
        assert (past[1] == still[1]) is (colours == "active")
        assert page.locator(PAST).get_by_text("vorbei", exact=True).first.is_visible()


def test_paper_shows_dates_and_day_in_black(browser: Browser, address: str) -> None:
    with at(browser, EVENING, address + LIST, viewport=PAPER) as page:
        page.emulate_media(media="print")
        assert marked(page) == {"Abendfest"}
        assert page.locator(STAND).is_visible()
        assert page.evaluate(PALE) == []
