"""Catalogue + today -> which events are to come, which are over, and where they belong.

Dates are as exact as editors know them: an event is over when the latest day it can mean is.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time

from sitegen.dates import Moment
from sitegen.diagnostics import Diagnostic, diagnose
from sitegen.models import Record
from sitegen.models.event import EVENT, Event, Session
from sitegen.models.venue import VENUE
from sitegen.site import Catalogue, Standing, Target


@dataclass(frozen=True, slots=True)
class DatedEvents:
    """Ids of listed events, and by record those that are not over; see `Site`."""

    upcoming: tuple[str, ...]
    past: tuple[str, ...]
    series: tuple[str, ...]
    by: Mapping[Target, tuple[str, ...]]


def dated_events(
    catalogue: Catalogue, standings: Mapping[Target, Standing], today: date
) -> DatedEvents:
    """All listed events in the order in which they are shown."""
    listed = [r for r in catalogue.of(EVENT).values() if standings[EVENT.name, r.id].is_listed]
    dated = sorted((r for r in listed if starts(r.content)), key=_order)
    upcoming = [r for r in dated if not is_over(r.content, today)]
    past = [r for r in reversed(dated) if is_over(r.content, today)]
    series = [r for r in listed if not starts(r.content)]
    by: dict[Target, list[str]] = defaultdict(list)
    for record in (*upcoming, *series):
        for target in dict.fromkeys(_belongs(record.content, catalogue)):
            by[target].append(record.id)
    return DatedEvents(
        upcoming=_ids(upcoming),
        past=_ids(past),
        series=_ids(series),
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
        return event.end
    moments = [session.end or session.begin for session in event.sessions]
    return max((moment for moment in moments if moment), key=_moment_order, default=None)


def is_over(event: Event, today: date) -> bool:
    """Whether all days it can mean have passed; what has no date is never over."""
    return starts(event) is not None and last_day(event) < today


def last_day(event: Event) -> date:
    """The latest day an event can mean; the first possible day of all for one without dates."""
    moments = [event.begin, event.end]
    moments += [moment for s in event.sessions for moment in (s.begin, s.end)]
    return max((moment.last for moment in moments if moment), default=date.min)


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
