"""A small reader of iCalendar that knows the rules of RFC 5545 and nothing of our writer.

`faults` names every rule that a file breaks; `components` gives its VEVENTs as they stand there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

_LINE = re.compile(r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=[^;:,\"]+)*):(.*)", re.DOTALL)
_TEXT = re.compile(r"(?:[^\\,;\x00-\x08\x0a-\x1f\x7f]|\\[\\,;nN])*")
_TEXTS = frozenset(["SUMMARY", "DESCRIPTION", "LOCATION", "NAME", "X-WR-CALNAME"])
_UTC = re.compile(r"\d{8}T\d{6}Z")
_LOCAL = re.compile(r"\d{8}T\d{6}")
_DAY = re.compile(r"\d{8}")
_DATES = ("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE")
# What a calendar that is only read may say; nobody is invited, and nothing rings.
_KNOWN = frozenset(
    ["UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "RRULE", "STATUS", "TRANSP", "URL", *_DATES]
) | (_TEXTS - {"NAME", "X-WR-CALNAME"})


@dataclass(frozen=True)
class Property:
    """One line, unfolded: its name, its parameters and its value as written."""

    name: str
    parameters: dict[str, str]
    value: str

    @property
    def kind(self) -> str:
        """Whether a date, a time in UTC or one of a zone, as it says and as it looks."""
        kinds = {(_DAY, "DATE"): "date", (_UTC, ""): "utc", (_LOCAL, ""): "zoned"}
        for value in self.value.split(","):
            found = [
                name
                for (form, said), name in kinds.items()
                if form.fullmatch(value) and self.parameters.get("VALUE", "") == said
            ]
            if not found or ("TZID" in self.parameters) != (found[0] == "zoned"):
                return "wrong"
        return found[0]


@dataclass(frozen=True)
class Component:
    """What stands between BEGIN and END, with what it holds."""

    name: str
    properties: tuple[Property, ...]
    inner: tuple["Component", ...]

    def all(self, name: str) -> list[Property]:
        """The properties of that name."""
        return [it for it in self.properties if it.name == name]

    def get(self, name: str) -> str:
        """The value of the only property of that name; empty where there is none."""
        found = self.all(name)
        return found[0].value if found else ""

    def text(self, name: str) -> str:
        """The same, as people read it."""
        plain = self.get(name).replace("\\n", "\n")
        return re.sub(r"\\([\\,;])", r"\1", plain)


def components(data: bytes) -> tuple[Component, ...]:
    """The VEVENTs of a file, in its order."""
    return tuple(it for it in _read(data).inner if it.name == "VEVENT")


def faults(data: bytes) -> list[str]:
    """Every rule that is broken, in words; empty for a good file."""
    return [*_line_faults(data), *_calendar_faults(_read(data))]


def _line_faults(data: bytes) -> Iterator[str]:
    if not data.endswith(b"\r\n"):
        yield "the last line has no end"
    for line in data.split(b"\r\n"):
        if len(line) > 75:
            yield f"longer than 75 bytes: {line!r}"
        if b"\n" in line or b"\r" in line:
            yield f"a line ends wrongly: {line!r}"
        line.decode("utf-8")  # a folded letter would fail here


def _read(data: bytes) -> Component:
    lines = re.sub("\r\n[ \t]", "", data.decode("utf-8")).split("\r\n")[:-1]
    stack: list[tuple[str, list[Property], list[Component]]] = [("", [], [])]
    for line in lines:
        match = _LINE.fullmatch(line)
        assert match, f"no property: {line!r}"
        name, parameters, value = match.groups()
        if name == "BEGIN":
            stack.append((value, [], []))
        elif name == "END":
            opened, properties, inner = stack.pop()
            assert opened == value, f"{value} ends, {opened} began"
            stack[-1][2].append(Component(opened, tuple(properties), tuple(inner)))
        else:
            pairs = (it.partition("=")[::2] for it in parameters.split(";")[1:])
            stack[-1][1].append(Property(name, dict(pairs), value))
    (root,) = stack
    (calendar,) = root[2]
    assert calendar.name == "VCALENDAR"
    return calendar


def _calendar_faults(calendar: Component) -> Iterator[str]:
    for name in ("PRODID", "VERSION"):
        if len(calendar.all(name)) != 1:
            yield f"{name} is not there once"
    if calendar.get("VERSION") != "2.0" or calendar.all("METHOD"):
        yield "not a calendar to be read"
    for zone in (it for it in calendar.inner if it.name == "VTIMEZONE"):
        for rule, name in product(zone.inner, ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO")):
            if len(rule.all(name)) != 1:
                yield f"{rule.name} has no {name}"
    zones = [it.get("TZID") for it in calendar.inner if it.name == "VTIMEZONE"]
    events = [it for it in calendar.inner if it.name == "VEVENT"]
    ids = [(it.get("UID"), it.get("RECURRENCE-ID")) for it in events]
    if len(set(ids)) != len(ids):
        yield "two components for the same date"
    for event in events:
        yield from _event_faults(event, zones)
    yield from _replaced_faults(events)


def _replaced_faults(events: list[Component]) -> Iterator[str]:
    masters = {it.get("UID"): it for it in events if not it.all("RECURRENCE-ID")}
    for event in events:
        for replaced in event.all("RECURRENCE-ID"):
            master = masters.get(event.get("UID"))
            if not (master and master.all("RRULE")):
                yield f"nothing to replace: {event.get('UID')}"
            elif replaced.kind != master.all("DTSTART")[0].kind:
                yield "RECURRENCE-ID of another kind than DTSTART"


def _event_faults(event: Component, zones: list[str]) -> Iterator[str]:
    for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "STATUS", "SEQUENCE"):
        if len(event.all(name)) != 1:
            yield f"{name} is not there once"
    for it in event.properties:
        if it.name not in _KNOWN or (it.name != "EXDATE" and len(event.all(it.name)) > 1):
            yield f"{it.name} is unknown or there twice"
        if it.name in _TEXTS and not _TEXT.fullmatch(it.value):
            yield f"not escaped: {it.value!r}"
        if it.name in _DATES and it.kind not in {"date", "zoned"}:
            yield f"no date: {it}"
        if "TZID" in it.parameters and it.parameters["TZID"] not in zones:
            yield f"unknown zone: {it}"
    if event.all("DTSTAMP")[0].kind != "utc" or not event.get("SEQUENCE").isdigit():
        yield "DTSTAMP or SEQUENCE is wrong"
    if event.get("STATUS") not in {"CONFIRMED", "TENTATIVE", "CANCELLED"}:
        yield "unknown status"
    yield from _time_faults(event)


def _time_faults(event: Component) -> Iterator[str]:
    start = event.all("DTSTART")[0]
    for end in event.all("DTEND"):
        if end.kind != start.kind or end.value <= start.value:
            yield f"ends before it begins, or otherwise: {end.value}"
    for skipped in event.all("EXDATE"):
        if skipped.kind != start.kind or not event.all("RRULE"):
            yield "EXDATE of another kind than DTSTART, or without a rule"
    for rule in event.all("RRULE"):
        parts = dict(part.split("=") for part in rule.value.split(";"))
        until = parts.get("UNTIL", "")
        form = _UTC if start.kind == "zoned" else _DAY
        if "COUNT" in parts or not form.fullmatch(until):
            yield f"UNTIL is of the wrong kind: {rule.value}"
        if event.all("RECURRENCE-ID"):
            yield "a replaced date comes again"
