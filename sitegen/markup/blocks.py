"""Text -> the running texts of its blocks, and what is wrong with its lines.

One pass over the lines: one method per form says what such a line may follow. Where
Markdown programs disagree (a list without a blank line before it, two spaces of
indentation, a line of dashes) the line is refused with the way to write it.
"""

from dataclasses import dataclass
from itertools import groupby

from sitegen.markup.grammar import Block, Fault, Segment, Value, lines_of
from sitegen.markup.limits import MAX_LIST_LEVELS
from sitegen.markup.lines import Form, Line, read_line
from sitegen.markup.tables import cells_of, table_faults

_STEP = 4
# After these anything may follow: the start of a chunk, a heading, a refused line.
_OPEN_ENDS: frozenset[Form | None] = frozenset({None, Form.HEADING, Form.RULE})
_NO_BLANK_LINE = {
    Form.HEADING: "text-ueberschrift-ohne-leerzeile",
    Form.QUOTE: "text-zitat-ohne-leerzeile",
    Form.ROW: "text-tabelle-ohne-leerzeile",
}


def read_blocks(text: str) -> tuple[list[Block], list[Fault]]:
    """Every running text in the order written, and the faults of the lines."""
    lines = [read_line(number, raw) for number, raw in enumerate(lines_of(text), 1)]
    reader = _Reader()
    for is_blank, chunk in groupby(lines, key=lambda line: line.form is Form.BLANK):
        if not is_blank:
            reader.read_chunk(list(chunk))
    return reader.blocks, reader.faults


@dataclass(slots=True)
class _List:
    """An open list: whether it is numbered, and the number of its last item."""

    is_numbered: bool
    last: int = 0


class _Reader:
    """The state of one reading.

    `_within` is the form of the block the next line may belong to, `_before` that of the
    block before the last blank line; `_lists` are the open lists from the outside in.
    `_indent` is how far a line must stand to go on with the block, `_margin` how far the
    first line after the blank line stands.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.faults: list[Fault] = []
        self._segments: list[Segment] = []
        self._within: Form | None = None
        self._before: Form | None = None
        self._lists: list[_List] = []
        self._indent = 0
        self._margin = 0
        self._broken: Line | None = None
        self._has_section = False

    def read_chunk(self, chunk: list[Line]) -> None:
        """Read the lines between two blank lines."""
        self._before, self._within = self._within, None
        self._margin = chunk[0].indent
        for form, lines in groupby(chunk, key=lambda line: line.form):
            if form is Form.ROW:
                self._rows(list(lines))
            else:
                for line in lines:
                    self._line(line)
        self._close()

    def _line(self, line: Line) -> None:
        match line.form:
            case Form.HEADING:
                self._heading(line)
            case Form.QUOTE:
                self._quote(line)
            case Form.BULLET | Form.NUMBER | Form.FOREIGN_BULLET:
                self._item_or_text(line)
            case Form.RULE | Form.UNDERLINE:
                self._rule(line)
            case Form.FENCE:
                self._refuse_block("text-code", line)
            case Form.DEFINITION:
                self._refuse_block("text-verweis-form", line)
            case _:
                self._text(line)

    # Blocks that stand alone

    def _heading(self, line: Line) -> None:
        is_below_paragraph = self._within is Form.TEXT and not self._lists
        self._start(line, Form.HEADING, is_allowed=is_below_paragraph)
        marks = len(line.body) - len(line.body.lstrip("#"))
        words = line.body[marks:]
        if marks not in {2, 3}:
            self._fault("text-ueberschrift-ebene", line, zeichen="#" * marks)
        elif not words.startswith(" ") or words.endswith("#"):
            self._fault("text-ueberschrift-form", line)
        elif marks == 3 and not self._has_section:
            self._fault("text-ueberschrift-sprung", line)
        self._has_section = self._has_section or marks == 2
        self._lists = []
        self._open(line.inner(marks).segment())
        self._close()

    def _rule(self, line: Line) -> None:
        is_underline = self._within is Form.TEXT and line.body[0] in "-="
        code = "text-ueberschrift-strich" if is_underline else "text-trennlinie"
        self._refuse_block(code, line)

    def _refuse_block(self, code: str, line: Line) -> None:
        """Refuse a line of its own; whatever follows is not blamed for it."""
        self._close()
        self._fault(code, line)
        self._lists = []
        self._within = Form.RULE

    def _rows(self, rows: list[Line]) -> None:
        self._start(rows[0], Form.ROW)
        self._lists = []
        for row in rows[1:]:
            if row.indent:
                self._fault("text-einrueckung", row, leerzeichen=row.indent)
        self.faults += table_faults(rows)
        self.blocks += cells_of(rows)

    def _quote(self, line: Line) -> None:
        if self._within is not Form.QUOTE:
            if self._within is None and self._before is Form.QUOTE:
                self._fault("text-zitat-getrennt", line)
            self._start(line, Form.QUOTE)
            self._lists = []
        elif line.indent:
            self._fault("text-einrueckung", line, leerzeichen=line.indent)
        inner = line.inner(2 if line.body.startswith("> ") else 1)
        is_new = not self._segments
        is_words = inner.form is Form.TEXT or (
            inner.form is Form.NUMBER and not is_new and inner.ordinal != 1
        )
        if inner.form is Form.BLANK:
            self._close()
        elif not is_words or (is_new and inner.indent >= _STEP):
            self._close()
            self._fault("text-zitat-inhalt", inner)
        else:
            self._open(inner.segment(), inner)

    def _start(self, line: Line, form: Form, *, is_allowed: bool = False) -> None:
        """Begin a block that needs a blank line before it and stands at the left edge."""
        self._close()
        if not is_allowed and self._within not in _OPEN_ENDS:
            self._fault(_NO_BLANK_LINE[form], line)
        elif line.indent:
            self._fault("text-einrueckung", line, leerzeichen=line.indent)
        self._within = form

    # Lists

    def _item_or_text(self, line: Line) -> None:
        """A number inside a paragraph is running text unless it could start a list."""
        is_words = line.form is Form.NUMBER and line.ordinal != 1
        if self._within is Form.TEXT and is_words:
            self._continue(line)
        elif self._within in _OPEN_ENDS or self._within is Form.BULLET:
            self._item(line)
        else:
            self._close()
            is_date = line.form is Form.NUMBER and line.is_date
            code = "text-datum-als-liste" if is_date else "text-liste-ohne-leerzeile"
            self._fault(code, line)
            if line.form is Form.FOREIGN_BULLET:
                self._fault("text-listenzeichen", line, zeichen=line.body[0])
            self._within = Form.BULLET
            self._indent = 0
            self._lists = self._lists or [_List(line.form is Form.NUMBER, line.ordinal)]

    def _item(self, line: Line) -> None:
        self._close()
        if self._within in {Form.HEADING, Form.RULE}:
            self._lists = []
        depth, odd = divmod(line.indent, _STEP)
        if odd or depth > len(self._lists):
            self._fault("text-einrueckung", line, leerzeichen=line.indent)
            depth = min(depth, len(self._lists))
        elif line.indent < self._margin:
            self._fault("text-liste-ohne-leerzeile", line)
        if depth >= MAX_LIST_LEVELS:
            self._fault("text-zu-tief", line, grenze=MAX_LIST_LEVELS)
        self._enter(line, depth)
        self._within = Form.BULLET
        self._indent = line.indent + 1
        self._item_content(line)

    def _enter(self, line: Line, depth: int) -> None:
        """Make the list at that depth the innermost one and count its items."""
        is_numbered = line.form is Form.NUMBER
        del self._lists[depth + 1 :]
        is_mixed = False
        if len(self._lists) == depth:
            self._lists.append(_List(is_numbered))
        elif self._lists[depth].is_numbered != is_numbered:
            is_mixed = self._within is Form.BULLET or depth > 0
            self._lists[depth] = _List(is_numbered)
        current = self._lists[depth]
        expected = current.last + 1
        if line.form is Form.FOREIGN_BULLET:
            self._fault("text-listenzeichen", line, zeichen=line.body[0])
        elif is_numbered and line.is_date:
            self._fault("text-datum-als-liste", line)
        elif is_mixed:
            self._fault("text-listen-gemischt", line)
        elif is_numbered and line.ordinal != expected:
            self._fault("text-listennummer", line, erwartet=expected)
        current.last = line.ordinal if is_numbered else expected

    def _item_content(self, line: Line) -> None:
        skip = line.mark_length
        content = line.inner(skip)
        if content.form is Form.NUMBER and content.is_date:
            self._fault("text-datum-als-liste", content)
        elif content.form is not Form.TEXT or skip - len(line.body[:skip].rstrip()) >= _STEP:
            self._fault("text-listenpunkt", line)
        else:
            self._open(content.segment(), content)

    # Running text

    def _text(self, line: Line) -> None:
        if self._within is Form.TEXT:
            self._continue(line)
        elif self._within is Form.BULLET:
            if line.indent < self._indent:
                self._fault("text-liste-ende", line)
            self._continue(line)
        elif self._within in {Form.QUOTE, Form.ROW}:
            code = "text-zitat-zeile" if self._within is Form.QUOTE else "text-tabelle-ende"
            self._refuse_block(code, line)
        else:
            self._paragraph(line)

    def _paragraph(self, line: Line) -> None:
        depth, odd = divmod(line.indent, _STEP)
        self._indent = 0
        if self._lists and line.indent:
            if odd or depth > len(self._lists):
                self._fault("text-einrueckung", line, leerzeichen=line.indent)
            del self._lists[depth:]
            self._indent = line.indent
        else:
            self._lists = []
            if depth:
                self._fault("text-code", line)
        if line.is_meant_as_item:
            self._fault("text-listenzeichen", line, zeichen=line.body.split()[0])
        self._within = Form.TEXT
        self._open(line.segment(), line)

    def _continue(self, line: Line) -> None:
        if line.body.startswith("1) "):
            self._fault("text-listenzeichen", line, zeichen="1)")
        if self._within is Form.TEXT and line.indent < self._indent:
            self._fault("text-einrueckung", line, leerzeichen=line.indent)
        self._open(line.segment(), line)

    def _open(self, segment: Segment, line: Line | None = None) -> None:
        """Add a line to the running text; two spaces at the end of the last one are a fault."""
        if self._broken:
            end = len(self._broken.body)
            self.faults.append(self._broken.fault("text-zeilenumbruch", end))
        self._segments.append(segment)
        self._broken = line if line and line.has_break else None

    def _close(self) -> None:
        if self._segments:
            self.blocks.append(Block(self._segments))
        self._segments = []
        self._broken = None

    def _fault(self, code: str, line: Line, **values: Value) -> None:
        self.faults.append(line.fault(code, 0, **values))
