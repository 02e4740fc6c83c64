"""An offer's page in use: pass it on, ask by it, take it along on paper."""

import re
from io import BytesIO
from urllib.parse import unquote

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.browser.gates import DESKTOP, PHONE
from tests.browser.looking import opened

pytestmark = pytest.mark.browser

RICH = "city/angebote/cafe-am-fluss/"
TYPICAL = "city/angebote/mittagstisch/"
CALL = "city/angebote/nachttelefon/"
EVENT = "city/veranstaltungen/uferfest/"
BASE = "https://verzeichnis.example.org/"
BUTTONS = ".actions button"


def shown(page: Page, selector: str) -> list[str]:
    """The words of what can be seen of it."""
    found = page.locator(selector).all()
    return [it.inner_text().strip() for it in found if it.is_visible()]


def test_without_scripts_the_mail_passes_it_on(browser: Browser, address: str) -> None:
    with opened(browser, address + RICH, java_script_enabled=False, viewport=PHONE) as page:
        assert shown(page, BUTTONS) == []
        assert shown(page, ".actions a") == [
            "Per Mail weitergeben",
            "In den Kalender",
            "Fehler melden",
        ]
        mail = page.get_by_role("link", name="Per Mail weitergeben").get_attribute("href")
        assert mail
        told = page.locator(".lead").inner_text(), "030 23125200", BASE + RICH
        start = "mailto:?subject=Vielleicht ist das etwas&body=Café am Fluss"
        assert unquote(mail).split("\r\n") == [start, *told]


@pytest.mark.parametrize(
    ("path", "buttons"), [(RICH, ["Merken", "Drucken", "Teilen"]), (EVENT, ["Drucken", "Teilen"])]
)
def test_sharing_copies_the_address_and_nothing_else(
    browser: Browser, address: str, path: str, buttons: list[str]
) -> None:
    permissions = ["clipboard-read", "clipboard-write"]
    with opened(browser, f"{address}{path}#kontakt", permissions=permissions) as page:
        assert [it.split(":")[0].strip() for it in shown(page, BUTTONS)] == buttons
        page.evaluate("delete Navigator.prototype.share")
        page.locator("[data-share]").focus()
        page.keyboard.press("Enter")
        page.get_by_text("Die Adresse ist kopiert.").wait_for()
        assert page.locator("[role=status]", has_text="kopiert").count() == 1
        assert page.evaluate("navigator.clipboard.readText()") == BASE + path


def test_a_phone_shares_the_title_and_the_address(browser: Browser, address: str) -> None:
    with opened(browser, "about:blank", viewport=PHONE) as page:
        page.add_init_script(
            "navigator.share = (what) => { window.shared = what; return Promise.reject(); }"
        )
        page.goto(address + RICH)
        page.get_by_role("button", name="Teilen").click()
        assert page.evaluate("window.shared") == {"title": "Café am Fluss", "url": BASE + RICH}
        assert shown(page, "[data-shared]") in ([], [""])


def test_what_is_unknown_is_one_tap_away(browser: Browser, address: str) -> None:
    with opened(browser, address + CALL, viewport=PHONE) as page:
        numbers = page.locator(".steps .tel")
        box = numbers.first.bounding_box()
        assert box
        assert box["y"] + box["height"] < PHONE["height"]
        page.get_by_role("link", name="So können Sie fragen").focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.textContent") == "Was wir noch nicht wissen"


def text_of(pdf: bytes) -> tuple[int, str]:
    """How many sheets it takes, and what stands on them."""
    sheets = PdfReader(BytesIO(pdf)).pages
    return len(sheets), re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in sheets))


@pytest.mark.parametrize(
    ("path", "most", "words"),
    [
        (CALL, 1, ["Nachttelefon", "030 23125111", "Guten Tag, ich rufe zum ersten Mal an."]),
        (TYPICAL, 1, ["Mittagstisch", "030 23125200", "4,50 Euro", "Muss ich mich anmelden?"]),
        (RICH, 2, ["Jeden Dienstag, 14–17 Uhr", "Eine Spende", "Ohne Anmeldung", "am Uferweg"]),
        ("crowd/angebote/lesekreis/", 1, ["Noch nicht geprüft", "Lesekreis"]),
    ],
)
def test_on_paper_it_is_a_sheet_to_hand_over(
    browser: Browser, address: str, path: str, most: int, words: list[str]
) -> None:
    with opened(browser, address + path) as page:
        sheets, text = text_of(page.pdf(prefer_css_page_size=True))
    assert sheets <= most
    for word in ("eprüft", "Hilfe sofort", "112", *words):
        assert word in text
    assert (BASE + path).partition("://")[2] in text.replace(" ", "")
    for word in ("Drucken", "Teilen", "Merken", "Fehler melden", "Passt das nicht?"):
        assert word not in text


def test_paper_is_large_and_a_camera_reads_it(browser: Browser, address: str) -> None:
    with opened(browser, address + RICH, viewport=DESKTOP, color_scheme="dark") as page:
        page.emulate_media(media="print")
        size = "e => parseFloat(getComputedStyle(e).fontSize) * 72 / 96"
        assert page.locator(".glance dd").first.evaluate(size) >= 14
        assert page.locator(".steps .tel, .contact .tel").first.evaluate(size) >= 18
        image = Image.open(BytesIO(page.locator(".qr").screenshot()))
        assert [code.text for code in zxingcpp.read_barcodes(image)] == [BASE + RICH]
