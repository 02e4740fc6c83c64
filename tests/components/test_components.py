"""Every macro of the templates renders its examples, in both languages and with hostile text.

The examples stand beside the macros (`templates/components/<name>.examples.yaml`): by macro a
list of its arguments; `caller` is what stands between `call` and `endcall`.
"""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Template

from sitegen.load import load
from sitegen.models import CONTENT_TYPES
from sitegen.pattern_library import components_of
from sitegen.reading import read_file
from sitegen.render import Templates
from sitegen.site import Texts
from sitegen.templating import Keyed
from sitegen.texts import join_texts
from sitegen.views.page import EASY_LANG, EASY_TEXTS, Crumb, Frame, Office, Page, Words

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
MACRO = re.compile(r"\{% macro (\w+)\(")
VOID = frozenset(["br", "img", "meta", "link", "hr", "input"])

# Words that people write; the others choose among things the program knows.
FREE_TEXT = {
    *("title", "summary", "name", "label", "note", "owner", "role", "hours", "audience", "text"),
    *("days", "display", "whose", "entrance", "stop", "post", "organisations", "places"),
    *("districts", "address", "checked_by", "day", "until", "rhythms", "rhythm", "topic"),
    *("moved_from", "free", "since", "words", "date"),
    *("topic", "free", "moved_from"),
    *("question", "answer", "sentence"),
    *("alt", "credit", "licence", "word", "part"),
}
HOSTILE = '<b id="x">&amp;"\' {{ 7 * 7 }}</b>'


def _texts() -> dict[str, Texts]:
    files, _ = load(ROOT, CONTENT_TYPES)
    folder = "content/texte/"
    readings = [read_file(source) for source in files if source.path.startswith(folder)]
    found, findings = join_texts({it.path: it.texts for it in readings if it.texts})
    assert [*findings, *(finding for it in readings for finding in it.findings)] == []
    return dict(found)


TEXTS = _texts()


def _frame() -> Frame:
    office = Office("Büro", "Hilft.", None, "", "https://stadt.example.org", "", "")
    return Frame(
        name="Nebenan in Lindenau",
        claim="Offen für alle.",
        city="Lindenau",
        is_demo=True,
        base_url="",
        base_path="/",
        office=office,
        crisis_now=(),
        crisis_talk=(),
        keeps_no_logs=False,
    )


CRUMBS = (Crumb("nav.offers", "/angebote/"),)
PAGES = {
    "de": Page(
        _frame(), "/angebote/cafe/", "Café", crumbs=CRUMBS, section="offers", easy_url="/x/"
    ),
    "leicht": Page(
        _frame(),
        "/leichte-sprache/angebote/cafe/",
        "Café",
        crumbs=CRUMBS,
        section="offers",
        texts=EASY_TEXTS,
        lang=EASY_LANG,
        standard_url="/angebote/cafe/",
    ),
}


def _examples() -> list[tuple[str, str, dict[str, Any]]]:
    """Every example, as component, macro, and arguments with what a caller adds."""
    found = []
    for component in components_of(TEMPLATES):
        for it in component.examples:
            more = {} if it.caller is None else {"caller": it.caller}
            found.append((component.file, it.macro, {**it.arguments, **more}))
    return found


RENDERER = Templates(TEMPLATES, TEXTS)
EXAMPLES = _examples()
NAMES = [f"{component}-{macro}" for component, macro, _ in EXAMPLES]


def render(component: str, macro: str, example: dict[str, Any], page: Page) -> str:
    """What the macro makes of one example."""
    arguments = {key: value for key, value in example.items() if key != "caller"}
    opening, closing = "{{ ", " }}"
    if "caller" in example:
        opening, closing = "{% call ", " %}{{ caller_text }}{% endcall %}"
    source = (
        f'{{% from "components/{component}" import {macro} %}}'
        f"{opening}{macro}(**arguments){closing}"
    )
    RENDERER.here.turn_to(page)
    template: Template = RENDERER._environment.from_string(source)
    return template.render(arguments=arguments, caller_text=example.get("caller", ""))


class _Balance(HTMLParser):
    """Notes elements that are not closed in the order they were opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


def balance(html: str) -> _Balance:
    reader = _Balance()
    reader.feed(html)
    reader.close()
    return reader


@pytest.mark.parametrize("path", COMPONENTS, ids=[path.stem for path in COMPONENTS])
def test_every_macro_has_an_example(path: Path) -> None:
    macros = set(MACRO.findall(path.read_text("utf-8")))
    assert macros == {macro for component, macro, _ in EXAMPLES if component == path.name}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize(("component", "macro", "example"), EXAMPLES, ids=NAMES)
def test_examples_are_clean_html(
    component: str, macro: str, example: dict[str, Any], page: Page
) -> None:
    html = render(component, macro, example, page)
    read = balance(html)
    assert (read.open, read.faults) == ([], [])
    assert not {name for name in read.attributes if name == "style" or name.startswith("on")}
    assert "None" not in html
    assert "()" not in html


@pytest.mark.parametrize("count", [1, 4])
def test_names_stay_as_somebody_gave_them(count: int) -> None:
    items = ["Haus der drei Generationen, Raum 2.10."] * count
    page = next(iter(PAGES.values()))
    own = render("easy_facts.html", "easy_items", {"items": items, "are_names": True}, page)
    assert own.count(items[0]) == count
    assert items[0] not in render("easy_facts.html", "easy_items", {"items": items}, page)


def _spoilt(value: Any, key: str = "") -> Any:
    if isinstance(value, Words):
        return Words(_spoilt(value.text, "text"), value.papers)
    if isinstance(value, dict):
        return Keyed({name: _spoilt(item, name) for name, item in value.items()})
    if isinstance(value, list):
        return [_spoilt(item, key) for item in value]
    if isinstance(value, str) and key in FREE_TEXT and value:
        return HOSTILE
    return value


def test_free_text_is_never_markup() -> None:
    spoilt = 0
    for component, macro, example in EXAMPLES:
        # A pictogram's or a heading's name is a key of ours.
        if macro in {"pictogram", "fact", "easy_section"}:
            continue
        hostile = _spoilt(example)
        html = render(component, macro, hostile, PAGES["de"])
        assert "<b id" not in html, macro
        assert "49" not in html.replace("+49", ""), macro
        spoilt += "&lt;b id=" in html
    assert spoilt > 15


def test_a_broken_macro_would_be_found() -> None:
    assert balance("<ul><li>x</ul>").faults
    assert "style" in balance('<p style="x">y</p>').attributes
