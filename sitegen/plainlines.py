"""HTML of our own components -> its words as lines, for scripts, which insert nothing but text."""

import re
from functools import lru_cache
from html.parser import HTMLParser
from typing import NamedTuple

_BLOCKS = frozenset(["br", "dd", "div", "dt", "li", "ol", "p", "ul"])
_SPACE = re.compile(r"[ \t\n]+")


class PlainLine(NamedTuple):
    """A line, and the instant from which it has passed; empty where time changes nothing."""

    text: str
    until: str


@lru_cache(maxsize=2048)  # many records say the same: where they take place, who answers, when
def lines_of(html: str) -> tuple[PlainLine, ...]:
    """The lines that one sees; neither pictures nor what only screen readers say.

    An instant belongs to the first line of the element that bears it.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.lines()


class _Reader(HTMLParser):
    """Collects words; inside of something unseen it only counts what is open."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[PlainLine] = []
        self._words = ""
        self._until = ""
        self._unseen = 0

    def lines(self) -> tuple[PlainLine, ...]:
        self._break()
        return tuple(self._lines)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, or to look away."""
        given = dict(attrs)
        if self._unseen or tag == "svg" or "unseen" in (given.get("class") or "").split():
            self._unseen += 1
        elif tag in _BLOCKS:
            self._break()
            self._until = given.get("data-until") or self._until

    def handle_endtag(self, tag: str) -> None:
        """End a line, or look again."""
        if self._unseen:
            self._unseen -= 1
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        """Collect words."""
        if not self._unseen:
            self._words += data

    def _break(self) -> None:
        words = _SPACE.sub(" ", self._words).strip(" ")
        if words:
            self._lines.append(PlainLine(words, self._until))
            self._until = ""
        self._words = ""
