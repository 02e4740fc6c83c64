"""Series -> instances: when everything takes place, in German time, as the calendar says it.

This is the truth that a record is measured by: whatever words it uses, the dates that come of
them must be these. A rule is followed in the zone of its own calendar and only then converted,
so that an hour of 17:00 UTC is 18:00 in winter and 19:00 in summer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Any, TypeAlias

from dateutil.rrule import rrule, rrulestr

from sitegen.dates import ZONE
from sitegen.importers.ics import Entry, LeftOutError, Series, When

MOST = 20_000
"""How many dates of one rule are looked at."""
Span: TypeAlias = tuple[When, When | None]

_LAST = datetime(2199, 12, 31)  # noqa: DTZ001 - a day of every zone
_KNOWN = {"YEARLY", "MONTHLY", "WEEKLY", "DAILY"}
_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYMONTH"}
_PARTS |= {"BYSETPOS", "BYWEEKNO", "BYYEARDAY"}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Instance:
    """One date: days, the last one included, or minutes on German clocks without a zone.

    `regular` is what its rule gives where this one stands instead of it; `entry` says so.
    """

    begin: When
    end: When | None
    regular: When
    entry: Entry

    @property
    def day(self) -> date:
        """The day it begins."""
        return day_of(self.begin)

    @property
    def last_day(self) -> date:
        """The day it ends."""
        return self.day if self.end is None else day_of(self.end)

    @property
    def span(self) -> Span:
        """Begin and end, to be compared with others."""
        return self.begin, self.end


def instances(series: Series, since: date, until: date) -> tuple[Instance, ...]:
    """Everything that begins up to and with `until`, in order; raises `LeftOutError`.

    Of what a rule gives only days from `since` on are there, and perhaps a few before.
    """
    for entry in filter(None, (series.master, *series.changes)):
        _need_sense(entry)
    master = series.master
    found = {it.regular: it for it in _regular(master, since, until)} if master else {}
    without = _excluded(master) if master else frozenset()
    for change in series.changes:
        regular = _replaced(change, master)
        regular = _same_day(regular, found) if not isinstance(regular, datetime) else regular
        if regular in without or day_of(regular) in without:
            continue
        own = _instance(change, change.start, change.end)
        # What does not take place stays where people would look for it.
        own = replace(own, begin=regular, end=None) if change.is_cancelled else own
        found[regular] = replace(own, regular=regular)
    kept = (it for it in found.values() if it.day <= until)
    return tuple(sorted(kept, key=lambda it: _order(it.begin)))


def last_of(entry: Entry) -> date | None:
    """The last day on which its one rule may give a date; None for a rule without end."""
    (rule,) = entry.rules
    if "COUNT" in rule:
        starts = list(_of_rule(rule, entry, _LAST.date()))
        return max(day_of(_german(start, _zone(entry))) for start in starts) if starts else None
    if "UNTIL" not in rule:
        return None
    begin = _wall(entry.start, _zone(entry))
    limit = _limit(rule, entry)
    day = limit.date() if limit.time() >= begin.time() else limit.date() - _DAY
    return day if day.year < _LAST.year else None


def in_german_time(moment: When) -> When:
    """Minutes on German clocks; what floats is taken as German, a day stays a day."""
    if not isinstance(moment, datetime):
        return moment
    local = moment.astimezone(ZONE) if moment.tzinfo else moment
    return local.replace(tzinfo=None, second=0, microsecond=0, fold=0)


def day_of(moment: When) -> date:
    """The day of a moment."""
    return moment.date() if isinstance(moment, datetime) else moment


def _order(moment: When) -> datetime:
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time())


def _need_sense(entry: Entry) -> None:
    if entry.faults or entry.start is None:
        raise LeftOutError(f"unlesbar: {', '.join(entry.faults) or 'DTSTART'}")
    if not 1900 < entry.start.year < _LAST.year:
        raise LeftOutError(f"Das Jahr {entry.start.year} kann nicht stimmen.")
    if entry.end is not None and isinstance(entry.end, datetime) != isinstance(
        entry.start, datetime
    ):
        raise LeftOutError("Beginn und Ende sind nicht gleich genau.")
    if entry.is_from_here_on:
        raise LeftOutError(
            "Ab einem Tag ist alles anders. Bitte teilt der Partner die Reihe in zwei, oder Sie "
            "tragen beide ein."
        )


def _regular(entry: Entry, since: date, until: date) -> Iterator[Instance]:
    """The dates of an entry by itself; its start is always one."""
    zone, start = _zone(entry), entry.start
    assert start is not None
    starts = {_wall(start, zone), *(_wall(it, zone) for it in _also(entry))}
    for rule in entry.rules:
        given = _of_rule(rule, entry, until)
        starts.update(wall for wall in given if wall.date() > since - 3 * _DAY)
    length = None if entry.end is None else entry.end - start
    excluded = _excluded(entry)
    for wall in sorted(starts):
        begin: When = wall if isinstance(start, datetime) else wall.date()
        if isinstance(begin, datetime):
            begin = begin.replace(tzinfo=zone)
        found = _instance(entry, begin, None if length is None else begin + length)
        if found.regular not in excluded and wall.date() not in excluded:
            yield found


def _also(entry: Entry) -> Iterator[When]:
    for moment in entry.also:
        if isinstance(entry.start, datetime) and not isinstance(moment, datetime):
            raise LeftOutError("Ein weiterer Tag der Reihe hat keine Uhrzeit.")
        yield moment


def _excluded(entry: Entry) -> frozenset[When]:
    walls = [(_wall(it, _zone(entry)), isinstance(it, datetime)) for it in entry.without]
    if not isinstance(entry.start, datetime):
        return frozenset(wall.date() for wall, _ in walls)
    return frozenset(_german(it, _zone(entry)) if is_exact else it.date() for it, is_exact in walls)


def _instance(entry: Entry, start: When | None, end: When | None) -> Instance:
    assert start is not None
    begin = in_german_time(start)
    closing = None if end is None else in_german_time(end)
    if not isinstance(begin, datetime):
        closing = begin if closing is None else max(begin, closing - _DAY)
    elif closing is not None and _order(closing) <= begin:
        closing = None
    return Instance(begin, closing, begin, entry)


def _replaced(change: Entry, master: Entry | None) -> When:
    """Which date of the rule is meant; a floating one is on the clock of its series."""
    moment = change.instead_of
    assert moment is not None
    zone = _zone(master) if master else None
    if isinstance(moment, datetime) and moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    if isinstance(moment, datetime) and master and not isinstance(master.start, datetime):
        return moment.date()
    return in_german_time(moment)


def _same_day(day: When, found: Iterable[When]) -> When:
    return next((it for it in found if day_of(it) == day), day)


# --- rules ---------------------------------------------------------------------------------


def _zone(entry: Entry) -> tzinfo | None:
    return entry.start.tzinfo if isinstance(entry.start, datetime) else None


def _wall(moment: When | None, zone: tzinfo | None) -> datetime:
    """What a clock in that zone shows; midnight for a day."""
    assert moment is not None
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    local = moment.astimezone(zone or ZONE) if moment.tzinfo else moment
    return local.replace(tzinfo=None, fold=0)


def _german(wall: datetime, zone: tzinfo | None) -> When:
    return in_german_time(wall.replace(tzinfo=zone))


def _of_rule(rule: Mapping[str, Sequence[Any]], entry: Entry, until: date) -> Iterator[datetime]:
    """What the rule gives on the clocks of its zone up to a day and a little more."""
    horizon = datetime.combine(until, time()) + 2 * _DAY
    limit = min(_limit(rule, entry), horizon)
    count = int(rule["COUNT"][0]) if "COUNT" in rule else None
    if count is not None and not 0 < count <= MOST:
        raise LeftOutError(f"Die Wiederholung {rule_words(rule)} hat zu viele Termine.")
    starts = islice(_rrule(rule, entry).replace(until=limit), count)
    for number, start in enumerate(starts):
        if number >= MOST:
            raise LeftOutError(f"Die Wiederholung {rule_words(rule)} hat zu viele Termine.")
        yield start


def _rrule(rule: Mapping[str, Sequence[Any]], entry: Entry) -> rrule:
    parts = {name: value for name, value in rule.items() if name not in {"COUNT", "UNTIL"}}
    interval = int(rule.get("INTERVAL", [1])[0])
    if rule.get("FREQ", [""])[0] not in _KNOWN or rule.keys() - _PARTS or interval < 1:
        raise LeftOutError(f"Die Wiederholung {rule_words(rule)} gibt es hier nicht.")
    try:
        found = rrulestr(_as_written(parts), dtstart=_wall(entry.start, _zone(entry)))
    except (ValueError, TypeError, KeyError):
        raise LeftOutError(f"Die Wiederholung {rule_words(rule)} ist unlesbar.") from None
    assert isinstance(found, rrule)
    return found


def _limit(rule: Mapping[str, Sequence[Any]], entry: Entry) -> datetime:
    """The last moment on the clocks of its zone; midnight of a day that stands without time."""
    if "UNTIL" not in rule:
        return _LAST
    until: When = rule["UNTIL"][0]
    if not isinstance(until, date):
        raise LeftOutError(f"Die Wiederholung {rule_words(rule)} ist unlesbar.")
    return min(_wall(until, _zone(entry)), _LAST)


def rule_words(rule: Mapping[str, Sequence[Any]]) -> str:
    """The rule as the calendar writes it, in quotation marks."""
    return f"„{_as_written(rule)}“"


def _as_written(rule: Mapping[str, Sequence[Any]]) -> str:
    from icalendar import vRecur

    return str(vRecur(dict(rule)).to_ical().decode())  # type: ignore[no-untyped-call]
