"""Findings about a record follow from it and from what its rule knows: so they can be kept."""

import dataclasses
from collections.abc import Mapping
from datetime import date
from types import ModuleType, NoneType

import pytest

from sitegen.checks import (
    RECORD_CHECKS,
    contact,
    crisis,
    easy,
    easy_guides,
    easy_language,
    films,
    guides,
    languages,
    media,
    pages,
    papers,
    personal,
    privacy,
    series,
    wording,
)
from sitegen.diagnostics import Findings
from sitegen.models import Content
from sitegen.pipeline import read
from sitegen.site import AnyRecord, Catalogue
from sitegen.source import Media
from tests.examples import project

FILES = {path: data.decode() for path, data in project.city_files().items() if "medien" not in path}
SITE, LINES = "content/site.yaml", "content/krisenhilfe.yaml"
BODY, VENUE = "content/anbieter/nachbarschaft.yaml", "content/orte/haus-am-anger.yaml"
PAPER = "content/dokumente/antrag-12-2025.yaml"
PICTURE = {"tee.webm": Media("tee.webm", "/medien/tee.webm"), "a.png": Media("a.png", "/a.png")}

# Something is wrong with most of these.
SLIPS: project.Files = {
    "offers/chor.yaml": FILES["offers/teestube.yaml"].replace(
        "titel: Teestube am Anger",
        "titel: Teestube mit Frau Muster\ntext: |\n"
        "  Der Roll|Stuhl von XYZ steht in Antrag 99/2025, [hier](https://meet.jit.si/abc).\n"
        "kontakt:\n  web: http://example.org/",
    ),
    "content/seiten/kurz.leicht.md": "---\ntitel: Kurz\n---\n\nMan wird gefragt.\n",
    "content/seiten/allein.leicht.md": "---\ntitel: Allein\n---\n\nGuten Tag.\n",
}


def catalogue(files: project.Files | None = None) -> Catalogue:
    """The city with slips, changed by `files`."""
    found, _ = read(project.sources({**SLIPS, **(files or {})}), None)
    return dataclasses.replace(found, media=PICTURE)


def findings(rule: ModuleType, record: AnyRecord, known: object) -> Findings:
    return tuple(rule.check_record(record, known))


def reworded(given: Catalogue) -> Catalogue:
    """The same records with other words in the text of each."""
    records = {
        kind: {name: _reworded(record) for name, record in group.items()}
        for kind, group in given.records.items()
    }
    return dataclasses.replace(given, records=records)


def _reworded(record: AnyRecord) -> AnyRecord:
    words = getattr(record.content, "text", None)
    if not isinstance(words, str):
        return record
    text = {"text": f"{words}\n\nFrau Muster hat noch den Roll|Stuhl, für XYZ."}
    return dataclasses.replace(record, content=record.content.model_copy(update=text))


CITY = catalogue()
every = pytest.mark.parametrize("rule", RECORD_CHECKS, ids=lambda rule: rule.__name__[15:])


def test_there_are_findings_to_compare_and_texts_to_reword() -> None:
    found = {
        it.code
        for rule in RECORD_CHECKS
        for record in CITY.all()
        for it in rule.check_record(record, rule.known(CITY))
    }
    assert found >= {"trennstrich-im-text", "name-im-text", "zugang-zum-treffen", "leicht-man"}
    assert found >= {"leichte-seite-allein", "drucksache-unbekannt", "wortwahl-abkuerzung"}
    assert reworded(CITY) != CITY


@every
def test_equal_content_is_known_as_equal(rule: ModuleType) -> None:
    assert rule.known(catalogue()) == rule.known(CITY)


@every
def test_other_words_in_other_records_change_nothing(rule: ModuleType) -> None:
    other = reworded(CITY)
    before, after = rule.known(CITY), rule.known(other)
    assert before == after
    for record in CITY.all():
        assert findings(rule, record, before) == findings(rule, record, after)


@every
def test_what_is_known_is_a_value_that_can_be_kept(rule: ModuleType) -> None:
    assert list(strange(rule.known(CITY))) == []


def strange(value: object) -> list[object]:
    """The parts of a value that are not made of texts, numbers, days and what holds these."""
    if isinstance(value, str | int | float | date | NoneType | bytes | Content):
        return []
    if isinstance(value, tuple | frozenset):
        return [it for part in value for it in strange(part)]
    if isinstance(value, Mapping):
        return [it for pair in value.items() for it in strange(pair)]
    if dataclasses.is_dataclass(value) and value.__hash__ is not None:
        parts = (getattr(value, field.name) for field in dataclasses.fields(value))
        return [it for part in parts for it in strange(part)]
    return [value]


@pytest.mark.parametrize(
    ("rule", "files"),
    [
        (contact, {BODY: FILES[BODY].replace("kontakt:\n  telefon:\n    - nummer:", "#")}),
        (crisis, {LINES: FILES[LINES].replace("23125 110", "23125 111")}),
        (easy, {"content/seiten/voll.leicht.md": "---\ntitel: Voll\n---\n\nGuten Tag.\n"}),
        (easy_language, {VENUE: FILES[VENUE].replace("name: ", "name: Das ")}),
        (guides, {SITE: FILES[SITE].replace("Büro", "Haus")}),
        (languages, {LINES: FILES[LINES].replace("23125 110", "23125 111")}),
        (languages, {"content/seiten/kurz.en.md": FILES["content/seiten/start.en.md"]}),
        (pages, {"content/seiten/allein.md": FILES["content/seiten/kurz.md"]}),
        (papers, {PAPER: FILES[PAPER].replace("12/2025", "13/2025")}),
        (personal, {VENUE: FILES[VENUE].replace("Haus am Anger", "Bei Anna Muster")}),
        (privacy, {BODY: FILES[BODY].replace("rechtsform: verein", "rechtsform: privatperson")}),
        (privacy, {SITE: FILES[SITE].replace("repository: privat", "repository: oeffentlich")}),
        (series, {SITE: FILES[SITE].replace("bundesland: BW", "bundesland: BY")}),
        (wording, {VENUE: FILES[VENUE].replace("name: ", "name: XYZ ")}),
    ],
)
def test_what_is_asked_for_is_known(rule: ModuleType, files: project.Files) -> None:
    assert all(text != FILES.get(path) for path, text in files.items())
    assert rule.known(catalogue(files)) != rule.known(CITY)


@pytest.mark.parametrize("rule", [films, media])
def test_files_are_known(rule: ModuleType) -> None:
    fewer = dataclasses.replace(CITY, media={})
    assert rule.known(fewer) != rule.known(CITY)


def test_guides_are_known_by_what_has_to_be_said() -> None:
    (guide,) = CITY.records["wegfinder"].values()
    fewer = {**CITY.records, "wegfinder": {}}
    assert easy_guides.known(CITY).keys() == {guide.id}
    assert not easy_guides.known(dataclasses.replace(CITY, records=fewer))
