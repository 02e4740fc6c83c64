"""The journey of a report: the form by keyboard alone, the text it makes, and the record of it."""

import random
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, Page
from pydantic_core import PydanticCustomError

from sitegen.addresses import parse_web_address
from sitegen.importers.intake import Wish, receive
from sitegen.parse import parse
from sitegen.plaintext import _INVISIBLE
from sitegen.source import SourceFile, plain
from tests.browser.gates import PHONE, audit
from tests.browser.looking import opened

pytestmark = pytest.mark.browser

REPORT = "city/angebot-melden/"
TODAY = date(2026, 3, 1)
ANSWERS = {
    "titel": 'Tee & "Plausch": Runde #1',
    "kurz": "Tee trinken – und reden 🙂",
    "anbieter": "Nachbarschaftsverein",
    "ort": "Haus am Fluss",
    "zeiten": "dienstags, 15 Uhr",
    "telefon": "030 23125 200",
    "web": "www.nachbarschaft.example.org/tee",
    "rueckweg": "Ulla, 030 23125 999",
}
CHOSEN = ("beziehung-kenne", "modus-vor_ort", "themen-begegnung", "kennenlernen-ja")
TO_BE_REACHED = (
    "Bitte schreiben Sie, wie wir Sie erreichen. "
    "Ohne Ihre Einwilligung dürfen wir nichts eintragen."
)
SELECTED = {"art": "gruppe", "bezirk": "flussufer"}


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page on a small phone; after it was opened nothing may be asked for or said."""
    with opened(browser, address + REPORT, viewport={"width": 320, "height": 700}) as found:
        faults: list[str] = []
        found.on("request", lambda request: faults.append(request.url))
        found.on("console", lambda message: faults.append(message.text))
        found.on("pageerror", lambda error: faults.append(str(error)))
        yield found
        stored = found.evaluate("localStorage.length + sessionStorage.length")
        # The symbol of the tab may come late.
        faults = [it for it in faults if not it.endswith("/assets/marke.svg")]
        assert (faults, stored, found.context.cookies()) == ([], 0, [])


def fill(page: Page, answers: Mapping[str, str] = ANSWERS) -> None:
    for name, text in answers.items():
        page.fill(f"#melden-{name}", text)
    for choice in CHOSEN:
        page.check(f"#melden-{choice}")
    for name, value in SELECTED.items():
        page.select_option(f"#melden-{name}", value)


def audited(page: Page) -> Sequence[object]:
    """What is wrong for anybody with the page as it is now."""
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*audit(page), *["too wide"] * wide]


def made(page: Page) -> tuple[str, str]:
    """The text for the mail and the data alone."""
    return page.input_value("#melden-text"), page.input_value("#melden-yaml")


def test_a_report_by_keyboard_becomes_a_record(page: Page, folder: Path) -> None:
    def go(name: str) -> None:
        for _ in range(120):
            if page.evaluate("document.activeElement.id") == f"melden-{name}":
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"no way to {name}")

    page.locator("main").focus()
    go("beziehung-kenne")
    page.keyboard.press("Space")
    for name in ("titel", "kurz"):
        go(name)
        page.keyboard.insert_text(ANSWERS[name])
    go("art")
    page.keyboard.type("Gruppe")
    go("anbieter")
    page.keyboard.insert_text(ANSWERS["anbieter"])
    go("modus-vor_ort")
    page.keyboard.press("Space")
    go("bezirk")
    page.keyboard.type("Fluss")
    go("ort")
    page.keyboard.insert_text(ANSWERS["ort"])
    go("themen-begegnung")
    page.keyboard.press("Space")
    go("kennenlernen-unbekannt")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    for name in ("zeiten", "telefon", "web", "rueckweg"):
        go(name)
        page.keyboard.insert_text(ANSWERS[name])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "melden-fertig"
    assert audited(page) == []
    text, data = made(page)
    assert data in text
    assert "Ulla" in text
    assert "Ulla" not in data
    result = receive(folder / "sources" / "city", Wish("meldung.txt", text.encode(), TODAY))
    assert [finding.code for finding in result.outcome.findings] == []
    ((path, draft),) = result.files
    assert path == "offers/tee-plausch-runde-1.yaml"
    assert draft.keys == {
        "titel": ANSWERS["titel"],
        "kurz": ANSWERS["kurz"],
        "art": "gruppe",
        "anbieter": ["nachbarschaftsverein"],
        "modus": "vor_ort",
        "orte": ["haus-am-fluss"],
        "themen": ["begegnung"],
        "kontakt": {
            "telefon": [{"nummer": "030 23125 200"}],
            "web": "https://www.nachbarschaft.example.org/tee",
        },
        "zeiten": {"text": "dienstags, 15 Uhr"},
        "niedrigschwellig": {"kennenlernen": "ja"},
        "pflege": {
            "status": "eingang",
            "quellen": [{"art": "sonstiges", "datum": "2026-03-01", "titel": "Meldung"}],
        },
    }


def test_what_is_missing_is_said_kindly_and_where_it_is(page: Page) -> None:
    page.click("text=Text erstellen")
    assert page.evaluate("document.activeElement.id") == "melden-problems"
    assert page.title().startswith("Es fehlt etwas: Angebot melden")
    assert audited(page) == []
    links = page.locator("#melden-problems a")
    places = [link.get_attribute("href") for link in links.all()]
    names = ("beziehung-kenne", "titel", "kurz", "art", "anbieter", "modus-vor_ort", "bezirk")
    assert places == [f"#melden-{name}" for name in (*names, "themen-begegnung")]
    for link in links.all():
        words = link.inner_text()
        assert words.startswith("Bitte ")
        assert page.locator(".field .error", has_text=words).is_visible()
    links.nth(1).press("Enter")
    assert page.evaluate("document.activeElement.id") == "melden-titel"
    assert page.get_attribute("#melden-titel", "aria-invalid") == "true"

    fill(page, {**ANSWERS, "titel": "x" * 91, "telefon": "ruf an", "web": "irgendwo"})
    page.click("text=Text erstellen")
    assert [link.get_attribute("href") for link in links.all()] == [
        f"#melden-{name}" for name in ("titel", "telefon", "web")
    ]
    assert "höchstens 90 Zeichen, jetzt sind es 91" in links.first.inner_text()
    assert not page.is_visible("#melden-fertig")
    fill(page)
    page.click("text=Text erstellen")
    assert page.is_visible("#melden-fertig")
    assert not page.is_visible("#melden-problems")
    assert page.title().startswith("Angebot melden")
    page.fill("#melden-titel", "Anders")
    assert not page.is_visible("#melden-fertig"), "an old text must not be sent"


# As people type them; whether that is an address is for the program to say.
PAGES = (
    *("www.verein.example.org", "Https://www.verein.example.org", "HTTP://verein.example.org/tee"),
    *(
        "https://verein.example.org?a=1",
        "köln-treff.example",
        "verein.xn--p1ai/",
        "a.example.org:8080",
    ),
    *(
        "https://a.example.org:8443/tee",
        "192.0.2.7",
        "http://192.0.2.7/tee",
        "irgendwo",
        "a.b@c.example",
    ),
)


def test_the_form_takes_the_pages_that_the_program_takes(page: Page, folder: Path) -> None:
    fill(page, {**ANSWERS, "ort": ""})
    page.select_option("#melden-bezirk", "unbekannt")
    made_of = page.evaluate(
        """(pages) => pages.map((text) => {
          document.getElementById("melden-web").value = text;
          document.querySelector("#melden [type=submit]").click();
          const isTaken = !document.getElementById("melden-fertig").hidden;
          return isTaken ? document.getElementById("melden-yaml").value : "";
        })""",
        list(PAGES),
    )
    for text, data in zip(PAGES, made_of, strict=True):
        try:
            parse_web_address(
                text if re.match("https?:", text, re.IGNORECASE) else f"https://{text}"
            )
            is_address = True
        except PydanticCustomError:
            is_address = False
        assert bool(data) == is_address, text
    # Whoever does not know where it is says nothing of it, and it is taken all the same.
    wish = Wish("meldung.txt", made_of[0].encode(), TODAY)
    result = receive(folder / "sources" / "city", wish)
    assert [it.code for it in result.outcome.findings] == ["ort-oder-gebiet-offen"]
    assert not result.files[-1][1].keys.keys() & {"orte", "gebiet"}


def test_private_persons_hear_the_rules_and_give_no_address(page: Page) -> None:
    rules = page.locator("#melden .panel", has_text="nur Ihr Vorname und Ihr Stadtbezirk")
    fill(page)
    assert not rules.is_visible()
    page.check("#melden-beziehung-selbst")
    assert rules.is_visible()
    for name in ("anbieter", "ort", "telefon", "email", "web"):
        assert not page.is_visible(f"#melden-{name}")
    page.fill("#melden-rueckweg", "")
    page.click("text=Text erstellen")
    assert page.locator("#melden-problems a").all_inner_texts() == [TO_BE_REACHED]
    page.fill("#melden-rueckweg", "Ulla, 030 23125 999")
    page.click("text=Text erstellen")
    text, data = made(page)
    keys = yaml.safe_load(data)
    assert keys["anbieter"] == ["Privatperson"]
    assert keys["gebiet"] == ["flussufer"]
    assert not keys.keys() & {"orte", "kontakt"}
    assert not re.search("Haus am Fluss|23125 200|example", text)


def test_the_text_can_be_copied_saved_and_mailed(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    fill(page)
    page.click("text=Text erstellen")
    text, data = made(page)
    page.click("text=Für die Redaktion")
    for button, name, expected in (
        ("melden-text", "angebot-melden.txt", text),
        ("melden-yaml", "angebot.yaml", data),
    ):
        page.click(f"[data-copy={button}]")
        page.wait_for_selector(f"[data-copy={button}] >> text=Kopiert")
        assert page.evaluate("navigator.clipboard.readText()") == expected
        with page.expect_download() as download:
            page.click(f"[data-save={button}]")
        assert download.value.suggested_filename == name
        assert download.value.path().read_text("utf-8") == expected
    link = urlsplit(page.get_attribute("#melden-mail", "href") or "")
    assert (link.scheme, link.path) == ("mailto", "nachbarschaft@lindenau.example.org")
    said = parse_qs(link.query)
    assert said["subject"] == [f"Angebot melden: {ANSWERS['titel']}"]
    assert data in said["body"][0].replace("\r\n", "\n")
    page.fill("#melden-zeiten", "ü" * 299)
    page.click("text=Text erstellen")
    assert len(page.get_attribute("#melden-mail", "href") or "") < 2_000


def test_without_scripts_there_are_ten_questions_and_a_person(
    browser: Browser, address: str
) -> None:
    url = address + REPORT
    with opened(browser, url, viewport=PHONE, java_script_enabled=False) as page:
        assert not page.is_visible("#melden")
        assert not page.is_visible("#melden-fertig")
        assert page.locator("main button:visible, main input:visible").count() == 0
        assert page.locator(".questions li:visible").count() == 10
        main = page.inner_text("main")
        for words in ("030 23125100", "Marktplatz 1", "nur Ihr Vorname und Ihr Stadtbezirk"):
            assert words in main
        mail = unquote(page.get_attribute("main a.button:visible", "href") or "")
        assert "1. Woher kennen Sie das Angebot?" in mail
        assert "10. Wie erreicht man die Stelle?" in mail
        page.emulate_media(media="print")
        height = page.locator(".questions li").first.bounding_box()
        assert height is not None
        assert height["height"] > 50, "room to write"


# --- whatever people write -------------------------------------------------------------------

NASTY = (
    *("- a", "-", "--- a", "...", "# a", "a # b", "a: b", ": a", "a:", "? a", "! a", "& a", "*a"),
    *("@a", "`a`", "%a", "| a", "> a", "{a: b}", "[a, b]", "[", "}", ",", "yes", "no", "NO", "~"),
    *("null", "true", "0123", "1_000", "0x1f", "1e3", ".5", "12:30", "2026-03-01", "=", "<<", ""),
    *('"', "'", '""', "''", '"a', "a'", "\\", "\\n", '\\"', "a\\", "'a' \"b\"", "„a“ ‚b‘ »c«"),
    *("a\nb", "a\r\nb", "\n\na\n\n", "a\tb", "\t", "  a  ", "a  b", "a\xa0b", "titel: x\nkurz: y"),
    *(
        "===== a =====",
        "\n=====\ntitel: b\n=====",
        "<b>&amp;</b>",
        "</textarea>",
        "${a}",
        "{{ a }}",
    ),
    *(
        "ä ö ü ß ẞ",
        "u\u0308",
        "Кафе",
        "قهوة",
        "咖啡",
        "🙂",
        "👩‍👩‍👧",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "a\u200bb",
        "a\u202eb",
        "a\ufeffb",
    ),
    *(
        "a\x00b",
        "a\x1bb",
        "a\x85b",
        "a\u2028b",
        "a\xadb",
        "\ue000",
        "\ufffd",
        "\ufffe",
        "a" * 20_000,
    ),
)
LETTERS = "aäß \"'\\:#-[]{},&*!|>%@`?\n\t\xa0\u200b\u2028\U0001f642=~0"

# Every text goes through the form as if somebody had typed it, however long it is.
TYPED = """(texts) => {
  for (const field of document.querySelectorAll("[data-limit]")) delete field.dataset.limit;
  const kurz = document.getElementById("melden-kurz");
  const zeiten = document.getElementById("melden-zeiten");
  return texts.map((text) => {
    kurz.value = `x${text}`;
    zeiten.value = text;
    document.querySelector("#melden [type=submit]").click();
    return document.getElementById("melden-yaml").value;
  });
}"""


def line(text: str) -> str:
    """A text as it goes into a record: in one line, without what nobody sees."""
    plain = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", plain).strip())


def test_whatever_is_written_is_read_back_as_it_was(page: Page) -> None:
    chance = random.Random(5)  # noqa: S311 - no secret
    texts = [*NASTY]
    texts += ["".join(chance.choices(LETTERS, k=chance.randint(1, 40))) for _ in range(400)]
    fill(page)
    for text, data in zip(texts, page.evaluate(TYPED, texts), strict=True):
        found: dict[str, Any] = yaml.safe_load(data)
        assert found["kurz"] == line(f"x{text}"), text
        assert found.get("zeiten", {"text": ""}) == {"text": line(text)}, text
        assert (found["titel"], found["art"]) == (ANSWERS["titel"], "gruppe")
        document, findings = parse(SourceFile("eingang.yaml", data.encode()))
        assert document is not None, text
        assert (findings, plain(document.root)) == ((), found), text
