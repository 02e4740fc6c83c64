"""Dates of offers and events -> calendar files (RFC 5545), the same bytes for the same content.

The stamps are those of the last check or change, never of the build. Germany's clocks are
written as every calendar program knows them, and properties in the order in which most do.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TypeAlias
from urllib.parse import urlsplit

from sitegen.calendars.entries import Entry, Rule, entries, span
from sitegen.calendars.lines import line, point, points, text
from sitegen.calendars.words import page_url, said
from sitegen.dates import ZONE
from sitegen.models import Record
from sitegen.models.event import Event
from sitegen.models.offer import Offer
from sitegen.models.times import Date, TimeException
from sitegen.site import Site
from sitegen.timetable import Occurrence
from sitegen.views.page import Frame

_EPOCH = date(2000, 1, 1)
# What calls off more has the higher rank; together with the most that entries say, 999.
_RANKS = {"geplant": 0, "bestaetigt": 1, "ausgebucht": 1, "verschoben": 2, "abgesagt": 3}
_MOST = 996
# More than an entry can say otherwise: another day, other hours and another place.
_OFF = 4
# The parts of a rule in the order of RFC 5545, 3.3.10.
_PARTS = ("FREQ", "UNTIL", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "WKST")

AnyDated: TypeAlias = "Record[Offer] | Record[Event]"

_BEGIN = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Gemeinsam sitegen//DE
CALSCALE:GREGORIAN
""".replace(b"\n", b"\r\n")
_GERMANY = b"""BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
""".replace(b"\n", b"\r\n")


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar to write: its name, its own address and that of its page, and its components."""

    name: str
    url: str
    page: str
    dates: tuple[bytes, ...]


def written(calendar: Calendar) -> bytes:
    """The file: lines of at most 75 bytes that end in CR LF."""
    name = text(calendar.name)
    return b"".join(
        (
            _BEGIN,
            line("NAME", name),
            line("X-WR-CALNAME", name),
            line("REFRESH-INTERVAL;VALUE=DURATION", "P1D"),
            line("SOURCE;VALUE=URI", calendar.url),
            line("URL", calendar.page),
            line("X-PUBLISHED-TTL", "P1D"),
            _GERMANY,
            *calendar.dates,
            b"END:VCALENDAR\r\n",
        )
    )


def dates_of(record: AnyDated, site: Site, frame: Frame) -> bytes:
    """All that calendars say about a verified offer or event, as they say it."""
    table = site.timetables[record.type_name, record.id]
    found = entries(record, table, site.today)
    return b"".join(part for it in found for part in _event(record, it, site, frame))


def _event(record: AnyDated, entry: Entry, site: Site, frame: Frame) -> Iterator[bytes]:
    words = said(record, entry.shown, site, frame)
    start, end = span(entry.shown)
    told_on = record.content.care.told_on(site.today)
    assert told_on is not None, "nothing else is verified"
    yield b"BEGIN:VEVENT\r\n"
    yield line("SUMMARY", text(words.title))
    yield points("DTSTART", [start])
    if end is not None:
        yield points("DTEND", [end])
    yield points("DTSTAMP", [_noon(told_on)])
    yield line("UID", text(_uid(record, entry.name, frame)))
    if entry.replaces:
        yield points("RECURRENCE-ID", [span(entry.replaces)[0]])
    yield line("SEQUENCE", str(sequence(record.content, told_on)))
    if entry.rule:
        yield from _repeated(entry.rule, entry.shown)
    yield line("DESCRIPTION", text(words.text))
    yield points("LAST-MODIFIED", [_noon(told_on)])
    if words.place:
        yield line("LOCATION", text(words.place))
    yield line("STATUS", words.status)
    yield line("TRANSP", "TRANSPARENT")  # nobody is busy because a café is open
    yield line("URL", page_url(record, site, frame))
    yield b"END:VEVENT\r\n"


def _repeated(rule: Rule, first: Occurrence) -> Iterator[bytes]:
    def moment(day: date) -> date:
        return datetime.combine(day, first.start, ZONE) if first.start else day

    last = moment(rule.until)
    until = last.astimezone(UTC) if isinstance(last, datetime) else last
    parts = {**rule.rhythm.rrule(), "UNTIL": point(until)}
    yield line("RRULE", ";".join(f"{it}={_value(parts[it])}" for it in _PARTS if it in parts))
    if rule.without:
        yield points("EXDATE", [moment(day) for day in rule.without])


def _value(part: object) -> str:
    return ",".join(part) if isinstance(part, list) else str(part)


def _uid(record: AnyDated, name: str, frame: Frame) -> str:
    """It stays when the record is renamed, or gets more rules, parts and dates behind the others.

    Rules and parts count from the first: without it the others take over its name and the next.
    Programs then show right dates under other ids, which only somebody's own notes can tell.
    """
    first_id = next(iter(record.content.former_ids), record.id)
    return f"{record.type_name}-{first_id}-{name}@{urlsplit(frame.base_url).hostname}"


def sequence(content: Offer | Event, told_on: date) -> int:
    """A number that grows with each later check or `geaendert_am`, and with all that is off.

    Calling off the whole or a date raises it, also one that was moved before, and so does a date
    that is moved, elsewhere or at other hours, until they are hundreds. It cannot see one such
    day or place follow another, or another `beginn`: that takes `geaendert_am`. It may fall when
    an entry about a past date goes, and stays when a year ends and `UNTIL` moves on; no date that
    somebody waits for differs then.
    """
    state = _RANKS[content.state] if isinstance(content, Event) else 0
    return (told_on - _EPOCH).days * 1000 + min(_differences(content), _MOST) + state


def _differences(content: Offer | Event) -> int:
    """How much entries say against what the rules give: days off, other days, hours and places."""
    if isinstance(content, Offer):
        return sum(map(_weight, content.times.exceptions)) if content.times else 0
    without = content.recurrence.without if content.recurrence else []
    parts = [it for it in content.sessions if it.cancelled == "ja"]
    return _OFF * len([*without, *parts]) + sum(map(_weight, content.dates))


def _weight(it: Date | TimeException) -> int:
    is_off = (it.closed if isinstance(it, TimeException) else it.cancelled) == "ja"
    is_moved = isinstance(it, Date) and it.moved_to is not None
    is_at_others = it.start is not None or it.end is not None
    is_elsewhere = bool(it.venues or getattr(it, "venue_text", None))
    return _OFF * is_off + is_moved + is_at_others + is_elsewhere


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
