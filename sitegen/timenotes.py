"""Catalogue + today -> what about times depends on the day: what can go, what comes twice.

Notes and promises that have had their day or stay for too long, rules that overlap, and dates of
rules in a night in which the clock is changed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import combinations

from sitegen.clockchange import clock_fault
from sitegen.config import SITE_FILE, Notice, Security
from sitegen.dates import date_de
from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.freedays import school_known_until
from sitegen.models import Record
from sitegen.models.event import EVENT, Event
from sitegen.models.offer import OFFER, Offer
from sitegen.schedules import rule_places, timetable_of
from sitegen.site import Catalogue
from sitegen.timetable import YEARS_AHEAD, Occurrence, Timetable, occurrences, regular

_DAY = timedelta(days=1)
_YEAR = timedelta(days=366)
_AHEAD = timedelta(days=60)  # what stays for longer belongs on a page
_SOON = timedelta(days=30)


def time_notes(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """What can go, what comes twice, and what nobody can know yet."""
    yield from _notice(catalogue.config.notice, today)
    yield from _security(catalogue.config.security, today)
    land = catalogue.config.land
    tables = [
        (record, timetable_of(record.content, land))
        for records in (catalogue.of(OFFER), catalogue.of(EVENT))
        for record in records.values()
    ]
    for offer in catalogue.of(OFFER).values():
        yield from _gone(offer, today)
        yield from _twice(offer, timetable_of(offer.content, land), today)
    for record, table in tables:
        yield from _clock_changes(record, table, today)
    is_asked = any(it.school_holidays != "ja" for _, table in tables for it in table.series)
    if land and is_asked and school_known_until(land, today.year) < today + _YEAR:
        place = Location(SITE_FILE, keys=("bundesland",))
        yield diagnose("ferien-unbekannt", place, tag=school_known_until(land, today.year))


def _notice(notice: Notice | None, today: date) -> Iterator[Diagnostic]:
    """The notice on every page once nobody sees it any more, or if it would stay too long."""
    place = Location(SITE_FILE, keys=("hinweis", "bis"))
    if notice and notice.until < today:
        yield diagnose("hinweis-abgelaufen", place, tag=notice.until)
    elif notice and notice.until > today + _AHEAD:
        yield diagnose("hinweis-zu-lang", place, tag=notice.until, tage=_AHEAD.days)


def _security(security: Security | None, today: date) -> Iterator[Diagnostic]:
    """The promise to read reports of weak points once it ends, or if it goes too far."""
    place = Location(SITE_FILE, keys=("sicherheit", "gueltig_bis"))
    if security is None:
        return
    if security.until < today:
        yield diagnose("sicherheit-abgelaufen", place, tag=security.until)
    elif security.until < today + _SOON:
        yield diagnose("sicherheit-bald-abgelaufen", place, tag=security.until)
    elif security.until > today + _YEAR:
        yield diagnose("sicherheit-zu-lang", place, tag=security.until)


def _gone(record: Record[Offer], today: date) -> Iterator[Diagnostic]:
    times = record.content.times
    if times is None:
        return
    if times.note and times.note.until < today:
        place = record.at("zeiten", "hinweis", "bis")
        yield diagnose("hinweis-vorbei", place, tag=times.note.until)
    last = max(((it.until or it.on) for it in times.exceptions), default=today)
    if last < today:
        yield diagnose("ausnahmen-vorbei", record.at("zeiten", "ausnahmen"), tag=last)


def _twice(record: Record[Offer], table: Timetable, today: date) -> Iterator[Diagnostic]:
    """Two rules that give the same day at hours that overlap, within the next year."""
    bare = replace(table, changes=())
    times = record.content.times
    for one, two in combinations(range(len(table.series)), 2):
        day = _shared(bare, one, two, today)
        if day and times:
            place = record.at("zeiten", "regeln", rule_places(times)[two][0], "tage")
            words = [table.series[index].rhythm.words for index in (one, two)]
            yield diagnose("regeln-doppelt", place, tag=day, eins=words[0], zwei=words[1])


def _shared(table: Timetable, one: int, two: int, today: date) -> date | None:
    first = {day: it for day, it in regular(table, one, today, today + _YEAR) if it}
    for day, it in regular(table, two, today, today + _YEAR):
        if it and day in first and _overlap(first[day], it):
            return day
    return None


def _overlap(one: Occurrence, two: Occurrence) -> bool:
    """Whether two dates of a day are at the same time; what has no hours takes all of it."""
    spans = []
    for it in (one, two):
        begin = it.start or time(0)
        is_open = it.end is None or it.end <= begin
        spans.append((begin, time.max if is_open or it.end is None else it.end))
    (begin, end), (other_begin, other_end) = spans
    return begin < other_end and other_begin < end


def _clock_changes(
    record: Record[Offer] | Record[Event], table: Timetable, today: date
) -> Iterator[Diagnostic]:
    nights = _nights(today)
    if not any(
        clock and clock_fault(night, clock)
        for it in table.series
        for clock in (it.start, it.end)
        for night in nights[:2]
    ):
        return
    days = [night for night in nights if _falls_into(table, night)]
    if days:
        place = record.at("zeiten") if isinstance(record.content, Offer) else record.at("beginn")
        yield diagnose("zeitumstellung", place, tage=", ".join(map(date_de, days[:3])))


def _nights(today: date) -> Sequence[date]:
    """The last Sundays of March and October to come: the days whose night has another length."""
    lasts = (date(today.year + n, month, 31) for n in range(YEARS_AHEAD + 1) for month in (3, 10))
    sundays = (last - timedelta(days=(last.weekday() + 1) % 7) for last in lasts)
    return [day for day in sundays if day >= today]


def _falls_into(table: Timetable, night: date) -> bool:
    for it in occurrences(table, night - _DAY, night):
        ends = it.day + _DAY if it.is_overnight else it.day
        for day, clock in ((it.day, it.start), (ends, it.end)):
            if it.series is not None and clock and day == night and clock_fault(day, clock):
                return True
    return False
