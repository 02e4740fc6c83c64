"""Rules about single signs: numbers, times, abbreviations, and signs that nobody reads aloud."""

import re
from collections.abc import Iterator
from functools import cache

from sitegen.dates import MONTHS
from sitegen.easylint.lines import Line
from sitegen.easylint.lists import lists
from sitegen.easylint.reading import Reading
from sitegen.easylint.sentences import Fault, Token

_ZERO_TIME = re.compile(r"\b0(\d)[:.](\d\d)\b(?!\.)")
_DOT_TIME = re.compile(r"\b(\d{1,2})\.(\d\d)(?=\s*(?:Uhr|bis|–|-))")
# The name of a room or a chapter looks the same.
_NO_DAY = "".join(
    rf"(?<!\b{word} )"
    for word in ("Nummer", "Raum", "Räume", "Saal", "Zimmer", "Kapitel", "Abschnitt", "Punkt")
)
_DATE = re.compile(rf"\b{_NO_DAY}(\d{{1,2}})\.\s?(\d{{1,2}})\.(?:\s?(\d{{4}}|\d\d)\b)?")
_ZERO_DAY = re.compile(rf"\b0(\d)\.\s({'|'.join(MONTHS)})\b")
_WEEKDAY = re.compile(
    r"\b(Mo|Di|Mi|Do|Fr|Sa|So)(?:\.(?!\w)|(?=\s?[-–/]\s?(?:Mo|Di|Mi|Do|Fr|Sa|So)\b))"
)
_ROMAN = re.compile(r"(?:X{1,3}|X{0,3}(?:IX|IV|V?I{1,3}|V))")
_SIGN = re.compile(r"\.{3}|[/&%§()\[\];…„“”\"«»‚‘*_=+#°→•<>{}]|(?<=[^\W\d]):(?=[^\W\d])")
_LINE = re.compile(r"[USNR]\d{1,3}$")


def spoken_signs(reading: Reading) -> Iterator[Fault]:
    """Signs that have no sound."""
    text = reading.sentence.line.text
    for token in reading.sentence.tokens:
        is_sign = token.kind == "sign" and token.start not in reading.names
        match = _SIGN.match(text, token.start) if is_sign else None
        if match:
            yield reading.sentence.fault("leicht-sonderzeichen", token, zeichen=match[0])
        elif token.kind == "number" and "/" in token.text:
            at = token.start + token.text.index("/")
            yield reading.sentence.fault("leicht-sonderzeichen", at, zeichen="/")


def bars(reading: Reading) -> Iterator[Fault]:
    """Bars that are shown as such, because they do not stand within a word."""
    line = reading.sentence.line
    for token in reading.sentence.tokens:
        for at, char in enumerate(token.text, token.start):
            if char == "|" and not _is_within_word(line, at):
                yield reading.sentence.fault("leicht-strich", at)


def abbreviations(reading: Reading) -> Iterator[Fault]:
    """What is written short and spoken long."""
    sentence = reading.sentence
    for start, words in _found(reading, _abbreviation()):
        yield sentence.fault("leicht-abkuerzung", start, wort=words)
    for token in reading.open_words:
        capitals = [part for part in token.parts if _is_short(part)]
        if capitals and not any(reading.known.knows_word(part) for part in capitals):
            yield sentence.fault("leicht-abkuerzung", token, wort=capitals[0])


def times_and_dates(reading: Reading) -> Iterator[Fault]:
    """Times and days as nobody says them."""
    for pattern, better in _FORMS:
        for match in _matches(reading, pattern):
            words = {"wert": match[0].strip(), "vorschlag": better(match)}
            yield reading.sentence.fault("leicht-zeitangabe", match.start(), **words)


def big_numbers(reading: Reading) -> Iterator[Fault]:
    """Numbers of which nobody has an idea: large ones, percent, fractions, Roman ones."""
    tokens = reading.sentence.tokens
    for index, token in enumerate(tokens):
        before = tokens[index - 1].lower if index else ""
        after = tokens[index + 1].text if index + 1 < len(tokens) else ""
        is_roman = token.kind == "word" and len(token.text) > 1 and _ROMAN.fullmatch(token.text)
        is_percent = token.lower in {"prozent", "promille"}
        if is_roman or is_percent or (token.kind == "number" and _is_big(token, before, after)):
            yield reading.sentence.fault("leicht-grosse-zahl", token, wert=token.text)


def number_words(reading: Reading) -> Iterator[Fault]:
    """Numbers in letters."""
    digits = lists()["zahlwoerter"]
    for token in reading.open_words:
        if token.lower in digits:
            words = {"wort": token.text, "vorschlag": digits[token.lower]}
            yield reading.sentence.fault("leicht-zahlwort", token, **words)


def _is_within_word(line: Line, at: int) -> bool:
    """Whether letters stand right before and after it, with no mark between them."""
    if not 0 < at < len(line.text) - 1:
        return False
    row, column = line.places[at]
    is_next_to = line.places[at - 1] == (row, column - 1) and line.places[at + 1] == (
        row,
        column + 1,
    )
    return is_next_to and line.text[at - 1].isalnum() and line.text[at + 1].isalnum()


def _is_short(part: str) -> bool:
    return (
        len(part) > 1
        and part.isupper()
        and not _ROMAN.fullmatch(part)
        and not _LINE.match(part)
        and sum(char.isalpha() for char in part) > 1
    )


def _is_big(token: Token, before: str, after: str) -> bool:
    """Four digits and more, or a fraction; no year, no post code, no telephone, no time."""
    digits = token.text
    if digits[0] in "0+" or " " in digits or ":" in digits or "/" in digits:
        return False
    if before in {"nummer", "telefon", "telefonnummer", "telefon|nummer", ":"}:
        return False
    if re.fullmatch(r"\d+,\d+", digits):
        return True
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", digits):
        return True
    is_year = re.fullmatch(r"(?:19|20)\d\d", digits) is not None
    is_post_code = len(digits) == 5 and after[:1].isupper()
    return digits.isdecimal() and len(digits) > 3 and not is_year and not is_post_code


@cache
def _abbreviation() -> re.Pattern[str]:
    words = sorted(lists()["abkuerzungen"], key=len, reverse=True)
    each = (re.escape(word).replace(r"\ ", r"\s?") for word in words)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(each)})(?!\w)")


def _found(reading: Reading, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    for match in _matches(reading, pattern):
        yield match.start(), match[0]


def _matches(reading: Reading, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """What stands in the sentence, with offsets of its line, but not in a name or an address."""
    tokens = reading.sentence.tokens
    last = tokens[-1]
    for match in pattern.finditer(
        reading.sentence.line.text, tokens[0].start, last.start + len(last.text)
    ):
        holder = max((it for it in tokens if it.start <= match.start()), key=lambda it: it.start)
        if holder.kind != "blank" and holder.start not in reading.names:
            yield match


def _month(number: str) -> str:
    return MONTHS[int(number) - 1] if 1 <= int(number) <= 12 else number


def _full_date(match: re.Match[str]) -> str:
    year = match[3] or ""
    year = f" 20{year}" if len(year) == 2 else f" {year}" if year else ""
    return f"{int(match[1])}. {_month(match[2])}{year}"


_FORMS = (
    (_ZERO_TIME, lambda match: f"{match[1]}:{match[2]}"),
    (_DOT_TIME, lambda match: f"{int(match[1])}:{match[2]}"),
    (_DATE, _full_date),
    (_ZERO_DAY, lambda match: f"{match[1]}. {match[2]}"),
    (_WEEKDAY, lambda match: str(lists()["wochentage"][match[1]])),
)
