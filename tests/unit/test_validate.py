"""Documents become records, or findings that say in German where to look and what to write."""

import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, field_validator

from sitegen import messages
from sitegen.config import SiteConfig
from sitegen.diagnostics import Diagnostic, Findings, Location
from sitegen.fields import Label, Prose
from sitegen.messages import pydantic_codes, rules
from sitegen.models import CONTENT_TYPES, Content, ContentType
from sitegen.models.document import DOCUMENT
from sitegen.models.event import EVENT
from sitegen.models.fact import FACT
from sitegen.models.offer import OFFER
from sitegen.models.taxonomy import DISTRICT
from sitegen.models.venue import VENUE
from sitegen.parse import parse
from sitegen.source import Document, Entry, Mapping, Scalar, SourceFile, Span
from sitegen.suggest import bare, fields_of
from sitegen.validate import MOST, validate, validate_settings

TEN_KEYS = """\
titel: Offener Treff
kurz: Man trinkt Kaffee und spricht miteinander.
art: offener-treff
anbieter: [verein]
modus: vor_ort
orte: [haus]
themen: [reden]
niedrigschwellig:
  kennenlernen: ja
pflege:
  quellen:
    - art: telefonat
"""
LINES = TEN_KEYS.count("\n")


class Page(Content):
    """A page whose text stands below its head; one value is refused by a bare error."""

    title: Label = Field(alias="titel", description="Titel.")
    text: Prose | None = Field(None, alias="text", description="Text.")

    @field_validator("title")
    @classmethod
    def not_seven(cls, value: str) -> str:
        if value == "sieben":
            raise ValueError("seven")
        return value


PAGE = ContentType("seite", "Seite", Page, "content/seiten", suffix=".md")
AnyType = ContentType[Any]


def read(text: str, path: str = "offers/treff.yaml") -> Document:
    document, findings = parse(SourceFile(path, text.encode()))
    assert document is not None, findings
    return document


def findings_of(text: str, content_type: AnyType = OFFER) -> Findings:
    folder = content_type.place
    path = folder if content_type.is_collection else f"{folder}/treff{content_type.suffix}"
    records, findings = validate(read(text, path), content_type)
    assert content_type.is_collection or records == ()
    return findings


def offer(changes: str) -> str:
    """The ten keys with some lines replaced (by their key) and others added at the end."""
    text = TEN_KEYS
    for block in re.findall(r"^\S.*\n(?:[ -].*\n)*", changes + "\n", re.MULTILINE):
        key = block.partition(":")[0]
        text, count = re.subn(rf"^{key}:.*\n(?: .*\n)*", block, text, flags=re.MULTILINE)
        text += "" if count else block
    return text


def shown(finding: Diagnostic) -> str:
    place = finding.location
    return f"{place.line}:{place.column} [{finding.code}] {finding.message} | {finding.hint}"


# --- what is right


def test_ten_keys_make_an_offer() -> None:
    records, findings = validate(read(TEN_KEYS), OFFER)
    assert not findings
    (record,) = records
    assert (record.type_name, record.id, record.path) == ("angebot", "treff", "offers/treff.yaml")
    assert record.keys == ()
    assert record.content.title == "Offener Treff"
    assert record.content.audiences == ["alle"]


def test_empty_values_are_absent() -> None:
    empty = offer("text:\nkontakt: ~\nzeiten:\n  text:\nsprachen:\n  -\n")
    records, findings = validate(read(empty), OFFER)
    assert not findings
    assert records[0].content.times is None
    assert records[0].content.languages == []


def test_a_collection_gives_one_record_for_each_key() -> None:
    text = "mitte:\n  name: Mitte\n  nummer: 01\n  kachel: [1, 2]\n"
    records, findings = validate(read(text + text.replace("itte", "itte-2"), "x.yaml"), DISTRICT)
    assert not findings
    assert [(record.id, record.keys) for record in records] == [
        ("mitte", ("mitte",)),
        ("mitte-2", ("mitte-2",)),
    ]
    assert records[0].content.number == "01"


def test_a_broken_entry_does_not_hide_the_others() -> None:
    good = "{name: N, nummer: 1, kachel: [1, 1]}"
    text = f"a: {good}\nb: {{name: N}}\nC D: {good}\nd: {good}\ne:\n"
    records, findings = validate(read(text, DISTRICT.place), DISTRICT)
    assert findings[2].hint == "Schreiben Sie c-d."
    assert [record.id for record in records] == ["a", "d"]
    assert [shown(finding).partition(" |")[0] for finding in findings] == [
        "2:1 [pflichtfeld-fehlt] b.kachel fehlt.",
        "2:1 [pflichtfeld-fehlt] b.nummer fehlt.",
        "3:1 [kennung-ungueltig] Stadtbezirk: „C D“ ist keine Kennung.",
        "5:1 [pflichtfeld-fehlt] e.kachel fehlt.",
        "5:1 [pflichtfeld-fehlt] e.name fehlt.",
        "5:1 [pflichtfeld-fehlt] e.nummer fehlt.",
    ]


def test_the_text_below_a_head_is_the_text() -> None:
    document = read("---\ntitel: Hilfe\n---\n\nErster Satz.\n", "content/seiten/hilfe.md")
    records, findings = validate(document, PAGE)
    assert not findings
    assert records[0].id == "hilfe"
    assert records[0].content.text == "\nErster Satz.\n"


def test_an_empty_key_beside_the_text_below_a_head() -> None:
    records, findings = validate(read("---\ntitel: N\ntext:\n---\nSatz.\n", "x.md"), PAGE)
    assert not findings
    assert records[0].content.text == "Satz.\n"


SETTINGS = """\
name: Gemeinsam
untertitel: Ein Verzeichnis.
stadt: Musterstadt
betrieb: demo
repository: privat
kontakt: {stelle: Amt, aufgabe: Hilft weiter.}
"""


def test_settings() -> None:
    config, findings = validate_settings(read(SETTINGS, "content/site.yaml"))
    assert not findings
    assert config is not None
    assert config.is_demo
    assert config.office.name == "Amt"


def test_wrong_settings() -> None:
    wrong = SETTINGS.replace("betrieb: demo", "betrieb: Produktion").replace("stelle", "name")
    config, findings = validate_settings(read(wrong, "content/site.yaml"))
    assert config is None
    assert [shown(finding) for finding in findings] == [
        (
            "4:10 [auswahl-unbekannt] betrieb: „Produktion“ gehört nicht zur Auswahl. | "
            "Meinten Sie „produktion“? Möglich sind: demo, produktion."
        ),
        "6:1 [pflichtfeld-fehlt] kontakt.stelle fehlt. | Name der Stelle.",
        (
            "6:11 [schluessel-unbekannt] kontakt.name: Diesen Schlüssel gibt es hier nicht. | "
            "Den Schlüssel gibt es als „name“. Prüfen Sie die Einrückung."
        ),
    ]


# --- what is wrong, word by word


EXACT = {
    "pflege:\n  geprueft_am: 1.3.2026\n  quellen:\n    - art: mail\n": (
        "11:16 [datum-ungueltig] pflege.geprueft_am: „1.3.2026“ ist kein Datum in der Form "
        "JJJJ-MM-TT. | Schreiben Sie 2026-03-01."
    ),
    "zeiten:\n  regeln:\n    - tage: [montags]\n      bis: 24:00\n": (
        "16:12 [uhrzeit-24] zeiten.regeln[1].bis: „24:00“ gibt es nicht, der Tag endet um 23:59. | "
        "Schreiben Sie 23:59 oder lassen Sie das Ende weg."
    ),
    "kosten:\n  art: gratis\n": (
        "14:8 [auswahl-unbekannt] kosten.art: „gratis“ gehört nicht zur Auswahl. | "
        "Möglich sind: kostenlos, spende, fest, gestaffelt, verzehr, unbekannt."
    ),
    "modus: vor-ort\n": (
        "5:8 [auswahl-unbekannt] modus: „vor-ort“ gehört nicht zur Auswahl. | "
        "Meinten Sie „vor_ort“? Möglich sind: vor_ort, online, telefon, hausbesuch, hybrid."
    ),
    "kosten: 5 Euro\n": (
        "13:9 [block-erwartet] kosten: „5 Euro“ steht hier als Text; es werden einzelne Angaben "
        "erwartet. | Schreiben Sie die Angaben eingerückt darunter: „art: …“"
    ),
    "kosten:\n  - art: fest\n": (
        "13:1 [block-statt-liste] kosten: Hier steht eine Liste; es werden einzelne Angaben ohne "
        "Strich erwartet. | Lassen Sie den Strich weg: „art: …“"
    ),
    "themen: reden, essen\n": (
        "7:9 [liste-erwartet] themen: „reden, essen“ steht hier ohne Strich; es wird eine Liste "
        "erwartet. | Schreiben Sie jeden Wert in eine eigene Zeile darunter: „- reden“"
    ),
    "kontakt:\n  telefon: 112\n": (
        "14:12 [liste-erwartet] kontakt.telefon: „112“ steht hier ohne Strich; es wird eine Liste "
        "erwartet. | Schreiben Sie jeden Wert in eine eigene Zeile darunter: „- nummer: …“"
    ),
    "kontakt:\n  telefon:\n    nummer: 112\n": (
        "14:3 [liste-ohne-strich] kontakt.telefon: Hier wird eine Liste erwartet; vor „nummer“ "
        "fehlt der Strich. | Beginnen Sie jeden Eintrag mit einem Strich: „- nummer: …“"
    ),
    "kontakt:\n  telefon:\n    -\n    - 112\n": (
        "16:7 [block-erwartet] kontakt.telefon[2]: „112“ steht hier als Text; es werden einzelne "
        "Angaben erwartet. | Schreiben Sie „- nummer: …“."
    ),
    "kontakt:\n  telefon:\n    - nummer: 112\n    - hinweis: x\n": (
        "16:7 [pflichtfeld-fehlt] kontakt.telefon[2].nummer fehlt. | Telefonnummer mit Vorwahl."
    ),
    "kontakt:\n  telefon:\n    - nummer: 23125 000\n": (
        "15:15 [telefon-ohne-vorwahl] kontakt.telefon[1].nummer: „23125 000“ beginnt nicht mit "
        "einer Vorwahl. | Schreiben Sie die Vorwahl davor; sie beginnt mit 0."
    ),
    "kontakt:\n  web: www.example.org\n": (
        "14:8 [webadresse-ohne-https] kontakt.web: „www.example.org“ beginnt nicht mit https://. | "
        "Schreiben Sie https://www.example.org."
    ),
    "titel:\n  - Treff: offen\n": (
        "1:1 [text-erwartet] titel: Hier gehört ein einzelner Text hin, keine Liste und kein "
        "Block. | Schreiben Sie den Text in dieselbe Zeile. Enthält er einen Doppelpunkt, setzen "
        "Sie ihn in Anführungszeichen."
    ),
    "niedrigschwellig:\n  kennenlernen: Ja\n": (
        "9:17 [ja-nein-unbekannt] niedrigschwellig.kennenlernen: „Ja“ ist weder ja noch nein noch "
        "unbekannt. | Schreiben Sie ja."
    ),
    "orte:\n  - Café Tas\n": (
        "7:5 [kennung-ungueltig] orte[1]: „Café Tas“ ist keine Kennung. | Schreiben Sie cafe-tas."
    ),
    "modus:\n": (
        "5:1 [pflichtfeld-fehlt] modus fehlt. | Wie man teilnimmt. "
        "Möglich sind: vor_ort, online, telefon, hausbesuch, hybrid."
    ),
    "pflege:\n  status: entwurf\n": (
        "10:1 [pflichtfeld-fehlt] pflege.quellen fehlt. | Belege. Mindestens einer."
    ),
    "id: treff\n": (
        "13:1 [schluessel-unbekannt] id: Diesen Schlüssel gibt es hier nicht. | "
        "Die Kennung ist der Name der Datei."
    ),
    "suchwort: [x]\n": (
        "13:1 [schluessel-unbekannt] suchwort: Diesen Schlüssel gibt es hier nicht. | "
        "Meinten Sie „suchworte“? Wörter, unter denen man es auch finden soll."
    ),
    "kontakt:\n  fax: 112\n": (
        "14:3 [schluessel-unbekannt] kontakt.fax: Diesen Schlüssel gibt es hier nicht. | "
        "Möglich sind: rolle, telefon, email, web, sprechzeiten, name, einwilligung."
    ),
    "text: |\n  eins\n  zw\u200bei\n": (
        "15:5 [zeichen-nicht-erlaubt] Hier steht ein unsichtbares Zeichen (U+200B). | "
        "Löschen Sie das Zeichen und tippen Sie die Stelle neu."
    ),
    'kontakt:\n  rolle: "Emp\u00adfang"\n': (
        "14:14 [zeichen-nicht-erlaubt] Hier steht ein unsichtbares Zeichen (U+00AD). | "
        "Löschen Sie das Zeichen und tippen Sie die Stelle neu."
    ),
}


@pytest.mark.parametrize(("change", "expected"), EXACT.items())
def test_exact_words(change: str, expected: str) -> None:
    assert [shown(finding) for finding in findings_of(offer(change))] == [expected]


def test_a_missing_key_of_the_record_stands_at_its_beginning() -> None:
    (finding,) = findings_of(TEN_KEYS.partition("\n")[2])
    assert shown(finding) == (
        "1:1 [pflichtfeld-fehlt] titel fehlt. | Wie das Angebot heißt. Neutral, ohne Wertung."
    )


ENDS = {
    "kosten:\n  art: gratis\n": Location("offers/treff.yaml", 14, 8, 14, 14),
    "kosten:\n  - art: fest\n": Location("offers/treff.yaml", 13, 1, 13, 7),
    "kontakt:\n  fax: 112\n": Location("offers/treff.yaml", 14, 3, 14, 6),
    "kontakt:\n  telefon:\n    - hinweis: |\n        x\n": (
        Location("offers/treff.yaml", 15, 7, 15, 14)
    ),
    "titel: |\n  a\n  b\n": Location("offers/treff.yaml", 1, 8, 1, 9),
}


@pytest.mark.parametrize(("change", "place"), ENDS.items())
def test_places_have_an_end(change: str, place: Location) -> None:
    assert [finding.location for finding in findings_of(offer(change))] == [place]


def test_the_place_of_a_missing_key_of_the_record() -> None:
    (finding,) = findings_of(TEN_KEYS.partition("\n")[2])
    assert finding.location == Location("offers/treff.yaml", 1, 1, 1, 1)


def test_lines_ending_in_crlf_count_the_same() -> None:
    text = offer("kosten:\n  art: gratis\n").replace("\n", "\r\n")
    assert [finding.location.line for finding in findings_of(text)] == [14]


SUGGESTED = {
    # misspelt
    "suchwort: [x]\n": "Meinten Sie „suchworte“?",
    "Platz: frei\n": "Meinten Sie „platz“?",
    "Nicht-für: [x]\n": "Meinten Sie „nicht_fuer“?",
    # in other words: English, older keys, names of HSDS
    "languages: [de]\n": "Meinten Sie „sprachen“?",
    "description: x\n": "Meinten Sie „text“?",
    "beschreibung: x\n": "Meinten Sie „text“?",
    "adresse: x\n": "Meinten Sie „orte“?",
    "traeger: x\n": "Meinten Sie „anbieter“?",
    "title: x\n": "Meinten Sie „titel“?",
    "name: x\n": "Meinten Sie „titel“?",
    # in the wrong block
    "telefon: [x]\n": "Den Schlüssel gibt es als „kontakt.telefon“. Prüfen Sie die Einrückung.",
    "geprueft_am: x\n": "Den Schlüssel gibt es als „pflege.geprueft_am“.",
    "web: x\n": "Den Schlüssel gibt es als „anmeldung.web“ oder „kontakt.web“.",
    "niedrigschwellig:\n  kennenlernen: ja\n  platz: frei\n": "Den Schlüssel gibt es als „platz“.",
    # nothing near
    "xyz: x\n": "Möglich sind: text, gebiet,",
    f"{'titel' * 100}: x\n": "Möglich sind: text, gebiet,",
}


@pytest.mark.parametrize(("change", "hint"), SUGGESTED.items())
def test_unknown_keys(change: str, hint: str) -> None:
    (finding,) = findings_of(offer(change))
    assert finding.code == "schluessel-unbekannt"
    assert finding.hint.startswith(hint)


@pytest.mark.parametrize("key", ["titl", "Titel", "name", "title"])
def test_a_misspelt_key_is_not_also_missing(key: str) -> None:
    (finding,) = findings_of(TEN_KEYS.replace("titel:", f"{key}:"))
    assert finding.hint.startswith("Meinten Sie „titel“?")


def test_an_id_inside_a_collection() -> None:
    text = "mitte: {id: mitte, name: N, nummer: 1, kachel: [1, 1]}\n"
    (finding,) = findings_of(text, DISTRICT)
    assert finding.hint == "Die Kennung ist der Schlüssel, unter dem die Angaben stehen."


class Once(Content):
    """One kind of date."""

    kind: Literal["einmal"] = Field(alias="art", description="Art.")
    day: Label = Field(alias="tag", description="Tag.")


class Weekly(Content):
    """Another kind of date."""

    kind: Literal["woche"] = Field(alias="art", description="Art.")


class Dated(Content):
    """Something with dates of several kinds."""

    dates: list[Annotated[Once | Weekly, Field(discriminator="kind")]] = Field(
        alias="termine", description="Termine."
    )


def test_faults_inside_blocks_of_several_kinds() -> None:
    text = "termine:\n  - art: einmal\n    dag: x\n  - art: woche\n  - art: nie\n"
    assert [shown(finding) for finding in findings_of(text, ContentType("x", "X", Dated, "x"))] == [
        "2:5 [pflichtfeld-fehlt] termine[1].tag fehlt. | Ergänzen Sie die Angabe.",
        (
            "3:5 [schluessel-unbekannt] termine[1].dag: Diesen Schlüssel gibt es hier nicht. | "
            "Prüfen Sie die Schreibweise und die Einrückung."
        ),
        (
            "5:5 [wert-ungueltig] termine[3]: „art“ passt hier nicht. | "
            "Vergleichen Sie mit einem anderen Eintrag oder mit der Vorlage."
        ),
    ]


def test_each_block_has_its_own_keys() -> None:
    findings = findings_of(offer("alter:\n  xyz: x\nbild: ~\nkontakt:\n  xyz: x\n"))
    assert [finding.hint for finding in findings] == [
        "Möglich sind: von, bis, hinweis.",
        "Möglich sind: rolle, telefon, email, web, sprechzeiten, name, einwilligung.",
    ]


def test_findings_are_sorted_and_all_there() -> None:
    findings = findings_of(offer("kosten: x\ntitel: [x]\nart: x\nxyz: x\nzyx: x\n"))
    assert [finding.location.line for finding in findings] == [1, 3, 13, 14, 15]


def test_faults_in_the_text_below_a_head() -> None:
    head = "---\ntitel: Hilfe\n---\n"
    (finding,) = findings_of(head + "\nKaf\ue000fee\n", PAGE)
    assert shown(finding).startswith("5:4 [zeichen-nicht-erlaubt]")
    (finding,) = findings_of(head + "x" * 20_001, PAGE)
    assert shown(finding).startswith("4:1 [text-zu-lang] text hat 20001 Zeichen")
    (finding,) = findings_of(head.replace("titel", "text") + "noch einmal", PAGE)[1:]
    assert finding.code == "text-doppelt"
    assert (finding.location.line, finding.location.column) == (4, 1)
    assert finding.related[0].location.line == 2


def test_a_broken_file_gives_a_bounded_report() -> None:
    unknown = "".join(f"key{number}: x\n" for number in range(2_000))
    entries = "".join(f"key{number}:\n" for number in range(2_000))
    for findings in (findings_of(TEN_KEYS + unknown), findings_of(entries, DISTRICT)):
        assert MOST < len(findings) <= MOST + 5
        assert findings[0].code == "zu-viele-fehler"


# --- the catalogue and the models


# A real bad value for each code of felder.toml.
BAD: dict[str, tuple[str, AnyType]] = {
    "pflichtfeld-fehlt": (offer("titel:\n"), OFFER),
    "schluessel-unbekannt": (offer("xyz: x\n"), OFFER),
    "zu-viele-fehler": ("".join(f"a{n}:\n" for n in range(MOST)), DISTRICT),
    "wert-ungueltig": ("---\ntitel: sieben\n---\n", PAGE),
    "text-erwartet": (offer("titel: [x]\n"), OFFER),
    "liste-erwartet": (offer("themen: x\n"), OFFER),
    "liste-ohne-strich": (offer("themen: {x: y}\n"), OFFER),
    "block-erwartet": (offer("kosten: x\n"), OFFER),
    "block-statt-liste": (offer("kosten: [x]\n"), OFFER),
    "liste-zu-kurz": ("a: {name: N, nummer: 1, kachel: [1]}\n", DISTRICT),
    "liste-zu-lang": ("a: {name: N, nummer: 1, kachel: [1, 2, 3]}\n", DISTRICT),
    "auswahl-unbekannt": (offer("art: x\n"), OFFER),
    "text-unerwartet": ("---\nname: N\n---\nText\n", ContentType("x", "X", FACT.model, "x")),
    "text-doppelt": ("---\ntitel: N\ntext: x\n---\nText\n", PAGE),
    "text-zu-lang": (offer(f"titel: {'x' * 91}\n"), OFFER),
    "einzeilig-erwartet": (offer("titel: |\n  a\n  b\n"), OFFER),
    "datum-ungueltig": (offer("platz_stand: heute\n"), OFFER),
    "datum-gibt-es-nicht": (offer("platz_stand: 2026-02-30\n"), OFFER),
    "zeitpunkt-ungueltig": ("beginn: bald\n", EVENT),
    "drucksache-ungueltig": ("nummer: 1\n", DOCUMENT),
    "uhrzeit-ungueltig": (offer("zeiten: {regeln: [{tage: [x], von: 9}]}\n"), OFFER),
    "uhrzeit-24": (offer('zeiten: {regeln: [{tage: [x], von: "24:00"}]}\n'), OFFER),
    "jahr-ungueltig": (offer("kosten: {beleg_jahr: 26}\n"), OFFER),
    "ja-nein-unbekannt": (offer("niedrigschwellig: {kennenlernen: x}\n"), OFFER),
    "zahl-ungueltig": (offer("alter: {von: 200}\n"), OFFER),
    "koordinate-ungueltig": ("lat: 48\n", VENUE),
    "betrag-ungueltig": (offer("kosten: {betrag: 5 Euro}\n"), OFFER),
    "postleitzahl-ungueltig": ("plz: 7017\n", VENUE),
    "kennung-ungueltig": (offer("orte: [Mein Haus]\n"), OFFER),
    "kennung-vorbehalten": (offer("orte: [index]\n"), OFFER),
    "verweis-ohne-art": (offer("verweise: {verweist_an: [{ziel: x, grund: y}]}\n"), OFFER),
    "telefon-ungueltig": (offer("kontakt: {telefon: [{nummer: 030 1}]}\n"), OFFER),
    "telefon-ohne-vorwahl": (offer("kontakt: {telefon: [{nummer: 23125 000}]}\n"), OFFER),
    "telefon-mit-text": (offer("kontakt: {telefon: [{nummer: Amt 030 23125 000}]}\n"), OFFER),
    "telefon-mehrere": (offer("kontakt: {telefon: [{nummer: 030 23125 000/1}]}\n"), OFFER),
    "mail-ungueltig": (offer("kontakt: {email: x(at)example.org}\n"), OFFER),
    "mail-nur-adresse": (offer("kontakt: {email: Amt <x@example.org>}\n"), OFFER),
    "mail-mehrere": (offer("kontakt: {email: x@example.org y@example.org}\n"), OFFER),
    "mail-umlaut": (offer("kontakt: {email: bücher@example.org}\n"), OFFER),
    "webadresse-ohne-https": (offer("kontakt: {web: example.org}\n"), OFFER),
    "webadresse-art": (offer('kontakt: {web: "javascript:x"}\n'), OFFER),
    "webadresse-zeichen": (offer("kontakt: {web: https://example.org/a b}\n"), OFFER),
    "webadresse-mit-zugang": (offer("kontakt: {web: https://x@example.org}\n"), OFFER),
    "webadresse-rechnername": (offer("kontakt: {web: https://127.0.0.1}\n"), OFFER),
    "webadresse-port": (offer('kontakt: {web: "https://example.org:8443"}\n'), OFFER),
    "webadresse-ist-mail": (offer("kontakt: {web: x@example.org}\n"), OFFER),
    "adresse-fremde-schrift": (offer("kontakt: {web: https://ex\u0430mple.org}\n"), OFFER),
    "sprache-unbekannt": (offer("sprachen: [xx]\n"), OFFER),
    "rhythmus-unklar": (offer("zeiten: {regeln: [{tage: [ab und zu]}]}\n"), OFFER),
    "rhythmus-mehrdeutig": (offer("zeiten: {regeln: [{tage: [jeden 2. Dienstag]}]}\n"), OFFER),
    "rhythmus-zwei-regeln": (
        offer("zeiten: {regeln: [{tage: [am 1. Mo und Di im Monat]}]}\n"),
        OFFER,
    ),
    "rhythmus-ueberspringt": (offer("zeiten: {regeln: [{tage: [am 31. im Monat]}]}\n"), OFFER),
    "rhythmus-ohne-tag": (offer("zeiten: {regeln: [{tage: [einmal im Monat]}]}\n"), OFFER),
    "rhythmus-kalenderwochen": (
        offer("zeiten: {regeln: [{tage: [dienstags in geraden Wochen]}]}\n"),
        OFFER,
    ),
    "rhythmus-anderer-schluessel": (
        offer("zeiten: {regeln: [{tage: [dienstags um 14 Uhr]}]}\n"),
        OFFER,
    ),
}


@pytest.mark.parametrize(("code", "text", "content_type"), [(c, *case) for c, case in BAD.items()])
def test_each_code_has_a_cause(code: str, text: str, content_type: AnyType) -> None:
    path = "x.md" if text.startswith("---") else "x.yaml"
    records, findings = validate(read(text, path), content_type)
    assert not records
    found = next(finding for finding in findings if finding.code == code)
    assert found.is_error
    assert "{" not in found.message + found.hint
    assert not re.search(r"Input|should|Error|None\b|\[\]|'", found.message + found.hint)


def test_the_catalogue_of_fields_has_no_other_codes() -> None:
    text = resources.files(messages).joinpath("felder.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text).keys() == BAD.keys() | {"text-leer", "trennstrich-im-text"}


def test_a_blank_text_is_no_text() -> None:
    """The reader leaves blank values out; a form or a program may still hand one over."""
    span = Span(1, 8, 1, 11)
    root = Mapping((Entry("titel", span, Scalar(" ", span)),), span)
    finding = validate(Document("x.md", root), PAGE)[1][0]
    assert shown(finding).startswith("1:8 [text-leer] titel: Hier stehen nur Leerzeichen.")


# What each kind of node in pydantic's core schemas can answer, and where its parts stand.
NODES: dict[str, tuple[set[str], tuple[str, ...]]] = {
    "model": ({"model_type"}, ("schema",)),
    "model-fields": ({"missing", "extra_forbidden", "model_attributes_type"}, ("fields",)),
    "model-field": (set(), ("schema",)),
    "default": (set(), ("schema",)),
    "nullable": (set(), ("schema",)),
    "list": ({"list_type", "too_short", "too_long"}, ("items_schema",)),
    "tuple": ({"tuple_type", "too_short", "too_long", "missing"}, ("items_schema",)),
    "dict": ({"dict_type", "invalid_key"}, ("keys_schema", "values_schema")),
    "literal": ({"literal_error"}, ()),
    "tagged-union": ({"union_tag_invalid", "union_tag_not_found"}, ("choices",)),
    # Our own functions refuse with our codes; these two are for a slip in one of them.
    "function-plain": ({"value_error", "assertion_error"}, ()),
    "function-before": ({"value_error", "assertion_error"}, ("schema",)),
    "function-after": ({"value_error", "assertion_error"}, ("schema",)),
}


def errors_of(schema: dict[str, Any], shared: dict[str, Any]) -> Iterator[str]:
    """All error types that validating by a core schema may end in; `shared` are its refs."""
    if schema["type"] == "definitions":
        shared |= {definition["ref"]: definition for definition in schema["definitions"]}
        yield from errors_of(schema["schema"], shared)
    elif schema["type"] == "definition-ref":
        if schema["schema_ref"] in shared:  # once: a block may hold blocks of its own kind
            yield from errors_of(shared.pop(schema["schema_ref"]), shared)
    else:
        types, names = NODES[schema["type"]]
        yield from types
        for name in names:
            for part in _parts(schema.get(name, [])):
                yield from errors_of(part, shared)


def _parts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [value] if "type" in value else list(value.values())
    return list(value)


MODELS: list[type[BaseModel]] = [*(t.model for t in CONTENT_TYPES), SiteConfig, Page]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_error_of_every_model_has_a_german_text(model: type[BaseModel]) -> None:
    types = set(errors_of(dict(model.__pydantic_core_schema__), {}))
    assert {"missing", "extra_forbidden", "model_type"} <= types
    assert types <= pydantic_codes().keys()
    assert {pydantic_codes()[name] for name in types} <= rules().keys()


def test_the_walk_over_the_models_knows_every_node() -> None:
    with pytest.raises(KeyError):
        list(errors_of({"type": "set"}, {}))


def test_no_error_type_is_mapped_in_vain() -> None:
    possible = {name for types, _ in NODES.values() for name in types}
    assert pydantic_codes().keys() == possible


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_is_german_and_explained(model: type[BaseModel]) -> None:
    for key, description in _keys(model):
        assert re.fullmatch(r"[a-z][a-z0-9_]*", key)
        assert description.endswith((".", "?", "…")), key


def _keys(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    for key, field in fields_of(model).items():
        yield key, field.description or ""
        for shape in (bare(field.annotation), *map(bare, _items(field.annotation))):
            if fields_of(shape):
                yield from _keys(shape)


def _items(annotation: Any) -> tuple[Any, ...]:
    return getattr(bare(annotation), "__args__", ())
