"""The memory of the last build of a place <-> a file below .cache/.

One line tells what all have in common, and then there is one per bundle. It counts only for files
that are still published as they were. What is missing, broken or foreign is an empty memory: it
costs time and nothing else.
"""

import binascii
import hashlib
import json
import stat
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sitegen.memory.bundles import Made, Memory, Numbers, Trace
from sitegen.memory.cells import Cell, Prints
from sitegen.memory.fingerprints import SIZE
from sitegen.shelf import lines_at, put
from sitegen.site import Link, Links, PageSummary
from sitegen.trees import FILE_MODE
from sitegen.unchanged import tree

NOWHERE = bytes(SIZE)  # of a cell that does not exist


class _Words(dict[str, int]):
    """Words by number, which many files have in common."""

    def __missing__(self, word: str) -> int:
        """The next number."""
        self[word] = len(self)
        return self[word]


def recalled(place: Path, target: Path) -> tuple[Memory, Prints]:
    """The memory kept at `place`, with the digests that its cells had.

    It is of bundles whose files are published in `target` as they were.

    Where times or places on the disk are others, as after a checkout, every byte is looked at.
    """
    try:
        head, *lines = lines_at(place)
        told = json.loads(head)
        cells = [tuple(cell) for cell in told["cells"]]
        prints = dict(zip(cells, _prints(binascii.a2b_base64(told["prints"])), strict=True))
        words = told["words"]
        made = dict(_made(json.loads(line), words) for line in lines)
        if told["tree"] != tree(target):
            made = {name: it for name, it in made.items() if _is_published(it, target)}
        numbers = Numbers({cell: number for number, cell in enumerate(cells)})
        there = {cell: it for cell, it in prints.items() if it != NOWHERE}
        return Memory(bytes.fromhex(told["basis"]), numbers, made, told["day"]), there
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Memory(), {}


def keep(place: Path, memory: Memory, prints: Prints, published: str) -> None:
    """Keep what a build made; `published` is the digest of the tree in which it lies."""
    words = _Words()
    lines = [_told(name, made, words) for name, made in memory.made.items()]
    digests = b"".join(prints.get(cell, NOWHERE) for cell in memory.numbers)
    head = {
        "tree": published,
        "basis": memory.basis.hex(),
        "day": memory.day,
        "cells": list(_cells(memory, prints)),
        "prints": _text(digests),
        "words": list(words),
    }
    put(place, [_json(head), *lines])


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
    trace = made.trace
    files = [_summary_told(file, words) for file in made.files]
    given = [made.given.hex(), _text(trace.cells.tobytes()), trace.since, trace.until]
    return _json([name, *given, files])


def _made(told: list[Any], words: Sequence[str]) -> tuple[str, Made]:
    name, given, cells, since, until, files = told
    trace = Trace(_numbers(cells), (), since, until)
    return name, Made(bytes.fromhex(given), trace, tuple(_summary(it, words) for it in files))


def _summary_told(file: PageSummary, words: _Words) -> list[Any]:
    return [
        *(file.url, file.file, file.digest, file.source, file.is_indexed, file.title, file.key),
        _text(array("I", map(words.__getitem__, file.ids)).tobytes()),
        list(file.headings),
        _text(array("I", map(words.__getitem__, file.links.targets)).tobytes()),
        _text(file.links.lines.tobytes()),
        [[link.target, link.line] for link in file.outside],
        file.topics,
    ]


def _summary(told: list[Any], words: Sequence[str]) -> PageSummary:
    url, file, digest, source, is_indexed, title, key, *rest = told
    ids, headings, targets, lines, outside, topics = rest
    return PageSummary(
        url=url,
        file=file,
        digest=digest,
        source=source,
        is_indexed=is_indexed,
        title=title,
        key=key,
        ids=_words(ids, words),
        headings=tuple(headings),
        links=Links(_words(targets, words), _numbers(lines)),
        outside=tuple(Link(target, line) for target, line in outside),
        topics=tuple((topic, page) for topic, page in topics),
    )


def _words(told: str, words: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(words.__getitem__, _numbers(told)))


def _numbers(told: str) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(binascii.a2b_base64(told))
    return numbers


def _prints(joined: bytes) -> list[bytes]:
    return [joined[at : at + SIZE] for at in range(0, len(joined), SIZE)]


def _text(data: bytes) -> str:
    return binascii.b2a_base64(data, newline=False).decode("ascii")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
