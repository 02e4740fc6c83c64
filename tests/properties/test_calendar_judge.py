"""A second implementation as judge: what other programs read in our calendars is what we show.

`recurring_ical_events` expands the files and knows nothing of rhythms, holidays or exceptions.
Each of its dates must be one that the site computes, with the same day, hours and state, and the
other way round, from the first day of the calendar to the last that the site looks ahead to.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import recurring_ical_events  # type: ignore[import-untyped]
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from icalendar import Calendar as Read

from sitegen.calendars import Calendar, dates_of, written
from sitegen.calendars.entries import reach
from sitegen.derive import derive
from sitegen.models import Record
from sitegen.models.event import EVENT, Event
from sitegen.models.offer import OFFER, Offer
from sitegen.models.times import Times
from sitegen.pipeline import read
from sitegen.rhythms import LAST, Rhythm, Unit
from sitegen.schedules import timetable_of
from sitegen.site import Site
from sitegen.timetable import Occurrence, Timetable, occurrences
from sitegen.views.frame import frame_of
from sitegen.views.page import Frame
from tests.calendar_rules import faults
from tests.examples import project

ZONE = ZoneInfo("Europe/Berlin")
DAY = timedelta(days=1)
AnyDated: TypeAlias = "Record[Offer] | Record[Event]"
Shown: TypeAlias = tuple[str, str, str]

# Around both changes of the clocks, leap days, ends of years, holidays and Ferien.
EDGES = [
    *("2025-03-29", "2025-03-30", "2025-10-25", "2025-10-26", "2026-03-28", "2026-03-29"),
    *("2024-02-29", "2028-02-29", "2025-12-24", "2025-12-31", "2026-01-01", "2026-05-01"),
    *("2026-07-30", "2026-08-31", "2026-10-24", "2026-10-25", "2027-01-31", "2027-04-05"),
]
DAYS = st.sampled_from([date.fromisoformat(day) for day in EDGES]) | st.dates(
    date(2024, 1, 1), date(2027, 12, 31)
)
# Starts and ends that exist, exist twice and do not exist on some nights; ends of the next day.
HOURS = st.sampled_from(
    [
        *((None, None), (None, "17:00"), ("14:00", None), ("14:00", "17:00"), ("09:15", "09:45")),
        *(("20:00", "00:00"), ("22:00", "02:00"), ("22:00", "02:30"), ("23:30", "06:00")),
        *(("00:00", "01:00"), ("01:30", "02:30"), ("02:00", "03:00"), ("02:30", "04:00")),
        *(("02:50", "03:10"), ("03:00", None), ("02:30", None), ("04:00", "03:59")),
    ]
)
NTHS = st.sets(st.sampled_from([1, 2, 3, 4, LAST]), min_size=1, max_size=2)
MONTH_DAYS = st.sampled_from([1, 13, 28, LAST])


@st.composite
def rhythms(draw: st.DrawFn) -> Rhythm:
    units: list[Unit] = ["woche", "woche", "monat", "monat", "jahr"]
    unit = draw(st.sampled_from(units))
    interval = draw(st.sampled_from([1, 1, 2, 3, 5, 12]))
    few = draw(st.sets(st.integers(0, 6), min_size=1, max_size=3))
    if unit == "woche":
        daily = interval == 1 and draw(st.integers(0, 9)) == 0
        # Whether Sunday and Monday are of one week is a question that editors are asked.
        few -= {6} if interval > 1 and 0 in few else set()
        return Rhythm("woche", interval, tuple(range(7)) if daily else tuple(sorted(few)))
    month = draw(st.integers(1, 12)) if unit == "jahr" else None
    if draw(st.booleans()):
        day = 31 if month in {1, 12} else draw(MONTH_DAYS)
        return Rhythm(unit, interval, day=day, month=month)
    nths = tuple(sorted(draw(NTHS), key=lambda nth: (nth == LAST, nth)))
    return Rhythm(unit, interval, (min(few),), nths, month=month)


@st.composite
def times(draw: st.DrawFn) -> tuple[date, Times]:
    """The day of the check, and when an offer takes place."""
    checked_on = draw(DAYS)
    rules, given_days = [], [checked_on + n * DAY for n in (-1, 0, 3)]
    for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3, 0]))):
        ways = [draw(rhythms()) for _ in range(draw(st.sampled_from([1, 1, 2])))]
        needs_start = any(it.needs_start for it in ways)
        first = draw(DAYS) if needs_start or draw(st.booleans()) else None
        begin = max(first or checked_on, checked_on)
        last = draw(st.sampled_from([None, None, begin, begin + 100 * DAY, begin + 700 * DAY]))
        for it in ways:
            given_days += it.days(first or begin, begin, begin + 300 * DAY)
        rules.append(
            {
                "tage": [it.words for it in ways],
                **hours(draw),
                **free(draw),
                **({"gueltig_ab": first.isoformat()} if first else {}),
                **({"gueltig_bis": last.isoformat()} if last else {}),
            }
        )
    exceptions = [exception(draw, given_days) for _ in range(draw(st.integers(0, 3)))]
    return checked_on, Times.model_validate({"regeln": rules, "ausnahmen": exceptions})


def exception(draw: st.DrawFn, given_days: list[date]) -> dict[str, Any]:
    on = draw(st.sampled_from(given_days) | DAYS)
    last = draw(st.sampled_from([None, None, on + 9 * DAY, on + 40 * DAY]))
    said = {"datum": on.isoformat(), "geschlossen": draw(st.sampled_from(["ja", "nein"]))}
    said |= {"letzter_tag": last.isoformat()} if last else {}
    return {**said, **hours(draw)} if draw(st.booleans()) else said


def hours(draw: st.DrawFn) -> dict[str, Any]:
    start, end = draw(HOURS)
    return {**({"von": start} if start else {}), **({"bis": end} if end else {})}


def free(draw: st.DrawFn) -> dict[str, str]:
    return {
        "feiertage": draw(st.sampled_from(["offen", "zu", "unbekannt"])),
        "ferien": draw(st.sampled_from(["ja", "nein", "nur", "unbekannt"])),
    }


@st.composite
def happenings(draw: st.DrawFn) -> dict[str, Any]:
    """What an event says about its times: one date, several, a rule, or parts."""
    begin = draw(DAYS)
    start, end = draw(HOURS)
    is_long = draw(st.integers(0, 3)) == 0
    state = draw(st.sampled_from(["bestaetigt", "bestaetigt", "geplant", "abgesagt", "verschoben"]))
    said: dict[str, Any] = {"stand": state}
    kind = draw(st.sampled_from(["rule", "rule", "rule", "rule", "dates", "one", "parts"]))
    stage = _stage(begin, start, end, is_long=is_long and kind in {"one", "parts"})
    if kind == "parts":
        other = _stage(draw(DAYS), *draw(HOURS), is_long=False)
        return {**said, "teile": [{"titel": "Eins", **stage}, {"titel": "Zwei", **other}]}
    said |= stage
    if kind == "one":
        return said
    days = [begin + n * DAY for n in (0, 7, 20)]
    if kind == "rule":
        rhythm = draw(rhythms())
        days += [*rhythm.days(begin, begin, begin + 500 * DAY)][:40]
        until = draw(st.none() | st.dates(begin, date(2029, 12, 31)))
        also = [_moment(draw) for _ in range(draw(st.integers(0, 2)))]
        said["wiederholung"] = {
            "regel": rhythm.words,
            **({"bis": until.isoformat()} if until else {}),
            **free(draw),
            "ausser": [it.isoformat() for it in draw(st.lists(st.sampled_from(days), max_size=2))],
            "zusaetzlich": also,
        }
        days += [date.fromisoformat(it[:10]) for it in also]
    chosen = draw(st.lists(st.sampled_from(days) | DAYS, max_size=4, unique=True))
    said["termine"] = [_date(draw, it) for it in chosen]
    return said


def _stage(begin: date, start: str | None, end: str | None, *, is_long: bool) -> dict[str, Any]:
    """Begin and end as editors write them: both with hours, or both without."""
    if start is None:
        last = {"ende": (begin + 2 * DAY).isoformat()} if is_long else {}
        return {"beginn": begin.isoformat(), **last}
    said = {"beginn": f"{begin} {start}"}
    if end is None:
        return said
    last_day = begin + (2 * DAY if is_long else DAY if end <= start else 0 * DAY)
    return {**said, "ende": f"{last_day} {end}"}


def _moment(draw: st.DrawFn) -> str:
    start, _ = draw(HOURS)
    return f"{draw(DAYS)} {start}" if start else draw(DAYS).isoformat()


def _date(draw: st.DrawFn, on: date) -> dict[str, Any]:
    kinds = st.sampled_from(["cancelled", "moved", "retimed", "topic"])
    kind, said = draw(kinds), {"am": on.isoformat()}
    if kind == "cancelled":
        return {**said, "abgesagt": "ja"}
    if kind == "moved":
        near = (on + draw(st.sampled_from([-9, 1, 7, 30])) * DAY).isoformat()
        start, _ = draw(HOURS)
        return {**said, "verlegt_auf": f"{near} {start}" if start else near}
    return {**said, **hours(draw)} if kind == "retimed" else {**said, "thema": "Vorlesen"}


# --- what is compared -----------------------------------------------------------------------


@cache
def base() -> tuple[Site, Frame]:
    catalogue, _ = read(project.sources(), "https://musterstadt.example.org/nebenan/")
    assert catalogue is not None
    config = catalogue.config.model_copy(update={"land": "BW"})
    site, _ = derive(replace(catalogue, config=config), date(2026, 1, 1), {})
    return site, frame_of(site)


def offer_with(checked_on: date, found: Times) -> Record[Offer]:
    record = base()[0].catalogue.of(OFFER)["teestube"]
    # A check that counts for three years, so that its calendar reaches as far.
    care = record.content.care.model_copy(update={"checked_on": checked_on, "interval": 1_100})
    return replace(record, content=record.content.model_copy(update={"times": found, "care": care}))


def event_with(said: dict[str, Any]) -> Record[Event]:
    care = {"geprueft_am": "2026-02-02", "quellen": [{"art": "telefonat"}]}
    needed = {"titel": "Tischgespräch", "kurz": "Reden, wer gerade da ist.", "pflege": care}
    return Record(EVENT.name, "reihe", Event.model_validate(needed | said), "reihe.yaml")


def calendar(record: AnyDated, table: Timetable, today: date) -> bytes:
    site, frame = base()
    site = replace(site, today=today, timetables={(record.type_name, record.id): table})
    return written(Calendar("Name", "/k.ics", "/", (dates_of(record, site, frame),)))


def judged(data: bytes, since: date, until: date) -> list[Shown]:
    """What the other program sees, as start, end and state."""
    found = recurring_ical_events.of(Read.from_ical(data)).between(since, until + DAY)
    seen = [
        (it["DTSTART"].dt, it["DTEND"].dt if "DTEND" in it else it["DTSTART"].dt, it["STATUS"])
        for it in found
    ]
    return sorted(
        (_point(start), _point(end), str(status))
        for start, end, status in seen
        if since <= _day(start) <= until
    )


def expected(record: AnyDated, table: Timetable, since: date, until: date) -> list[Shown]:
    found = occurrences(table, since, until)
    return sorted(_shown(record, it) for it in found if since <= it.day <= until)


def _shown(record: AnyDated, it: Occurrence) -> Shown:
    is_planned = isinstance(record.content, Event) and record.content.state == "geplant"
    sure = "TENTATIVE" if is_planned else "CONFIRMED"
    status = {"gilt": sure, "fraglich": "TENTATIVE", "entfaellt": "CANCELLED"}[it.state]
    if it.start is None:
        return it.day.isoformat(), (it.last_day + DAY).isoformat(), status
    start = datetime.combine(it.day, it.start, ZONE)
    end = datetime.combine(it.last_day, it.end or time(), ZONE)
    if it.end is None and it.day == it.last_day:
        end = start
    elif it.end is None or it.end == time() or (it.day == it.last_day and it.end <= it.start):
        end += DAY
    # On the night on which an hour is left out, an end may come before its begin.
    return _point(start), _point(max(start, end, key=lambda it: it.astimezone(UTC))), status


def _day(point: date) -> date:
    return point.astimezone(ZONE).date() if isinstance(point, datetime) else point


def _point(point: date) -> str:
    utc = point.astimezone(UTC) if isinstance(point, datetime) else point
    return utc.isoformat()


def compare(record: AnyDated, since: date, today: date) -> None:
    table = timetable_of(record.content, "BW")
    until = reach(record, today)
    event("dates" if table else "nothing")
    data = calendar(record, table, today)
    assert faults(data) == []
    assert judged(data, since, until) == expected(record, table, since, until)


JUDGE = settings(
    max_examples=400,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@JUDGE
@given(times(), st.integers(0, 400))
def test_hours_of_offers_mean_to_others_what_they_mean_here(
    checked: tuple[date, Times], later: int
) -> None:
    checked_on, found = checked
    compare(offer_with(checked_on, found), checked_on, checked_on + later * DAY)


@JUDGE
@given(happenings(), st.dates(date(2024, 1, 1), date(2028, 1, 1)))
def test_dates_of_events_mean_to_others_what_they_mean_here(
    said: dict[str, Any], today: date
) -> None:
    compare(event_with(said), date(2023, 1, 1), today)
