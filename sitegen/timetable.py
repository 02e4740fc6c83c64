"""Times as editors write them -> single dates: what is on, in doubt, moved or cancelled.

A *timetable* is what a record says: *series* (a rhythm with hours), *singles* (dates of their
own) and *changes* (what is different on some days). An *occurrence* is one date that comes of
it. A day off is never guessed: where nobody says whether a public or school holiday counts,
the date is in doubt. Pages, lists, calendars and data all ask here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Literal

from sitegen.dates import Moment
from sitegen.freedays import eve, public_holiday, school_holiday, school_known_until
from sitegen.models import Content
from sitegen.models.event import Event, Session
from sitegen.models.offer import Offer
from sitegen.models.times import (
    Date,
    InSchoolHolidays,
    OnHolidays,
    Recurrence,
    TimeException,
    Times,
)
from sitegen.rhythms import Rhythm

State = Literal["gilt", "fraglich", "entfaellt"]

# What ends up to this hour may have begun the evening before.
LATEST_END = time(6)
YEARS_AHEAD = 3
_DAY = timedelta(days=1)
_CALLED_OFF = frozenset(["abgesagt", "verschoben"])
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


def timetable_of(content: Content, land: str | None) -> Timetable:
    """The timetable of an offer or an event; empty for everything else."""
    if isinstance(content, Offer):
        return _of_times(content.times, land) if content.times else Timetable()
    return _of_event(content, land) if isinstance(content, Event) else Timetable()


def occurrences(timetable: Timetable, since: date, until: date) -> tuple[Occurrence, ...]:
    """All dates that touch the days from `since` up to and with `until`, in order."""
    found = [it for it in timetable.singles if it.day <= until and it.last_day >= since]
    for index in range(len(timetable.series)):
        dates = [it for _, it in regular(timetable, index, since, until) if it and not it.announced]
        moved = (it for it in _moved(timetable, index) if since <= it.day <= until)
        found += (*dates, *moved)
    if timetable.is_called_off:
        found = [replace(it, state="entfaellt") for it in found]
    return tuple(sorted(dict.fromkeys(found), key=_order))


def upcoming(timetable: Timetable, today: date, count: int, days: int) -> tuple[Occurrence, ...]:
    """The next `count` dates from `today` on, and all within `days` even if they are more."""
    end = horizon(today)
    alone = replace(timetable, series=())
    found: tuple[Occurrence, ...] = ()
    for reach in (max(days, 100), 400, (end - today).days):
        until = min(today + timedelta(days=reach), end)
        later = occurrences(alone, until + _DAY, date.max)
        found = occurrences(timetable, today, until)
        if len(found) >= count or until == end:
            found += tuple(it for it in later if it.day > until)
            break
    soon = today + timedelta(days=days)
    return tuple(it for n, it in enumerate(found) if n < count or it.day <= soon)


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
    change = next((it for it in timetable.changes if it.first <= day <= it.last), None)
    state, free = _state(series, day, timetable.land)
    base = Occurrence(
        day, day, series.start, series.end, "gilt", series=index, regular=day, change=None
    )
    if day in series.without:
        return None
    if change is None:
        return None if state is None else replace(base, state=state, free=free)
    if change.is_cancelled:
        return None if state is None else replace(base, state="entfaellt", change=change.index)
    has_hours = change.start is not None or change.end is not None
    if change.is_for_all and has_hours and _is_taken(timetable, index, day):
        return None
    if change.first == change.last:
        return _changed(base, change)
    # A stretch of days says nothing about the holidays in it.
    return None if state is None else _changed(replace(base, state=state, free=free), change)


def _changed(base: Occurrence, change: Change) -> Occurrence:
    """The date as an editor says it is; what was said about this very day is in no doubt."""
    moved = change.moved_to
    day = moved.first if moved else base.day
    start = change.start or (moved.clock if moved else None) or base.start
    end = change.end or (_shifted(base, start) if start != base.start else base.end)
    return replace(
        base,
        day=day,
        last_day=day,
        start=start,
        end=end,
        announced=base.day if day != base.day else None,
        change=change.index,
    )


def _shifted(base: Occurrence, start: time | None) -> time | None:
    """The end of a date that begins at another time and lasts as long; None if nobody knows."""
    if start is None or base.start is None or base.end is None:
        return None
    minutes = (_minutes(base.end) - _minutes(base.start)) % 1440 + _minutes(start)
    return time(minutes // 60 % 24, minutes % 60)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _is_taken(timetable: Timetable, index: int, day: date) -> bool:
    """Whether an earlier rule already stands for the one date of a changed day."""
    return any(_gives(series, day) for series in timetable.series[:index])


def _gives(series: Series, day: date) -> bool:
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


def _state(series: Series, day: date, land: str | None) -> tuple[State | None, str]:
    """Whether a rule holds on a day, and which free day puts it in doubt; None if it does not."""
    doubt = eve(day)
    if land is None:
        return ("fraglich", doubt) if doubt else ("gilt", "")
    holiday, ferien = public_holiday(day, land), school_holiday(day, land)
    school = series.school_holidays
    if school in {"nein", "unbekannt"} and day > school_known_until(land, day.year):
        school, ferien = "unbekannt", _NOT_YET
    is_off = (
        (bool(holiday) and series.public_holidays == "zu")
        or (bool(ferien) and school == "nein")
        or (not ferien and school == "nur")
    )
    if is_off:
        return None, ""
    doubt = holiday if holiday and series.public_holidays == "unbekannt" else doubt
    doubt = doubt or (ferien if school == "unbekannt" else "")
    return ("fraglich", doubt) if doubt else ("gilt", "")


def _order(it: Occurrence) -> tuple[date, time, int, int]:
    return it.day, it.start or time(0), it.series or 0, it.session or 0


# --- offers --------------------------------------------------------------------------------


def _of_times(times: Times, land: str | None) -> Timetable:
    changes = tuple(_exception(index, it) for index, it in enumerate(times.exceptions))
    series = tuple(
        Series(
            rhythm=(rule := times.rules[place]).days[number],
            first=rule.valid_from,
            until=rule.valid_until,
            start=rule.start,
            end=rule.end,
            public_holidays=rule.public_holidays,
            school_holidays=rule.school_holidays,
        )
        for place, number in rule_places(times)
    )
    table = Timetable(series, (), changes, land)
    return replace(table, singles=tuple(_extra(table)))


def rule_places(times: Times) -> list[tuple[int, int]]:
    """What each series is made of: the place of a rule in `regeln`, of a rhythm in its `tage`."""
    return [(place, n) for place, rule in enumerate(times.rules) for n in range(len(rule.days))]


def _exception(index: int, it: TimeException) -> Change:
    return Change(
        first=it.on,
        last=it.until or it.on,
        index=index,
        is_cancelled=it.closed == "ja",
        start=it.start,
        end=it.end,
        is_for_all=True,
    )


def _extra(table: Timetable) -> Iterator[Occurrence]:
    """Days that are open although no rule gives them."""
    for change in table.changes:
        is_one_day = change.first == change.last and not change.is_cancelled
        if is_one_day and not _is_taken(table, len(table.series), change.first):
            yield Occurrence(
                change.first, change.first, change.start, change.end, change=change.index
            )


# --- events --------------------------------------------------------------------------------


def _of_event(event: Event, land: str | None) -> Timetable:
    changes = tuple(_date(index, it) for index, it in enumerate(event.dates))
    is_off = event.state in _CALLED_OFF
    if event.recurrence:
        series = _series(event, event.recurrence)
        own = tuple(it for it in changes if not (series and _gives(series, it.first)))
        singles = tuple(_named(it, own) for it in _also(event, event.recurrence))
        return Timetable((series,) if series else (), singles, changes, land, is_off)
    if event.dates:
        first = single(event)
        is_said = first is None or any(change.first == first.day for change in changes)
        listed = (_listed(event, change) for change in changes)
        begin = () if first is None or is_said else (first,)
        return Timetable(singles=(*begin, *listed), land=land, is_called_off=is_off)
    whole = single(event)
    parts = (
        replace(it, session=index, state="entfaellt" if session.cancelled == "ja" else it.state)
        for index, session in enumerate(event.sessions)
        if (it := single(session))
    )
    return Timetable(singles=(whole,) if whole else tuple(parts), land=land, is_called_off=is_off)


def _date(index: int, it: Date) -> Change:
    return Change(
        first=it.on,
        last=it.on,
        index=index,
        is_cancelled=it.cancelled == "ja",
        moved_to=it.moved_to,
        start=it.start,
        end=it.end,
    )


def _series(event: Event, recurrence: Recurrence) -> Series | None:
    begin = event.begin
    if begin is None or begin.day is None:
        return None
    return Series(
        rhythm=recurrence.rhythm,
        first=begin.first,
        until=recurrence.until,
        start=begin.clock,
        end=_end_of(event),
        public_holidays=recurrence.public_holidays,
        school_holidays=recurrence.school_holidays,
        without=frozenset(recurrence.without),
    )


def _end_of(stage: Event | Session) -> time | None:
    return stage.end.clock if stage.end else None


def single(stage: Event | Session) -> Occurrence | None:
    """The one date of an event or a part; None if its day is not known."""
    begin, end = stage.begin, closing_of(stage)
    if begin is None or begin.day is None or (end and end.day is None):
        return None
    last = end.first if end else begin.first
    return Occurrence(begin.first, last, begin.clock, end.clock if end else None)


def closing_of(stage: Event | Session) -> Moment | None:
    """Its end as people say it: midnight and one evening's small hours are the day before's."""
    begin, end = stage.begin, stage.end
    if begin is None or end is None or end.clock is None or end.first == begin.first:
        return end
    is_night = begin.clock and end.first == begin.first + _DAY and end.clock <= LATEST_END
    if not is_night and end.clock != time(0):
        return end
    eve_of = end.first - _DAY
    return Moment(eve_of.year, eve_of.month, eve_of.day, end.clock)


def last_day(event: Event) -> date:
    """The latest day an event can mean; the last possible day of all where no end is known."""
    if event.recurrence and not event.recurrence.until:
        return date.max
    stages: tuple[Event | Session, ...] = (event, *event.sessions)
    moments = [moment for it in stages for moment in (it.begin, closing_of(it))]
    moments += [it.moved_to for it in event.dates]
    moments += event.recurrence.also if event.recurrence else []
    days = [moment.last for moment in moments if moment]
    days += [it.on for it in event.dates]
    days += [event.recurrence.until] if event.recurrence and event.recurrence.until else []
    return max(days, default=date.max)


def _also(event: Event, recurrence: Recurrence) -> Iterator[Occurrence]:
    begin = event.begin
    base = Occurrence(date.min, date.min, begin.clock if begin else None, _end_of(event))
    for moment in recurrence.also:
        if moment.day is not None:
            start = moment.clock or base.start
            end = base.end if start == base.start else _shifted(base, start)
            yield Occurrence(moment.first, moment.first, start, end)


def _named(it: Occurrence, changes: tuple[Change, ...]) -> Occurrence:
    """An additional date with what is said about its day."""
    change = next((change for change in changes if change.first == it.day), None)
    if change is None:
        return it
    if change.is_cancelled:
        return replace(it, state="entfaellt", change=change.index)
    return _changed(it, change)


def _listed(event: Event, change: Change) -> Occurrence:
    """A date of a series that has no rule; its hours are the event's unless it has its own."""
    start = event.begin.clock if event.begin else None
    base = Occurrence(change.first, change.first, start, _end_of(event))
    if change.is_cancelled:
        return replace(base, state="entfaellt", change=change.index)
    return _changed(base, change)
