"""Today, as a day that tells how much of it is asked.

Whether it is before another day, in which year it is, or which day it is exactly: the answer holds
for a span of days, and only when today leaves the span is there anything to do again.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

FIRST, END = 1, date.max.toordinal() + 1

Tell = Callable[[int, int], None]


class WatchedDay(date):
    """A day some days after today; `tell` is given the span of todays with the same answer.

    Spans are ordinals, the end exclusive. Sums and differences with days are watched as well.
    """

    _tell: Tell
    _after: int

    @classmethod
    def of(cls, day: date, tell: Tell, after: int = 0) -> "WatchedDay":
        """The day as one that is `after` so many days from today."""
        watched = cls(day.year, day.month, day.day)
        watched._tell, watched._after = tell, after
        return watched

    def _same(self, since: int, until: int) -> None:
        self._tell(
            FIRST if since == FIRST else max(FIRST, since - self._after),
            END if until == END else min(END, until - self._after),
        )

    def _is_before(self, other: int) -> bool:
        is_before = date.toordinal(self) < other
        self._same(*((FIRST, other) if is_before else (other, END)))
        return is_before

    def __lt__(self, other: object) -> bool:
        """Two watched days keep their distance, so that nothing needs telling."""
        if isinstance(other, WatchedDay) or not isinstance(other, date):
            return date.__lt__(self, other)  # type: ignore[operator]
        return self._is_before(other.toordinal())

    def __le__(self, other: object) -> bool:
        """As `<` of the day after."""
        if isinstance(other, WatchedDay) or not isinstance(other, date):
            return date.__le__(self, other)  # type: ignore[operator]
        return self._is_before(other.toordinal() + 1)

    def __gt__(self, other: object) -> bool:
        """The opposite of `<=`."""
        if isinstance(other, WatchedDay) or not isinstance(other, date):
            return date.__gt__(self, other)  # type: ignore[operator]
        return not self._is_before(other.toordinal() + 1)

    def __ge__(self, other: object) -> bool:
        """The opposite of `<`."""
        if isinstance(other, WatchedDay) or not isinstance(other, date):
            return date.__ge__(self, other)  # type: ignore[operator]
        return not self._is_before(other.toordinal())

    def __eq__(self, other: object) -> bool:
        """Another day stays another as long as today does not pass it."""
        if isinstance(other, WatchedDay) or not isinstance(other, date):
            return date.__eq__(self, other)
        day, asked = date.toordinal(self), other.toordinal()
        if day == asked:
            self._same(day, day + 1)
        else:
            self._same(*((FIRST, asked) if day < asked else (asked + 1, END)))
        return day == asked

    def __ne__(self, other: object) -> bool:
        """The opposite of `==`."""
        return not self == other

    def __hash__(self) -> int:
        """As a key it is this very day."""
        return hash(self._plain())

    def __add__(self, other: timedelta) -> "WatchedDay":
        """A day later by whole days."""
        if not isinstance(other, timedelta):
            return NotImplemented
        return self.of(self._here() + other, self._tell, self._after + other.days)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        """An earlier day, or how far another day is."""
        if isinstance(other, timedelta):
            return self + timedelta(days=-other.days)
        if isinstance(other, WatchedDay):
            return self._here() - other._here()
        return self._plain() - other

    def __rsub__(self, other: date) -> timedelta:
        """How far another day is."""
        return other - self._plain()

    def _here(self) -> date:
        return date.fromordinal(date.toordinal(self))

    def _plain(self) -> date:
        """The day itself, which is told."""
        day = date.toordinal(self)
        self._same(day, day + 1)
        return date.fromordinal(day)

    @property
    def year(self) -> int:
        """The same all year."""
        here = self._here()
        self._same(date(here.year, 1, 1).toordinal(), date(here.year, 12, 31).toordinal() + 1)
        return here.year

    @property
    def month(self) -> int:
        """The same all month of this year."""
        here = self._here()
        first = here.replace(day=1).toordinal()
        self._same(first, first + monthrange(here.year, here.month)[1])
        return here.month

    @property
    def day(self) -> int:
        """Just that day."""
        return self._plain().day

    def replace(self, *parts: Any, **named: Any) -> Any:
        """A plain day."""
        return self._plain().replace(*parts, **named)

    def __reduce__(self) -> Any:
        """To copy it takes all of it."""
        return self._plain().__reduce__()

    def __repr__(self) -> str:
        """As of a plain day."""
        return repr(self._plain())

    def __str__(self) -> str:
        """As of a plain day."""
        return str(self._plain())

    def __format__(self, spec: str) -> str:
        """As of a plain day."""
        return format(self._plain(), spec)

    def isoformat(self) -> str:
        """As of a plain day."""
        return self._plain().isoformat()

    def strftime(self, spec: str) -> str:
        """As of a plain day."""
        return self._plain().strftime(spec)

    def toordinal(self) -> int:
        """As of a plain day."""
        return self._plain().toordinal()

    def weekday(self) -> int:
        """As of a plain day."""
        return self._plain().weekday()

    def isoweekday(self) -> int:
        """As of a plain day."""
        return self._plain().isoweekday()

    def isocalendar(self) -> Any:
        """As of a plain day."""
        return self._plain().isocalendar()

    def timetuple(self) -> Any:
        """As of a plain day."""
        return self._plain().timetuple()

    def ctime(self) -> str:
        """As of a plain day."""
        return self._plain().ctime()
