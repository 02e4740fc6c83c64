"""Facts -> easy words: clock times, days, rhythms, money, phone numbers, lists, numbers, ages.

What comes in are values or the words of standard pages; what leaves stands alone on its line, so
it begins with a capital. Digits stay digits, nothing is shortened, nothing is left out.
Pure, as `dates` is: the same fact gives the same words everywhere.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal

from pydantic_core import PydanticCustomError

from sitegen.dates import MONTHS, WEEKDAYS, day_de, time_range_de
from sitegen.rhythms import LAST, Rhythm, listed
from sitegen.rhythmwords import parse_rhythm

_MIDNIGHT = time(0)
_THOUSAND, _MILLION = 1_000, 1_000_000


def easy_clock(clock: time) -> str:
    """`9 Uhr`, `9:30 Uhr`."""
    minutes = f":{clock.minute:02d}" if clock.minute else ""
    return f"{clock.hour}{minutes} Uhr"


def easy_hours(start: time | None, end: time | None) -> str:
    """`Von 9 Uhr bis 17 Uhr`, `Ab 9 Uhr`, `Bis 24 Uhr`; empty when neither is known.

    As on standard pages, midnight is the end of that day, and what ends no later than it begins
    ends on the next day.
    """
    until = "24 Uhr" if end == _MIDNIGHT else easy_clock(end) if end else ""
    if start is None:
        return f"Bis {until}" if until else ""
    if not until:
        return f"Ab {easy_clock(start)}"
    _, _, next_day = time_range_de(start, end).partition(" am ")
    return f"Von {easy_clock(start)} bis {until}" + (f" am {next_day}" if next_day else "")


def easy_day(machine: str) -> str:
    """`2026-03-01` -> `Sonntag, 1. März 2026`; a month or a year stays as exact as it is."""
    year, _, rest = machine.partition("-")
    month, _, day = rest.partition("-")
    if day:
        return day_de(date.fromisoformat(machine))
    return f"{MONTHS[int(month) - 1]} {year}" if month else year


def easy_money(amount: Decimal) -> str:
    """`5 Euro`, `4 Euro und 50 Cent`, `50 Cent`."""
    euros, cents = divmod(round(amount * 100), 100)
    parts = (f"{euros} Euro" if euros or not cents else "", f"{cents} Cent" if cents else "")
    return " und ".join(part for part in parts if part)


def easy_phone(display: str) -> str:
    """A number in groups of two or three digits: `0711 20300999` -> `0711 20 30 09 99`."""
    first, *rest = re.split(r"[^\d+]+", display.strip())
    return " ".join([first, *(group for digits in rest for group in _pairs(digits))])


def _pairs(digits: str) -> Iterable[str]:
    """Pairs; an odd number begins with three, and up to three digits stay together."""
    if len(digits) <= 3:
        return [digits] if digits else []
    head = 3 if len(digits) % 2 else 2
    return [digits[:head], *(digits[i : i + 2] for i in range(head, len(digits), 2))]


def easy_listed(items: Iterable[str]) -> str:
    """`A`, `A und B`, `A, B und C`; more than three are better a list."""
    return listed(tuple(items))


def easy_number(number: int) -> str:
    """`950`, `14 Tausend`, `mehr als 14 Tausend`, `mehr als 1 Million`: never too many."""
    for size, one, many in ((_MILLION, "Million", "Millionen"), (_THOUSAND, "Tausend", "Tausend")):
        if number >= size:
            whole, rest = divmod(number, size)
            words = f"{whole} {one if whole == 1 else many}"
            return f"mehr als {words}" if rest else words
    return str(number)


def easy_age(low: int | None, high: int | None) -> str:
    """`Von 18 bis 27 Jahren`, `Ab 60 Jahren`, `Bis 27 Jahre`; empty when neither is given."""
    if low is not None and high is not None:
        return f"Von {low} bis {high} Jahren"
    if low is not None:
        return f"Ab {low} Jahren"
    return f"Bis {high} Jahre" if high is not None else ""


def easy_rhythm(words: str) -> str:
    """How often, each day with its own word: `Jeden Montag und jeden Freitag`.

    `words` are those of a `Rhythm`; other words of an editor only get a capital.
    """
    try:
        rhythm = parse_rhythm(words)
    except PydanticCustomError:
        return _capital(easy_sentence(words))
    return _capital(_of_weeks(rhythm) if rhythm.unit == "woche" else _of_longer(rhythm))


def _of_weeks(rhythm: Rhythm) -> str:
    if rhythm.interval > 1:
        return f"alle {rhythm.interval} Wochen {_each('am', rhythm.weekdays)}"
    words = rhythm.words
    if words == "täglich":
        return "jeden Tag"
    if words.startswith("jeden "):
        return _each("jeden", rhythm.weekdays)
    parts = re.split(r", | und ", words)
    return listed(tuple(f"von {part}" if " bis " in part else f"am {part}" for part in parts))


def _each(word: str, weekdays: Iterable[int]) -> str:
    return listed(tuple(f"{word} {WEEKDAYS[day]}" for day in weekdays))


def _of_longer(rhythm: Rhythm) -> str:
    """Rhythms of months and years."""
    is_month = rhythm.unit == "monat"
    within = "im Monat" if is_month else f"im {MONTHS[(rhythm.month or 1) - 1]}"
    if rhythm.day is not None and rhythm.day != LAST:
        on = f"am {rhythm.day}. Tag im Monat" if is_month else f"am {rhythm.day}. {within[3:]}"
    elif rhythm.day == LAST:
        on = f"am letzten Tag {within}"
    else:
        name = WEEKDAYS[rhythm.weekdays[0]]
        nths = ("letzten" if nth == LAST else f"{nth}." for nth in rhythm.nths)
        on = f"{listed(tuple(f'am {nth} {name}' for nth in nths))} {within}"
    if rhythm.interval == 1:
        return on if is_month else f"jedes Jahr {on}"
    return f"alle {rhythm.interval} {'Monate' if is_month else 'Jahre'} {on}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


# What editors write in a line of their own.

_NAMES = dict(zip(("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"), WEEKDAYS, strict=True))
_SHORT = r"(?:Mo|Di|Mi|Do|Fr|Sa|So)\b\.?"
# Alone, "So" and "Mi" could be anything: a row of days, or one with its hours.
_SHORT_DAYS = re.compile(
    rf"\b{_SHORT}(?:\s*(?:[–/,-]|und|bis)\s*{_SHORT})+|\b{_SHORT}(?=:?\s+(?:ab |von |bis )?\d)"
)
_CLOCK = r"(\d{1,2})(?:[:.](\d\d))?"
# What a number follows that is a name: it is no time and no day.
_CALLED = re.compile(
    r"\b(?i:Raum|Räume\w*|Saal|Zimmer|Kapitel|Abschnitt|Gleis|Linie|PLZ|\w*nummer|Nr\.)"
    r"[ \d./–-]*(?:bis )?$"
)
_RANGE = re.compile(rf"\b(von )?{_CLOCK}(?: Uhr)?\s*(?:–|-|bis)\s*{_CLOCK} Uhr\b", re.IGNORECASE)
_TIME = re.compile(rf"\b{_CLOCK} Uhr\b")
# Without its year only after a word that says it is one: "2.1." may be anything.
_TO_DATE = "|".join(
    rf"(?<=\b{word} )" for word in ("am", "vom", "zum", "bis", "ab", "seit", "den", "dem")
)
_DATE = re.compile(
    r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b"
    rf"|(?i:{_TO_DATE})(\d{{1,2}})\.(\d{{1,2}})\.(?!\d)"
)
# Not the second half of two sums.
_SUM, _EURO = r"(\d+)(?:,(\d\d|-+|–))?", r"\s*(?:€|Euro\b|EUR\b)"
_MONEY = re.compile(rf"(?<![\d.,/–-]){_SUM}{_EURO}")
_SUMS = re.compile(rf"(?<![\d.,/–-]){_SUM}(?:{_EURO})?\s*(–|-|/|bis|oder)\s*{_SUM}{_EURO}")
# Only what is counted may be said roughly.
_BIG = re.compile(
    r"(?:\b((?i:rund|etwa|ca\.|ungefähr|knapp|fast|gut|genau|nur|über|unter|mehr als|weniger als"
    r"|mindestens|höchstens|mind\.|max\.|bis|bis zu)) )?(?<![\d.,/–-])(\d{1,3}(?:\.\d{3})+)"
    r"(?= (?:[a-zäöüß]+ )?(?:Menschen|Personen|Leute|Frauen|Männer|Kinder|Jugendliche|Familien"
    r"|Haushalte|Gäste|Mitglieder|Besuch|Teilnehm|Freiwillige|Ehrenamtliche|Einwohner|Bewohner"
    r"|Bürger))"
)
_WORDS: Mapping[str, str] = {
    r"z\. ?B\.": "zum Beispiel",
    r"u\. ?a\.": "unter anderem",
    r"ca\.": "etwa",
    r"bzw\.": "oder",
    r"inkl\.": "mit",
    r"max\.": "höchstens",
    r"mind\.": "mindestens",
    r"Tel\.": "Telefon",
    r"Nr\.": "Nummer",
    r"usw\.": "und so weiter",
    r"[Bb]undesweit\b": "in ganz Deutschland",
    **{
        rf"{word}\b": str(number)
        for number, word in enumerate(("zwei", "drei", "vier", "fünf", "sechs", "sieben"), 2)
    },
    # "acht" is also what one gives when taking care.
    **{
        rf"{word}\b": str(number) for number, word in enumerate(("neun", "zehn", "elf", "zwölf"), 9)
    },
}
# Most sentences have none of them.
_WORD, _DIGIT = re.compile(rf"\b(?:{'|'.join(_WORDS)})"), re.compile(r"\d")
_ENDS = re.compile(r"(?<=[A-Za-zÄÖÜäöüß]{3}[.!?])\s+(?=[A-ZÄÖÜ])")
_GOES_ON = re.compile(
    r"(?:\b(?:med|phil|theol|rer|nat|jur|dent|Prof|Dipl|Ing|Päd|Soz|Evang|Kath|Röm|Tel|Str|Std|Min"
    r"|Abt|Abs|Art|Kap|Bhf|Hbf|bzw|evtl|ggf|inkl|exkl|einschl|zzgl|mind|max|vgl|sog|ehem|gest|insb"
    r"|bspw|tägl|Jan|Feb|Apr|Aug|Sept|Okt|Nov|Dez)|str|pl)\.$",
    re.IGNORECASE,
)


def easy_sentence(text: str) -> str:
    """An editor's words with days, times, dates, money, and small numbers as easy words."""
    text = _SHORT_DAYS.sub(lambda row: _long_days(row[0]), text)
    if _DIGIT.search(text):
        text = _RANGE.sub(_range, text)
        text = _TIME.sub(lambda it: _clock_words(it[1], it[2]), text)
        text = _DATE.sub(_written_date, text)
        text = _SUMS.sub(_two_sums, text)
        text = _MONEY.sub(lambda it: easy_money(_sum(it[1], it[2])), text)
        text = _BIG.sub(_big_number, text)
    if _WORD.search(text):
        for short, long in _WORDS.items():
            text = re.sub(rf"\b{short}", long, text)
    return text


def easy_lines(text: str) -> list[str]:
    """The same, a sentence on each line."""
    text = text.strip()
    ends = [it for it in _ENDS.finditer(text) if not _goes_on(text, it.start())]
    starts = (0, *(it.end() for it in ends))
    lines = map(slice, starts, (*(it.start() for it in ends), None))
    return [_capital(easy_sentence(text[line])) for line in lines if text]


def _goes_on(text: str, end: int) -> bool:
    """Whether what ends there is short for something; the longest is `einschl.`."""
    return _GOES_ON.search(text, max(end - 8, 0), end) is not None


def _long_days(row: str) -> str:
    """`Mo–Fr` -> `Montag bis Freitag`, `Di/Do` -> `Dienstag und Donnerstag`."""
    row = re.sub(r"\s*[–-]\s*", " bis ", row)
    row = re.sub(r"\s*/\s*", " und ", row)
    return re.sub(_SHORT, lambda day: _NAMES[day[0].rstrip(".")], row)


def _clock_words(hour: str, minute: str | None) -> str:
    shown = f":{minute}" if minute and minute != "00" else ""
    return f"{int(hour)}{shown} Uhr"


def _is_name(found: re.Match[str]) -> bool:
    """Whether a number only names something: `Raum 2.10.`, `Nr. 12 bis 14`."""
    return _CALLED.search(found.string, 0, found.start()) is not None


def _range(found: re.Match[str]) -> str:
    if not found[1] and _is_name(found):
        return found[0]
    von = found[1] or "von "
    since, until = _clock_words(found[2], found[3]), _clock_words(found[4], found[5])
    return f"{von}{since} bis {until}"


def _big_number(found: re.Match[str]) -> str:
    """What is said to be about that many stays so; rounded twice it would be wrong."""
    words = easy_number(int(found[2].replace(".", "")))
    if not found[1]:
        return words
    return found[0] if words.startswith("mehr") else f"{found[1]} {words}"


def _written_date(found: re.Match[str]) -> str:
    day, month = int(found[1] or found[4]), int(found[2] or found[5])
    if not (1 <= day <= 31 and 1 <= month <= len(MONTHS)) or (found[4] and _is_name(found)):
        return found[0]
    return f"{day}. {MONTHS[month - 1]}" + (f" {found[3]}" if found[3] else "")


def _two_sums(found: re.Match[str]) -> str:
    """`5,00–7,50 €` -> `5 Euro bis 7 Euro und 50 Cent`."""
    if _is_name(found):
        return found[0]
    low, high = _sum(found[1], found[2]), _sum(found[4], found[5])
    joint = {"/": "oder", "oder": "oder"}.get(found[3], "bis")
    are_whole = low == int(low) and high == int(high)
    return (
        f"{int(low)} {joint} {easy_money(high)}"
        if are_whole
        else f"{easy_money(low)} {joint} {easy_money(high)}"
    )


def _sum(euros: str, cents: str | None) -> Decimal:
    return Decimal(f"{euros}.{cents}" if cents and cents.isdigit() else euros)
