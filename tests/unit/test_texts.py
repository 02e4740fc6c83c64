"""Interface texts by language: complete in German, and nothing but words and placeholders."""

from collections.abc import Mapping

import pytest

from sitegen.diagnostics import Diagnostic
from sitegen.parse import parse
from sitegen.source import SourceFile
from sitegen.texts import MOST, InterfaceText, join_texts, placeholders, read_texts


def read(**languages: str) -> tuple[dict[str, dict[str, str]], list[tuple[str, str, int]]]:
    files: dict[str, Mapping[str, InterfaceText]] = {}
    found: list[Diagnostic] = []
    for name, text in languages.items():
        path = f"content/texte/{name.replace('_', '-')}.yaml"
        document, findings = parse(SourceFile(path, text.encode()))
        assert document is not None
        assert findings == ()
        files[path], faults = read_texts(document)
        found += faults
    texts, differences = join_texts(files)
    return (
        {language: dict(own) for language, own in texts.items()},
        [
            (f.code, f.location.path.removeprefix("content/texte/"), f.location.line)
            for f in (*found, *differences)
        ],
    )


def test_keys_are_dotted_however_they_are_written() -> None:
    texts, findings = read(de="a:\n  b: eins\n  c:\n    d: zwei\ne.f: ' drei '\n")
    assert findings == []
    assert texts == {"de": {"a.b": "eins", "a.c.d": "zwei", "e.f": "drei"}}


def test_german_stands_in_for_what_a_language_lacks() -> None:
    texts, findings = read(de="a: eins\nb: zwei\n", de_leicht="a: Eins\n")
    assert texts["de-leicht"] == {"a": "Eins", "b": "zwei"}
    assert findings == [("oberflaechentext-fehlt", "de-leicht.yaml", 0)]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: eins\nb: zwei\nc: drei\n", "oberflaechentext-unbekannt", 3),
        ("a: eins\nb: '{anzahl}'\n", "oberflaechentext-platzhalter", 2),
        ("a: eins\nb:\n", "oberflaechentext-leer", 2),
        ("a: eins\nb: []\n", "oberflaechentext-leer", 2),
        ("a: eins\nb: {}\n", "oberflaechentext-leer", 2),
        ("a: eins\nb: '{'\n", "oberflaechentext-klammer", 2),
        ('a: eins\nb: "\\u200b"\n', "zeichen-nicht-erlaubt", 2),
    ],
)
def test_mistakes_of_another_language(text: str, code: str, line: int) -> None:
    assert read(de="a: x\nb: y\n", en=text)[1] == [(code, "en.yaml", line)]


def test_a_faulty_german_text_is_the_only_fault() -> None:
    for fault in ("b:\n", "b: '{'\n", 'b: "\\u202e"\n'):
        findings = read(de="a: x\n" + fault, en="a: x\nb: y {name}\n")[1]
        assert [path for _, path, _ in findings] == ["de.yaml"]


def test_a_text_that_is_written_in_two_ways_is_written_twice() -> None:
    assert read(de="a:\n  b: eins\na.b: zwei\n")[1] == [("schluessel-doppelt", "de.yaml", 3)]


@pytest.mark.parametrize("line", ["a{}:\n", "a{}: x\n"])
def test_answers_end_where_they_stop_helping(line: str) -> None:
    findings = read(de="a: x\n", en="a: x\n" + "".join(line.format(n) for n in range(60)))[1]
    assert len(findings) == MOST + 1
    assert findings[-1] == ("zu-viele-fehler", "en.yaml", 0)


def test_nothing_is_compared_without_german() -> None:
    assert read(en="a: x\n") == ({"en": {"a": "x"}}, [])
    assert read() == ({}, [])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", set()),
        ("3 < 5 & „gut“", set()),
        ("{anzahl} von {alle}", {"anzahl", "alle"}),
        ("{a}{a}", {"a"}),
        ("{{so}}", set()),
        *((text, {"{"}) for text in ("{", "}", "{}", "{0}", "{a b}", "{a.b}", "{a[0]}", "{a")),
        *((text, {"{"}) for text in ("{a!r}", "{a:>9}", "{a:{b}}", "{a:>999999999}", "{ a }")),
    ],
)
def test_a_placeholder_is_one_plain_word(text: str, names: set[str]) -> None:
    assert placeholders(text) == names
