"""An event's own times fit together; whether a place is missing depends on the day (`derive`)."""

from collections.abc import Iterator

from sitegen.dates import Moment, is_reversed
from sitegen.diagnostics import Diagnostic, Keys, diagnose
from sitegen.events import starts
from sitegen.models import Record
from sitegen.models.event import EVENT, Event, Session
from sitegen.site import AnyRecord, Catalogue


def known(_catalogue: Catalogue) -> None:
    """The record alone says it."""


def check_record(record: AnyRecord, _known: None) -> Iterator[Diagnostic]:
    """Missing, impossible and contradicting times."""
    if not EVENT.has(record):
        return
    event = record.content
    if not starts(event) and not event.rhythm:
        place = record.at("beginn")
        yield diagnose("veranstaltung-ohne-zeit", place, veranstaltung=event.title)
    yield from _span(record, event, ())
    for index, session in enumerate(event.sessions):
        yield from _span(record, session, ("teile", index))
        yield from _outside(record, session, index)


def _span(record: Record[Event], span: Event | Session, keys: Keys) -> Iterator[Diagnostic]:
    begin, end = span.begin, span.end
    if end is None:
        return
    place = record.at(*keys, "ende")
    if begin is None:
        yield diagnose("ende-ohne-beginn", place, ende=end)
    elif is_reversed(begin, end):
        yield diagnose("ende-vor-beginn", place, beginn=begin, ende=end)
    elif _precision(begin) != _precision(end):
        yield diagnose("ende-anders-genau", place, beginn=begin, ende=end)


def _precision(moment: Moment) -> tuple[bool, bool]:
    return moment.month is not None, moment.day is not None


def _outside(record: Record[Event], session: Session, index: int) -> Iterator[Diagnostic]:
    """A part that lies outside of the days that the event gives for itself."""
    begin, end = record.content.begin, record.content.end
    moments = [moment for moment in (session.begin, session.end) if moment]
    if begin is None or not moments or (end and is_reversed(begin, end)):
        return
    first, last = begin.first, (end or begin).last
    stray = next((m for m in moments if m.last < first or m.first > last), None)
    if stray:
        yield diagnose(
            "teil-ausserhalb",
            record.at("teile", index, "beginn" if stray is session.begin else "ende"),
            teil=session.title,
            zeit=stray,
            von=begin,
            bis=end or begin,
        )
