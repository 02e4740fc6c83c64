"""Text -> HTML of its blocks by pyromark, written as Python-Markdown writes it.

What means something in running texts only, or opens blocks that are none of ours, is masked and
so comes out as it is; texts that the two programs may read differently go to the reference.
"""

import re

from pyromark import Options
from pyromark import html as html_of

from sitegen.markup.reference import blocks_by_python_markdown

# Each character, what stands for it in between, and what it is in HTML.
_MASKS = tuple(
    (char, chr(0xE000 + place), {"<": "&lt;", "&": "&amp;"}.get(char, char))
    for place, char in enumerate("*_`[]<&\\+=~)")
)
_DOUBTFUL_LINE = re.compile(
    r"\n(?:>? *+(?:[0-9]{3,}\.|[0-9]+\. {2}|[0-9]*(?![0-9])\d)"  # wide marks, other digits
    r"|[-> 0-9.]++\n"  # nothing but marks
    r"|\n {4} *+(?!- |[0-9]+\. ))"  # a further paragraph of an item
)
# What stands for masked characters, and spaces that only Python takes for the edge of a text.
_DOUBTFUL = re.compile(
    r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ue000-\ue00f]"
    r"(?:(?=[ |\n])|(?<=[ |>\n].)|(?<=[\ue000-\ue00f]))"
)
_LOOSE_ITEM = re.compile(r"<li>\n<p>([^<]*)</p>\n")
_INNER_LIST = re.compile(r"\n(?<=[^>\n]\n)(?=<[ou]l>)")
_ROW_TAG = re.compile(r"(</?(?:table|thead|tbody|tr)>|</t[hd]>)\n?")


def is_doubtful(source: str) -> bool:
    """Whether the two programs may read a text differently."""
    lines = f"\n{source}\n"
    return bool(_DOUBTFUL_LINE.search(lines) or _DOUBTFUL.search(lines))


def blocks_by_pyromark(source: str) -> str:
    """The HTML that the reference gives, for every text that the reader accepts."""
    if is_doubtful(source):
        return blocks_by_python_markdown(source)
    for char, mask, _ in _MASKS:
        source = source.replace(char, mask)
    html = html_of(source, options=Options.ENABLE_TABLES)
    if "<table>" in html:
        html = _ROW_TAG.sub(r"\1\n", html)
    html = _INNER_LIST.sub("", _LOOSE_ITEM.sub(r"<li>\1", html))
    for _, mask, char in _MASKS:
        html = html.replace(mask, char)
    return html.rstrip("\n")
