"""Text -> sanitised HTML: blocks by an engine, the forms of the dialect inside them, then nh3.

An engine knows where paragraphs, headings, lists, quotes and tables begin and end, and nothing
else: links, facts and emphasis are the same with each of them. Python-Markdown says what is
right; with the extra `fast`, pyromark says the same sooner. nh3 is the second line of defence.
"""

from importlib.util import find_spec
from typing import Protocol

import nh3

from sitegen.markup.grammar import lines_of
from sitegen.markup.limits import without_hidden_characters
from sitegen.markup.links import WEB_SCHEMES
from sitegen.markup.running import set_forms


class Engine(Protocol):
    """What finds the blocks of a text."""

    def __call__(self, source: str, /) -> str:
        """The HTML of the blocks, their running texts escaped and otherwise as written."""
        ...


def _installed() -> Engine:
    if find_spec("pyromark"):
        from sitegen.markup.fast import blocks_by_pyromark

        return blocks_by_pyromark
    from sitegen.markup.reference import blocks_by_python_markdown

    return blocks_by_python_markdown


ENGINE = _installed()
_CLEANER = nh3.Cleaner(
    tags={
        "a", "blockquote", "br", "em", "h2", "h3", "li", "ol", "p", "strong",
        "table", "tbody", "td", "th", "thead", "tr", "ul",
    },
    attributes={"a": {"href"}},
    url_schemes=set(WEB_SCHEMES),
    link_rel="noopener",
)  # fmt: skip


def to_html(text: str, *, keep_lines: bool = False, engine: Engine = ENGINE) -> str:
    """The sanitised HTML of a text; `keep_lines` prints each line on a line of its own."""
    lines = (line.rstrip(" ") for line in lines_of(without_hidden_characters(text)))
    html = engine("\n".join(lines).strip("\n"))
    return _CLEANER.clean(set_forms(html, keep_lines=keep_lines))
