"""The finder as visitors use it: search, narrow, go back, by keyboard, and without scripts.

The real site changes without these tests: what they choose there is taken from the page itself.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.browser.gates import DESKTOP, PHONE, audit, gates
from tests.browser.looking import opened, tab
from tests.browser.test_pages import STOPS

pytestmark = pytest.mark.browser

NARROW: ViewportSize = {"width": 320, "height": 640}
PLACES = {"thema": "themen", "bezirk": "stadtbezirke", "zielgruppe": "zielgruppen"}
FOUND = re.compile(r"^(\d+) Angebote? pass(?:t|en)$")

# For each value of the form the offers that the search finds by it alone.
BY_VALUE = """() => {
  const {search} = gemeinsam;
  return [...document.querySelectorAll('.facets input')].map(({name, value}) => [
    name, value, search.find({chosen: {[name]: [value]}}).hits.map(({no}) => search.card(no).id)]);
}"""

# What is seen of each card, by the address it leads to.
CARDS = """(list) => [...list.querySelectorAll('.card')].map(card => [
  card.querySelector('a').href, card.innerText, card.offsetHeight,
  card.querySelector('.card-sign').innerHTML.trim(), card.querySelector('h3').className,
  card.querySelector('.card-standing').className, card.querySelector('[data-keep]').dataset.keep,
  card.querySelector('[data-keep]').textContent.trim()])"""

# Controls that keep no ring around them, or are too small for a thumb.
CONTROLS = """() => [...document.querySelectorAll('main input, main button, main summary')]
  .filter(e => e.checkVisibility())
  .filter(e => {
    e.focus();
    const style = getComputedStyle(e), box = (e.closest('label') || e).getBoundingClientRect();
    return style.outlineWidth !== '3px' || !style.boxShadow.includes('3px')
      || box.height < 44 || box.width < 24;
  })
  .map(e => e.outerHTML.slice(0, 80))"""


@contextmanager
def watched(browser: Browser, **options: Any) -> Iterator[tuple[Page, list[str]]]:
    """A tab, and the addresses it asks for; nothing may go wrong in it."""
    with tab(browser, **options) as page:
        asked: list[str] = []
        faults: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page, asked
        assert faults == []


HOST = "von Mila · "


def status(page: Page) -> Locator:
    return page.locator("main").get_by_role("status")


def count(page: Page) -> int:
    """How many offers are said to fit."""
    expect(status(page)).to_have_text(FOUND)
    found = FOUND.match(status(page).inner_text())
    assert found
    return int(found[1])


def results(page: Page) -> Locator:
    return page.locator("[data-part=cards] .card")


def choose(page: Page, facet: str, below: int) -> tuple[str, int]:
    """Choose, by keyboard, the first value that leaves some of the results and not all."""
    page.locator(f"[data-question={facet}] summary").focus()
    page.keyboard.press("Enter")
    for label in page.locator(f"[data-question={facet}] label").all():
        amount = int(label.locator(".amount").inner_text())
        if 0 < amount < below:
            label.locator("input").focus()
            page.keyboard.press("Space")
            return label.locator("span").first.inner_text(), amount
    raise AssertionError(facet)


def test_breakfast_nearby_is_found_narrowed_and_found_again(browser: Browser, address: str) -> None:
    url = f"{address}real/angebote/"
    with watched(browser, viewport=PHONE) as (page, asked):
        page.goto(url)
        title = page.title()
        page.get_by_role("searchbox").press_sequentially("Frühstück in meiner Nähe")
        everything = count(page)
        expect(page.locator("[data-part=list]")).to_be_hidden()
        expect(results(page)).to_have_count(min(everything, 20))
        expect(results(page).first.locator("mark").first).to_have_text("Frühstück")

        page.get_by_role("button", name="Stadtbezirk wählen").click()
        expect(page.locator("[data-question=bezirk] summary")).to_be_focused()
        page.keyboard.press("Enter")
        district, left = choose(page, "bezirk", everything)
        expect(status(page)).to_have_text(FOUND)
        expect(page.locator(":focus")).to_be_checked()
        chip = page.get_by_role("button", name=f"{district} entfernen")
        expect(chip).to_be_visible()
        assert count(page) == left == results(page).count()
        narrowed = page.url
        assert "bezirk=" in narrowed

        page.locator("[data-question=modus] summary").click()
        page.get_by_label(re.compile("Vor Ort")).check()
        expect(page.get_by_role("button", name="Vor Ort entfernen")).to_be_visible()
        assert page.url == f"{narrowed}&modus=vor-ort"
        page.get_by_role("button", name="Angebote ansehen").click()
        expect(status(page)).to_be_focused()
        expect(page.get_by_label(re.compile("Vor Ort"))).to_be_hidden()

        page.go_back()
        expect(page.get_by_role("button", name="Vor Ort entfernen")).to_have_count(0)
        assert page.url == narrowed
        assert count(page) == left
        chip.click()
        expect(chip).to_have_count(0)
        expect(status(page)).to_be_focused()
        assert count(page) == everything
        page.go_back()
        expect(chip).to_be_visible()

        page.get_by_role("button", name="Alles zurücksetzen").click()
        expect(page.get_by_role("searchbox")).to_be_focused()
        expect(page.locator("[data-part=list]")).to_be_visible()
        expect(status(page)).to_be_empty()
        assert page.url == url
        page.go_back()
        expect(page.get_by_role("searchbox")).to_have_value("Frühstück in meiner Nähe")
        assert page.url == narrowed
        page.go_forward()
        expect(page.locator("[data-part=list]")).to_be_visible()
        assert page.title() == title
    assert all(it.startswith(address) for it in asked)
    assert not any(re.search(r"stück|st%C3%BCck|bezirk=|q=", it) for it in asked)


def test_deep_links_and_forms_elsewhere_lead_to_results(browser: Browser, address: str) -> None:
    url = f"{address}city/angebote/"
    with watched(browser, viewport=PHONE) as (page, asked):
        page.goto(f"{address}city/")
        page.get_by_role("searchbox").fill("Kaffeeklatsch")
        page.keyboard.press("Enter")
        assert count(page) >= 1
        assert page.url == f"{url}#q=Kaffeeklatsch"
        expect(page.get_by_role("link", name="Café am Fluss")).to_be_visible()
        assert not any("klatsch" in it for it in asked)

        page.goto(f"{url}?q=Plaudern")
        assert count(page) >= 1
        assert page.url == f"{url}#q=Plaudern"
        asked.clear()

        page.goto(f"{url}#modus=telefon&tag=unbekannt&modus=gibt-es-nicht")
        chips = page.locator("[data-part=chips] button")
        expect(chips).to_have_count(2)
        expect(chips.nth(1)).to_have_text("Tag: Noch nicht bekannt entfernen")
        # Anchors lead to their places and leave what is asked for alone, also for who comes back.
        page.locator("a[href='#hilfe']").last.click()
        assert page.evaluate("document.querySelector('#hilfe').getBoundingClientRect().top") < 100
        expect(chips).to_have_count(2)
        page.reload()
        expect(chips).to_have_count(2)
        assert not any("telefon" in it for it in asked)


def test_nothing_found_helps_on(browser: Browser, address: str) -> None:
    with watched(browser, viewport=PHONE) as (page, _):
        page.goto(f"{address}city/angebote/#q=Quastenflosser&bezirk=altstadt")
        expect(status(page)).to_have_text("Dazu haben wir noch nichts")
        expect(page.get_by_role("link", name="Büro für Nachbarschaft fragen")).to_be_visible()
        helpers = page.locator("[data-part=none]")
        expect(helpers.get_by_role("link", name="sonntags")).to_be_visible()
        ways = page.locator("[data-part=wider] button")
        expect(ways).to_have_text([re.compile("^Ohne „Quastenflosser“: ")])
        ways.click()
        assert count(page) == results(page).count() > 0
        expect(status(page)).to_be_focused()
        assert page.url.endswith("#bezirk=altstadt")


def test_the_first_result_is_seen_on_a_small_phone(browser: Browser, address: str) -> None:
    small: ViewportSize = {"width": 360, "height": 640}
    with watched(browser, viewport=small) as (page, _):
        page.goto(f"{address}real/angebote/#q=Kaffee")
        expect(results(page).first).to_be_in_viewport()


def test_what_there_is_everywhere_is_one_button_away(browser: Browser, address: str) -> None:
    with watched(browser, viewport=DESKTOP) as (page, _):
        page.goto(f"{address}real/angebote/#bezirk=mitte")
        here = count(page)
        button = page.get_by_role("button", name="für ganz Stuttgart")
        found = re.match(r"Dazu (\d+) Angebote für", button.inner_text())
        assert found
        button.click()
        expect(page.get_by_role("button", name="Ganze Stadt entfernen")).to_be_visible()
        assert count(page) == here + int(found[1])
        expect(button).to_be_hidden()


def test_keyboard_alone_is_enough(browser: Browser, address: str) -> None:
    with watched(browser, viewport=DESKTOP) as (page, _):
        page.goto(f"{address}crowd/angebote/")

        def go(selector: str) -> None:
            """Press Tab until there."""
            for _ in range(80):
                page.keyboard.press("Tab")
                if page.evaluate("s => document.activeElement.matches(s)", selector):
                    return
            raise AssertionError(selector)

        go("[type=search]")
        page.keyboard.type("Mittagstisch")
        page.keyboard.press("Enter")
        everything = count(page)
        assert everything > 100
        go("[data-question=thema] summary")
        page.keyboard.press("Enter")
        go("[name=thema][value=begegnung]")
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name="entfernen")).to_have_count(1)
        expect(status(page)).not_to_contain_text(str(everything))
        assert page.evaluate("document.activeElement.value") == "begegnung"
        assert 20 < count(page) < everything
        expect(results(page)).to_have_count(20)
        go("[data-part=more]")
        page.keyboard.press("Enter")
        expect(results(page)).to_have_count(40)
        expect(results(page).nth(20).locator("h3 a")).to_be_focused()


def test_results_look_like_all_other_cards(browser: Browser, address: str) -> None:
    every = "#kennenlernen=ja&kennenlernen=nein&kennenlernen=unbekannt"
    with watched(browser, viewport=PHONE) as (page, _):
        page.goto(f"{address}city/angebote/")
        usual = page.locator("[data-part=list]").evaluate(CARDS)
        page.goto(f"{address}city/angebote/{every}")
        expect(results(page)).to_have_count(len(usual))
        expect(results(page).first.locator("p").first).not_to_be_empty()
        # Private persons stand on pages, in no data of the search.
        known = [
            [it.replace(HOST, "") if isinstance(it, str) else it for it in card] for card in usual
        ]
        assert known != usual
        assert sorted(page.locator("[data-part=cards]").evaluate(CARDS)) == sorted(known)


@pytest.mark.parametrize("site", ["real", "city"])
def test_pages_without_scripts_reach_the_same_offers(
    browser: Browser, address: str, folder: Path, site: str
) -> None:
    with tab(browser) as page:
        page.goto(f"{address}{site}/angebote/")
        page.get_by_role("searchbox").focus()
        # As functions: what has to be evaluated again and again, our pages forbid.
        page.wait_for_function("() => window.gemeinsam && gemeinsam.search && gemeinsam.data")
        page.wait_for_function("() => gemeinsam.search.find({}).hits.length")
        found = page.evaluate(BY_VALUE)
    assert len(found) > 20
    everywhere = listed(folder / site / "merkmale/bezirk-ganze-stadt")
    for name, value, offers in found:
        page_of = folder / site / f"merkmale/{name}-{value}"
        # A district's page also shows what there is for the whole city.
        others = everywhere if name == "bezirk" else set()
        if not page_of.is_dir():
            page_of = folder / site / PLACES[name] / value
        shown = listed(page_of)
        assert offers, page_of
        assert set(offers) <= shown <= {*offers, *others}, page_of


def listed(page: Path) -> set[str]:
    """The offers on the pages of a list without scripts, as cards or in two lines."""
    files = [page / "index.html", *page.glob("seite/*/index.html")]
    html = "".join(file.read_text("utf-8") for file in files)
    link = r'(?:class="card-title">|<li>\n)<a href="(?:\.\./)+angebote/([a-z0-9-]+)/"'
    return set(re.findall(link, html))


def test_without_scripts_the_list_is_whole_and_leads_on(browser: Browser, address: str) -> None:
    with opened(
        browser, f"{address}city/angebote/?q=x", viewport=PHONE, java_script_enabled=False
    ) as page:
        main = page.locator("main")
        assert main.get_by_text("Suchen geht in Ihrem Browser gerade nicht").is_visible()
        assert main.locator("input, button, summary").locator("visible=true").count() == 0
        said = re.search(r"\d+", main.locator(".lead").first.inner_text())
        assert said
        assert main.locator("[data-part=list] .card").count() == int(said[0])
        main.get_by_role("link", name="Weitere Merkmale").first.click()
        page.get_by_role("link", name=re.compile("^Wie man teilnimmt: Am Telefon")).click()
        assert page.locator("h1").inner_text() == "Wie man teilnimmt: Am Telefon"
        assert page.locator(".card").count() >= 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", ["", "#q=treff&sprache=unbekannt", "#q=Quastenflosser"])
def test_the_finder_is_for_everyone(
    browser: Browser, address: str, state: str, scheme: Any
) -> None:
    url = f"{address}city/angebote/{state}"
    with opened(browser, url, viewport=NARROW, color_scheme=scheme) as page:
        if state:
            expect(page.locator("[data-part=results]")).to_be_visible()
        page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
        assert gates(page, "overflow", "clipped") == []
        assert audit(page) == []
        page.set_viewport_size(DESKTOP)
        assert [*page.evaluate(STOPS), *page.evaluate(CONTROLS)] == []


def test_forced_colours_and_large_text_keep_the_finder_whole(
    browser: Browser, address: str
) -> None:
    url = f"{address}city/angebote/#q=treff&kennenlernen=ja"
    with opened(browser, url, viewport=PHONE, forced_colors="active") as page:
        expect(page.locator("[data-part=results]")).to_be_visible()
        assert gates(page, "boxes") == []
        page.evaluate("document.documentElement.style.fontSize = '225%'")
        page.set_viewport_size({"width": 640, "height": 600})
        assert gates(page, "overflow", "clipped") == []
