"""For all rhythms: their days are what counting day by day gives, and their words mean them."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from sitegen.messages import rules
from sitegen.rhythms import LAST, Rhythm
from sitegen.rhythmwords import LONGEST, parse_rhythm

_NTHS = st.sets(st.sampled_from([1, 2, 3, 4, LAST]), min_size=1).map(
    lambda found: tuple(sorted(found, key=lambda nth: (nth == LAST, nth)))
)
_WEEKDAY = st.integers(0, 6).map(lambda day: (day,))
_INTERVAL = st.integers(1, 12)
_DAY = st.integers(1, 28) | st.just(LAST)
_MONTH = st.integers(1, 12)
_WEEKDAYS = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))

# Every second Sunday and Monday: is that one weekend? Such days are refused.
weekly = st.builds(Rhythm, st.just("woche"), _INTERVAL, _WEEKDAYS).filter(
    lambda it: it.interval == 1 or not {0, 6} <= set(it.weekdays) or len(it.weekdays) == 7
)
monthly = st.builds(Rhythm, st.just("monat"), _INTERVAL, _WEEKDAY, _NTHS) | st.builds(
    Rhythm, st.just("monat"), _INTERVAL, day=_DAY
)
yearly = st.builds(Rhythm, st.just("jahr"), _INTERVAL, _WEEKDAY, _NTHS, month=_MONTH) | st.builds(
    Rhythm, st.just("jahr"), _INTERVAL, day=_DAY, month=_MONTH
)
rhythms = weekly | monthly | yearly
days = st.dates(date(2019, 12, 20), date(2032, 3, 1))


def counted(rhythm: Rhythm, first: date, since: date, until: date) -> Iterator[date]:
    """The same days without any library: each day is asked whether it is one."""
    day = first
    while day <= until:
        if day >= since and _is_one(rhythm, first, day):
            yield day
        day += timedelta(days=1)


def _is_one(rhythm: Rhythm, first: date, day: date) -> bool:
    weeks = (_monday(day) - _monday(first)).days // 7
    months = (day.year - first.year) * 12 + day.month - first.month
    steps = {"woche": weeks, "monat": months, "jahr": day.year - first.year}[rhythm.unit]
    if steps % rhythm.interval or (rhythm.month and rhythm.month != day.month):
        return False
    length = monthrange(day.year, day.month)[1]
    if rhythm.day:
        return day.day == (length if rhythm.day == LAST else rhythm.day)
    nth, is_last = (day.day + 6) // 7, day.day + 7 > length
    is_nth = not rhythm.nths or nth in rhythm.nths or (is_last and LAST in rhythm.nths)
    return day.weekday() in rhythm.weekdays and is_nth


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@given(rhythms, days, st.integers(0, 900), st.integers(0, 900))
def test_its_days_are_those_that_counting_finds(
    rhythm: Rhythm, first: date, wait: int, length: int
) -> None:
    since = first + timedelta(days=wait)
    until = since + timedelta(days=length)
    expected = list(counted(rhythm, first, since, until))
    assert list(rhythm.days(first, since, until)) == expected


@given(rhythms)
def test_its_words_mean_it_and_nothing_else(rhythm: Rhythm) -> None:
    assert len(rhythm.words) <= LONGEST
    assert parse_rhythm(rhythm.words) == rhythm
    assert parse_rhythm(rhythm.words.upper()) == rhythm


@given(monthly.filter(lambda it: it.interval == 1), days)
def test_no_month_is_skipped(rhythm: Rhythm, first: date) -> None:
    start = first.replace(day=1)
    until = date(start.year + 4, start.month, 1) - timedelta(days=1)
    found = {(day.year, day.month) for day in rhythm.days(start, start, until)}
    assert len(found) == 48


_PARTS = (
    *(
        "jeden",
        "alle",
        "am",
        "2",
        "zwei",
        "2.",
        "ersten",
        "letzten",
        "Tag",
        "Dienstag",
        "Di.",
        "mo",
    ),
    *("-", "–", ",", "/", "und", "oder", "bis", "im", "Monat", "Monate", "Wochen", "14-tägig"),
    *("jedes Jahr", "Mai", "8.3.", "wöchentlich", "1x", "monatlich", "außer", "²", "٣", "(", " "),
)


@given(st.lists(st.sampled_from(_PARTS), min_size=1, max_size=9).map(" ".join) | st.text())
def test_any_text_has_one_meaning_or_is_answered(text: str) -> None:
    answer = read(text)
    if isinstance(answer, Rhythm):
        assert parse_rhythm(answer.words) == answer
    else:
        assert answer.type in rules()
        advice = (answer.context or {}).get("vorschlag")
        assert advice is None or parse_rhythm(advice).words


def read(text: str) -> Rhythm | PydanticCustomError:
    try:
        return parse_rhythm(text)
    except PydanticCustomError as error:
        return error
