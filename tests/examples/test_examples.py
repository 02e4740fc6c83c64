"""Example files: what must load without a word, and the exact answer to every mistake.

`valid/<type>/<case>.yaml` and `invalid/<type>/<case>.yaml` join the example city, or take the
place of its file; `invalid/mehrere/<case>/` are the changed files of a whole project. The
answer stands beside each mistake in `<case>.expected.txt`; `pytest --bless` writes it anew.
"""

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import pytest

from sitegen.config import SiteConfig
from sitegen.describe import FieldNote, describe
from sitegen.diagnostics import Diagnostic
from sitegen.outcome import Outcome
from sitegen.parse import parse
from sitegen.pipeline import build
from sitegen.source import Plain, SourceFile, plain
from tests.examples import project

VALID = project.cases("valid")
INVALID = project.cases("invalid")
WHOLE = sorted(path for path in (project.HERE / "invalid" / "mehrere").iterdir() if path.is_dir())
ENDING = ".expected.txt"

# What the messages of these areas answer is answered in some example, save for what needs
# files that git cannot hold (test_files.py), what only a public site lacks
# (tests/unit/test_checks_content.py), or a fault of ours.
AREAS = (
    "dokumente",
    "erklaerung",
    "felder",
    "film",
    "lesen",
    "medien",
    "pflege",
    "seiten",
    "verweise",
    "zeiten",
)
MADE_ELSEWHERE = {
    *("datei-am-falschen-ort", "datei-besonders", "datei-nicht-lesbar", "datei-zu-gross"),
    *("dateiname-ungueltig", "endung-falsch", "endung-yml", "gross-klein-gleich"),
    *("keine-angebote", "kodierung-nicht-utf8", "ordner-unbekannt", "pflichtdatei-fehlt"),
    "verknuepfung-nicht-erlaubt",
    # tests/unit/test_media.py
    *("bild-art-falsch", "bild-bewegt", "bild-nicht-lesbar", "bild-zu-viele-pixel"),
    *("medien-nicht-lesbar", "medien-unbenutzt", "medien-zu-gross", "pdf-nicht-lesbar"),
    *("kopfdaten-offen", "text-doppelt", "text-unerwartet"),
    *("text-leer", "wert-ungueltig"),
    # tests/unit/test_films.py, tests/unit/test_statement.py
    *("film-nicht-lesbar", "film-untertitel-fehlerhaft", "film-untertitel-zu-lang"),
    *("film-zu-klein", "film-zu-langsam", "film-angabe-fehlt"),
    "erklaerung-unvollstaendig",
    "ferien-unbekannt",  # tests/unit/test_time_checks.py
}


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.name.partition('.')[0]}"


@contextmanager
def joined(city: Path, case: Path) -> Iterator[Outcome]:
    """What came of building the example city with the case in its place, for a while."""
    files = files_of(case)
    before = {
        path: (city / path).read_bytes() if (city / path).exists() else None for path in files
    }
    project.write(city, files)
    try:
        yield build(project.order(city))
    finally:
        project.write(city, before)


def files_of(case: Path) -> dict[str, bytes]:
    if case.is_dir():
        found = sorted(path for path in case.rglob("*") if path.is_file())
        return {path.relative_to(case).as_posix(): path.read_bytes() for path in found}
    return {project.place_of(case): case.read_bytes()}


@pytest.mark.parametrize("case", VALID, ids=name_of)
def test_a_valid_file_is_published_without_a_word(published: Path, case: Path) -> None:
    with joined(published, case) as outcome:
        assert [finding.code for finding in outcome.findings] == []
        assert outcome.is_published


@pytest.mark.parametrize("case", [*INVALID, *WHOLE], ids=name_of)
def test_a_mistake_is_answered(published: Path, case: Path, bless: bool) -> None:  # noqa: FBT001
    before = project.fingerprint(published / "dist")
    with joined(published, case) as outcome:
        text = project.report(outcome.findings, outcome.sources)
        expected = case.with_name(case.name.partition(".")[0] + ENDING)
        if bless:
            expected.write_text(text, "utf-8")
        assert text == expected.read_text("utf-8"), "run pytest --bless and read the difference"
        assert outcome.findings
        for finding in outcome.findings:
            if finding.code not in OF_MISSING_FILES:
                assert is_whole(finding, outcome.sources[finding.location.path])
        has_errors = any(finding.is_error for finding in outcome.findings)
        assert outcome.is_published != has_errors
        if has_errors:
            assert project.fingerprint(published / "dist") == before


def is_whole(finding: Diagnostic, source: SourceFile) -> bool:
    """Whether a finding has a place in its file, a sentence and, if it is an error, advice."""
    place = finding.location
    lines = source.data.decode().split("\n")
    stands = 1 <= place.line <= len(lines) and 1 <= place.column <= len(lines[place.line - 1]) + 1
    is_of_all = place.line == 0 and finding.code in OF_WHOLE_FILES
    is_sentence = re.fullmatch(r"\S.*[.?!]", finding.message) is not None
    has_advice = bool(finding.hint) or not finding.is_error
    return (stands or is_of_all) and is_sentence and has_advice


# Nothing stands where these are about: what is missing, and what was not looked at.
OF_MISSING_FILES = {"produktion-seite-fehlt", "produktion-leicht-fehlt"}
OF_WHOLE_FILES = {"oberflaechentext-fehlt", "zu-viele-fehler"}


def test_every_expected_answer_belongs_to_a_case() -> None:
    cases = {name_of(case) for case in (*INVALID, *WHOLE)}
    answers = {name_of(path) for path in (project.HERE / "invalid").rglob(f"*{ENDING}")}
    assert answers == cases


def test_every_code_about_content_has_an_example() -> None:
    catalogue = resources.files("sitegen.messages")
    codes = {
        code
        for area in AREAS
        for code in tomllib.loads(catalogue.joinpath(f"{area}.toml").read_text("utf-8"))
    }
    shown = {
        code
        for path in (project.HERE / "invalid").rglob(f"*{ENDING}")
        for code in re.findall(r"(?m)^\S.*?: \w+ \[(.+?)\] ", path.read_text("utf-8"))
    }
    assert codes - shown == MADE_ELSEWHERE


def test_every_kind_of_record_has_valid_and_invalid_examples() -> None:
    kinds = {*project.TYPES, "site", "texte"}
    assert {case.parent.name for case in VALID} == kinds
    assert {case.parent.name for case in INVALID} == kinds


@pytest.mark.parametrize("kind", [*project.TYPES, "site"])
def test_valid_examples_use_every_key(kind: str) -> None:
    model = SiteConfig if kind == "site" else project.TYPES[kind].model
    known = set(keys_of(describe(model)))
    assert written_keys(kind) == known


def keys_of(notes: tuple[FieldNote, ...], prefix: str = "") -> Iterator[str]:
    for note in notes:
        yield prefix + note.key
        yield from keys_of(note.fields, f"{prefix}{note.key}.")


def written_keys(kind: str) -> set[str]:
    found: set[str] = set()
    for case in VALID:
        if case.parent.name != kind:
            continue
        document, _ = parse(SourceFile(project.place_of(case), case.read_bytes()))
        assert document is not None
        content = plain(document.root)
        assert isinstance(content, dict)
        if document.body is not None and not document.body.is_absent:
            found.add("text")
        is_collection = kind != "site" and project.TYPES[kind].is_collection
        for record in content.values() if is_collection else [content]:
            found.update(paths(record))
    return found


def paths(value: Plain, prefix: str = "") -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from paths(item, prefix)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield prefix + key
            yield from paths(inner, f"{prefix}{key}.")


def test_ten_keys_make_an_offer() -> None:
    case = project.HERE / "valid" / "angebot" / "zehn-schluessel.yaml"
    document, _ = parse(SourceFile("offers/x.yaml", case.read_bytes()))
    assert document is not None
    assert [entry.key for entry in document.root.entries] == [
        *("titel", "kurz", "art", "anbieter", "modus", "gebiet", "themen"),
        *("kontakt", "niedrigschwellig", "pflege"),
    ]


def test_ten_keys_and_a_status_are_published(city: Path) -> None:
    case = project.HERE / "valid" / "angebot" / "zehn-schluessel.yaml"
    text = case.read_text("utf-8").replace("pflege:\n", "pflege:\n  status: veroeffentlicht\n")
    outcome = build(project.order(project.write(city, {"offers/spaziergang.yaml": text})))
    assert outcome.findings == ()
    page = (city / "dist" / "angebote" / "spaziergang" / "index.html").read_text("utf-8")
    assert "<h1>Spaziergang am Dienstag</h1>" in page
