"""Slugs and site paths: pure functions over text.

A *url path* is absolute within the site and ends in `/` or a file name
(`/angebote/mittagstisch/`, `/404.html`). Pages link to each other relatively, so that the site
works below any sub-path.
"""

import re
import unicodedata
from functools import lru_cache

from slugify import slugify as _slugify

# German letters are spelled out before the library folds the rest: "Müßig" -> "muessig".
_GERMAN = [("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ä", "ae"), ("Ö", "oe"), ("Ü", "ue")]
_GERMAN += [("ß", "ss"), ("ẞ", "ss")]
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
MAX_SLUG = 80
SITEMAP = "/sitemap.xml"

# Names that are special on some file system or on the web server.
RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "index", "archiv", "seite"]
    + [f"{device}{n}" for device in ("com", "lpt") for n in range(1, 10)]
)


def slugify(text: str) -> str:
    """An id from any text; empty when nothing Latin is left of it.

    Letters of other scripts are dropped, not guessed: what the library makes of Arabic is
    no word in any language. Somebody has to choose a Latin name.
    """
    latin = "".join(_latin(char) for char in unicodedata.normalize("NFKC", text))
    return _slugify(
        latin,
        replacements=_GERMAN,
        max_length=MAX_SLUG,
        word_boundary=True,
        entities=False,
        decimal=False,
        hexadecimal=False,
    )


def _latin(char: str) -> str:
    if char.isascii() or unicodedata.name(char, "").startswith("LATIN "):
        return char
    return "" if unicodedata.category(char) in {"Mn", "Cf"} else " "


def is_slug(text: str) -> bool:
    """Whether `text` may be an id: `[a-z0-9-]`, no double or outer hyphens, not too long."""
    return len(text) <= MAX_SLUG and _SLUG.fullmatch(text) is not None


def relative(target: str, start: str) -> str:
    """The link from the page at url path `start` to `target`, keeping a `#fragment`."""
    if target.startswith((f"{start}#", "#")):
        return target[target.index("#") :]
    for folder, steps in _ways_up(start):
        if target.startswith(folder):
            link = steps + target[len(folder) :]
            return link if link[:1] not in {"", "#"} else f"./{link}"
    return target


@lru_cache(maxsize=1)
def _ways_up(start: str) -> tuple[tuple[str, str], ...]:
    """The folders around a page, its own first, each with the steps to it."""
    parts = start.split("/")[:-1]
    ends = range(len(parts), 0, -1)
    return tuple(("/".join(parts[:end]) + "/", "../" * (len(parts) - end)) for end in ends)


def file_of(url_path: str) -> str:
    """The file below `dist/` that serves a url path: `/a/` -> `a/index.html`."""
    inner = url_path.removeprefix("/")
    return inner + "index.html" if not inner or inner.endswith("/") else inner
