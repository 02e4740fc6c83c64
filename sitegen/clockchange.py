"""The two nights of a year in which an hour of the clock is missing, or comes twice.

What the program does with such times: pages show what is written. Calendars take a missing time
for as much later as the clock jumps, and of a time that comes twice the first.
"""

from datetime import date, datetime, time, timedelta
from typing import Literal

from sitegen.dates import ZONE


def clock_fault(day: date, clock: time) -> Literal["fehlt", "doppelt"] | None:
    """Whether that time does not exist on that day in Germany, or exists twice."""
    wanted = datetime.combine(day, clock, ZONE)
    first = wanted.utcoffset() or timedelta()
    second = wanted.replace(fold=1).utcoffset() or timedelta()
    if first == second:
        return None
    return "fehlt" if first < second else "doppelt"
