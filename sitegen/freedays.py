"""Public and school holidays of a German Land, as far as they are known.

The days come from the package `holidays` (for school holidays after the Kultusminister-
konferenz), which is imported only when somebody asks, one year at a time. Days that schools
set for themselves are not in it, and after the last published school year nothing is known.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

# By days after Easter: doors are closed like on a holiday, though hardly any law says so.
_HIGH_SUNDAYS = {0: "Ostersonntag", 49: "Pfingstsonntag"}
# The evenings that nobody's weekly hours can be trusted on, although they are no holidays.
_EVES = {(12, 24): "Heiligabend", (12, 31): "Silvester"}


def eve(day: date) -> str:
    """`Heiligabend` or `Silvester`; empty on all other days."""
    return _EVES.get((day.month, day.day), "")


def public_holiday(day: date, land: str) -> str:
    """The holiday's name; empty on other days. `land` is two letters, as in `BW`."""
    return _public(land, day.year).get(day, "")


def school_holiday(day: date, land: str) -> str:
    """The holidays' name; empty on other days, and after `school_known_until`."""
    return _days(land, day.year, "school").get(day, "")


@cache
def school_known_until(land: str, year: int) -> date:
    """The last day, looking on from `year`, about which the school calendar is published."""
    while _days(land, year + 1, "school"):
        year += 1
    return max(_days(land, year, "school"), default=date(year, 1, 1))


@cache
def _public(land: str, year: int) -> Mapping[date, str]:
    sunday = easter(year)
    high = {sunday + timedelta(days=days): name for days, name in _HIGH_SUNDAYS.items()}
    return {**high, **_days(land, year, "public")}


@cache
def _days(land: str, year: int, category: str) -> Mapping[date, str]:
    import holidays

    found = holidays.country_holidays(
        "DE", subdiv=land, years=year, categories=(category,), language="de"
    )
    # The package adds other years when it is asked about their days; only this one counts.
    return {day: name for day, name in found.items() if day.year == year}
