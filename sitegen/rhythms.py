"""How often something takes place: editors' words -> one meaning, days, and words again.

`jeden 2. Dienstag im Monat`, `alle 2 Wochen am Montag und Mittwoch`, `jeden 2. Monat am letzten
Freitag`: what can mean two things, or would silently skip a month, is refused with what to
write instead. Days come from dateutil's `rrule`, so that calendars of visitors, which read the
same rule, agree.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import Literal

from dateutil.rrule import FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, YEARLY, rrule

from sitegen.dates import MONTHS, WEEKDAYS
from sitegen.plaintext import at_most, refuse, text_of

Unit = Literal["woche", "monat", "jahr"]
LAST = -1
LONGEST = 90
_FREQUENCY: Mapping[Unit, Literal[0, 1, 2]] = {"jahr": YEARLY, "monat": MONTHLY, "woche": WEEKLY}
_DATEUTIL = (MO, TU, WE, TH, FR, SA, SU)
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Every `interval` weeks, months or years, on some days of the week or one of the month.

    `weekdays` count from Monday = 0; in months and years they are the `nths` of them, 1 to 4 or
    LAST. `day` is a day of the month, 1 to 28 or LAST; `month` is there for years alone.
    """

    unit: Unit
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nths: tuple[int, ...] = ()
    day: int | None = None
    month: int | None = None

    @property
    def words(self) -> str:
        """As an editor would write it and a visitor reads it; it parses to the same rhythm."""
        names = tuple(WEEKDAYS[number] for number in self.weekdays)
        if self.unit == "woche":
            if self.interval > 1:
                return f"alle {self.interval} Wochen am {_listed(names)}"
            return "täglich" if len(names) == 7 else _weekly(self.weekdays)
        within = f" im {MONTHS[self.month - 1]}" if self.month else ""
        if self.day == LAST:
            on = "am letzten Tag"
        elif self.day:
            on, within = f"am {self.day}.", f" {within[4:]}" if within else ""
        else:
            on = f"am {_listed(tuple(map(_nth_words, self.nths)))} {_listed(names)}"
        if self.unit == "jahr":
            return f"{_every(self.interval, 'jedes', 'Jahr', 'Jahre')} {on}{within}"
        if self.interval == 1:
            return f"{on} im Monat"
        return f"jeden {self.interval}. Monat {on}"

    @property
    def needs_start(self) -> bool:
        """Whether only a first day says which weeks, months or years are meant."""
        return self.interval > 1

    def days(self, first: date, since: date, until: date) -> Iterator[date]:
        """All its days from `since` up to and with `until`, counted from `first`."""
        begin = first if self.needs_start else max(first, since)
        if until < begin:
            return
        noon = time(12)
        rule = rrule(
            _FREQUENCY[self.unit],
            dtstart=datetime.combine(begin, noon),
            until=datetime.combine(until, noon),
            interval=self.interval,
            wkst=0,
            bymonth=self.month,
            bymonthday=self.day,
            byweekday=[_DATEUTIL[day](nth) for day in self.weekdays for nth in self.nths]
            or self.weekdays
            or None,
        )
        yield from (found.date() for found in rule if found.date() >= since)

    def rrule(self) -> dict[str, object]:
        """Its parts as iCalendar names them (RFC 5545, 3.3.10), without an end."""
        parts: dict[str, object] = {
            "FREQ": {"woche": "WEEKLY", "monat": "MONTHLY", "jahr": "YEARLY"}[self.unit]
        }
        if self.interval > 1:
            parts["INTERVAL"] = self.interval
            parts["WKST"] = "MO"
        if self.month:
            parts["BYMONTH"] = self.month
        if self.day:
            parts["BYMONTHDAY"] = self.day
        elif self.nths:
            parts["BYDAY"] = [f"{nth}{_CODES[day]}" for nth in self.nths for day in self.weekdays]
        else:
            parts["BYDAY"] = [_CODES[day] for day in self.weekdays]
        return parts


def parse_rhythm(value: object) -> Rhythm:
    """The one meaning of an editor's words; anything else is refused with what to write."""
    written = at_most(LONGEST, " ".join(text_of(value).split()))
    text = _plain(written)
    _refuse_other_keys(text)
    _refuse_two_meanings(text)
    found = _meaning(text)
    if found is None:
        refuse("rhythmus-unklar", vorschlag=_likely(text))
    return found


def _meaning(text: str) -> Rhythm | None:
    for form, make in _FORMS:
        match = form.fullmatch(text)
        if match:
            return make(match)
    return None


# --- reading -------------------------------------------------------------------------------

_NUMBERS = {
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    "fünf": 5,
    "sechs": 6,
    "acht": 8,
    "zehn": 10,
    "zwölf": 12,
}
_ORDINALS = {"erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5, "sechst": 6}
_SAME = {"monats": "monat", "jede": "jeden", "jeder": "jeden"}
_SHORT = {name[:2].casefold(): name.casefold() for name in WEEKDAYS}
_LONG = {name.casefold(): number for number, name in enumerate(WEEKDAYS)}

_DAY = rf"(?:{'|'.join(_LONG)})"
_DAYS = rf"(?P<days>{_DAY}(?:(?: und | bis ){_DAY})*)"
_NTH = r"(?:\d\d?\.|letzten)"
_NTHS = rf"(?P<nths>{_NTH}(?: und {_NTH})*)"
_EVERY_MONTH = r"(?:im|des|jedes|jeden|eines jeden|in jedem) monat"
_N_MONTHS = r"(?:jeden (?P<nth>\d\d?)\. monat|alle (?P<n>\d\d?) monate|jeden monat|monatlich)"
_N_YEARS = r"(?:alle (?P<n>\d\d?) jahre|jedes jahr|jährlich|einmal im jahr)"
_MONTH = rf"(?P<month>{'|'.join(name.casefold() for name in MONTHS)})"
_ON = r"(?:am|an jedem|jeden|jeweils am|immer am|immer)"


def _plain(written: str) -> str:
    """In small letters, with one word for each number, day and way of joining."""
    text = written.casefold()
    text = re.sub(r"\s*[–—-]\s*(?=[a-zäöü]|\d)", " bis ", text)
    text = re.sub(r"\bbis (tägig|tägl)", r"-\1", text).replace(" -tägig", "-tägig")
    text = re.sub(r"\s*(?:,|/|&|\+|\bu\.|\bsowie\b|\boder\b)\s*(?:und\b)?\s*", " und ", text)
    words = [_word(word) for word in text.split()]
    return " ".join(words).replace("und am ", "und ").replace("und jeden ", "und ")


def _word(word: str) -> str:
    bare = word.rstrip(".")
    bare = _SHORT.get(bare, bare)
    bare = "samstag" if bare in {"sonnabend", "sonnabends"} else bare
    if bare.removesuffix("s") in _LONG:
        return bare.removesuffix("s")
    stem = re.sub(r"(?:e|er|en|es|em)$", "", bare)
    if stem in _ORDINALS:
        return f"{_ORDINALS[stem]}."
    if stem == "letzt":
        return "letzten"
    return str(_NUMBERS.get(word, _SAME.get(word, word)))


def _weekdays(text: str) -> tuple[int, ...]:
    """`montag bis mittwoch und freitag` -> 0, 1, 2, 4."""
    found: set[int] = set()
    for part in text.split(" und "):
        ends = [_LONG[name] for name in part.split(" bis ")]
        if len(ends) > 2:
            refuse("rhythmus-unklar", vorschlag=None)
        found.update((ends[0] + step) % 7 for step in range((ends[-1] - ends[0]) % 7 + 1))
    return tuple(sorted(found))


def _nths(text: str, days: str) -> tuple[int, ...]:
    numbers = [LAST if part == "letzten" else int(part[:-1]) for part in text.split(" und ")]
    if any(number > 4 for number in numbers):
        names = WEEKDAYS[_weekdays(days)[0]]
        refuse("rhythmus-ueberspringt", vorschlag=f"am letzten {names} im Monat")
    if 0 in numbers:
        refuse("rhythmus-unklar", vorschlag=None)
    return tuple(sorted(set(numbers), key=lambda number: (number == LAST, number)))


def _interval(match: re.Match[str]) -> int:
    groups = match.groupdict()
    number = int(groups.get("n") or groups.get("nth") or 1)
    if not 1 <= number <= 12:
        refuse("rhythmus-unklar", vorschlag=None)
    return number


def _of_weeks(match: re.Match[str]) -> Rhythm:
    return Rhythm("woche", _interval(match), _weekdays(match["days"]))


def _of_months(match: re.Match[str]) -> Rhythm:
    nths = _nths(match["nths"], match["days"])
    return Rhythm("monat", _interval(match), _weekdays(match["days"]), nths)


def _of_dates(match: re.Match[str]) -> Rhythm:
    every = _interval(match)
    day = _month_day(match["day"])
    if day > 28:
        begin = "am letzten Tag im Monat" if every == 1 else f"jeden {every}. Monat am 3. Dienstag"
        refuse("rhythmus-ueberspringt", vorschlag=begin)
    return Rhythm("monat", every, day=day)


def _month_day(text: str) -> int:
    day = LAST if text == "letzten tag" else int(text.rstrip("."))
    if day == 0 or day > 31:
        refuse("rhythmus-unklar", vorschlag=None)
    return day


def _of_years(match: re.Match[str]) -> Rhythm:
    month = [name.casefold() for name in MONTHS].index(match["month"]) + 1
    if match.groupdict().get("nths"):
        nths = _nths(match["nths"], match["days"])
        return Rhythm("jahr", _interval(match), _weekdays(match["days"]), nths, month=month)
    day = _month_day(match["day"])
    longest = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    if day > longest:
        advice = "jedes Jahr am letzten Tag im Februar" if month == 2 and day == 29 else None
        refuse("rhythmus-ueberspringt" if advice else "rhythmus-unklar", vorschlag=advice)
    return Rhythm("jahr", _interval(match), day=day, month=month)


def _daily(_match: re.Match[str]) -> Rhythm:
    return Rhythm("woche", 1, tuple(range(7)))


_FORMS = tuple(
    (re.compile(form), make)
    for form, make in (
        (r"täglich|jeden tag|alle tage", _daily),
        (rf"(?:{_ON} |jede woche (?:am )?|wöchentlich (?:am )?|von )?{_DAYS}", _of_weeks),
        (rf"(?:alle (?P<n>\d\d?) wochen|jeden (?P<nth>\d\d?)\. woche) (?:am )?{_DAYS}", _of_weeks),
        (rf"(?:{_ON} )?{_NTHS} {_DAYS} {_EVERY_MONTH}", _of_months),
        (rf"{_N_MONTHS} (?:am )?{_NTHS} {_DAYS}", _of_months),
        (rf"(?:am )?(?P<day>\d\d?\.|letzten tag) {_EVERY_MONTH}", _of_dates),
        (rf"{_N_MONTHS} (?:am )?(?P<day>\d\d?\.|letzten tag)", _of_dates),
        (rf"{_N_YEARS} (?:am )?(?P<day>\d\d?\.|letzten tag)(?: im)? {_MONTH}", _of_years),
        (rf"{_N_YEARS} (?:am )?{_NTHS} {_DAYS} im {_MONTH}", _of_years),
    )
)


# --- what is said with another key, or says two things ---------------------------------------

_OTHER_KEYS = (
    (re.compile(r"nach (?:vereinbarung|absprache|anmeldung)"), "nach_vereinbarung: ja"),
    (re.compile(r"ferien"), "ferien: nein, ferien: ja oder ferien: nur"),
    (re.compile(r"feiertag"), "feiertage: zu oder feiertage: offen"),
    (re.compile(r"\buhr\b|\d:\d\d"), "von und bis"),
    (re.compile(r"\bab \d|\bseit\b|\d{4}|bis (?:zum )?\d"), "gueltig_ab und gueltig_bis"),
    (re.compile(r"\b(?:außer|nicht|ausgenommen)\b"), "ausnahmen"),
    (
        re.compile(r"\b(?:meist|meistens|regelmäßig|manchmal|unregelmäßig|ca|etwa|ungefähr|oft)\b"),
        "text",
    ),
)
_TWICE = re.compile(rf"(?:{_ON} )?{_NTHS} {_DAYS}")


def _refuse_other_keys(text: str) -> None:
    for form, key in _OTHER_KEYS:
        if form.search(text):
            refuse("rhythmus-anderer-schluessel", anderer=key)


def _refuse_two_meanings(text: str) -> None:
    """Words that two readers take for two things; both are offered, none is chosen."""
    match = _TWICE.fullmatch(text)
    if match:
        day = _listed(tuple(WEEKDAYS[number] for number in _weekdays(match["days"])))
        nths = _nths(match["nths"], match["days"])
        monthly = f"am {_listed(tuple(map(_nth_words, nths)))} {day} im Monat"
        if nths[0] in {1, LAST} or len(nths) > 1:
            refuse("rhythmus-unklar", vorschlag=monthly)
        refuse("rhythmus-mehrdeutig", eins=monthly, zwei=f"alle {nths[0]} Wochen am {day}")
    if re.search(r"\b(?:werktag|werktags|wochentags|unter der woche|am wochenende)\b", text):
        is_end = "wochenende" in text
        one = "Samstag und Sonntag" if is_end else "Montag bis Freitag"
        two = "Freitag bis Sonntag" if is_end else "Montag bis Samstag"
        refuse("rhythmus-mehrdeutig", eins=one, zwei=two)
    if re.search(r"gerade|\bkw\b|kalenderwoche", text):
        refuse("rhythmus-kalenderwochen")
    fortnight = re.search(r"(?:14|vierzehn)-?\s?tägig|alle (?:14|vierzehn) tage", text)
    if fortnight:
        named = re.search(_DAY, text)
        name = WEEKDAYS[_LONG[named[0]]] if named else "Dienstag"
        refuse("rhythmus-unklar", vorschlag=f"alle 2 Wochen am {name}")
    if re.fullmatch(rf"{_N_MONTHS}|monatlich|einmal im monat", text):
        refuse("rhythmus-ohne-tag", vorschlag="jeden 2. Monat am 3. Dienstag")
    if re.fullmatch(r"alle \d+ wochen|jeden \d+\. woche|wöchentlich|jeden woche", text):
        refuse("rhythmus-ohne-tag", vorschlag="alle 2 Wochen am Dienstag")


def _likely(text: str) -> str | None:
    """The same with its misspelt days put right, if that has a meaning."""
    known = [*_LONG, "monat", "monate", "wochen", "woche", "letzten", "alle", "jeden", "jedes"]
    known += [name.casefold() for name in MONTHS]
    words = [
        word
        if word in known or len(word) < 4
        else next(iter(get_close_matches(word, known, n=1, cutoff=0.75)), word)
        for word in text.split()
    ]
    better = " ".join(words)
    found = _meaning(better) if better != text else None
    return found.words if found else None


# --- writing -------------------------------------------------------------------------------


def _listed(parts: tuple[str, ...]) -> str:
    """`a`, `a und b`, `a, b und c`."""
    return " und ".join([*([", ".join(parts[:-1])] if len(parts) > 1 else []), *parts[-1:]])


def _weekly(days: tuple[int, ...]) -> str:
    is_row = len(days) > 2 and days == tuple(range(days[0], days[-1] + 1))
    if is_row:
        return f"{WEEKDAYS[days[0]]} bis {WEEKDAYS[days[-1]]}"
    return f"jeden {_listed(tuple(WEEKDAYS[day] for day in days))}"


def _every(interval: int, each: str, one: str, many: str) -> str:
    return f"{each} {one}" if interval == 1 else f"alle {interval} {many}"


def _nth_words(nth: int) -> str:
    return "letzten" if nth == LAST else f"{nth}."
