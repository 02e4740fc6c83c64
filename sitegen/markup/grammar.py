"""The forms of the dialect that reader and renderer share, so that they cannot disagree.

All patterns are linear for the texts that `limits` lets through: repeated parts are
possessive or end at the next character of their own kind.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

Value: TypeAlias = str | int

# What texts quote by its id alone: a fact, or the number of a help line.
FACT_KIND = "fakt"
HELP_KIND = "krisenhilfe"

LINK = (
    r"\[(?P<text>[^\[\]]*+)\]"
    r"\((?P<address>(?:[^()\s]|\([^()\s]*+\))*+)\)"
)
FACT = rf"\[\[(?P<kind>{FACT_KIND}|{HELP_KIND}):(?P<id>[a-z0-9-]+)\]\]"

# Stars count only at the edges of words: "Bürger*innen und Gäst*innen" is no emphasis.
STRONG = (
    r"(?<![\w*])\*\*(?=[^\s*])"
    r"(?P<inner>(?:[^*]|\*(?!\*))+?)"
    r"(?<=[^\s*])\*\*(?![\w*])"
)
EMPHASIS = (
    r"(?<![\w*])\*(?=[^\s*])"
    r"(?P<inner>(?:[^*]|(?<=\w)\*(?=\w))+?)"
    r"(?<=[^\s*])\*(?![\w*])"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A link to a record, or a quoted fact or number (then `text` is empty).

    `line` and `column` count from 1 at the start of the text.
    """

    kind: str
    target: str
    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding before it has a file: its code, its place in the text, its values."""

    code: str
    line: int
    column: int
    values: Mapping[str, Any] = field(default_factory=dict)


class Segment(NamedTuple):
    """A piece of one line: where it starts and what it says."""

    line: int
    column: int
    text: str


class Block:
    """The running text of one paragraph, heading, list item or table cell."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        """Join the segments as the lines of one text."""
        self._segments = tuple(segments)
        self.text = "\n".join(segment.text for segment in self._segments)
        self._starts = [0]
        for segment in self._segments[:-1]:
            self._starts.append(self._starts[-1] + len(segment.text) + 1)

    def fault(self, code: str, offset: int, **values: Value) -> Fault:
        """A finding at that offset of the text."""
        line, column = self.position(offset)
        return Fault(code, line, column, values)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset of the text."""
        index = bisect_right(self._starts, offset) - 1
        segment = self._segments[index]
        return segment.line, segment.column + offset - self._starts[index]


def lines_of(text: str) -> list[str]:
    """The lines of a text: they end with LF or CRLF and nothing else."""
    return [line.removesuffix("\r") for line in text.split("\n")]


def one_line(text: str) -> str:
    """The text with every run of blanks as one space."""
    return " ".join(text.split())


def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern as Python-Markdown compiles it."""
    return re.compile(pattern, re.DOTALL)
