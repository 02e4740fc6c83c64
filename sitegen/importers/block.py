"""Text of a mail -> the YAML of an offer in it, with the way back to where it stands there.

Mail programs quote lines with `>`, indent them, break long ones and link what looks like an
address. The form of the site writes every key in one line and every text in quotes, so all of
this can be undone: a line goes on until its quotes and brackets are closed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sitegen.diagnostics import Location

_QUOTED = re.compile(r"(?:[ \t]*>)+ ?")
_TITLE = re.compile(r"titel[ ]*:(?:[ ]|$)")
_KEY = re.compile(r"[\w-]+[ ]*:(?:[ ]|$)")
_RULE = "====="
_SIGNATURE = re.compile(r"--[ ]?$")
_MOST_BLOCKS, _MOST_PIECES, _LONGEST = 5, 200, 20_000
_LINKED = re.compile(r"[ ]?<(?:https?://|mailto:|tel:)[^<>\s\"']*>")


@dataclass(frozen=True, slots=True)
class Block:
    """An offer's YAML: `data` has as many lines as the text, and holds nothing but it.

    `pieces` say by line of `data` where its parts stand in the text: at which column of the
    line each begins, and line and column there (all counted from 1).
    """

    data: str
    pieces: dict[int, tuple[tuple[int, int, int], ...]]

    def place(self, place: Location, path: str) -> Location:
        """Where in the text a place in `data` stands."""
        line, column = self._place(place.line, place.column)
        end_line, end_column = self._place(place.end_line, max(place.end_column - 1, 1))
        found = replace(place, path=path, line=line, column=column, keys=())
        if end_line != line or not place.end_line:
            return replace(found, end_line=0, end_column=0)
        return replace(found, end_line=end_line, end_column=end_column + 1)

    def _place(self, line: int, column: int) -> tuple[int, int]:
        pieces = [it for it in self.pieces.get(line, ()) if it[0] <= max(column, 1)]
        if not pieces:
            return line, column
        begin, there, start = pieces[-1]
        return there, start + max(column, 1) - begin


def blocks_of(text: str) -> tuple[Block, ...]:
    """All that begin with a title; below a line of `=` alone where there is such a line."""
    lines = [_unquoted(line) for line in text.split("\n")]
    starts = [n for n, (_, words) in enumerate(lines) if _TITLE.match(words.lstrip())]
    marked = [n for n in starts if n and lines[n - 1][1].lstrip().startswith(_RULE)]
    return tuple(_block(lines, start) for start in (marked or starts)[:_MOST_BLOCKS])


def _unquoted(line: str) -> tuple[int, str]:
    """How many columns the marks of a quotation take, and what stands behind them."""
    match = _QUOTED.match(line)
    return (match.end(), line[match.end() :]) if match else (0, line)


def _block(lines: Sequence[tuple[int, str]], start: int) -> Block:
    made: list[str] = [""] * len(lines)
    pieces: dict[int, list[tuple[int, int, int]]] = {}
    current, is_open = start, False
    for number, words, is_after_gap in _until_mark(lines, start):
        goes_on = number > start and (is_open or not _begins(words))
        if goes_on and is_after_gap and not is_open:
            break
        column = 0
        if goes_on:
            made[current] = f"{made[current].rstrip()} "
            column = len(words) - len(words.lstrip())
        else:
            current = number
        before, whole = lines[number]
        there = (number + 1, before + len(whole) - len(words) + column + 1)
        pieces.setdefault(current + 1, []).append((len(made[current]) + 1, *there))
        made[current] = _LINKED.sub("", made[current] + words[column:].rstrip())
        if len(pieces[current + 1]) > _MOST_PIECES or len(made[current]) > _LONGEST:
            break
        is_open = _is_open(made[current])
    return Block("\n".join(made), {line: tuple(found) for line, found in pieces.items()})


def _until_mark(lines: Sequence[tuple[int, str]], start: int) -> Iterator[tuple[int, str, bool]]:
    """The lines from `start` up to a mark, without the margin of the first of them.

    With each comes whether there is an empty one before it.
    """
    first = lines[start][1]
    margin = len(first) - len(first.lstrip())
    is_after_gap = False
    for number in range(start, len(lines)):
        whole = lines[number][1]
        words = whole[min(margin, len(whole) - len(whole.lstrip())) :]
        if words.startswith(_RULE) or _SIGNATURE.match(words):
            return
        if words.strip():
            yield number, words, is_after_gap
        is_after_gap = not words.strip()


def _begins(words: str) -> bool:
    """Whether a line is one of YAML by itself, and no rest of the one above."""
    return bool(_KEY.match(words)) or words[0] in " -#"


def _is_open(line: str) -> bool:
    """Whether quotes or brackets of a line are still to be closed."""
    quote, depth, before, index = "", 0, ":", 0
    while index < len(line):
        char = line[index]
        if quote:
            if char == "\\" and quote == '"':
                index += 1
            elif char == quote:
                quote = ""
        elif char in "\"'" and before in ":,[{-":
            quote = char
        elif char in "[{" and (depth or before in ":-"):
            depth += 1
        elif char in "]}" and depth:
            depth -= 1
        elif char == "#" and not depth and line[:index].endswith(" "):
            break
        if not char.isspace():
            before = char
        index += 1
    return bool(quote or depth)
