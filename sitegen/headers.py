"""What a web server says with every answer: one value, of which all its forms are made.

Hosts that read files get `_headers` (`outputs.headers`), nginx and Apache the files of `servers`,
and each page repeats its part of the policy in its head for hosts that can send nothing.
"""

from collections.abc import Mapping
from types import MappingProxyType

# Scripts can ask no server for anything (no `connect-src`), and what is typed into a form goes
# nowhere, save where a page says that it needs more.
_POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "script-src": "'self'",
    "form-action": "'none'",
    "base-uri": "'none'",
}
# What some pages need: a search that works without scripts, a film.
NEEDS = ("form-action", "media-src")


def policy(*needs: str) -> str:
    """The content security policy of a page that needs some of `NEEDS` besides."""
    assert set(needs) <= set(NEEDS)
    rules = {**_POLICY, **dict.fromkeys(needs, "'self'")}
    return "; ".join(f"{name} {source}" for name, source in rules.items())


# A server says the same of every page, so it allows what any of them needs; a page's own policy
# takes the rest away again. Only a header can forbid frames. HSTS is for a year and this host
# alone: what else has the same domain is not ours to decide.
HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": f"{policy(*NEEDS)}; frame-ancestors 'none'",
        "Strict-Transport-Security": "max-age=31536000",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
)

# Browsers may keep everything, but ask each time whether it is still true: the site is built
# every night, and a wrong number for a crisis is worse than a question. Looks and pictures, which
# hold up a page, are asked for once an hour; their addresses stay when they change.
FRESH, LASTING = "no-cache", "max-age=3600"
LASTS = (".css", ".jpg", ".mp4", ".png", ".svg", ".vtt", ".webm", ".webp", ".woff2")

TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".atom": "application/atom+xml; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".csv": "text/csv; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".ics": "text/calendar; charset=utf-8",
        ".jpg": "image/jpeg",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json; charset=utf-8",
        ".mp4": "video/mp4",
        ".pdf": "application/pdf",
        ".png": "image/png",
        ".svg": "image/svg+xml; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
        ".vtt": "text/vtt; charset=utf-8",
        ".webm": "video/webm",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
        ".xml": "application/xml; charset=utf-8",
    }
)
