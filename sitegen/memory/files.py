"""The memory of the last build of a place <-> a file below .cache/.

One line tells what all have in common, and then there is one per bundle. It counts only for files
that are still published as they were. What is missing, broken or foreign is an empty memory: it
costs time and nothing else. What is the same is passed on as it lies there.
"""

import binascii
import hashlib
import json
import stat
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitegen.memory.bundles import Made, Memory, Numbers, Trace
from sitegen.memory.cells import Cell, Prints
from sitegen.memory.fingerprints import SIZE
from sitegen.shelf import lines_at, put
from sitegen.site import Link, Links, PageSummary
from sitegen.trees import FILE_MODE
from sitegen.unchanged import tree

if TYPE_CHECKING:
    from sitegen.memory.bundles import Numbered

NOWHERE = bytes(SIZE)  # of a cell that does not exist


@dataclass(frozen=True, slots=True)
class Line:
    """How a bundle is told, with the numbers of the words in it."""

    made: Made
    told: bytes
    words: "Numbered"


@dataclass(frozen=True, slots=True)
class Kept:
    """A memory, the digests that its cells had, and how both were told.

    `words` are those of all lines by their number.
    """

    memory: Memory = field(default_factory=Memory)
    prints: Prints = field(default_factory=dict)
    words: Mapping[int, str] = field(default_factory=dict)
    lines: Mapping[str, Line] = field(default_factory=dict)


class _Words(dict[str, int]):
    """Words by number, which many files have in common."""

    def __init__(self, words: Mapping[int, str], used: set[int]) -> None:
        """Those that are still `used` keep their numbers; all other words are forgotten."""
        super().__init__((words[number], number) for number in used)
        self._free = [at for at in range(max(used, default=-1), -1, -1) if at not in used]

    def __missing__(self, word: str) -> int:
        """A free number, or the next one."""
        self[word] = self._free.pop() if self._free else len(self)
        return self[word]

    def by_number(self) -> list[str | None]:
        """The words in the order of their numbers, None for numbers of none."""
        found: list[str | None] = [None] * (len(self) + len(self._free))
        for word, number in self.items():
            found[number] = word
        return found


def recalled(place: Path, target: Path) -> Kept:
    """What was kept at `place`, of bundles whose files are published in `target` as they were.

    Where times or places on the disk are others, as after a checkout, every byte is looked at.
    """
    try:
        head, *lines = lines_at(place)
        told = json.loads(head)
        cells = [tuple(cell) for cell in told["cells"]]
        prints = dict(zip(cells, _prints(binascii.a2b_base64(told["prints"])), strict=True))
        words = {at: word for at, word in enumerate(told["words"]) if isinstance(word, str)}
        found = dict(_read(line, words) for line in lines)
        if told["tree"] != tree(target):
            found = {name: it for name, it in found.items() if _is_published(it.made, target)}
        numbers = Numbers({cell: number for number, cell in enumerate(cells)})
        there = {cell: it for cell, it in prints.items() if it != NOWHERE}
        made = {name: it.made for name, it in found.items()}
        memory = Memory(bytes.fromhex(told["basis"]), numbers, made, told["day"])
        return Kept(memory, there, words, found)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Kept()


def keep(
    place: Path, memory: Memory, prints: Prints, published: str, before: Kept | None = None
) -> None:
    """Keep what a build made; `published` is the digest of the tree in which it lies.

    What is still the same as `before` is not told again.
    """
    last = before or Kept()
    same = {name: it for name, it in last.lines.items() if memory.made.get(name) is it.made}
    words = _Words(last.words, set[int]().union(*(it.words for it in same.values())))
    lines = [
        same[name].told if name in same else _told(name, made, words)
        for name, made in memory.made.items()
    ]
    digests = b"".join(prints.get(cell, NOWHERE) for cell in memory.numbers)
    head = {
        "tree": published,
        "basis": memory.basis.hex(),
        "day": memory.day,
        "cells": list(_cells(memory, prints)),
        "prints": _text(digests),
        "words": words.by_number(),
    }
    put(place, chain([_json(head)], lines))


def _cells(memory: Memory, prints: Prints) -> Iterator[Cell]:
    """Cells in the order of their numbers; of one that is gone and read no more, no word stays."""
    read = set[int]().union(*(made.trace.cells for made in memory.made.values()))
    for cell, number in memory.numbers.items():
        yield cell if cell in prints or number in read else (number,)


def _is_published(made: Made, target: Path) -> bool:
    return all(_digest(target / file.file) == file.digest for file in made.files)


def _digest(path: Path) -> str:
    try:
        if path.lstat().st_mode == stat.S_IFREG | FILE_MODE:
            return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        pass
    return ""


def _told(name: str, made: Made, words: _Words) -> str:
    """A bundle on one line: plain values, and all its numbers in one piece.

    These are of the cells that it read, of the words of all its files, and of lines in them.
    """
    trace, named, lines = made.trace, array("I"), array("I")
    for file in made.files:
        named.extend(map(words.__getitem__, chain(file.ids, file.links.targets)))
        lines.extend(file.links.lines)
    count = len(trace.cells), len(named)
    numbers = _text((trace.cells + named + lines).tobytes())
    files = list(map(_summary_told, made.files))
    return _json([name, made.given.hex(), trace.since, trace.until, *count, files, numbers])


def _read(line: bytes, words: Mapping[int, str]) -> tuple[str, Line]:
    name, given, since, until, cells, named, files, told = json.loads(line)
    numbers = array("I")
    numbers.frombytes(binascii.a2b_base64(told))
    used, lines = numbers[cells : cells + named], numbers[cells + named :]
    summaries = tuple(_summaries(files, map(words.__getitem__, used), lines))
    if sum(len(it.links.targets) + len(it.ids) for it in summaries) != len(used):
        raise ValueError("words of no file")
    trace = Trace(numbers[:cells], (), since, until)
    return name, Line(Made(bytes.fromhex(given), trace, summaries), line, used)


def _summary_told(file: PageSummary) -> list[Any]:
    return [
        *(file.url, file.file, file.digest, file.source, file.is_indexed, file.title, file.key),
        list(file.headings),
        [[link.target, link.line] for link in file.outside],
        file.topics,
        *(len(file.ids), len(file.links.targets)),
    ]


def _summaries(
    files: Iterable[Any], words: Iterator[str], lines: "Numbered"
) -> Iterator[PageSummary]:
    """The files of a bundle, of which each has so many of the words and lines."""
    end = 0
    for url, file, digest, source, is_indexed, title, key, *rest in files:
        headings, outside, topics, ids, links = rest
        begin, end = end, end + links
        yield PageSummary(
            url=url,
            file=file,
            digest=digest,
            source=source,
            is_indexed=is_indexed,
            title=title,
            key=key,
            ids=tuple(islice(words, ids)),
            headings=tuple(headings),
            links=Links(tuple(islice(words, links)), lines[begin:end]),
            outside=tuple(Link(target, line) for target, line in outside),
            topics=tuple((topic, page) for topic, page in topics),
        )
    if end != len(lines):
        raise ValueError("lines of no link")


def _prints(joined: bytes) -> list[bytes]:
    return [joined[at : at + SIZE] for at in range(0, len(joined), SIZE)]


def _text(data: bytes) -> str:
    return binascii.b2a_base64(data, newline=False).decode("ascii")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
