"""A report of an offer -> what in it may be somebody's own, for an editor to look at."""

import re
from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.importers.block import Block
from sitegen.importers.wording import words_of
from sitegen.persons import mailboxes
from sitegen.source import Document, Node, Scalar, Sequence

_PUBLIC = frozenset(["Web-Adressen"])
_MOBILE = re.compile(r"\(?(?:\+|00)49\W*1[5-7]|\(?01[5-7]")


def personal(document: Document, block: Block, name: str) -> Iterator[Diagnostic]:
    """A warning for every text with something personal in it, where it stands in the mail."""
    for entry in document.root.entries:
        if entry.key == "pflege":
            continue
        for key, text in _texts(entry.key, entry.value):
            found = ", ".join(_signs(key, text.text))
            if found:
                span = text.span
                place = Location("", span.line, span.column, span.end_line, span.end_column)
                yield diagnose("eingang-persoenlich", block.place(place, name), was=found)


def _texts(key: str, node: Node) -> Iterator[tuple[str, Scalar]]:
    """All texts below a node, each with the key it belongs to."""
    if isinstance(node, Scalar):
        yield key, node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _texts(key, item)
    else:
        for entry in node.entries:
            yield from _texts(entry.key, entry.value)


def _signs(key: str, text: str) -> Iterator[str]:
    if key == "nummer":
        if _MOBILE.match(text):
            yield "eine Handy-Nummer"
    elif key == "email":
        if any(mailboxes(text)):
            yield "eine Mail-Adresse, die einer Person gehören kann"
    else:
        yield from (label for label in words_of(text).dropped if label not in _PUBLIC)
