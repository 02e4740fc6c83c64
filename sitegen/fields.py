"""Strict field types: the text an editor wrote becomes a typed value or a German finding.

Every type takes text only (the reader never types anything) and fails with a code of the
message catalogue, never with English. The types know nothing of any record.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, NoReturn

from pydantic import PlainValidator

from sitegen import forms
from sitegen.addresses import PhoneNumber as PhoneNumber  # noqa: PLC0414 - given on to others
from sitegen.addresses import parse_email, parse_phone, parse_web_address
from sitegen.dates import Moment
from sitegen.markup import PAPER_NUMBER
from sitegen.plaintext import at_most, one_line, prose, refuse, text_of
from sitegen.rhythms import Rhythm
from sitegen.rhythmwords import parse_rhythm
from sitegen.urls import RESERVED, is_slug, slugify


class YesNo(Enum):
    """A fact a visitor relies on: unknown is not no."""

    YES = "ja"
    NO = "nein"
    UNKNOWN = "unbekannt"


def parse_date(value: object) -> date:
    """`2026-11-22` and nothing else."""
    text = text_of(value)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        refuse("datum-ungueltig", vorschlag=_date_advice(text))
    found = _day(*map(int, text.split("-")))
    if found is None:
        refuse("datum-gibt-es-nicht")
    return found


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2199 else None
    except ValueError:
        return None


_MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
_DATE_FORMS = (
    re.compile(r"(?P<d>\d{1,2})\.\s*(?P<m>\d{1,2})\.\s*(?P<y>\d{4}|[0-4]\d)", re.ASCII),
    re.compile(r"(?P<y>\d{4})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})", re.ASCII),
    re.compile(r"(?P<d>\d{1,2})\.?\s*(?P<m>[A-Za-zä]{3,9})\.?\s*(?P<y>\d{4})"),
)


def _date_advice(text: str) -> str | None:
    """The day that `1.3.2026`, `2026-3-1` or `1. März 2026` means."""
    for form in _DATE_FORMS:
        match = form.fullmatch(text)
        if match:
            year = int(match["y"]) + (2000 if len(match["y"]) == 2 else 0)
            found = _day(year, _month(match["m"]), int(match["d"]))
            return found.isoformat() if found else None
    return None


def _month(text: str) -> int:
    word = text[:3].casefold()
    return _MONTHS.index(word) + 1 if word in _MONTHS else int(text) if text.isdigit() else 0


def parse_time(value: object) -> time:
    """`00:00` up to `23:59`; the end of a day is no time of its own (`24:00` is refused)."""
    text = text_of(value)
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text, re.ASCII):
        _refuse_time(text)
    return time.fromisoformat(text)


_END_OF_DAY = re.compile(r"24(?:[:.h]\s?00)?\s*(?:Uhr|h)?", re.ASCII)


def _refuse_time(text: str) -> NoReturn:
    if _END_OF_DAY.fullmatch(text):
        refuse("uhrzeit-24")
    refuse("uhrzeit-ungueltig", vorschlag=_time_advice(text))


def _time_advice(text: str) -> str | None:
    """The time that `9`, `9.30` or `9 Uhr` means; a time that is right means itself."""
    loose = re.fullmatch(r"(\d{1,2})(?:[:.h]\s?(\d{2}))?\s*(?:Uhr|h)?", text, re.ASCII)
    hour, minute = (int(loose[1]), int(loose[2] or 0)) if loose else (99, 99)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def parse_moment(value: object) -> Moment:
    """`2026`, `2026-03`, `2026-03-01` or `2026-03-01 18:30`: as exactly as it is known."""
    text = text_of(value)
    form = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[ T](\S.*))?)?)?", text, re.ASCII)
    if form is None:
        refuse("zeitpunkt-ungueltig", vorschlag=_moment_advice(text))
    year, month, day = (int(part) if part else None for part in form.groups()[:3])
    if year is None or _day(year, 1 if month is None else month, 1 if day is None else day) is None:
        refuse("datum-gibt-es-nicht")
    return Moment(year, month, day, _clock(form[0], form[4]) if form[4] else None)


def _clock(text: str, words: str) -> time:
    """The time of a moment; what is wrong with it is answered with the whole moment."""
    if _END_OF_DAY.fullmatch(words):
        refuse("uhrzeit-24")
    likely = _time_advice(words)
    if likely != words:
        refuse("zeitpunkt-ungueltig", vorschlag=f"{text[:10]} {likely}" if likely else None)
    return time.fromisoformat(words)


_MONTH_FORMS = (
    re.compile(r"(?P<m>\d{1,2})\s*[./]\s*(?P<y>\d{4})", re.ASCII),
    re.compile(r"(?P<m>[A-Za-zä]{3,9})\.?\s*(?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})[-./](?P<m>\d{1,2})", re.ASCII),
)
_DAY_AND_CLOCK = re.compile(r"(.+?)\s*(?:,|\s|\bum\b)\s*(\d{1,2}(?:[:.]\d{2})?\s*(?:Uhr|h)?)")


def _moment_advice(text: str) -> str | None:
    """The day, month or minute that `1.3.2026`, `März 2026` or `1.3.2026 18.30 Uhr` means."""
    text = " ".join(text[:60].split())
    for form in _MONTH_FORMS:
        match = form.fullmatch(text)
        if match:
            found = _day(int(match["y"]), _month(match["m"]), 1)
            return found.isoformat()[:7] if found else None
    both = _DAY_AND_CLOCK.fullmatch(text)
    if both is None:
        return _date_advice(text)
    day, clock = _date_advice(both[1]), _time_advice(both[2])
    return f"{day} {clock}" if day and clock else None


def parse_number(value: object) -> str:
    """`Wort 101/2023`, perhaps with `1. Ergänzung`: the number of a council paper."""
    text = at_most(90, " ".join(text_of(value).split()))
    if not PAPER_NUMBER.fullmatch(text):
        refuse("drucksache-ungueltig")
    return text


def parse_year(value: object) -> int:
    """Four digits between 1900 and 2199."""
    text = text_of(value)
    if not re.fullmatch(r"(19|20|21)\d{2}", text, re.ASCII):
        refuse("jahr-ungueltig")
    return int(text)


_YES_NO_WORDS = {
    **dict.fromkeys(("ja", "j", "yes", "y", "true", "x"), "ja"),
    **dict.fromkeys(("nein", "n", "no", "false"), "nein"),
    **dict.fromkeys(("unbekannt", "?", "unklar", "unknown"), "unbekannt"),
}


def parse_yes_no(value: object) -> YesNo:
    """`ja`, `nein` or `unbekannt`."""
    text = text_of(value)
    try:
        return YesNo(text)
    except ValueError:
        refuse("ja-nein-unbekannt", vorschlag=_YES_NO_WORDS.get(text.casefold()))


def whole_number(low: int, high: int) -> Callable[[object], int]:
    """A parser for a whole number from `low` to `high`."""

    def parse(value: object) -> int:
        text = text_of(value)
        if not re.fullmatch(r"\d{1,6}", text, re.ASCII) or not low <= int(text) <= high:
            refuse("zahl-ungueltig", von=low, bis=high)
        return int(text)

    return parse


def degrees(low: int, high: int) -> Callable[[object], float]:
    """A parser for a coordinate in decimal degrees from `low` to `high`."""

    def parse(value: object) -> float:
        text = text_of(value)
        if not re.fullmatch(r"-?\d{1,3}\.\d{1,8}", text, re.ASCII):
            refuse("koordinate-ungueltig", von=low, bis=high)
        if not low <= float(text) <= high:
            refuse("koordinate-ungueltig", von=low, bis=high)
        return float(text)

    return parse


def parse_euro(value: object) -> Decimal:
    """`5`, `5,50` or `5.50`: an amount in euros without the word."""
    text = text_of(value)
    if not re.fullmatch(r"\d{1,5}([.,]\d{2})?", text, re.ASCII):
        refuse("betrag-ungueltig")
    return Decimal(text.replace(",", "."))


def parse_postal_code(value: object) -> str:
    """Five digits."""
    text = text_of(value)
    if not re.fullmatch(r"\d{5}", text, re.ASCII):
        refuse("postleitzahl-ungueltig")
    return text


def parse_slug(value: object) -> str:
    """An id: lower-case ASCII letters, digits and single hyphens, and no reserved name."""
    text = text_of(value)
    if not is_slug(text):
        advice = slugify(text)
        refuse("kennung-ungueltig", vorschlag=None if advice in RESERVED else advice or None)
    if text in RESERVED:
        refuse("kennung-vorbehalten")
    return text


def parse_language(value: object) -> str:
    """An ISO 639-1 code such as `de` or `uk`, or `dgs` for German Sign Language."""
    text = text_of(value)
    if text != "dgs" and text not in language_names():
        by_name = {name.casefold(): code for code, name in language_names().items()}
        codes = {code: code for code in (*language_names(), "dgs")}
        refuse("sprache-unbekannt", vorschlag=(by_name | codes).get(text.casefold()))
    return text


@cache
def language_names() -> Mapping[str, str]:
    """German names of all two-letter language codes."""
    from babel import Locale

    names = Locale.parse("de").languages
    return {code: name for code, name in names.items() if len(code) == 2}


def language_name(code: str) -> str:
    """The German name of a language that a record names by its code."""
    return "Deutsche Gebärdensprache" if code == "dgs" else language_names()[code]


@dataclass(frozen=True, slots=True)
class MarkdownText:
    """Marks a field whose text is Markdown in our dialect."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Marks a field that names another record: by bare id, or `typ/id` for several types.

    `keywords` are words allowed in place of an id ("stadtweit").
    """

    types: tuple[str, ...]
    keywords: frozenset[str] = frozenset()

    def split(self, value: str) -> tuple[str, str] | None:
        """Type and id that `value` names; None for a keyword or an unknown type."""
        if value in self.keywords:
            return None
        if len(self.types) == 1:
            return self.types[0], value
        kind, _, record_id = value.partition("/")
        return (kind, record_id) if kind in self.types else None


def ref(*types: str, keywords: tuple[str, ...] = ()) -> Reference:
    """The marker for `Annotated[str, ...]`; see `Reference`."""
    return Reference(types, frozenset(keywords))


def _mixed_reference(value: object) -> str:
    text = text_of(value)
    kind, slash, record_id = text.partition("/")
    if not slash or not is_slug(kind):
        refuse("verweis-ohne-art")
    if not is_slug(record_id):
        advice = slugify(record_id)
        refuse("kennung-ungueltig", vorschlag=f"{kind}/{advice}" if advice else None)
    return text


Line = Annotated[str, PlainValidator(one_line(200)), forms.line(200)]
Label = Annotated[str, PlainValidator(one_line(90)), forms.line(90)]
Summary = Annotated[str, PlainValidator(one_line(160)), forms.line(160)]
Sentence = Annotated[str, PlainValidator(one_line(300)), forms.line(300)]
Note = Annotated[str, PlainValidator(prose(2_000)), forms.prose(2_000)]
Lines = Annotated[str, PlainValidator(prose(20_000)), forms.prose(20_000)]
Prose = Annotated[str, PlainValidator(prose(20_000)), forms.prose(20_000), MarkdownText()]
IsoDate = Annotated[date, PlainValidator(parse_date), forms.DATE]
When = Annotated[Moment, PlainValidator(parse_moment), forms.WHEN]
PaperNumber = Annotated[str, PlainValidator(parse_number), forms.PAPER]
HowOften = Annotated[Rhythm, PlainValidator(parse_rhythm), forms.RHYTHM]
ClockTime = Annotated[time, PlainValidator(parse_time), forms.CLOCK]
Year = Annotated[int, PlainValidator(parse_year), forms.YEAR]
TriState = Annotated[
    YesNo,
    PlainValidator(parse_yes_no),
    forms.choice([word.value for word in YesNo], "ja-nein-unbekannt"),
]
Rank = Annotated[int, PlainValidator(whole_number(1, 99)), forms.whole(1, 99)]
Age = Annotated[int, PlainValidator(whole_number(0, 120)), forms.whole(0, 120)]
Days = Annotated[int, PlainValidator(whole_number(1, 1_100)), forms.whole(1, 1_100)]
GridStep = Annotated[int, PlainValidator(whole_number(1, 16)), forms.whole(1, 40)]
Pixels = Annotated[int, PlainValidator(whole_number(1, 10_000)), forms.whole(1, 10_000)]
Frames = Annotated[int, PlainValidator(whole_number(1, 120)), forms.whole(1, 120)]
Seconds = Annotated[int, PlainValidator(whole_number(1, 7_200)), forms.whole(1, 7_200)]
Latitude = Annotated[float, PlainValidator(degrees(-90, 90)), forms.degrees(-90, 90)]
Longitude = Annotated[float, PlainValidator(degrees(-180, 180)), forms.degrees(-180, 180)]
Euro = Annotated[Decimal, PlainValidator(parse_euro), forms.EURO]
PostalCode = Annotated[str, PlainValidator(parse_postal_code), forms.POSTAL_CODE]
Slug = Annotated[str, PlainValidator(parse_slug), forms.SLUG]
MixedReference = Annotated[str, PlainValidator(_mixed_reference), forms.MIXED]
Phone = Annotated[PhoneNumber, PlainValidator(parse_phone), forms.PHONE]
Mail = Annotated[str, PlainValidator(parse_email), forms.MAIL]
WebAddress = Annotated[str, PlainValidator(parse_web_address), forms.WEB]
Language = Annotated[str, PlainValidator(parse_language), forms.LANGUAGE]
