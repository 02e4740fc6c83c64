"""Nothing that is published loads from elsewhere, runs inline or keeps anything in a browser."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sitegen.headers import policy
from tests.real import RealSite

# Attributes whose address a browser follows without being asked to, and those that lead on.
LOADED = frozenset(
    [
        *("src", "srcset", "imagesrcset", "poster", "data", "action", "formaction", "background"),
        *("manifest", "ping", "xlink:href", "srcdoc", "archive", "codebase"),
    ]
)
# What a link is for that a browser follows only when somebody wants it to.
TOLD = frozenset(["canonical", "alternate"])
FOREIGN_TAGS = frozenset(
    ["style", "iframe", "frame", "object", "embed", "applet", "base", "portal"]
)
INERT = "application/ld+json"
OWN = re.compile(r"(?!//|[a-z][a-z0-9+.-]*:)", re.IGNORECASE)
LEADING = re.compile(r"(?:https?|mailto|tel|sms|geo|webcal):", re.IGNORECASE)

# In sheets and drawings: what would load, run or keep something.
SHEET = re.compile(r"@import|url\(|expression\(|-moz-binding|behavior\s*:", re.IGNORECASE)
DRAWING = re.compile(
    r"<(?:script|style|foreignObject|image|use|a|animate|set)\b|\s(?:on\w+|style|href|src)\s*="
    r"|xlink:href|<!(?:DOCTYPE|ENTITY)|<\?xml-stylesheet|url\(",
    re.IGNORECASE,
)
SCRIPT = re.compile(
    r"\bcookie\b|\bindexedDB\b|https?://[a-z]|\bfetch\(|XMLHttp|sendBeacon|WebSocket"
)


class Page(HTMLParser):
    """What is wrong with a page, and what its own policy has to allow."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.needs: set[str] = set()
        self.policies: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in FOREIGN_TAGS or (tag == "script" and not _is_harmless(given)):
            self._fault(tag)
        elif tag == "meta":
            self._meta(given)
        elif tag == "form" and "action" in given:
            self.needs.add("form-action")
        elif tag in {"video", "audio"}:
            self.needs.add("media-src")
        for name, value in given.items():
            if name.startswith("on") or name == "style":
                self._fault(name)
            elif name in LOADED or (name == "href" and tag == "link" and given["rel"] not in TOLD):
                self._address(value)
            elif name == "href" and not (OWN.match(value) or LEADING.match(value)):
                self._fault(value)

    def _meta(self, given: dict[str, str]) -> None:
        kind, content = given.get("http-equiv", "").lower(), given.get("content", "")
        if kind == "content-security-policy":
            self.policies.append(content)
        elif kind == "refresh":
            self._address(content.partition("url=")[2])
        elif kind:
            self._fault(kind)

    def _address(self, value: str) -> None:
        for part in value.split(","):
            if not OWN.match(part.strip()):
                self._fault(value)

    def _fault(self, what: str) -> None:
        self.faults.append(f"line {self.getpos()[0]}: {what}")


def _is_harmless(given: dict[str, str]) -> bool:
    return given.get("type") == INERT if "src" not in given else "type" not in given


def faults_of(path: Path) -> list[str]:
    """What is wrong with a published file."""
    if path.suffix == ".html":
        page = Page(path.read_text("utf-8"))
        own = policy(*(name for name in ("form-action", "media-src") if name in page.needs))
        return [*page.faults, *([] if page.policies == [own] else [f"policy: {page.policies}"])]
    patterns = {".css": SHEET, ".svg": DRAWING, ".js": SCRIPT}
    pattern = patterns.get(path.suffix)
    return pattern.findall(path.read_text("utf-8")) if pattern else []


def faulty(site: Path) -> Iterator[tuple[str, list[str]]]:
    for path in sorted(site.rglob("*")):
        found = faults_of(path) if path.is_file() else []
        if found:
            yield path.relative_to(site).as_posix(), found


def test_the_city_is_its_own(city: Path) -> None:
    assert dict(faulty(city)) == {}


def test_the_real_site_is_its_own(real_site: RealSite) -> None:
    assert dict(faulty(real_site.dist)) == {}


@pytest.mark.parametrize(
    "html",
    [
        '<script src="https://cdn.example.net/x.js"></script>',
        '<script src="//cdn.example.net/x.js"></script>',
        '<script src="data:text/javascript,x"></script>',
        "<script>x()</script>",
        '<script type="module" src="x.js"></script>',
        '<script type="text/javascript">x()</script>',
        '<link rel="stylesheet" href="https://fonts.example.net/x.css">',
        '<link rel="preconnect" href="https://fonts.example.net">',
        '<link rel="dns-prefetch" href="//fonts.example.net">',
        '<img alt="" src="https://count.example.net/x.png">',
        '<img alt="" src="a.jpg" srcset="a.jpg 1x, https://count.example.net/x.png 2x">',
        '<img alt="" src="data:image/png;base64,x">',
        '<video poster="HTTPS://film.example.net/x.jpg"></video>',
        '<form action="https://ask.example.net/"></form>',
        '<button formaction="https://ask.example.net/">x</button>',
        '<a href="x/" ping="https://count.example.net/">x</a>',
        '<a href="javascript:x()">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<a href="vbscript:x">x</a>',
        '<iframe src="x.html"></iframe>',
        '<object data="x.svg"></object>',
        '<base href="/">',
        "<style>a { color: red }</style>",
        '<p style="color: red">x</p>',
        '<p onclick="x()">x</p>',
        '<svg><use xlink:href="https://a.example.net/x.svg#a"></use></svg>',
        '<svg onload="x()"></svg>',
        '<meta http-equiv="set-cookie" content="x=1">',
        '<meta http-equiv="refresh" content="0; url=https://a.example.net/">',
    ],
)
def test_what_is_foreign_would_be_found(city: Path, html: str) -> None:
    text = (city / "mitmachen" / "index.html").read_text("utf-8")
    assert Page(text.replace("</h1>", f"</h1>{html}")).faults


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.css", "a { background: url(https://a.example.net/x.png) }"),
        ("x.css", "@import 'x.css';"),
        ("x.svg", "<svg><script>x()</script></svg>"),
        ("x.svg", '<svg onload="x()"></svg>'),
        ("x.svg", '<svg><image href="https://a.example.net/x.png"/></svg>'),
        ("x.js", "document.cookie = 'x=1';"),
        ("x.js", "new Image().src = 'https://count.example.net/';"),
        ("x.html", "<p>no policy</p>"),
        ("x.html", f'<meta http-equiv="Content-Security-Policy" content="{policy("media-src")}">'),
        ("x.html", '<meta http-equiv="Content-Security-Policy" content="default-src *">'),
    ],
)
def test_files_that_load_or_keep_would_be_found(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    assert faults_of(path)
