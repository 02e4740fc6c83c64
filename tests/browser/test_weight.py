"""What a page costs to load, and that old phones understand every style sheet and script.

Which files a page loads is read from the page itself, so that a new sheet or script is
measured from its first page on.
"""

import gzip
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.browser.sites import ROOT

ASSETS = ROOT / "templates" / "assets"
SHEETS = sorted(ASSETS.glob("*.css"))
SCRIPTS = sorted(ASSETS.glob("*.js"))

# What each script is for; there is none without a purpose of its own.
PURPOSES = {
    "zeit.js": "greys out what time has overtaken",
    "suche.js": "searches the records",
    "suchfeld.js": "keeps what is typed into a search field out of what is sent",
    "finder.js": "narrows the list of offers in place",
    "merken.js": "keeps what a visitor remembers, in the browser alone",
    "merkzettel.js": "shows, orders and prints what was remembered",
    "teilen.js": "shares the address of a page, or prints the page",
    "kopieren.js": "copies a text",
    "melden.js": "writes the mail that reports an offer",
}
# Scripts that only name values; a build writes them, and they do not count as code.
DATA = re.compile(r"assets/(?:stand|suche/[a-z0-9-]+|merkzettel/[a-z0-9-]+)\.js")
# The one script that may store anything, because visitors ask it to.
STORES = "merken.js"

SHEETS_RAW = 20_000
SCRIPTS_PACKED = 10_000
PAGE_PACKED = 50_000
# The page itself, its sheets, scripts and data, and the symbol of its tab.
REQUESTS = 14

# Newer than Chrome 70 or Safari 12, with no older line beside it that does the same.
TOO_NEW = {
    "selector lists": r":(?:is|where|has|not\([^)]*,)\b",
    "functions": r"\b(?:clamp|min|max|color-mix|light-dark|oklch)\(",
    "rules": r"@(?:layer|container|scope|property|starting-style)\b",
    "logical properties": r"\b(?:inset|margin-inline|margin-block|padding-inline|padding-block)\b",
    "gap in flex": r"(?<![\w-])gap\s*:",
    "nesting": r"[{;]\s*&",
    "aspect ratio": r"aspect-ratio",
    "dynamic units": r"\d[dsl]v[hw]\b",
}
TOO_NEW_FOR_SCRIPTS = {
    "operators": r"\?\.|\?\?|\|\|=|&&=",
    "catch without a name": r"\bcatch\s*\{",
    "methods": r"\.(?:at|flat|flatMap|replaceAll|matchAll|fromEntries|replaceChildren)\(",
    "modules and waiting": r"\b(?:import|export|async|await|static|globalThis)\b",
}
MOVING = r"\b(?:transition|animation|scroll-behavior)\b|@keyframes"
LOADING = r"url\(|@import|@font-face"
# What sends, fetches or runs anything, and what keeps anything.
BUSY = r"fetch|XMLHttp|Beacon|WebSocket|Worker|\beval\b|innerHTML|outerHTML|\bimport|\bFunction\("
KEEPING = r"[sS]torage|cookie|indexedDB|caches"

SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
SCRIPT = re.compile(r'<script defer src="([^"]+)"(?: data-[a-z-]+="[^"]*")*></script>')
# A script that another one loads once somebody asks for what it does.
LATER = re.compile(r'data-search="([^"]+)"')
# A class with which a selector begins; what stands within it belongs to that box.
SUBJECT = re.compile(r"(?:^|[{},])\s*\.([a-z][a-z0-9-]*)")
CLASSES = re.compile(r'\bclass="([^"]+)"')
# Words for machines are data that no browser runs.
WORDS = '<script type="application/ld+json">'
LOOSE = re.compile(r"<(?:script|style|iframe|object|embed)\b|\s(?:style|on\w+)=")

ids = [path.name for path in (*SHEETS, *SCRIPTS)]
sheets = pytest.mark.parametrize("path", SHEETS, ids=ids[: len(SHEETS)])
scripts = pytest.mark.parametrize("path", SCRIPTS, ids=ids[len(SHEETS) :])


def code(path: Path) -> str:
    """A sheet or script without its comments."""
    return re.sub(r"/\*.*?\*/|(?m:^\s*//[^\n]*)", "", path.read_text("utf-8"), flags=re.DOTALL)


@sheets
def test_old_phones_understand_the_sheet(path: Path) -> None:
    found = {name: re.findall(pattern, code(path)) for name, pattern in TOO_NEW.items()}
    assert {name: words for name, words in found.items() if words} == {}


@sheets
def test_sheets_move_and_load_nothing(path: Path) -> None:
    assert re.findall(f"{MOVING}|{LOADING}", code(path)) == []


@scripts
def test_old_phones_understand_the_script(path: Path) -> None:
    found = {name: re.findall(pattern, code(path)) for name, pattern in TOO_NEW_FOR_SCRIPTS.items()}
    assert {name: words for name, words in found.items() if words} == {}


@scripts
def test_scripts_have_a_purpose_and_send_nothing(path: Path) -> None:
    assert path.name in PURPOSES
    assert re.findall(BUSY, code(path)) == []
    assert path.name == STORES or re.findall(KEEPING, code(path)) == []


@dataclass(frozen=True, slots=True)
class Load:
    """A page with all that it makes a browser load."""

    path: Path
    html: str
    sheets: tuple[Path, ...]
    scripts: tuple[Path, ...]
    data: tuple[Path, ...]
    later: tuple[Path, ...]


@pytest.fixture(scope="module")
def loads(folder: Path) -> Sequence[Load]:
    """Every page of the three sites."""
    sites = ("real", "city", "crowd")
    return [
        _load(page, folder / site) for site in sites for page in (folder / site).rglob("*.html")
    ]


def _load(page: Path, site: Path) -> Load:
    html = page.read_text("utf-8")

    def file(address: str) -> Path:
        # The page for wrong addresses links from the base path, all others relatively.
        base = site.parent if address.startswith("/") else page.parent
        return (base / address.lstrip("/")).resolve()

    linked = tuple(file(address) for address in SCRIPT.findall(html))
    data = tuple(path for path in linked if _is_data(path))
    own = tuple(path for path in linked if not _is_data(path))
    later = tuple(map(file, LATER.findall(html)))
    return Load(page, html, tuple(map(file, SHEET.findall(html))), own, data, later)


def _is_data(path: Path) -> bool:
    return DATA.search(path.as_posix()) is not None


@cache
def packed(path: Path) -> int:
    """What a file weighs on its way, in bytes."""
    return len(gzip.compress(path.read_bytes()))


def weight(paths: Iterable[Path]) -> int:
    """What several files weigh on their way."""
    return sum(map(packed, paths))


def test_every_page_is_light(loads: Sequence[Load]) -> None:
    for load in loads:
        raw = sum(path.stat().st_size for path in load.sheets)
        code = weight({*load.scripts, *load.later})
        whole = len(gzip.compress(load.html.encode())) + weight(load.sheets) + code
        assert raw <= SHEETS_RAW, f"{load.path}: {raw}"
        assert code <= SCRIPTS_PACKED, f"{load.path}: {code}"
        assert whole <= PAGE_PACKED, f"{load.path}: {whole}"


def test_every_page_asks_seldom_and_only_us(loads: Sequence[Load], folder: Path) -> None:
    for load in loads:
        files = (*load.sheets, *load.scripts, *load.data)
        assert len(files) + 2 <= REQUESTS, load.path
        assert len(set(files)) == len(files), load.path
        for path in files:
            assert path.is_relative_to(folder.resolve()), f"{load.path}: {path}"
            assert path.is_file(), f"{load.path}: {path}"


def test_every_page_has_our_sheets_and_scripts_alone(loads: Sequence[Load]) -> None:
    for load in loads:
        assert {path.name for path in load.sheets} <= {path.name for path in SHEETS}, load.path
        assert {path.name for path in load.scripts} <= set(PURPOSES), load.path
        assert {"stand.js", "zeit.js"} <= {path.name for path in (*load.scripts, *load.data)}
        html = SCRIPT.sub("", load.html.replace(WORDS, "", 1))
        assert LOOSE.findall(html) == [], load.path


def test_pages_link_the_sheets_of_their_classes(loads: Sequence[Load]) -> None:
    styled = {path.name: set(SUBJECT.findall(code(path))) for path in SHEETS}
    known = set.union(*styled.values())
    bare = {}
    for load in loads:
        used = {name for names in CLASSES.findall(load.html) for name in names.split()}
        here = set.union(*(styled[path.name] for path in load.sheets))
        bare[load.path] = used & known - here
    assert {path: names for path, names in bare.items() if names} == {}


def test_no_sheet_or_script_is_left_over(loads: Sequence[Load]) -> None:
    linked = {path.name for load in loads for path in (*load.sheets, *load.scripts, *load.later)}
    assert {path.name for path in (*SHEETS, *SCRIPTS)} == linked & set(ids)


def test_what_is_too_heavy_or_foreign_would_be_found(folder: Path) -> None:
    html = (folder / "city" / "angebote" / "index.html").read_text("utf-8")
    assert len(SCRIPT.findall(html)) >= 2
    assert len(SHEET.findall(html)) >= 1
    assert len(LOOSE.findall('<p style="x"><script>x</script>')) == 2
    assert SCRIPT.findall('<script src="https://example.org/x.js"></script>') == []
    assert re.findall(BUSY, "fetch('x')") == ["fetch"]
    assert re.findall(KEEPING, "localStorage.x") == ["Storage"]
