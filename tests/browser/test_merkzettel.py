"""The visitor's own list: remembered, ordered, printed, passed on, deleted; and told to nobody."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from urllib.parse import quote

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pypdf import PdfReader

from tests.browser.gates import DESKTOP, PHONE, audit, gates
from tests.browser.test_pages import PALE, PAPER, enlarge_text

pytestmark = pytest.mark.browser

KEY = "gemeinsam-merkzettel"
CAFE, TALK, LUNCH = "Café am Fluss", "Plauderstunde am Telefon", "Mittagstisch"
CAFE_ID, TALK_ID = "cafe-am-fluss", "plauderstunde"
VALUES = "fields => fields.map(field => field.value)"
GIVEN = "Jemand hat Ihnen diesen Zettel gegeben"
STORED = """() => [localStorage, sessionStorage].map(
    box => Object.fromEntries(Object.keys(box).map(key => [key, box.getItem(key)])))"""


@contextmanager
def visitor(browser: Browser, **options: Any) -> Iterator[tuple[BrowserContext, list[str]]]:
    """A browser of one's own, and every address it asked for; nothing in it may go wrong."""
    context = browser.new_context(**{"viewport": PHONE, **options})
    asked: list[str] = []
    faults: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("console", lambda message: faults.append(message.text))
    context.on("weberror", lambda error: faults.append(str(error.error)))
    yield context, asked
    assert context.cookies() == []
    context.close()
    assert faults == []


@contextmanager
def at(browser: Browser, url: str, **options: Any) -> Iterator[Page]:
    """A page in a browser of its own."""
    with visitor(browser, **options) as (context, _):
        page = context.new_page()
        page.goto(url)
        yield page


def remember(page: Page, title: str) -> Locator:
    """Press the button of an offer, on its card or its page."""
    button = page.locator("[data-keep]", has_text=title).first
    button.click()
    return button


def tool(page: Page, name: str, title: str) -> Locator:
    """A button of one offer of the visitor's own list."""
    entry = page.locator("[data-own] .kept-offer", has=page.get_by_role("heading", name=title))
    return entry.get_by_role("button", name=name)


def titles(page: Page) -> list[str]:
    """The visitor's own list, in its order."""
    return page.locator("[data-own] .kept-offer h3").all_inner_texts()


def shared(address: str, *ids: str) -> str:
    """A list that somebody passes on."""
    return f"{address}city/merkzettel/#angebote={','.join(ids)}"


def filled(page: Page, address: str, *ids: str) -> None:
    """Make a list of one's own."""
    page.goto(shared(address, *ids))
    page.get_by_role("button", name="übernehmen").first.click()
    expect(page.locator("[data-own] .kept-offer")).to_have_count(len(ids))


def test_remember_order_note_print_and_come_back(browser: Browser, address: str) -> None:
    with visitor(browser) as (context, asked):
        page = context.new_page()
        page.goto(address + "city/angebote/")
        link = page.locator("[data-keep-link]")
        assert not link.is_visible()
        button = remember(page, CAFE)
        assert page.url == address + "city/angebote/", "the card's own link lies below"
        assert button.get_attribute("aria-pressed") == "true"
        assert button.locator("span").first.inner_text() == "Gemerkt"
        expect(page.locator("body > [role=status]")).to_have_text("Gemerkt. Merkzettel: 1")
        assert link.inner_text() == "Merkzettel (1)"

        page.goto(f"{address}city/angebote/{TALK_ID}/")
        remember(page, TALK)
        assert link.inner_text() == "Merkzettel (2)"
        asked.clear()
        link.click()
        expect(page.locator("[data-own] .kept-offer")).to_have_count(2)
        assert titles(page) == [CAFE, TALK]

        up = tool(page, "Nach oben", TALK)
        up.focus()
        page.keyboard.press("Enter")
        assert titles(page) == [TALK, CAFE]
        expect(up).to_be_focused()
        status = page.locator("body > [role=status]")
        expect(status).to_have_text(f"{TALK}: jetzt an Stelle 1 von 2")
        page.keyboard.press("Enter")
        expect(status).to_have_text(f"{TALK} steht schon ganz oben.")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        assert titles(page) == [TALK, CAFE]

        page.get_by_label("Für wen? Was ist wichtig?").fill("Herr B. hört schlecht.")
        page.get_by_label(f"Notiz: {CAFE}").fill("Dienstag passt gut.")
        sheet = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
        paper = " ".join(" ".join(it.extract_text() for it in sheet.pages).split())
        for words in (
            *(
                CAFE,
                TALK,
                "Für wen, was ist wichtig: Herr B. hört schlecht.",
                "Notiz: Dienstag passt gut.",
            ),
            *("030 23125200", "Jeden Dienstag, 14–17 Uhr", "Uferweg 3", "Geprüft am", "112"),
        ):
            assert words in paper
        for words in ("Nach oben", "Drucken", "Alles löschen", "Auf diesem Gerät behalten"):
            assert words not in paper

        # As it comes back from the history, which forgets no field by itself.
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
        assert page.locator("textarea").evaluate_all(VALUES) == [""] * 3
        page.get_by_label("Für wen? Was ist wichtig?").fill("Herr B. hört schlecht.")
        page.reload()
        expect(page.locator("[data-own] .kept-offer")).to_have_count(2)
        assert titles(page) == [TALK, CAFE]
        assert page.locator("textarea").evaluate_all(VALUES) == [""] * 3
        assert page.evaluate(STORED) == [{}, {KEY: f"{TALK_ID},{CAFE_ID}"}]
        assert page.title() == "Merkzettel – Nebenan in Lindenau"
        assert page.url == address + "city/merkzettel/"
        assert [url for url in asked if CAFE_ID in url or TALK_ID in url] == []


def test_what_is_not_kept_is_gone_and_what_is_kept_can_be_deleted(
    browser: Browser, address: str
) -> None:
    url = address + "city/merkzettel/"
    with visitor(browser) as (context, _):
        page = context.new_page()
        filled(page, address, CAFE_ID, TALK_ID)
        other = context.new_page()
        other.goto(url)
        assert other.get_by_text("Noch steht hier nichts.").is_visible()

        page.get_by_label("Auf diesem Gerät behalten").check()
        assert page.evaluate(STORED) == [{KEY: f"{CAFE_ID},{TALK_ID}"}, {}]
        expect(other.locator("[data-own] .kept-offer")).to_have_count(2)
        page.close()
        page = context.new_page()
        page.goto(url)
        expect(page.get_by_label("Auf diesem Gerät behalten")).to_be_checked()
        assert titles(page) == [CAFE, TALK]
        page.get_by_label("Auf diesem Gerät behalten").uncheck()
        assert page.evaluate(STORED) == [{}, {KEY: f"{CAFE_ID},{TALK_ID}"}]
        # What was undone brings back offers, and never what was decided since.
        tool(page, "Entfernen", CAFE).click()
        page.get_by_label("Auf diesem Gerät behalten").check()
        assert not page.get_by_role("button", name="Rückgängig machen").is_visible()
        page.goto(f"{url}#angebote={CAFE_ID}")
        page.get_by_role("button", name="Auf meinen Merkzettel übernehmen").click()
        tool(page, "Nach oben", CAFE).click()
        assert titles(page) == [CAFE, TALK]

        page.get_by_label(f"Notiz: {CAFE}").fill("Dienstag")
        page.get_by_role("button", name="Alles löschen").click()
        page.get_by_role("button", name="Nein, behalten").click()
        expect(page.get_by_role("button", name="Alles löschen", exact=True)).to_be_focused()
        assert titles(page) == [CAFE, TALK]
        page.get_by_role("button", name="Alles löschen", exact=True).click()
        page.get_by_role("button", name="Ja, alles löschen").click()
        assert page.evaluate(STORED) == [{}, {}]
        assert titles(page) == []
        assert not page.locator("[data-keep-link]").is_visible()
        expect(page.get_by_role("button", name="Rückgängig machen")).to_be_focused()
        page.keyboard.press("Enter")
        assert titles(page) == [CAFE, TALK]
        assert page.get_by_label(f"Notiz: {CAFE}").input_value() == "Dienstag"
        assert page.evaluate(STORED) == [{KEY: f"{CAFE_ID},{TALK_ID}"}, {}]

        tool(page, "Entfernen", CAFE).click()
        expect(tool(page, "Entfernen", TALK)).to_be_focused()
        assert page.evaluate(STORED) == [{KEY: TALK_ID}, {}]
        page.get_by_role("button", name="Alles löschen").click()
        page.get_by_role("button", name="Ja, alles löschen").click()
        assert page.evaluate(STORED) == [{}, {}]
        page.reload()
        assert not page.get_by_role("button", name="Rückgängig machen").is_visible()


def test_who_deletes_in_one_tab_has_deleted_in_all(browser: Browser, address: str) -> None:
    with visitor(browser) as (context, _):
        page, other = context.new_page(), context.new_page()
        filled(page, address, CAFE_ID, TALK_ID)
        page.get_by_label("Auf diesem Gerät behalten").check()
        tool(page, "Entfernen", CAFE).click()
        other.goto(address + "city/merkzettel/")
        other.get_by_role("button", name="Alles löschen").click()
        other.get_by_role("button", name="Ja, alles löschen").click()
        expect(page.get_by_role("button", name="Rückgängig machen")).not_to_be_visible()
        assert page.evaluate(STORED) == [{}, {}]


def test_a_list_can_be_passed_on_and_nobody_learns_of_it(browser: Browser, address: str) -> None:
    with visitor(browser, permissions=["clipboard-read"]) as (context, _):
        page = context.new_page()
        filled(page, address, TALK_ID, CAFE_ID)
        page.get_by_label(f"Notiz: {CAFE}").fill("Geheim")
        page.get_by_role("button", name="Link kopieren").click()
        expect(page.locator("body > [role=status]")).to_have_text("Der Link ist kopiert.")
        link = page.evaluate("navigator.clipboard.readText()")
        assert link == shared(address, TALK_ID, CAFE_ID)
        mail = page.get_by_role("link", name="Als Mail schreiben").get_attribute("href") or ""
        assert mail.startswith("mailto:?subject=Adressen%20und%20Zeiten&body=")
        assert "angebote%3Dplauderstunde%2Ccafe-am-fluss" in mail
        for words in (TALK, CAFE, "030 23125200", "Kommen Sie am Dienstag um 14 Uhr vorbei."):
            assert quote(words) in mail
        assert len(mail) < 1900
        assert "Geheim" not in mail
    with visitor(browser) as (context, asked):
        page = context.new_page()
        page.goto(link)
        given = page.get_by_role("region", name=GIVEN)
        expect(given.locator("h3")).to_have_text([TALK, CAFE])
        assert page.evaluate(STORED) == [{}, {}]
        assert given.locator("textarea, [data-up]").count() == 0
        given.get_by_role("button", name="Auf meinen Merkzettel übernehmen").click()
        assert not given.is_visible()
        assert titles(page) == [TALK, CAFE]
        assert page.url == address + "city/merkzettel/"
        assert page.evaluate(STORED) == [{}, {KEY: f"{TALK_ID},{CAFE_ID}"}]
        assert [url for url in asked if CAFE_ID in url.partition("#")[0]] == []


def test_what_has_vanished_is_counted_and_not_named(browser: Browser, address: str) -> None:
    # The last is a word that every object of the language knows.
    with at(browser, shared(address, "entwurf", CAFE_ID, "constructor")) as page:
        given = page.get_by_role("region", name=GIVEN)
        expect(given.get_by_text("2 Angebote stehen nicht mehr hier.")).to_be_visible()
        assert given.locator("h3").all_inner_texts() == [CAFE]
        assert "entwurf" not in page.inner_text("main").casefold()
        given.get_by_role("button", name="Nicht übernehmen").click()
        assert page.evaluate(STORED) == [{}, {}]
        # What vanishes later stays remembered until one does not want that any more.
        page.evaluate(f"sessionStorage.setItem('{KEY}', '{CAFE_ID},entwurf')")
        page.reload()
        expect(page.get_by_text("1 Angebot steht nicht mehr hier.")).to_be_visible()
        page.get_by_role("button", name="Nicht mehr daran erinnern").click()
        assert page.evaluate(STORED) == [{}, {KEY: CAFE_ID}]


def test_other_addresses_are_no_list(browser: Browser, address: str) -> None:
    with visitor(browser) as (context, _):
        page = context.new_page()
        for fragment in ("", "inhalt", "angebote=", "angebote=<b>,%00,../x", "angebot=a"):
            page.goto("about:blank")
            page.goto(f"{address}city/merkzettel/#{fragment}")
            assert not page.get_by_text(GIVEN).is_visible()
            assert page.get_by_text("Noch steht hier nichts.").is_visible()


def test_only_the_files_that_are_needed_are_loaded(browser: Browser, address: str) -> None:
    url = f"{address}crowd/merkzettel/#angebote=lesekreis,tisch-099"
    with visitor(browser) as (context, asked):
        page = context.new_page()
        page.goto(url)
        expect(page.locator("[data-given] .kept-offer")).to_have_count(2)
        loaded = [url.rpartition("/")[2] for url in asked if "/assets/merkzettel/" in url]
        assert loaded == ["0.js", "2.js"]
        # What nobody has checked says so, on paper too.
        page.emulate_media(media="print")
        said = page.locator("[data-given] .standing:visible").first.inner_text()
        assert said == "Noch nicht geprüft. Letzter Beleg: 2019"


def test_a_file_that_cannot_be_had_takes_nothing_away(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    filled(page, address, CAFE_ID)
    page.route("**/assets/merkzettel/*", lambda route: route.abort())
    page.reload()
    expect(page.get_by_text("Ein Teil der Liste ließ sich nicht laden.")).to_be_visible()
    assert not page.get_by_text("nicht mehr hier").is_visible()
    assert page.evaluate(STORED) == [{}, {KEY: CAFE_ID}]
    context.close()


@pytest.mark.parametrize(
    "lack",
    [
        "Storage.prototype.setItem = () => { throw new DOMException('full'); }",
        """for (const box of ['localStorage', 'sessionStorage']) {
          Object.defineProperty(window, box, {get() { throw new DOMException('blocked'); }});
        }""",
        "delete window.localStorage; delete window.sessionStorage",
    ],
    ids=["full", "blocked", "missing"],
)
def test_a_browser_that_keeps_nothing_has_a_list_for_the_moment(
    browser: Browser, address: str, lack: str
) -> None:
    with visitor(browser) as (context, _):
        context.add_init_script(lack)
        page = context.new_page()
        filled(page, address, CAFE_ID, TALK_ID)
        # What cannot be promised is not.
        page.get_by_label("Auf diesem Gerät behalten").click()
        expect(page.get_by_label("Auf diesem Gerät behalten")).not_to_be_checked()
        tool(page, "Entfernen", CAFE).click()
        assert titles(page) == [TALK]
        page.get_by_role("button", name="Rückgängig machen").click()
        assert titles(page) == [CAFE, TALK]


def test_without_scripts_there_is_paper(browser: Browser, address: str) -> None:
    with at(browser, shared(address, CAFE_ID), java_script_enabled=False) as page:
        assert page.get_by_role("heading", name="So geht es auf Papier").is_visible()
        for name in ("button", "textarea", "input", "[data-keep-link]"):
            assert page.locator(f"{name}:visible").count() == 0
        page.get_by_role("link", name="Angebote ansehen").click()
        assert page.url == address + "city/angebote/"
        assert page.locator("[data-keep]:visible").count() == 0


def test_the_code_leads_to_the_offer(browser: Browser, address: str) -> None:
    with at(browser, shared(address, CAFE_ID), color_scheme="dark", viewport=DESKTOP) as page:
        picture = page.locator(".kept-code svg").first.screenshot()
        (found,) = zxingcpp.read_barcodes(Image.open(BytesIO(picture)))
        assert found.text == f"https://verzeichnis.example.org/city/angebote/{CAFE_ID}/"


def test_paper_is_large_and_black(browser: Browser, address: str) -> None:
    sizes = """selector => [...document.querySelectorAll(selector)]
      .filter(it => it.getClientRects().length)
      .map(it => parseFloat(getComputedStyle(it).fontSize))"""
    with at(browser, shared(address, CAFE_ID, "mittagstisch"), viewport=PAPER) as page:
        page.get_by_role("button", name="Auf meinen Merkzettel übernehmen").click()
        page.emulate_media(media="print")
        points = 4 / 3
        assert min(page.evaluate(sizes, ".kept-fact dd p:not(.past)")) >= 14 * points
        assert min(page.evaluate(sizes, ".kept .tel")) >= 18 * points
        assert page.evaluate(PALE) == []
        assert gates(page, "overflow") == []


@pytest.mark.parametrize(
    ("scheme", "viewport"), [("light", DESKTOP), ("dark", PHONE)], ids=["light", "dark"]
)
def test_a_filled_list_is_usable_by_everyone(
    browser: Browser, address: str, scheme: Any, viewport: Any
) -> None:
    with at(
        browser, shared(address, CAFE_ID, TALK_ID, "weg"), color_scheme=scheme, viewport=viewport
    ) as page:
        expect(page.locator("[data-given] .kept-offer")).to_have_count(2)
        assert audit(page) == []
        page.get_by_role("button", name="Auf meinen Merkzettel übernehmen").click()
        page.get_by_role("button", name="Alles löschen").click()
        assert audit(page) == []
        small = page.evaluate(
            """() => ['button', 'a', 'input', 'textarea']
              .map(name => [...document.querySelectorAll(`main ${name}`)])
              .reduce((all, some) => all.concat(some))
              .filter(it => it.getClientRects().length && !it.matches('p a, h3 a'))
              .filter(it => it.type !== 'checkbox' && it.getBoundingClientRect().height < 44)
              .map(it => it.textContent)"""
        )
        assert small == []
        page.set_viewport_size({"width": 320, "height": 600})
        assert gates(page, "overflow") == []
        page.set_viewport_size({"width": 640, "height": 600})
        enlarge_text(page)
        assert gates(page, "overflow") == []
