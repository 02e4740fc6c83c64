"""Editors' words -> a Rhythm: `jeden 2. Dienstag im Monat`, `Mo–Do und Sa`, `14-tägig dienstags`.

What can mean two things, or would silently skip a month, is refused with what to write instead:
a wrong day sends somebody to a closed door. First the words are put into one form, then that
form means something or nothing; only then is asked why.
"""

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import NoReturn

from sitegen.dates import MONTHS, WEEKDAYS
from sitegen.plaintext import at_most, refuse, text_of
from sitegen.rhythms import LAST, Rhythm, Unit
from sitegen.spellings import DAY_NUMBERS, one_form

LONGEST = 90


def parse_rhythm(value: object) -> Rhythm:
    """The one meaning of an editor's words; anything else is refused with what to write."""
    text = one_form(at_most(LONGEST, " ".join(text_of(value).split())))
    return _meaning(text) or _refuse(text)


def _meaning(text: str) -> Rhythm | None:
    for form, make in _FORMS:
        match = form.fullmatch(text)
        if match:
            return make(match)
    return None


# --- what has a meaning ----------------------------------------------------------------------

_DAY = rf"(?:{'|'.join(DAY_NUMBERS)})"
_DAYS = rf"(?P<days>{_DAY}(?: bis {_DAY})?(?: und {_DAY}(?: bis {_DAY})?)*)"
_NTH = r"(?:\d\d?\.|letzten)"
_NTHS = rf"(?P<nths>{_NTH}(?: und {_NTH})*)"
_DATE = r"(?P<day>\d\d?\.|letzten tag)"
_EVERY_MONTH = r"(?:im|des|eines|jedes|jeden|eines jeden|in jedem|pro) monat"
_N_WEEKS = r"(?:alle (?P<n>\d\d?) wochen|jeden (?P<nth>\d\d?)\. woche|jeden woche|wöchentlich)"
_N_MONTHS = (
    r"(?:(?:jeden|jedes|in jedem|des) (?P<nth>\d\d?)\. monat|alle (?P<n>\d\d?) monate"
    r"|jeden monat|monatlich)"
)
_N_YEARS = r"(?:alle (?P<n>\d\d?) jahre|jedes jahr|jährlich)"
_MONTHS = "|".join(name.casefold() for name in MONTHS)
_MONTH = rf"(?P<month>{_MONTHS})"
_ON = r"(?:am|an jedem|jeden|(?:jeweils|immer)(?: am| jeden)?)"


def _weekdays(text: str) -> tuple[int, ...]:
    """`montag bis mittwoch und freitag` -> 0, 1, 2, 4; no day twice."""
    found: list[int] = []
    for part in text.split(" und "):
        ends = [DAY_NUMBERS[name] for name in part.split(" bis ")]
        if len(ends) == 2 and ends != [0, 6] and (ends[1] - ends[0]) % 7 in {0, 6}:
            refuse("rhythmus-unklar")  # from Tuesday to Monday: one of them is a slip
        found += ((ends[0] + step) % 7 for step in range((ends[-1] - ends[0]) % 7 + 1))
    if len(found) > len(set(found)):
        refuse("rhythmus-unklar")
    return tuple(sorted(found))


def _nths(text: str, weekday: int) -> tuple[int, ...]:
    numbers = [LAST if part == "letzten" else int(part[:-1]) for part in text.split(" und ")]
    if any(number > 4 for number in numbers):
        refuse("rhythmus-ueberspringt", etwa=f"am letzten {WEEKDAYS[weekday]} im Monat")
    if 0 in numbers or len(numbers) > len(set(numbers)):
        refuse("rhythmus-unklar")
    return tuple(sorted(numbers, key=lambda number: (number == LAST, number)))


def _interval(match: re.Match[str]) -> int:
    groups = match.groupdict()
    number = int(groups.get("n") or groups.get("nth") or 1)
    if not 1 <= number <= 12:
        refuse("rhythmus-unklar")
    return number


def _of_weeks(match: re.Match[str]) -> Rhythm:
    every, days = _interval(match), _weekdays(match["days"])
    if every > 1 and {0, 6} <= set(days) and len(days) < 7:
        # Sunday and Monday: of one week, or of one weekend? Each gets a first day of its own.
        gap = next(day for day in range(7) if day not in days)
        parts = tuple(it for it in days if it > gap), tuple(it for it in days if it < gap)
        _refuse_two(*(Rhythm("woche", every, part) for part in parts))
    return Rhythm("woche", every, days)


def _of_nths(match: re.Match[str]) -> Rhythm:
    """Some weekdays of a month, or of one month of the year."""
    days, groups = _weekdays(match["days"]), match.groupdict()
    month = _month(match) if groups.get("month") else None
    unit: Unit = "jahr" if month else "monat"
    nths = _nths(match["nths"], days[0])
    found = [Rhythm(unit, _interval(match), (day,), nths, month=month) for day in days]
    return found[0] if len(found) == 1 else _refuse_two(*found[:2])


def _of_dates(match: re.Match[str]) -> Rhythm:
    every, day = _interval(match), _month_day(match["day"])
    if day > 28:
        last = Rhythm("monat", every, day=LAST)
        refuse("rhythmus-ueberspringt", etwa=last.words)
    return Rhythm("monat", every, day=day)


def _month_day(text: str) -> int:
    day = LAST if text == "letzten tag" else int(text.rstrip("."))
    if day == 0 or day > 31:
        refuse("rhythmus-unklar")
    return day


def _month(match: re.Match[str]) -> int:
    return [name.casefold() for name in MONTHS].index(match["month"]) + 1


def _of_years(match: re.Match[str]) -> Rhythm:
    month, day = _month(match), _month_day(match["day"])
    longest = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    if (month, day) == (2, 29):
        refuse("rhythmus-ueberspringt", etwa="jedes Jahr am letzten Tag im Februar")
    if day > longest:
        refuse("rhythmus-unklar")
    return Rhythm("jahr", _interval(match), day=day, month=month)


def _daily(_match: re.Match[str]) -> Rhythm:
    return Rhythm("woche", 1, tuple(range(7)))


_OF_DAYS = rf"(?:{_ON} |von (?={_DAY} bis ))?{_DAYS}"
_EITHER_WAY = (
    (_N_WEEKS, _OF_DAYS, _of_weeks),
    (_N_MONTHS, rf"(?:{_ON} )?{_NTHS} {_DAYS}", _of_nths),
    (_N_MONTHS, rf"(?:am |jeden )?{_DATE}", _of_dates),
    (_N_YEARS, rf"(?:{_ON} )?{_NTHS} {_DAYS} im {_MONTH}", _of_nths),
    (_N_YEARS, rf"(?:am )?{_DATE}(?: im)? {_MONTH}", _of_years),
)
_FORMS = tuple(
    (re.compile(form), make)
    for form, make in (
        (r"täglich|jeden tag|alle tage", _daily),
        (_OF_DAYS, _of_weeks),
        (rf"(?:{_ON} )?{_NTHS} {_DAYS} {_EVERY_MONTH}", _of_nths),
        (rf"(?:am )?{_DATE} {_EVERY_MONTH}", _of_dates),
        # After the second to the fifth of each month, a weekday may be missing.
        (rf"{_ON} (?P<day>(?:1|[6-9]|[1-3]\d)\.) {_EVERY_MONTH}", _of_dates),
        *((f"{often} {days}", make) for often, days, make in _EITHER_WAY),
        (rf"(?:{_ON} )?(?P<days>{_DAY}) {_N_WEEKS}", _of_weeks),
        *((f"{days} {often}", make) for often, days, make in _EITHER_WAY[1:]),
    )
)


# --- why something has no meaning, and what to write instead ---------------------------------

_SINCE = r"(?:ab|bis|seit|von|bis zum) (?:ende |anfang |mitte )?"
_OTHER_KEYS = tuple(
    (re.compile(form), key)
    for form, key in (
        (r"vereinbarung|absprache|anfrage|\bn\. ?v\b|bei bedarf", "nach_vereinbarung: ja"),
        (r"ferien", "ferien: ja, nein oder nur"),
        (r"feiertag", "feiertage: offen oder zu"),
        (r"jederzeit|rund um die uhr|24 und 7", "tage: täglich, von: 00:00 und bis: 00:00"),
        (r"\b(?:19|20)\d\d\b|sommer|winter|semester", "gueltig_ab und gueltig_bis"),
        (r"\buhr\b|\d:\d\d|(?<!heilig)abend|mittag|morgen|nachts|\d bis \d", "von und bis"),
        (
            rf"\b{_SINCE}(?:\d\d?\. ?)?(?:{_MONTHS})|(?:{_MONTHS}) bis ",
            "gueltig_ab und gueltig_bis",
        ),
        (r"\b(?:ab|seit|bis zum|bis) \d|\bseit\b", "gueltig_ab und gueltig_bis"),
        (rf"(?:^|.* )\d\d?\. ?(?:\d\d?\.|(?:{_MONTHS})\b)", "beginn, termine oder ausnahmen"),
        (r"\b(?:ausser|nicht|ausgenommen|ohne)\b", "ausnahmen"),
        (r"\boder\b|\bsiehe\b|wetter|\bmeist|regelmässig|manchmal|mehrmals|\boft\b", "text"),
        (r"\bca\b|\betwa\b|ungefähr|in der regel|\bi\. ?d\. ?r\b", "text"),
    )
)
_AGAIN = r"(?:im|pro|die|in der|jeden) "
_TUESDAY, _SUNDAY, _MAY = 1, 6, 5


def _some_weeks(match: re.Match[str]) -> Rhythm:
    return Rhythm("woche", _interval(match), (_TUESDAY,))


def _some_months(match: re.Match[str]) -> Rhythm:
    return Rhythm("monat", _interval(match), (_given_day(match),), (1,))


def _some_years(match: re.Match[str]) -> Rhythm:
    month = _month(match) if match["month"] else _MAY
    return Rhythm("jahr", _interval(match), (_SUNDAY,), (2,), month=month)


def _times_a_week(match: re.Match[str]) -> Rhythm:
    count = _count(match)
    usual = {2: (1, 3), 3: (0, 2, 4)}
    return Rhythm("woche", 1, usual.get(count, tuple(range(min(count, 7)))))


def _times_a_month(match: re.Match[str]) -> Rhythm:
    count = _count(match)
    nths = (1, 3) if count == 2 else tuple(range(1, min(count, 4) + 1))
    return Rhythm("monat", 1, (_given_day(match),), nths)


def _given_day(match: re.Match[str]) -> int:
    return DAY_NUMBERS.get(match["days"] or "", _TUESDAY)


def _count(match: re.Match[str]) -> int:
    words = {"drei": 3, "vier": 4, "fünf": 5, "sechs": 6}
    count = match["count"]
    return max(int(count), 1) if count.isdecimal() else words.get(count, 2)


# What says how often, but not when: an example of the same number and day.
_WITHOUT_DAY: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Rhythm]], ...] = tuple(
    (re.compile(form), example)
    for form, example in (
        (rf"{_N_WEEKS}|alle wochen", _some_weeks),
        (rf"(?P<count>\w+)mal (?:{_AGAIN}woche|wöchentlich).*", _times_a_week),
        (
            rf"(?P<count>\w+)mal (?:{_AGAIN}monat|monatlich)(?:.*?(?P<days>{_DAY}))?.*",
            _times_a_month,
        ),
        (rf"(?:(?:{_ON} )?(?P<days>{_DAY}) )?{_N_MONTHS}", _some_months),
        (rf"{_N_MONTHS}(?: (?:{_ON} )?(?P<days>{_DAY}))?", _some_months),
        (
            r"vierteljährlich|(?:einmal )?(?:im|pro|jedes) quartal",
            lambda _: Rhythm("monat", 3, (_TUESDAY,), (1,)),
        ),
        (r"halbjährlich", lambda _: Rhythm("monat", 6, (_TUESDAY,), (1,))),
        (rf"{_N_YEARS}(?: im (?:{_MONTH}|.+))?", _some_years),
    )
)
# Each is tried upon the one before; what then has a meaning is probably meant.
_SLIPS = tuple(
    (re.compile(form), better)
    for form, better in (
        (r"[()!?.]+(?= |$)(?<!\d\.)|\(", ""),
        (r"\b(\w+)wöchig\b", r"alle \1 wochen"),
        (rf"^(?:jeden|alle)? ?({_DAY})e? (?:im|des) monat$", r"jeden \1"),
        (rf"^alle ({_DAY})e$", r"jeden \1"),
        (r"\bin (?:un)?geraden monaten\b", "alle 2 monate"),
        (r"\b(?:im|jedes|pro) quartal\b", "alle 3 monate"),
        (r"\bmonatsersten\b", "1. im monat"),
        (r"\bmonats(?:letzten|ende)\b", "letzten tag im monat"),
        (r"\bzum\b", "am"),
        (rf"^(?:{_ON} )?({_NTH} {_DAY} im {_MONTH})$", r"jedes jahr am \1"),
        (rf"^(?:{_ON} )?({_NTHS} {_DAY})$", r"am \1 im monat"),
        (rf"^({_DAY}) ({_DAY}) ({_DAY})(?: ({_DAY}))?$", r"\1 und \2 und \3 und \4"),
        (r" und $", ""),
        (rf"^({_DAYS}) ({_N_WEEKS})$", r"\3 am \1"),
        (rf"^{_ON} ([2-5]\. im monat)$", r"am \1"),
    )
)
_KNOWN = (
    *DAY_NUMBERS,
    *("monat", "monate", "wochen", "woche", "letzten", "alle", "jeden", "jedes", "täglich"),
    *("wöchentlich", "monatlich", "ersten", "zweiten", "dritten", "vierten", "vorletzten"),
    *(name.casefold() for name in MONTHS),
)


def _refuse(text: str) -> NoReturn:
    """Say why there is no meaning, with what to write instead where it can be known."""
    _refuse_two_meanings(text)
    _refuse_two_rules(text)
    if re.search(r"gerade\w* (?:woche|kw)|\bkw\b|kalenderwoche", text):
        refuse("rhythmus-kalenderwochen")
    _refuse_days_but(text)
    for form, key in _OTHER_KEYS:
        if form.search(text):
            refuse("rhythmus-anderer-schluessel", anderer=key)
    for form, example in _WITHOUT_DAY:
        if match := form.fullmatch(text):
            refuse("rhythmus-ohne-tag", etwa=example(match).words)
    found = _likely(text)
    refuse("rhythmus-unklar", vorschlag=found.words if found else None)


def _refuse_two_meanings(text: str) -> None:
    """Words that two readers take for two things; both are offered, none is chosen."""
    match = re.fullmatch(rf"(?:jeden|an jedem|immer|jeweils) (\d)\. (?P<days>{_DAY})", text)
    if match and 2 <= int(match[1]) <= 4:
        day = WEEKDAYS[DAY_NUMBERS[match["days"]]]
        monthly, weekly = f"am {match[1]}. {day} im Monat", f"alle {match[1]} Wochen am {day}"
        refuse("rhythmus-mehrdeutig", eins=monthly, zwei=weekly)
    if re.fullmatch(
        r"(?:an )?(?:werktags?|werktagen|wochentags|wochentagen|unter der woche)", text
    ):
        refuse("rhythmus-mehrdeutig", eins="Montag bis Freitag", zwei="Montag bis Samstag")
    if re.fullmatch(r"(?:am|an|jedes|immer am) wochenenden?", text):
        refuse("rhythmus-mehrdeutig", eins="jeden Samstag und Sonntag", zwei="Freitag bis Sonntag")
    pair = re.fullmatch(rf"({_DAY}) ({_DAY})", text)
    if pair:
        one, two = (WEEKDAYS[DAY_NUMBERS[name]] for name in pair.groups())
        refuse("rhythmus-mehrdeutig", eins=f"{one} und {two}", zwei=f"{one} bis {two}")


def _refuse_two_rules(text: str) -> None:
    """Two rhythms in one: each would be right alone."""
    days = re.findall(_DAY, text)
    if re.search(r"\bwechsel|abwechselnd", text) and len(days) == 2:
        _refuse_two(*(Rhythm("woche", 2, (DAY_NUMBERS[day],)) for day in days))
    for cut in re.finditer(r" und ", text):
        first, second = text[: cut.start()], text[cut.end() :]
        if re.search(r"\d\.$", first) and re.search(_DAY, second):
            continue  # the first and third of one weekday
        for one_end, two_end in (("", ""), (" im monat", ""), (" im monat", " im monat")):
            one, two = _meaning(first + one_end), _meaning(second + two_end)
            if one and two:
                _refuse_two(one, two)


def _refuse_two(one: Rhythm, two: Rhythm) -> NoReturn:
    refuse("rhythmus-zwei-regeln", eins=one.words, zwei=two.words)


def _refuse_days_but(text: str) -> None:
    """`Mo–Fr außer Mi`: the days that are left."""
    match = re.fullmatch(rf"(.+) (?:und )?(?:ausser|ohne) (?:am )?{_DAYS}", text)
    every = _meaning(match[1]) if match else None
    if match and every and every.unit == "woche":
        rest = tuple(day for day in every.weekdays if day not in _weekdays(match["days"]))
        if rest:
            refuse("rhythmus-unklar", vorschlag=Rhythm("woche", every.interval, rest).words)


def _likely(text: str) -> Rhythm | None:
    """What was probably meant by a slip or a misspelt word, if that has a meaning."""
    for form, better in _SLIPS:
        text = form.sub(better, text)
    return _meaning(one_form(" ".join(map(_spelt, text.split()))))


def _spelt(word: str) -> str:
    """The word that is known and nearest, or that it shortens."""
    if word in _KNOWN or len(word) < 3 or not word.isalpha():
        return word
    longer = [name for name in DAY_NUMBERS if name.startswith(word)]
    return next(iter(longer or get_close_matches(word, _KNOWN, n=1, cutoff=0.75)), word)
