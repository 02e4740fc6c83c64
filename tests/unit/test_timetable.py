"""What editors write about times, and the dates that come of it.

Musterstadt lies in Baden-Württemberg, as far as holidays go. A date is told as
`2026-12-01 14:00–16:30 gilt`, with what puts it in doubt behind it.
"""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sitegen.dates import Moment
from sitegen.freedays import eve, public_holiday, school_holiday, school_known_until
from sitegen.models.event import Event
from sitegen.models.offer import Offer
from sitegen.schedules import rule_places, timetable_of
from sitegen.timetable import (
    Change,
    Occurrence,
    Series,
    Timetable,
    horizon,
    occurrences,
    regular,
    upcoming,
)
from tests.properties.test_rhythm_properties import counted, rhythms

_REST = """
kurz: x
pflege: {quellen: [{art: sonstiges}]}
"""
_OFFER = """
titel: x
art: kurs
anbieter: [a]
modus: online
themen: [t]
niedrigschwellig: {kennenlernen: ja}
zeiten:
"""


def read(text: str) -> dict[str, object]:
    found = yaml.load(text + _REST, yaml.BaseLoader)  # noqa: S506 - a loader of texts alone
    assert isinstance(found, dict)
    return found


def of_offer(times: str, land: str | None = "BW") -> Timetable:
    indented = "".join(f"  {line}\n" for line in times.strip().splitlines())
    return timetable_of(Offer.model_validate(read(_OFFER + indented)), land)


def of_event(text: str, land: str | None = "BW") -> Timetable:
    return timetable_of(Event.model_validate(read(f"titel: x\n{text}")), land)


def told(it: Occurrence) -> str:
    hours = f" {it.start:%H:%M}" if it.start else ""
    hours += f"–{it.end:%H:%M}" if it.end else ""
    days = it.day.isoformat() + (f"/{it.last_day.isoformat()}" if it.last_day != it.day else "")
    moved = f" statt {it.announced.isoformat()}" if it.announced else ""
    return f"{days}{hours} {it.state}{f' ({it.free})' if it.free else ''}{moved}"


def dates(table: Timetable, since: str, until: str) -> list[str]:
    first, last = date.fromisoformat(since), date.fromisoformat(until)
    return [told(it) for it in occurrences(table, first, last)]


# --- offers


@pytest.mark.parametrize(
    ("times", "window", "expected"),
    [
        pytest.param(
            "regeln: [{tage: [sonntags], von: 14:00, bis: 16:30, ferien: ja}]",
            ("2026-10-18", "2026-11-08"),
            [
                "2026-10-18 14:00–16:30 gilt",
                "2026-10-25 14:00–16:30 gilt",
                "2026-11-01 14:00–16:30 fraglich (Allerheiligen)",
                "2026-11-08 14:00–16:30 gilt",
            ],
            id="over-the-end-of-summer-time",
        ),
        pytest.param(
            "regeln: [{tage: [Sa, So], von: 02:30, ferien: ja, feiertage: offen}]",
            ("2027-03-27", "2027-04-03"),
            ["2027-03-27 02:30 gilt", "2027-03-28 02:30 gilt", "2027-04-03 02:30 gilt"],
            id="over-the-begin-of-summer-time",
        ),
        pytest.param(
            "regeln: [{tage: [Mo-So], ferien: ja, feiertage: offen}]",
            ("2026-12-23", "2027-01-01"),
            [
                "2026-12-23 gilt",
                "2026-12-24 fraglich (Heiligabend)",
                *(f"2026-12-{day} gilt" for day in range(25, 31)),
                "2026-12-31 fraglich (Silvester)",
                "2027-01-01 gilt",
            ],
            id="eves-are-in-doubt-even-where-holidays-are-open",
        ),
        pytest.param(
            """
regeln: [{tage: [täglich], von: 10:00, ferien: ja, feiertage: zu}]
ausnahmen:
  - {datum: 2026-12-24, geschlossen: nein, von: 18:00, bis: 22:00}
  - {datum: 2026-12-25, geschlossen: nein}
  - {datum: 2026-12-31, geschlossen: ja}
""",
            ("2026-12-23", "2027-01-02"),
            [
                "2026-12-23 10:00 gilt",
                "2026-12-24 18:00–22:00 gilt",
                "2026-12-25 10:00 gilt",
                *(f"2026-12-{day} 10:00 gilt" for day in range(27, 31)),
                "2026-12-31 10:00 entfaellt",
                "2027-01-02 10:00 gilt",
            ],
            id="an-exception-that-names-the-day-ends-all-doubt",
        ),
        pytest.param(
            "regeln: [{tage: [Di, Do], ferien: ja, feiertage: unbekannt}]",
            ("2026-01-06", "2026-01-13"),
            ["2026-01-06 fraglich (Heilige Drei Könige)", "2026-01-08 gilt", "2026-01-13 gilt"],
            id="a-holiday-nobody-knows-about",
        ),
        pytest.param(
            "regeln: [{tage: [donnerstags], ferien: ja, feiertage: zu}]",
            ("2026-05-28", "2026-06-11"),
            ["2026-05-28 gilt", "2026-06-11 gilt"],
            id="closed-on-fronleichnam",
        ),
        pytest.param(
            "regeln: [{tage: [sonntags], ferien: ja, feiertage: offen}]",
            ("2026-04-05", "2026-04-12"),
            ["2026-04-05 gilt", "2026-04-12 gilt"],
            id="open-on-easter-sunday",
        ),
        pytest.param(
            "regeln: [{tage: [mittwochs], ferien: nein, feiertage: offen}]",
            ("2026-10-14", "2026-11-11"),
            ["2026-10-14 gilt", "2026-10-21 gilt", "2026-11-04 gilt", "2026-11-11 gilt"],
            id="not-in-ferien",
        ),
        pytest.param(
            "regeln: [{tage: [mittwochs], ferien: nur, feiertage: offen}]",
            ("2026-07-01", "2026-11-11"),
            [
                *("2026-08-05 gilt", "2026-08-12 gilt", "2026-08-19 gilt", "2026-08-26 gilt"),
                *("2026-09-02 gilt", "2026-09-09 gilt", "2026-10-28 gilt"),
            ],
            id="only-in-ferien",
        ),
        pytest.param(
            "regeln: [{tage: [mittwochs], feiertage: offen}]",
            ("2026-10-21", "2026-11-04"),
            ["2026-10-21 gilt", "2026-10-28 fraglich (Herbstferien)", "2026-11-04 gilt"],
            id="ferien-unknown",
        ),
        pytest.param(
            "regeln: [{tage: [freitags], von: 20:00, bis: 02:00, ferien: ja}]",
            ("2026-11-20", "2026-11-21"),
            ["2026-11-20 20:00–02:00 gilt"],
            id="overnight-belongs-to-its-evening",
        ),
        pytest.param(
            """
regeln:
  - {tage: [Mo], gueltig_ab: 2026-11-09, gueltig_bis: 2026-11-16, ferien: ja}
  - {tage: [alle 2 Wochen am Di], gueltig_ab: 2026-11-10, ferien: ja}
""",
            ("2026-11-01", "2026-12-01"),
            ["2026-11-09 gilt", "2026-11-10 gilt", "2026-11-16 gilt", "2026-11-24 gilt"],
            id="periods-with-both-ends",
        ),
        pytest.param(
            """
regeln:
  - {tage: [Mo], von: 09:00, bis: 12:00, ferien: ja}
  - {tage: [Mo], von: 14:00, bis: 17:00, ferien: ja}
ausnahmen:
  - {datum: 2026-11-16, geschlossen: nein, von: 10:00, bis: 11:00}
  - {datum: 2026-11-30, geschlossen: ja}
""",
            ("2026-11-09", "2026-11-30"),
            [
                "2026-11-09 09:00–12:00 gilt",
                "2026-11-09 14:00–17:00 gilt",
                "2026-11-16 10:00–11:00 gilt",
                "2026-11-23 09:00–12:00 gilt",
                "2026-11-23 14:00–17:00 gilt",
                "2026-11-30 09:00–12:00 entfaellt",
                "2026-11-30 14:00–17:00 entfaellt",
            ],
            id="a-changed-day-stands-for-both-rules",
        ),
        pytest.param(
            """
regeln: [{tage: [Mo], von: 09:00, bis: 12:00, ferien: ja}]
ausnahmen:
  - {datum: 2026-11-16, letzter_tag: 2026-11-30, geschlossen: nein, von: 10:00}
  - {datum: 2026-11-18, geschlossen: nein, von: 15:00}
""",
            ("2026-11-09", "2026-12-07"),
            [
                "2026-11-09 09:00–12:00 gilt",
                *(f"2026-11-{day} 10:00–13:00 gilt" for day in (16,)),
                "2026-11-18 15:00 gilt",
                *(f"2026-11-{day} 10:00–13:00 gilt" for day in (23, 30)),
                "2026-12-07 09:00–12:00 gilt",
            ],
            id="a-later-begin-shifts-the-end-and-a-new-day-is-added",
        ),
        pytest.param(
            """
regeln: [{tage: [täglich], ferien: nein, feiertage: zu}]
ausnahmen: [{datum: 2026-12-20, letzter_tag: 2027-01-15}]
""",
            ("2026-12-19", "2027-01-16"),
            [
                "2026-12-19 gilt",
                *(f"2026-12-{day} entfaellt" for day in (20, 21, 22)),
                *(f"2027-01-{day} entfaellt" for day in range(10, 16)),
                "2027-01-16 gilt",
            ],
            id="what-is-free-anyway-is-not-called-off",
        ),
    ],
)
def test_an_offers_dates(times: str, window: tuple[str, str], expected: list[str]) -> None:
    assert dates(of_offer(times), *window) == expected


def test_without_a_land_only_eves_are_in_doubt() -> None:
    table = of_offer("regeln: [{tage: [Do], ferien: nein, feiertage: zu}]", land=None)
    assert dates(table, "2026-12-24", "2027-01-06") == [
        "2026-12-24 fraglich (Heiligabend)",
        "2026-12-31 fraglich (Silvester)",
    ]


def test_words_alone_give_no_dates() -> None:
    assert not of_offer("text: Mal so, mal so.")
    assert not of_event("rhythmus: manchmal")


def test_each_day_of_a_rule_is_a_series_of_its_own() -> None:
    table = of_offer("regeln: [{tage: [Mo, am 2. Freitag im Monat]}, {tage: [Mi]}]")
    offer = Offer.model_validate(
        read(_OFFER + "  regeln: [{tage: [Mo, am 2. Freitag im Monat]}, {tage: [Mi]}]")
    )
    assert offer.times
    assert rule_places(offer.times) == [(0, 0), (0, 1), (1, 0)]
    said = [offer.times.rules[place].days[n] for place, n in rule_places(offer.times)]
    assert [it.rhythm for it in table.series] == said


# --- events

_EVERY_OTHER = "beginn: 2026-11-10 18:00\nende: 2026-11-10 20:00\n"
_EVERY_OTHER += "wiederholung: {regel: alle 2 Wochen am Dienstag, bis: 2027-01-05, ferien: ja"


@pytest.mark.parametrize(
    ("text", "window", "expected"),
    [
        pytest.param(
            _EVERY_OTHER + "}",
            ("2026-11-01", "2027-02-01"),
            [
                "2026-11-10 18:00–20:00 gilt",
                "2026-11-24 18:00–20:00 gilt",
                "2026-12-08 18:00–20:00 gilt",
                "2026-12-22 18:00–20:00 gilt",
                "2027-01-05 18:00–20:00 gilt",
            ],
            id="up-to-its-last-day",
        ),
        pytest.param(
            _EVERY_OTHER + """
  , ausser: [2026-11-24], zusaetzlich: [2026-12-01 17:00, 2026-12-02]}
termine:
  - {am: 2026-12-02, thema: y, von: 09:00}
  - {am: 2026-12-08, abgesagt: ja}
  - {am: 2026-12-22, verlegt_auf: 2026-12-21 19:00}
""",
            ("2026-11-01", "2026-12-31"),
            [
                "2026-11-10 18:00–20:00 gilt",
                "2026-12-01 17:00–19:00 gilt",
                "2026-12-02 09:00–11:00 gilt",
                "2026-12-08 18:00–20:00 entfaellt",
                "2026-12-21 19:00–21:00 gilt statt 2026-12-22",
            ],
            id="except-also-cancelled-and-moved",
        ),
        pytest.param(
            _EVERY_OTHER + "}\ntermine: [{am: 2026-11-10, verlegt_auf: 2026-11-30}]",
            ("2026-11-25", "2026-11-30"),
            ["2026-11-30 18:00–20:00 gilt statt 2026-11-10"],
            id="moved-into-the-window",
        ),
        pytest.param(
            _EVERY_OTHER + "}\ntermine: [{am: 2026-11-24, verlegt_auf: 2027-11-24}]",
            ("2026-11-11", "2026-11-30"),
            [],
            id="moved-out-of-the-window",
        ),
        pytest.param(
            _EVERY_OTHER + "}\nstand: abgesagt",
            ("2026-11-01", "2026-11-30"),
            ["2026-11-10 18:00–20:00 entfaellt", "2026-11-24 18:00–20:00 entfaellt"],
            id="all-called-off",
        ),
        pytest.param(
            "beginn: 2026-11-24 22:00\nende: 2026-11-25 01:00\n"
            "wiederholung: {regel: dienstags, ferien: ja}",
            ("2026-11-24", "2026-12-01"),
            ["2026-11-24 22:00–01:00 gilt", "2026-12-01 22:00–01:00 gilt"],
            id="overnight",
        ),
        pytest.param(
            "beginn: 2026-11-24 18:00\nende: 2026-11-24 20:00\n"
            "termine: [{am: 2026-12-01}, {am: 2026-12-09, von: 17:00},"
            " {am: 2026-12-15, abgesagt: ja}, {am: 2026-12-22, verlegt_auf: 2026-12-23}]",
            ("2026-11-01", "2026-12-31"),
            [
                "2026-11-24 18:00–20:00 gilt",
                "2026-12-01 18:00–20:00 gilt",
                "2026-12-09 17:00–19:00 gilt",
                "2026-12-15 18:00–20:00 entfaellt",
                "2026-12-23 18:00–20:00 gilt statt 2026-12-22",
            ],
            id="dates-without-a-rule",
        ),
        pytest.param(
            "beginn: 2026-12-05 14:00\nende: 2026-12-06 18:00",
            ("2026-12-06", "2026-12-31"),
            ["2026-12-05/2026-12-06 14:00–18:00 gilt"],
            id="two-days-and-the-second-counts",
        ),
        pytest.param("beginn: 2026-12", ("2026-12-01", "2026-12-31"), [], id="a-month-is-no-day"),
        pytest.param(
            "beginn: 2026-12-24 15:00", ("2026-12-24", "2026-12-24"), ["2026-12-24 15:00 gilt"],
            id="one-date-is-meant-even-on-an-eve",
        ),
        pytest.param(
            """
teile:
  - {titel: a, beginn: 2026-12-06 09:00}
  - {titel: b, beginn: 2026-12-05 10:00, ende: 2026-12-05 11:00}
  - {titel: c}
""",
            ("2026-12-01", "2026-12-31"),
            ["2026-12-05 10:00–11:00 gilt", "2026-12-06 09:00 gilt"],
            id="sessions",
        ),
    ],
)  # fmt: skip
def test_an_events_dates(text: str, window: tuple[str, str], expected: list[str]) -> None:
    assert dates(of_event(text), *window) == expected


def test_a_date_knows_what_was_said_about_it() -> None:
    table = of_event(
        "beginn: 2026-11-24\nwiederholung: {regel: dienstags, ferien: ja}\n"
        "termine: [{am: 2027-01-05, thema: y}, {am: 2026-12-01, thema: z}]"
    )
    found = occurrences(table, date(2026, 11, 24), date(2027, 1, 5))
    assert {it.day.isoformat(): it.change for it in found if it.change is not None} == {
        "2026-12-01": 1,
        "2027-01-05": 0,
    }


def test_sessions_know_their_place() -> None:
    table = of_event("teile: [{titel: a}, {titel: b, beginn: 2026-12-05}]")
    assert [it.session for it in table.singles] == [1]


def test_a_part_that_is_cancelled_falls_out_alone() -> None:
    parts = "{titel: a, beginn: 2026-12-05, abgesagt: ja}, {titel: b, beginn: 2026-12-05}"
    table = of_event(f"teile: [{parts}]")
    assert [it.state for it in table.singles] == ["entfaellt", "gilt"]


def test_regular_days_tell_also_where_there_is_none() -> None:
    table = of_offer("regeln: [{tage: [Do], ferien: ja, feiertage: zu}]")
    found = dict(regular(table, 0, date(2026, 5, 28), date(2026, 6, 11)))
    assert [day.isoformat() for day in found] == ["2026-05-28", "2026-06-04", "2026-06-11"]
    assert found[date(2026, 6, 4)] is None


# --- what comes next


@pytest.mark.parametrize(
    ("ferien", "expected"),
    [
        ("ja", "gilt"),
        ("nein", "fraglich (Ferien noch nicht bekannt)"),
        ("unbekannt", "fraglich (Ferien noch nicht bekannt)"),
        ("nur", None),
    ],
)
def test_after_the_last_known_school_year(ferien: str, expected: str | None) -> None:
    last = school_known_until("BW", 2026)
    table = of_offer(f"regeln: [{{tage: [täglich], ferien: {ferien}, feiertage: offen}}]")
    day = last + timedelta(days=1)
    assert dates(table, f"{day}", f"{day}") == ([f"{day} {expected}"] if expected else [])


def test_a_rule_that_nobody_knows_hides_no_other() -> None:
    table = of_offer(
        "regeln:\n- {tage: [Di], ferien: ja}\n- {tage: [Fr], ferien: nein, feiertage: offen}"
    )
    assert dates(table, "2029-09-15", "2029-09-22") == [
        "2029-09-18 gilt",
        "2029-09-21 fraglich (Ferien noch nicht bekannt)",
    ]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (
            "beginn: 2026-06-05 18:00\nende: 2026-06-07 00:00",
            ["2026-06-05/2026-06-06 18:00–00:00 gilt"],
        ),
        ("beginn: 2026-06-05 18:00\nende: 2026-06-06 00:00", ["2026-06-05 18:00–00:00 gilt"]),
        ("beginn: 2026-06-05 20:00\nende: 2026-06-06 01:00", ["2026-06-05 20:00–01:00 gilt"]),
        (
            "beginn: 2026-06-05 18:00\nende: 2026-06-07 14:00",
            ["2026-06-05/2026-06-07 18:00–14:00 gilt"],
        ),
        (
            "beginn: 2026-06\nteile: [{titel: a, beginn: 2026-06-05 18:00}]",
            ["2026-06-05 18:00 gilt"],
        ),
        (
            "termine: [{am: 2026-06-05, verlegt_auf: 2026-06-12}]",
            ["2026-06-12 gilt statt 2026-06-05"],
        ),
        (
            (
                "beginn: 2026-06-02 18:00\nende: 2026-06-02 19:00\n"
                "wiederholung: {regel: dienstags, ferien: ja, bis: 2026-06-09,"
                " zusaetzlich: [2026-06-09 10:00]}\n"
                "termine: [{am: 2026-06-09, verlegt_auf: 2026-06-11}]"
            ),
            [
                "2026-06-02 18:00–19:00 gilt",
                "2026-06-09 10:00–11:00 gilt",
                "2026-06-11 18:00–19:00 gilt statt 2026-06-09",
            ],
        ),
    ],
)
def test_when_events_end_and_what_moves(event: str, expected: list[str]) -> None:
    assert dates(of_event(event), "2026-06-01", "2026-06-30") == expected


def test_a_stretch_of_other_hours_says_nothing_about_the_holidays_in_it() -> None:
    table = of_offer(
        "regeln: [{tage: [täglich], ferien: ja, feiertage: zu}]\n"
        "ausnahmen: [{datum: 2026-12-23, letzter_tag: 2026-12-27, geschlossen: nein,"
        " von: 10:00, bis: 12:00}]"
    )
    assert dates(table, "2026-12-23", "2026-12-27") == [
        "2026-12-23 10:00–12:00 gilt",
        "2026-12-24 10:00–12:00 fraglich (Heiligabend)",
        "2026-12-27 10:00–12:00 gilt",
    ]


def test_another_place_takes_no_hours_away() -> None:
    table = of_offer(
        "regeln:\n- {tage: [Di], von: 14:00, bis: 17:00, ferien: ja}\n"
        "- {tage: [Di], von: 19:00, bis: 22:00, ferien: ja}\n"
        "ausnahmen: [{datum: 2026-06-09, geschlossen: nein, text: im Garten}]"
    )
    assert dates(table, "2026-06-09", "2026-06-09") == [
        "2026-06-09 14:00–17:00 gilt",
        "2026-06-09 19:00–22:00 gilt",
    ]


def test_a_single_date_beyond_is_not_lost_and_draws_no_rule_after_it() -> None:
    table = of_event(
        "beginn: 2026-11-24\nwiederholung: {regel: jedes Jahr am 24. November,"
        " zusaetzlich: [2040-01-01]}"
    )
    assert [it.day.year for it in upcoming(table, date(2026, 11, 22), 12, 14)] == [
        *(2026, 2027, 2028, 2029),
        2040,
    ]


_DAYS = st.dates(date(2025, 11, 1), date(2028, 3, 1))
_CLOCK = st.none() | st.sampled_from([time(0), time(2, 30), time(14), time(22)])


@st.composite
def series(draw: st.DrawFn) -> Series:
    first = draw(_DAYS)
    return Series(
        rhythm=draw(rhythms),
        first=first,
        until=draw(st.none() | st.integers(0, 500).map(lambda n: first + timedelta(days=n))),
        start=draw(_CLOCK),
        end=draw(_CLOCK),
        public_holidays=draw(st.sampled_from(["offen", "zu", "unbekannt"])),
        school_holidays=draw(st.sampled_from(["ja", "nein", "nur", "unbekannt"])),
        without=frozenset(draw(st.sets(_DAYS, max_size=2))),
    )


@st.composite
def tables(draw: st.DrawFn) -> Timetable:
    rules = draw(st.lists(series(), max_size=3))
    likely = [day for it in rules for day in _first_days(it)] or [date(2026, 12, 24)]
    changes = draw(
        st.lists(st.tuples(st.sampled_from(likely), st.integers(0, 3)), max_size=4, unique=True)
    )
    singles = draw(st.lists(_DAYS, max_size=2))
    is_offer = draw(st.booleans())
    return Timetable(
        series=tuple(rules),
        singles=tuple(Occurrence(day, day, draw(_CLOCK)) for day in singles),
        changes=tuple(_change(n, *it, is_offer=is_offer) for n, it in enumerate(changes)),
        land=draw(st.sampled_from(["BW", None])),
        is_called_off=draw(st.booleans()),
    )


def _first_days(it: Series) -> Iterator[date]:
    assert it.first
    days = it.rhythm.days(it.first, it.first, it.first + timedelta(days=400))
    yield from (day for _, day in zip(range(5), days, strict=False))


def _change(index: int, day: date, kind: int, *, is_offer: bool) -> Change:
    target = day + timedelta(days=3 * kind)
    moved = Moment(target.year, target.month, target.day) if kind and not is_offer else None
    return Change(
        day,
        target if is_offer else day,
        index,
        is_cancelled=kind == 0,
        moved_to=moved,
        start=time(9) if kind == 2 else None,
        is_for_all=is_offer,
    )


@given(tables(), _DAYS, st.integers(0, 200), st.integers(0, 200))
def test_a_window_can_be_cut_anywhere(
    table: Timetable, since: date, first: int, second: int
) -> None:
    middle = since + timedelta(days=first)
    until = middle + timedelta(days=1 + second)
    whole = occurrences(table, since, until)
    parts = occurrences(table, since, middle), occurrences(table, middle + timedelta(1), until)
    assert whole == parts[0] + parts[1]
    assert all(since <= it.day <= until for it in whole)


@given(tables(), _DAYS, st.sampled_from([1, 6, 12]), st.sampled_from([0, 14]))
def test_what_comes_next_is_what_looking_at_every_day_finds(
    table: Timetable, today: date, count: int, days: int
) -> None:
    end = horizon(today)
    slow: list[Occurrence] = []
    for month in range(0, (end - today).days + 1, 30):
        since = today + timedelta(days=month)
        slow += occurrences(table, since, min(since + timedelta(days=29), end))
    late = [it for it in table.singles if it.day > end]
    if table.is_called_off:
        late = [Occurrence(it.day, it.day, it.start, state="entfaellt") for it in late]
    slow += dict.fromkeys(sorted(late, key=lambda it: (it.day, it.start or time(0))))
    soon = today + timedelta(days=days)
    found = upcoming(table, today, count, days)
    assert list(found) == [it for n, it in enumerate(slow) if n < count or it.day <= soon]
    assert all(it.day >= today for it in found)


@given(series(), _DAYS, st.sampled_from(["BW", None]))
def test_a_rule_alone_is_what_its_words_say(rule: Series, since: date, land: str | None) -> None:
    until = since + timedelta(days=400)
    found = occurrences(Timetable((rule,), land=land), since, until)
    assert rule.first
    expected = []
    for day in counted(rule.rhythm, rule.first, since, min(until, rule.until or until)):
        doubt = eve(day)
        if land:
            holiday, ferien = public_holiday(day, land), school_holiday(day, land)
            if holiday and rule.public_holidays == "zu":
                continue
            if rule.school_holidays == ("nein" if ferien else "nur"):
                continue
            if holiday and rule.public_holidays == "unbekannt":
                doubt = holiday
            elif ferien and not doubt and rule.school_holidays == "unbekannt":
                doubt = ferien
        if day not in rule.without:
            expected.append((day, rule.start, rule.end, doubt))
    assert [(it.day, it.start, it.end, it.free) for it in found] == expected
    assert all((it.state == "fraglich") == bool(it.free) for it in found)
