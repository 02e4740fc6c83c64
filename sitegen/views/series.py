"""A series: how often it takes place, which dates come next, and what there is of past ones."""

from dataclasses import dataclass
from datetime import date, timedelta

from sitegen.dates import Moment, date_de
from sitegen.derive import NEXT
from sitegen.events import starts
from sitegen.models import Record
from sitegen.models.document import DOCUMENT
from sitegen.models.event import EVENT, Event
from sitegen.models.offer import OFFER
from sitegen.models.times import Date, Recurrence
from sitegen.schedules import last_day, timetable_of
from sitegen.site import Site, Target
from sitegen.timetable import Occurrence, horizon, occurrences, upcoming
from sitegen.views.occurrence import DateView, date_views, said_of
from sitegen.views.times import RuleView, days_off, rule_view
from sitegen.visibility import is_current

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SeriesView:
    """What the page of a series says about its dates.

    `rhythm` are an editor's words where there is no `rule`. What nobody has checked lately is
    not shown but known of (`is_outdated`); `year` is that of the evidence of what nobody has
    checked. `dates` are the next ones, and it `goes_on` behind the last of them; `past` are
    those of which there is something to tell, newest first.
    """

    rule: RuleView | None
    rhythm: str
    is_verified: bool
    year: int | None
    is_outdated: bool
    is_called_off: bool
    dates: tuple[DateView, ...]
    goes_on: bool
    past: tuple[DateView, ...]


def has_dates(event: Event) -> bool:
    """Whether an event is a series whose dates are known, and no single event."""
    return bool(event.recurrence or event.dates)


def series_view(record: Record[Event], site: Site) -> SeriesView | None:
    """How an event comes again; nothing for a single one."""
    event = record.content
    if not (event.rhythm or has_dates(event)):
        return None
    target = (EVENT.name, record.id)
    table = site.timetables.get(target)
    is_called_off = table is not None and table.is_called_off
    dates = site.dates.get(target, ()) if has_dates(event) and not is_called_off else ()
    standing = site.standing(record)
    year = standing.evidence_year
    recurrence = event.recurrence if table else None
    return SeriesView(
        rule=_rule(record, recurrence, site) if recurrence else None,
        rhythm="" if event.recurrence else event.rhythm or "",
        is_verified=standing.is_verified,
        year=year,
        is_outdated=has_dates(event) and not (standing.is_verified or is_current(year, site.today)),
        is_called_off=is_called_off,
        dates=date_views(target, site, dates[:NEXT]),
        goes_on=bool(dates) and goes_on(target, dates[:NEXT][-1], site),
        past=date_views(target, site, past_dates(record.id, site)),
    )


def _rule(record: Record[Event], recurrence: Recurrence, site: Site) -> RuleView:
    """The rule in words; of a series that is over, without what would be of use to come."""
    begin, end, is_over = record.content.begin, record.content.end, site.is_over(record.id)
    off = days_off(recurrence.school_holidays, recurrence.public_holidays)
    return rule_view(
        [recurrence.rhythm],
        (begin.clock if begin else None, end.clock if end else None),
        (begin.first if begin else None, None if is_over else recurrence.until),
        () if is_over else off,
        site.today,
    )


def rhythm_words(event_id: str, site: Site) -> str:
    """How often a series takes place, as far as that may be shown; empty for a single event."""
    event = site.catalogue.of(EVENT)[event_id].content
    if event.recurrence:
        return event.recurrence.rhythm.words if (EVENT.name, event_id) in site.timetables else ""
    return event.rhythm or ""


def goes_on(target: Target, last: Occurrence, site: Site) -> bool:
    """Whether a series has dates after that one, also such as nobody can tell yet."""
    recurrence = site.catalogue.of(EVENT)[target[1]].content.recurrence
    table, after = site.timetables[target], last.last_day + _DAY
    if upcoming(table, after, 1, 0):
        return True
    return recurrence is not None and (recurrence.until or date.max) > horizon(after)


def next_dates(event_id: str, site: Site) -> tuple[Occurrence, ...]:
    """The next date of a series, and if that is cancelled the next one that is not."""
    if not has_dates(site.catalogue.of(EVENT)[event_id].content):
        return ()
    dates = site.dates.get((EVENT.name, event_id), ())
    held = next((it for it in dates if it.state != "entfaellt"), None)
    return dates[:1] if held is None or held is dates[0] else (dates[0], held)


def past_dates(event_id: str, site: Site) -> tuple[Occurrence, ...]:
    """The dates of a series that are over and left a topic, offers or something to read.

    They stand as they were announced, newest first, however old the evidence.
    """
    record = site.catalogue.of(EVENT)[event_id]
    event = record.content
    if not event.dates:
        return ()
    moved = [it.moved_to.first for it in event.dates if it.moved_to]
    since = min([*moved, *(it.on for it in event.dates)])
    table = timetable_of(event, site.catalogue.config.land)
    found = occurrences(table, since, site.today - _DAY)
    return tuple(it for it in reversed(found) if _is_kept(said_of(record, it)))


def _is_kept(said: object) -> bool:
    return isinstance(said, Date) and bool(said.topic or said.offers or said.material)


def day_of(event_id: str, site: Site) -> Moment | None:
    """The day under which lists show an event: its first, or the next or last of a series."""
    event = site.catalogue.of(EVENT)[event_id].content
    if not has_dates(event):
        return starts(event)
    nexts = site.dates.get((EVENT.name, event_id), ())
    if not (nexts or site.is_over(event_id)):
        return None
    day = nexts[0].day if nexts else last_day(event)
    return Moment(day.year, day.month, day.day, nexts[0].start if nexts else None)


def span_of(event: Event) -> tuple[Moment, Moment]:
    """The first and the last day of a series that is over."""
    days = sorted([*(it.on for it in event.dates), last_day(event)])
    begin, end = event.begin or _moment(days[0]), _moment(days[-1])
    return Moment(begin.year, begin.month, begin.day), end


def _moment(day: date) -> Moment:
    return Moment(day.year, day.month, day.day)


def when_named(event_id: str, target: Target, site: Site) -> str:
    """On which day a series is about a record: the next time, else the last one; often empty."""
    record = site.catalogue.of(EVENT)[event_id]
    dates = site.dates.get((EVENT.name, event_id), ()) if has_dates(record.content) else ()
    for it in (*dates, *past_dates(event_id, site)):
        said = said_of(record, it)
        if isinstance(said, Date) and it.state != "entfaellt" and target in _named(said):
            return date_de(it.day)
    return ""


def offers_named(view: SeriesView, record: Record[Event]) -> list[Target]:
    """The offers that stand beside one of the dates a page shows."""
    urls = {offer.url for it in (*view.dates, *view.past) for offer in it.offers}
    return [
        (OFFER.name, name)
        for it in record.content.dates
        for name in it.offers
        if OFFER.address(name) in urls
    ]


def _named(said: Date) -> set[Target]:
    papers = {(DOCUMENT.name, it.document) for it in said.material if it.document}
    return papers | {(OFFER.name, name) for name in said.offers}
