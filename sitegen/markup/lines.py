"""The form of a line by its first characters, before anything around it is known."""

import re
from enum import Enum, auto
from typing import NamedTuple

from sitegen.markup.grammar import Fault, Segment, Value


class Form(Enum):
    """What a line looks like."""

    BLANK = auto()
    RULE = auto()
    UNDERLINE = auto()
    FENCE = auto()
    DEFINITION = auto()
    HEADING = auto()
    QUOTE = auto()
    ROW = auto()
    BULLET = auto()
    NUMBER = auto()
    FOREIGN_BULLET = auto()
    TEXT = auto()


# No form but plain text begins with any other character: most lines are known by their first.
_MARKED = re.compile(r"[-=`~*_\[#>|:+•·◦▪‣●○∙\d]|$")
# The first that fits counts.
_FORMS = tuple(
    (form, re.compile(pattern))
    for form, pattern in (
        (Form.BLANK, r"$"),
        (Form.RULE, r"(?:(?:-[ ]*+){3,}|(?:\*[ ]*+){3,}|(?:_[ ]*+){3,})$"),
        (Form.UNDERLINE, r"(?:=+|--)$"),
        (Form.FENCE, r"```|~~~"),
        (Form.DEFINITION, r"\[[^\[\]]+\]:"),
        (Form.HEADING, r"#"),
        (Form.QUOTE, r">"),
        (Form.ROW, r"\||:?-+:?[ ]*\|[ :|-]*$"),
        (Form.BULLET, r"-(?:[ ]|$)"),
        (Form.NUMBER, r"\d+\.[ ]"),
        (Form.FOREIGN_BULLET, r"[*+•·◦▪‣●○∙](?:[ \u00a0]|$)"),
        (Form.TEXT, r""),
    )
)
_MARK = re.compile(r"(?:(?P<number>\d+)\.|.)(?P<gap>[ \u00a0]*)")
# Beginnings of a paragraph that were meant as a list: "-Kaffee", "– Kaffee", "1)", "1.Kaffee".
_MEANT_AS_ITEM = re.compile(
    r"-(?=[^\W\d_]|\u00a0)|[–—][ \u00a0]|\d{1,2}\)[ ]|\d{1,2}\.(?=[^\W\d_])"
)
_DATE = re.compile(
    r"\d+\.[ ]+(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober"
    r"|November|Dezember)\b"
)


class Line(NamedTuple):
    """A line without its outer spaces; `indent` spaces stood before its first character.

    `offset` columns of the line belong to what it stands in, such as the mark of a quote.
    `has_break` tells of two spaces at its end, which other programs print as a line break.
    """

    number: int
    indent: int
    body: str
    form: Form
    has_break: bool
    offset: int = 0

    @property
    def ordinal(self) -> int:
        """The number of a numbered item; without one, or with a very long one, 0."""
        digits = self.body.partition(".")[0]
        return int(digits) if digits.isdecimal() and len(digits) < 10 else 0

    @property
    def mark_length(self) -> int:
        """How many characters the mark of a list item and the spaces after it take."""
        match = _MARK.match(self.body)
        return match.end() if match else 0

    @property
    def is_date(self) -> bool:
        """Whether a number at the start is the day of a month."""
        return _DATE.match(self.body) is not None

    @property
    def is_meant_as_item(self) -> bool:
        """Whether the writer probably wanted a list item."""
        return _MEANT_AS_ITEM.match(self.body) is not None

    def inner(self, skip: int) -> "Line":
        """What stands after the first `skip` characters, as a line of its own."""
        return read_line(
            self.number,
            self.body[skip:],
            self.offset + self.indent + skip,
            has_break=self.has_break,
        )

    def segment(self, skip: int = 0) -> Segment:
        """The text without its first `skip` characters."""
        return Segment(self.number, self._column + skip, self.body[skip:])

    def fault(self, code: str, skip: int = 0, **values: Value) -> Fault:
        """A finding at the first character, or `skip` characters after it."""
        return Fault(code, self.number, self._column + skip, {"stelle": self.body, **values})

    @property
    def _column(self) -> int:
        return self.offset + self.indent + 1


def read_line(number: int, raw: str, offset: int = 0, *, has_break: bool | None = None) -> Line:
    """The line with its form; `offset` of its columns were read before."""
    body = raw.strip(" ")
    indent = len(raw) - len(raw.lstrip(" ")) if body else 0
    form = Form.TEXT
    if _MARKED.match(body):
        form = next(form for form, pattern in _FORMS if pattern.match(body))
    broken = raw.endswith("  ") if has_break is None else has_break
    return Line(number, indent, body, form, broken, offset)
