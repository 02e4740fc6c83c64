"""The last day to register comes before what one registers for."""

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, diagnose
from sitegen.fields import YesNo
from sitegen.models import Record
from sitegen.models.event import EVENT, Event
from sitegen.models.offer import OFFER, Offer
from sitegen.site import AnyRecord, Catalogue


def known(_catalogue: Catalogue) -> None:
    """The record alone says it."""


def check_record(record: AnyRecord, _known: None) -> Iterator[Diagnostic]:
    """Last days to register that nobody needs, or that come too late."""
    if OFFER.has(record):
        yield from _needless(record)
    elif EVENT.has(record):
        yield from _needless(record)
        yield from _late(record)


def _needless(record: Record[Offer] | Record[Event]) -> Iterator[Diagnostic]:
    registration = record.content.registration
    if registration and registration.until and registration.needed is YesNo.NO:
        yield diagnose("anmeldeschluss-ohne-anmeldung", record.at("anmeldung", "bis"))


def _late(record: Record[Event]) -> Iterator[Diagnostic]:
    """Of single events; the dates of a series come one after the other."""
    event = record.content
    until = event.registration.until if event.registration else None
    if until and event.begin and not event.is_series and until.first > event.begin.last:
        place = record.at("anmeldung", "bis")
        yield diagnose("anmeldeschluss-zu-spaet", place, bis=until, beginn=event.begin)
