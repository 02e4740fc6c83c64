"""Text -> sanitised HTML: Python-Markdown with the forms of the dialect only, then nh3.

Everything the dialect does not know (raw HTML, code, rules, references, entities, escapes)
is taken out of the parser, so that it comes out as the characters it is made of. A mention
becomes a link to `#kind:id` (what is quoted: `#=kind:id`, empty); no other link starts with
`#`, so `setting.fill` cannot take a writer's words for a mention. nh3 is the second line of
defence.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

import nh3
from markdown import Markdown
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import NormalizeWhitespace
from markdown.treeprocessors import InlineProcessor as InlineTreeprocessor
from markdown.treeprocessors import PrettifyTreeprocessor, Treeprocessor
from markdown.util import Registry

from sitegen.markup.grammar import EMPHASIS, FACT, LINK, STRONG, lines_of
from sitegen.markup.limits import without_hidden_characters
from sitegen.markup.links import WEB_SCHEMES, is_safe, record_of
from sitegen.urls import is_slug

if TYPE_CHECKING:
    from markdown.blockprocessors import BlockProcessor

_Make: TypeAlias = Callable[[re.Match[str]], ET.Element | None]

# In the order in which they are tried.
_BLOCKS = ("empty", "indent", "hashheader", "table", "olist", "ulist", "quote", "paragraph")
_CLEANER = nh3.Cleaner(
    tags={
        "a", "blockquote", "br", "em", "h2", "h3", "li", "ol", "p", "strong",
        "table", "tbody", "td", "th", "thead", "tr", "ul",
    },
    attributes={"a": {"href"}},
    url_schemes=set(WEB_SCHEMES),
    link_rel="noopener",
)  # fmt: skip


def to_html(text: str, *, keep_lines: bool = False) -> str:
    """The sanitised HTML of a text; `keep_lines` prints each line on a line of its own."""
    lines = (line.rstrip(" ") for line in lines_of(without_hidden_characters(text)))
    html = _parser(keep_lines=keep_lines).convert("\n".join(lines).strip("\n"))
    return _CLEANER.clean(html)


def _parser(*, keep_lines: bool) -> Markdown:
    """Python-Markdown with fresh registries: what is not named here does not exist."""
    md = Markdown(extensions=[SaneListExtension(), TableExtension()], output_format="html")
    blocks: Registry[BlockProcessor] = Registry()
    for place, name in enumerate(_BLOCKS):
        blocks.register(md.parser.blockprocessors[name], name, -place)
    md.parser.blockprocessors = blocks
    md.preprocessors = Registry()
    md.preprocessors.register(NormalizeWhitespace(md), "normalize_whitespace", 0)
    md.inlinePatterns = Registry()
    for place, (pattern, make) in enumerate(_INLINE if keep_lines else _INLINE[:-1]):
        md.inlinePatterns.register(_Form(pattern, make, md), make.__name__, -place)
    md.treeprocessors = Registry()
    md.treeprocessors.register(InlineTreeprocessor(md), "inline", 30)
    md.treeprocessors.register(_TightItems(md), "tight", 20)
    md.treeprocessors.register(PrettifyTreeprocessor(md), "prettify", 10)
    md.postprocessors = Registry()
    return md


class _Form(InlineProcessor):
    """A pattern and the element made of a match; no element leaves the text as it is."""

    def __init__(self, pattern: str, make: _Make, md: Markdown) -> None:
        super().__init__(pattern, md)
        self._make = make

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's own way
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[ET.Element | None, int | None, int | None]:
        element = self._make(m)
        return (None, None, None) if element is None else (element, m.start(), m.end())


def _fact(match: re.Match[str]) -> ET.Element | None:
    is_id = is_slug(match["id"])
    return ET.Element("a", href=f"#={match['kind']}:{match['id']}") if is_id else None


def _link(match: re.Match[str]) -> ET.Element | None:
    address, words = match["address"], match["text"]
    is_record = record_of(address) is not None
    if not words.strip() or not (is_record or is_safe(address)):
        return None
    return _element("a", words, href=f"#{address}" if is_record else address)


def _strong(match: re.Match[str]) -> ET.Element:
    return _element("strong", match["inner"])


def _emphasis(match: re.Match[str]) -> ET.Element:
    return _element("em", match["inner"])


def _line_break(_: re.Match[str]) -> ET.Element:
    return ET.Element("br")


def _element(tag: str, words: str, **attributes: str) -> ET.Element:
    element = ET.Element(tag, attributes)
    element.text = words
    return element


class _TightItems(Treeprocessor):
    """List items with a single paragraph hold its words directly.

    A blank line between two items then changes nothing; the library would put some items
    of such a list into paragraphs and some not.
    """

    def run(self, root: ET.Element) -> None:
        for item in root.iter("li"):
            if len(item.findall("p")) == 1 and item[0].tag == "p" and not (item.text or "").strip():
                _unwrap(item)


def _unwrap(item: ET.Element) -> None:
    paragraph = item[0]
    item.remove(paragraph)
    item.text = paragraph.text
    for position, child in enumerate(paragraph):
        item.insert(position, child)


# In the order in which they are tried; the last one only where lines are kept.
_INLINE: tuple[tuple[str, _Make], ...] = (
    (FACT, _fact),
    (LINK, _link),
    (STRONG, _strong),
    (EMPHASIS, _emphasis),
    (r"\n[ ]*", _line_break),
)
