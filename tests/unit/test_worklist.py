"""Which records wait for somebody: the table of states, when they are due, how they are told."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from io import StringIO

import pytest

from sitegen.derive import derive
from sitegen.site import Site
from sitegen.surveys.worklist import STATES, Row, chosen, counts, survey, write
from tests.examples import project

TODAY = project.TODAY
TEE = project.city_files()["offers/teestube.yaml"].decode()
PATH = "offers/teestube.yaml"
DRAFT, OPEN, DUE, LATE, PAUSED, HELD = STATES


def site(text: str = TEE, *, real: bool = False, today: date = TODAY) -> Site:
    files: dict[str, str | bytes | None] = {PATH: text}
    found = project.catalogue(files)
    if real:
        settings = found.config.model_copy(update={"mode": "produktion"})
        found = type(found)(settings, found.texts, found.records)
    return derive(found, today, {})[0]


def offer(status: str, checked: date | None = None, kind: str = "telefonat", more: str = "") -> str:
    care = f"  status: {status}\n{more}"
    if checked:
        care += f"  geprueft_am: {checked}\n  geprueft_von: Redaktion\n"
    return TEE.replace("  status: veroeffentlicht\n", care).replace(
        "art: sonstiges", f"art: {kind}"
    )


def row_of(found: Site, path: str = PATH) -> Row | None:
    rows = [row for row in survey(found) if row.path == path]
    return rows[0] if rows else None


def states(found: Site) -> tuple[str, ...]:
    row = row_of(found)
    return row.states if row else ()


# The tea room is due 366 days after its check: its id moves it by one.
AGO = {days: TODAY - timedelta(days=days) for days in (0, 335, 336, 366, 367, 425, 426)}


@pytest.mark.parametrize(
    ("status", "checked", "kind", "demo", "real"),
    [
        ("entwurf", None, "presse", [DRAFT], [DRAFT]),
        ("eingang", None, "presse", [DRAFT], [DRAFT]),
        ("entwurf", AGO[426], "telefonat", [DRAFT], [DRAFT]),
        ("veroeffentlicht", None, "presse", [OPEN], [OPEN, HELD]),
        ("veroeffentlicht", AGO[0], "telefonat", [], []),
        ("veroeffentlicht", AGO[0], "presse", [OPEN], [OPEN, HELD]),
        ("veroeffentlicht", AGO[335], "telefonat", [], []),
        ("veroeffentlicht", AGO[336], "telefonat", [DUE], [DUE]),
        ("veroeffentlicht", AGO[366], "telefonat", [DUE], [DUE]),
        ("veroeffentlicht", AGO[367], "telefonat", [LATE], [LATE]),
        ("veroeffentlicht", AGO[425], "telefonat", [LATE], [LATE]),
        ("veroeffentlicht", AGO[426], "telefonat", [LATE, PAUSED], [LATE, PAUSED]),
        ("veroeffentlicht", AGO[426], "presse", [OPEN], [OPEN, HELD]),
        ("pausiert", None, "presse", [PAUSED], [PAUSED, HELD]),
        ("pausiert", AGO[426], "telefonat", [PAUSED], [PAUSED]),
        ("beendet", AGO[426], "telefonat", [], []),
        ("abgelehnt", None, "presse", [HELD], [HELD]),
        ("nicht_listen", None, "presse", [HELD], [HELD]),
    ],
)
def test_what_a_record_waits_for(
    status: str, checked: date | None, kind: str, demo: Sequence[str], real: Sequence[str]
) -> None:
    text = offer(status, checked, kind)
    assert states(site(text)) == tuple(demo)
    assert states(site(text, real=True)) == tuple(real)


def test_what_is_over_is_not_asked_about() -> None:
    text = offer("veroeffentlicht", AGO[367], more="  gueltig_bis: 2026-11-21\n")
    assert states(site(text)) == ()
    early = offer("veroeffentlicht", AGO[0], more="  gueltig_ab: 2026-11-23\n")
    row = row_of(site(early))
    assert row is not None
    assert (row.states, row.reason) == ((HELD,), "noch-nicht-gueltig")


def test_a_record_says_itself_when_it_is_due() -> None:
    text = offer("veroeffentlicht", AGO[0], more="  pruefintervall_tage: 10\n")
    row = row_of(site(text))
    assert row is not None
    assert row.due == TODAY + timedelta(days=10 - 1)
    assert row.states == (DUE,)


EVENT = """titel: {}
kurz: Reden, wer gerade da ist.
{}
pflege:
  status: veroeffentlicht
  geprueft_am: 2025-01-01
  geprueft_von: Redaktion
  quellen:
    - art: telefonat
"""


RULE = "beginn: 2025-02-04 18:00\nwiederholung:\n  regel: alle 2 Wochen am Dienstag"


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ("rhythmus: alle zwei Wochen", (LATE, PAUSED)),
        ("beginn: 2025-02-01", ()),
        ("beginn: 2027-02-01", ()),
        (RULE, (LATE, PAUSED)),
        (RULE + "\n  bis: 2026-12-31", (LATE, PAUSED)),
        (RULE + "\n  bis: 2026-06-30", ()),
        ("rhythmus: nach Ansage\ntermine:\n  - am: 2026-11-21\n  - am: 2026-11-22", (LATE, PAUSED)),
        ("rhythmus: nach Ansage\ntermine:\n  - am: 2026-11-20\n  - am: 2026-11-21", ()),
    ],
)
def test_only_series_are_asked_about_again(when: str, found: Sequence[str]) -> None:
    path = "content/veranstaltungen/tisch.yaml"
    city = project.catalogue({path: EVENT.format("Großer Tisch", when)})
    row = row_of(derive(city, TODAY, {})[0], path)
    assert (row.states if row else ()) == found


def test_a_twin_in_easy_language_waits_with_its_page() -> None:
    care = "pflege:\n  status: veroeffentlicht\n  quellen:\n    - art: presse\n"
    files = {
        "content/seiten/haus.md": f"---\ntitel: Haus\nkurz: Was es ist.\n{care}---\n\nEin Haus.\n",
        "content/seiten/haus.leicht.md": "---\ntitel: Haus\n---\n\nDas ist ein Haus.\n",
    }
    found = derive(project.catalogue(files), TODAY, {})[0]
    assert row_of(found, "content/seiten/haus.leicht.md") is None
    row = row_of(found, "content/seiten/haus.md")
    assert row is not None
    assert row.states == (OPEN,)


def test_a_crisis_line_nobody_checked_is_in_the_list() -> None:
    files = project.city_files()["content/krisenhilfe.yaml"].decode()
    checked = project.catalogue({"content/krisenhilfe.yaml": files})
    late = derive(checked, date(2030, 1, 1), {})[0]
    rows = chosen(survey(late), [LATE], "krisenhilfe")
    assert {row.path for row in rows} == {"content/krisenhilfe.yaml"}
    lines = [line for line in files.splitlines() if "geprueft_" not in line]
    unchecked = project.catalogue({"content/krisenhilfe.yaml": "\n".join(lines) + "\n"})
    rows = survey(derive(unchecked, TODAY, {})[0])
    assert {row.states for row in chosen(rows, [], "krisenhilfe")} == {(OPEN,)}


def row(number: int, *found: str, kind: str = "angebot") -> Row:
    path = f"offers/{number}.yaml"
    return Row(path, kind, str(number), f"Titel {number}", found, "", None, None)


ROWS = (row(1, DRAFT), row(2, OPEN, LATE), row(3, PAUSED, HELD, kind="ort"), row(4, OPEN))


@pytest.mark.parametrize(
    ("wanted", "kind", "ids"),
    [
        ([], None, "1234"),
        ([OPEN], None, "24"),
        ([OPEN, PAUSED], None, "234"),
        ([OPEN, HELD], "ort", "3"),
        ([], "angebot", "124"),
        ([DUE], None, ""),
    ],
)
def test_filters_add_up(wanted: list[str], kind: str | None, ids: str) -> None:
    assert "".join(row.id for row in chosen(ROWS, wanted, kind)) == ids


def test_states_are_counted() -> None:
    assert counts(ROWS) == {DRAFT: 1, OPEN: 2, DUE: 0, LATE: 1, PAUSED: 1, HELD: 1}


def told(rows: Sequence[Row], form: str, *, is_summary: bool = False) -> str:
    stream = StringIO()
    write(rows, stream, form=form, is_summary=is_summary)
    return stream.getvalue()


def test_text_names_file_title_state_and_days() -> None:
    day = TODAY - timedelta(days=367)
    late = row_of(site(offer("veroeffentlicht", day)))
    assert late is not None
    assert told([late], "text") == (
        "offers/teestube.yaml: Teestube am Anger · Prüfung überfällig, "
        "geprüft am 20. November 2025, zu prüfen bis 21. November 2026\n"
    )
    line = Row(
        "content/krisenhilfe.yaml", "krisenhilfe", "notruf", "Not\x1b", (OPEN,), "", None, None
    )
    assert told([line], "text") == (
        "content/krisenhilfe.yaml (notruf): Not\\u001b · nicht geprüft\n"
    )


def test_json_is_one_record_a_line() -> None:
    text = told(ROWS, "json")
    assert text.isascii()
    assert len(text.splitlines()) == len(ROWS) + 2
    assert json.loads(text)[1] == {
        "datei": "offers/2.yaml",
        "art": "angebot",
        "kennung": "2",
        "titel": "Titel 2",
        "zustand": [OPEN, LATE],
        "grund": "",
        "geprueft_am": None,
        "faellig_am": None,
    }
    assert json.loads(told((), "json")) == []
    assert json.loads(told(ROWS, "json", is_summary=True)) == counts(ROWS)


def test_a_summary_names_the_filters() -> None:
    lines = told(ROWS, "text", is_summary=True).splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2", "0", "1", "1", "1"]
    assert [line.rpartition("--")[2] for line in lines] == list(STATES)


def test_what_waits_longest_comes_first() -> None:
    found = survey(site(offer("veroeffentlicht", AGO[366])))
    days = [row.due or date.max for row in found]
    assert days == sorted(days)
    assert found[0].path == PATH
