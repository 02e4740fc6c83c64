"""`Roll|Stuhl`: a compound of an easy text, stored with a bar and shown as the city wants it."""

import re
from collections.abc import Callable
from typing import Literal, TypeAlias

Splitting: TypeAlias = Literal["bindestrich", "mediopunkt"]

MEDIOPUNKT = "·"
_BAR = re.compile(r"(?<=\w)\|(?=\w)")
# Every bar of such a line is the table's, also one between two letters.
_ROW = re.compile(r"(?m)(^ *\|.*$)")
_LAST_WORD = re.compile(r"\w+\Z")


def shown(text: str, splitting: Splitting) -> str:
    """The text as visitors read it: `Roll-Stuhl`, or `Roll·stuhl`."""
    if splitting == "bindestrich":
        return _in_words(text, lambda words: _BAR.sub("-", words))
    return _in_words(text, lambda words: _closed(words, MEDIOPUNKT))


def joined(text: str) -> str:
    """The text for programs: `Rollstuhl` in titles of documents, descriptions and data."""
    return _in_words(text, lambda words: _closed(words, ""))


def _in_words(text: str, change: Callable[[str], str]) -> str:
    """What is no row of a table, changed."""
    parts = enumerate(_ROW.split(text))
    return "".join(part if index % 2 else change(part) for index, part in parts)


def _closed(text: str, sign: str) -> str:
    """Compounds as one word; after an abbreviation, `WHO|Feld`, the hyphen is right anyway."""
    closed, *parts = _BAR.split(text)
    for part in parts:
        before = _LAST_WORD.search(closed)
        if before and before[0].isupper():
            closed += f"-{part}"
        else:
            closed += f"{sign}{part[0].lower()}{part[1:]}"
    return closed
