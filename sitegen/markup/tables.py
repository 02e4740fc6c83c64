"""Rows of a table -> the running texts of its cells, and what is wrong with its shape."""

import re
from collections.abc import Iterator, Sequence

from sitegen.markup.grammar import Block, Fault, Segment
from sitegen.markup.lines import Line

_DASHES = re.compile(r"[ ]*-{3,}[ ]*")


def cells_of(rows: Sequence[Line]) -> Iterator[Block]:
    """Every cell's text, row by row, without the row of dashes."""
    for index, row in enumerate(rows):
        if index != 1:
            yield from (Block([cell]) for cell in _cells(row) if cell.text)


def table_faults(rows: Sequence[Line]) -> Iterator[Fault]:
    """The first thing wrong with a table."""
    for row in rows:
        if len(row.body) < 2 or not (row.body.startswith("|") and row.body.endswith("|")):
            yield row.fault("text-tabelle-rand")
            return
    width = len(_cells(rows[0]))
    if len(rows) < 3 or not _is_dashes(rows[1]):
        yield rows[min(1, len(rows) - 1)].fault("text-tabelle-kopf", strich="|" + "---|" * width)
        return
    for row in rows[1:]:
        if len(_cells(row)) != width:
            yield row.fault("text-tabelle-spalten", spalten=len(_cells(row)), erwartet=width)
            return


def _cells(row: Line) -> list[Segment]:
    """The cells between the pipes, each without its outer spaces."""
    cells = []
    position = 1
    for raw in row.body[1:-1].split("|"):
        text = raw.strip(" ")
        lead = len(raw) - len(raw.lstrip(" "))
        segment = row.segment()
        cells.append(Segment(segment.line, segment.column + position + lead, text))
        position += len(raw) + 1
    return cells


def _is_dashes(row: Line) -> bool:
    return all(_DASHES.fullmatch(cell) for cell in row.body[1:-1].split("|"))
