"""The schemas and our own validation say the same: about all content, and about every mistake.

A schema cannot know everything (a calendar, a second number, a record that is missing), so it
need not refuse what only we can see; what it refuses, we refuse, too.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.config import SITE_FILE
from sitegen.models import CONTENT_TYPES
from sitegen.scaffold import template
from tests.editor.reading import faults, head
from tests.examples import project
from tests.examples.test_everywhere import VALUES, chosen, example, spoilt

ROOT = Path(__file__).parents[2]
CITIES = {"real": ROOT, "golden": ROOT / "tests" / "golden" / "city", "example": project.CITY}
KINDS = [*project.TYPES, "site"]

# Findings about the shape of a value: whoever reads the file with a schema can see them.
SHAPE = {
    *("pflichtfeld-fehlt", "schluessel-unbekannt", "text-erwartet", "liste-erwartet"),
    *("liste-ohne-strich", "block-erwartet", "block-statt-liste", "liste-zu-kurz"),
    *("liste-zu-lang", "auswahl-unbekannt", "ja-nein-unbekannt", "text-leer", "text-zu-lang"),
    *("einzeilig-erwartet", "datum-ungueltig", "zeitpunkt-ungueltig", "uhrzeit-ungueltig"),
    *("uhrzeit-24", "jahr-ungueltig", "zahl-ungueltig", "koordinate-ungueltig"),
    *("betrag-ungueltig", "postleitzahl-ungueltig", "drucksache-ungueltig"),
    *("kennung-ungueltig", "verweis-ohne-art", "verweis-art-falsch"),
    *("telefon-mit-text", "mail-mehrere", "mail-nur-adresse"),
    *("webadresse-art", "webadresse-ohne-https", "webadresse-ist-mail", "webadresse-zeichen"),
}


def content(city: Path) -> Iterator[tuple[str, str, str]]:
    """Type, path and YAML of every file that has a schema."""
    files = [path for folder in ("content", "offers") for path in (city / folder).rglob("*.*")]
    for path in sorted(files):
        name = path.relative_to(city).as_posix()
        for kind in [t.name for t in CONTENT_TYPES if t.holds(name)] + ["site"] * (
            name == SITE_FILE
        ):
            yield kind, name, head(name, path.read_text("utf-8"))


@pytest.mark.parametrize("city", CITIES)
def test_all_content_is_right(city: str) -> None:
    files = list(content(CITIES[city]))
    assert len(files) > 5
    found = faults((kind, text) for kind, _, text in files)
    assert {name: wrong for (_, name, _), wrong in zip(files, found, strict=True) if wrong} == {}


def cases(folder: str) -> list[tuple[str, Path]]:
    """The examples of records: type and file."""
    found = [(path.parent.name, path) for path in project.cases(folder)]
    return [(kind, path) for kind, path in found if kind in KINDS]


def test_every_right_example_is_right() -> None:
    right = cases("valid")
    assert {kind for kind, _ in right} == set(KINDS)
    found = faults((kind, head(path.name, path.read_text("utf-8"))) for kind, path in right)
    assert {path.name: wrong for (_, path), wrong in zip(right, found, strict=True) if wrong} == {}


def codes(path: Path) -> set[str]:
    """What we answer to an example, as its expected report says."""
    stem = path.name.partition(".")[0]
    report = (path.parent / f"{stem}.expected.txt").read_text("utf-8")
    return {code for code in SHAPE if f"[{code}]" in report}


def test_what_we_refuse_for_its_shape_the_schema_refuses() -> None:
    wrong = [(kind, path) for kind, path in cases("invalid") if codes(path)]
    assert len(wrong) > 60
    found = faults((kind, head(path.name, path.read_text("utf-8"))) for kind, path in wrong)
    missed = {
        f"{kind}/{path.stem}": codes(path)
        for (kind, path), answer in zip(wrong, found, strict=True)
        if not answer
    }
    assert missed == {}


SPOILT = [
    (name, kind)
    for name, (_, _, code) in VALUES.items()
    for kind in KINDS
    if code in SHAPE and chosen(name, kind)
]


def test_a_wrong_value_is_refused_in_every_field() -> None:
    texts = []
    for name, kind in SPOILT:
        value = VALUES[name][1]
        text = spoilt(kind, {spot.number: spot.head + value for spot in chosen(name, kind)})
        texts.append((kind, head(example(kind)[0], text)))
    for (name, kind), answer in zip(SPOILT, faults(texts), strict=True):
        places = {fault.split()[0] for fault in answer if fault.startswith("/")}
        assert len(places) >= len(chosen(name, kind)), (name, kind, answer)


@pytest.mark.parametrize("is_long", [False, True])
def test_an_empty_template_lacks_what_is_needed_and_nothing_else(
    is_long: bool,  # noqa: FBT001
) -> None:
    texts = {t.name: head(t.path_of("x"), template(t, is_long=is_long)) for t in CONTENT_TYPES}
    for name, answer in zip(texts, faults(texts.items()), strict=True):
        about = {fault.split(": ")[0].split()[1] for fault in answer}
        assert answer, name
        assert about <= {"type", "if"}, (name, answer)
