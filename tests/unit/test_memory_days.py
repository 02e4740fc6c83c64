"""A watched day answers as a day does, and tells on which other days it would say the same."""

import copy
import pickle
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeAlias

import pytest

from sitegen.memory.days import END, FIRST, WatchedDay

Ask: TypeAlias = Callable[[date], Any]

FIXED = (date(2026, 3, 1), date(2026, 3, 2), date(2024, 2, 29), date(2026, 12, 31))
TODAYS, ENDS = (*FIXED, date(2027, 1, 1), date(2026, 2, 15)), (date.min, date.max)
FAR = 800  # days to each side on which everything is asked again

# What is told is just the span in which the answer stays the same.
EXACT: dict[str, Ask] = {
    "before": lambda day: day < FIXED[0],
    "until": lambda day: day <= FIXED[0],
    "after": lambda day: day > FIXED[0],
    "from": lambda day: day >= FIXED[0],
    "before, asked by the other": lambda day: FIXED[0] > day,
    "until, asked by the other": lambda day: FIXED[0] >= day,
    "after, asked by the other": lambda day: FIXED[0] < day,
    "from, asked by the other": lambda day: FIXED[0] <= day,
    "year": lambda day: day.year,
    "day": lambda day: (day.month, day.day, day.year),
    "between": lambda day: FIXED[2] < day < FIXED[3],
    "a week before": lambda day: day - timedelta(7) < FIXED[0],
    "in two weeks": lambda day: day + timedelta(days=14) >= FIXED[0],
    "in two weeks, the other way round": lambda day: timedelta(14) + day >= FIXED[0],
    "words": str,
    "form": lambda day: f"{day:%d.%m.%Y} {day}",
    "ordinal": lambda day: day.toordinal(),
    "ISO": lambda day: day.isoformat(),
    "parts": lambda day: (day.timetuple(), day.ctime(), repr(day), day.strftime("%j %Y")),
    "hash": lambda day: {FIXED[0]: 1}.get(day, hash(day)),
    "distance": lambda day: (day - FIXED[0], FIXED[0] - day),
}
# The same holds for longer, or on other days again.
CAREFUL: dict[str, Ask] = {
    "is": lambda day: day == FIXED[0],
    "is not": lambda day: day != FIXED[0],
    "is, asked by the other": lambda day: (FIXED[0] == day, FIXED[0] != day),
    "is no day": lambda day: (day == "2026-03-01", day is None, day != 5),
    "month": lambda day: day.month,
    "one of several": lambda day: (day in FIXED, day in frozenset(FIXED)),
    "weekday": lambda day: (day.weekday(), day.isoweekday(), day.isocalendar()),
    "first of the month": lambda day: day.replace(day=1),
    "later of two": lambda day: max(day, FIXED[0]) == FIXED[0],
    "sorted": lambda day: sorted([*FIXED, day]).index(day),
    "itself": lambda day: (day == day, day <= day, day < day, day - day),  # noqa: PLR0124
    "later than itself": lambda day: day + timedelta(1) > day,
    "part of a day": lambda day: day - timedelta(hours=36) < FIXED[0],
    "more than a day": lambda day: day + timedelta(hours=36) < FIXED[0],
    "copied": lambda day: (copy.deepcopy(day), pickle.loads(pickle.dumps(day))),  # noqa: S301
}


def _moves(ask: Ask) -> bool:
    """Whether it comes to a day that is none from the first or the last."""
    try:
        for day in ENDS:
            ask(day)
    except OverflowError:
        return True
    return False


def _watched(today: date) -> tuple[WatchedDay, list[int]]:
    """The day, and the first and the end of the days that it told would answer alike."""
    told = [FIRST, END]

    def tell(since: int, until: int) -> None:
        told[:] = max(told[0], since), min(told[1], until)

    return WatchedDay.of(today, tell), told


@pytest.mark.parametrize("name", [*EXACT, *CAREFUL])
def test_the_same_is_said_on_all_days_that_are_told(name: str) -> None:
    ask = (EXACT | CAREFUL)[name]
    for today in TODAYS if _moves(ask) else (*TODAYS, *ENDS):
        day, told = _watched(today)
        answer = ask(today)
        assert ask(day) == answer, today
        first, end = told
        assert FIRST <= first <= today.toordinal() < end <= END
        for other in range(max(first, today.toordinal() - FAR), min(end, today.toordinal() + FAR)):
            assert ask(date.fromordinal(other)) == answer, (today, date.fromordinal(other))
        for other in (first - 1, end) if name in EXACT else ():
            if FIRST <= other < END:
                assert ask(date.fromordinal(other)) != answer, (today, date.fromordinal(other))


def test_a_day_that_nobody_asks_tells_nothing() -> None:
    day, told = _watched(FIXED[0])
    later = day + timedelta(14) - timedelta(7)
    assert later - day == timedelta(7)
    assert later > day
    assert told == [FIRST, END]


def test_what_it_cannot_be_held_against_is_refused() -> None:
    day: Any = _watched(FIXED[0])[0]
    wrong: tuple[Ask, ...] = (
        lambda it: it < 5,  # type: ignore[operator]
        lambda it: it + 5,  # type: ignore[operator]
        lambda it: it - "x",  # type: ignore[operator]
        lambda it: it >= None,  # type: ignore[operator]
    )
    for ask in wrong:
        with pytest.raises(TypeError):
            ask(day)
