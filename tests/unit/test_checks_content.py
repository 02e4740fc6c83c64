"""What records may say: where each rule bites, and where it does not.

How the answers read stands in tests/examples.
"""

import importlib
import pkgutil
from itertools import pairwise

import pytest

from sitegen import checks
from sitegen.checks import CONTENT_CHECKS, RECORD_CHECKS, SETTINGS_CHECKS, SITE_CHECKS
from sitegen.diagnostics import Diagnostic
from tests.examples import project
from tests.unit.test_checks_pages import OFFICE

FILES = {source.path: source.data.decode() for source in project.sources()}
TEE, BODY = "offers/teestube.yaml", "content/anbieter/nachbarschaft.yaml"
VENUE, SITE = "content/orte/haus-am-anger.yaml", "content/site.yaml"
CRISIS = "content/krisenhilfe.yaml"


def findings(files: dict[str, str]) -> list[Diagnostic]:
    """All but that a copy looks like its original, which test_doubles.py asks about."""
    found = project.findings(files)
    return [finding for finding in found if finding.code != "doppel-wahrscheinlich"]


def codes(files: dict[str, str]) -> list[str]:
    """The codes of what is said, but not about the example's pages in another language."""
    said = [finding.code for finding in findings(files)]
    return [code for code in said if code != "sprache-seite-nicht-oeffentlich"]


def added(text: str, path: str = TEE) -> dict[str, str]:
    return {path: FILES[path] + text}


def test_every_check_is_registered() -> None:
    modules = {
        importlib.import_module(f"sitegen.checks.{found.name}")
        for found in pkgutil.iter_modules(checks.__path__)
    }
    about_content = {*RECORD_CHECKS, *SETTINGS_CHECKS, *CONTENT_CHECKS}
    assert modules == {*about_content, *SITE_CHECKS}
    assert not about_content & {*SITE_CHECKS}


def test_the_city_is_in_order() -> None:
    assert codes({}) == []


# Care


@pytest.mark.parametrize("path", [TEE, BODY, VENUE])
@pytest.mark.parametrize(
    ("care", "expected"),
    [
        ("gueltig_ab: 2026-01-01\n  gueltig_bis: 2026-12-31", []),
        ("gueltig_ab: 2026-01-01\n  gueltig_bis: 2026-01-01", []),
        ("gueltig_ab: 2026-01-02\n  gueltig_bis: 2026-01-01", ["zeitraum-verkehrt"]),
        ("geprueft_von: Redaktion", ["pruefung-ohne-datum"]),
        ("geprueft_am: 2026-01-01", ["pruefung-ohne-rolle", "pruefung-ohne-beleg"]),
        ("geprueft_am: 2026-01-01\n  geprueft_von: Redaktion", ["pruefung-ohne-beleg"]),
    ],
)
def test_care(path: str, care: str, expected: list[str]) -> None:
    text = FILES[path].replace("pflege:\n", f"pflege:\n  {care}\n")
    assert sorted(codes({path: text})) == sorted(expected)


@pytest.mark.parametrize("kind", ["telefonat", "mail", "besuch", "anbieterseite"])
def test_a_check_with_a_proof(kind: str) -> None:
    check = "pflege:\n  geprueft_am: 2026-01-01\n  geprueft_von: Redaktion\n"
    text = FILES[TEE].replace("pflege:\n", check)
    assert codes({TEE: text.replace("art: sonstiges", f"art: {kind}")}) == []
    assert codes({TEE: text + f"    - art: {kind}\n"}) == []


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("gueltig_ab: 2026-01-01\n", []),
        ("gueltig_bis: 2026-01-01\n", []),
        ("gueltig_ab: 2026-01-01\ngueltig_bis: 2026-01-01\n", []),
        ("gueltig_ab: 2026-01-02\ngueltig_bis: 2026-01-01\n", ["zeitraum-verkehrt"]),
    ],
)
def test_a_place_is_left_after_it_was_moved_into(period: str, expected: list[str]) -> None:
    assert codes(added(period, VENUE)) == expected


# Contact

SILENT = FILES[BODY].replace("kontakt:\n  telefon:\n    - nummer: 030 23125 120\n", "")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({BODY: SILENT}, ["kontakt-fehlt"]),
        ({BODY: SILENT + "kontakt:\n  rolle: Empfang\n"}, ["kontakt-fehlt"]),
        ({BODY: SILENT + "kontakt:\n  email: tee@example.org\n"}, []),
        ({BODY: SILENT + "kontakt:\n  web: https://example.org/\n"}, []),
        ({BODY: SILENT, **added("kontakt:\n  email: tee@example.org\n")}, []),
        ({BODY: SILENT, **added("kontakt:\n  sprechzeiten: immer\n")}, ["kontakt-fehlt"]),
        ({BODY: SILENT, TEE: FILES[TEE].replace("veroeffentlicht", "entwurf")}, []),
        (
            {
                BODY: SILENT,
                "content/anbieter/zwei.yaml": FILES[BODY],
                TEE: FILES[TEE].replace("  - nachbarschaft\n", "  - nachbarschaft\n  - zwei\n"),
            },
            [],
        ),
    ],
)
def test_a_published_offer_can_be_asked(files: dict[str, str], expected: list[str]) -> None:
    assert codes(files) == expected


CONSENT = "  einwilligung: {datum: 2026-01-01, umfang: Name., bis: 2027-01-01}\n"


@pytest.mark.parametrize("path", [TEE, "content/anbieter/neu.yaml"])
@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ("  name: Erika Mustermann\n", ["name-ohne-einwilligung"]),
        ("  name: Erika Mustermann\n" + CONSENT, []),
        ("  rolle: Empfang\n", []),
        ("  web: http://example.org/\n", ["webadresse-ohne-s"]),
    ],
)
def test_names_and_addresses(path: str, contact: str, expected: list[str]) -> None:
    base = FILES.get(path, SILENT)
    assert codes({path: f"{base}kontakt:\n{contact}"}) == expected


# Crisis numbers


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("030 23125 110", []),
        ("+49 30 23125110", []),
        ("030/23125-110", []),
        ("112", []),
        ("030 23125 111", ["krisennummer-unbekannt"]),
        ("110", ["krisennummer-unbekannt"]),
    ],
)
def test_a_number_for_a_crisis_stands_among_the_crisis_lines(
    number: str, expected: list[str]
) -> None:
    contact = f"kontakt:\n  telefon:\n    - nummer: {number}\n"
    text = FILES[TEE].replace("- begegnung", "- begegnung\n  - krise") + contact
    assert codes({TEE: text}) == expected
    assert codes(added(contact)) == []
    assert codes({TEE: text.replace("veroeffentlicht", "entwurf")}) == expected


def test_crisis_lines_are_for_those_in_need() -> None:
    without = FILES[CRISIS].replace("gruppe: jetzt", "gruppe: reden")
    assert codes({CRISIS: without}) == ["krisenhilfe-ohne-notruf"]
    unchecked = FILES[CRISIS].replace("  geprueft_am: 2026-10-05\n", "")
    assert codes({CRISIS: unchecked}) == ["krisenhilfe-ungeprueft"] * 2


# Offers


BACKWARDS = """zeiten:
  ausnahmen:
    - {datum: 2026-12-24, geschlossen: nein, von: 12:00, bis: 09:30}
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("alter: {von: 60, bis: 60}\n", []),
        ("alter: {bis: 18}\n", []),
        ("alter: {von: 61, bis: 60}\n", ["alter-verkehrt"]),
        ("zeiten: {regeln: [{tage: [Mo], von: 10:00, bis: 10:01}]}\n", []),
        ("zeiten: {regeln: [{tage: [Mo], von: 10:00, bis: 10:00}]}\n", ["uhrzeit-verkehrt"]),
        ("zeiten: {regeln: [{tage: [Mo], von: 22:00, bis: 06:00}]}\n", []),
        ("zeiten: {regeln: [{tage: [Mo], von: 22:00, bis: 06:01}]}\n", ["uhrzeit-verkehrt"]),
        ("zeiten: {ausnahmen: [{datum: 2026-12-24, von: 12:00, bis: 9:30}]}\n", None),
        (
            BACKWARDS,
            ["uhrzeit-verkehrt"],
        ),
        (
            "zeiten: {regeln: [{tage: [Mo], gueltig_ab: 2026-03-01, gueltig_bis: 2026-03-01}]}\n",
            [],
        ),
        (
            "zeiten: {regeln: [{tage: [Mo], gueltig_ab: 2026-03-02, gueltig_bis: 2026-03-01}]}\n",
            ["zeitraum-verkehrt"],
        ),
        ("kosten: {art: kostenlos, betrag: 0}\n", ["betrag-passt-nicht"]),
        ("kosten: {art: unbekannt, betrag: 5}\n", ["betrag-passt-nicht"]),
        ("kosten: {art: fest, betrag: 5}\n", []),
        ("kosten: {art: fest, text: Wie im Kino.}\n", []),
        ("kosten: {art: fest}\n", ["betrag-fehlt"]),
        ("kosten: {art: spende, betrag: 2}\n", []),
        ("platz: unbekannt\n", []),
        ("platz: voll\n", ["platz-ohne-stand"]),
        ("platz: voll\nplatz_stand: 2026-11-01\n", []),
    ],
)
def test_what_an_offer_says_fits_together(text: str, expected: list[str] | None) -> None:
    assert codes(added(text)) == (["uhrzeit-ungueltig"] if expected is None else expected)


@pytest.mark.parametrize(
    ("place", "expected"),
    [("", ["ort-oder-gebiet-fehlt"]), ("gebiet: [nord]\n", []), ("orte: []\ngebiet: [nord]\n", [])],
)
def test_an_offer_belongs_somewhere(place: str, expected: list[str]) -> None:
    assert codes({TEE: FILES[TEE].replace("orte:\n  - haus-am-anger\n", place)}) == expected


def test_of_what_was_only_told_the_place_may_be_open() -> None:
    told = FILES[TEE].replace("orte:\n  - haus-am-anger\n", "")
    assert "status: veroeffentlicht" in told
    (finding,) = project.findings(
        {**FILES, TEE: told.replace("status: veroeffentlicht", "status: eingang")}
    )
    assert (finding.code, finding.is_error) == ("ort-oder-gebiet-offen", False)


# Privacy


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("Frau Mustermann fragen", "Frau Mustermann"),
        ("mit Herrn Öder sprechen", "Herrn Öder"),
        ("Dr. Beispiel ist zuständig", "Dr. Beispiel"),
        ("an erika.mustermann@example.org schreiben", "erika.mustermann@example.org"),
        ("kommt wegen Demenz nicht", "Demenz"),
        ("im Frühjahr anrufen", None),
        ("Frauen treffen sich dienstags", None),
        ("der Herrenberg ist hoch", None),
        ("an buero@example.org schreiben", None),
        ("eine Sucht nach Kuchen", "Sucht"),
        ("die Suchtberatung weiß es", None),
    ],
)
def test_notes_for_the_office_name_nobody(note: str, found: str | None) -> None:
    result = project.findings(added(f"  intern: |\n    Bitte\n    {note}.\n"))
    if found is None:
        assert result == ()
        return
    (finding,) = result
    assert (finding.code, finding.is_error) == ("intern-persoenlich", False)
    assert f"„{found}“" in finding.message
    assert (finding.location.line, finding.location.column) == (20, 5 + note.index(found))


PUBLIC = FILES[SITE].replace("repository: privat", "repository: oeffentlich")
PERSON = (project.HERE / "valid" / "anbieter" / "privatperson.yaml").read_text("utf-8")
ERIKA = "content/anbieter/erika.yaml"


@pytest.mark.parametrize("path", [TEE, BODY, VENUE])
def test_what_everybody_can_read_has_no_notes(path: str) -> None:
    note = added("  intern: Im Mai fragen.\n", path)
    assert codes(note) == []
    assert codes({**note, SITE: PUBLIC}) == ["intern-oeffentlich"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("name: Erika", "name: Erika M.", ["privatperson-mit-nachname"]),
        ("  gueltig_bis: 2027-05-31\n", "", ["privatperson-ohne-ende"]),
        ("  rolle: ", "  web: https://example.org/\n  rolle: ", ["privatperson-mit-kontakt"]),
        ("  rolle: ", "  email: a@example.org\n  rolle: ", ["privatperson-mit-kontakt"]),
        ("privatperson", "verein", []),
    ],
)
def test_a_private_person_stays_private(old: str, new: str, expected: list[str]) -> None:
    assert codes({ERIKA: PERSON.replace(old, new, 1)}) == expected


def test_a_private_person_is_in_no_public_directory() -> None:
    assert codes({ERIKA: PERSON, SITE: PUBLIC}) == ["privatperson-oeffentlich"]


def test_a_private_person_needs_to_agree() -> None:
    start, end = PERSON.index("kontakt:"), PERSON.index("pflege:")
    assert codes({ERIKA: PERSON[:start] + PERSON[end:]}) == ["privatperson-ohne-einwilligung"]


@pytest.mark.parametrize(
    ("venue", "expected"),
    [
        (FILES[VENUE], ["privatperson-mit-adresse"]),
        (FILES[VENUE].replace("strasse: Angerweg 1\n", ""), []),
    ],
)
def test_nobody_finds_a_private_door(venue: str, expected: list[str]) -> None:
    text = FILES[TEE].replace("- nachbarschaft", "- erika")
    assert codes({ERIKA: PERSON, TEE: text, VENUE: venue}) == expected


# Production

READY = (project.HERE / "valid" / "site" / "voll.yaml").read_text("utf-8")
READY = READY.replace("betrieb: demo", "betrieb: produktion")


def test_production_may_begin() -> None:
    assert codes({**OFFICE, SITE: READY}) == []


@pytest.mark.parametrize(
    "key",
    [
        *("basisadresse", "telefon", "impressum_geprueft_am", "datenschutz_geprueft_am"),
        *("rechtlich_geprueft_am", "barrierefreiheit_kontakt"),
    ],
)
def test_production_waits_for_what_is_missing(key: str) -> None:
    without = "".join(
        line for line in READY.splitlines(keepends=True) if not line.strip().startswith(f"{key}:")
    )
    assert codes({**OFFICE, SITE: without}) == ["produktion-platzhalter"]
    assert codes({SITE: without.replace("betrieb: produktion", "betrieb: demo")}) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("  geprueft_von: Redaktion\n", ["produktion-krise-ungeprueft"]),
        ("  geprueft_am: 2026-10-05\n", ["krisenhilfe-ungeprueft", "produktion-krise-ungeprueft"]),
    ],
)
def test_production_waits_for_checked_crisis_lines(line: str, expected: list[str]) -> None:
    head, _, tail = FILES[CRISIS].rpartition(line)
    assert sorted(codes({**OFFICE, SITE: READY, CRISIS: head + tail})) == expected


# Replacement


def chain(*names: str) -> dict[str, str]:
    """Offers of which each is replaced by the next."""
    return {
        f"offers/{name}.yaml": FILES[TEE] + f"  ersetzt_durch: {after}\n"
        for name, after in pairwise(names)
    }


@pytest.mark.parametrize(
    ("names", "circle"),
    [
        (("a", "b", "teestube"), None),
        (("a", "a"), "a → a"),
        (("a", "b", "a"), "a → b → a"),
        (("c", "b", "a", "c"), "a → c → b → a"),
        (("x", "y", "a", "b", "a"), "a → b → a"),
    ],
)
def test_replacements_end_somewhere(names: tuple[str, ...], circle: str | None) -> None:
    found = findings(chain(*names))
    assert [finding.code for finding in found] == (["ersatz-im-kreis"] if circle else [])
    for finding in found:
        assert finding.message == f"ersetzt_durch führt im Kreis: {circle}."
        assert finding.location.path == f"offers/{str(circle)[0]}.yaml"
        assert len(finding.related) == str(circle).count("→") - 1


def test_two_circles_are_two_mistakes() -> None:
    found = findings({**chain("a", "b", "a"), **chain("c", "d", "c")})
    assert [finding.location.path for finding in found] == ["offers/a.yaml", "offers/c.yaml"]


# Events and initiatives

EVENT = "titel: Teefest\nkurz: Tee für alle.\nort_text: am Brunnen\n"
INITIATIVE = "titel: Blaue Stunde\nkurz: Kurz.\nart: vorhaben\n"
MINIMAL = "pflege:\n  quellen:\n    - art: sonstiges\n"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("", ["veranstaltung-ohne-zeit"]),
        ("rhythmus: jeden Monat\n", []),
        ("beginn: 2026\n", []),
        ("teile:\n  - titel: x\n", ["veranstaltung-ohne-zeit"]),
        ("teile:\n  - titel: x\n    beginn: 2026\n", []),
        ("ende: 2026\n", ["ende-ohne-beginn", "veranstaltung-ohne-zeit"]),
        ("beginn: 2026-03-01\nende: 2026-03-01\n", []),
        ("beginn: 2026-03-01\nende: 2026-02-28\n", ["ende-vor-beginn"]),
        ("beginn: 2026-03-01 18:00\nende: 2026-03-01 18:01\n", []),
        ("beginn: 2026-03-01 18:00\nende: 2026-03-01 18:00\n", ["ende-vor-beginn"]),
        ("beginn: 2026-03-01 18:00\nende: 2026-03-02 02:00\n", []),
        ("beginn: 2026-03-01 18:00\nende: 2026-03-02\n", []),
        ("beginn: 2026-03-01\nende: 2026-03-01 20:00\n", []),
        ("beginn: 2026-03\nende: 2026-02\n", ["ende-vor-beginn"]),
        ("beginn: 2026-03\nende: 2026-04-05\n", ["ende-anders-genau"]),
        ("beginn: 2026\nende: 2026-04\n", ["ende-anders-genau"]),
        ("beginn: 2026-03-15\nende: 2026-03\n", ["ende-anders-genau"]),
        ("beginn: 2026-03-01\nteile:\n  - titel: x\n    beginn: 2026-03-01 18:00\n", []),
        ("beginn: 2026-03\nteile:\n  - titel: x\n    beginn: 2026-03-31\n", []),
        ("beginn: 2026-03\nteile:\n  - titel: x\n    beginn: 2026-04-01\n", ["teil-ausserhalb"]),
        ("beginn: 2026-03-02\nteile:\n  - titel: x\n    beginn: 2026-03\n", []),
        ("beginn: 2026-03-02\nteile:\n  - titel: x\n    beginn: 2026-03-01\n", ["teil-ausserhalb"]),
        (
            "beginn: 2026-03-02\nteile: [{titel: x, beginn: 2026-03-02, ende: 2026-03-05}]\n",
            ["teil-ausserhalb"],
        ),
        ("rhythmus: oft\nteile:\n  - titel: x\n    ende: 2026-03-05\n", ["ende-ohne-beginn"]),
    ],
)
def test_the_times_of_an_event_fit_together(keys: str, expected: list[str]) -> None:
    text = EVENT + keys + MINIMAL
    assert sorted(codes({"content/veranstaltungen/fest.yaml": text})) == expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("beginn: 2025\nende: 2025\n", []),
        ("beginn: 2025\nende: 2024\n", ["ende-vor-beginn"]),
        ("ende: 2024\n", []),
        ("phasen:\n  - titel: x\n    beginn: 2025\n  - titel: y\n    beginn: 2025\n", []),
        ("phasen:\n  - titel: x\n    beginn: 2025\n  - titel: y\n    beginn: 2025-03\n", []),
        ("phasen:\n  - titel: x\n    beginn: 2025-03\n  - titel: y\n    beginn: 2025\n", []),
        (
            "phasen: [{titel: x, beginn: 2025}, {titel: y}, {titel: z, beginn: 2024}]\n",
            ["phasen-reihenfolge"],
        ),
        ("phasen:\n  - titel: x\n    beginn: 2025\n    ende: 2024\n", ["ende-vor-beginn"]),
    ],
)
def test_the_course_of_an_initiative_is_in_order(keys: str, expected: list[str]) -> None:
    text = f"---\n{INITIATIVE}{keys}{MINIMAL}---\n"
    assert codes({"content/initiativen/blau.md": text}) == expected


@pytest.mark.parametrize(
    ("parents", "circle"),
    [
        ({"a": "b"}, None),
        ({"a": "b", "b": "c"}, None),
        ({"a": "a"}, "a → a"),
        ({"a": "b", "b": "a"}, "a → b → a"),
        ({"c": "a", "a": "b", "b": "a"}, "a → b → a"),
        ({"b": "c", "c": "a", "a": "b"}, "a → b → c → a"),
    ],
)
def test_initiatives_have_a_top(parents: dict[str, str], circle: str | None) -> None:
    files = {
        f"content/initiativen/{name}.md": f"---\n{INITIATIVE}"
        + (f"teil_von: {parents[name]}\n" if name in parents else "")
        + f"{MINIMAL}---\n"
        for name in ("a", "b", "c")
    }
    found = [f.message for f in project.findings(files) if f.code == "zugehoerigkeit-im-kreis"]
    assert found == ([f"teil_von führt im Kreis: {circle}."] if circle else [])
