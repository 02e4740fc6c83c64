"""Holidays and Ferien: the days that decide whether a door is open, from the real calendars."""

import subprocess
import sys
from datetime import date, timedelta

import pytest

from sitegen.freedays import eve, public_holiday, school_holiday, school_known_until


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-01-01", "Neujahr"),
        ("2026-01-06", "Heilige Drei Könige"),
        ("2026-04-03", "Karfreitag"),
        ("2026-04-05", "Ostersonntag"),
        ("2026-04-06", "Ostermontag"),
        ("2026-05-01", "Erster Mai"),
        ("2026-05-14", "Christi Himmelfahrt"),
        ("2026-05-24", "Pfingstsonntag"),
        ("2026-05-25", "Pfingstmontag"),
        ("2026-06-04", "Fronleichnam"),
        ("2026-10-03", "Tag der Deutschen Einheit"),
        ("2026-11-01", "Allerheiligen"),
        ("2026-12-25", "Erster Weihnachtstag"),
        ("2026-12-26", "Zweiter Weihnachtstag"),
        ("2027-03-28", "Ostersonntag"),
        ("2026-12-24", ""),
        ("2026-12-31", ""),
        ("2026-10-31", ""),  # Reformationstag is none here
        ("2026-08-15", ""),
        ("2026-11-18", ""),  # nor is Buß- und Bettag
    ],
)
def test_public_holidays_of_baden_wuerttemberg(day: str, name: str) -> None:
    assert public_holiday(date.fromisoformat(day), "BW") == name


def test_another_land_has_other_holidays() -> None:
    reformation, kings = date(2026, 10, 31), date(2026, 1, 6)
    assert public_holiday(reformation, "SN")
    assert not public_holiday(kings, "SN")
    assert public_holiday(kings, "BW")


def test_years_do_not_leak_into_each_other() -> None:
    days = [date(2026, 12, 28) + timedelta(days=n) for n in range(15)]
    forwards = [public_holiday(day, "BW") for day in days]
    assert forwards == [public_holiday(day, "BW") for day in reversed(days)][::-1]
    assert [name for name in forwards if name] == ["Neujahr", "Heilige Drei Könige"]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-12-22", ""),
        ("2026-12-23", "Weihnachtsferien"),
        ("2027-01-09", "Weihnachtsferien"),
        ("2027-01-10", ""),
        ("2026-07-29", ""),
        ("2026-07-30", "Sommerferien"),
        ("2026-09-12", "Sommerferien"),
        ("2026-09-13", ""),
        ("2026-10-28", "Herbstferien"),
    ],
)
def test_ferien_of_baden_wuerttemberg(day: str, name: str) -> None:
    assert school_holiday(date.fromisoformat(day), "BW") == name


def test_ferien_are_known_for_some_years_and_then_not() -> None:
    last = school_known_until("BW", 2026)
    assert last >= date(2028, 9, 1)
    assert school_holiday(last, "BW")
    later = (last + timedelta(days=n) for n in range(1, 400))
    assert not any(school_holiday(day, "BW") for day in later)
    assert school_known_until("BW", 2027) == last


@pytest.mark.parametrize(
    ("day", "name"),
    [((12, 24), "Heiligabend"), ((12, 31), "Silvester"), ((12, 25), ""), ((1, 1), "")],
)
def test_eves(day: tuple[int, int], name: str) -> None:
    assert eve(date(2026, *day)) == name


def test_the_calendars_are_read_only_when_somebody_asks() -> None:
    code = (
        "import sys, sitegen.freedays as f; from datetime import date\n"
        "f.eve(date(2026, 12, 24)); assert 'holidays' not in sys.modules\n"
        "f.public_holiday(date(2026, 1, 1), 'BW'); assert 'holidays' in sys.modules\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
