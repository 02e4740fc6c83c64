"""What a page costs to load, and that old phones understand style sheet and script."""

import gzip
import re
from pathlib import Path

import pytest

from tests.browser.sites import ROOT

STYLE = ROOT / "templates" / "assets" / "style.css"
SCRIPT = ROOT / "templates" / "assets" / "zeit.js"

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
# What keeps, sends, fetches or runs anything.
BUSY = r"[sS]torage|cookie|indexedDB|fetch|XMLHttp|Beacon|WebSocket|Worker|eval|innerHTML|\bimport"
MOVING = r"\b(?:transition|animation|scroll-behavior)\b|@keyframes"


def style() -> str:
    return re.sub(r"/\*.*?\*/", "", STYLE.read_text("utf-8"), flags=re.DOTALL)


def test_style_sheet_is_small() -> None:
    assert STYLE.stat().st_size <= 20_000


@pytest.mark.parametrize("pattern", TOO_NEW.values(), ids=TOO_NEW)
def test_old_phones_understand_the_style(pattern: str) -> None:
    assert re.findall(pattern, style()) == []


def test_nothing_moves() -> None:
    assert re.findall(MOVING, style()) == []


def test_style_loads_nothing() -> None:
    assert "url(" not in style()
    assert "@import" not in style()
    assert "@font-face" not in style()


def script() -> str:
    return re.sub(r"/\*.*?\*/|//[^\n]*", "", SCRIPT.read_text("utf-8"), flags=re.DOTALL)


def test_the_script_is_small() -> None:
    assert len(gzip.compress(SCRIPT.read_bytes())) < 2_000


@pytest.mark.parametrize("pattern", TOO_NEW_FOR_SCRIPTS.values(), ids=TOO_NEW_FOR_SCRIPTS)
def test_old_phones_understand_the_script(pattern: str) -> None:
    assert re.findall(pattern, script()) == []


def test_the_script_keeps_and_sends_nothing() -> None:
    assert re.findall(BUSY, script()) == []
    assert "Date.now()" in script()


def test_every_page_is_light(folder: Path) -> None:
    for site in ("real", "city", "crowd"):
        assets = folder / site / "assets"
        shared = [assets / name for name in ("style.css", "stand.js", "zeit.js")]
        always = sum(len(gzip.compress(path.read_bytes())) for path in shared)
        for page in (folder / site).rglob("*.html"):
            weight = len(gzip.compress(page.read_bytes())) + always
            assert weight <= 50_000, f"{page.relative_to(folder)}: {weight}"


def test_every_page_has_our_two_scripts_and_no_styles_of_its_own(folder: Path) -> None:
    ours = re.compile(r'<script defer src="(?:(?:\.\./)*|/[a-z]+/)assets/(stand|zeit)\.js"')
    for site in ("real", "city", "crowd"):
        for page in (folder / site).rglob("*.html"):
            # Words for machines are data that no browser runs.
            data = '<script type="application/ld+json">'
            html = page.read_text("utf-8").replace(data, "", 1)
            assert ours.findall(html) == ["stand", "zeit"], page.relative_to(folder)
            html = ours.sub("", html)
            found = re.findall(r"<(?:script|style|iframe|object|embed)\b|\s(?:style|on\w+)=", html)
            assert found == [], page.relative_to(folder)
