"""Text -> its lines as one reads them: without markup, with the way back to where they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sitegen.markup.blocks import read_blocks
from sitegen.markup.grammar import EMPHASIS, FACT, LINK, STRONG, Block, compiled, lines_of
from sitegen.markup.lines import Form as Mark
from sitegen.markup.lines import read_line

Form: TypeAlias = Literal["heading", "item", "text", "label"]
Place: TypeAlias = tuple[int, int]

# Stands for what a program fills in: {name}, [[fakt:x]].
BLANK = "\ufffc"
_LINK = compiled(LINK)
_STRONG = compiled(STRONG)
_EMPHASIS = compiled(EMPHASIS)
_VALUE = compiled(r"\{\w+\}")
_BLANKS = compiled(rf"{FACT}|{_VALUE.pattern}")
_FORMS: dict[Mark, Form] = {
    Mark.HEADING: "heading",
    Mark.BULLET: "item",
    Mark.NUMBER: "item",
    Mark.ROW: "item",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A running text: a heading, an item, the lines of a paragraph, or a `label` of the frame.

    `places` are line and column of each character, `strong` the bold ones. `section` counts
    the headings before it; only a text `with_marks` can have bold words.
    """

    text: str
    places: tuple[Place, ...]
    form: Form = "text"
    strong: frozenset[int] = frozenset()
    section: int = 0
    with_marks: bool = True


@dataclass(slots=True)
class _Piece:
    """Characters with their places, while marks are taken out."""

    chars: list[str]
    offsets: list[int]
    strong: set[int]

    def take_out(self, pattern: re.Pattern[str], *, strong: bool = False) -> None:
        """Keep what a mark encloses: its group `text` or `inner`."""
        for match in reversed(list(pattern.finditer("".join(self.chars)))):
            group = "inner" if "inner" in pattern.groupindex else "text"
            start, end = match.span(group)
            if strong:
                self.strong.update(self.offsets[start:end])
            for first, last in ((end, match.end()), (match.start(), start)):
                del self.chars[first:last], self.offsets[first:last]

    def fill_in(self, pattern: re.Pattern[str]) -> None:
        """Put one character where a program puts words."""
        for match in reversed(list(pattern.finditer("".join(self.chars)))):
            start, end = match.span()
            self.chars[start:end] = [BLANK]
            self.offsets[start:end] = [self.offsets[start]]


def markdown_lines(text: str) -> tuple[Line, ...]:
    """The running texts of a text of the dialect."""
    raw = lines_of(text)
    found: list[Line] = []
    section = 0
    for block in read_blocks(text)[0]:
        form = _FORMS.get(read_line(1, raw[block.position(0)[0] - 1]).form, "text")
        section += form == "heading"
        found += _line(block, form, section)
    return tuple(found)


def plain_lines(text: str, *, is_label: bool = False) -> tuple[Line, ...]:
    """The lines of a text without marks; each stands for itself."""
    found = []
    for number, raw in enumerate(lines_of(text), 1):
        piece = _Piece(list(raw), list(range(len(raw))), set())
        piece.fill_in(_VALUE)  # facts are quoted where there are marks
        places = tuple((number, offset + 1) for offset in piece.offsets)
        form: Form = "label" if is_label else "text"
        found.append(Line("".join(piece.chars), places, form, with_marks=False))
    return tuple(line for line in found if line.text.strip())


def _line(block: Block, form: Form, section: int) -> Iterator[Line]:
    text = block.text
    piece = _Piece(list(text), list(range(len(text))), set())
    piece.take_out(_LINK)
    piece.fill_in(_BLANKS)
    piece.take_out(_STRONG, strong=True)
    piece.take_out(_EMPHASIS)
    places = tuple(block.position(offset) for offset in piece.offsets)
    strong = frozenset(at for at, offset in enumerate(piece.offsets) if offset in piece.strong)
    if piece.chars:
        yield Line("".join(piece.chars), places, form, strong, section)
