"""Numbers of council papers in a text: where they stand, and HTML in which they are links.

Editors write a number as everybody quotes it (`GRDrs 101/2023`, any word may stand first);
that there is a record of this number makes it a link, without any mark-up.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape

from sitegen.markup.links import is_harmless

# Wrapped lines may begin with the spaces of the list they stand in.
_SPACE = r"(?:[ \u00a0]+|[ \u00a0]*\n[ \u00a0]*)"
_BASE = rf"[A-ZÄÖÜ][A-Za-zÄÖÜäöüß]*{_SPACE}[0-9]{{1,5}}/(?:19|20|21)[0-9]{{2}}"
# Also a pattern of the editors' schema: no form that only Python knows.
PAPER_NUMBER = re.compile(
    rf"(?<![\w/])({_BASE})(?:{_SPACE}[0-9]{{1,2}}\.{_SPACE}Ergänzung)?(?![\w/])"
)
_TAG = re.compile(r"(<[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>)")


def paper_numbers(text: str) -> Iterator[tuple[str, str]]:
    """Every number in a text: in full, and without its supplement (the same if it has none)."""
    for match in PAPER_NUMBER.finditer(text):
        yield one_space(match[0]), one_space(match[1])


def one_space(number: str) -> str:
    """A number with plain single spaces, as records hold it."""
    return " ".join(number.split())


def link_papers(html: str, links: Mapping[str, str]) -> str:
    """The HTML with each number that has an address linked to it, except inside links.

    Raises `ValueError` for an address that would not be safe to follow.
    """
    if not links:
        return html
    if not all(map(is_harmless, links.values())):
        raise ValueError("not an address to link to")

    def answer(match: re.Match[str]) -> str:
        for words in (match[0], match[1]):
            url = links.get(one_space(words))
            if url:
                rest = match[0].removeprefix(words)
                return f'<a href="{escape(url)}">{words}</a>{rest}'
        return match[0]

    parts = _TAG.split(html)
    depth = 0
    for index, part in enumerate(parts):
        if index % 2:
            depth += part.startswith("<a ") - (part == "</a>")
        elif not depth:
            parts[index] = PAPER_NUMBER.sub(answer, part)
    return "".join(parts)
