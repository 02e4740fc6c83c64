"""`Roll|Stuhl`: a compound of an easy text, stored with a bar and shown as the city wants it."""

import re
from typing import Literal, TypeAlias

Splitting: TypeAlias = Literal["bindestrich", "mediopunkt"]

MEDIOPUNKT = "·"
# A bar within a word; those of a table have spaces beside them.
_BAR = re.compile(r"(?<=\w)\|(?=\w)")
_LAST_WORD = re.compile(r"\w+\Z")


def shown(text: str, splitting: Splitting) -> str:
    """The text as visitors read it: `Roll-Stuhl`, or `Roll·stuhl`."""
    return _BAR.sub("-", text) if splitting == "bindestrich" else _closed(text, MEDIOPUNKT)


def joined(text: str) -> str:
    """The text for programs: `Rollstuhl` in titles of documents, descriptions and data."""
    return _closed(text, "")


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
