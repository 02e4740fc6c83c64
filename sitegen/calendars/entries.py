"""A timetable -> what a calendar says about it: rules, days that differ, dates of their own.

A rule is one entry that comes again, without the days on which there is nothing. A day that
is in doubt, cancelled or different replaces that day of the rule, and so does one whose hours
run over a change of the clocks: programs do not agree on how long a repeated date lasts then.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sitegen.ageing import GRACE, due_on
from sitegen.dates import ZONE
from sitegen.models.event import Event
from sitegen.models.offer import Offer
from sitegen.rhythms import Rhythm
from sitegen.schedules import rule_places
from sitegen.site import AnyRecord
from sitegen.timetable import Occurrence, Series, Timetable, horizon, regular
from sitegen.views.occurrence import said_of

_DAY = timedelta(days=1)
_ONLY = "termin"


@dataclass(frozen=True, slots=True)
class Rule:
    """How an entry comes again: up to and with the day `until`, and not on the days `without`."""

    rhythm: Rhythm
    until: date
    without: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One component of a calendar.

    `name` tells it from the others of its record, as long as no rule or part before it goes. It
    comes again if it has a `rule`; else, if it has `replaces`, it stands for that date of the
    rule of the same name.
    """

    name: str
    shown: Occurrence
    rule: Rule | None = None
    replaces: Occurrence | None = None


def entries(record: AnyRecord, table: Timetable, today: date) -> Iterator[Entry]:
    """All entries of an offer or event, rules first.

    Hours of an offer begin with its last check, since nobody needs those of former years.
    """
    content = record.content
    since = content.care.checked_on if isinstance(content, Offer) else None
    until = reach(record, today)
    for index in range(len(table.series)):
        yield from _of_series(table, index, _series_name(record, index), since, until)
    taken: Counter[str] = Counter()
    for it in dict.fromkeys((*table.singles, *_moved_back(table, until))):
        name = _single_name(record, it)
        taken[name] += 1
        yield Entry(f"{name}-{taken[name]}" if taken[name] > 1 else name, it)


def reach(record: AnyRecord, today: date) -> date:
    """The last day that its calendar speaks of; an offer's hours hold no longer than its check."""
    due = due_on(record) if isinstance(record.content, Offer) else None
    return min(horizon(today), due + timedelta(days=GRACE)) if due else horizon(today)


def _of_series(
    table: Timetable, index: int, name: str, since: date | None, until: date
) -> Iterator[Entry]:
    series = table.series[index]
    begin = max(filter(None, [series.first, since]))
    days = dict(regular(table, index, begin, until))
    held = [day for day, it in days.items() if it]
    if not held:
        return
    plain = _usual(series, index, held[0])
    without = tuple(day for day, it in days.items() if it is None and held[0] < day < held[-1])
    yield Entry(name, plain, Rule(series.rhythm, held[-1], without))
    lasting = _length(plain)
    for day, it in days.items():
        usual = _usual(series, index, day)
        if it and (it != usual or _length(it) != lasting):
            yield Entry(name, it, replaces=usual)


def _usual(series: Series, index: int, day: date) -> Occurrence:
    return Occurrence(day, day, series.start, series.end, series=index, regular=day)


def _moved_back(table: Timetable, until: date) -> Iterator[Occurrence]:
    """Dates that a rule gives only after the last day it is followed to, moved before it."""
    for change in table.changes:
        moved = change.moved_to
        if moved and moved.first <= until < change.first:
            for index in range(len(table.series)):
                found = regular(table, index, change.first, change.first)
                yield from (it for _, it in found if it)


def _series_name(record: AnyRecord, index: int) -> str:
    """For offers the place of the rule and of the rhythm in it, as editors wrote them."""
    if not isinstance(record.content, Offer):
        return "reihe"
    times = record.content.times
    assert times is not None, "its series come from there"
    rule, number = rule_places(times)[index]
    return f"regel-{rule + 1}-{number + 1}"


def _single_name(record: AnyRecord, it: Occurrence) -> str:
    """The one date of an event keeps its name even if it is moved."""
    if it.session is not None:
        return f"teil-{it.session + 1}"
    if isinstance(record.content, Event) and not record.content.is_series:
        return _ONLY
    said = said_of(record, it)
    return (said.on if said else it.day).isoformat()


def span(it: Occurrence) -> tuple[date, date | None]:
    """From when until when, as calendars say it.

    Without hours two days, the second of which is the first one that is free again; else two
    points in time in Germany, or one where no end is known. What the clocks would let end
    before it begins has no end.
    """
    if it.start is None:
        return it.day, it.last_day + _DAY
    start = datetime.combine(it.day, it.start, ZONE)
    if it.end is None and it.last_day == it.day:
        return start, None
    day, clock = it.closing
    end = datetime.combine(day if clock else day + _DAY, clock or time(), ZONE)
    return start, end if end.timestamp() > start.timestamp() else None


def _length(it: Occurrence) -> float | None:
    """In seconds that really pass; None if it has no end."""
    start, end = span(it)
    if isinstance(start, datetime) and isinstance(end, datetime):
        return end.timestamp() - start.timestamp()
    return None if end is None else (end - start).total_seconds()
