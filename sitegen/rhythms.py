"""How often something takes place: one meaning, the days that come of it, and its words.

`rhythmwords` reads it from what editors write. Days come from dateutil's `rrule`, so that
calendars of visitors, which read the same rule, agree.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from typing import Literal

from dateutil.rrule import FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, YEARLY, rrule

from sitegen.dates import MONTHS, WEEKDAYS

Unit = Literal["woche", "monat", "jahr"]
LAST = -1
_DAY = timedelta(days=1)
_FREQUENCY: Mapping[Unit, Literal[0, 1, 2]] = {"jahr": YEARLY, "monat": MONTHLY, "woche": WEEKLY}
_DATEUTIL = (MO, TU, WE, TH, FR, SA, SU)
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Every `interval` weeks, months or years, on some days of the week or one of the month.

    `weekdays` count from Monday = 0; in months and years it is one, and the `nths` of it, 1 to 4
    or LAST. `day` is a day of the month, 1 to 28 (in years up to the month's last) or LAST;
    `month` is there for years alone.
    """

    unit: Unit
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nths: tuple[int, ...] = ()
    day: int | None = None
    month: int | None = None

    @property
    def words(self) -> str:
        """As an editor would write it and a visitor reads it; it parses to the same rhythm."""
        names = tuple(WEEKDAYS[number] for number in self.weekdays)
        if self.unit == "woche":
            if self.interval > 1:
                return f"alle {self.interval} Wochen am {listed(names)}"
            return "täglich" if len(names) == 7 else _weekly(self.weekdays)
        within = f" im {MONTHS[self.month - 1]}" if self.month else ""
        if self.day == LAST:
            on = "am letzten Tag"
        elif self.day:
            on, within = f"am {self.day}.", f" {within[4:]}" if within else ""
        else:
            on = f"am {listed(tuple(map(_nth_words, self.nths)))} {listed(names)}"
        if self.unit == "jahr":
            return f"{_every(self.interval, 'jedes', 'Jahr', 'Jahre')} {on}{within}"
        if self.interval == 1:
            return f"{on} im Monat"
        return f"jeden {self.interval}. Monat {on}"

    @property
    def needs_start(self) -> bool:
        """Whether only a first day says which weeks, months or years are meant."""
        return self.interval > 1

    def days(self, first: date, since: date, until: date) -> Iterator[date]:
        """All its days from `since` up to and with `until`, counted from `first`."""
        if self.needs_start:
            if first <= until:
                yield from (day for day in _counted(self, first, until) if day >= since)
            return
        begin = max(first, since)
        for year in range(begin.year, until.year + 1):
            days = _days_of(self, year)
            yield from days[bisect_left(days, begin) : bisect_right(days, until)]

    def nearest(self, first: date, day: date) -> tuple[date, ...]:
        """Its last day before `day` and its next after it, counted from `first`, if there are."""
        reach = timedelta(days=366 * (self.interval + 1))
        before = [*self.days(first, max(first, day - reach), day - _DAY)] if day > first else []
        after = self.days(first, max(first, day + _DAY), max(first, day) + reach)
        return (*before[-1:], *islice(after, 1))

    def rrule(self) -> dict[str, object]:
        """Its parts as iCalendar names them (RFC 5545, 3.3.10), without an end."""
        parts: dict[str, object] = {
            "FREQ": {"woche": "WEEKLY", "monat": "MONTHLY", "jahr": "YEARLY"}[self.unit]
        }
        if self.interval > 1:
            parts["INTERVAL"] = self.interval
            parts["WKST"] = "MO"
        if self.month:
            parts["BYMONTH"] = self.month
        if self.day:
            parts["BYMONTHDAY"] = self.day
        elif self.nths:
            parts["BYDAY"] = [f"{nth}{_CODES[day]}" for nth in self.nths for day in self.weekdays]
        else:
            parts["BYDAY"] = [_CODES[day] for day in self.weekdays]
        return parts


@lru_cache(maxsize=1 << 12)
def _days_of(rhythm: Rhythm, year: int) -> tuple[date, ...]:
    """All days in a year of a rhythm that needs no start; most records share a few rhythms."""
    return tuple(_counted(rhythm, date(year, 1, 1), date(year, 12, 31)))


def _counted(rhythm: Rhythm, first: date, until: date) -> Iterator[date]:
    noon = time(12)
    rule = rrule(
        _FREQUENCY[rhythm.unit],
        dtstart=datetime.combine(first, noon),
        until=datetime.combine(until, noon),
        interval=rhythm.interval,
        wkst=0,
        bymonth=rhythm.month,
        bymonthday=rhythm.day,
        byweekday=[_DATEUTIL[day](nth) for day in rhythm.weekdays for nth in rhythm.nths]
        or rhythm.weekdays
        or None,
    )
    return (found.date() for found in rule)


def listed(parts: tuple[str, ...]) -> str:
    """`a`, `a und b`, `a, b und c`."""
    return " und ".join([*([", ".join(parts[:-1])] if len(parts) > 1 else []), *parts[-1:]])


def _weekly(days: tuple[int, ...]) -> str:
    """`jeden Montag und Freitag`, `Montag bis Mittwoch und Freitag`."""
    rows: list[list[int]] = []
    for day in days:
        if rows and rows[-1][-1] == day - 1:
            rows[-1].append(day)
        else:
            rows.append([day])
    if len(rows) > 1 and rows[0][0] == 0 and rows[-1][-1] == 6:
        rows = [*rows[1:-1], rows[-1] + rows[0]]  # over the weekend into the next week
    if all(len(row) < 3 for row in rows):
        return f"jeden {listed(tuple(WEEKDAYS[day] for day in days))}"
    return listed(tuple(part for row in rows for part in _row(row)))


def _row(days: Sequence[int]) -> Iterator[str]:
    if len(days) > 2:
        yield f"{WEEKDAYS[days[0]]} bis {WEEKDAYS[days[-1]]}"
    else:
        yield from (WEEKDAYS[day] for day in days)


def _every(interval: int, each: str, one: str, many: str) -> str:
    return f"{each} {one}" if interval == 1 else f"alle {interval} {many}"


def _nth_words(nth: int) -> str:
    return "letzten" if nth == LAST else f"{nth}."
