"""Findings about a record follow from it and from what its rule knows: so they can be kept."""

import dataclasses
from collections.abc import Mapping
from datetime import date
from types import ModuleType, NoneType

import pytest

from sitegen.checks import (
    RECORD_CHECKS,
    SPARING_CHECKS,
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
EASY = [record for record in CITY.all() if record.path.endswith(".leicht.md")]
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


def other_name(name: str) -> project.Files:
    """The file of a place that is called otherwise."""
    return {VENUE: FILES[VENUE].replace("Haus am Anger", name)}


@pytest.mark.parametrize("rule", SPARING_CHECKS, ids=lambda rule: rule.__name__[15:])
def test_what_is_met_says_as_much_as_all_that_is_known(rule: ModuleType) -> None:
    known = rule.known(CITY)
    met = [(record, it) for record in CITY.all() if (it := rule.met(record, known)) is not None]
    assert {len(findings(rule, record, it)) > 0 for record, it in met} == {True, False}
    for record, it in met:
        assert strange(it) == []
        assert findings(rule, record, it) == findings(rule, record, known)
    told = rule.met_in_settings(CITY.config, CITY.texts, known)
    settings = [tuple(rule.check_settings(CITY.config, CITY.texts, it)) for it in (told, known)]
    assert settings[0] == settings[1]
    nothing = [record for record in CITY.all() if rule.met(record, known) is None]
    assert [it for record in nothing for it in findings(rule, record, known)] == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Haus Zyxel", []), ("Guten Tag", ["content/seiten/allein.leicht.md"])],
)
def test_a_new_name_is_met_only_where_its_words_stand(name: str, expected: list[str]) -> None:
    before = easy_language.known(CITY)
    after = easy_language.known(catalogue(other_name(name)))
    assert after != before
    met = [(it.path, *(easy_language.met(it, known) for known in (before, after))) for it in EASY]
    assert [path for path, then, now in met if then != now] == expected


def test_names_that_excuse_no_words_are_none_of_the_rule() -> None:
    assert wording.known(catalogue(other_name("Haus Zyxel"))) == wording.known(CITY)
