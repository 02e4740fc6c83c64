"""What an offer says about single days changes something, and says one thing for each day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sitegen.diagnostics import Diagnostic, Location, Related, diagnose
from sitegen.models import Record
from sitegen.models.offer import OFFER, Offer
from sitegen.models.times import TimeException
from sitegen.schedules import timetable_of
from sitegen.site import AnyRecord, Catalogue
from sitegen.timetable import regular


def known(_catalogue: Catalogue) -> None:
    """The record alone says it."""


def check_record(record: AnyRecord, _known: None) -> Iterator[Diagnostic]:
    """Exceptions that end before they begin, contradict themselves or others, or do nothing."""
    if not OFFER.has(record):
        return
    times = record.content.times
    exceptions = times.exceptions if times else []
    for index, it in enumerate(exceptions):
        if it.until and it.until < it.on:
            place = record.at("zeiten", "ausnahmen", index, "letzter_tag")
            yield diagnose("ausnahme-verkehrt", place, ab=it.on, bis=it.until)
        elif it.closed == "ja" and (it.start or it.end or it.venues):
            yield diagnose("ausnahme-widerspruch", _place(record, index), tag=it.on)
        else:
            yield from _overlap(record, exceptions[:index], it, index)
            yield from _without_effect(record, it, index)


def _overlap(
    record: Record[Offer], others: list[TimeException], it: TimeException, index: int
) -> Iterator[Diagnostic]:
    for place, other in enumerate(others):
        if it.on <= _last(other) and other.on <= _last(it):
            related = [Related(_place(record, place), "Das ist die andere Ausnahme.")]
            day = max(it.on, other.on)
            yield diagnose("ausnahme-doppelt", _place(record, index), related=related, tag=day)
            return


def _without_effect(record: Record[Offer], it: TimeException, index: int) -> Iterator[Diagnostic]:
    """A closed day on which nothing takes place anyway: probably another day was meant."""
    if it.closed == "nein" and _last(it) == it.on:
        return
    table = replace(timetable_of(record.content, None), changes=())
    days = (regular(table, n, it.on, _last(it)) for n in range(len(table.series)))
    if table.series and not any(any(found) for found in days):
        yield diagnose("ausnahme-ohne-termin", _place(record, index), tag=it.on)


def _last(it: TimeException) -> date:
    return it.until or it.on


def _place(record: Record[Offer], index: int) -> Location:
    return record.at("zeiten", "ausnahmen", index, "datum")
