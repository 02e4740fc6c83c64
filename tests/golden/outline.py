"""A page as a reader meets it: title, language, headings, words and links, line by line.

Golden files hold this instead of markup, so that a change of style does not touch them and
a change of what people read stands out.
"""

from html.parser import HTMLParser

_INLINE = frozenset(["a", "abbr", "b", "em", "i", "small", "span", "strong", "time", "wbr"])
_SILENT = frozenset(["script", "style", "svg"])


def outline(html: str) -> str:
    """The readable text of a page; links show their address, headings their level."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._lines: list[str] = []
        self._words = ""
        self._mark = ""
        self._links: list[str] = []
        self._silent = 0

    def text(self) -> str:
        self._break()
        return "\n".join(self._lines) + "\n"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self._silent += 1
        if tag not in _INLINE:
            self._break()
        if tag in {"html", "meta", "nav", "section"}:
            self._declare(tag, given)
        elif tag == "link":
            self._lines.append(f"<link {given['rel']}> {given['href']}")
        elif tag == "a":
            self._links.append(given.get("href", ""))
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._mark = "#" * int(tag[1]) + " "
        elif tag == "li":
            self._mark = "- "

    def _declare(self, tag: str, given: dict[str, str]) -> None:
        shown = ("lang", "name", "http-equiv", "content", "aria-label")
        words = [given[name] for name in shown if name in given]
        if words:
            self._lines.append(f"<{tag}> {' '.join(words)}")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent -= 1
        if tag == "a":
            self._words += f" <{self._links.pop()}>"
        if tag not in _INLINE:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words += data

    def _break(self) -> None:
        words = " ".join(self._words.split())
        if words:
            self._lines.append(self._mark + words)
            self._mark = ""
        self._words = ""
