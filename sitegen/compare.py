"""Two built sites in, what differs between them out, as pages that open anywhere.

Who proposes a change sees what it does to the site: a list of new, changed and gone pages, and
the new and changed ones as files that need no server. In them a link leads to a page of the
preview or nowhere; nothing pretends to be the published site.
"""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from itertools import accumulate
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urlsplit

from sitegen.trees import MARKER
from sitegen.visible import markdown, one_line

MOST = 200  # pages that are written and named in the short list; the long list names all
FOLDER = "seite"

_LOADED = frozenset(["stylesheet", "icon"])  # of all <link>s, what a browser loads
_STYLE = (
    "body { max-width: 45rem; margin: 2rem auto; padding: 0 1rem;"
    " font: 1.125rem/1.5 system-ui, sans-serif; }\nli { margin: 0.5rem 0; }\n"
)
_CSP = "default-src 'none'; style-src 'self' file:"
_NOTHING = "An den Seiten ändert sich nichts."
_NO_SITE = "Noch keine Vorschau: Die Seite lässt sich erst bauen, wenn kein Fehler mehr da ist."
_HOW = (
    "Zum Ansehen den Ordner „vorschau“ herunterladen, entpacken und darin index.html öffnen. "
    "Dafür ist kein Programm und keine Verbindung nötig."
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a built site: its file below the site's folder and its heading."""

    file: str
    title: str

    @property
    def address(self) -> str:
        """As it stands in a browser, below the site's own address."""
        return "/" + self.file.removesuffix("index.html")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs, in the order of addresses; `others` are files that are no pages."""

    new: tuple[Page, ...] = ()
    changed: tuple[Page, ...] = ()
    gone: tuple[Page, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def groups(self) -> tuple[tuple[str, tuple[Page, ...]], ...]:
        """The pages under their German headings, empty groups left out."""
        named = (
            ("Neue Seiten", self.new),
            ("Geänderte Seiten", self.changed),
            ("Entfallene Seiten", self.gone),
        )
        return tuple((heading, pages) for heading, pages in named if pages)

    @property
    def shown(self) -> tuple[Page, ...]:
        """The pages that are written: new ones first, for they matter most."""
        return (*self.new, *self.changed)[:MOST]


def compare(before: Path, after: Path) -> Comparison:
    """The difference between two built sites; a folder that is missing is an empty site."""
    old, new = _files(before), _files(after)
    added = [file for file in new if file not in old]
    changed = [f for f in new if f in old and new[f].read_bytes() != old[f].read_bytes()]
    gone = [file for file in old if file not in new]
    others = [file for file in (*added, *changed, *gone) if not file.endswith(".html")]
    return Comparison(
        new=_pages(added, new),
        changed=_pages(changed, new),
        gone=_pages(gone, old),
        others=tuple(sorted(others)),
    )


def preview(comparison: Comparison, after: Path) -> Iterator[tuple[str, bytes]]:
    """The files of the preview, as path and bytes; `after` is the site with the change."""
    site = _files(after)
    comparison = comparison if site else Comparison()
    conclusion = _conclusion(comparison) if site else _NO_SITE
    yield "vorschau.css", _STYLE.encode()
    yield "index.html", _list(comparison, conclusion).encode()
    yield "vorschau.md", _short_list(comparison, conclusion).encode()
    shown = frozenset(page.file for page in comparison.shown)
    loaded: set[str] = set()
    for page in comparison.shown:
        tags = _Tags(_text(site[page.file]))
        yield f"{FOLDER}/{page.file}", tags.standing_alone(page.file, shown, site, loaded).encode()
    for file in sorted(loaded):
        yield f"{FOLDER}/{file}", site[file].read_bytes()


def _files(folder: Path) -> Mapping[str, Path]:
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    names = {path.relative_to(folder).as_posix(): path for path in found}
    # No build writes a name that cannot be shown.
    return {n: path for n, path in names.items() if n != MARKER and n.isprintable()}


def _pages(files: Sequence[str], site: Mapping[str, Path]) -> tuple[Page, ...]:
    pages = [file for file in files if file.endswith(".html")]
    return tuple(Page(file, _Tags(_text(site[file])).title or file) for file in pages)


def _text(path: Path) -> str:
    """A page's text; neither folder need be of our making, so it may be anything."""
    return path.read_text("utf-8", errors="replace")


def _list(comparison: Comparison, conclusion: str) -> str:
    shown = frozenset(comparison.shown)
    parts = [f"<p>{conclusion}</p>\n"]
    for heading, pages in comparison.groups:
        rows = "".join(f"<li>{_entry(page, is_shown=page in shown)}</li>\n" for page in pages)
        parts.append(f"<h2>{heading} ({len(pages)})</h2>\n<ul>\n{rows}</ul>\n")
    if len(comparison.new) + len(comparison.changed) > len(shown):
        parts.append(f"<p>Zum Ansehen liegen hier die ersten {len(shown)} Seiten.</p>\n")
    if comparison.others:
        names = "".join(f"<li>{escape(one_line(name))}</li>\n" for name in comparison.others)
        parts.append(f"<h2>Andere Dateien</h2>\n<ul>\n{names}</ul>\n")
    return (
        '<!DOCTYPE html>\n<html lang="de">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_CSP}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<title>Vorschau</title>\n<link rel="stylesheet" href="vorschau.css">\n</head>\n<body>\n'
        f"<main>\n<h1>Vorschau</h1>\n{''.join(parts)}</main>\n</body>\n</html>\n"
    )


def _entry(page: Page, *, is_shown: bool) -> str:
    title, address = escape(one_line(page.title)), escape(one_line(page.address))
    if is_shown:
        title = f'<a href="{FOLDER}/{quote(page.file)}">{title}</a>'
    return f"{title} <small>{address}</small>"


def _short_list(comparison: Comparison, conclusion: str) -> str:
    lines = ["## Vorschau", "", conclusion]
    room = MOST
    for heading, pages in comparison.groups:
        lines += ["", f"### {heading} ({len(pages)})", ""]
        lines += [f"- {markdown(page.title)} ({markdown(page.address)})" for page in pages[:room]]
        if len(pages) > room:
            lines.append(f"- … und {len(pages) - room} weitere")
        room -= min(room, len(pages))
    if comparison.shown:
        lines += ["", _HOW]
    return "\n".join(lines) + "\n"


def _conclusion(comparison: Comparison) -> str:
    if not comparison.groups:
        return _NOTHING
    counts = (len(comparison.new), len(comparison.changed), len(comparison.gone))
    return "Neu: {}, geändert: {}, entfallen: {}.".format(*counts)


@dataclass(frozen=True, slots=True)
class _Tag:
    begin: int
    text: str
    name: str
    values: Mapping[str, str | None]


class _Tags(HTMLParser):
    """The start tags of a page with their places, and its heading."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self._lines = list(accumulate((len(row) + 1 for row in text.split("\n")), initial=0))
        self._inside: list[str] = []
        self._texts = {"h1": "", "title": ""}
        self._tags: list[_Tag] = []
        self.feed(text)
        self.close()

    @property
    def title(self) -> str:
        """The page's heading, else its title; may be empty."""
        return " ".join((self._texts["h1"] or self._texts["title"]).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag and where it stands."""
        line, column = self.getpos()
        begin = self._lines[line - 1] + column
        self._tags.append(_Tag(begin, self.get_starttag_text() or "", tag, dict(attrs)))
        if tag in self._texts:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Know when heading and title end."""
        if tag in self._inside:
            self._inside.remove(tag)

    def handle_data(self, data: str) -> None:
        """Collect heading and title."""
        for tag in self._inside:
            self._texts[tag] += data

    def standing_alone(
        self, file: str, shown: frozenset[str], site: Mapping[str, Path], loaded: set[str]
    ) -> str:
        """The page as a file of the preview; what it loads is added to `loaded`."""
        parts, end = [], 0
        for tag in self._tags:
            parts += [self._text[end : tag.begin], _rewritten(tag, file, shown, site, loaded)]
            end = tag.begin + len(tag.text)
        return "".join([*parts, self._text[end:]])


def _rewritten(
    tag: _Tag, file: str, shown: frozenset[str], site: Mapping[str, Path], loaded: set[str]
) -> str:
    if tag.name == "body":
        home = posixpath.relpath("index.html", posixpath.dirname(f"{FOLDER}/{file}"))
        return (
            f'{tag.text}\n<aside aria-label="Vorschau"><p class="demo"><strong>Vorschau.</strong> '
            "Nur Links zu Seiten, die sich ändern, führen hier weiter. "
            f'<a href="{home}">Zur Liste der Änderungen</a></p></aside>'
        )
    if tag.name == "meta":
        return _meta(tag)
    if tag.name == "a":
        return _anchor(tag, file, shown)
    if tag.name == "link" and tag.values.get("rel") not in _LOADED:
        return ""  # names other addresses of the page; a file has none
    name = "href" if tag.name == "link" else "src"
    target = _target(file, tag.values.get(name) or "", site)
    if target is None:
        return tag.text
    loaded.add(target)
    return _with(tag, **{name: _relative(file, target)})


def _meta(tag: _Tag) -> str:
    kind = (tag.values.get("http-equiv") or "").lower()
    if kind == "refresh":  # leads on before anybody has seen the page
        return ""
    if kind == "content-security-policy":
        # In a file, 'self' is nothing to some browsers; it still loads nothing from the net.
        policy = (tag.values.get("content") or "").replace("'self'", "'self' file:")
        return _with(tag, content=policy)
    return tag.text


def _anchor(tag: _Tag, file: str, shown: frozenset[str]) -> str:
    address = tag.values.get("href") or ""
    parts = _split(address)
    if parts.scheme or parts.netloc or not parts.path:
        return tag.text
    target = _target(file, address, dict.fromkeys(shown))
    if target is None:
        return _with(tag, href=None)
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return _with(tag, href=_relative(file, target) + fragment)


def _split(address: str) -> SplitResult:
    """The parts of an address; one that is none leads nowhere and stays as it is."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("about:invalid")


def _target(file: str, address: str, site: Mapping[str, object]) -> str | None:
    """The file of the site that an address in `file` means; None where there is none.

    An address from the root begins with whatever folder the site is published in.
    """
    parts = _split(address)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    path = unquote(parts.path)
    if path.startswith("/"):
        names = path.split("/")
        starts = ["/".join(names[first:]) for first in range(1, len(names))]
    else:
        starts = [posixpath.join(posixpath.dirname(file), path)]
    for start in starts:
        plain = posixpath.normpath(start or ".")
        for name in (plain, posixpath.normpath(posixpath.join(plain, "index.html"))):
            if name in site:
                return name
    return None


def _relative(file: str, target: str) -> str:
    return quote(posixpath.relpath(target, posixpath.dirname(file) or "."))


def _with(tag: _Tag, **changes: str | None) -> str:
    """The tag with other values; None takes one away."""
    values = {**tag.values, **changes}
    gone = {key for key, value in changes.items() if value is None}
    words = [
        key if value is None else f'{key}="{escape(value)}"'
        for key, value in values.items()
        if key not in gone
    ]
    return f"<{' '.join([tag.name, *words])}>"
