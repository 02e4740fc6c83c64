"""German dates and times, and the rules of the calendar."""

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import dates

ROOT = Path(dates.__file__).parent.parent
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("day", "long", "month"),
    [
        (date(2026, 3, 1), "1. März 2026", "März 2026"),
        (date(2024, 2, 29), "29. Februar 2024", "Februar 2024"),
        (date(2026, 12, 31), "31. Dezember 2026", "Dezember 2026"),
        (date(2023, 1, 2), "2. Januar 2023", "Januar 2023"),
    ],
)
def test_days_in_german(day: date, long: str, month: str) -> None:
    assert dates.date_de(day) == long
    assert dates.month_de(day) == month


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 1), "Sonntag, 1. März 2026"),
        (date(2026, 3, 2), "Montag, 2. März 2026"),
        (date(2024, 2, 29), "Donnerstag, 29. Februar 2024"),
    ],
)
def test_days_of_the_week(day: date, words: str) -> None:
    assert dates.day_de(day) == words


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        (time(9), "9 Uhr"),
        (time(9, 30), "9:30 Uhr"),
        (time(9, 5), "9:05 Uhr"),
        (time(0), "0 Uhr"),
        (time(0, 15), "0:15 Uhr"),
        (time(23, 59), "23:59 Uhr"),
    ],
)
def test_time(clock: time, expected: str) -> None:
    assert dates.time_range_de(clock, None) == f"ab {expected}"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (time(14), time(17), "14–17 Uhr"),
        (time(9, 30), time(12), "9:30–12 Uhr"),
        (time(9), time(12, 5), "9–12:05 Uhr"),
        (time(20), time(0), "20–24 Uhr"),
        (time(0), time(0), "0–24 Uhr"),
        (time(22), time(2), "22 Uhr bis 2 Uhr am nächsten Morgen"),
        (time(22), time(6), "22 Uhr bis 6 Uhr am nächsten Morgen"),
        (time(22), time(6, 30), "22 Uhr bis 6:30 Uhr am nächsten Tag"),
        (time(8, 30), time(8, 30), "8:30 Uhr bis 8:30 Uhr am nächsten Tag"),
        (time(14), None, "ab 14 Uhr"),
        (time(0), None, "ab 0 Uhr"),
        (None, time(17, 30), "bis 17:30 Uhr"),
        (None, time(0), "bis 24 Uhr"),
        (None, None, ""),
    ],
)
def test_time_range(start: time | None, end: time | None, expected: str) -> None:
    assert dates.time_range_de(start, end) == expected


@settings(deadline=None)
@given(DAYS)
def test_every_day_is_read_back(day: date) -> None:
    assert dates.parse_today(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "heute",
        "2026-2-1",
        "2026-02-30",
        "2025-02-29",
        "20260201",
        "2026-W05-1",
        "01.02.2026",
        "2026-02-01T00:00",
        " 2026-02-01",
        "2026-02-01\n",
        "1899-12-31",
        "2200-01-01",
        "20٢٦-٠٢-٠١",
    ],
)
def test_what_is_no_build_date(text: str) -> None:
    assert dates.parse_today(text) is None


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 1, 31, 22, 59, 59, tzinfo=UTC), date(2026, 1, 31)),
        (datetime(2026, 1, 31, 23, 0, tzinfo=UTC), date(2026, 2, 1)),
        (datetime(2026, 7, 31, 21, 59, 59, tzinfo=UTC), date(2026, 7, 31)),
        (datetime(2026, 7, 31, 22, 0, tzinfo=UTC), date(2026, 8, 1)),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 7, 1, 0, 30, tzinfo=timezone(timedelta(hours=9))), date(2026, 6, 30)),
    ],
)
def test_today_is_the_day_in_germany(now: datetime, expected: date) -> None:
    assert dates.berlin_today(now) == expected


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        dates.berlin_today(datetime(2026, 1, 1, 12, 0))  # noqa: DTZ001 - the fault to refuse


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 3, 31), 0, date(2026, 3, 31)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 1, 15), 24, date(2024, 1, 15)),
        (date(2026, 1, 31), 2, date(2025, 11, 30)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2100, 3, 31), 1, date(2100, 2, 28)),
        (date(2000, 3, 31), 1, date(2000, 2, 29)),
    ],
)
def test_months_before(day: date, months: int, expected: date) -> None:
    assert dates.months_before(day, months) == expected


@settings(deadline=None)
@given(DAYS, st.integers(0, 600))
def test_months_before_goes_back_by_exactly_so_many_months(day: date, months: int) -> None:
    earlier = dates.months_before(day, months)
    assert (day.year - earlier.year) * 12 + day.month - earlier.month == months
    assert earlier.day == day.day or (earlier + timedelta(days=1)).day == 1
    assert earlier.day <= day.day


INSTANTS = {
    "winter": (date(2026, 11, 23), time(20), "2026-11-23T20:00:00+01:00"),
    "summer": (date(2026, 7, 1), time(9, 30), "2026-07-01T09:30:00+02:00"),
    "all day": (date(2026, 11, 23), None, "2026-11-24T00:00:00+01:00"),
    "midnight as written": (date(2026, 11, 24), time(0), "2026-11-24T00:00:00+01:00"),
    "end of the year": (date(2026, 12, 31), None, "2027-01-01T00:00:00+01:00"),
    "leap day": (date(2028, 2, 28), None, "2028-02-29T00:00:00+01:00"),
    "day before summer time": (date(2026, 3, 28), None, "2026-03-29T00:00:00+01:00"),
    "before the change to summer time": (
        date(2026, 3, 29),
        time(1, 59),
        "2026-03-29T01:59:00+01:00",
    ),
    "a time that does not exist": (date(2026, 3, 29), time(2, 30), "2026-03-29T03:30:00+02:00"),
    "after the change to summer time": (date(2026, 3, 29), time(3), "2026-03-29T03:00:00+02:00"),
    "the short day": (date(2026, 3, 29), None, "2026-03-30T00:00:00+02:00"),
    "day before winter time": (date(2026, 10, 24), None, "2026-10-25T00:00:00+02:00"),
    "before the change to winter time": (
        date(2026, 10, 25),
        time(1, 59),
        "2026-10-25T01:59:00+02:00",
    ),
    "a time that exists twice": (date(2026, 10, 25), time(2, 30), "2026-10-25T02:30:00+01:00"),
    "after the change to winter time": (date(2026, 10, 25), time(3), "2026-10-25T03:00:00+01:00"),
    "the long day": (date(2026, 10, 25), None, "2026-10-26T00:00:00+01:00"),
}


@pytest.mark.parametrize(("day", "clock", "expected"), INSTANTS.values(), ids=INSTANTS)
def test_an_instant_has_the_offset_of_its_day(day: date, clock: time | None, expected: str) -> None:
    assert dates.instant(day, clock) == expected


@settings(deadline=None)
@given(DAYS, st.times())
def test_an_instant_is_at_its_time_or_where_clocks_skip_it_an_hour_later(
    day: date, clock: time
) -> None:
    said = datetime.fromisoformat(dates.instant(day, clock))
    shown = datetime.combine(day, clock)
    assert said.replace(tzinfo=None) - shown in {timedelta(0), timedelta(hours=1)}
    assert said <= datetime.fromisoformat(dates.instant(day))


@pytest.mark.parametrize(
    ("evidence", "today", "expected"),
    [
        (date(2024, 3, 1), date(2026, 3, 1), False),
        (date(2024, 2, 29), date(2026, 2, 28), False),
        (date(2024, 2, 28), date(2026, 3, 1), True),
        (date(2026, 3, 1), date(2026, 3, 1), False),
        (date(2027, 1, 1), date(2026, 3, 1), False),
        (2024, date(2026, 1, 1), False),
        (2024, date(2026, 1, 2), True),
        (2025, date(2026, 12, 31), False),
        (2017, date(2026, 3, 1), True),
        (2027, date(2026, 3, 1), False),
        (None, date(2026, 3, 1), True),
    ],
)
def test_evidence_older_than_24_months(
    evidence: date | int | None, today: date, *, expected: bool
) -> None:
    assert dates.is_older_than(evidence, 24, today) is expected


@settings(deadline=None)
@given(DAYS, DAYS)
def test_a_year_is_never_younger_than_a_day_in_it(day: date, today: date) -> None:
    if dates.is_older_than(day, 24, today):
        assert dates.is_older_than(day.year, 24, today)


def test_words_do_not_depend_on_the_locale_or_zone_of_the_machine() -> None:
    code = (
        "import locale; locale.setlocale(locale.LC_ALL, '');"
        "from datetime import date, datetime, UTC; from sitegen import dates;"
        "assert dates.date_de(date(2026, 3, 1)) == '1. M\\xe4rz 2026';"
        "now = datetime(2026, 1, 31, 23, 0, tzinfo=UTC);"
        "assert dates.berlin_today(now) == date(2026, 2, 1)"
    )
    strange = {"LC_ALL": "C", "TZ": "Pacific/Auckland", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code], check=True, env=strange)
