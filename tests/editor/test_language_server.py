"""What an editor sees in a program that runs the YAML language server: marks, proposals, help."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.describe import describe
from sitegen.models import CONTENT_TYPES
from sitegen.schema import schemas
from tests.editor.reading import head
from tests.editor.server import LanguageServer, Mark
from tests.examples import project

KINDS = [*project.TYPES, "site"]
MARKDOWN = [t for t in CONTENT_TYPES if t.suffix.endswith(".md")]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """A server for a project with our schemas; heads of Markdown files stand in `koepfe/`."""
    folder = tmp_path_factory.mktemp("project")
    project.write(folder, schemas())
    settings = json.loads((folder / ".vscode" / "settings.json").read_text("utf-8"))
    heads = {f".vscode/schema/{t.name}.json": f"koepfe/{t.name}-*.yaml" for t in MARKDOWN}
    settings["yaml.schemas"] |= heads
    with LanguageServer(folder, settings) as running:
        yield running


def place_of(case: Path) -> str:
    """Where the server finds an example."""
    kind, name = case.parent.name, case.name.partition(".")[0]
    return f"koepfe/{kind}-{name}.yaml" if case.suffix == ".md" else project.place_of(case)


def text_of(case: Path) -> str:
    return head(case.name, case.read_text("utf-8"))


def full(kind: str) -> Path:
    (found,) = (project.HERE / "valid" / kind).glob("voll.*")
    return found


RIGHT = [case for case in project.cases("valid") if case.parent.name in KINDS]


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_nothing_is_marked_in_a_right_example(server: LanguageServer, case: Path) -> None:
    assert server.marks(place_of(case), text_of(case)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_key_is_marked(server: LanguageServer, kind: str) -> None:
    case = full(kind)
    text = text_of(case).rstrip("\n") + "\n"
    is_collection = kind in project.TYPES and project.TYPES[kind].is_collection
    text += "  uups: 1\n" if is_collection else "uups: 1\n"
    (mark,) = server.marks(place_of(case), text)
    assert mark == Mark(text.count("\n"), "Eigenschaft uups ist nicht erlaubt.")


@pytest.mark.parametrize("kind", KINDS)
def test_a_needed_key_that_is_empty_is_marked(server: LanguageServer, kind: str) -> None:
    case = full(kind)
    model = describe(project.TYPES[kind].model) if kind in project.TYPES else ()
    key = next((note.key for note in model if note.is_required and not note.fields), "stadt")
    lines = text_of(case).split("\n")
    number = next(n for n, line in enumerate(lines) if re.match(rf" *{key}:", line))
    indent = len(lines[number]) - len(lines[number].lstrip())
    below = number + 1
    while re.match(rf" {{{indent + 1}}}| {{{indent}}}- ", lines[below]):
        below += 1
    emptied = [*lines[:number], f"{' ' * indent}{key}:", *lines[below:]]
    (mark,) = server.marks(place_of(case), "\n".join(emptied))
    assert mark == Mark(number + 1, f"{key} fehlt.")


# A key of the full example, what is written there instead, and words of the answer.
MISTAKES = [
    ("angebot", "modus", "irgendwie", "Möglich: vor_ort, online, telefon"),
    ("angebot", "kennenlernen", "vielleicht", "Möglich: ja, nein, unbekannt."),
    ("angebot", "kennenlernen", "true", "Möglich: ja, nein, unbekannt."),
    ("angebot", "platz_stand", "20.11.2026", "Kein lesbares Datum"),
    ("angebot", "platz_stand", "2026-13-01", "Kein lesbares Datum"),
    ("angebot", "von: 14", "14 Uhr", "Keine lesbare Uhrzeit"),
    ("angebot", "betrag", "2,50 Euro", "Kein Betrag"),
    ("angebot", "noetig", "[ja]", "Weder ja noch nein"),
    ("angebot", "nummer", "23125 122", "Keine Telefonnummer"),
    ("angebot", "email", "cafe at example.org", "Keine Mail-Adresse"),
    ("angebot", "ziel", "teestube", "Verweis ohne Art"),
    ("angebot", "ziel", "fakt/teestube", "Verweis ohne Art"),
    ("angebot", "niedrigschwellig", "ja", "Eingerückter Block erwartet"),
    ("angebot", "orte", "haus-am-anger", "Liste erwartet"),
    ("angebot", "titel", "[a, b]", "Einzelner Text erwartet"),
    ("angebot", "kurz", "x" * 161, ""),
    ("anbieter", "rechtsform", "Verein", "Möglich: amt, verein"),
    ("anbieter", "traeger", "Der Träger", "Keine Kennung"),
    ("ort", "plz", "70173 Stadt", "Keine Postleitzahl"),
    ("ort", "lat", "50,1", "Keine Koordinate"),
    ("ort", "adresse_sichtbar", "nie", "Möglich: voll, strasse"),
    ("krisenhilfe", "gruppe", "immer", "Möglich: jetzt, reden"),
    ("fakt", "jahr", "letztes", "Kein Jahr"),
    ("stadtbezirk", "kachel", "[1]", ""),
    ("thema", "synonyme", "Treffpunkt", "Liste erwartet"),
    ("site", "betrieb", "probe", "Möglich: demo, produktion"),
    ("site", "basisadresse", "zusammen.example.org", "https://"),
    ("seite", "bereich", "oben", "Möglich: eingang"),
    ("pruefung", "am", "gestern", "Kein lesbares Datum"),
    ("wegfinder", "start", "Erste Frage", "Keine Kennung"),
]


@pytest.mark.parametrize(("kind", "key", "value", "words"), MISTAKES)
def test_a_mistake_is_marked_on_its_line(
    server: LanguageServer, kind: str, key: str, value: str, words: str
) -> None:
    case = full(kind)
    lines = text_of(case).split("\n")
    number = next(n for n, line in enumerate(lines) if re.match(rf" *(- )?{key}\b", line))
    start = re.match(r" *(?:- )?[a-z_]+:", lines[number])
    assert start
    indent = len(start[0]) - len(start[0].lstrip())
    below = number + 1
    while re.match(rf" {{{indent + 1}}}| {{{indent}}}- ", lines[below]):
        below += 1
    kept = lines[below:] if lines[number] == start[0] else lines[number + 1 :]
    text = "\n".join([*lines[:number], f"{start[0]} {value}", *kept])
    marks = server.marks(place_of(case), text)
    assert [mark.line for mark in marks] == [number + 1]
    assert words in marks[0].message


@pytest.mark.parametrize("kind", KINDS)
def test_keys_are_proposed_with_their_explanation(server: LanguageServer, kind: str) -> None:
    notes = describe(project.TYPES[kind].model) if kind in project.TYPES else ()
    is_collection = kind in project.TYPES and project.TYPES[kind].is_collection
    path = place_of(full(kind))
    text, line, column = ("neu:\n  \n", 2, 3) if is_collection else ("\n", 1, 1)
    found = server.proposals(server.open(path, text), line, column)
    in_head = [note for note in notes if note.key in found or not path.startswith("koepfe/")]
    assert set(found) >= {note.key for note in in_head}
    assert found
    for note in in_head:
        assert note.description in found[note.key]


def test_words_are_proposed(server: LanguageServer) -> None:
    uri = server.open("offers/woerter.yaml", "modus: \nplatz: \ngebiet:\n  - \n")
    words = {"vor_ort", "online", "telefon", "hausbesuch", "hybrid"}
    assert set(server.proposals(uri, 1, 8)) == words
    assert set(server.proposals(uri, 2, 8)) == {"frei", "warteliste", "voll", "unbekannt"}
    assert set(server.proposals(uri, 4, 5)) == {"bundesweit", "stadtweit"}


def test_keys_of_a_block_are_proposed(server: LanguageServer) -> None:
    text = "pflege:\n  quellen:\n    - art: mail\n      \n"
    found = server.proposals(server.open("offers/block.yaml", text), 4, 7)
    assert set(found) == {"datum", "adresse", "titel", "beleg_jahr"}
    assert found["beleg_jahr"].startswith("Jahr, aus dem die Angaben der Quelle stammen.")


def test_a_key_is_explained_where_the_mouse_rests(server: LanguageServer) -> None:
    uri = server.open("offers/hilfe.yaml", "titel: x\npflege:\n  geprueft_am: 2026-01-01\n")
    assert "Wie das Angebot heißt." in server.hover(uri, 1, 3)
    told = server.hover(uri, 3, 6)
    assert "Tag der letzten Prüfung durch einen Menschen. (JJJJ-MM-TT)" in told


def test_other_files_are_left_alone(server: LanguageServer) -> None:
    assert server.marks("content/texte/de.yaml", "uups: 1\n") == []
