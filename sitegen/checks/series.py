"""A series has one rule, a first date that belongs to it, and dates that the rule gives."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sitegen.dates import Moment
from sitegen.diagnostics import Diagnostic, Keys, diagnose
from sitegen.models import Record
from sitegen.models.event import EVENT, Event
from sitegen.models.times import Recurrence
from sitegen.site import Catalogue
from sitegen.timetable import LATEST_END

_DAY = timedelta(days=1)


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """What makes a series unclear, and what is said about dates that it does not have."""
    for record in catalogue.of(EVENT).values():
        event = record.content
        rule, begin = event.recurrence, event.begin
        yield from _dates(record)
        if rule is None:
            continue
        yield from _one_meaning(record)
        if begin is None or begin.day is None:
            yield diagnose("wiederholung-ohne-beginn", record.at("beginn"))
        elif not any(rule.rhythm.days(begin.first, begin.first, begin.first)):
            near = replace(rule.rhythm, interval=1).nearest(begin.first - 800 * _DAY, begin.first)
            yield diagnose(
                "anfang-kein-termin",
                record.at("beginn"),
                tag=begin.first,
                rhythmus=rule.rhythm.words,
                naechste=_listed(near),
            )
        else:
            yield from _period(record, rule, begin)
            yield from _named_days(record, rule, begin.first)


def _one_meaning(record: Record[Event]) -> Iterator[Diagnostic]:
    """Nothing beside the rule says when it takes place."""
    for value, key in ((record.content.rhythm, "rhythmus"), (record.content.sessions, "teile")):
        if value:
            yield diagnose("wiederholung-nicht-allein", record.at(key), anderer=key)


def _period(record: Record[Event], rule: Recurrence, begin: Moment) -> Iterator[Diagnostic]:
    if rule.until and rule.until < begin.first:
        place = record.at("wiederholung", "bis")
        yield diagnose("wiederholung-endet-vorher", place, beginn=begin.first, bis=rule.until)
    end = record.content.end
    if end is None or end.first <= begin.first:
        return
    is_next_morning = end.first == begin.first + _DAY and end.clock and end.clock <= LATEST_END
    if not (is_next_morning and begin.clock):
        yield diagnose("ende-eines-termins", record.at("ende"), beginn=begin, ende=end)


def _dates(record: Record[Event]) -> Iterator[Diagnostic]:
    """Each entry of `termine` by itself, and none twice."""
    seen: set[date] = set()
    for index, it in enumerate(record.content.dates):
        if it.on in seen:
            yield diagnose("termin-doppelt", record.at("termine", index, "am"), tag=it.on)
        seen.add(it.on)
        if it.cancelled == "ja" and (it.moved_to or it.start or it.end or it.venues):
            place = record.at("termine", index, "abgesagt")
            yield diagnose("abgesagt-und-geaendert", place, tag=it.on)
        if it.moved_to and it.moved_to.day is None:
            place = record.at("termine", index, "verlegt_auf")
            yield diagnose("verlegt-ohne-tag", place, zeit=it.moved_to)
        if it.start and it.end and LATEST_END < it.end <= it.start:
            yield diagnose(
                "uhrzeit-verkehrt",
                record.at("termine", index, "bis"),
                von=it.start.strftime("%H:%M"),
                bis=it.end.strftime("%H:%M"),
            )


def _named_days(record: Record[Event], rule: Recurrence, first: date) -> Iterator[Diagnostic]:
    also = [moment.first for moment in rule.also if moment.day]
    for index, day in enumerate(rule.without):
        if not _is_date(rule, first, day):
            place = ("wiederholung", "ausser", index)
            yield _no_date(record, "ausser-kein-termin", place, rule, first, day)
        if day in rule.without[:index]:
            yield diagnose("termin-doppelt", record.at("wiederholung", "ausser", index), tag=day)
    for index, moment in enumerate(rule.also):
        is_same = moment.clock in {None, record.content.begin and record.content.begin.clock}
        is_regular = is_same and _is_date(rule, first, moment.first)
        is_open = moment.first not in rule.without
        if moment in rule.also[:index] or (is_regular and is_open):
            place = record.at("wiederholung", "zusaetzlich", index)
            yield diagnose("termin-doppelt", place, tag=moment.first)
    for index, it in enumerate(record.content.dates):
        is_one = _is_date(rule, first, it.on) and it.on not in rule.without
        if not is_one and it.on not in also:
            yield _no_date(record, "termin-kein-termin", ("termine", index, "am"), rule, first, it.on)
        yield from _moved(record, rule, first, index)


def _moved(record: Record[Event], rule: Recurrence, first: date, index: int) -> Iterator[Diagnostic]:
    """A date that is moved onto another one: were both meant, or is a day mistyped?"""
    it = record.content.dates[index]
    if it.moved_to is None or it.moved_to.first == it.on:
        return
    day = it.moved_to.first
    gone = {other.on for other in record.content.dates if other.moved_to or other.cancelled == "ja"}
    if _is_date(rule, first, day) and day not in {*rule.without, *gone}:
        place = record.at("termine", index, "verlegt_auf")
        yield diagnose("verlegt-auf-termin", place, tag=it.on, ziel=day)


def _is_date(rule: Recurrence, first: date, day: date) -> bool:
    is_within = first <= day and (rule.until is None or day <= rule.until)
    return is_within and any(rule.rhythm.days(first, day, day))


def _no_date(
    record: Record[Event], code: str, keys: Keys, rule: Recurrence, first: date, day: date
) -> Diagnostic:
    last = rule.until or date.max
    near = [it for it in rule.rhythm.nearest(first, day) if it <= last]
    return diagnose(
        code, record.at(*keys), tag=day, rhythmus=rule.rhythm.words, naechste=_listed(near)
    )


def _listed(days: Sequence[date]) -> str:
    return " oder ".join(map(str, days))
