"""Dates of offers and events -> calendar files (RFC 5545), the same bytes for the same content.

Times are those of the last check, never of the build. Germany's clocks are written as every
calendar program knows them: the library's own table puts the change of spring an hour late.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from sitegen.calendars.entries import ZONE, Entry, Rule, entries, span
from sitegen.calendars.words import page_url, said
from sitegen.models import Record
from sitegen.models.event import Event
from sitegen.models.offer import Offer
from sitegen.site import Site
from sitegen.timetable import Occurrence
from sitegen.views.page import Frame

if TYPE_CHECKING:
    import icalendar

PRODUCT = "-//Gemeinsam sitegen//DE"
_EPOCH = date(2000, 1, 1)
_MOST_CHANGES = 99
_DAILY = timedelta(days=1)
_END = b"END:VCALENDAR\r\n"

AnyDated: TypeAlias = "Record[Offer] | Record[Event]"

_GERMANY = b"""BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar to write: its name, its own address and that of its page, and its components."""

    name: str
    url: str
    page: str
    dates: tuple[bytes, ...]


def written(calendar: Calendar) -> bytes:
    """The file: lines of at most 75 bytes that end in CR LF."""
    import icalendar

    file = icalendar.Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    for key in ("name", "x-wr-calname"):
        file.add(key, calendar.name)
    file.add("url", calendar.page)
    file.add("source", calendar.url, parameters={"VALUE": "URI"})
    file.add("refresh-interval", _DAILY, parameters={"VALUE": "DURATION"})
    file.add("x-published-ttl", "P1D")
    file.add_component(icalendar.Timezone.from_ical(_GERMANY))
    frame: bytes = file.to_ical()
    return b"".join((frame.removesuffix(_END), *calendar.dates, _END))


def dates_of(record: AnyDated, site: Site, frame: Frame) -> bytes:
    """All that calendars say about a verified offer or event, as they say it."""
    table = site.timetables[record.type_name, record.id]
    found = entries(record, table, site.today)
    return b"".join(_event(record, it, site, frame).to_ical() for it in found)


def _event(record: AnyDated, entry: Entry, site: Site, frame: Frame) -> "icalendar.Event":
    import icalendar

    words = said(record, entry.shown, site, frame)
    start, end = span(entry.shown)
    checked_on = record.content.care.checked_on
    assert checked_on is not None, "nothing else is verified"
    event = icalendar.Event()
    event.add("uid", _uid(record, entry.name, frame))
    event.add("dtstamp", _noon(checked_on))
    event.add("last-modified", _noon(checked_on))
    event.add("sequence", sequence(record.content, checked_on))
    event.add("dtstart", start)
    if end is not None:
        event.add("dtend", end)
    if entry.rule:
        _repeat(event, entry.rule, entry.shown)
    if entry.replaces:
        event.add("recurrence-id", span(entry.replaces)[0])
    event.add("summary", words.title)
    event.add("description", words.text)
    if words.place:
        event.add("location", words.place)
    event.add("status", words.status)
    event.add("transp", "TRANSPARENT")  # nobody is busy because a café is open
    event.add("url", page_url(record, site, frame))
    return event


def _repeat(event: "icalendar.Event", rule: Rule, first: Occurrence) -> None:
    def point(day: date) -> date:
        return datetime.combine(day, first.start, ZONE) if first.start else day

    last = point(rule.until)
    until = last.astimezone(UTC) if isinstance(last, datetime) else last
    event.add("rrule", {**rule.rhythm.rrule(), "UNTIL": until})
    if rule.without:
        event.add("exdate", [point(day) for day in rule.without])


def _uid(record: AnyDated, name: str, frame: Frame) -> str:
    """For good: also when the record is renamed, or gets more rules and dates."""
    first_id = next(iter(record.content.former_ids), record.id)
    return f"{record.type_name}-{first_id}-{name}@{urlsplit(frame.base_url).hostname}"


def sequence(content: Offer | Event, checked_on: date) -> int:
    """A number that grows with each check, and with each change recorded between checks."""
    if isinstance(content, Offer):
        changes = len(content.times.exceptions) if content.times else 0
    else:
        without = content.recurrence.without if content.recurrence else []
        changes = len(content.dates) + len(without) + (content.state != "bestaetigt")
    return (checked_on - _EPOCH).days * 100 + min(changes, _MOST_CHANGES)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
