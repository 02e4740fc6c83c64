"""Musterstadt, the smallest whole project, and what tests do with copies of it.

The example city stands in `city/`; its templates are written here, because these tests are
about content: they show just enough of each view to give every page a title and a link.
"""

import hashlib
import re
import stat
from collections.abc import Iterable, Mapping
from datetime import date
from io import StringIO
from pathlib import Path

from sitegen.config import MEDIA_FOLDER, SITE_FILE
from sitegen.diagnostics import Diagnostic, Findings, in_order
from sitegen.models import CONTENT_TYPES
from sitegen.order import Order
from sitegen.parse import locate
from sitegen.pipeline import read
from sitegen.reporters import terminal
from sitegen.site import Catalogue
from sitegen.source import SourceFile

HERE = Path(__file__).parent
CITY = HERE / "city"
TODAY = date(2026, 11, 22)

TYPES = {content_type.name: content_type for content_type in CONTENT_TYPES}

_PAGE = """<!DOCTYPE html>
<html lang="de"><head><title>{{ page.title or page.title_key }}</title></head>
<body><h1>{{ page.title or page.title_key }}</h1>
<p><a href="{{ '/angebote/'|rel }}">{{ t('offers.count', count=1) }}</a> {{ frame.name }}</p>
{% if page.url == '/' %}
{% for topic in ('inhalt', 'navigation', 'erklaerung', 'weitere') %}
<a data-bitv4="{{ topic }}" hreflang="de-simple" href="{{ '/angebote/'|rel }}">x</a>
{% endfor %}
{% endif %}
{% if view.text is defined and view.text %}{{ view.text|prose }}{% endif %}
{% if view.figures is defined %}
{% for group in view.figures %}
{% for fact in group.facts %}<p id="{{ fact.id }}"></p>{% endfor %}
{% endfor %}
{% endif %}
</body></html>
"""
_PAGES = (
    *("start", "offers", "offer", "end", "term", "index", "venue", "organisation", "not-found"),
    "editorial",
    "redirect",
    *("agenda", "open"),
    *("event", "events", "archive", "initiative", "initiatives", "news", "news-list"),
    *("guide", "guide-result", "guides"),
    *("document", "documents", "numbers", "register", "stand", "calendar"),
    *("district", "topic", "week"),
    *("feature", "features"),
    "report",
    "kept",
    "film",
)
_EASY_PAGES = (
    *("start", "offer", "end", "editorial", "open"),
    *("event", "offers", "events", "archive", "index", "term"),
    *("guide", "guide-result", "guides"),
)
TEMPLATES = {
    **{f"templates/pages/{name}.html": _PAGE for name in _PAGES},
    **{f"templates/leicht/{name}.html": _PAGE for name in _EASY_PAGES},
    **{f"templates/sprachen/{name}.html": _PAGE for name in ("page", "offers", "offer")},
    "templates/data/kept.js": "",
    "templates/data/search.txt": "",
}

Files = Mapping[str, str | bytes | None]
"""Texts by path; None takes a file of the example city away."""

WITHOUT_OFFERS: Files = {"offers/teestube.yaml": None, "content/filme/tee.yaml": None}
"""The example city without its offer and the film that belongs to it."""


def write(project: Path, files: Files) -> Path:
    """Write, replace or remove files of a project."""
    for path, text in files.items():
        target = project / path
        if text is None:
            target.unlink(missing_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
    return project


def city_files() -> dict[str, bytes]:
    """The files of the example city by path."""
    found = sorted(path for path in CITY.rglob("*") if path.is_file())
    return {path.relative_to(CITY).as_posix(): path.read_bytes() for path in found}


def city(project: Path, files: Files | None = None) -> Path:
    """A copy of the example city with templates, changed by `files`."""
    write(project, {**TEMPLATES, **city_files()})
    return write(project, files or {})


def order(project: Path, *, is_strict: bool = False) -> Order:
    """The order for a build of `project` into its `dist/`."""
    return Order(project, project / "templates", project / "dist", TODAY, is_strict=is_strict)


def sources(files: Files | None = None) -> tuple[SourceFile, ...]:
    """The example city in memory, changed by `files`; media are read by their own module."""
    everything: Files = {**city_files(), **(files or {})}
    return tuple(
        SourceFile(path, text if isinstance(text, bytes) else text.encode())
        for path, text in sorted(everything.items())
        if text is not None and not path.startswith(f"{MEDIA_FOLDER}/")
    )


def catalogue(files: Files | None = None) -> Catalogue:
    """The records of the example city, changed by `files`, which must be free of errors."""
    found, findings = read(sources(files), None)
    assert found is not None
    assert not [finding for finding in findings if finding.is_error], findings
    return found


def findings(files: Files | None = None) -> Findings:
    """What the program says about the records, located and in order."""
    given = sources(files)
    _, found = read(given, None)
    return in_order(locate(found, {source.path: source for source in given}))


def report(found: Iterable[Diagnostic], given: Mapping[str, SourceFile]) -> str:
    """The text that an editor sees."""
    stream = StringIO()
    terminal.report(tuple(found), given, stream)
    return stream.getvalue()


def places(found: Iterable[Diagnostic]) -> list[tuple[str, str, int, int]]:
    """Code, path, line and column of findings, in order."""
    return [
        (finding.code, finding.location.path, finding.location.line, finding.location.column)
        for finding in in_order(found)
    ]


def fingerprint(folder: Path) -> str:
    """A hash of everything below a folder: names, kinds, bytes and targets of links."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda path: str(path).encode(errors="replace")):
        mode = path.lstat().st_mode
        digest.update(
            f"{path.relative_to(folder)!s}\0{stat.S_IFMT(mode)}\0".encode(errors="replace")
        )
        if stat.S_ISLNK(mode):
            digest.update(str(path.readlink()).encode(errors="replace"))
        elif stat.S_ISREG(mode):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def cases(folder: str) -> list[Path]:
    """The example files below a folder, whatever they are written in."""
    found = [*(HERE / folder).glob("*/*.yaml"), *(HERE / folder).glob("*/*.md")]
    return sorted(path for path in found if path.parent.name != "mehrere")


def place_of(case: Path) -> str:
    """Where an example of `examples/*/<type>/` stands in a project.

    Records with a file of their own join the city; a collection or the settings take the
    place of the city's file. The first line of the example may name another place.
    """
    named = re.match(rb"# liegt in: (\S+)\n", case.read_bytes())
    if named:
        return named[1].decode()
    if case.parent.name == "site":
        return SITE_FILE
    if case.parent.name == "texte":
        return f"content/texte/{case.name}"
    content_type = TYPES[case.parent.name]
    return content_type.place if content_type.is_collection else f"{content_type.place}/{case.name}"
