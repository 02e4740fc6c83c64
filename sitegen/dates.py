"""Dates and times in German, and the few rules of the calendar that several floors share.

What comes in are dates, times and texts; what leaves are the words visitors read, or dates.
Pure: no clock, no locale, no configuration, so that the same day gives the same words on
every machine.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")

ZONE = ZoneInfo("Europe/Berlin")
_MORNING_ENDS = time(6)


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as exactly as it is known: a year, a month, a day or a minute.

    `month` and `day` are None where they are unknown, `clock` where only the day is known.
    """

    year: int
    month: int | None = None
    day: int | None = None
    clock: time | None = None

    @property
    def first(self) -> date:
        """The earliest day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        """As machines and editors write it: `2026`, `2026-03`, `2026-03-01`, `2026-03-01 18:30`."""
        if self.month is None:
            return f"{self.year}"
        if self.day is None:
            return f"{self.year}-{self.month:02d}"
        day = self.first.isoformat()
        return f"{day} {self.clock:%H:%M}" if self.clock else day


def is_reversed(begin: Moment, end: Moment) -> bool:
    """Whether something would be over before it begins, whatever day the two can mean."""
    if begin.clock and end.clock and begin.first == end.first:
        return end.clock <= begin.clock
    return end.last < begin.first


def moment_de(moment: Moment) -> str:
    """`2026`, `März 2026`, `1. März 2026`: the day without its time."""
    if moment.month is None:
        return str(moment.year)
    return month_de(moment.first) if moment.day is None else date_de(moment.first)


def span_de(begin: Moment, end: Moment | None) -> str:
    """`21. bis 23. Juni 2023`, `15. Dezember 2025 bis 15. Januar 2026`; times stand elsewhere."""
    until = moment_de(end) if end else ""
    since = moment_de(begin)
    if not end or since == until:
        return since
    if begin.year == end.year and begin.day and end.day:
        is_month = begin.month == end.month
        since = f"{begin.day}." if is_month else since.removesuffix(f" {begin.year}")
    elif begin.year == end.year and begin.month and end.month:
        since = since.removesuffix(f" {begin.year}")
    return f"{since} bis {until}"


def date_de(day: date) -> str:
    """`1. März 2026`."""
    return f"{day.day}. {month_de(day)}"


def exact_de(moment: Moment) -> str:
    """`16. März 2026, 12 Uhr`: the day, and its time where that is known."""
    return f"{moment_de(moment)}, {_hours(moment.clock)} Uhr" if moment.clock else moment_de(moment)


def day_de(day: date) -> str:
    """`Sonntag, 1. März 2026`."""
    return f"{WEEKDAYS[day.weekday()]}, {date_de(day)}"


def month_de(day: date) -> str:
    """`März 2026`, where only the month is known."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def time_range_de(start: time | None, end: time | None) -> str:
    """`14–17 Uhr`, `ab 14 Uhr`, `bis 17 Uhr`; empty when neither is known.

    Midnight as the end is the end of that day: `20–24 Uhr`. What ends no later than it begins
    ends on the next day: `22 Uhr bis 2 Uhr am nächsten Morgen`, `18 Uhr bis 14 Uhr am nächsten
    Tag`.
    """
    until = "24" if end == time(0) else "" if end is None else _hours(end)
    if start is None:
        return f"bis {until} Uhr" if until else ""
    if end and time(0) < end <= start:
        next_one = "Morgen" if end <= _MORNING_ENDS else "Tag"
        return f"{_hours(start)} Uhr bis {until} Uhr am nächsten {next_one}"
    return f"{_hours(start)}–{until} Uhr" if until else f"ab {_hours(start)} Uhr"


def _hours(clock: time) -> str:
    return f"{clock.hour}:{clock.minute:02d}" if clock.minute else str(clock.hour)


def parse_today(text: str) -> date | None:
    """The build date as given on the command line, `2026-11-22` and nothing else."""
    if not re.fullmatch(r"(19|20|21)\d{2}-\d{2}-\d{2}", text, re.ASCII):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def berlin_today(now: datetime) -> date:
    """The day it is in Germany at that moment; `now` must know its time zone."""
    if now.tzinfo is None:
        raise ValueError("a moment without time zone has no day")
    return now.astimezone(ZONE).date()


def instant(day: date, clock: time | None = None) -> str:
    """That moment in Germany with its offset, `2026-03-01T18:30:00+01:00`, for any time zone.

    Without a time it is the midnight after the day. Of a time that exists twice, or not at all,
    it is the later reading: nobody shall be told too early that something is over.
    """
    midnight = datetime.combine(day, time()) + timedelta(days=1)
    wanted = midnight if clock is None else datetime.combine(day, clock)
    read = (wanted.replace(tzinfo=ZONE, fold=fold).astimezone(UTC) for fold in (0, 1))
    return max(read).astimezone(ZONE).isoformat()


def first_instant(day: date, clock: time) -> str:
    """That moment like `instant`, but of a time that exists twice the first: nobody comes late."""
    return datetime.combine(day, clock, ZONE).astimezone(UTC).astimezone(ZONE).isoformat()


def months_before(day: date, months: int) -> date:
    """The same day `months` earlier, or the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_older_than(evidence: date | int | None, months: int, today: date) -> bool:
    """Whether evidence lies more than `months` back, as seen on `today`.

    A year counts from its 1 January, its earliest day, and undated evidence as older: a
    visitor must not be sent to a time that may no longer hold.
    """
    if evidence is None:
        return True
    since = evidence if isinstance(evidence, date) else date(evidence, 1, 1)
    return since < months_before(today, months)
