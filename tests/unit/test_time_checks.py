"""What may be said about times: where each rule bites, and where it does not.

How the answers read stands in tests/examples; here they are codes.
"""

from datetime import date, time

import pytest

from sitegen.clockchange import clock_fault
from sitegen.config import SITE_FILE
from sitegen.freedays import school_known_until
from sitegen.schedules import timetable_of
from sitegen.timenotes import time_notes
from tests.examples import project

TEE, SERIES = "offers/teestube.yaml", "content/veranstaltungen/reihe.yaml"
FILES = {source.path: source.data.decode() for source in project.sources()}
ONCE = FILES[SERIES].replace("rhythmus: alle zwei Monate\n", "ort_text: am Brunnen\n")


def offer(text: str) -> dict[str, str]:
    return {TEE: FILES[TEE] + text}


def event(text: str) -> dict[str, str]:
    return {SERIES: ONCE + text}


def codes(files: dict[str, str]) -> list[str]:
    return [finding.code for finding in project.findings(files)]


def notes(files: dict[str, str], today: date) -> list[str]:
    """What is noted on a day, with the values that tell."""
    catalogue = project.catalogue(files)
    tables = {
        (record.type_name, record.id): timetable_of(record.content, catalogue.config.land)
        for record in catalogue.all()
    }
    return [finding.code for finding in time_notes(catalogue, tables, today)]


# --- offers

_MO = "zeiten: {regeln: [{tage: [Mo], von: 10:00}], ausnahmen: [%s]}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zeiten: {regeln: [{tage: [alle 1 Wochen am Mo]}]}\n", []),
        ("zeiten: {regeln: [{tage: [alle 2 Wochen am Mo]}]}\n", ["rhythmus-ohne-anfang"]),
        ("zeiten: {regeln: [{tage: [jeden 2. Monat am 1. Mo]}]}\n", ["rhythmus-ohne-anfang"]),
        ("zeiten: {regeln: [{tage: [alle 2 Wochen am Mo], gueltig_ab: 2026-11-23}]}\n", []),
        (
            "zeiten: {regeln: [{tage: [alle 2 Wochen am Mo], gueltig_ab: 2026-11-24}]}\n",
            ["anfang-kein-termin"],
        ),
        ("zeiten: {regeln: [{tage: [Mo], gueltig_ab: 2026-11-24}]}\n", []),
        (_MO % "{datum: 2026-11-30}", []),
        (_MO % "{datum: 2026-11-29}", ["ausnahme-ohne-termin"]),
        (_MO % "{datum: 2026-11-24, letzter_tag: 2026-11-30}", []),
        (_MO % "{datum: 2026-11-24, letzter_tag: 2026-11-29}", ["ausnahme-ohne-termin"]),
        (_MO % "{datum: 2026-11-29, geschlossen: nein, von: 11:00}", []),
        (
            _MO % "{datum: 2026-11-24, letzter_tag: 2026-11-29, geschlossen: nein}",
            ["ausnahme-ohne-termin"],
        ),
        (_MO % "{datum: 2026-11-30, letzter_tag: 2026-11-30}", []),
        (_MO % "{datum: 2026-11-30, letzter_tag: 2026-11-29}", ["ausnahme-verkehrt"]),
        (_MO % "{datum: 2026-11-30, text: Umbau}", []),
        (_MO % "{datum: 2026-11-30, von: 11:00}", ["ausnahme-widerspruch"]),
        (_MO % "{datum: 2026-11-30, orte: [haus-am-anger]}", ["ausnahme-widerspruch"]),
        (_MO % "{datum: 2026-11-30}, {datum: 2026-11-30}", ["ausnahme-doppelt"]),
        (
            _MO % "{datum: 2026-11-23, letzter_tag: 2026-11-30}, {datum: 2026-11-30}",
            ["ausnahme-doppelt"],
        ),
        (_MO % "{datum: 2026-11-23, letzter_tag: 2026-11-29}, {datum: 2026-11-30}", []),
        ("zeiten: {text: nach Lust, ausnahmen: [{datum: 2026-11-29}]}\n", []),
        (
            _MO % "{datum: 2027-03-28, geschlossen: nein, von: 02:30, bis: 03:00}",
            ["uhrzeit-faellt-aus"],
        ),
        (_MO % "{datum: 2027-03-28, geschlossen: nein, von: 01:59, bis: 03:00}", []),
        (
            _MO % "{datum: 2027-10-30, geschlossen: nein, von: 22:00, bis: 02:00}",
            ["uhrzeit-kommt-zweimal"],
        ),
        ("anmeldung: {noetig: nein, bis: 2026-12-01}\n", ["anmeldeschluss-ohne-anmeldung"]),
        ("anmeldung: {noetig: unbekannt, bis: 2026-12-01}\n", []),
        ("anmeldung: {noetig: ja, bis: 2027-03-28 02:10}\n", ["uhrzeit-faellt-aus"]),
    ],
)
def test_an_offers_times(text: str, expected: list[str]) -> None:
    assert codes(offer(text)) == expected


# --- events

ALONE = "reihe-nicht-allein"
_FR = "beginn: 2026-12-25 18:00\nwiederholung: {regel: freitags, %s}\n"
_ON = "termine: [{am: 2026-12-11%s}]\n"
_TU = "beginn: 2026-12-01 18:00\nwiederholung: {regel: alle 2 Wochen am Dienstag%s}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (_TU % "", []),
        (
            "wiederholung: {regel: dienstags}\n",
            ["veranstaltung-ohne-zeit", "wiederholung-ohne-beginn"],
        ),
        ("beginn: 2026\nwiederholung: {regel: dienstags}\n", ["wiederholung-ohne-beginn"]),
        ("beginn: 2026-12-02\nwiederholung: {regel: dienstags}\n", ["anfang-kein-termin"]),
        (_FR % "feiertage: zu", ["anfang-faellt-weg"]),
        (_FR % "feiertage: offen", []),
        (_FR % "feiertage: zu" + "termine: [{am: 2026-12-25}]\n", []),
        (_FR % "feiertage: zu" + "termine: [{am: 2026-12-25, verlegt_auf: 2026-12-26}]\n", []),
        (_FR % "feiertage: zu, zusaetzlich: [2026-12-25 10:00]", []),
        (_FR % "feiertage: zu, bis: 2026-12-25", ["anfang-faellt-weg"]),
        (_FR % "feiertage: zu, bis: 2026-12-24", ["wiederholung-endet-vorher"]),
        (_FR % "ferien: nein", ["anfang-faellt-weg"]),
        (_FR % "ferien: nur", []),
        (_FR % "ausser: [2026-12-25]", ["anfang-faellt-weg"]),
        (_TU % ", ferien: nur", ["anfang-faellt-weg"]),
        (_TU.replace("2026-12-01", "2047-12-03") % ", ferien: nur", []),
        (_TU % ", bis: 2026-12-01", []),
        (_TU % ", bis: 2026-11-30", ["wiederholung-endet-vorher"]),
        ("rhythmus: oft\n" + _TU % "", [ALONE]),
        (_TU % "" + "teile: [{titel: Vorher}]\n", [ALONE]),
        (_TU % "" + "ende: 2026-12-01 20:00\n", []),
        (_TU % "" + "ende: 2026-12-02 06:00\n", []),
        (_TU % "" + "ende: 2026-12-02 06:01\n", ["ende-eines-termins"]),
        (_TU % "" + "ende: 2026-12-02\n", ["ende-eines-termins"]),
        ("beginn: 2026-12-04 18:00\nende: 2026-12-06 14:00\n" + _ON % "", ["ende-eines-termins"]),
        ("beginn: 2026-12-04\nende: 2026-12-05\n" + _ON % "", ["ende-eines-termins"]),
        ("beginn: 2026-12-04 18:00\nende: 2026-12-05 02:00\n" + _ON % "", []),
        ("beginn: 2026-12-04 18:00\nende: 2026-12-06 14:00\n", []),
        ("beginn: 2026-11\nende: 2026-12\n" + _ON % "", []),
        (
            "beginn: 2026-12-11\n" + _ON % ", abgesagt: ja, ausgebucht: ja",
            ["abgesagt-und-ausgebucht"],
        ),
        ("beginn: 2026-12-11\n" + _ON % ", ausgebucht: ja", []),
        (_TU % ", ausser: [2026-12-15]", []),
        (_TU % ", ausser: [2026-12-08]", ["ausser-kein-termin"]),
        (_TU % ", bis: 2026-12-20, ausser: [2026-12-29]", ["ausser-kein-termin"]),
        (_TU % ", ausser: [2026-12-15, 2026-12-15]", ["termin-doppelt"]),
        (_TU % ", zusaetzlich: [2026-12-08]", []),
        (_TU % ", zusaetzlich: [2026-12-15]", ["termin-doppelt"]),
        (_TU % ", zusaetzlich: [2026-12-15 18:00]", ["termin-doppelt"]),
        (_TU % ", zusaetzlich: [2026-12-15 20:00]", []),
        (_TU % ", zusaetzlich: [2026-12-15], ausser: [2026-12-15]", []),
        (_TU % ", zusaetzlich: [2026-12-08, 2026-12-08]", ["termin-doppelt"]),
        (_TU % ", zusaetzlich: [2026-12-08 10:00, 2026-12-08 15:00]", []),
        (_TU % ", zusaetzlich: [2026-12]", ["termin-ohne-tag"]),
        ("beginn: 2026\ntermine: [{am: 2026-12-15}]\nteile: [{titel: x}]\n", [ALONE]),
        ("termine: [{am: 2026-12-15}]\nrhythmus: oft\n", []),
        (_TU % ", zusaetzlich: [2027-03-28 02:30]", ["uhrzeit-faellt-aus"]),
        (_TU % "" + "termine: [{am: 2026-12-15, thema: x}]\n", []),
        (_TU % "" + "termine: [{am: 2026-12-08, thema: x}]\n", ["termin-kein-termin"]),
        (_TU % "" + "termine: [{am: 2026-11-17, thema: x}]\n", ["termin-kein-termin"]),
        (_TU % ", bis: 2026-12-20" + "termine: [{am: 2026-12-29}]\n", ["termin-kein-termin"]),
        (_TU % ", ausser: [2026-12-15]" + "termine: [{am: 2026-12-15}]\n", ["termin-kein-termin"]),
        (_TU % ", zusaetzlich: [2026-12-08]" + "termine: [{am: 2026-12-08, thema: x}]\n", []),
        (_TU % "" + "termine: [{am: 2026-12-15}, {am: 2026-12-15}]\n", ["termin-doppelt"]),
        ("termine: [{am: 2026-12-15}, {am: 2026-12-15}]\nbeginn: 2026\n", ["termin-doppelt"]),
        ("termine: [{am: 2026-12-15}, {am: 2026-12-08}]\nbeginn: 2026-12-01\n", []),
        (
            _TU % "" + "termine: [{am: 2026-12-15, abgesagt: ja, verlegt_auf: 2026-12-16}]\n",
            ["abgesagt-und-geaendert"],
        ),
        (_TU % "" + "termine: [{am: 2026-12-15, abgesagt: ja, text: krank}]\n", []),
        (_TU % "" + "termine: [{am: 2026-12-15, verlegt_auf: 2026-12}]\n", ["termin-ohne-tag"]),
        (_TU % "" + "termine: [{am: 2026-12-15, verlegt_auf: 2026-12-22}]\n", []),
        (_TU % "" + "termine: [{am: 2026-12-15, verlegt_auf: 2026-12-15 20:00}]\n", []),
        (
            _TU % "" + "termine: [{am: 2026-12-15, verlegt_auf: 2026-12-29}]\n",
            ["verlegt-auf-termin"],
        ),
        (
            _TU % "" + "termine: [{am: 2026-12-15, verlegt_auf: 2026-12-29},"
            " {am: 2026-12-29, abgesagt: ja}]\n",
            [],
        ),
        (_TU % "" + "termine: [{am: 2026-12-15, von: 22:00, bis: 06:00}]\n", []),
        (_TU % "" + "termine: [{am: 2026-12-15, von: 22:00, bis: 07:00}]\n", ["uhrzeit-verkehrt"]),
        ("beginn: 2027-03-28 02:59\n", ["uhrzeit-faellt-aus"]),
        ("beginn: 2027-03-28 03:00\n", []),
        ("teile: [{titel: x, beginn: 2027-10-31 02:00}]\n", ["uhrzeit-kommt-zweimal"]),
        ("beginn: 2026-12-01\nanmeldung: {noetig: ja, bis: 2026-12-01 12:00}\n", []),
        ("beginn: 2026-12-01\nanmeldung: {bis: 2026-12-02}\n", ["anmeldeschluss-zu-spaet"]),
        ("beginn: 2026-12\nanmeldung: {bis: 2026-12-02}\n", []),
        (_TU % "" + "anmeldung: {bis: 2026-12-20}\n", []),
    ],
)  # fmt: skip
def test_an_events_times(text: str, expected: list[str]) -> None:
    assert sorted(codes(event(text))) == sorted(expected)


# --- holidays, and what depends on the day


def test_rules_need_a_land_and_everything_else_does_not() -> None:
    bare = FILES[SITE_FILE].replace("bundesland: BW\n", "")
    assert codes({SITE_FILE: bare}) == []
    assert codes({SITE_FILE: bare, **offer("zeiten: {text: Mo}\n")}) == []
    assert codes({SITE_FILE: bare, **event("beginn: 2026-12-01\n")}) == []
    assert codes({SITE_FILE: bare, **offer("zeiten: {regeln: [{tage: [Mo]}]}\n")}) == [
        "bundesland-fehlt"
    ]
    both = {**offer("zeiten: {regeln: [{tage: [Mo]}]}\n"), **event(_TU % "")}
    (finding,) = project.findings({SITE_FILE: bare, **both})
    assert "Zeiten: 2," in finding.message


_TWO = "zeiten: {regeln: [{tage: [Di], %s}, {tage: [Di], %s}]}\n"
TODAY, LATER = date(2026, 11, 22), date(2029, 6, 1)


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("zeiten: {text: x, hinweis: {text: x, bis: 2026-11-22}}\n", TODAY, []),
        ("zeiten: {text: x, hinweis: {text: x, bis: 2026-11-21}}\n", TODAY, ["hinweis-vorbei"]),
        (_MO % "{datum: 2026-11-16}", TODAY, ["ausnahmen-vorbei"]),
        (_MO % "{datum: 2026-11-16, letzter_tag: 2026-11-22}", TODAY, []),
        (_MO % "{datum: 2026-11-16}, {datum: 2026-12-14}", TODAY, []),
        ("zeiten: {regeln: [{tage: [Di, 2. Di im Monat]}]}\n", TODAY, ["regeln-doppelt"]),
        ("zeiten: {regeln: [{tage: [Mi, 2. Di im Monat]}]}\n", TODAY, []),
        ("zeiten: {regeln: [{tage: [Di, am 15. im Monat]}]}\n", TODAY, ["regeln-doppelt"]),
        ("zeiten: {regeln: [{tage: [am 15. im Monat, am 16. im Monat]}]}\n", TODAY, []),
        (
            _TWO % ("von: 10:00, bis: 12:00", "von: 12:00, bis: 14:00"),
            TODAY,
            [],
        ),
        (
            _TWO % ("von: 10:00, bis: 12:01", "von: 12:00, bis: 14:00"),
            TODAY,
            ["regeln-doppelt"],
        ),
        (
            _TWO % ("von: 10:00", "von: 20:00, bis: 01:00"),
            TODAY,
            ["regeln-doppelt"],
        ),
        (_TWO % ("ferien: nein", "ferien: nur"), TODAY, []),
        (
            _TWO % ("gueltig_bis: 2027-01-31", "gueltig_ab: 2027-02-01"),
            TODAY,
            [],
        ),
        ("zeiten: {regeln: [{tage: [So], von: 02:30}]}\n", TODAY, ["zeitumstellung"]),
        ("zeiten: {regeln: [{tage: [Sa], von: 20:00, bis: 02:30}]}\n", TODAY, ["zeitumstellung"]),
        ("zeiten: {regeln: [{tage: [So], von: 20:00, bis: 02:30}]}\n", TODAY, []),
        ("zeiten: {regeln: [{tage: [So], von: 03:00}]}\n", TODAY, []),
        (
            "zeiten: {regeln: [{tage: [So], von: 02:30, gueltig_bis: 2027-03-21}]}\n",
            TODAY,
            [],
        ),
        ("zeiten: {regeln: [{tage: [Di], ferien: nein}]}\n", LATER, ["ferien-unbekannt"]),
        ("zeiten: {regeln: [{tage: [Di], ferien: ja}]}\n", LATER, []),
    ],
)  # fmt: skip
def test_what_is_noted_depends_on_the_day(text: str, today: date, expected: list[str]) -> None:
    assert notes(offer(text), today) == expected


def test_a_series_in_the_night_of_the_change_is_noted() -> None:
    night = "beginn: 2026-12-06 02:15\nwiederholung: {regel: sonntags, ferien: ja}\n"
    assert notes(event(night), TODAY) == ["zeitumstellung"]
    assert notes(event(night.replace("02:15", "05:15")), TODAY) == []


def test_unknown_ferien_are_announced_a_year_ahead() -> None:
    rule = offer("zeiten: {regeln: [{tage: [Di]}]}\n")
    last = school_known_until("BW", 2026)
    assert notes(rule, last.replace(year=last.year - 2)) == []
    assert notes(rule, last.replace(year=last.year - 1, month=12)) == ["ferien-unbekannt"]


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        ("2027-03-28", "01:59", None),
        ("2027-03-28", "02:00", "fehlt"),
        ("2027-03-28", "02:59", "fehlt"),
        ("2027-03-28", "03:00", None),
        ("2027-10-31", "01:59", None),
        ("2027-10-31", "02:00", "doppelt"),
        ("2027-10-31", "02:59", "doppelt"),
        ("2027-10-31", "03:00", None),
        ("2027-10-30", "02:30", None),
    ],
)
def test_the_nights_of_the_change(day: str, clock: str, expected: str | None) -> None:
    assert clock_fault(date.fromisoformat(day), time.fromisoformat(clock)) == expected
