"""The accessibility statement and what is still missing: counted on the day, never written down."""

from dataclasses import replace
from datetime import date

import pytest

from sitegen.config import SITE_FILE
from sitegen.derive import YEAR, derive
from sitegen.gaps import Gap, barriers, gaps
from sitegen.models.language import LANGUAGE
from sitegen.site import Site
from sitegen.views.statement import gap_views, statement_view
from tests.examples import project
from tests.examples.project import TODAY, city_files

SETTINGS = city_files()[SITE_FILE].decode()
TEA = city_files()["offers/teestube.yaml"].decode()
VENUE = city_files()["content/orte/haus-am-anger.yaml"].decode()
FILM = city_files()["content/filme/tee.yaml"].decode()
WHOLE = """erklaerung:
  betreiber: Die Stadt Musterstadt
  bewertung: selbstbewertung
  erstellt_am: 2026-01-05
  schlichtungsstelle: {name: Schlichtungsstelle}
  ueberwachung: {name: Prüfstelle}
"""


def site(files: project.Files | None = None, today: date = TODAY) -> Site:
    found, _ = derive(project.catalogue(files), today, {})
    return found


def notes(files: project.Files, today: date = TODAY) -> list[tuple[str, str]]:
    _, found = derive(project.catalogue(files), today, {})
    return [(it.code, it.message) for it in found if it.code.startswith("erklaerung-")]


def settings(more: str, mode: str = "demo") -> dict[str, str]:
    return {SITE_FILE: SETTINGS.replace("betrieb: demo", f"betrieb: {mode}") + more}


def page(title: str, head: str = "", status: str = "veroeffentlicht") -> str:
    care = f"pflege: {{status: {status}, quellen: [{{art: sonstiges, titel: Eigener Text}}]}}"
    return f"---\ntitel: {title}\nkurz: Alles zu {title}.\n{head}{care}\n---\n\nText.\n"


EASY = "---\ntitel: Ganz kurz\n---\n\nEin Satz.\n"


def of(kind: str, found: tuple[Gap, ...]) -> list[tuple[str, int, int]]:
    return [(gap.kind, gap.missing, gap.total) for gap in found if gap.of == kind]


def test_easy_texts_that_nobody_wrote_or_tested_are_counted() -> None:
    easy = "sprachfassungen:\n  leicht:\n    text: Ein Satz.\n"
    tested = easy + "    geprueft_von: Prüfgruppe\n    geprueft_am: 2026-01-05\n"
    found = gaps(
        site(
            {
                "offers/eins.yaml": TEA + easy,
                "offers/zwei.yaml": TEA + tested,
                "offers/nichts.yaml": TEA.replace("veroeffentlicht", "entwurf") + easy,
                "content/seiten/kurz.md": page("Kurz"),
                "content/seiten/kurz.leicht.md": "---\ntitel: Kurz\n---\n\nEin Satz.\n",
                "content/seiten/voll.md": None,
                "content/seiten/weg.md": page("Weg", status="entwurf"),
            }
        )
    )
    assert of("angebot", found) == [("no_easy_text", 1, 3), ("untested", 1, 2)]
    records = {(gap.of, gap.kind): gap.records for gap in found}
    assert records["angebot", "untested"] == (("angebot", "eins"),)
    assert records["seite", "untested"] == (("seite", "kurz"),)
    assert ("seite", "weg") not in records.get(("seite", "no_easy_text"), ())


def test_places_nobody_knows_the_way_into_are_counted() -> None:
    known = {
        "content/orte/a.yaml": VENUE + "barrierefreiheit: {stufenlos: nein}\n",
        "content/orte/b.yaml": VENUE + "barrierefreiheit: {stufenlos: unbekannt}\n",
        "content/orte/c.yaml": VENUE + "barrierefreiheit: {notiz: Es gibt eine Klingel.}\n",
    }
    assert of("ort", gaps(site(known))) == [("venues", 3, 4)]


TOPICS = "themen: [inhalt, navigation, erklaerung, weitere]\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, [("films", 4, 4), ("files", 1, 1)]),
        ({"content/filme/alle.yaml": FILM + TOPICS}, [("files", 1, 1)]),
        (
            {
                "content/filme/alle.yaml": FILM.replace("dgs_logo: ja", "dgs_logo: nein") + TOPICS,
                "content/meldungen/tassen.md": None,
            },
            [("films_open", 1, 2)],
        ),
        (
            {"content/filme/alle.yaml": FILM.replace("veroeffentlicht", "entwurf") + TOPICS},
            [("films", 4, 4), ("files", 1, 1)],
        ),
    ],
)
def test_the_law_wants_films_and_files_for_everybody(
    files: project.Files, expected: list[tuple[str, int, int]]
) -> None:
    found = barriers(site(files))
    assert [(gap.kind, gap.missing, gap.total) for gap in found] == expected


def test_the_statement_never_says_more_than_is_true() -> None:
    claimed = settings("erklaerung: {stand: vollstaendig, bewertung: dritte}\n")
    found = statement_view(site(claimed))
    assert found.state == "teilweise"
    assert found.no_film == ("inhalt", "navigation", "erklaerung", "weitere")
    assert [code for code, _ in notes(claimed)] == ["erklaerung-widerspruch"]
    films = {"content/filme/alle.yaml": FILM + TOPICS, "content/meldungen/tassen.md": None}
    assert statement_view(site({**claimed, **films})).state == "vollstaendig"
    assert notes({**claimed, **films}) == []


@pytest.mark.parametrize(
    ("claimed", "shown"),
    [("vollstaendig", "unbewertet"), ("teilweise", "unbewertet"), ("nicht", "nicht")],
)
def test_nothing_is_claimed_that_nobody_has_looked_at(claimed: str, shown: str) -> None:
    found = site(settings(f"erklaerung: {{stand: {claimed}}}\n"))
    assert statement_view(found).state == shown


def test_who_tests_easy_texts_is_led_to_them() -> None:
    found = site({"content/seiten/kurz.md": page("Kurz"), "content/seiten/kurz.leicht.md": EASY})
    for is_easy, label in ((False, "Kurz"), (True, "Ganz kurz")):
        (gap,) = [
            it
            for it in gap_views(found, is_easy=is_easy)
            if (it.kind, it.of) == ("untested", "seite")
        ]
        (record,) = [it for it in gap.records if it.url == "/leichte-sprache/kurz/"]
        assert (record.label, record.lang, record.is_easy) == (label, "de-simple", is_easy)


def test_translations_that_nobody_has_reviewed_are_counted_by_language() -> None:
    languages = city_files()[LANGUAGE.place].decode()
    unreviewed = "\n".join(it for it in languages.split("\n") if "geprueft" not in it)
    found = {it.kind: it for it in gap_views(site({LANGUAGE.place: unreviewed}))}
    pages, crisis = found["translations"], found["crisis_words"]
    assert (pages.name, pages.missing, pages.total) == ("Englisch", 1, 1)
    assert [(it.label, it.url, it.lang) for it in pages.records] == [
        ("Willkommen in Musterstadt", "/en/", "en")
    ]
    assert [(it.label, it.url) for it in crisis.records] == [("Englisch", "/en/")]


@pytest.mark.parametrize("groups", ["unvereinbar", "unverhaeltnismaessig", "ausgenommen"])
def test_what_people_know_stands_in_the_group_the_law_calls_it(groups: str) -> None:
    barrier = f"{{was: Ein Plan., art: {groups}, grund: Er ist alt., bis: 2027}}"
    found = statement_view(site(settings(f"erklaerung:\n  huerden: [{barrier}]\n")))
    (group,) = [it for it in found.groups if it.barriers]
    assert group.kind == groups
    assert (group.barriers[0].what, group.barriers[0].until) == ("Ein Plan.", "2027")


def test_a_statement_is_looked_at_once_a_year() -> None:
    files = settings("erklaerung: {erstellt_am: 2025-01-05, geprueft_am: 2025-11-22}\n")
    assert (TODAY - date(2025, 11, 22)).days == YEAR
    assert notes(files) == []
    ((code, message),) = notes(files, date(2026, 11, 23))
    assert code == "erklaerung-alt"
    assert "22. November 2025" in message


@pytest.mark.parametrize(
    ("more", "mode", "codes"),
    [
        ("", "demo", []),
        ("erklaerung: {stand: nicht}\n", "demo", []),
        (WHOLE, "produktion", []),
        ("", "produktion", ["erklaerung-fehlt"]),
        (WHOLE.replace("betreiber", "geltung"), "produktion", ["erklaerung-unvollstaendig"]),
        (WHOLE + "  geprueft_am: 2025-12-31\n", "demo", ["erklaerung-datum-verkehrt"]),
    ],
)
def test_production_needs_the_whole_statement(more: str, mode: str, codes: list[str]) -> None:
    found = project.findings(settings(more, mode))
    assert [it.code for it in found if it.code.startswith("erklaerung-")] == codes


def test_a_draft_stays_one_until_somebody_approves() -> None:
    found = site(settings(WHOLE))
    assert statement_view(found).legal_on is None
    legal = found.catalogue.config.legal.model_copy(update={"accessibility_on": TODAY})
    config = found.catalogue.config.model_copy(update={"legal": legal})
    approved = replace(found, catalogue=replace(found.catalogue, config=config))
    assert statement_view(approved).legal_on == TODAY
