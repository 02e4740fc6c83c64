"""What checks of the site learn about a page is what a parser of HTML finds in it."""

from html.parser import HTMLParser
from pathlib import Path

from sitegen.outline import outline_of

REFERRING = ("href", "src", "action", "poster", "srcset")


class Parsed(HTMLParser):
    """Ids, levels of headings, and where a page leads to or loads from, with their lines."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.targets: set[tuple[str, int]] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in REFERRING:
                self.targets.add((value or "", line))
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.headings.append(int(tag[1]))


def test_a_scan_finds_what_a_parser_finds(city: Path) -> None:
    pages = sorted(city.rglob("*.html"))
    assert len(pages) > 100
    for page in pages:
        text = page.read_text("utf-8")
        scan, parsed = outline_of(text), Parsed(text)
        assert (scan.ids, scan.headings) == (parsed.ids, parsed.headings), page
        found = {(link.target, link.line) for link in (*scan.links, *scan.outside)}
        assert found <= parsed.targets, page
        # Left out are only addresses that nothing is loaded from.
        assert all(":" in target for target, _ in parsed.targets - found), page
