"""Every kind of page in every mode: axe, and gates of our own for what no engine sees.

Each condition of each gate is proved by a defect that it has to find.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.defects import AXE, DEFECTS, Defect
from tests.browser.gates import DESKTOP, MODES, audit, faults, gates, point_at_everything, show
from tests.browser.looking import Tabs, faults_of, opened
from tests.browser.samples import OTHERS, Sample

pytestmark = pytest.mark.browser

# Where every kind of link and control of the house stands.
POINTED_AT = (
    *("", "angebote/", "angebote/cafe-am-fluss/", "stadtbezirke/", "wegfinder/", "merkzettel/"),
    *("angebot-melden/", "heute/", "leichte-sprache/"),
)

# The page as it was before a defect; what its scripts hold on to is not asked for any more.
KEEP = "window.kept = document.body.cloneNode(true)"
RESTORE = "document.body.replaceWith(kept.cloneNode(true))"


def test_nothing_is_wrong_in_any_mode(tabs: Tabs, address: str, pages: Sequence[Sample]) -> None:
    rich = [sample for sample in pages if sample.is_rich]
    assert faults_of(tabs(viewport=DESKTOP), address, rich, faults) == {}


def test_pages_with_little_on_them_are_whole(
    tabs: Tabs, address: str, pages: Sequence[Sample]
) -> None:
    """Their colours are those of rich ones; what may go wrong is that something is not there."""
    poor = [sample for sample in pages if not sample.is_rich]
    but_dark = partial(faults, modes=[mode for mode in MODES if mode != "dark"])
    assert faults_of(tabs(viewport=DESKTOP), address, poor, but_dark) == {}


def test_other_pages_are_no_worse(tabs: Tabs, address: str, others: Sequence[Sample]) -> None:
    assert len(others) >= OTHERS
    assert faults_of(tabs(viewport=DESKTOP), address, others, faults) == {}


@pytest.mark.parametrize("path", POINTED_AT)
def test_what_is_pointed_at_can_be_read(tabs: Tabs, address: str, path: str) -> None:
    page = tabs(viewport=DESKTOP)
    page.goto(f"{address}city/{path}")
    point_at_everything(page)
    # Narrow windows have the same colours, and forced ones are the system's.
    for mode in ("dark", "light"):
        show(page, mode)
        assert audit(page) == [], mode


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


Spoil: TypeAlias = Callable[[Defect], Page]


@pytest.fixture(scope="module")
def spoiled(browser: Browser, address: str) -> Iterator[Spoil]:
    """The same page with one defect after another."""
    url = address + "city/angebote/"
    # The page itself lets nobody write styles into it.
    with opened(browser, url, viewport=DESKTOP, bypass_csp=True) as page:
        page.evaluate(KEEP)

        def spoil(defect: Defect) -> Page:
            page.evaluate(RESTORE)
            show(page, defect.mode)
            whole = gates(page)
            assert whole == []
            # It gets in before anybody changes how the page looks to them.
            show(page, "light")
            page.evaluate(
                f"() => {{ const main = document.querySelector('main'); {defect.script} }}"
            )
            show(page, defect.mode)
            return page

        yield spoil


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda it: f"{it.gate}-{it.name}")
def test_each_condition_of_each_gate_bites(spoiled: Spoil, defect: Defect) -> None:
    assert gates(spoiled(defect), defect.gate)


@pytest.mark.parametrize("defect", AXE, ids=lambda it: f"{it.gate}-{it.name}")
def test_axe_bites(spoiled: Spoil, defect: Defect) -> None:
    assert [it for it in audit(spoiled(defect)) if it.startswith(f"{defect.gate}:")]


def test_every_gate_is_proved(browser: Browser, address: str) -> None:
    with opened(browser, address + "city/") as page:
        gates(page)
        assert {*page.evaluate("Object.keys(gates)")} == {it.gate for it in DEFECTS}
