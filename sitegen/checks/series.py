"""A series has one rule, a first date that takes place, and dates that the rule gives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sitegen.diagnostics import Diagnostic, diagnose
from sitegen.freedays import public_holiday, school_holiday, school_known_until
from sitegen.models import Record
from sitegen.models.event import EVENT, Event
from sitegen.models.times import Recurrence
from sitegen.schedules import LATEST_END, timetable_of
from sitegen.site import AnyRecord, Catalogue
from sitegen.timetable import regular

_DAY = timedelta(days=1)


def known(catalogue: Catalogue) -> str | None:
    """The Land, whose holidays are free."""
    return catalogue.config.land


def check_record(record: AnyRecord, land: str | None) -> Iterator[Diagnostic]:
    """What makes a series unclear, and what is said about dates that it does not have."""
    if not EVENT.has(record):
        return
    yield from _dates(record)
    yield from _one_meaning(record)
    yield from _end(record)
    rule, begin = record.content.recurrence, record.content.begin
    if rule is None:
        return
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
        series = _Series(record, rule, begin.first)
        yield from _period(series)
        yield from _gone(series, land)
        yield from _named_days(series)


def _one_meaning(record: Record[Event]) -> Iterator[Diagnostic]:
    """A rule stands alone; only words may stand beside dates that are listed."""
    event = record.content
    this = "wiederholung" if event.recurrence else "termine"
    if event.recurrence and event.rhythm:
        yield diagnose("reihe-nicht-allein", record.at("rhythmus"), anderer="rhythmus", dieser=this)
    if (event.recurrence or event.dates) and event.sessions:
        yield diagnose("reihe-nicht-allein", record.at("teile"), anderer="teile", dieser=this)


def _end(record: Record[Event]) -> Iterator[Diagnostic]:
    """The end of a first date that would be that of all others, too."""
    event = record.content
    begin, end = event.begin, event.end
    if begin is None or begin.day is None or end is None or end.first <= begin.first:
        return
    if not (event.recurrence or event.dates):
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
        if it.cancelled == it.full == "ja":
            place = record.at("termine", index, "ausgebucht")
            yield diagnose("abgesagt-und-ausgebucht", place, tag=it.on)
        if it.cancelled == "ja" and (it.moved_to or it.start or it.end or it.venues):
            place = record.at("termine", index, "abgesagt")
            yield diagnose("abgesagt-und-geaendert", place, tag=it.on)
        if it.moved_to and it.moved_to.day is None:
            place = record.at("termine", index, "verlegt_auf")
            yield diagnose("termin-ohne-tag", place, zeit=it.moved_to)
        if it.start and it.end and LATEST_END < it.end <= it.start:
            yield diagnose(
                "uhrzeit-verkehrt",
                record.at("termine", index, "bis"),
                von=it.start.strftime("%H:%M"),
                bis=it.end.strftime("%H:%M"),
            )


@dataclass(frozen=True, slots=True)
class _Series:
    """A record with a rule that gives its first day."""

    record: Record[Event]
    rule: Recurrence
    first: date

    def has(self, day: date) -> bool:
        """Whether the rule gives that day, excepted or not."""
        is_within = self.first <= day and (self.rule.until is None or day <= self.rule.until)
        return is_within and any(self.rule.rhythm.days(self.first, day, day))

    def lacks(self, code: str, day: date, *keys: str | int) -> Diagnostic:
        """A finding about a day that it does not give, with the nearest that it does."""
        last = self.rule.until or date.max
        near = [it for it in self.rule.rhythm.nearest(self.first, day) if it <= last]
        words = self.rule.rhythm.words
        place = self.record.at(*keys)
        return diagnose(code, place, tag=day, rhythmus=words, naechste=_listed(near))


def _period(series: _Series) -> Iterator[Diagnostic]:
    until = series.rule.until
    if until and until < series.first:
        place = series.record.at("wiederholung", "bis")
        yield diagnose("wiederholung-endet-vorher", place, beginn=series.first, bis=until)


def _gone(series: _Series, land: str | None) -> Iterator[Diagnostic]:
    """A first date that does not take place, and the first that does."""
    record, first = series.record, series.first
    reason = _reason(series.rule, first, land)
    is_extra = any(moment.first == first for moment in series.rule.also)
    if is_extra or not reason or not series.has(first):
        return
    days = regular(timetable_of(record.content, land), 0, first, first + 800 * _DAY)
    held = next((day for day, it in days if it), None)
    if held == first:
        return
    hint = None if held else "Prüfen Sie die Regel, ihre Ausnahmen, Ferien und Feiertage."
    place = record.at("beginn")
    yield diagnose("anfang-faellt-weg", place, hint=hint, tag=first, grund=reason, erster=f"{held}")


def _reason(rule: Recurrence, day: date, land: str | None) -> str:
    """Why there is no date on a day that the rhythm gives; empty where nothing speaks against."""
    if day in rule.without:
        return "Der Tag steht unter ausser"
    holiday, ferien = (public_holiday(day, land), school_holiday(day, land)) if land else ("", "")
    if holiday and rule.public_holidays == "zu":
        return f"{holiday}, und feiertage ist zu"
    if ferien and rule.school_holidays == "nein":
        return f"{ferien}, und ferien ist nein"
    is_known = land is not None and day <= school_known_until(land, day.year)
    if is_known and not ferien and rule.school_holidays == "nur":
        return "Es sind keine Schulferien, und ferien ist nur"
    return ""


def _named_days(series: _Series) -> Iterator[Diagnostic]:
    rule, event = series.rule, series.record.content
    also = [moment.first for moment in rule.also if moment.day]
    for index, it in enumerate(event.dates):
        if it.on not in also and (it.on in rule.without or not series.has(it.on)):
            yield series.lacks("termin-kein-termin", it.on, "termine", index, "am")
        yield from _moved(series, index)
    for index, day in enumerate(rule.without):
        if not series.has(day):
            yield series.lacks("ausser-kein-termin", day, "wiederholung", "ausser", index)
        if day in rule.without[:index]:
            place = series.record.at("wiederholung", "ausser", index)
            yield diagnose("termin-doppelt", place, tag=day)
    for index, moment in enumerate(rule.also):
        if moment.day is None:
            place = series.record.at("wiederholung", "zusaetzlich", index)
            yield diagnose("termin-ohne-tag", place, zeit=moment)
            continue
        is_same_time = moment.clock in {None, event.begin.clock if event.begin else None}
        is_regular = series.has(moment.first) and moment.first not in rule.without
        if moment in rule.also[:index] or (is_same_time and is_regular):
            place = series.record.at("wiederholung", "zusaetzlich", index)
            yield diagnose("termin-doppelt", place, tag=moment.first)


def _moved(series: _Series, index: int) -> Iterator[Diagnostic]:
    """A date that is moved onto another one: perhaps a day is mistyped."""
    dates = series.record.content.dates
    target = dates[index].moved_to
    if target is None or target.day is None or target.first == dates[index].on:
        return
    gone = {other.on for other in dates if other.moved_to or other.cancelled == "ja"}
    if series.has(target.first) and target.first not in {*series.rule.without, *gone}:
        place = series.record.at("termine", index, "verlegt_auf")
        yield diagnose("verlegt-auf-termin", place, tag=dates[index].on, ziel=target.first)


def _listed(days: Sequence[date]) -> str:
    return " oder ".join(map(str, days))
