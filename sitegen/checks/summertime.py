"""Moments that do not exist, or exist twice, because the clock is changed that night.

Dates of rules that fall into such a night depend on the day: `timenotes`.
"""

from collections.abc import Iterator
from datetime import date, time, timedelta

from sitegen.clockchange import clock_fault
from sitegen.dates import Moment
from sitegen.diagnostics import Diagnostic, Keys, Location, diagnose
from sitegen.models.event import EVENT, Event
from sitegen.models.offer import OFFER, Offer
from sitegen.site import AnyRecord, Catalogue

_At = tuple[Keys, date, time | None]


def known(_catalogue: Catalogue) -> None:
    """The record alone says it."""


def check_record(record: AnyRecord, _known: None) -> Iterator[Diagnostic]:
    """Every exact time that stands in an offer or an event."""
    if OFFER.has(record):
        for keys, day, clock in _of_offer(record.content):
            yield from _fault(record.at(*keys), day, clock)
    elif EVENT.has(record):
        for keys, day, clock in _of_event(record.content):
            yield from _fault(record.at(*keys), day, clock)


def _fault(place: Location, day: date, clock: time | None) -> Iterator[Diagnostic]:
    fault = clock_fault(day, clock) if clock else None
    if fault and clock:
        code = "uhrzeit-faellt-aus" if fault == "fehlt" else "uhrzeit-kommt-zweimal"
        yield diagnose(code, place, tag=day, uhrzeit=clock.strftime("%H:%M"))


def _of_offer(offer: Offer) -> Iterator[_At]:
    for index, it in enumerate(offer.times.exceptions if offer.times else []):
        yield ("zeiten", "ausnahmen", index, "von"), it.on, it.start
        yield ("zeiten", "ausnahmen", index, "bis"), _last(it.on, it.start, it.end), it.end
    yield from _moment(("anmeldung", "bis"), _closing(offer))


def _of_event(event: Event) -> Iterator[_At]:
    yield from _moment(("beginn",), event.begin)
    yield from _moment(("ende",), event.end)
    for index, session in enumerate(event.sessions):
        yield from _moment(("teile", index, "beginn"), session.begin)
        yield from _moment(("teile", index, "ende"), session.end)
    for index, moment in enumerate(event.recurrence.also if event.recurrence else []):
        yield from _moment(("wiederholung", "zusaetzlich", index), moment)
    for index, it in enumerate(event.dates):
        yield ("termine", index, "von"), it.on, it.start
        yield ("termine", index, "bis"), _last(it.on, it.start, it.end), it.end
        yield from _moment(("termine", index, "verlegt_auf"), it.moved_to)
    yield from _moment(("anmeldung", "bis"), _closing(event))


def _closing(content: Offer | Event) -> Moment | None:
    return content.registration.until if content.registration else None


def _moment(keys: Keys, moment: Moment | None) -> Iterator[_At]:
    if moment and moment.day:
        yield keys, moment.first, moment.clock


def _last(day: date, start: time | None, end: time | None) -> date:
    """The day of the end, which is the next one if that is earlier than the start."""
    return day + timedelta(days=1) if start and end and end <= start else day
