"""Series -> the keys of a record that say when it takes place, measured by its dates.

First the record is tried with a rule in editors' words, then with single dates. Whichever says
exactly what the calendar says is taken; what neither can say is left out with a reason.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from pydantic import ValidationError

from sitegen.dates import date_de
from sitegen.importers.expansion import Instance, Span, day_of, instances, last_of, rule_words
from sitegen.importers.ics import Entry, LeftOutError, Series, When
from sitegen.importers.places import Venues, place_of
from sitegen.importers.rhythm import rhythm_of
from sitegen.importers.wording import cut, without_addresses, words_of
from sitegen.models.event import Event
from sitegen.rhythms import Rhythm
from sitegen.schedules import timetable_of
from sitegen.timetable import Occurrence, occurrences

Plain: TypeAlias = "str | Sequence[Plain] | Mapping[str, Plain]"
Keys: TypeAlias = Mapping[str, Plain]
Told: TypeAlias = tuple[tuple[Span, bool], ...]
"""Begin and end of every date, and whether it is cancelled; then only its day counts."""

OVER = "kein kommender Termin"
MOST_DATES = 50
AHEAD = 365
_YEARS = 3
_YEARS_OF_YEARLY = 14
_DAY = timedelta(days=1)
_LABEL = 90
_STAND_IN: Keys = {
    "titel": "…",
    "kurz": "…",
    "pflege": {"quellen": [{"art": "sonstiges", "titel": "…"}]},
}


@dataclass(frozen=True, slots=True)
class Schedule:
    """The keys in the order of the model, and what an editor has to know about them."""

    keys: Keys
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """From which day on dates count, and the last day somebody wants, if they do."""

    today: date
    until: date | None = None

    def up_to(self, day: date) -> date:
        """That day, or the last wanted one if it is earlier."""
        return min(day, self.until or day)

    @property
    def year(self) -> date:
        """The last day of single dates."""
        return self.up_to(self.today + timedelta(days=AHEAD))


def schedule_of(series: Series, window: Window, venues: Venues) -> Schedule:
    """When it takes place; raises `LeftOutError` for what is over, or cannot be said exactly."""
    entry = series.head
    coming = _coming(series, window)
    _need_dates(series, coming, window)
    if not (entry.rules or entry.also or series.changes):
        return _proven(Schedule(_moments(coming[0])), coming, coming[0].day, coming[0].last_day)
    if any(_is_long(it) for it in coming):
        raise LeftOutError("Die Termine der Reihe dauern länger als einen Tag; bitte einzeln.")
    return _by_rule(series, coming, window, venues) or _by_dates(series, coming, window, venues)


def told_by(event: Event, since: date, until: date) -> Told:
    """The dates of a record; a holiday that puts one in doubt is the editor's matter."""
    found = occurrences(timetable_of(event, None), since, until)
    return tuple(sorted(set(map(_as_told, found)), key=_by_start))


def as_told(given: Iterable[Instance]) -> Told:
    """The dates of a calendar in the same form."""
    return tuple(sorted(set(map(_as_given, given)), key=_by_start))


def _as_given(it: Instance) -> tuple[Span, bool]:
    return ((it.day, None), True) if it.entry.is_cancelled else (it.span, False)


def _as_told(it: Occurrence) -> tuple[Span, bool]:
    if it.state == "entfaellt":
        return (it.day, None), True
    if it.start is None:
        return (it.day, it.last_day), False
    begin = datetime.combine(it.day, it.start)
    end = None if it.end is None else datetime.combine(it.last_day, it.end)
    if end is not None and end <= begin:
        end += _DAY
    return (begin, end), False


def _by_start(told: tuple[Span, bool]) -> tuple[str, str]:
    (begin, end), _ = told
    return str(begin), str(end)


def _horizon(series: Series, today: date) -> date:
    """How far ahead the dates of a rule are compared: its exceptions repeat within that time."""
    is_yearly = any(rule["FREQ"][0] == "YEARLY" for rule in series.head.rules if "FREQ" in rule)
    years = _YEARS_OF_YEARLY if is_yearly else _YEARS
    if not series.head.rules:
        return date(2199, 12, 31)
    return today + timedelta(days=366 * years)


def _coming(series: Series, window: Window) -> tuple[Instance, ...]:
    """Its dates from today on; what takes place once and lasts may have begun."""
    found = instances(series, window.today, window.up_to(_horizon(series, window.today)))
    is_one = len(found) == 1 and not series.head.rules
    return tuple(it for it in found if (it.last_day if is_one else it.day) >= window.today)


def _need_dates(series: Series, coming: Sequence[Instance], window: Window) -> None:
    begin = series.head.start
    if window.until and begin and day_of(begin) > window.until:
        raise LeftOutError(f"beginnt nach dem {date_de(window.until)}")
    if not coming:
        raise LeftOutError(OVER)
    if all(it.entry.is_cancelled for it in coming):
        raise LeftOutError("ist im Kalender abgesagt")


def _is_long(it: Instance) -> bool:
    if not isinstance(it.begin, datetime):
        return it.last_day > it.day
    return isinstance(it.end, datetime) and it.end - it.begin >= _DAY


def _moments(it: Instance) -> dict[str, Plain]:
    """`beginn` and `ende`; one whole day needs no end."""
    has_end = it.end is not None and (isinstance(it.end, datetime) or it.end > it.begin)
    moments: dict[str, Plain] = {"beginn": _moment(it.begin)}
    return moments | ({"ende": _moment(it.end)} if has_end else {})


def _moment(moment: When | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else str(moment)


# --- a rule --------------------------------------------------------------------------------


def _by_rule(
    series: Series, coming: tuple[Instance, ...], window: Window, venues: Venues
) -> Schedule | None:
    """The series as a rule with its exceptions; None if no words say it exactly."""
    entry = series.master
    if entry is None or len(entry.rules) != 1 or entry.start is None:
        return None
    alone = replace(entry, rules=(), without=(), also=())
    (first,) = instances(Series(series.uid, alone, ()), window.today, date.max)
    rhythm = rhythm_of(entry.rules[0], first.day)
    if rhythm is None:
        return None
    last = last_of(entry)
    until = window.up_to(last) if last else window.until
    horizon = window.up_to(_horizon(series, window.today))
    begin = next(rhythm.days(first.day, first.day, first.day + timedelta(days=366 * 12)), None)
    if begin is None:
        return None
    rule = _Rule(rhythm, _moved_to(first, begin), until, horizon)
    keys = _rule_keys(series, rule, coming, window, venues)
    if keys is None or not _is_true(keys, coming, window.today, horizon):
        return None
    return Schedule(keys, _end_notes(entry, rhythm, window))


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rhythm with its first date, and until when it is compared."""

    rhythm: Rhythm
    first: Instance
    until: date | None
    horizon: date

    def days(self, since: date) -> frozenset[date]:
        end = min(self.horizon, self.until or self.horizon)
        return frozenset(self.rhythm.days(self.first.day, max(since, self.first.day), end))

    def gives(self, moment: When) -> bool:
        """Whether a date of the rule begins at that moment, the day aside."""
        return _clock(moment) == _clock(self.first.begin)


def _rule_keys(
    series: Series,
    rule: _Rule,
    coming: tuple[Instance, ...],
    window: Window,
    venues: Venues,
) -> Keys | None:
    given = rule.days(min([window.today, *(day_of(it.regular) for it in coming)]))
    usual = [it for it in coming if day_of(it.regular) in given and rule.gives(it.regular)]
    extra = [replace(it, regular=it.begin) for it in coming if it not in usual]
    held = {day_of(it.regular) for it in usual}
    without = sorted(day for day in given if day not in held and day >= window.today)
    entry = series.head
    # Days that the calendar neither adds nor takes away speak of another rhythm.
    if len(extra) > len(entry.also) + len(series.changes) + 1 or len(without) > len(entry.without):
        return None
    rows = [_row(it, rule.first, series, venues) for it in usual]
    rows += [_row(it, _at(rule.first, it), series, venues) for it in extra]
    recurrence: dict[str, Plain] = {"regel": rule.rhythm.words}
    if rule.until:
        recurrence["bis"] = rule.until.isoformat()
    if without:
        recurrence["ausser"] = [day.isoformat() for day in without]
    if extra:
        moments = ((it.day if rule.gives(it.begin) else it.begin) for it in extra)
        recurrence["zusaetzlich"] = [_moment(moment) for moment in moments]
    rows = [row for row in rows if len(row) > 1]
    keys = {**_moments(rule.first), "wiederholung": recurrence}
    return keys | ({"termine": rows} if rows else {})


def _at(first: Instance, it: Instance) -> Instance:
    """A date as long as the first one that begins with `it`."""
    begin, end = first.begin, first.end
    if not (isinstance(begin, datetime) and isinstance(end, datetime)):
        return replace(first, begin=it.begin)
    closing = it.begin + (end - begin) if isinstance(it.begin, datetime) else None
    return replace(first, begin=it.begin, end=closing)


def _moved_to(first: Instance, day: date) -> Instance:
    """The first date on the first day that the rule itself gives."""
    step = day - first.day
    end = None if first.end is None else first.end + step
    return replace(first, begin=first.begin + step, end=end, regular=first.regular + step)


def _end_notes(entry: Entry, rhythm: Rhythm, window: Window) -> tuple[str, ...]:
    (rule,) = entry.rules
    end = rule.get("UNTIL", [None])[0]
    if isinstance(entry.start, datetime) and end is not None and not isinstance(end, datetime):
        on = next(rhythm.days(day_of(entry.start), end, end), None)
        if on and (not window.until or on <= window.until):
            return (f"Ob der {date_de(on)} noch zur Reihe gehört, sagt der Kalender nicht.",)
    if end is None and "COUNT" not in rule and not window.until:
        return ("Die Reihe hat kein Ende; fragen Sie, wie lange sie gilt.",)
    return ()


# --- single dates --------------------------------------------------------------------------


def _by_dates(
    series: Series, coming: tuple[Instance, ...], window: Window, venues: Venues
) -> Schedule:
    """The next dates one by one, at most `MOST_DATES` within a year."""
    near = {_as_given(it): it for it in coming if it.day <= window.year}
    if not near:
        raise LeftOutError("In den nächsten zwölf Monaten ist kein Termin.")
    kept = tuple(near.values())[:MOST_DATES]
    base = next((it for it in kept if not it.entry.is_cancelled), kept[0])
    rows = [
        {
            "am": it.day.isoformat(),
            **_differences(it, base),
            **_told_apart(it, series, venues),
        }
        for it in kept
    ]
    notes = tuple(_cut_notes(series, kept, coming))
    keys = {**_moments(base), "termine": rows}
    return _proven(Schedule(keys, notes), kept, window.today, kept[-1].day)


def _cut_notes(
    series: Series, kept: Sequence[Instance], coming: Sequence[Instance]
) -> Iterator[str]:
    until = date_de(kept[-1].day)
    for rule in series.head.rules[:1]:
        yield (
            f"Die Wiederholung {rule_words(rule)} lässt sich nicht in Worten sagen; "
            f"übernommen sind die Termine bis {until}."
        )
    if len(kept) < len(coming) and not series.head.rules:
        yield f"Übernommen sind die Termine bis {until}."


def _row(it: Instance, first: Instance, series: Series, venues: Venues) -> dict[str, Plain]:
    """A date and what is special about it."""
    day = day_of(it.regular)
    row: dict[str, Plain] = {"am": day.isoformat()}
    if it.entry.is_cancelled:
        return row | {"abgesagt": "ja"}
    row |= _differences(it, first)
    if it.day != day:
        clock = f" {row.pop('von')}" if "von" in row else ""
        row = {"am": day.isoformat(), "verlegt_auf": f"{it.day.isoformat()}{clock}"} | row
    return row | _told_apart(it, series, venues)


def _differences(it: Instance, base: Instance) -> dict[str, Plain]:
    """Another begin or end on the clock."""
    if it.entry.is_cancelled or not isinstance(it.begin, datetime):
        return {}
    begins, ends = (it.begin.time(), _clock(base.begin)), (_clock(it.end), _clock(base.end))
    row: dict[str, Plain] = {}
    if begins[0] != begins[1]:
        row["von"] = f"{begins[0]:%H:%M}"
    if ends[0] and (row or ends[0] != ends[1]):
        row["bis"] = f"{ends[0]:%H:%M}"
    return row


def _clock(moment: When | None) -> time | None:
    return moment.time() if isinstance(moment, datetime) else None


def _told_apart(it: Instance, series: Series, venues: Venues) -> dict[str, Plain]:
    """Another place or topic than that of the series."""
    head, entry = series.head, it.entry
    if entry.is_cancelled:
        return {"abgesagt": "ja"}
    row: dict[str, Plain] = {}
    if entry.is_private:
        return row
    if entry.place.strip() and entry.place != head.place:
        place = place_of(entry.place, venues)
        row |= {"ort_text": "online"} if place.is_online else place.keys()
    topic = words_of(without_addresses(entry.title), entry.people).text
    if topic and entry.title != head.title:
        row["thema"] = cut(topic, _LABEL)
    return row


# --- the proof -----------------------------------------------------------------------------


def _proven(schedule: Schedule, wanted: Sequence[Instance], since: date, until: date) -> Schedule:
    if not _is_true(schedule.keys, wanted, since, until):
        raise LeftOutError("Die Zeiten lassen sich in einem Eintrag nicht genau sagen.")
    return schedule


def _is_true(keys: Keys, wanted: Iterable[Instance], since: date, until: date) -> bool:
    """Whether the dates that come of the keys are exactly the wanted ones."""
    try:
        event = Event.model_validate({**_STAND_IN, **keys})
    except ValidationError:
        return False
    return told_by(event, since, until) == as_told(wanted)
