"""Templates -> /bausteine/: tokens, pictograms, and every component with its examples.

Only the preview has this page, for those who write templates. What its examples show and link
does not exist, so it is no part of the site: no other page leads there, and no check of the
finished site sees it.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from sitegen.order import Order
from sitegen.site import Bundle, PageJob, Renderer, Site
from sitegen.templating import Keyed
from sitegen.views.frame import frame_of
from sitegen.views.page import Frame, Page, View, Words

URL = "/bausteine/"
TEMPLATE = "vorschau/bausteine.html"
_TOKEN = re.compile(r"(--[a-z-]+): (#[0-9a-f]{6});")
_DARK = "@media (prefers-color-scheme: dark)"


@dataclass(frozen=True, slots=True)
class Example:
    """A call of a macro; `caller` is what stands between `call` and `endcall`, else None."""

    macro: str
    arguments: Mapping[str, Any]
    caller: str | None = None


@dataclass(frozen=True, slots=True)
class Component:
    """A file of macros below templates/components/, with an example of each or more."""

    file: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Colour:
    """A token of style.css, in light and in dark."""

    name: str
    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class PatternPage(View):
    """What pages are made of; `sheets` are the addresses of all style sheets."""

    sheets: tuple[str, ...]
    colours: tuple[Colour, ...]
    pictograms: tuple[str, ...]
    components: tuple[Component, ...]


def pattern_library(site: Site, order: Order) -> Iterator[Bundle]:
    """The one page, where it is wanted and the templates know it."""
    if not (order.has_pattern_library and (order.templates / TEMPLATE).is_file()):
        return
    frame = site.shared(frame_of)
    sheets = tuple(sorted(url for url in site.assets if url.endswith(".css")))

    def render(renderer: Renderer) -> bytes:
        return renderer.page(TEMPLATE, _page(frame, sheets, order.templates))

    # With the same templates it shows the same.
    key = hashlib.sha256(" ".join([frame.key, *sheets]).encode()).hexdigest()
    yield Bundle("pattern-library", lambda: [PageJob(URL, key, render)])


def _page(frame: Frame, sheets: tuple[str, ...], templates: Path) -> PatternPage:
    pictograms = sorted(path.stem for path in (templates / "pictograms").glob("*.svg"))
    style = (templates / "assets" / "style.css").read_text("utf-8")
    return PatternPage(
        page=Page(frame, URL, "Bausteine", may_be_found=False),
        sheets=sheets,
        colours=_colours(style),
        pictograms=tuple(pictograms),
        components=tuple(components_of(templates)),
    )


def components_of(templates: Path) -> Iterator[Component]:
    """Every component with the examples that stand beside it, in the order of their names."""
    for path in sorted((templates / "components").glob("*.html")):
        written = path.with_suffix(".examples.yaml").read_text("utf-8")
        yield Component(path.name, _examples(written))


@lru_cache(maxsize=256)  # a preview asks for the same ones with every build
def _examples(written: str) -> tuple[Example, ...]:
    given = yaml.safe_load(written)
    return tuple(_example(macro, it) for macro, all_ in given.items() for it in all_)


def _example(macro: str, given: Mapping[str, Any]) -> Example:
    arguments = {key: _typed(value) for key, value in given.items() if key != "caller"}
    return Example(macro, arguments, given.get("caller"))


def _typed(value: Any) -> Any:
    """The example with times of day and texts that name papers as such; YAML knows none."""
    if isinstance(value, dict):
        if set(value) == {"text", "papers"}:
            return Words(value["text"], tuple(map(tuple, value["papers"])))
        return Keyed({key: _typed(item) for key, item in value.items()})
    if isinstance(value, list):
        return [_typed(item) for item in value]
    if isinstance(value, str) and re.fullmatch(r"\d\d:\d\d", value):
        return time.fromisoformat(value)
    return value


def _colours(style: str) -> tuple[Colour, ...]:
    light, _, dark = style.partition(_DARK)
    after_dark = dict(_TOKEN.findall(dark.partition("@media")[0]))
    return tuple(
        Colour(name, value, after_dark.get(name, value)) for name, value in _TOKEN.findall(light)
    )
