"""Text -> tree: what stays text, what is refused, and Markdown files with their head.

The answers to mistakes in YAML files stand in tests/examples, row by row.
"""

from typing import Any

import pytest

from sitegen.diagnostics import Location, Related, diagnose
from sitegen.parse import MAX_DEPTH, MOST, locate, parse
from sitegen.source import SourceFile, plain

PAGE = "content/seiten/ueber.md"


def read(text: str) -> tuple[Any, list[str]]:
    document, findings = parse(SourceFile("offers/x.yaml", text.encode()))
    return (None if document is None else plain(document.root)), [f.code for f in findings]


@pytest.mark.parametrize(
    "value",
    [
        *("19:30", "9:30", "12:30:00", "0711", "070173", "1_000", "0x1F", "0o17", "1e3", ".inf"),
        *(
            "NO",
            "yes",
            "on",
            "true",
            "True",
            "2026-02-30",
            "2026-11-22T10:00:00Z",
            "=",
            "-1",
            "1.0",
        ),
        *("5" * 5_000, "a#b", "a:b", "- a", "C:\\x"),
    ],
)
def test_a_value_is_the_text_that_was_written(value: str) -> None:
    if not value.startswith("- "):
        assert read(f"a: {value}\n") == ({"a": value}, [])
    assert read(f"a: '{value}'\n") == ({"a": value}, [])
    assert read(f"- {value}\n")[1] == ["datei-ohne-schluessel"]


def test_a_comment_is_no_content() -> None:
    assert read("# x\na: b # c\n#\n") == ({"a": "b"}, [])


def test_the_deepest_tree_that_is_read() -> None:
    fits = "a: " + "[" * (MAX_DEPTH - 1) + "x" + "]" * (MAX_DEPTH - 1)
    assert read(fits)[1] == []
    assert read(f"a: [{fits.removeprefix('a: ')}]")[1] == ["yaml-zu-tief"]


@pytest.mark.parametrize("text", ["", "\n", "# x", "---", "--- \n...\n", "{}", "~", "[]", "- ~\n"])
def test_a_file_without_content_is_empty(text: str) -> None:
    assert read(text) == (None, ["datei-leer"])


def test_keys_without_values_are_no_empty_file() -> None:
    assert read("titel:\nkurz:\n") == (None, [])


def test_every_key_is_named_that_stands_there_twice() -> None:
    document, findings = parse(SourceFile("offers/x.yaml", b"a: 1\nb: {a: 1, a: 2}\na: 3\na: 4\n"))
    assert document is not None
    places = [(f.location.line, f.location.column) for f in findings]
    assert places == [(2, 11), (3, 1), (4, 1)]
    firsts = [(f.related[0].location.line, f.related[0].location.column) for f in findings]
    assert firsts == [(2, 5), (1, 1), (1, 1)]


@pytest.mark.parametrize("text", ["a: 1\n", "a: b\n  c\n"])
def test_answers_end_where_they_stop_helping(text: str) -> None:
    document, findings = parse(SourceFile("offers/x.yaml", text.encode() * 5_000))
    assert document is None
    assert len(findings) == MOST + 1
    assert findings[-1].code == "zu-viele-fehler"


def test_what_was_found_before_the_end_of_reading_is_kept() -> None:
    assert read("a: 1\na: 2\nb: [\n")[1] == ["schluessel-doppelt", "yaml-klammer"]
    assert read("a: 1\na: 2\nb: &c d\n")[1] == ["schluessel-doppelt", "yaml-anker"]
    assert read("a: b\n  c\nd: @\n")[1] == ["mehrzeilig-ohne-strich", "yaml-sonderzeichen"]
    # Here the text of several lines only follows from the quote that was never closed.
    assert read('a: "b\nc: "d"\n')[1] == ["yaml-anfuehrung-offen"]


def test_refused_files_are_not_answered_twice() -> None:
    assert parse(SourceFile("offers/x.yaml", b"", is_refused=True)) == (None, ())


# Markdown files: a head of YAML between two lines of dashes, and a text below.


def test_a_page_has_a_head_and_a_text() -> None:
    text = "---\ntitel: Über uns\n---\n\nWir sind *viele*.\n"
    document, findings = parse(SourceFile(PAGE, text.encode()))
    assert findings == ()
    assert document is not None
    assert plain(document.root) == {"titel": "Über uns"}
    assert document.body is not None
    assert document.body.text == "\nWir sind *viele*.\n"
    assert document.body.position(2, 10) == (5, 10)
    assert text.split("\n")[4][9:].startswith("*viele*")


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_lines_of_the_head_are_those_of_the_file(ending: str) -> None:
    text = ending.join(["---", "titel: x", "titel: y", "---", "Text"])
    document, findings = parse(SourceFile(PAGE, text.encode()))
    assert document is not None
    assert document.body is not None
    assert document.body.text == "Text"
    assert [(f.code, f.location.line) for f in findings] == [("schluessel-doppelt", 3)]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "kopfdaten-fehlen", 1),
        ("titel: x\n", "kopfdaten-fehlen", 1),
        ("\n---\ntitel: x\n---\n", "kopfdaten-fehlen", 1),
        ("---\ntitel: x\n", "kopfdaten-offen", 1),
        ("---\ntitel: x\n ---\n", "kopfdaten-offen", 1),
        ("---\n---\nText\n", "datei-leer", 1),
        ("---\ntitel: [x\n---\n", "yaml-klammer", 2),
        ("---\n\ttitel: x\n---\n", "yaml-tabulator", 2),
        ("---\ntitel: x\n---\nTe\0xt\n", "zeichen-nicht-erlaubt", 4),
    ],
)
def test_a_head_that_cannot_be_read(text: str, code: str, line: int) -> None:
    document, findings = parse(SourceFile(PAGE, text.encode()))
    assert document is None
    assert [(f.code, f.location.line) for f in findings] == [(code, line)]


@pytest.mark.parametrize("text", ["---\ntitel: x\n---", "---\ntitel: x\n---\n \n\n"])
def test_a_page_may_lack_its_text(text: str) -> None:
    document, findings = parse(SourceFile(PAGE, text.encode()))
    assert findings == ()
    assert document is not None
    assert document.body is not None
    assert document.body.is_absent


# Places that other stages name by keys.


def located(location: Location, text: str = "a: b\nc:\n  d: |\n    e\n    f\n") -> Location:
    source = SourceFile("offers/x.yaml", text.encode())
    (found,) = locate([diagnose("datei-leer", location)], {"offers/x.yaml": source})
    return found.location


def test_keys_become_lines_and_columns() -> None:
    place = Location("offers/x.yaml", keys=("c", "d"))
    assert located(place) == Location("offers/x.yaml", 3, 6, 3, 7)
    assert located(place.inside(2, 1)) == Location("offers/x.yaml", 5, 5)
    assert located(Location("offers/x.yaml", keys=("a",))) == Location("offers/x.yaml", 1, 4, 1, 5)


def test_what_needs_no_place_stays_as_it_is() -> None:
    for place in (Location("offers/x.yaml", 2, 2), Location("offers/x.yaml"), Location("dist")):
        assert located(place) == place


def test_keys_of_an_unknown_file_are_dropped() -> None:
    assert located(Location("content/site.yaml", keys=("a",))) == Location("content/site.yaml")


def test_a_file_that_cannot_be_read_has_no_places() -> None:
    assert located(Location("offers/x.yaml", keys=("a",)), "a: [") == Location("offers/x.yaml")


def test_places_in_the_text_of_a_page() -> None:
    source = SourceFile(PAGE, b"---\ntitel: x\n---\n\nText\n")
    place = Location(PAGE, keys=("text",)).inside(2, 3)
    (found,) = locate([diagnose("datei-leer", place)], {PAGE: source})
    assert found.location == Location(PAGE, 5, 3)


def test_second_places_are_located_too() -> None:
    source = SourceFile("offers/x.yaml", b"a: b\nc: d\n")
    other = Related(Location("offers/x.yaml", keys=("c",)), "Auch hier.")
    finding = diagnose("datei-leer", Location("offers/x.yaml", keys=("a",)), related=[other])
    (found,) = locate([finding], {"offers/x.yaml": source})
    assert (found.location.line, found.related[0].location.line) == (1, 2)
