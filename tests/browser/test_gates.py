"""Every kind of page in every mode: axe, and gates of our own for what no engine sees.

Each gate is proved by a defect that it has to find.
"""

from collections.abc import Callable, Sequence

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.gates import DESKTOP, MODES, audit, gates, point_at_everything
from tests.browser.looking import Tabs, faults_of, opened
from tests.browser.samples import OTHERS, Sample
from tests.browser.test_pages import FLAT, clipped, overflow

pytestmark = pytest.mark.browser

# Where every kind of link and control of the house stands.
POINTED_AT = (
    *("", "angebote/", "angebote/cafe-am-fluss/", "stadtbezirke/", "wegfinder/", "merkzettel/"),
    *("angebot-melden/", "heute/", "leichte-sprache/"),
)

# A defect for each gate, as somebody might put it into a template or sheet some day.
DEFECTS = {
    "focus": "document.querySelector('.brand').style.outlineColor = '#777'",
    "borders": "document.querySelector('[type=search]').style.border = '1px solid #ddd'",
    "motion": "document.querySelector('h1').style.transition = 'color 0.3s'",
    "headings": "document.querySelector('main p').style.cssText = 'font: bold 2rem serif'",
    "order": "main.insertAdjacentHTML('beforeend', '<h6>Zu tief</h6>')",
    "links": """main.insertAdjacentHTML('beforeend',
      '<a href="/x/">mehr</a> <a href="/y/">Zum Hof</a> <a href="/z/">Zum Hof</a>')""",
    "pictures": "main.insertAdjacentHTML('beforeend', '<img alt=\"IMG_0815.jpg\">')",
    "captions": "main.insertAdjacentHTML('beforeend', '<video controls></video>')",
    "language": "main.insertAdjacentHTML('beforeend', '<p>Ласкаво просимо</p>')",
    "landmarks": "document.querySelector('nav').removeAttribute('aria-label')",
    "targets": "document.querySelector('#inhalt').removeAttribute('tabindex')",
    "sizes": "document.querySelector('.tools a').style.cssText = 'min-height: 0; padding: 0'",
}


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing(tabs: Tabs, address: str, pages: Sequence[Sample], mode: str) -> None:
    # What is there more than once is looked at in two modes, one of each kind in all.
    looked_at = [it for it in pages if it.is_rich or mode in {"light", "dark"}]
    assert faults_of(tabs(**MODES[mode]), address, looked_at, audit) == {}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_nothing_is_wrong_that_no_engine_sees(
    tabs: Tabs, address: str, pages: Sequence[Sample], mode: str
) -> None:
    assert faults_of(tabs(**MODES[mode]), address, pages, gates) == {}


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("path", POINTED_AT)
def test_what_is_pointed_at_can_be_read(tabs: Tabs, address: str, path: str, mode: str) -> None:
    page = tabs(**MODES[mode])
    page.goto(f"{address}city/{path}")
    point_at_everything(page)
    assert audit(page) == []


def test_what_fades_under_the_pointer_would_be_found(browser: Browser, address: str) -> None:
    with opened(browser, address + "city/", viewport=DESKTOP) as page:
        page.evaluate(
            """() => {
              const sheet = new CSSStyleSheet();
              sheet.replaceSync('main a:hover { color: #9ab !important }');
              document.adoptedStyleSheets = [sheet];
            }"""
        )
        assert audit(page) == []
        point_at_everything(page)
        assert any(fault.startswith("color-contrast") for fault in audit(page))


@pytest.mark.parametrize("mode", MODES)
def test_other_pages_are_no_worse(
    tabs: Tabs, address: str, others: Sequence[Sample], mode: str
) -> None:
    def look(page: Page) -> Sequence[str]:
        flat = page.evaluate(FLAT) if mode == "forced-colours" else []
        return [*audit(page), *gates(page), *overflow(page), *clipped(page), *flat]

    assert len(others) >= OTHERS
    assert faults_of(tabs(**MODES[mode]), address, others, look) == {}


def test_axe_would_find_something(browser: Browser, address: str) -> None:
    with opened(browser, address + "city/", viewport=DESKTOP) as page:
        page.evaluate(
            """() => {
              document.querySelector('.lead').style.color = '#6b6b6b';  // 5:1
              document.querySelector('.lead').style.background = '#fff';
              document.querySelector('h2').style.color = '#9ab';
              document.querySelector('main img').removeAttribute('alt');
              document.querySelector('nav').removeAttribute('aria-label');
              document.querySelector('main').append(document.createElement('button'));
            }"""
        )
        found = " ".join(audit(page))
        for rule in ("color-contrast:", "color-contrast-enhanced:", "image-alt:", "button-name:"):
            assert rule in found


@pytest.fixture(scope="module")
def spoiled(browser: Browser, address: str) -> Callable[[str], Sequence[str]]:
    """What the gates say of a page with a defect."""

    def look(defect: str) -> Sequence[str]:
        with opened(browser, address + "city/angebote/", viewport=DESKTOP) as page:
            assert gates(page) == []
            page.evaluate(f"() => {{ const main = document.querySelector('main'); {defect} }}")
            return gates(page)

    return look


@pytest.mark.parametrize("gate", DEFECTS)
def test_each_gate_bites(spoiled: Callable[[str], Sequence[str]], gate: str) -> None:
    assert [fault for fault in spoiled(DEFECTS[gate]) if fault.startswith(f"{gate}:")]


def test_every_gate_is_proved(browser: Browser, address: str) -> None:
    with opened(browser, address + "city/") as page:
        gates(page)
        assert page.evaluate("Object.keys(gates)") == list(DEFECTS)
