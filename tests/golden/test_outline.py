"""What checks of the site learn about a page is what a parser of HTML finds in it."""

from html.parser import HTMLParser
from pathlib import Path

from sitegen.outline import outline_of

REFERRING = ("href", "src", "action", "poster", "srcset")


class Parsed(HTMLParser):
    """Ids, levels of headings, and where a page leads to or loads from, with its first line."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.targets: dict[str, int] = {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in REFERRING:
                self.targets.setdefault(value or "", line)
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.headings.append(int(tag[1]))


def test_a_scan_finds_what_a_parser_finds(city: Path) -> None:
    pages = sorted(city.rglob("*.html"))
    assert len(pages) > 100
    for page in pages:
        text = page.read_text("utf-8")
        scan, parsed = outline_of(text), Parsed(text)
        assert (scan.ids, scan.headings) == (parsed.ids, parsed.headings), page
        found = scan.links | {link.target: link.line for link in reversed(scan.outside)}
        assert found.items() <= parsed.targets.items(), page
        # Left out are only addresses that nothing is loaded from.
        assert all(":" in target for target in parsed.targets.keys() - found.keys()), page


def test_tags_may_go_on_on_further_lines() -> None:
    text = """<title>A &amp; B</title>
<!-- <a href="x"> ends
here --><body id="k"><p title="a > b
<b id='no'>" id=p
data-x='"'><a href="y/#c">y</a> <a href="z/">z</a>
<h2
>Z</h2><img src="//o.example/p.png" alt="it's
one"><a href="z/">"""
    scan, parsed = outline_of(text), Parsed(text)
    assert scan.title == "A & B"
    assert (scan.ids, scan.headings) == (parsed.ids, parsed.headings) == (["k", "p"], [2])
    assert scan.links == {"y/#c": 5, "z/": 5}
    assert [(link.target, link.line) for link in scan.outside] == [("//o.example/p.png", 7)]
