"""Call sheets and letters: who is asked about what, what is said, and what never is."""

import csv
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml

from sitegen.derive import derive
from sitegen.describe import FieldNote, describe
from sitegen.fields import YesNo
from sitegen.german import UsageError
from sitegen.models import CONTENT_TYPES
from sitegen.models.blocks import FirstVisit
from sitegen.models.review import Review
from sitegen.site import Site, Target
from sitegen.surveys.callround import Sheet, collect
from sitegen.surveys.callround.letters import INDEX, MAILTO, letters
from sitegen.surveys.callround.owners import left_out, may_be_checked
from sitegen.surveys.callround.questions import entries, labels, note_at
from sitegen.surveys.callround.sheets import COLUMNS as WIDTH
from sitegen.surveys.callround.sheets import fold, html
from sitegen.surveys.callround.table import COLUMNS, WHOLE, filled, table
from tests.examples import project

ROOT = Path(__file__).parents[2]
CITY = {path: data.decode() for path, data in project.city_files().items() if "medien" not in path}
TEE, BODY, HOUSE = (
    CITY[path]
    for path in (
        "offers/teestube.yaml",
        "content/anbieter/nachbarschaft.yaml",
        "content/orte/haus-am-anger.yaml",
    )
)
HERE: Target = ("angebot", "teestube")
REVIEWED = next(note for note in describe(Review) if note.key == "eintraege").refers_to
MODELS = {content_type.name: content_type.model for content_type in CONTENT_TYPES}
HOSTILE = """<img src=x onerror="a">'"; =1+1|{{ 7*7 }} & --> ]]>"""


def site_of(files: Mapping[str, str | None] | None = None) -> Site:
    return derive(project.catalogue(dict(files or {})), project.TODAY, {})[0]


def everything(site: Site) -> tuple[Target, ...]:
    return tuple((record.type_name, record.id) for record in site.catalogue.all())


def sheets_of(files: Mapping[str, str | None] | None = None, *wanted: Target) -> tuple[Sheet, ...]:
    """The sheets about some records, or about all; what they bring along waits too."""
    site = site_of(files)
    return collect(site, wanted or everything(site), everything(site))


def sheet_of(files: Mapping[str, str | None] | None = None, target: Target = HERE) -> Sheet:
    (found,) = sheets_of(files, target)
    return found


def facts_of(sheet: Sheet, target: Target = HERE) -> dict[str, str]:
    (matter,) = (it for it in sheet.matters if it.target == "/".join(target))
    return {fact.name: fact.text for fact in matter.facts}


def asked_of(sheet: Sheet, target: Target = HERE) -> set[str]:
    (matter,) = (it for it in sheet.matters if it.target == "/".join(target))
    return {question.fields[0] for question in matter.questions}


def replaced(text: str, **values: str) -> str:
    """The text with other values behind some keys."""
    for key, value in values.items():
        text, count = re.subn(rf"^{key}: .*$", f"{key}: {value}", text, flags=re.MULTILINE)
        assert count == 1, key
    return text


# --- the table of questions


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (kind, field)
        for kind in REVIEWED
        for entry in entries(kind)
        for field in (*entry.fields, *filter(None, [entry.year]))
    ],
)
def test_every_line_names_a_field_of_the_model(kind: str, field: str) -> None:
    assert note_at(kind, field).key == field.rpartition(".")[2]


def test_every_type_that_may_be_checked_has_its_place_on_a_sheet() -> None:
    assert set(labels()) == set(REVIEWED)
    assert [kind for kind in MODELS if may_be_checked(kind)] == [k for k in MODELS if k in REVIEWED]


@pytest.mark.parametrize("kind", REVIEWED)
def test_what_a_line_refers_to_is_there(kind: str) -> None:
    words = yaml.safe_load((ROOT / "content" / "texte" / "de.yaml").read_text("utf-8"))
    for entry in entries(kind):
        note = note_at(kind, entry.fields[0])
        assert not entry.target or entry.target in note.refers_to
        assert not entry.words or set(note.allowed) - {"unbekannt"} <= words[entry.words].keys()
        assert set(entry.modes) <= set(note_at("angebot", "modus").allowed)
        assert not entry.question or "?" in entry.question


def test_everything_a_visitor_relies_on_is_asked() -> None:
    asked = {field for entry in entries("angebot") if entry.question for field in entry.fields}
    block = {note.key: note for note in describe(MODELS["angebot"])}
    assert {f"erster_besuch.{note.key}" for note in describe(FirstVisit)} <= asked
    assert {f"niedrigschwellig.{note.key}" for note in block["niedrigschwellig"].fields} <= asked
    relied_on = {"zeiten.regeln", "zeiten.regeln.ferien", "zeiten.regeln.feiertage", "kosten.art"}
    assert relied_on | {"anmeldung.noetig", "sprachen", "orte", "kontakt.telefon"} <= asked
    places = {field for entry in entries("ort") if entry.question for field in entry.fields}
    assert {f"barrierefreiheit.{note.key}" for note in yes_or_no("ort")} <= places


def yes_or_no(kind: str) -> Iterator[FieldNote]:
    access = note_at(kind, "barrierefreiheit")
    return (note for note in access.fields if note.kind == "ja/nein/unbekannt")


@pytest.mark.parametrize("field", [note.key for note in yes_or_no("ort")])
@pytest.mark.parametrize("value", [state.value for state in YesNo])
def test_what_is_known_is_told_and_what_is_not_is_asked(field: str, value: str) -> None:
    house = f"{HOUSE}barrierefreiheit:\n  {field}: {value}\n"
    sheet = sheet_of({"content/orte/haus-am-anger.yaml": house}, ("ort", "haus-am-anger"))
    key = f"barrierefreiheit.{field}"
    name = next(entry.name for entry in entries("ort") if entry.fields == (key,))
    told = facts_of(sheet, ("ort", "haus-am-anger")).get(name)
    is_asked = key in asked_of(sheet, ("ort", "haus-am-anger"))
    assert (told, is_asked) == ((None, True) if value == "unbekannt" else (value, False))


@pytest.mark.parametrize(
    ("more", "name", "told", "answered"),
    [
        ("kosten:\n  art: fest\n  betrag: 5,50\n", "Preis", "5,50 Euro", "kosten.art"),
        (
            "sprachen: [de, uk, dgs]\n",
            "Sprachen",
            "Deutsch, Ukrainisch, Deutsche Gebärdensprache",
            "sprachen",
        ),
        ("anmeldung:\n  noetig: nein\n", "Anmeldung nötig", "nein", "anmeldung.noetig"),
        ("unterlagen: [Ein Becher]\n", "Mitbringen", "Ein Becher", "unterlagen"),
        ("erster_besuch:\n  allein_kommen: Gern.\n", "Allein kommen", "Gern.", "erster_besuch.x"),
        (
            "kontakt:\n  telefon:\n    - nummer: 030 23125 130\n      hinweis: Küche\n",
            "Telefon",
            "030 23125130 (Küche)",
            "kontakt.telefon",
        ),
        (
            "zeiten:\n  regeln:\n    - tage: [Dienstag]\n      von: '14:00'\n      feiertage: zu\n",
            "Zeiten",
            "von 14:00 an Feiertagen zu",
            "zeiten.regeln",
        ),
    ],
)
def test_a_fact_in_german(more: str, name: str, told: str, answered: str) -> None:
    sheet = sheet_of({"offers/teestube.yaml": TEE + more})
    assert told in facts_of(sheet)[name]
    assert answered not in asked_of(sheet)


def test_a_fact_says_the_year_it_is_proven_for() -> None:
    offer = TEE + "kosten:\n  art: kostenlos\n  beleg_jahr: 2019\n"
    offer = offer.replace(
        "      titel: Beispiel\n", "      titel: Beispiel\n      beleg_jahr: 2021\n"
    )
    sheet = sheet_of({"offers/teestube.yaml": offer})
    (matter,) = (it for it in sheet.matters if it.target == "angebot/teestube")
    assert {(fact.name, fact.year) for fact in matter.facts if fact.year} == {("Kosten", "2019")}
    assert matter.sources == ("Sonstiges 2021 (Beispiel)",)
    assert "(Beleg 2019)" in html([sheet], site_of().catalogue.config)


@pytest.mark.parametrize(
    ("mode", "place", "is_asked"),
    [
        ("vor_ort", "", True),
        ("hybrid", "", True),
        ("telefon", "gebiet: [mitte]", False),
        ("online", "gebiet: [mitte]", False),
    ],
)
def test_nobody_asks_for_the_door_of_a_telephone(
    mode: str,
    place: str,
    is_asked: bool,  # noqa: FBT001
) -> None:
    offer = replaced(TEE, modus=mode)
    offer = offer.replace("orte:\n  - haus-am-anger\n", f"{place}\n") if place else offer
    asked = asked_of(sheet_of({"offers/teestube.yaml": offer}))
    assert ("erster_besuch.wo_ist_die_tuer" in asked) is is_asked


def test_what_the_provider_says_is_not_asked_again() -> None:
    phone = "  telefon:\n    - nummer: 030 23125 120\n"
    silent = BODY.replace(phone, "  web: https://example.org\n")
    body = "content/anbieter/nachbarschaft.yaml"
    more = {"offers/zweites.yaml": replaced(TEE, titel="Singen", kurz="Singen.")}
    pair = (HERE, ("angebot", "zweites"))
    assert "kontakt.telefon" not in asked_of(sheets_of(more, *pair)[0])
    assert "kontakt.telefon" in asked_of(sheets_of({**more, body: silent}, *pair)[0])
    # With one offer its provider is asked, and that is enough.
    alone = sheet_of({body: silent})
    assert "kontakt.telefon" not in asked_of(alone)
    assert "kontakt.telefon" in asked_of(alone, ("anbieter", "nachbarschaft"))


# --- who is asked


def test_a_call_covers_offer_provider_and_place() -> None:
    sheet = sheet_of()
    assert sheet.title == "Nachbarschaft Musterstadt"
    assert sheet.targets == ("anbieter/nachbarschaft", "angebot/teestube", "ort/haus-am-anger")
    assert sheet.phones == ("030 23125120",)
    site = site_of()
    assert [s.targets for s in collect(site, [HERE])] == [("angebot/teestube",)]


def test_an_offer_of_several_stands_with_the_first_and_a_place_stands_once() -> None:
    second = TEE.replace("- nachbarschaft\n", "- chor\n  - nachbarschaft\n").replace(
        "Teestube am Anger", "Singen am Anger"
    )
    third = second.replace("- chor\n  - nachbarschaft", "- chor").replace("Singen", "Summen")
    files = {
        "content/anbieter/chor.yaml": replaced(BODY, name="Chor"),
        "offers/singen.yaml": second,
        "offers/summen.yaml": third,
    }
    sheets = sheets_of(files, HERE, ("angebot", "singen"), ("angebot", "summen"))
    assert [(sheet.id, sheet.targets) for sheet in sheets] == [
        ("chor", ("anbieter/chor", "angebot/singen", "angebot/summen")),
        ("nachbarschaft", ("anbieter/nachbarschaft", "angebot/teestube", "ort/haus-am-anger")),
    ]


def test_most_waiting_first_then_by_name_between_crisis_lines_and_office() -> None:
    bodies = {
        f"content/anbieter/{name.casefold()}.yaml": replaced(BODY, name=name)
        for name in ("Zirkel", "Allee")
    }
    sheets = sheets_of(bodies)
    assert [sheet.id for sheet in sheets] == [
        *("_krisenhilfe", "nachbarschaft", "allee", "zirkel", "_stelle"),
    ]
    all_of_it = [target for sheet in sheets for target in sheet.targets]
    assert len(all_of_it) == len(set(all_of_it))
    assert {target.partition("/")[0] for target in all_of_it} <= set(REVIEWED)
    assert sheets[-1].title == "Büro für Begegnung"


def test_nobody_calls_an_emergency_number_to_try_it() -> None:
    site = site_of()
    (sheet,) = collect(site, [("krisenhilfe", "notruf")])
    assert sheet.is_crisis
    page = html([sheet], site.catalogue.config)
    assert "nicht zur Probe an" in page
    assert "--art anbieterseite krisenhilfe/notruf" in page
    assert letters([sheet], site.catalogue.config, project.TODAY).keys() == {INDEX}
    near = TEE.replace("- begegnung", "- krise")
    assert "nicht zur Probe an" in html(
        [sheet_of({"offers/teestube.yaml": near})], site.catalogue.config
    )
    assert "nicht zur Probe an" not in html([sheet_of()], site.catalogue.config)


@pytest.mark.parametrize("status", ["nicht_listen", "abgelehnt"])
@pytest.mark.parametrize("whose", ["offers/teestube.yaml", "content/anbieter/nachbarschaft.yaml"])
def test_who_is_not_to_be_named_is_not_asked_again(status: str, whose: str) -> None:
    mail = BODY.replace("kontakt:\n", "kontakt:\n  email: buero@example.org\n")
    files = {"content/anbieter/nachbarschaft.yaml": mail, "offers/teestube.yaml": TEE}
    body = ("anbieter", "nachbarschaft")
    asked = {it for sheet in sheets_of(files) for it in sheet.targets}
    assert {"angebot/teestube", "anbieter/nachbarschaft"} <= asked
    files[whose] = files[whose].replace("status: veroeffentlicht", f"status: {status}")
    site = site_of(files)
    silent = {HERE} if whose.startswith("offers") else {HERE, body}
    assert silent <= left_out(site, everything(site))
    found = sheets_of(files)
    assert not {it for sheet in found for it in sheet.targets} & {"/".join(it) for it in silent}
    page = letters(found, site.catalogue.config, site.today)[INDEX]
    assert ("mailto:buero" in page) is (body not in silent)
    alone = collect(site, [HERE], everything(site))
    assert alone == ()


def test_what_is_over_is_not_asked_about() -> None:
    event = CITY["content/veranstaltungen/reihe.yaml"]
    for begin, is_asked in (("2026-12-24 15:00", True), ("2026-11-01 15:00", False)):
        text = re.sub(r"^rhythmus: .*\n", "", event, flags=re.MULTILINE) + f"beginn: {begin}\n"
        files = {"content/veranstaltungen/einmal.yaml": text}
        target = ("veranstaltung", "einmal")
        (sheet,) = collect(site_of(files), [target])
        assert bool(asked_of(sheet, target)) is is_asked
        assert facts_of(sheet, target)["Beginn"].endswith("2026, 15:00")


# --- what is never said


def test_notes_of_the_office_stand_nowhere() -> None:
    note = "  intern: Nur für uns bestimmt.\n"
    files = {
        "offers/teestube.yaml": TEE + note,
        "content/anbieter/nachbarschaft.yaml": BODY + note,
        "content/orte/haus-am-anger.yaml": HOUSE + note,
    }
    assert "Nur für uns" not in said(files)


def said(files: Mapping[str, str | None]) -> str:
    """All papers about all records."""
    site = site_of(files)
    sheets = collect(site, everything(site), everything(site))
    config = site.catalogue.config
    written = letters(sheets, config, site.today)
    return "\n".join([html(sheets, config), table(sheets), *written.values()])


HOST = """name: Kuni
rechtsform: privatperson
text: Kuni kocht gern.
kontakt:
  rolle: Kuni selbst
  telefon:
    - nummer: 030 23125 140
  name: Kuni
  einwilligung:
    datum: 2026-01-05
    umfang: Vorname
    bis: {until}
pflege:
  status: veroeffentlicht
  gueltig_bis: 2027-12-31
  quellen:
    - art: sonstiges
      titel: Besuch
"""


@pytest.mark.parametrize(("until", "is_named"), [("2027-12-31", True), ("2026-01-31", False)])
def test_of_private_persons_no_more_than_on_their_page(
    until: str,
    is_named: bool,  # noqa: FBT001
) -> None:
    host = HOST.format(until=until).replace("  telefon:\n    - nummer: 030 23125 140\n", "")
    offer = replaced(TEE, titel="Küche bei Kuni").replace("- nachbarschaft", "- gast")
    offer = offer.replace("orte:\n  - haus-am-anger", "gebiet:\n  - mitte")
    files = {"content/anbieter/gast.yaml": host, "offers/kueche.yaml": offer}
    sheet = sheet_of(files, ("angebot", "kueche"))
    assert sheet.is_person
    assert sheet.contacts == ()
    assert ("Kuni" in said(files)) is is_named
    assert "Kuni selbst" not in said(files)
    person, kitchen = ("anbieter", "gast"), ("angebot", "kueche")
    assert facts_of(sheet, person) == {}
    assert bool(facts_of(sheet, kitchen)) is is_named
    for target in (person, kitchen):
        assert not {name for name in asked_of(sheet, target) if "kontakt" in name} - {
            "kontakt.telefon",
            "kontakt.sprechzeiten",
        }


@pytest.mark.parametrize("shown", ["strasse", "bezirk", "auf_anfrage"])
def test_a_hidden_address_stays_hidden(shown: str) -> None:
    house = f"{HOUSE}adresse_sichtbar: {shown}\nhaltestelle: Angereck\neingang: Im Hof.\n"
    papers = said({"content/orte/haus-am-anger.yaml": house})
    for secret in ("Angerweg", "Angereck", "Im Hof"):
        assert secret not in papers
    assert "Angerweg" in said({})


# --- the sheet as a page


class Page(HTMLParser):
    """What a browser would make of it: elements, their text, and whatever it would load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loaded: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = dict(attrs)
        self.loaded += [found[key] or "" for key in ("src", "srcset") if key in found]
        self.ids += [found["id"] or ""] if "id" in found else []

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_stands_by_itself() -> None:
    text = html(sheets_of(), site_of().catalogue.config)
    page = Page(text)
    assert text.startswith('<!DOCTYPE html>\n<html lang="de">')
    assert not {"script", "img", "link", "iframe", "form", "svg"} & set(page.tags)
    assert page.loaded == []
    assert "url(" not in text
    assert page.tags.count("h1") == 1
    assert page.tags.count("section") == len(sheets_of())
    assert sorted(set(page.ids)) == sorted(page.ids)
    assert set(re.findall(r'href="#([^"]+)"', text)) == set(page.ids)


def test_the_page_has_boxes_lines_and_the_ready_command() -> None:
    text = html([sheet_of()], site_of().catalogue.config)
    for words in (
        "☐ stimmt so",
        "☐ gibt es nicht mehr",
        "☐ will nicht genannt werden",
        "☐ ja &nbsp; ☐ nein &nbsp; ☐ weiß nicht",
        "Büro für Begegnung",
        "030 23125120",
        "pruefung eintragen --am JJJJ-MM-TT --rolle Redaktion --art telefonat anbieter/nachbarsch",
        "telefonat anbieter/nachbarschaft angebot/teestube ort/haus-am-anger</code>",
    ):
        assert words in text
    assert "1 Bogen mit 3 Einträgen" in text


def test_nothing_to_ask_is_said() -> None:
    config = site_of().catalogue.config
    assert "wartet nichts" in html([], config)
    assert "niemand anzuschreiben" in letters([], config, project.TODAY)[INDEX]


def test_hostile_words_stay_words() -> None:
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    files = {
        "offers/teestube.yaml": replaced(TEE, titel=quoted, kurz=quoted),
        "content/anbieter/nachbarschaft.yaml": replaced(BODY, name=quoted),
        "content/orte/haus-am-anger.yaml": replaced(HOUSE, name=quoted),
    }
    site = site_of(files)
    sheets = collect(site, [HERE], everything(site))
    config = site.catalogue.config
    for text in (html(sheets, config), letters(sheets, config, site.today)[INDEX]):
        page = Page(text)
        assert "img" not in page.tags
        assert HOSTILE in page.text
        assert page.loaded == []
    rows = list(csv.reader(StringIO(table(sheets).removeprefix("\ufeff")), delimiter=";"))
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert {row[0] for row in rows[1:]} == {HOSTILE}


# --- the table


@pytest.mark.parametrize("first", ["=1+1", "+49 711", "-1", "@SUM(A1)", "＝1", "\t=1"])
def test_no_cell_is_a_formula(first: str) -> None:
    title = f'"{first}"' if not first.startswith("\t") else '"=1"'
    files = {"offers/teestube.yaml": replaced(TEE, titel=title)}
    rows = list(csv.reader(StringIO(table([sheet_of(files)])), delimiter=";"))
    cells = [cell for row in rows for cell in row if cell]
    assert not [cell for cell in cells if cell[0] in "=+-@＝＋－＠\t\r\n"]
    assert f"'{title[1:-1]}" in cells


def test_the_table_has_a_row_per_record_and_per_question() -> None:
    sheet = sheet_of()
    text = table([sheet])
    assert text.startswith("\ufeffanbieter;telefon;eintrag;")
    assert text.count("\r\n") == text.count("\n")
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert tuple(rows[0]) == COLUMNS
    whole = [row for row in rows if row["frage"] == WHOLE]
    assert [row["eintrag"] for row in whole] == list(sheet.targets)
    assert len(rows) == sum(1 + len(matter.questions) for matter in sheet.matters)
    assert {row["ergebnis"] for row in rows} == {""}


HEAD = "eintrag;ergebnis"


@pytest.mark.parametrize(
    ("text", "checked", "others"),
    [
        (f"{HEAD}\nangebot/a;stimmt\nangebot/b;\n", ["angebot/a"], {}),
        (f"{HEAD}\r\nangebot/a; Geprueft \r\nort/b;geprüft\r\n", ["angebot/a", "ort/b"], {}),
        (f"{HEAD}\nangebot/a;stimmt\nangebot/a;stimmt\nangebot/a;\n", ["angebot/a"], {}),
        (f"{HEAD}\na/b;Gibt es nicht mehr\nc/d;stimmt\n", ["c/d"], {"a/b": "gibt es nicht mehr"}),
        (f"{HEAD}\na/b;geaendert\n", [], {"a/b": "geändert"}),
        ("eintrag,ergebnis\nangebot/a,stimmt\n", ["angebot/a"], {}),
        ("eintrag\tergebnis\nangebot/a\tstimmt\n", ["angebot/a"], {}),
        ('titel;Ergebnis;EINTRAG\n"a;b\nc";stimmt;angebot/a\n', ["angebot/a"], {}),
        (f"{HEAD}\n\n;\nangebot/a;stimmt\nangebot/b\n", ["angebot/a"], {}),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_filled_table_is_read_however_it_was_saved(
    text: str, checked: list[str], others: Mapping[str, str], encoding: str
) -> None:
    found = filled(text.encode(encoding))
    assert (list(found.checked), found.others) == (checked, others)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "fehlt die Spalte „eintrag“"),
        (b"eintrag;antwort\n", "fehlt die Spalte „ergebnis“"),
        (f"{HEAD}\nangebot/a;stimmt so\n".encode(), "Zeile 2: „stimmt so“ ist kein Ergebnis"),
        (f"{HEAD}\nangebot/a;=1\x1b\n".encode(), "„=1\\u001b“ ist kein Ergebnis"),
        (f"{HEAD}\n;stimmt\n".encode(), "Zeile 2: Hier steht ein Ergebnis, aber kein Eintrag"),
        (f"{HEAD}\na/b;stimmt\na/b;nicht erreicht\n".encode(), "Zeile 3: „a/b“ hat zwei"),
        (f'{HEAD}\n"a;{"x" * 200_000}'.encode(), "keine Tabelle"),
        (b"x" * 5_000_001, "zu groß"),
    ],
)
def test_what_a_table_cannot_say_is_answered(data: bytes, words: str) -> None:
    with pytest.raises(UsageError, match=re.escape(words)):
        filled(data)


# --- letters


def test_a_letter_says_what_we_know_and_how_to_answer() -> None:
    config = site_of().catalogue.config
    made = letters([sheet_of()], config, project.TODAY)
    assert made.keys() == {INDEX, "nachbarschaft.txt"}
    text = made["nachbarschaft.txt"]
    for words in (
        "An: Nachbarschaft Musterstadt",
        "22. November 2026",
        "Telefon: 030 23125100",
        "2. Angebot: Teestube am Anger",
        "   - Was man dort macht: Tee trinken und ins Gespräch kommen.",
        "     [ ] ja   [ ] nein   [ ] weiß nicht",
        "[ ] bitte nicht nennen",
        "„Bitte nicht nennen.“",
    ):
        assert words in text
    assert "Eine Mail-Adresse kennen wir nicht" in made[INDEX]
    assert "mailto:" not in made[INDEX]


@pytest.mark.parametrize("length", [1, 20, 90])
def test_letters_are_narrow(length: int) -> None:
    name = ("Wort " * 20)[:length].strip()
    files = {
        "offers/teestube.yaml": replaced(TEE, titel=name),
        "content/anbieter/nachbarschaft.yaml": replaced(BODY, name=name),
    }
    made = letters([sheet_of(files)], site_of().catalogue.config, project.TODAY)
    assert max(map(len, made["nachbarschaft.txt"].splitlines())) <= WIDTH
    assert max(map(len, fold("x" * 300, "   - ", "     ").splitlines())) == WIDTH


def test_a_letter_about_all_goes_to_whom_all_belongs() -> None:
    """An offer's own address is where its guests ask; it is not the provider of others."""
    mail = TEE + "kontakt:\n  email: teestube@example.org\n"
    other = replaced(TEE, titel="Singen", kurz="Singen.")
    files = {"offers/teestube.yaml": mail, "offers/singen.yaml": other}
    config = site_of().catalogue.config
    alone, both = sheets_of(files, HERE), sheets_of(files, HERE, ("angebot", "singen"))
    assert "mailto:teestube@" in letters(alone, config, project.TODAY)[INDEX]
    assert "mailto:" not in letters(both, config, project.TODAY)[INDEX]


@pytest.mark.parametrize("offers", [1, 3, 60])
def test_a_mail_link_fits_every_mail_program(offers: int) -> None:
    mail = BODY.replace("kontakt:\n", "kontakt:\n  email: buero+hilfe@example.org\n")
    files: dict[str, str | None] = {"content/anbieter/nachbarschaft.yaml": mail}
    for number in range(offers):
        title = f"Übung & Wärme? {number} {'ä' * 60}"
        files[f"offers/o-{number}.yaml"] = replaced(TEE, titel=title, kurz=f"Übung {number}.")
    targets = [("angebot", f"o-{number}") for number in range(offers)]
    sheets = collect(site_of(files), targets)
    page = letters(sheets, site_of().catalogue.config, project.TODAY)[INDEX]
    (link,) = re.findall(r'href="(mailto:[^"]+)"', page)
    link = link.replace("&amp;", "&")
    assert len(link) < MAILTO
    parts = urlsplit(link)
    assert unquote(parts.path) == "buero+hilfe@example.org"
    fields = parse_qs(parts.query, strict_parsing=True)
    assert fields["subject"] == ["Stimmt das so? Ihre Angebote bei „Zusammen in Musterstadt“"]
    (body,) = fields["body"]
    assert "- Übung & Wärme? 0" in body
    named = body.count("Wärme")
    assert ("und " in body.partition("Stimmt das")[0].rpartition("\n- ")[2]) is (named < offers)
    assert f"- und {offers - named} mehr" in body or named == offers


def test_an_office_without_an_address_is_told_first() -> None:
    config = site_of().catalogue.config
    silent = config.model_copy(update={"office": config.office.model_copy(update={"phone": None})})
    warning = "weder Telefon noch Mail noch Postanschrift"
    assert warning in letters([sheet_of()], silent, project.TODAY)[INDEX]
    assert warning not in letters([sheet_of()], config, project.TODAY)[INDEX]
