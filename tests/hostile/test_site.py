"""What is accepted of the tables, published: every word is there, and is nothing but a word."""

import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar

from tests.hostile.cases import Case, cases
from tests.hostile.conftest import BASE_URL
from tests.hostile.running import SECRET, SECRETS, Answer

Site = tuple[Path, Answer, Answer]

SHOWN = [case for case in cases() if case.url and any(case.inert)]
COMPONENTS = {"VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VEVENT"}
PROPERTIES = {
    *("CALSCALE", "DESCRIPTION", "DTEND", "DTSTAMP", "DTSTART", "EXDATE", "LAST-MODIFIED"),
    *("LOCATION", "NAME", "PRODID", "RECURRENCE-ID", "REFRESH-INTERVAL", "RRULE", "SEQUENCE"),
    *("SOURCE", "STATUS", "SUMMARY", "TRANSP", "TZID", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO"),
    *("UID", "URL", "VERSION", "X-PUBLISHED-TTL", "X-WR-CALNAME"),
}
ATOM = "{http://www.w3.org/2005/Atom}"
_OURS = r"\(window\.gemeinsam = window\.gemeinsam \|\| \{\}\)"
SCRIPT = re.compile(
    rf"(?:{_OURS}\.texts = window\.gemeinsam\.texts \|\| \[\];\n)?"
    rf"{_OURS}\.(?:data|texts\[[0-9]+\]) = (\{{.*\}});\n"
)
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


class Seen(HTMLParser):
    """What a page says, its data, and the attributes by which it would run something."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.words: list[str] = []
        self.data: list[str] = []
        self.live: list[str] = []
        self.open = ""
        self.feed(path.read_text("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open = tag
        self.live += [name for name, _ in attrs if name.startswith("on")]
        self.live += [tag for name, value in attrs if name == "href" and "script:" in (value or "")]

    def handle_endtag(self, _tag: str) -> None:
        self.open = ""

    def handle_data(self, data: str) -> None:
        (self.data if self.open == "script" else self.words).append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


@cache
def seen(path: Path) -> Seen:
    """Each page is read once."""
    return Seen(path)


def files(dist: Path, *endings: str) -> Iterator[Path]:
    found = [path for path in dist.rglob("*") if path.suffix in endings]
    assert found
    yield from found


def test_the_build_touches_nothing_but_its_own_folders(site: Site) -> None:
    dist, built, called = site
    assert (built.code, built.err, built.reached) == (0, "", [])
    own = ("'projekt/dist", "'projekt/.dist", "'projekt/.cache")
    assert [path for path in built.changed if not path.startswith(own)] == []
    assert (called.code, called.err, called.reached) == (0, "", [])
    assert [path for path in called.changed if not path.startswith("'projekt/liste")] == []
    assert not [path for path in dist.rglob("*") if path.is_symlink()]


def test_nothing_from_around_the_project_is_published(site: Site) -> None:
    dist, built, _ = site
    assert all(SECRET in text for text in SECRETS.values())
    assert SECRET not in built.out
    for path in dist.rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path


@pytest.mark.parametrize("case", SHOWN, ids=lambda case: f"{case.family}-{case.name}")
def test_what_is_accepted_stands_on_its_page(site: Site, case: Case) -> None:
    text = seen(site[0] / case.url.strip("/") / "index.html").text
    for words in case.inert:
        assert words in text


def test_no_word_is_live_anywhere(site: Site) -> None:
    shown = 0
    for path in files(site[0], ".html", ".xml", ".atom"):
        text = path.read_text("utf-8")
        shown += any(words in text for words in ("gelaufen", "onclick", "7*7", "!--"))
        for live in ("<script>", "<x ", "<img src=x", "<!-- ", "<b on", "<svg/", "<svg>"):
            assert live not in text, path
        assert not seen(path).live, path
    assert shown > 100


def test_every_calendar_is_one_and_nothing_else(site: Site) -> None:
    titles = set()
    for path in files(site[0], ".ics"):
        data = path.read_bytes()
        assert not re.search(rb"\r(?!\n)|(?<!\r)\n|[^\r\n]{76}", data), path
        calendar = Calendar.from_ical(data)
        for part in calendar.walk():
            assert part.name in COMPONENTS, path
            assert part.keys() <= PROPERTIES, path
        titles |= {str(event["SUMMARY"]) for event in calendar.walk("VEVENT")}
    assert any("Fest;X-GELAUFEN=1:BEGIN:VALARM,\\nEND:VEVENT" in title for title in titles)


def test_the_feed_is_one_and_nothing_else(site: Site) -> None:
    feed = ET.fromstring((site[0] / "feed.atom").read_text("utf-8"))  # noqa: S314 - it is ours
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert "</title></entry><entry><title>gelaufen]]>" in titles
    assert {element.tag.removeprefix(ATOM) for element in feed.iter()} == {
        *("author", "entry", "feed", "id", "link", "name", "published", "subtitle", "summary"),
        *("title", "updated"),
    }
    links = [link.attrib["href"] for link in feed.iter(f"{ATOM}link")]
    assert all(link.startswith(BASE_URL) for link in links)


def test_what_pages_say_to_machines_is_data(site: Site) -> None:
    names = set()
    for path in files(site[0], ".html"):
        for data in seen(path).data:
            if data.strip():
                graph = json.loads(data)["@graph"]
                names |= {thing.get("name") for thing in graph}
                assert all(thing["@type"] != "Product" for thing in graph), path
    assert "</script><!--<script>gelaufen(1)//" in names


def test_data_for_scripts_is_data(site: Site) -> None:
    scripts = [*(site[0] / "assets" / "suche").glob("*.js")]
    assert len(scripts) == 2
    for path in scripts:
        text = path.read_text("utf-8")
        match = SCRIPT.fullmatch(text)
        assert match, path
        json.loads(match[1])
        assert not set("\u2028\u2029\0") & set(text)


def test_no_cell_of_a_table_computes(site: Site) -> None:
    with (site[0].parent / "liste" / "anrufliste.csv").open(encoding="utf-8-sig", newline="") as it:
        rows = [*csv.reader(it, delimiter=";")]
    cells = [cell for row in rows for cell in row]
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for cell in cells if cell.startswith(FORMULA)]
    for words in ("=cmd|", "+1+1+cmd|", "-2+3+cmd|", "@SUM(", "=HYPERLINK("):
        assert any(cell.startswith(f"'{words}") for cell in cells), words
