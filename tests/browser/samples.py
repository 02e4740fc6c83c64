"""Built sites -> which of their pages a browser opens: a rich and a poor one of each kind.

Which template shows a page is taken from what the outputs plan, not from a list, so that a new
kind of page is tested from its first page on. Pages of one kind share template and folder.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from sitegen.order import Order
from sitegen.outputs import planned
from sitegen.pipeline import look
from sitegen.views.page import EASY, View
from tests.browser.sites import ROOT
from tests.planning import jobs_in

# Every template that is a page; that of former addresses shows nothing and leads on.
MOVED = "pages/redirect.html"
TEMPLATES = tuple(
    name
    for folder in ("pages", "leicht", "sprachen")
    for path in sorted((ROOT / "templates" / folder).glob("*.html"))
    if (name := f"{folder}/{path.name}") != MOVED
)

# Kinds that only many offers bring forth, as template and folder.
CROWDED = (("pages/offers.html", "/"), ("pages/topic.html", "/themen/"))


@dataclass(frozen=True, slots=True)
class Sample:
    """A page to open, as its path below the served folder, and whether its kind has no richer."""

    path: str
    is_rich: bool


Samples: TypeAlias = Mapping[str, tuple[Sample, ...]]

# How many pages of the real site are looked at besides; `--every-page` takes all.
OTHERS = 20


def samples_of(real: Order, city: Order, crowd: Order) -> Samples:
    """The pages to open of the three built sites, by template.

    The real site, which changes without these tests, lends its richest and its poorest page of
    each kind, the city its richest; the crowd has what they have not, lists of several pages.
    """
    found: dict[str, list[Sample]] = {}
    for order in (real, city):
        for (template, _), pages in _kinds(order).items():
            kind = found.setdefault(template, [])
            kind.append(Sample(pages[-1], is_rich=True))
            if order is real and len(pages) > 1:
                kind.append(Sample(pages[0], is_rich=False))
    for (template, place), pages in _kinds(crowd).items():
        if (template, place) in CROWDED:
            found[template].append(Sample(pages[-1], is_rich=True))
    return {template: tuple(samples) for template, samples in found.items()}


def others_of(real: Path, samples: Samples) -> tuple[Sample, ...]:
    """All other pages of the real site, in an order that changes with what they say."""
    known = {sample.path for pages in samples.values() for sample in pages}
    found = {}
    for file in real.rglob("index.html"):
        data = file.read_bytes()
        path = f"{file.parent.relative_to(real.parent).as_posix()}/"
        if path not in known and b'http-equiv="refresh"' not in data:
            found[hashlib.sha256(data).digest()] = Sample(path, is_rich=False)
    return tuple(found[digest] for digest in sorted(found))


@dataclass
class _Noter:
    """Takes the place of the renderer and notes which template shows which page."""

    seen: list[tuple[str, str]] = field(default_factory=list)

    def page(self, template: str, view: object) -> bytes:
        assert isinstance(view, View)
        self.seen.append((template, view.page.url))
        return b""


def _kinds(order: Order) -> Mapping[tuple[str, str], list[str]]:
    """The pages of each template and folder, as paths below the served folder, poorest first."""
    site, _ = look(order)
    assert site is not None
    noter = _Noter()
    for job in jobs_in(planned(site)):
        job.render(noter)
    kinds: dict[tuple[str, str], list[str]] = {}
    for template, url in noter.seen:
        if template != MOVED:
            kinds.setdefault((template, _place(url)), []).append(url)
    name = order.target.name
    return {
        kind: [name + url for _, url in sorted((_size(order.target, url), url) for url in urls)]
        for kind, urls in kinds.items()
    }


def _place(url: str) -> str:
    """The topmost folder of a page: below it stand sheets, further pages of lists, answers."""
    parts = url.removeprefix(EASY).strip("/").split("/")
    return f"/{parts[0]}/" if len(parts) > 1 else "/"


def _size(dist: Path, url: str) -> int:
    file = dist / url.removeprefix("/")
    return (file / "index.html" if url.endswith("/") else file).stat().st_size
