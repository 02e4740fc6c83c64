"""A calendar's rule (RFC 5545, 3.3.10) -> the editors' words for it, if there are any.

What is proposed here may still be wrong in some weeks (another zone, another first day of the
week); whoever takes it compares the dates. What would skip months is not proposed.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pydantic_core import PydanticCustomError

from sitegen.rhythms import LAST, Rhythm, Unit
from sitegen.rhythmwords import parse_rhythm

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_UNITS: Mapping[str, Unit] = {
    "DAILY": "woche",
    "WEEKLY": "woche",
    "MONTHLY": "monat",
    "YEARLY": "jahr",
}
_NTHS = frozenset([1, 2, 3, 4, LAST])
_FOREIGN = frozenset(["BYWEEKNO", "BYYEARDAY"])


def rhythm_of(rule: Mapping[str, Sequence[Any]], first: date) -> Rhythm | None:
    """The rhythm that the rule means for a series that begins on `first`."""
    frequency = str(rule["FREQ"][0])
    interval = int(rule.get("INTERVAL", [1])[0])
    if rule.keys() & _FOREIGN:
        return None
    if frequency == "DAILY":
        found = _daily(rule, interval, first)
    elif frequency == "WEEKLY":
        found = _weekly(rule, interval, first)
    else:
        found = _by_date(rule, _UNITS[frequency], interval, first)
    return found if found is not None and _can_be_said(found) else None


def _can_be_said(rhythm: Rhythm) -> bool:
    """Whether an editor's words lead back to it."""
    try:
        return parse_rhythm(rhythm.words) == rhythm
    except PydanticCustomError:
        return False


def _daily(rule: Mapping[str, Sequence[Any]], interval: int, first: date) -> Rhythm | None:
    if rule.keys() & {"BYMONTH", "BYMONTHDAY", "BYSETPOS"}:
        return None
    if interval % 7 == 0:
        return None if "BYDAY" in rule else Rhythm("woche", interval // 7, (first.weekday(),))
    if interval > 1:
        return None
    days = _weekdays(rule)
    return Rhythm("woche", 1, days or tuple(range(7))) if days is not None else None


def _weekly(rule: Mapping[str, Sequence[Any]], interval: int, first: date) -> Rhythm | None:
    if rule.keys() & {"BYMONTH", "BYMONTHDAY", "BYSETPOS"}:
        return None
    days = _weekdays(rule)
    return Rhythm("woche", interval, days or (first.weekday(),)) if days is not None else None


def _by_date(
    rule: Mapping[str, Sequence[Any]], unit: Unit, interval: int, first: date
) -> Rhythm | None:
    """Months and years: nths of days of the week, or a day of the month."""
    months = [int(month) for month in rule.get("BYMONTH", [])]
    if len(months) > 1 or (months and unit == "monat"):
        return None
    month = (months or [first.month])[0] if unit == "jahr" else None
    if "BYDAY" in rule:
        found = _nths(rule)
        is_of_year = unit == "jahr" and not months
        if found is None or is_of_year or "BYMONTHDAY" in rule:
            return None
        return Rhythm(unit, interval, found[0], found[1], month=month)
    days = [int(day) for day in rule.get("BYMONTHDAY", [first.day])]
    if len(days) != 1 or "BYSETPOS" in rule or not (days[0] > 0 or days[0] == LAST):
        return None
    return Rhythm(unit, interval, day=days[0], month=month)


def _weekdays(rule: Mapping[str, Sequence[Any]]) -> tuple[int, ...] | None:
    """The days of the week, none without BYDAY; None where they have numbers."""
    names = [str(day).upper() for day in rule.get("BYDAY", [])]
    if any(name not in _DAYS for name in names):
        return None
    return tuple(sorted({_DAYS.index(name) for name in names}))


def _nths(rule: Mapping[str, Sequence[Any]]) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Days and their numbers: `2TU`, `1SA,3SA`, or as Outlook says it `TU` with BYSETPOS=2."""
    parts = [re.fullmatch(r"([+-]?\d+)?([A-Z]{2})", str(it).upper()) for it in rule["BYDAY"]]
    pairs = {(int(it[1]) if it[1] else 0, _DAYS.index(it[2])) for it in parts if it}
    places = [int(place) for place in rule.get("BYSETPOS", [])]
    if places:
        if len(pairs) != 1 or any(nth for nth, _ in pairs):
            return None
        pairs = {(place, day) for place in places for _, day in pairs}
    nths = tuple(sorted({nth for nth, _ in pairs}, key=lambda nth: (nth == LAST, nth)))
    days = tuple(sorted({day for _, day in pairs}))
    is_whole = len(pairs) == len(nths) * len(days)
    return (days, nths) if is_whole and _NTHS.issuperset(nths) else None
