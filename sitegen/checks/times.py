"""An offer's regular times mean certain days: hours, periods and first days fit together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from sitegen.config import SITE_FILE
from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.models import Record
from sitegen.models.event import EVENT
from sitegen.models.offer import OFFER, Offer
from sitegen.models.times import TimeException, TimeRule, Times
from sitegen.schedules import LATEST_END
from sitegen.site import AnyRecord, Catalogue


def known(_catalogue: Catalogue) -> None:
    """The record alone says it."""


def check_record(record: AnyRecord, _known: None) -> Iterator[Diagnostic]:
    """Impossible times of rules and exceptions, and rules without a first day."""
    if not OFFER.has(record):
        return
    times = record.content.times
    if times:
        yield from _hours(record, times)
        for index, rule in enumerate(times.rules):
            yield from _period(record, rule, index)
            yield from _first_day(record, rule, index)


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Without a Land nobody knows which days are holidays."""
    if catalogue.config.land:
        return
    offers, events = catalogue.of(OFFER).values(), catalogue.of(EVENT).values()
    ids = [it.id for it in offers if it.content.times and it.content.times.rules]
    ids += [it.id for it in events if it.content.recurrence]
    if ids:
        place = Location(SITE_FILE, keys=("bundesland",))
        yield diagnose("bundesland-fehlt", place, eintrag=ids[0], anzahl=len(ids))


def _hours(record: Record[Offer], times: Times) -> Iterator[Diagnostic]:
    groups: tuple[tuple[str, Sequence[TimeRule | TimeException]], ...] = (
        ("regeln", times.rules),
        ("ausnahmen", times.exceptions),
    )
    for name, entries in groups:
        for index, entry in enumerate(entries):
            if entry.start and entry.end and LATEST_END < entry.end <= entry.start:
                yield diagnose(
                    "uhrzeit-verkehrt",
                    record.at("zeiten", name, index, "bis"),
                    von=entry.start.strftime("%H:%M"),
                    bis=entry.end.strftime("%H:%M"),
                )


def _period(record: Record[Offer], rule: TimeRule, index: int) -> Iterator[Diagnostic]:
    if rule.valid_from and rule.valid_until and rule.valid_until < rule.valid_from:
        place = record.at("zeiten", "regeln", index, "gueltig_bis")
        yield diagnose("zeitraum-verkehrt", place, ab=rule.valid_from, bis=rule.valid_until)


def _first_day(record: Record[Offer], rule: TimeRule, index: int) -> Iterator[Diagnostic]:
    """What comes every second week needs a day that says which weeks."""
    for place, rhythm in enumerate(rule.days):
        first = rule.valid_from
        if not rhythm.needs_start:
            continue
        if first is None:
            keys = ("zeiten", "regeln", index, "tage", place)
            yield diagnose("rhythmus-ohne-anfang", record.at(*keys), rhythmus=rhythm.words)
        elif not any(rhythm.days(first, first, first)):
            near = replace(rhythm, interval=1).nearest(first - timedelta(days=800), first)
            yield diagnose(
                "anfang-kein-termin",
                record.at("zeiten", "regeln", index, "gueltig_ab"),
                tag=first,
                rhythmus=rhythm.words,
                naechste=" oder ".join(map(str, near)),
            )
