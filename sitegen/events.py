"""Catalogue + today -> which events are to come, which are over, and where they belong.

Dates are as exact as editors know them: an event is over when the latest day it can mean is,
and a series when nothing more comes of its rule.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time

from sitegen.dates import Moment, instant
from sitegen.diagnostics import Diagnostic, diagnose
from sitegen.models import Record
from sitegen.models.event import EVENT, Event, Session
from sitegen.models.venue import VENUE
from sitegen.schedules import closing_of, last_day, single
from sitegen.site import Catalogue, Standing, Target
from sitegen.timetable import Occurrence


@dataclass(frozen=True, slots=True)
class DatedEvents:
    """Ids of listed events, and by record those that are not over; see `Site`."""

    upcoming: tuple[str, ...]
    past: tuple[str, ...]
    series: tuple[str, ...]
    over: frozenset[str]
    by: Mapping[Target, tuple[str, ...]]


def dated_events(
    catalogue: Catalogue,
    standings: Mapping[Target, Standing],
    today: date,
    dates: Mapping[Target, tuple[Occurrence, ...]],
) -> DatedEvents:
    """All listed events in the order in which they are shown; `dates` is what comes next."""
    listed = [r for r in catalogue.of(EVENT).values() if standings[EVENT.name, r.id].is_listed]
    nexts = {r.id: dates.get((EVENT.name, r.id), ()) for r in listed}
    over = {r.id for r in listed if not nexts[r.id] and _is_over(r, dates, today)}
    dated = {r.id for r in listed if r.id not in over and (nexts[r.id] or _has_day(r.content))}
    upcoming = sorted((r for r in listed if r.id in dated), key=lambda r: _next(r, nexts[r.id]))
    past = sorted((r for r in listed if r.id in over), key=_order, reverse=True)
    series = [r for r in listed if r.id not in over and r.id not in dated]
    by: dict[Target, list[str]] = defaultdict(list)
    for record in (*upcoming, *series):
        for target in dict.fromkeys(_belongs(record.content, catalogue)):
            by[target].append(record.id)
    return DatedEvents(
        upcoming=_ids(upcoming),
        past=_ids(past),
        series=_ids(series),
        over=frozenset(over),
        by={target: tuple(ids) for target, ids in by.items()},
    )


def placeless(catalogue: Catalogue, events: DatedEvents) -> Iterator[Diagnostic]:
    """Events to come that take place somewhere, and nobody says where."""
    for event_id in events.upcoming:
        record = catalogue.of(EVENT)[event_id]
        event = record.content
        stages: tuple[Event | Session, ...] = (event, *event.sessions)
        is_placed = any(stage.venues or stage.venue_text for stage in stages)
        if event.mode in {"vor_ort", "hybrid"} and not is_placed:
            place = record.at("orte")
            yield diagnose("veranstaltung-ohne-ort", place, veranstaltung=event.title)


def starts(event: Event) -> Moment | None:
    """When an event begins: as it says, else with the first of its parts."""
    begins = [event.begin, *(session.begin for session in event.sessions)]
    return min((begin for begin in begins if begin), key=_moment_order, default=None)


def ends(event: Event) -> Moment | None:
    """When an event ends: as it says, else, if it has no begin of its own, with its last part."""
    if event.end or event.begin:
        return closing_of(event)
    moments = [closing_of(session) or session.begin for session in event.sessions]
    return max((moment for moment in moments if moment), key=_moment_order, default=None)


def _is_over(
    record: Record[Event], dates: Mapping[Target, tuple[Occurrence, ...]], today: date
) -> bool:
    """Whether nothing comes of it: all its days have passed, or its last date before its end has.

    A rule without end is never over, and what may not be shown is not said to be.
    """
    event = record.content
    if is_over(event, today):
        return True
    is_bounded = event.recurrence.until is not None if event.recurrence else bool(event.dates)
    return is_bounded and (record.type_name, record.id) in dates


def is_over(event: Event, today: date) -> bool:
    """Whether all days it can mean have passed; what has no date is never over."""
    return last_day(event) < today


def over_at(stage: Event | Session) -> str:
    """The instant at which all of it is over, see `dates.instant`.

    A begin is no end: where only that is known, it may last until midnight. Empty without any
    date, and for a series, whose dates pass one by one.
    """
    if isinstance(stage, Event) and stage.is_series:
        return ""
    stages: list[Event | Session] = [stage]
    stages += stage.sessions if isinstance(stage, Event) else []
    closings = [closing for it in stages if (closing := _closing(it))]
    if not closings:
        return ""
    return instant(*max(closings, key=lambda closing: (closing[0], closing[1] or time.max)))


def _closing(stage: Event | Session) -> tuple[date, time | None] | None:
    found, last = single(stage), closing_of(stage) or stage.begin
    return found.closing if found else (last.last, None) if last else None


def _has_day(event: Event) -> bool:
    """Whether it has a date that is no part of a rule which nobody has checked lately."""
    return not (event.recurrence or event.dates) and starts(event) is not None


def _next(record: Record[Event], nexts: tuple[Occurrence, ...]) -> tuple[date, time, str]:
    """In the order of what comes next; what has begun already comes first."""
    if nexts and (record.content.recurrence or record.content.dates):
        return nexts[0].day, nexts[0].start or time.min, record.id
    return _order(record)


def _order(record: Record[Event]) -> tuple[date, time, str]:
    begin = starts(record.content)
    return (*_moment_order(begin), record.id) if begin else (date.max, time.max, record.id)


def _moment_order(moment: Moment) -> tuple[date, time]:
    return moment.first, moment.clock or time.min


def _belongs(event: Event, catalogue: Catalogue) -> Iterator[Target]:
    venues = [*event.venues, *(venue for s in event.sessions for venue in s.venues)]
    for venue in venues:
        yield VENUE.name, venue
        district = catalogue.of(VENUE)[venue].content.district
        if district:
            yield "stadtbezirk", district
    yield from (("thema", topic) for topic in event.topics)
    yield from (("zielgruppe", audience) for audience in event.audiences)
    yield from (("anbieter", name) for name in event.organisations)


def _ids(records: list[Record[Event]]) -> tuple[str, ...]:
    return tuple(record.id for record in records)
