"""Every document goes to its model, and what is broken stays known by name."""

import pytest

from sitegen.gather import EVERY, Written, gather
from sitegen.reading import read_file
from sitegen.source import SourceFile
from tests.examples import project

NAMED = (
    *("stadtbezirk", "thema", "zielgruppe", "krisenhilfe", "anbieter", "ort"),
    *("angebot", "pruefung", "leichte-seite"),
)


def gathered(files: project.Files | None = None, *refused: str) -> tuple[Written, list[str]]:
    sources = [source for source in project.sources(files) if source.path not in refused]
    sources += [SourceFile(path, b"", is_refused=True) for path in refused]
    written, findings = gather(tuple(map(read_file, sources)))
    return written, [finding.code for finding in findings]


def test_everything_of_a_valid_city_is_there() -> None:
    written, codes = gathered()
    assert codes == []
    assert written.config is not None
    assert written.broken == frozenset()
    assert set(written.texts) == {"de", "de-leicht", "en"}
    ids: dict[str, list[str]] = {name: [] for name in project.TYPES}
    for record in written.records:
        ids[record.type_name].append(record.id)
    assert {name: found for name, found in ids.items() if name in NAMED} == {
        "stadtbezirk": ["mitte", "nord"],
        "thema": ["begegnung", "bewegung", "krise"],
        "zielgruppe": ["alle", "angehoerige"],
        "krisenhilfe": ["notruf", "sorgentelefon"],
        "anbieter": ["nachbarschaft"],
        "ort": ["haus-am-anger"],
        "angebot": ["teestube"],
        "pruefung": [],
        "leichte-seite": [],
    }
    assert ids.keys() == set(project.TYPES)


VOCABULARIES = (
    "stadtbezirk",
    "thema",
    "zielgruppe",
    "who-feld",
    "sdg",
    "suchwort",
    "glossar",
    "sprache",
)
TWIN = "---\ntitel: Kontakt\n---\nHier sind wir.\n"


def test_a_page_and_its_twin_are_records_of_two_types() -> None:
    page = project.city_files()["content/seiten/voll.md"]
    given: project.Files = {
        "content/seiten/kontakt.md": page,
        "content/seiten/kontakt.leicht.md": TWIN,
    }
    written, codes = gathered(given)
    assert codes == []
    found = {r.path: (r.type_name, r.id) for r in written.records if r.id == "kontakt"}
    assert found == {
        "content/seiten/kontakt.md": ("seite", "kontakt"),
        "content/seiten/kontakt.leicht.md": ("leichte-seite", "kontakt"),
    }
    assert gathered(given, "content/seiten/kontakt.leicht.md")[0].broken == {
        ("leichte-seite", "kontakt")
    }


def test_records_know_where_they_stand() -> None:
    written, _ = gathered()
    places = {
        (record.type_name, record.id): (record.path, record.keys) for record in written.records
    }
    assert places["angebot", "teestube"] == ("offers/teestube.yaml", ())
    assert places["thema", "krise"] == ("content/taxonomie/themen.yaml", ("krise",))


@pytest.mark.parametrize(
    ("files", "broken"),
    [
        ({"offers/teestube.yaml": "titel: x\n"}, {("angebot", "teestube")}),
        ({"offers/teestube.yaml": "titel: [\n"}, {("angebot", "teestube")}),
        ({"content/orte/haus-am-anger.yaml": b"\xff"}, {("ort", "haus-am-anger")}),
        ({"content/taxonomie/themen.yaml": "a: ["}, {("thema", EVERY)}),
        ({"content/taxonomie/themen.yaml": "a: x\nb:\n  name: B\n"}, {("thema", "a")}),
        ({"content/krisenhilfe.yaml": "A: x\n"}, {("krisenhilfe", "A")}),
        ({"content/site.yaml": "name: ["}, set()),
    ],
)
def test_what_is_broken_is_known_by_name(
    files: dict[str, str | bytes], broken: set[tuple[str, str]]
) -> None:
    assert gathered(files)[0].broken == broken


@pytest.mark.parametrize(
    ("path", "broken"),
    [
        ("content/seiten/neu.leicht.md", {("leichte-seite", "neu")}),
        ("offers/neu.yaml", {("angebot", "neu")}),
        ("content/taxonomie/themen.yaml", {("thema", EVERY)}),
        ("content/taxonomie", {(name, EVERY) for name in VOCABULARIES}),
        (
            "content/seiten",
            {("seite", EVERY), ("leichte-seite", EVERY), ("uebersetzte-seite", EVERY)},
        ),
        ("content/seiten/neu.en.md", {("uebersetzte-seite", "neu-en")}),
        ("content/pruefungen.yaml", {("pruefung", EVERY)}),
        ("content/anbieter", {("anbieter", EVERY)}),
        ("content", {(name, EVERY) for name in project.TYPES if name != "angebot"}),
        ("offers", {("angebot", EVERY)}),
        ("content/texte/de.yaml", set()),
        ("content/anbieter2", set()),
    ],
)
def test_what_was_refused_counts_as_broken(path: str, broken: set[tuple[str, str]]) -> None:
    assert gathered(None, path)[0].broken == broken


def test_settings_that_are_wrong_are_no_settings() -> None:
    written, codes = gathered({"content/site.yaml": "name: Musterstadt\n"})
    assert written.config is None
    assert set(codes) == {"pflichtfeld-fehlt"}
    assert written.at("https://example.org/").config is None


def test_the_command_may_name_another_address() -> None:
    written, _ = gathered()
    assert written.at(None) == written
    moved = written.at("https://example.org/")
    assert moved.config is not None
    assert moved.config.base_url == "https://example.org/"
    assert moved.records == written.records
