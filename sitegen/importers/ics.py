"""Bytes of an iCalendar file (RFC 5545) -> Calendar: its events, nothing interpreted yet.

The file comes from somebody else and may be broken or hostile: it is bounded before anything
parses it, nothing is fetched, and whom it names as organiser or guest is read only so that
their names can be left out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from quopri import decodestring
from typing import Any, TypeAlias

from sitegen.diagnostics import Findings, Location, diagnose

When: TypeAlias = date | datetime

MAX_BYTES = 2_000_000
MAX_COMPONENTS = 5_000
MAX_RULES = 500
_EACH_LINE = re.MULTILINE | re.IGNORECASE
_ZONE_BLOCK = re.compile(r"^BEGIN:VTIMEZONE\s*$.*?^END:VTIMEZONE\s*$", _EACH_LINE | re.DOTALL)
_SLOW_RULE = re.compile(r"FREQ=(?!YEARLY)", re.IGNORECASE)
_TIMES = ("DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID", "EXRULE")
_HIDDEN = frozenset(["PRIVATE", "CONFIDENTIAL"])


class LeftOutError(Exception):
    """One event cannot be taken over; carries the reason for an editor."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One VEVENT as written; times as their calendar means them, floating ones without zone.

    `end` is exclusive for days. `instead_of` says which date of a series this one replaces.
    `people` are names of persons. `faults` are properties that could not be read.
    """

    uid: str
    title: str
    text: str
    place: str
    web: str
    start: When | None
    end: When | None
    rules: tuple[Mapping[str, Sequence[Any]], ...] = ()
    without: tuple[When, ...] = ()
    also: tuple[When, ...] = ()
    instead_of: When | None = None
    is_from_here_on: bool = False
    status: str = ""
    is_private: bool = False
    version: int = 0
    people: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.status == "CANCELLED"


@dataclass(frozen=True, slots=True)
class Series:
    """All entries of one uid: the `master`, and what differs on some of its dates."""

    uid: str
    master: Entry | None
    changes: tuple[Entry, ...]

    @property
    def head(self) -> Entry:
        """The entry that says what it is about."""
        return self.master or self.changes[0]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar's own name, empty if it has none, and its events in the order written."""

    name: str
    series: tuple[Series, ...]


def read_calendar(path: str, data: bytes) -> tuple[Calendar | None, Findings]:
    """The calendar, or what is wrong with the file as a whole."""
    place = Location(path)
    if len(data) > MAX_BYTES:
        return None, (diagnose("kalender-zu-gross", place, grenze="2 Megabyte"),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, (diagnose("kodierung-nicht-utf8", Location(path, line, 1)),)
    if len(re.findall(r"^BEGIN:", text, _EACH_LINE)) > MAX_COMPONENTS:
        limit = f"{MAX_COMPONENTS} Einträge"
        return None, (diagnose("kalender-zu-gross", place, grenze=limit),)
    if any(_SLOW_RULE.search(_unfolded(block)) for block in _ZONE_BLOCK.findall(text)):
        return None, (diagnose("kalender-nicht-lesbar", place),)
    components = _parsed(text)
    if components is None:
        return None, (diagnose("kalender-nicht-lesbar", place),)
    return _calendar(components, place)


def _unfolded(text: str) -> str:
    return re.sub(r"\r?\n[ \t]", "", text)


def _parsed(text: str) -> list[Any] | None:
    """The components of the library; None unless all of it is whole calendars."""
    from icalendar import Calendar as Parser

    begins, ends = (re.findall(rf"^{it}:", text, _EACH_LINE) for it in ("BEGIN", "END"))
    try:
        found = Parser.from_ical(text, multiple=True)
    except Exception:  # noqa: BLE001 - whatever a foreign file does to its reader, it is broken
        return None
    is_whole = bool(found) and len(begins) == len(ends)
    return found if is_whole and all(it.name == "VCALENDAR" for it in found) else None


def _calendar(components: list[Any], place: Location) -> tuple[Calendar | None, Findings]:
    names = (_text(it, name) for it in components for name in ("X-WR-CALNAME", "NAME"))
    events = [event for it in components for event in it.walk("VEVENT")]
    if not events:
        return None, (diagnose("kalender-ohne-termine", place),)
    if sum(bool(_all(event, "RRULE")) for event in events) > MAX_RULES:
        return None, (diagnose("kalender-zu-gross", place, grenze=f"{MAX_RULES} Reihen"),)
    zone = next((zone for event in events if (zone := _strange_zone(event))), None)
    if zone:
        return None, (diagnose("kalender-zeitzone", place, zone=zone),)
    entries = [_entry(event) for event in events]
    return Calendar(next(filter(None, names), ""), tuple(_grouped(entries))), ()


def _strange_zone(event: Any) -> str | None:
    """A zone that is named and means nothing, so that the time floats."""
    for name in ("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"):
        for value in _all(event, name):
            zone = getattr(value, "params", {}).get("TZID")
            floats = (it for it in _whens(value) if isinstance(it, datetime) and not it.tzinfo)
            if zone and next(floats, None):
                return str(zone)
    return None


def _grouped(entries: Iterable[Entry]) -> Iterator[Series]:
    """Entries of one uid belong together; of two versions the newer counts."""
    groups: dict[str, dict[str, Entry]] = {}
    for number, entry in enumerate(entries):
        group = groups.setdefault(entry.uid or f"\0{number}", {})
        key = str(entry.instead_of or "")
        if key not in group or group[key].version <= entry.version:
            group[key] = entry
    for group in groups.values():
        changes = tuple(entry for key, entry in group.items() if key)
        master = group.get("")
        yield Series((master or changes[0]).uid, master, changes)


def _entry(event: Any) -> Entry:
    start = _one(event, "DTSTART")
    replaced = next(iter(_all(event, "RECURRENCE-ID")), None)
    broken = {name for name, _ in event.errors if name in _TIMES} | _unknown(event)
    try:
        end = _end(event, start)
    except (TypeError, ValueError, OverflowError):
        end, broken = None, {*broken, "DTEND"}
    return Entry(
        uid=_text(event, "UID").strip(),
        title=_text(event, "SUMMARY"),
        text=_text(event, "DESCRIPTION"),
        place=_text(event, "LOCATION"),
        web=_text(event, "URL").strip(),
        start=start,
        end=end,
        rules=tuple(dict(rule) for rule in _all(event, "RRULE") if isinstance(rule, Mapping)),
        without=tuple(it for value in _all(event, "EXDATE") for it in _whens(value)),
        also=tuple(it for value in _all(event, "RDATE") for it in _whens(value)),
        instead_of=_one(event, "RECURRENCE-ID"),
        is_from_here_on="RANGE" in getattr(replaced, "params", {}),
        status=_text(event, "STATUS").strip().upper(),
        is_private=_text(event, "CLASS").strip().upper() in _HIDDEN,
        version=_version(event),
        people=tuple(_people(event)),
        faults=tuple(sorted(broken)),
    )


def _unknown(event: Any) -> set[str]:
    """What has no words here: rules of exceptions, additional dates with lengths of their own."""
    items = (item for value in _all(event, "RDATE") for item in getattr(value, "dts", []))
    periods = {"RDATE" for item in items if isinstance(item.dt, tuple)}
    return periods | {"EXRULE" for _ in _all(event, "EXRULE")}


def _end(event: Any, start: When | None) -> When | None:
    """The end as written, or after the duration; None where there is none."""
    end = _one(event, "DTEND")
    if end is not None or start is None:
        return end
    duration = next((it.dt for it in _all(event, "DURATION") if not _is_broken(it)), None)
    return start + duration if isinstance(duration, timedelta) else None


def _version(event: Any) -> int:
    found = next(iter(_all(event, "SEQUENCE")), 0)
    return found if isinstance(found, int) else 0


def _people(event: Any) -> Iterator[str]:
    """Names of persons that the calendar gives with their addresses."""
    for name in ("ORGANIZER", "ATTENDEE"):
        for value in _all(event, name):
            person = str(getattr(value, "params", {}).get("CN", "")).strip("\"' ")
            if person and "@" not in person:
                yield person


def _all(event: Any, name: str) -> list[Any]:
    """All values of a property, also of one that may stand only once."""
    found = event.get(name)
    return [] if found is None else found if isinstance(found, list) else [found]


def _is_broken(value: Any) -> bool:
    return type(value).__name__ == "vBroken"


def _one(event: Any, name: str) -> When | None:
    """The time of a property that stands once."""
    values = [value for value in _all(event, name) if not _is_broken(value)]
    return next((it for value in values for it in _whens(value)), None)


def _whens(value: Any) -> Iterator[When]:
    """The times in a property."""
    if _is_broken(value):
        return
    for item in getattr(value, "dts", [value]):
        found = getattr(item, "dt", None)
        if isinstance(found, date):
            yield found


def _text(event: Any, name: str) -> str:
    """The words of a property, with the line breaks and letters that its author meant."""
    value = next((it for it in _all(event, name) if not _is_broken(it)), "")
    text = str(value)
    coding = getattr(value, "params", {}).get("ENCODING", "")
    if str(coding).upper() == "QUOTED-PRINTABLE":
        text = decodestring(text.encode()).decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
