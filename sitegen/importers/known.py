"""Records that came of a calendar before, and what that calendar says differently by now.

Nothing is overwritten: an editor may know better. Both values are told.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sitegen.dates import date_de, time_range_de
from sitegen.importers.draft import kept_uid
from sitegen.importers.expansion import Span, day_of, instances
from sitegen.importers.ics import LeftOutError, Series
from sitegen.importers.places import Venues, in_words, is_same, place_of
from sitegen.importers.schedule import Window, as_told, told_by
from sitegen.models import Record
from sitegen.models.event import Event

_SHOWN = 3
_NONE = "kein Termin"


@dataclass(frozen=True, slots=True)
class Change:
    """What a record and its calendar say about one thing, in words."""

    what: str
    here: str
    there: str


def taken_from(events: Iterable[Record[Event]], calendar: str) -> Mapping[str, Record[Event]]:
    """The records that came of that calendar by uid, whatever their state is."""
    return {
        it.content.origin.uid: it
        for it in events
        if it.content.origin and it.content.origin.calendar == calendar
    }


def changes_of(
    record: Record[Event], series: Series, window: Window, venues: Venues
) -> tuple[Change, ...]:
    """Time, place and cancellation, as far as they differ in the coming year."""
    event = record.content
    try:
        given = instances(series, window.today, window.year)
    except LeftOutError as reason:
        return (Change("Zeit", "wie eingetragen", f"nicht zu vergleichen ({reason})"),)
    last = _last_listed(event, window)
    theirs = _spans(as_told(it for it in given if window.today <= it.last_day and it.day <= last))
    ours = _spans(told_by(event, window.today, last))
    found = list(_times(ours, theirs))
    later = [it.day for it in given if it.day > last and not it.entry.is_cancelled]
    if later:
        found.append(Change("Termine", f"bis {date_de(last)}", f"weitere ab {date_de(later[0])}"))
    head = series.head
    place = place_of(head.place, venues)
    if theirs and head.place.strip() and not is_same(event, place, head.place, venues):
        found.append(Change("Ort", in_words(event, venues), place.told(venues)))
    return tuple(found)


def vanished(
    known: Mapping[str, Record[Event]], series: Iterable[Series], window: Window
) -> tuple[Record[Event], ...]:
    """Records with dates to come that their calendar does not have any more."""
    there = {kept_uid(it.uid) for it in series}
    gone = (it for uid, it in known.items() if uid not in there)
    return tuple(it for it in gone if _spans(told_by(it.content, window.today, window.year)))


def span_words(span: Span) -> str:
    """`24. November 2026, 18–20 Uhr`."""
    begin, end = span
    last = day_of(end) if end is not None else day_of(begin)
    closing = end.time() if isinstance(end, datetime) else None
    is_long = last > day_of(begin) + timedelta(days=isinstance(end, datetime))
    if not isinstance(begin, datetime):
        return date_de(begin) + (f" bis {date_de(last)}" if is_long else "")
    if is_long:
        return f"{date_de(begin.date())}, {time_range_de(begin.time(), None)}, bis {date_de(last)}"
    return f"{date_de(begin.date())}, {time_range_de(begin.time(), closing)}"


def _last_listed(event: Event, window: Window) -> date:
    """A list of dates says nothing about what comes after its last one."""
    if event.recurrence or not event.dates:
        return window.year
    days = [it.moved_to.first if it.moved_to else it.on for it in event.dates]
    return min(max(days), window.year)


def _spans(told: Iterable[tuple[Span, bool]]) -> tuple[Span, ...]:
    """What takes place."""
    return tuple(span for span, is_off in told if not is_off)


def _times(ours: tuple[Span, ...], theirs: tuple[Span, ...]) -> Iterator[Change]:
    here = [span for span in ours if span not in theirs]
    there = [span for span in theirs if span not in ours]
    if here or there:
        yield Change("Zeit", _listed(here), _listed(there))


def _listed(spans: list[Span]) -> str:
    shown = [span_words(span) for span in spans[:_SHOWN]]
    more = [f"{len(spans) - _SHOWN} weitere"] if len(spans) > _SHOWN else []
    return "; ".join((*shown, *more)) or _NONE
