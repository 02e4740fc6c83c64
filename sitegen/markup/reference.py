"""Text -> HTML of its blocks by Python-Markdown, the engine that says what is right.

What the dialect does not know (raw HTML, code, rules, references, entities, escapes) is taken
out of the parser, so that it comes out as the characters it is made of.
"""

import xml.etree.ElementTree as ET
from functools import cache
from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.preprocessors import NormalizeWhitespace
from markdown.treeprocessors import PrettifyTreeprocessor, Treeprocessor
from markdown.util import Registry

if TYPE_CHECKING:
    from markdown.blockprocessors import BlockProcessor

# In the order in which they are tried.
_BLOCKS = ("empty", "indent", "hashheader", "table", "olist", "ulist", "quote", "paragraph")


def blocks_by_python_markdown(source: str) -> str:
    """The HTML of the blocks, their running texts escaped and otherwise as written."""
    return _parser().reset().convert(source)


@cache
def _parser() -> Markdown:
    """Python-Markdown with fresh registries: what is not named here does not exist."""
    md = Markdown(extensions=[SaneListExtension(), TableExtension()], output_format="html")
    blocks: Registry[BlockProcessor] = Registry()
    for place, name in enumerate(_BLOCKS):
        blocks.register(md.parser.blockprocessors[name], name, -place)
    md.parser.blockprocessors = blocks
    md.preprocessors = Registry()
    md.preprocessors.register(NormalizeWhitespace(md), "normalize_whitespace", 0)
    md.inlinePatterns = Registry()
    md.treeprocessors = Registry()
    md.treeprocessors.register(_TightItems(md), "tight", 20)
    md.treeprocessors.register(PrettifyTreeprocessor(md), "prettify", 10)
    md.postprocessors = Registry()
    return md


class _TightItems(Treeprocessor):
    """List items with a single paragraph hold its words directly.

    A blank line between two items then changes nothing; the library would put some items
    of such a list into paragraphs and some not.
    """

    def run(self, root: ET.Element) -> None:
        for item in root.iter("li"):
            if len(item.findall("p")) == 1 and item[0].tag == "p" and not (item.text or "").strip():
                item.text = item[0].text
                item.remove(item[0])
