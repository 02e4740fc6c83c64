"""Caps that hold before anything parses a text.

Engines recurse once per level of a list or quote, and what is looked for in texts may take long
where thousands of marks stand side by side: so size, marks and nesting are bounded first.
"""

import re
from collections.abc import Iterator
from itertools import islice

from sitegen.markup.grammar import Fault, Value, lines_of

MAX_BYTES = 20 * 1024
MAX_MARKS = 500
MAX_LIST_LEVELS = 3
_MAX_DEPTH = 8
_SHOWN = 5

_MARKS = (r"\[", "!", "<", r"\*+", "_+")
# The list and quote marks at the start of a line, however they are mixed.
_NESTING = re.compile(
    r"(?P<indent>[ ]*+)(?P<marks>(?:(?:>|[-*+•](?=[ ])|\d{1,9}\.(?=[ ]))[ ]*+)*+)"
)
_HIDDEN = re.compile(
    r"\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def excesses(text: str) -> Iterator[Fault]:
    """What is beyond the caps, each with the place where the cap is passed."""
    data = text.encode(errors="replace")
    if len(data) > MAX_BYTES:
        fits = len(data[:MAX_BYTES].decode(errors="ignore"))
        yield _fault(text, fits, "text-zu-gross", grenze=MAX_BYTES // 1024)
        return
    is_marked = sum(map(text.count, "[!<*_")) > MAX_MARKS  # no single mark can pass it otherwise
    for mark in _MARKS if is_marked else ():
        found = list(islice(re.finditer(mark, text), MAX_MARKS + 1))
        if len(found) > MAX_MARKS:
            last = found[-1]
            yield _fault(
                text, last.start(), "text-zu-viele-zeichen", zeichen=last[0][0], grenze=MAX_MARKS
            )
    for number, line in enumerate(lines_of(text), 1):
        if _depth(line) > _MAX_DEPTH:
            yield Fault("text-zu-tief", number, 1, {"grenze": MAX_LIST_LEVELS})
            return


def hidden_characters(text: str) -> Iterator[Fault]:
    """The first characters nobody sees, or that change the direction of what is read."""
    for match in islice(re.finditer("\t", text), _SHOWN):
        yield _fault(text, match.start(), "text-tabulator")
    for match in islice(_HIDDEN.finditer(text), _SHOWN):
        yield _fault(text, match.start(), "zeichen-nicht-erlaubt", zeichen=f"U+{ord(match[0]):04X}")


def without_hidden_characters(text: str) -> str:
    """The text without them; a tabulator counts as a space."""
    return _HIDDEN.sub("", text).replace("\t", " ")


def _depth(line: str) -> int:
    if line[:1].isalpha():
        return 0
    match = _NESTING.match(line)
    if not match or not match["marks"]:
        return 0
    marks = len(re.findall(r">|[-*+•]|\d+\.", match["marks"]))
    return len(match["indent"]) // 4 + marks


def _fault(text: str, offset: int, code: str, **values: Value) -> Fault:
    before = text[:offset]
    line = before.count("\n") + 1
    return Fault(code, line, offset - (before.rfind("\n") + 1) + 1, values)
