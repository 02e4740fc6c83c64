"""What a site answers -> the points that Mozilla's HTTP Observatory would give it.

A scorer of our own after the published table, which stands in `observatory.toml`.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

TABLE: Mapping[str, Mapping[str, int]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text("utf-8")
)
SIX_MONTHS = 15_768_000  # seconds
ORIGIN = "https://elsewhere.example.org"

_BROAD = frozenset(["*", "ftp:", "http:", "https:", "http://*", "https://*"])
_INLINE = frozenset(["'unsafe-inline'", "data:"])
_PASSIVE = frozenset(["img-src", "media-src"])
_PRIVATE = frozenset(
    ["no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"]
)
_UNSAFE = frozenset(["origin", "origin-when-cross-origin", "unsafe-url"])

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Visit:
    """The answer to `https://host/`, asked by `ORIGIN`, and where `http://host/` leads to."""

    host: str
    headers: Headers
    page: str
    redirect: str

    def all(self, name: str) -> list[str]:
        """The values of a header."""
        return [value.strip() for key, value in self.headers if key.lower() == name.lower()]

    def one(self, name: str) -> str | None:
        """The value of a header that stands there once."""
        return ", ".join(self.all(name)) if self.all(name) else None


def score(visit: Visit) -> int:
    """All points together."""
    points = [TABLE[name][result] for name, result in results(visit).items()]
    bare = 100 + sum(point for point in points if point < 0)
    return max(0, bare + (sum(point for point in points if point > 0) if bare >= 90 else 0))


def results(visit: Visit) -> dict[str, str]:
    """The row of the table for each of its tests."""
    return {name: test(visit) for name, test in _TESTS.items()}


class _Page(HTMLParser):
    """What a page says in the place of headers, and which scripts it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.policies: list[str] = []
        self.referrer: str | None = None
        self.scripts: list[tuple[str, bool]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        content = given.get("content", "")
        if tag == "meta" and given.get("http-equiv", "").lower() == "content-security-policy":
            self.policies.append(content)
        elif tag == "meta" and given.get("name", "").lower() == "referrer":
            self.referrer = content
        elif tag == "script" and "src" in given:
            self.scripts.append((given["src"], "integrity" in given))


@lru_cache(1)
def _read(text: str) -> _Page:
    return _Page(text)


def _rules(policy: str) -> dict[str, frozenset[str]]:
    words = [rule.lower().split() for rule in policy.split(";") if rule.strip()]
    return {name: frozenset(sources) for name, *sources in words}


def _csp(visit: Visit) -> str:
    policies = visit.all("content-security-policy") or _read(visit.page).policies
    if not policies:
        return "csp-not-implemented"
    rules = _rules(policies[0])
    anything = frozenset(["*"])
    default = rules.get("default-src", anything)
    scripts, styles, objects = (
        rules.get(name, default) for name in ("script-src", "style-src", "object-src")
    )
    active = [
        source for name, sources in rules.items() if name not in _PASSIVE for source in sources
    ]
    passive = [source for name in _PASSIVE for source in rules.get(name, default)]
    if scripts & (_BROAD | _INLINE) or objects & _BROAD:
        return "csp-implemented-with-unsafe-inline"
    if any(source.startswith(("http:", "ftp:")) for source in active):
        return "csp-implemented-with-insecure-scheme"
    if "'unsafe-eval'" in scripts | styles:
        return "csp-implemented-with-unsafe-eval"
    if any(source.startswith(("http:", "ftp:")) for source in passive):
        return "csp-implemented-with-insecure-scheme-in-passive-content-only"
    if styles & (_BROAD | _INLINE):
        return "csp-implemented-with-unsafe-inline-in-style-src-only"
    is_none = default == frozenset(["'none'"])
    return "csp-implemented-with-no-unsafe" + ("-default-src-none" if is_none else "")


def _cookies(visit: Visit) -> str:
    found = {"cookies-secure-with-httponly-sessions-and-samesite"}
    is_protected = _hsts(visit) == "hsts-implemented-max-age-at-least-six-months"
    for cookie in visit.all("set-cookie"):
        name, *said = (part.strip().lower() for part in cookie.split(";"))
        is_session = re.search(r"login|sess", name.partition("=")[0]) is not None
        kind = "cookies-session" if is_session else "cookies"
        if "secure" not in said:
            found.add(
                f"{kind}-without-secure-flag" + ("-but-protected-by-hsts" if is_protected else "")
            )
        if is_session and "httponly" not in said:
            found.add("cookies-session-without-httponly-flag")
        if not {"samesite=lax", "samesite=strict"} & set(said):
            found.add("cookies-secure-with-httponly-sessions")
    worst = min(found, key=lambda result: TABLE["cookies"][result])
    return worst if visit.all("set-cookie") else "cookies-not-found"


def _cors(visit: Visit) -> str:
    allowed, name = visit.one("access-control-allow-origin"), "cross-origin-resource-sharing"
    if allowed is None:
        return f"{name}-not-implemented"
    if allowed == "*":
        return f"{name}-implemented-with-public-access"
    is_open = visit.one("access-control-allow-credentials") == "true" and allowed == ORIGIN
    return f"{name}-implemented-with-{'universal' if is_open else 'restricted'}-access"


def _hsts(visit: Visit) -> str:
    said = visit.one("strict-transport-security")
    if said is None:
        return "hsts-not-implemented"
    seconds = re.search(r"(?:^|;)\s*max-age=([1-9]\d*)\s*(?:;|$)", said)
    if seconds is None or "," in said:
        return "hsts-header-invalid"
    which = "at-least" if int(seconds[1]) >= SIX_MONTHS else "less-than"
    return f"hsts-implemented-max-age-{which}-six-months"


def _redirection(visit: Visit) -> str:
    if not visit.redirect:
        return "redirection-missing"
    target = urlsplit(visit.redirect)
    if target.scheme != "https":
        return "redirection-not-to-https"
    is_here = target.hostname == visit.host
    return "redirection-to-https" if is_here else "redirection-off-host-from-http"


def _referrer(visit: Visit) -> str:
    said = [visit.one("referrer-policy"), _read(visit.page).referrer]
    words = [word.strip().lower() for value in said if value for word in value.split(",")]
    if not words:
        return "referrer-policy-not-implemented"
    known = [w for w in words if w in _PRIVATE | _UNSAFE | {"no-referrer-when-downgrade"}]
    if not known:
        return "referrer-policy-header-invalid"
    if known[-1] in _PRIVATE:
        return "referrer-policy-private"
    return "referrer-policy-unsafe" if known[-1] in _UNSAFE else f"referrer-policy-{known[-1]}"


def _sri(visit: Visit) -> str:
    scripts = _read(visit.page).scripts
    if not scripts:
        return "sri-not-implemented-but-no-scripts-loaded"
    outside = [(src, has) for src, has in scripts if urlsplit(src).netloc not in {"", visit.host}]
    if not outside:
        if all(has for _, has in scripts):
            return "sri-implemented-and-all-scripts-loaded-securely"
        return "sri-not-implemented-but-all-scripts-loaded-from-secure-origin"
    is_secure = all(urlsplit(src).scheme == "https" for src, _ in outside)
    if all(has for _, has in outside):
        how = "and-external-scripts" if is_secure else "but-external-scripts-not"
        return f"sri-implemented-{how}-loaded-securely"
    how = "but-external-scripts" if is_secure else "and-external-scripts-not"
    return f"sri-not-implemented-{how}-loaded-securely"


def _types(visit: Visit) -> str:
    said = visit.one("x-content-type-options")
    if said is None:
        return "x-content-type-options-not-implemented"
    is_right = said.lower() == "nosniff"
    return f"x-content-type-options-{'nosniff' if is_right else 'header-invalid'}"


def _frames(visit: Visit) -> str:
    # A page cannot say it of itself: browsers heed `frame-ancestors` in headers alone.
    if any("frame-ancestors" in _rules(it) for it in visit.all("content-security-policy")):
        return "x-frame-options-implemented-via-csp"
    said = visit.one("x-frame-options")
    if said is None:
        return "x-frame-options-not-implemented"
    is_right = said.lower() in {"deny", "sameorigin"}
    return f"x-frame-options-{'sameorigin-or-deny' if is_right else 'header-invalid'}"


_TESTS: Mapping[str, Callable[[Visit], str]] = {
    "cookies": _cookies,
    "cors": _cors,
    "csp": _csp,
    "hsts": _hsts,
    "redirection": _redirection,
    "referrer": _referrer,
    "sri": _sri,
    "types": _types,
    "frames": _frames,
}
