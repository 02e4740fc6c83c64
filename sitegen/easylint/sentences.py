"""Lines -> sentences -> tokens: what a rule looks at, and where it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, TypeAlias

from sitegen.easylint.lines import BLANK, Form, Line, Place
from sitegen.easylint.lists import lists

Kind: TypeAlias = Literal["word", "number", "sign", "blank"]

_TOKEN = re.compile(
    r"(?P<address>https?://\S+|www\.\S+|\S+@\S+|[\w-]+\.(?:de|org|eu|com|net)\b[\w/.-]*)"
    r"|(?P<number>\+?\d[\d/]*(?:[.:,]\d+)*(?:[ ]\d+)*(?![^\W\d_]))"
    r"|(?P<word>[^\W_]+(?:[-|·'’][^\W_]+)*-?)"
    rf"|(?P<blank>{BLANK})"
    r"|(?P<sign>[^\s\w]|_)"
)
_END = re.compile(r"[.!?:]+[“”\"»‘)]*(?=\s|$)")
_SHORT = 6  # words of a line after which a capital letter begins something new


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that easy language does otherwise: the rule, the place, and what fills its text."""

    rule: str
    line: int
    column: int
    values: dict[str, Any] = field(default_factory=dict)
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign, and where it begins in its line."""

    text: str
    start: int
    kind: Kind
    is_strong: bool = False

    @property
    def lower(self) -> str:
        """The word in small letters."""
        return self.text.lower()

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of a compound that is split: `Roll|Stuhl`, `Roll-Stuhl`, `Roll·stuhl`."""
        if self.text.isalnum():
            return (self.text,)
        return tuple(part for part in re.split(r"[-|·]", self.text) if part)

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or what stands for one in headings, items and labels."""

    text: str
    line: Line
    tokens: tuple[Token, ...]

    @property
    def form(self) -> Form:
        """What it is part of."""
        return self.line.form

    @property
    def words(self) -> tuple[Token, ...]:
        """What counts as a word: everything but signs."""
        return tuple(token for token in self.tokens if token.kind != "sign")

    @property
    def is_question(self) -> bool:
        """Whether it asks something."""
        return "?" in self.text[-3:]

    def place(self, start: int) -> Place:
        """Line and column of an offset of the line."""
        return self.line.places[start]

    def fault(self, rule: str, at: Token | int, **values: object) -> Fault:
        """A fault at a token, or at an offset of the line."""
        line, column = self.place(at if isinstance(at, int) else at.start)
        return Fault(rule, line, column, values, self.text)


def sentences_of(lines: Sequence[Line]) -> Iterator[Sentence]:
    """All sentences in the order written."""
    for line in lines:
        for start, end in _spans(line.text):
            text = line.text[start:end]
            tokens = tuple(_tokens(line, start, end))
            if tokens:
                yield Sentence(text.strip(), line, tokens)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in re.finditer(rf"{_END.pattern}|\n", text):
        if _breaks(text, start, match):
            yield start, match.end()
            start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _breaks(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether something new begins after a mark, or at the end of a line."""
    rest = text[match.end() :].lstrip()
    before = text[start : match.end()]
    begins = not rest or rest[0].isupper() or not rest[0].isalpha()
    if match[0] == "\n":
        return not before.strip() or (begins and len(before.split()) <= _SHORT)
    return begins and not _goes_on().search(before)


@cache
def _goes_on() -> re.Pattern[str]:
    """After these a full stop ends no sentence: the day of a month, and abbreviations."""
    short = (word.removesuffix(".") for word in lists()["abkuerzungen"] if word.endswith("."))
    words = "|".join(map(re.escape, (*lists()["wochentage"], *short)))
    return re.compile(rf"\b(?:\d{{1,2}}|[^\W\d_]|{words})\.$")


def _tokens(line: Line, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(line.text, start, end):
        name = match.lastgroup or "sign"
        kind: Kind = "blank" if name in {"address", "blank"} else name  # type: ignore[assignment]
        yield Token(match[0], match.start(), kind, match.start() in line.strong)
