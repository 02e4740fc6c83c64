"""Findings as German plain text for a person at a terminal or reading a build log.

Every finding begins with `path:line:column: Fehler [code] …`, followed by the line it is
about with the place underlined, what to do, and other places that belong to it. Whatever
comes from files can neither drive the terminal nor pass for a line of the report: invisible
characters are spelled out, and so is what build services read as a command.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, groupby
from typing import TextIO

from sitegen.census import counted
from sitegen.diagnostics import Diagnostic, Location, Severity, in_order
from sitegen.source import SourceFile
from sitegen.visible import cells, one_line, visible

WIDTH = 100  # columns of a quoted line that are shown
_BEFORE = 40  # of these, columns before the place in a longer line


def report(
    findings: Sequence[Diagnostic], sources: Mapping[str, SourceFile], stream: TextIO
) -> None:
    """Write all findings, file by file, and a closing line that counts them."""
    ordered = in_order(findings)
    for path, group in groupby(ordered, key=lambda finding: finding.location.path):
        quoted = _source_lines(sources.get(path))
        stream.writelines(_told(it, _quoted(it.location, quoted)) for it in group)
        stream.write("\n")
    stream.write(counted(ordered) + "\n")


def _quoted(location: Location, lines: Sequence[str]) -> str | None:
    """The line that a place is on, if there is one."""
    return lines[location.line - 1] if 0 < location.line <= len(lines) else None


@lru_cache(maxsize=10_000)  # a preview says most of it again with every edit
def _told(finding: Diagnostic, quoted: str | None) -> str:
    return "".join(line + "\n" for line in _finding(finding, quoted))


def _finding(finding: Diagnostic, quoted: str | None) -> Iterator[str]:
    label, message = finding.severity.label, one_line(finding.message)
    yield f"{_place(finding.location)}: {label} [{one_line(finding.code)}] {message}"
    if quoted is not None:
        yield from _excerpt(finding.location, quoted)
    yield from _hint(finding.hint)
    for other in finding.related:
        yield f"  {_place(other.location)}: {Severity.NOTE.label} {one_line(other.message)}"


def _place(location: Location) -> str:
    """`path:line:column`; numbers that are 0 say nothing and are left out."""
    path = visible(location.path) or "."
    numbers = (location.line, location.column) if location.line else ()
    return ":".join([path, *(str(number) for number in numbers if number)])


def _hint(hint: str) -> Iterator[str]:
    """The advice; further lines (a file to paste) are indented below it as they are."""
    first, *rest = hint.strip().split("\n")
    if first:
        yield f"  Hilfe: {one_line(first)}"
        yield from (f"    {visible(line.rstrip())}".rstrip() for line in rest)


def _source_lines(source: SourceFile | None) -> Sequence[str]:
    """The lines of a file as positions count them: LF or CRLF ends a line, nothing else."""
    if source is None:
        return ()
    text = source.data.decode("utf-8-sig", errors="replace")
    return [line.removesuffix("\r") for line in text.split("\n")]


def _excerpt(location: Location, line: str) -> Iterator[str]:
    number = str(location.line)
    text, before, marked = _window(line, *_marked(location))
    yield f"  {number} | {text}".rstrip()
    if location.column:
        yield f"  {' ' * len(number)} | {' ' * before}{'^' * marked}"


def _marked(location: Location) -> tuple[int, int]:
    """First and last index to underline in the line; an end further down is left open."""
    start = max(location.column - 1, 0)
    if location.end_line > location.line:
        return start, -1
    return start, max(location.end_column - 1, start + 1)


def _window(line: str, start: int, end: int) -> tuple[str, int, int]:
    """At most `WIDTH` columns of `line` around `start`: text, columns before, columns marked."""
    # A character takes a column at least, so what is further away cannot be seen anyway.
    start = min(start, len(line))
    end = len(line) if end < 0 else end
    first = max(start - WIDTH - 1, 0)
    shown = cells(line[first : start + WIDTH + 1])
    start, end = start - first, min(end - first, len(shown))
    left, right = _cut([_columns(cell) for cell in shown], start)
    head = "…" if left else ""
    tail = "…" if right < len(shown) else ""
    before = len(head) + sum(map(_columns, shown[left:start]))
    marked = sum(map(_columns, shown[start : min(end, right)]))
    return head + "".join(shown[left:right]) + tail, before, max(marked, 1)


def _cut(columns: Sequence[int], start: int) -> tuple[int, int]:
    """The part of a line to show: all of it, or what fits around index `start`.

    A combining character costs a column here too, so that a pile of them is cut as well.
    """
    ends = list(accumulate((max(width, 1) for width in columns), initial=0))
    if ends[-1] <= WIDTH:
        return 0, len(columns)
    first = max(0, min(ends[start] - _BEFORE, ends[-1] - WIDTH))
    left = next(index for index, at in enumerate(ends) if at >= first)
    right = max(index for index, at in enumerate(ends) if at <= ends[left] + WIDTH)
    return left, right


def _columns(cell: str) -> int:
    """Terminal columns of a shown character: East Asian wide ones take 2, accents none."""
    return sum(map(_column, cell))


def _column(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
