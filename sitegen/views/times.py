"""When an offer takes place: its rules in words, what differs, and the next dates.

A rule that has run out is gone, and so is an exception that has passed. What nobody has checked
is shown only while its evidence is current, with its year.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from itertools import islice

from sitegen.dates import date_de, instant
from sitegen.derive import SOON
from sitegen.fields import YesNo
from sitegen.models import Record
from sitegen.models.offer import OFFER, Offer
from sitegen.models.times import TimeRule, Times
from sitegen.rhythms import Rhythm
from sitegen.schedules import rule_places
from sitegen.site import Site, Target
from sitegen.timetable import Occurrence, State, Timetable, regular, upcoming
from sitegen.views.occurrence import DateView, date_view
from sitegen.visibility import is_current

SHOWN = 6
# On so many days a week it is easier to say which days are different.
OFTEN = 5
_DAY = timedelta(days=1)
_YEAR = timedelta(days=366)

# What holds on both kinds of days off alike, as the end of an interface text's key.
_ALIKE: Mapping[tuple[str, str], str] = {
    ("ja", "offen"): "free_ja",
    ("nein", "zu"): "free_nein",
    ("unbekannt", "unbekannt"): "free_unbekannt",
}


@dataclass(frozen=True, slots=True)
class RuleView:
    """A regular time: how often, the hours, and from when and until when it holds.

    `since` is empty once it holds. `days_off` say what becomes of it on days off, as ends of
    interface texts' keys; `over_at` is the instant after its last day. `sure_until` is the day,
    as machines read it, before the next one that is in doubt or has hours of its own for a
    while; None if that is today, and empty if it is not within a year.
    """

    rhythms: tuple[str, ...]
    start: time | None
    end: time | None
    since: str = ""
    until: str = ""
    over_at: str = ""
    days_off: tuple[str, ...] = ()
    sure_until: str | None = ""


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note for a while, its last day in words, and the instant after it."""

    text: str
    until: str
    over_at: str


@dataclass(frozen=True, slots=True)
class TimesView:
    """When it takes place; `is_known` is false where nothing (current) is known.

    `days_off` hold for all rules alike. `dates` are the next ones; where it `is_often`, only
    those of the next weeks that are in doubt or different. `year` is that of the evidence of
    what nobody has checked.
    """

    is_known: bool = False
    rules: tuple[RuleView, ...] = ()
    days_off: tuple[str, ...] = ()
    exceptions: tuple[DateView, ...] = ()
    is_by_arrangement: bool = False
    note: NoteView | None = None
    text: str = ""
    year: int | None = None
    dates: tuple[DateView, ...] = ()
    is_often: bool = False

    @property
    def is_doubtful(self) -> bool:
        """Whether one of the dates shown is better asked about."""
        return any(it.state == "fraglich" for it in self.dates)


def times_view(record: Record[Offer], site: Site) -> TimesView:
    """The times of an offer as far as they may be shown."""
    times = _current(record, site)
    if times is None:
        return TimesView()
    today, target = site.today, (OFFER.name, record.id)
    told = _stated(record, times, site)
    sure = zip(told.rules, site.shared(_sure_days, record.id), strict=True)
    is_often = _is_often(_valid(times, today), today)
    shown = (_differing if is_often else _next)(target, times, site)
    return replace(
        told,
        rules=tuple(replace(rule, sure_until=day) for rule, day in sure),
        dates=tuple(_view(record, it, site) for it in shown),
        is_often=is_often,
    )


def stated_times(record: Record[Offer], site: Site) -> TimesView:
    """The same without the next dates and how long rules are sure: other words on few days."""
    times = _current(record, site)
    return TimesView() if times is None else _stated(record, times, site)


def _current(record: Record[Offer], site: Site) -> Times | None:
    """The times that may be shown."""
    times, is_verified = record.content.times, site.standing(record).is_verified
    return times if times and (is_verified or is_current(times.year, site.today)) else None


def _stated(record: Record[Offer], times: Times, site: Site) -> TimesView:
    today, target = site.today, (OFFER.name, record.id)
    rules, off = rule_views(_valid(times, today), today)
    is_by_arrangement = times.by_arrangement is YesNo.YES
    return TimesView(
        is_known=bool(rules or times.text or is_by_arrangement or site.dates.get(target)),
        rules=rules,
        days_off=off,
        exceptions=tuple(_exceptions(record, times, site)),
        is_by_arrangement=is_by_arrangement,
        note=_note(times, today),
        text=times.text or "",
        year=None if site.standing(record).is_verified else times.year,
    )


def _sure_days(site: Site, offer_id: str) -> tuple[str | None, ...]:
    """How long each rule that has not run out is sure."""
    times = site.catalogue.of(OFFER)[offer_id].content.times
    assert times is not None, "only then they are asked for"
    table = site.timetables.get((OFFER.name, offer_id), Timetable())
    valid = _valid(times, site.today)
    return tuple(_sure_until(rule, times, table, site.today) for rule in valid)


def _valid(times: Times, today: date) -> list[TimeRule]:
    return [it for it in times.rules if not (it.valid_until and it.valid_until < today)]


def rule_views(
    rules: Sequence[TimeRule], today: date
) -> tuple[tuple[RuleView, ...], tuple[str, ...]]:
    """Rules in words, and what holds on days off for all of them alike."""
    school = _same([rule.school_holidays for rule in rules])
    public = _same([rule.public_holidays for rule in rules])
    views = []
    for rule in rules:
        off = days_off(
            "" if school else rule.school_holidays, "" if public else rule.public_holidays
        )
        hours, span = (rule.start, rule.end), (rule.valid_from, rule.valid_until)
        views.append(rule_view(rule.days, hours, span, off, today))
    return tuple(views), days_off(school, public)


def rule_view(
    rhythms: Sequence[Rhythm],
    hours: tuple[time | None, time | None],
    span: tuple[date | None, date | None],
    off: tuple[str, ...],
    today: date,
) -> RuleView:
    """A rule in words; `span` are its first and last day, where given."""
    first, last = span
    return RuleView(
        rhythms=tuple(rhythm.words for rhythm in rhythms),
        start=hours[0],
        end=hours[1],
        since=date_de(first) if first and first > today else "",
        until=date_de(last) if last else "",
        over_at=instant(last) if last and last >= today else "",
        days_off=off,
    )


def days_off(school: str, public: str) -> tuple[str, ...]:
    """What holds in school holidays and on public ones, each of them empty if said elsewhere."""
    alike = _ALIKE.get((school, public))
    if alike:
        return (alike,)
    parts = ("school_" + school if school else "", "public_" + public if public else "")
    return tuple(part for part in parts if part)


def _sure_until(rule: TimeRule, times: Times, table: Timetable, today: date) -> str | None:
    """See `RuleView`; single days with hours of their own are told beside the rule."""
    place, last = times.rules.index(rule), today + _YEAR
    end = date(last.year, 12, 31)  # no nearer, or every day that comes into sight would be asked
    found = []
    for index, (of, _) in enumerate(rule_places(times)):
        if of == place and index < len(table.series):
            dates = (it for _, it in regular(table, index, today, end) if it)
            untold = (it.day for it in dates if not _is_told(it, rule, times))
            found += [*islice(untold, 1)]  # they come in their order
    first = min(found, default=None)
    if first is None or first > last:
        return ""
    return None if first == today else (first - _DAY).isoformat()


def _is_told(it: Occurrence, rule: TimeRule, times: Times) -> bool:
    """Whether the rule holds on that day, or an exception says all that is different on it."""
    if it.state == "fraglich":
        return False
    if it.state == "entfaellt" or (it.start, it.end) == (rule.start, rule.end):
        return True
    said = times.exceptions[it.change] if it.change is not None else None
    return bool(said and said.until is None and said.start and said.end)


def _same(values: Sequence[str]) -> str:
    return values[0] if len(set(values)) == 1 else ""


def _is_often(rules: Sequence[TimeRule], today: date) -> bool:
    """Whether the rules that hold now give most days of the week."""
    begun = [rule for rule in rules if not rule.valid_from or rule.valid_from <= today]
    weekly = [it for rule in begun for it in rule.days if it.unit == "woche" and it.interval == 1]
    return len({day for rhythm in weekly for day in rhythm.weekdays}) >= OFTEN


def _next(target: Target, times: Times, site: Site) -> tuple[Occurrence, ...]:
    """The next dates with longer pauses as one; also those behind a pause that hides the rest."""
    dates = site.dates.get(target, ())
    found = _paused(dates, times)
    if found and len(found) < SHOWN:
        after = max(dates[-1].last_day, found[-1].last_day) + _DAY
        found += _paused(upcoming(site.timetables[target], after, SHOWN, 0), times)
    return tuple(found[:SHOWN])


def _differing(target: Target, times: Times, site: Site) -> tuple[Occurrence, ...]:
    """Dates of the next weeks that are in doubt or not as usual."""
    soon = site.today + timedelta(days=SOON)
    dates = [it for it in site.dates.get(target, ()) if it.day <= soon]
    return tuple(
        _paused((it for it in dates if it.state != "gilt" or it.change is not None), times)
    )


def _paused(dates: Iterable[Occurrence], times: Times) -> list[Occurrence]:
    """Dates with those that one exception cancels for several days as a single one."""
    found = (
        _whole(it.change, times)
        if it.change is not None and it.state == "entfaellt" and times.exceptions[it.change].until
        else it
        for it in dates
    )
    return list(dict.fromkeys(found))


def _whole(index: int, times: Times) -> Occurrence:
    """All days of an exception, as one date."""
    it = times.exceptions[index]
    state: State = "entfaellt" if it.closed == "ja" else "gilt"
    return Occurrence(it.on, it.until or it.on, it.start, it.end, state, change=index)


def _exceptions(record: Record[Offer], times: Times, site: Site) -> Iterator[DateView]:
    """Days to come that differ, in their order."""
    days = sorted((_whole(index, times) for index in range(len(times.exceptions))), key=_first)
    return (_view(record, it, site) for it in days if it.last_day >= site.today)


def _view(record: Record[Offer], it: Occurrence, site: Site) -> DateView:
    """A date, or the days of an exception, whose hours are those of each of them."""
    view = date_view(record, it, site)
    if it.last_day == it.day or not replace(it, last_day=it.day).is_overnight:
        return view
    return replace(view, over_at=instant(it.last_day + _DAY, it.end))


def _first(it: Occurrence) -> date:
    return it.day


def _note(times: Times, today: date) -> NoteView | None:
    note = times.note
    if note is None or note.until < today:
        return None
    return NoteView(note.text, date_de(note.until), instant(note.until))
