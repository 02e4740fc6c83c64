"""Catalogue + today -> what about times depends on the day: what can go, what comes twice.

Notes and promises that have had their day or stay for too long, rules that overlap, and dates of
rules in a night in which the clock is changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import combinations

from sitegen.clockchange import clock_fault
from sitegen.config import SITE_FILE, Notice, Security
from sitegen.dates import date_de
from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.freedays import school_known_until
from sitegen.models import Record
from sitegen.models.offer import OFFER, Offer
from sitegen.schedules import rule_places
from sitegen.site import Catalogue, Target
from sitegen.timetable import YEARS_AHEAD, Series, Timetable, occurrences, regular

_DAY = timedelta(days=1)
_YEAR = timedelta(days=366)
_AHEAD = timedelta(days=60)  # what stays for longer belongs on a page
_SOON = timedelta(days=30)


def time_notes(
    catalogue: Catalogue, tables: Mapping[Target, Timetable], today: date
) -> Iterator[Diagnostic]:
    """What can go, what comes twice, and what nobody can know yet; `tables` are all there are."""
    yield from _notice(catalogue.config.notice, today)
    yield from _security(catalogue.config.security, today)
    for offer in catalogue.of(OFFER).values():
        yield from _gone(offer, today)
        yield from _twice(offer, tables.get((OFFER.name, offer.id), Timetable()), today)
    yield from _clock_changes(catalogue, tables, today)
    land = catalogue.config.land
    is_asked = any(it.school_holidays != "ja" for table in tables.values() for it in table.series)
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
    times = record.content.times
    for one, two in combinations(range(len(table.series)), 2):
        day = _shared(table, one, two, today)
        if day and times:
            place = record.at("zeiten", "regeln", rule_places(times)[two][0], "tage")
            words = [table.series[index].rhythm.words for index in (one, two)]
            yield diagnose("regeln-doppelt", place, tag=day, eins=words[0], zwei=words[1])


def _shared(table: Timetable, one: int, two: int, today: date) -> date | None:
    """The first day of both rules; without what is changed, all their dates have the same hours."""
    rules = (table.series[one], table.series[two])
    weekdays = [set(it.rhythm.weekdays) for it in rules]
    if not _overlap(*rules) or (all(weekdays) and weekdays[0].isdisjoint(weekdays[1])):
        return None
    bare = replace(table, changes=())
    first = {day for day, it in regular(bare, one, today, today + _YEAR) if it}
    days = (day for day, it in regular(bare, two, today, today + _YEAR) if it)
    return next((day for day in days if day in first), None)


def _overlap(one: Series, two: Series) -> bool:
    """Whether dates of two rules are at the same time of a day, all of it if nobody says when."""
    spans = []
    for it in (one, two):
        begin = it.start or time(0)
        is_open = it.end is None or it.end <= begin
        spans.append((begin, time.max if is_open or it.end is None else it.end))
    (begin, end), (other_begin, other_end) = spans
    return begin < other_end and other_begin < end


def _clock_changes(
    catalogue: Catalogue, tables: Mapping[Target, Timetable], today: date
) -> Iterator[Diagnostic]:
    nights = _nights(today)
    clocks = {it: _clocks(table) for it, table in tables.items() if table.series}
    odd = {
        clock
        for clock in frozenset[time]().union(*clocks.values())
        if any(clock_fault(night, clock) for night in nights[:2])
    }
    for target, own in clocks.items():
        record = catalogue.get(target)
        days = [night for night in nights if own & odd and _falls_into(tables[target], night)]
        if days and record:
            place = record.at("zeiten" if target[0] == OFFER.name else "beginn")
            yield diagnose("zeitumstellung", place, tage=", ".join(map(date_de, days[:3])))


def _clocks(table: Timetable) -> frozenset[time]:
    """The hours at which dates of its rules begin or end."""
    return frozenset(clock for it in table.series for clock in (it.start, it.end) if clock)


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
