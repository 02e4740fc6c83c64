"""Report formats: exact texts for one fixture, hostile texts, and the registry."""

import importlib.util
import json as stdlib_json
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import reporters
from sitegen.diagnostics import Diagnostic, Location, Related, Severity, in_order
from sitegen.reporters import REPORTERS, Reporter, json, terminal
from sitegen.source import SourceFile

FINDING = re.compile(r"[^\n]+?(:\d+(:\d+)?)?: (Fehler|Warnung|Hinweis) \[[^\n]*\] [^\n]*")
QUOTE = re.compile(r"  +\d* \|[^\n]*")

CAFE = "offers/cafe.yaml"
DISTRICTS = "content/taxonomie/stadtbezirke.yaml"


def source(path: str, text: str) -> SourceFile:
    return SourceFile(path, text.encode())


SOURCES = {
    CAFE: source(
        CAFE,
        "titel: Café\r\n"
        "kurz: Ein 漢字 und ein\tTabulator\r\n"
        "zeiten:\n"
        "  - tage: [Samstagg]\n"
        "titel: Treff\n",
    ),
    DISTRICTS: source(DISTRICTS, "\ufeffmitte:\n  name: " + "Mitte " * 60 + "\n"),
}

FINDINGS = (
    Diagnostic(
        Location(CAFE, 5, 1, 5, 6),
        "schluessel-doppelt",
        Severity.ERROR,
        "Der Schlüssel „titel“ steht zweimal da.",
        "Löschen Sie eine der beiden Angaben.",
        (Related(Location(CAFE, 1, 1, 1, 6), "Hier steht er zum ersten Mal."),),
    ),
    Diagnostic(
        Location(CAFE, 2, 11, 2, 13),
        "zeichen-fremd",
        Severity.NOTE,
        "Der Text enthält „漢字“.",
    ),
    Diagnostic(
        Location(CAFE, 3, 1, 4, 19),
        "zeiten-unklar",
        Severity.WARNING,
        "„zeiten“ nennt keine Uhrzeit.",
    ),
    Diagnostic(
        Location(CAFE, 4, 12, 4, 20),
        "wochentag-unbekannt",
        Severity.ERROR,
        "„Samstagg“ ist kein Wochentag.",
        "Meinten Sie „Samstag“?",
    ),
    Diagnostic(
        Location(DISTRICTS, 2, 297, 2, 302),
        "text-zu-lang",
        Severity.ERROR,
        "„name“ ist zu lang.",
        "Kürzen Sie den Namen.\nZum Beispiel:\n  name: Mitte\n",
    ),
    Diagnostic(
        Location("content/site.yaml"),
        "pflichtdatei-fehlt",
        Severity.ERROR,
        "Die Datei „content/site.yaml“ fehlt.",
    ),
)

TERMINAL = """\
content/site.yaml: Fehler [pflichtdatei-fehlt] Die Datei „content/site.yaml“ fehlt.

content/taxonomie/stadtbezirke.yaml:2:297: Fehler [text-zu-lang] „name“ ist zu lang.
  2 | …tte Mitte Mitte Mitte Mitte Mitte Mitte Mitte Mitte Mitte Mitte Mitte Mitte Mitte Mitte Mitte Mitte …
    |                                          ^^^^^
  Hilfe: Kürzen Sie den Namen.
    Zum Beispiel:
      name: Mitte

offers/cafe.yaml:2:11: Hinweis [zeichen-fremd] Der Text enthält „漢字“.
  2 | kurz: Ein 漢字 und ein    Tabulator
    |           ^^^^
offers/cafe.yaml:3:1: Warnung [zeiten-unklar] „zeiten“ nennt keine Uhrzeit.
  3 | zeiten:
    | ^^^^^^^
offers/cafe.yaml:4:12: Fehler [wochentag-unbekannt] „Samstagg“ ist kein Wochentag.
  4 |   - tage: [Samstagg]
    |            ^^^^^^^^
  Hilfe: Meinten Sie „Samstag“?
offers/cafe.yaml:5:1: Fehler [schluessel-doppelt] Der Schlüssel „titel“ steht zweimal da.
  5 | titel: Treff
    | ^^^^^
  Hilfe: Löschen Sie eine der beiden Angaben.
  offers/cafe.yaml:1:1: Hinweis Hier steht er zum ersten Mal.

4 Fehler, 1 Warnung, 1 Hinweis in 3 Dateien
"""  # noqa: E501 - a line that was cut

JSON = r"""[
{"path": "content/site.yaml", "line": 0, "column": 0, "endLine": 0, "endColumn": 0, "code": "pflichtdatei-fehlt", "severity": "fehler", "message": "Die Datei \u201econtent/site.yaml\u201c fehlt.", "hint": "", "related": []},
{"path": "content/taxonomie/stadtbezirke.yaml", "line": 2, "column": 297, "endLine": 2, "endColumn": 302, "code": "text-zu-lang", "severity": "fehler", "message": "\u201ename\u201c ist zu lang.", "hint": "K\u00fcrzen Sie den Namen.\nZum Beispiel:\n  name: Mitte\n", "related": []},
{"path": "offers/cafe.yaml", "line": 2, "column": 11, "endLine": 2, "endColumn": 13, "code": "zeichen-fremd", "severity": "hinweis", "message": "Der Text enth\u00e4lt \u201e\u6f22\u5b57\u201c.", "hint": "", "related": []},
{"path": "offers/cafe.yaml", "line": 3, "column": 1, "endLine": 4, "endColumn": 19, "code": "zeiten-unklar", "severity": "warnung", "message": "\u201ezeiten\u201c nennt keine Uhrzeit.", "hint": "", "related": []},
{"path": "offers/cafe.yaml", "line": 4, "column": 12, "endLine": 4, "endColumn": 20, "code": "wochentag-unbekannt", "severity": "fehler", "message": "\u201eSamstagg\u201c ist kein Wochentag.", "hint": "Meinten Sie \u201eSamstag\u201c?", "related": []},
{"path": "offers/cafe.yaml", "line": 5, "column": 1, "endLine": 5, "endColumn": 6, "code": "schluessel-doppelt", "severity": "fehler", "message": "Der Schl\u00fcssel \u201etitel\u201c steht zweimal da.", "hint": "L\u00f6schen Sie eine der beiden Angaben.", "related": [{"path": "offers/cafe.yaml", "line": 1, "column": 1, "endLine": 1, "endColumn": 6, "message": "Hier steht er zum ersten Mal."}]}
]
"""  # noqa: E501 - one finding per line


def written(
    reporter: Reporter,
    findings: Sequence[Diagnostic],
    sources: Mapping[str, SourceFile] = SOURCES,
) -> str:
    stream = StringIO()
    reporter.report(findings, sources, stream)
    return stream.getvalue()


def quoted(line: str, column: int, end_column: int = 0, *, end_line: int = 1) -> list[str]:
    """The quoted line and the line with carets, without the gutter."""
    place = Location("x.yaml", 1, column, end_line, end_column)
    finding = Diagnostic(place, "a", Severity.ERROR, "M")
    text = written(terminal, [finding], {"x.yaml": source("x.yaml", line)})
    return [row[6:] for row in text.split("\n") if QUOTE.fullmatch(row)]


# --- the registry


def test_every_format_of_the_folder_is_registered() -> None:
    folder = Path(reporters.__file__).parent
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert set(REPORTERS) == files
    for name, reporter in REPORTERS.items():
        assert Path(str(sys.modules[f"sitegen.reporters.{name}"].__file__)).stem == name
        assert sys.modules[f"sitegen.reporters.{name}"] is reporter
        assert reporter.__doc__


@pytest.fixture
def with_probe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A format that exists only here: one module, one entry, nothing else touched."""
    file = tmp_path / "probe.py"
    file.write_text(
        "def report(findings, sources, stream):\n"
        "    for finding in findings:\n"
        "        stream.write(f'{finding.code}\\n')\n",
        encoding="utf-8",
    )
    spec = importlib.util.spec_from_file_location("probe", file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(reporters, "REPORTERS", {**REPORTERS, "probe": module})


@pytest.mark.usefixtures("with_probe")
def test_a_format_is_added_by_one_file_and_one_line() -> None:
    lines = written(reporters.REPORTERS["probe"], FINDINGS).splitlines()
    assert lines == [finding.code for finding in FINDINGS]
    assert written(reporters.REPORTERS["terminal"], FINDINGS) == TERMINAL
    assert written(reporters.REPORTERS["json"], FINDINGS) == JSON


@pytest.mark.parametrize("name", REPORTERS)
def test_every_format_sorts_and_drops_repetitions(name: str) -> None:
    shuffled = [*reversed(FINDINGS), *FINDINGS]
    assert written(REPORTERS[name], shuffled) == written(REPORTERS[name], FINDINGS)


@pytest.mark.parametrize("name", REPORTERS)
def test_every_format_does_without_sources(name: str) -> None:
    text = written(REPORTERS[name], FINDINGS, {})
    assert all(finding.code in text for finding in FINDINGS)


# --- exact texts


def test_terminal_text() -> None:
    assert written(terminal, FINDINGS) == TERMINAL


def test_json_text() -> None:
    assert written(json, FINDINGS) == JSON


def test_json_without_findings_is_an_empty_array() -> None:
    assert written(json, []) == "[]\n"


def test_terminal_without_findings() -> None:
    assert written(terminal, []) == "Keine Fehler.\n"


E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE


@pytest.mark.parametrize(
    ("severities", "files", "expected"),
    [
        ([E], 1, "1 Fehler in 1 Datei"),
        ([E, E, E, W], 2, "3 Fehler, 1 Warnung in 2 Dateien"),
        ([W], 1, "Keine Fehler, 1 Warnung in 1 Datei"),
        ([W, W, N], 3, "Keine Fehler, 2 Warnungen, 1 Hinweis in 3 Dateien"),
        ([E, N, N], 1, "1 Fehler, 2 Hinweise in 1 Datei"),
    ],
)
def test_terminal_summary(severities: list[Severity], files: int, expected: str) -> None:
    findings = [
        Diagnostic(Location(f"{number % files}.yaml"), f"c{number}", severity, "M")
        for number, severity in enumerate(severities)
    ]
    assert written(terminal, findings).splitlines()[-1] == expected


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        (Location("a.yaml"), "a.yaml: Fehler [c] M"),
        (Location("a.yaml", 3), "a.yaml:3: Fehler [c] M"),
        (Location("a.yaml", 3, 7), "a.yaml:3:7: Fehler [c] M"),
        (Location("a.yaml", 0, 7), "a.yaml: Fehler [c] M"),
        (Location(""), ".: Fehler [c] M"),
    ],
)
def test_terminal_place(location: Location, expected: str) -> None:
    finding = Diagnostic(location, "c", Severity.ERROR, "M")
    assert written(terminal, [finding]).splitlines()[0] == expected


# --- the quoted line


@pytest.mark.parametrize(
    ("line", "column", "end_column", "expected"),
    [
        ("a: b", 4, 5, ["a: b", "   ^"]),
        ("a: bcd", 4, 7, ["a: bcd", "   ^^^"]),
        ("a: b", 4, 0, ["a: b", "   ^"]),
        ("a: b", 4, 4, ["a: b", "   ^"]),
        ("a: b", 5, 6, ["a: b", "    ^"]),
        ("a: b", 99, 120, ["a: b", "    ^"]),
        ("a: b", 3, 99, ["a: b", "  ^^"]),
        ("", 1, 2, ["", "^"]),
        ("a: b", 0, 0, ["a: b"]),
        ("\ta", 2, 3, ["    a", "    ^"]),
        ("\ta", 1, 2, ["    a", "^^^^"]),
        ("漢字: x", 5, 6, ["漢字: x", "      ^"]),
        ("Ａx", 2, 3, ["Ａx", "  ^"]),
        ("u\u0308x", 3, 4, ["u\u0308x", " ^"]),
        ("u\u0308x", 2, 3, ["u\u0308x", " ^"]),
        ("a\u202eb", 3, 4, ["a\\u202eb", "       ^"]),
        ("a\u202eb", 2, 3, ["a\\u202eb", " ^^^^^^"]),
        ("a\U000e0041b", 3, 4, ["a\\U000e0041b", "           ^"]),
        ("a\u00a0b", 2, 3, ["a\\u00a0b", " ^^^^^^"]),
        ("a\x1b[31mb", 2, 3, ["a\\u001b[31mb", " ^^^^^^"]),
        ("a\rb", 3, 4, ["a\\u000db", "       ^"]),
        ("a\u2028b", 3, 4, ["a\\u2028b", "       ^"]),
        ("a: b\r", 4, 5, ["a: b", "   ^"]),
        ("\ufeffa: b", 4, 5, ["a: b", "   ^"]),
    ],
)
def test_caret_stands_below_the_place(
    line: str, column: int, end_column: int, expected: list[str]
) -> None:
    assert quoted(line, column, end_column) == expected


def test_a_place_that_ends_on_a_later_line_is_marked_to_the_end_of_its_first() -> None:
    assert quoted("a: |\n  b", 4, 2, end_line=2) == ["a: |", "   ^"]
    assert quoted("a: [b,\n  c]", 4, 2, end_line=2) == ["a: [b,", "   ^^^"]


@pytest.mark.parametrize("character", ["x", "漢", "\u202e", "\t", "u\u0308", "\u0308"])
@pytest.mark.parametrize("at", [0, 1, 39, 40, 41, 60, 99, 100, 250, 498, 499, 500])
def test_long_lines_are_cut_around_the_place(character: str, at: int) -> None:
    filler = character * 500
    line = f"{filler[:at]}!{filler[at:]}"
    text, carets = quoted(line, at + 1, at + 2)
    assert columns(text) <= terminal.WIDTH + len("……")
    assert len(text) <= terminal.WIDTH + len("……")
    shown = text.index("!")
    assert columns(text[:shown]) == carets.index("^")
    assert carets.count("^") == 1


def test_a_mark_longer_than_the_window_ends_with_it() -> None:
    text, carets = quoted("x" * 500, 1, 501)
    assert text == "x" * 100 + "…"
    assert carets == "^" * 100


@pytest.mark.parametrize("column", [500, 501, 900])
def test_a_place_at_the_end_of_a_long_line_or_beyond_it(column: int) -> None:
    text, carets = quoted("x" * 500, column, column + 1)
    assert text == "…" + "x" * 100
    assert carets == " " * min(column - 400, 101) + "^"


def columns(text: str) -> int:
    """What `text` takes on a terminal, counted apart from the code under test."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def test_lines_outside_the_file_are_not_quoted() -> None:
    finding = Diagnostic(Location("x.yaml", 9, 1, 9, 2), "c", Severity.ERROR, "M")
    text = written(terminal, [finding], {"x.yaml": source("x.yaml", "a: b\n")})
    assert text == "x.yaml:9:1: Fehler [c] M\n\n1 Fehler in 1 Datei\n"


def test_a_file_in_another_encoding_is_quoted_all_the_same() -> None:
    finding = Diagnostic(Location("x.yaml", 1, 4), "c", Severity.ERROR, "M")
    text = written(terminal, [finding], {"x.yaml": SourceFile("x.yaml", b"Caf\xe9: 1")})
    assert "  1 | Caf\ufffd: 1\n    |    ^\n" in text


# --- hostile texts


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a\nb.yaml", "a\\u000ab.yaml"),
        ("::error file=x::y", "\\u003a:error file=x::y"),
        ("  ::stop-commands::y", "  \\u003a:stop-commands::y"),
        (":", "\\u003a"),
        ("a##[error]b", "a\\u0023#[error]b"),
        ("a##vso[task.x]b", "a\\u0023#vso[task.x]b"),
        ("###[x", "#\\u0023#[x"),
        ("a\x1b]0;x\x07", "a\\u001b]0;x\\u0007"),
        ("a\x9b31m", "a\\u009b31m"),
        ("\u2066a\u202e", "\\u2066a\\u202e"),
        ("a\ud800", "a\\ud800"),
        ("## [x] b::c", "## [x] b::c"),
    ],
)
def test_hostile_file_names(path: str, expected: str) -> None:
    finding = Diagnostic(Location(path), "c", Severity.ERROR, "M")
    assert written(terminal, [finding]).split("\n")[0] == f"{expected}: Fehler [c] M"


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("a\nb.yaml:1:1: Fehler [x] y", "a b.yaml:1:1: Fehler [x] y"),
        ("a\r\n::error::b", "a ::error::b"),
        ("a\x1b[2Jb", "a\\u001b[2Jb"),
        ("„\u202eabc“", "„\\u202eabc“"),
        ("a\u2028b\x85c", "a b c"),
        ("##[group]a", "\\u0023#[group]a"),
    ],
)
def test_hostile_messages_stay_on_their_line(message: str, expected: str) -> None:
    finding = Diagnostic(
        Location("x"),
        "c",
        Severity.ERROR,
        message,
        hint=message.replace("\n", " "),
        related=(Related(Location("y"), message),),
    )
    assert written(terminal, [finding]).split("\n") == [
        f"x: Fehler [c] {expected}",
        f"  Hilfe: {expected}",
        f"  y: Hinweis {expected}",
        "",
        "1 Fehler in 1 Datei",
        "",
    ]


def test_further_lines_of_a_hint_are_indented_and_inert() -> None:
    finding = Diagnostic(
        Location("x"), "c", Severity.ERROR, "M", "A:\nx:1:1: Fehler [c] M\n\n::error::\r\n\x1bc"
    )
    assert written(terminal, [finding]).split("\n")[1:6] == [
        "  Hilfe: A:",
        "    x:1:1: Fehler [c] M",
        "",
        "    \\u003a:error::",
        "    \\u001bc",
    ]


TEXTS = st.text(st.characters(categories=None), max_size=120) | st.sampled_from(
    [
        "::error::x",
        "##[error]x",
        "\x1b[31m",
        "\u202e",
        "a\nb",
        "a\r\nb",
        "\n::x",
        '"\\',
        "漢\t" * 80,
    ]
)
NUMBERS = st.integers(0, 130)
LOCATIONS = st.builds(Location, TEXTS, NUMBERS, NUMBERS, NUMBERS, NUMBERS)
ANY_FINDING = st.builds(
    Diagnostic,
    LOCATIONS,
    TEXTS,
    st.sampled_from(Severity),
    TEXTS,
    TEXTS,
    st.lists(st.builds(Related, LOCATIONS, TEXTS), max_size=2).map(tuple),
)
CONTENTS = st.binary(max_size=300) | TEXTS.map(lambda text: text.encode("utf-8", "replace"))


@settings(deadline=None)
@given(st.lists(ANY_FINDING, max_size=4))
def test_any_text_gives_valid_json(findings: list[Diagnostic]) -> None:
    text = written(json, findings)
    assert text.isascii()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text)
    assert "##" not in text
    rows = stdlib_json.loads(text)
    assert len(text.splitlines()) == (len(rows) + 2 if rows else 1)
    for row, finding in zip(rows, in_order(findings), strict=True):
        assert list(row) == [
            *("path", "line", "column", "endLine", "endColumn"),
            *("code", "severity", "message", "hint", "related"),
        ]
        assert same(row["path"], finding.location.path)
        assert same(row["message"], finding.message)
        assert same(row["hint"], finding.hint)
        assert row["severity"] in {"fehler", "warnung", "hinweis"}


def same(one: str, other: str) -> bool:
    """Equal, where a pair of surrogates counts as the character it stands for."""
    return one.encode("utf-16", "surrogatepass") == other.encode("utf-16", "surrogatepass")


@settings(deadline=None)
@given(st.lists(ANY_FINDING, max_size=4), CONTENTS)
def test_any_text_gives_an_inert_terminal_report(
    findings: list[Diagnostic], content: bytes
) -> None:
    sources = {f.location.path: SourceFile(f.location.path, content) for f in findings}
    text = written(terminal, findings, sources)
    assert text.replace("\n", "").isprintable()
    text.encode("utf-8")
    *lines, last = text.removesuffix("\n").split("\n")
    assert re.fullmatch(r"Keine Fehler\.|.+ in \d+ Datei(en)?", last)
    starts = [line for line in lines if line and not line.startswith("  ")]
    assert len(starts) <= len(in_order(findings))
    for line in starts:
        assert FINDING.fullmatch(line)
    for line in lines:
        assert not line.lstrip().startswith("::")
        assert "##[" not in line
