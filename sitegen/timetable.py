"""A timetable -> single dates: what is on, in doubt, moved or cancelled.

A *timetable* is what a record says: *series* (a rhythm with hours), *singles* (dates of their
own) and *changes* (what is different on some days). An *occurrence* is one date that comes of
it. A day off is never guessed: where nobody says whether a public or school holiday counts,
the date is in doubt. Pages, lists, calendars and data all ask here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import lru_cache
from heapq import merge
from typing import Literal

from sitegen.dates import Moment
from sitegen.freedays import eve, public_holiday, school_holiday, school_known_until
from sitegen.models.times import (
    InSchoolHolidays,
    OnHolidays,
)
from sitegen.rhythms import Rhythm

State = Literal["gilt", "fraglich", "entfaellt"]

YEARS_AHEAD = 3
_DAY = timedelta(days=1)
_MIDNIGHT = time(0)
# The name of the days off after the last published school year.
_NOT_YET = "Ferien noch nicht bekannt"


@dataclass(frozen=True, slots=True)
class Series:
    """One rule: what it gives before anything is changed; `first` counts its intervals."""

    rhythm: Rhythm
    first: date | None
    until: date | None
    start: time | None
    end: time | None
    public_holidays: OnHolidays
    school_holidays: InSchoolHolidays
    without: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """What is said about the days `first` to `last`; `index` is its place as written.

    `is_for_all`: it replaces all dates of a day, as an offer's exceptions do.
    """

    first: date
    last: date
    index: int
    is_cancelled: bool = False
    moved_to: Moment | None = None
    start: time | None = None
    end: time | None = None
    is_for_all: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date: from `start` on `day` to `end`, the next morning if that is not later.

    Without `start` nobody knows the hours, or it takes whole days up to `last_day`. `free` names
    the holiday that puts it in doubt. `regular` is the day its rule gives and `series` the
    rule's place; both None for a date of its own. `announced` is the day it has been moved from.
    `change` is the place of what was said about this very date (`termine`, `ausnahmen`),
    `session` that of the part it is (`teile`).
    """

    day: date
    last_day: date
    start: time | None = None
    end: time | None = None
    state: State = "gilt"
    free: str = ""
    series: int | None = None
    regular: date | None = None
    announced: date | None = None
    change: int | None = None
    session: int | None = None

    @property
    def is_overnight(self) -> bool:
        """Whether it ends on the morning after its day."""
        is_one = self.last_day == self.day
        return bool(is_one and self.start and self.end and time(0) < self.end <= self.start)

    @property
    def closing(self) -> tuple[date, time | None]:
        """The day and time at which it is over; without a time it is the midnight after."""
        if self.is_overnight:
            return self.day + _DAY, self.end
        return self.last_day, self.end if self.end != time(0) else None


@dataclass(frozen=True, slots=True)
class Timetable:
    """All that a record says about its times; `land` says whose holidays count."""

    series: tuple[Series, ...] = ()
    singles: tuple[Occurrence, ...] = ()
    changes: tuple[Change, ...] = ()
    land: str | None = None
    is_called_off: bool = False

    def __bool__(self) -> bool:
        """Whether there is any date in it."""
        return bool(self.series or self.singles)


def occurrences(timetable: Timetable, since: date, until: date) -> tuple[Occurrence, ...]:
    """All dates that touch the days from `since` up to and with `until`, in order."""
    alone = [it for it in timetable.singles if it.day <= until and it.last_day >= since]
    return tuple(_in_order(timetable, alone, since, until))


def upcoming(timetable: Timetable, today: date, count: int, days: int) -> tuple[Occurrence, ...]:
    """The next `count` dates from `today` on, and all within `days` even if they are more."""
    alone = [it for it in timetable.singles if it.last_day >= today]
    soon = today + timedelta(days=days)
    found: list[Occurrence] = []
    for it in _in_order(timetable, alone, today, horizon(today)):
        if len(found) >= count and it.day > soon:
            break
        found.append(it)
    return tuple(found)


def _in_order(
    timetable: Timetable, alone: Sequence[Occurrence], since: date, until: date
) -> Iterator[Occurrence]:
    """Some dates of their own and those of the rules, each only when it is asked for."""
    rows = [_distinct(timetable, alone)] if alone else []
    for index in range(len(timetable.series)):
        rows.append(_unmoved(timetable, index, since, until))
        moved = [it for it in _moved(timetable, index) if since <= it.day <= until]
        if moved:
            rows.append(_distinct(timetable, moved))
    return merge(*rows, key=_order)


def _distinct(timetable: Timetable, found: Iterable[Occurrence]) -> Iterator[Occurrence]:
    told = dict.fromkeys(_as_called(timetable, it) for it in found)
    return iter(sorted(told, key=_order))


def _unmoved(timetable: Timetable, index: int, since: date, until: date) -> Iterator[Occurrence]:
    for _, it in regular(timetable, index, since, until):
        if it and not it.announced:
            yield _as_called(timetable, it)


def _as_called(timetable: Timetable, it: Occurrence) -> Occurrence:
    return replace(it, state="entfaellt") if timetable.is_called_off else it


def horizon(today: date) -> date:
    """The last day to which rules are followed; single dates later than that still count."""
    return date(today.year + YEARS_AHEAD, 12, 31)


def regular(
    timetable: Timetable, index: int, since: date, until: date
) -> Iterator[tuple[date, Occurrence | None]]:
    """Each day that the rule gives, with what becomes of it; None where there is no date."""
    series = timetable.series[index]
    last = min(until, series.until or until)
    for day in series.rhythm.days(series.first or since, max(since, series.first or since), last):
        yield day, _became(timetable, index, day)


def _became(timetable: Timetable, index: int, day: date) -> Occurrence | None:
    series = timetable.series[index]
    if day in series.without:
        return None
    off = series.public_holidays, series.school_holidays
    state, free = _state(*off, day, timetable.land)
    found = None
    if state is not None:
        found = Occurrence(day, day, series.start, series.end, state, free, index, day)
    change = next((it for it in timetable.changes if it.first <= day <= it.last), None)
    if change is None:
        return found
    if change.is_cancelled:
        return found and replace(found, state="entfaellt", free="", change=change.index)
    has_hours = change.start is not None or change.end is not None
    if change.is_for_all and has_hours and is_taken(timetable, index, day):
        return None
    if change.first == change.last:
        said = Occurrence(day, day, series.start, series.end, series=index, regular=day)
        return changed(said, change)
    # A stretch of days says nothing about the holidays in it.
    return found and changed(found, change)


def changed(base: Occurrence, change: Change) -> Occurrence:
    """The date as an editor says it is; what was said about this very day is in no doubt."""
    moved = change.moved_to
    day = moved.first if moved else base.day
    start = change.start or (moved.clock if moved else None) or base.start
    end = change.end or (shifted(base, start) if start != base.start else base.end)
    return replace(
        base,
        day=day,
        last_day=day,
        start=start,
        end=end,
        announced=base.day if day != base.day else None,
        change=change.index,
    )


def shifted(base: Occurrence, start: time | None) -> time | None:
    """The end of a date that begins at another time and lasts as long; None if nobody knows."""
    if start is None or base.start is None or base.end is None:
        return None
    minutes = (_minutes(base.end) - _minutes(base.start)) % 1440 + _minutes(start)
    return time(minutes // 60 % 24, minutes % 60)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def is_taken(timetable: Timetable, index: int, day: date) -> bool:
    """Whether an earlier rule already stands for the one date of a changed day."""
    return any(gives(series, day) for series in timetable.series[:index])


def gives(series: Series, day: date) -> bool:
    """Whether a day is one of the rule's, whatever becomes of it."""
    return (
        day not in series.without
        and (series.until is None or day <= series.until)
        and (series.first is None or series.first <= day)
        and any(series.rhythm.days(series.first or day, day, day))
    )


def _moved(timetable: Timetable, index: int) -> Iterator[Occurrence]:
    for change in timetable.changes:
        if change.moved_to:
            for _, found in regular(timetable, index, change.first, change.first):
                if found and found.announced:
                    yield found


@lru_cache(maxsize=1 << 14)
def _state(
    public: OnHolidays, school: InSchoolHolidays, day: date, land: str | None
) -> tuple[State | None, str]:
    """Whether a rule holds on a day, and which free day puts it in doubt; None if it does not.

    It follows from what the rule says of both kinds of days off; most records say the same.
    """
    doubt = eve(day)
    if land is None:
        return ("fraglich", doubt) if doubt else ("gilt", "")
    holiday, ferien = public_holiday(day, land), school_holiday(day, land)
    if school in {"nein", "unbekannt"} and day > school_known_until(land, day.year):
        school, ferien = "unbekannt", _NOT_YET
    is_off = (
        (bool(holiday) and public == "zu")
        or (bool(ferien) and school == "nein")
        or (not ferien and school == "nur")
    )
    if is_off:
        return None, ""
    doubt = holiday if holiday and public == "unbekannt" else doubt
    doubt = doubt or (ferien if school == "unbekannt" else "")
    return ("fraglich", doubt) if doubt else ("gilt", "")


def _order(it: Occurrence) -> tuple[date, time, int, int]:
    return it.day, it.start or _MIDNIGHT, it.series or 0, it.session or 0
