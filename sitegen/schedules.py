"""Times as editors write them -> timetables: those of offers, then those of events."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

from sitegen.dates import Moment
from sitegen.models import Content
from sitegen.models.event import Event, Session
from sitegen.models.offer import Offer
from sitegen.models.times import Date, Recurrence, TimeException, Times
from sitegen.timetable import (
    Change,
    Occurrence,
    Series,
    Timetable,
    changed,
    gives,
    is_taken,
    shifted,
)

# What ends up to this hour may have begun the evening before.
LATEST_END = time(6)
_DAY = timedelta(days=1)
CALLED_OFF = frozenset(["abgesagt", "verschoben"])


def timetable_of(content: Content, land: str | None) -> Timetable:
    """The timetable of an offer or an event; empty for everything else."""
    if isinstance(content, Offer):
        return _of_times(content.times, land) if content.times else Timetable()
    return _of_event(content, land) if isinstance(content, Event) else Timetable()


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
        if is_one_day and not is_taken(table, len(table.series), change.first):
            yield Occurrence(
                change.first, change.first, change.start, change.end, change=change.index
            )


# --- events --------------------------------------------------------------------------------


def _of_event(event: Event, land: str | None) -> Timetable:
    changes = tuple(_date(index, it) for index, it in enumerate(event.dates))
    is_off = event.state in CALLED_OFF
    if event.recurrence:
        series = _series(event, event.recurrence)
        own = tuple(it for it in changes if not (series and gives(series, it.first)))
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
            end = base.end if start == base.start else shifted(base, start)
            yield Occurrence(moment.first, moment.first, start, end)


def _named(it: Occurrence, changes: tuple[Change, ...]) -> Occurrence:
    """An additional date with what is said about its day."""
    change = next((change for change in changes if change.first == it.day), None)
    if change is None:
        return it
    if change.is_cancelled:
        return replace(it, state="entfaellt", change=change.index)
    return changed(it, change)


def _listed(event: Event, change: Change) -> Occurrence:
    """A date of a series that has no rule; its hours are the event's unless it has its own."""
    start = event.begin.clock if event.begin else None
    base = Occurrence(change.first, change.first, start, _end_of(event))
    if change.is_cancelled:
        return replace(base, state="entfaellt", change=change.index)
    return changed(base, change)
