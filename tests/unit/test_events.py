"""Which events are to come and which are over, in which order, and where they belong."""

from datetime import date

import pytest

from sitegen.derive import derive
from sitegen.events import ends, is_over, starts
from sitegen.fields import parse_moment
from sitegen.models.event import EVENT, Event
from sitegen.schedules import last_day
from sitegen.site import Site
from tests.examples import project

TODAY = date(2026, 11, 22)
CARE = """pflege:
  status: {}
  quellen:
    - art: sonstiges
      titel: Beispiel
"""
PATH = "content/veranstaltungen/{}.yaml"
ALONE: project.Files = {path: None for path in project.city_files() if path.startswith(EVENT.place)}


def event(times: str, *, status: str = "veroeffentlicht", where: str = "ort_text: Anger\n") -> str:
    """A whole record; `times` are its keys of time, one per line."""
    return f"titel: Fest\nkurz: Ein Fest.\n{where}{times}{CARE.format(status)}"


def site(events: dict[str, str], today: date = TODAY) -> Site:
    files = {PATH.format(name): text for name, text in events.items()}
    return derive(project.catalogue({**ALONE, **files}), today, {})[0]


def content(times: str) -> Event:
    return project.catalogue({PATH.format("x"): event(times)}).of(EVENT)["x"].content


PARTS = "teile:\n  - titel: A\n    beginn: {}\n  - titel: B\n    beginn: {}\n    ende: {}\n"


@pytest.mark.parametrize(
    ("times", "start", "end", "last"),
    [
        ("beginn: 2026-03\n", "2026-03", None, date(2026, 3, 31)),
        ("beginn: 2026\n", "2026", None, date(2026, 12, 31)),
        ("beginn: 2026-03-01 18:30\n", "2026-03-01 18:30", None, date(2026, 3, 1)),
        ("beginn: 2026-03-01\nende: 2026-03-03\n", "2026-03-01", "2026-03-03", date(2026, 3, 3)),
        (
            PARTS.format("2026-03-09", "2026-03-02", "2026-03-04"),
            "2026-03-02",
            "2026-03-09",
            date(2026, 3, 9),
        ),
        (
            "beginn: 2026-03-01\nende: 2026-03-10\n"
            + PARTS.format("2026-03-09", "2026-03-02", "2026-03-04"),
            "2026-03-01",
            "2026-03-10",
            date(2026, 3, 10),
        ),
        (
            PARTS.format("2026-03-02 18:00", "2026-03-02 10:00", "2026-03-02 12:00"),
            "2026-03-02 10:00",
            "2026-03-02 18:00",
            date(2026, 3, 2),
        ),
    ],
)
def test_when_an_event_begins_and_ends(times: str, start: str, end: str | None, last: date) -> None:
    found = content(times)
    assert starts(found) == parse_moment(start)
    assert ends(found) == (parse_moment(end) if end else None)
    assert last_day(found) == last
    assert not is_over(found, last)
    assert is_over(found, date.fromordinal(last.toordinal() + 1))


def test_what_has_no_date_is_a_series_and_never_over() -> None:
    found = content("rhythmus: alle zwei Monate\n")
    assert (starts(found), ends(found)) == (None, None)
    assert not is_over(found, date(2199, 12, 31))
    text = event("rhythmus: alle zwei Monate\n")
    shown = site({"reihe": text})
    assert (shown.upcoming, shown.past, shown.series) == ((), (), ("reihe",))


DATED = {
    "monat": "beginn: 2026-11\n",  # may still be to come
    "jahr": "beginn: 2026\n",
    "heute": "beginn: 2026-11-22\n",
    "heute-frueh": "beginn: 2026-11-22 08:00\n",
    "morgen-abend": "beginn: 2026-11-23 18:00\n",
    "morgen-frueh": "beginn: 2026-11-23 09:00\n",
    "laeuft": "beginn: 2026-10-01\nende: 2026-12-24\n",
    "gestern": "beginn: 2026-11-21\n",
    "oktober": "beginn: 2026-10\n",
    "alt": "beginn: 2023-06-21\nende: 2023-06-23\n",
    "zugleich": "beginn: 2023-06-21\n",
}


def test_what_is_to_come_begins_with_the_soonest_what_is_over_with_the_newest() -> None:
    found = site({name: event(times) for name, times in DATED.items()})
    assert found.upcoming == (
        *("jahr", "laeuft", "monat", "heute", "heute-frueh", "morgen-frueh", "morgen-abend"),
    )
    assert found.past == ("gestern", "oktober", "zugleich", "alt")
    assert found.series == ()


def test_the_order_does_not_depend_on_the_names_of_files() -> None:
    mirrored = {f"{99 - n}-{name}": event(t) for n, (name, t) in enumerate(DATED.items())}
    found = site(mirrored)
    assert [name.partition("-")[2] for name in found.upcoming][-2:] == [
        "morgen-frueh",
        "morgen-abend",
    ]
    assert found.past[0].endswith("gestern")


def test_days_pass() -> None:
    events = {"fest": event("beginn: 2026-11-22 18:00\n")}
    assert site(events, date(2026, 11, 22)).upcoming == ("fest",)
    assert site(events, date(2026, 11, 23)).past == ("fest",)


@pytest.mark.parametrize("status", ["entwurf", "pausiert", "beendet"])
def test_only_what_is_shown_is_listed(status: str) -> None:
    found = site({"fest": event("beginn: 2026-12-01\n", status=status)})
    assert (found.upcoming, found.past, found.series) == ((), (), ())
    assert not any("fest" in ids for ids in found.events_by.values())


BELONGS = """orte: [haus-am-anger]
veranstalter: [nachbarschaft]
themen: [begegnung, bewegung]
zielgruppen: [alle]
"""


@pytest.mark.parametrize(
    ("times", "is_there"),
    [("beginn: 2026-12-01\n", True), ("rhythmus: monatlich\n", True), ("beginn: 2025\n", False)],
)
def test_events_that_are_not_over_belong_to_what_they_name(
    times: str,
    is_there: bool,  # noqa: FBT001
) -> None:
    found = site({"fest": event(times, where=BELONGS)}).events_by
    wanted = [
        *(("ort", "haus-am-anger"), ("stadtbezirk", "mitte"), ("anbieter", "nachbarschaft")),
        *(("thema", "begegnung"), ("thema", "bewegung"), ("zielgruppe", "alle")),
    ]
    assert found == (dict.fromkeys(wanted, ("fest",)) if is_there else {})


def test_places_of_parts_count_once() -> None:
    parts = "teile:\n" + "".join(
        f"  - titel: T{n}\n    beginn: 2026-12-0{n}\n    orte: [haus-am-anger]\n" for n in (1, 2)
    )
    found = site({"fest": event(parts, where="orte: [haus-am-anger]\n")}).events_by
    assert found["ort", "haus-am-anger"] == ("fest",)
    assert found["stadtbezirk", "mitte"] == ("fest",)


@pytest.mark.parametrize(
    ("times", "where", "expected"),
    [
        ("beginn: 2026-12-01\n", "", ["veranstaltung-ohne-ort"]),
        ("beginn: 2026-12-01\n", "modus: hybrid\n", ["veranstaltung-ohne-ort"]),
        ("beginn: 2026-12-01\n", "modus: online\n", []),
        ("beginn: 2026-12-01\n", "ort_text: Anger\n", []),
        ("beginn: 2026-12-01\n", "orte: [haus-am-anger]\n", []),
        ("teile: [{titel: A, beginn: 2026-12-01, ort_text: Anger}]\n", "", []),
        ("beginn: 2025-12-01\n", "", []),
        ("rhythmus: monatlich\n", "", []),
    ],
)
def test_nobody_is_invited_to_nowhere(times: str, where: str, expected: list[str]) -> None:
    files = {**ALONE, PATH.format("fest"): event(times, where=where)}
    findings = derive(project.catalogue(files), TODAY, {})[1]
    assert [finding.code for finding in findings] == expected
