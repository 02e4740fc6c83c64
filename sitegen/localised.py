"""Days, times, numbers and plural forms as other languages write them (CLDR, through Babel).

Pure: a language by its two-letter code and a value in, words out. Times have 24 hours in every
language, as clocks and timetables in Germany do.
"""

from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

# English as it is written in Europe: `1 March 2026`.
_LOCALES = {"en": "en_GB"}
CATEGORIES = ("zero", "one", "two", "few", "many", "other")


@cache
def _locale(language: str) -> "Locale":
    from babel import Locale

    return Locale.parse(_LOCALES.get(language, language))


@cache
def languages() -> frozenset[str]:
    """The two-letter codes of all languages whose forms are known."""
    from babel.localedata import locale_identifiers

    return frozenset(code for code in locale_identifiers() if len(code) == 2)


def plural_in(language: str, number: int) -> str:
    """The form of words that go with a number, one of `CATEGORIES`."""
    return str(_locale(language).plural_form(number))


def day_in(language: str, day: date) -> str:
    """`Sunday, 1 March 2026`."""
    from babel.dates import format_date

    return str(format_date(day, "full", locale=_locale(language)))


def date_in(language: str, day: date) -> str:
    """`1 March 2026`."""
    from babel.dates import format_date

    return str(format_date(day, "long", locale=_locale(language)))


def weekday_in(language: str, weekday: int) -> str:
    """The name of a day of the week, from Monday = 0, as it stands alone."""
    return str(_locale(language).days["stand-alone"]["wide"][weekday])


def month_in(language: str, month: int) -> str:
    """The name of a month, from January = 1, as it stands alone."""
    return str(_locale(language).months["stand-alone"]["wide"][month])


def clock_in(language: str, clock: time) -> str:
    """`14:00`."""
    from babel.dates import format_skeleton

    # Any day will do; without one Babel takes today's, and nothing here reads the clock.
    moment = datetime.combine(date.min, clock)
    return str(format_skeleton("Hm", moment, locale=_locale(language)))


def number_in(language: str, number: Decimal | int) -> str:
    """`2`, `2.50`, `2,50`: an amount without its unit."""
    from babel.numbers import format_decimal

    digits = None if number == int(number) else "#,##0.00"
    return str(format_decimal(number, digits, locale=_locale(language)))


def language_in(language: str, code: str) -> str:
    """What a language is called in another one."""
    return str(_locale(language).languages.get(code, code))
