"""The last day to register comes before what one registers for."""

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, diagnose
from sitegen.fields import YesNo
from sitegen.models import Record
from sitegen.models.event import EVENT, Event
from sitegen.models.offer import OFFER, Offer
from sitegen.site import Catalogue


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Last days to register that nobody needs, or that come too late."""
    for offer in catalogue.of(OFFER).values():
        yield from _needless(offer)
    for event in catalogue.of(EVENT).values():
        yield from _needless(event)
        yield from _late(event)


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
