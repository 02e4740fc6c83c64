"""What checks of the site need of a page that we made: ids, headings, links, what it would load.

A scan for tags, not a parser: pages come from our templates, which escape what looks like markup
in texts and data. Tests hold it against a real parser on every page of the small city. Most lines
of a page stand on many others, too: what was found in a line is kept for the next page.
"""

import html
import re
from dataclasses import dataclass, field
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from sitegen.site import Link
from sitegen.views.page import EASY_LANG

# Of tags that end something only that of a list's entry matters.
_TAG = re.compile(
    r"""<!--.*?-->|<(/li(?=[\s>])|[a-zA-Z][^\s/>]*+)((?:[^"'>]++|"[^"]*+"|'[^']*+')*+)>""",
    re.DOTALL,
)
# A tag or remark that does not end where the line does.
_BEGUN = re.compile(
    r"""<(?:!--(?:(?!-->).)*+|/?[a-zA-Z](?:[^"'>]++|"[^"]*+"|'[^']*+')*+(?:"[^"]*+|'[^']*+)?)\Z""",
    re.DOTALL,
)
# Pictures in the text may have titles of their own.
_TITLE = re.compile(r"<!--.*?-->|<(title|body)\b[^>]*+>([^<]*+)", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]++))?""")
_NOTED = re.compile(r"\b(?:id|href|src|action|poster|srcset)\s*=")
_REFERRING = frozenset(("href", "src", "action", "poster", "srcset"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_TOPIC = "data-bitv4"
_LINES = 16_384


@dataclass(slots=True)
class Outline:
    """What a page declares and refers to, in its order.

    `links` are targets within the site, each with the first line it stands on; `topics` are marked
    entries of a list, each with its address in easy language.
    """

    title: str = ""
    ids: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    links: dict[str, int] = field(default_factory=dict)
    outside: list[Link] = field(default_factory=list)
    topics: dict[str, str] = field(default_factory=dict)


class _Line(NamedTuple):
    """What stands in one line; targets come with the lines below it that their tags begin on."""

    ids: tuple[str, ...] = ()
    headings: tuple[int, ...] = ()
    links: tuple[tuple[str, int], ...] = ()
    outside: tuple[tuple[str, int], ...] = ()


_NOTHING = _Line()


def outline_of(text: str) -> Outline:
    """The outline of a page, from its HTML."""
    outline = Outline(_title_of(text), topics=_topics_of(text) if _TOPIC in text else {})
    lines = enumerate(text.split("\n"), 1)
    for number, line in lines:
        whole = line
        while (found := _found_in(whole)) is None and (more := next(lines, None)):
            whole += f"\n{more[1]}"
        if found is None:
            found = _scanned(whole)
        if found is _NOTHING:
            continue
        outline.ids += found.ids
        outline.headings += found.headings
        for target, below in found.links:
            outline.links.setdefault(target, number + below)
        outline.outside += (Link(target, number + below) for target, below in found.outside)
    return outline


def _title_of(text: str) -> str:
    found = next((it for it in _TITLE.finditer(text) if it[1]), None)
    return html.unescape(found[2]) if found and found[1] == "title" else ""


def _topics_of(text: str) -> dict[str, str]:
    """The marked entries of lists, and the first link to easy language in each."""
    topics: dict[str, str] = {}
    topic = ""
    for tag in _TAG.finditer(text):
        given = _attributes(tag[2] or "")
        topic = "" if tag[1] == "/li" else given.get(_TOPIC) or topic
        if topic:
            easy = given.get("href") if given.get("hreflang") == EASY_LANG else ""
            topics[topic] = topics.get(topic) or easy or ""
    return topics


@lru_cache(maxsize=_LINES)
def _found_in(line: str) -> _Line | None:
    """What a line declares and refers to; none if a tag goes on below it."""
    return None if _BEGUN.search(line) else _scanned(line)


def _scanned(line: str) -> _Line:
    ids: list[str] = []
    headings: list[int] = []
    links: list[tuple[str, int]] = []
    outside: list[tuple[str, int]] = []
    for tag in _TAG.finditer(line):
        name, written = tag.groups()
        if name in _HEADINGS:
            headings.append(_HEADINGS[name])
        if not written or not _NOTED.search(written):
            continue
        given = _attributes(written)
        below = line.count("\n", 0, tag.start())
        for key, value in given.items():
            if key == "id":
                ids.append(value)
            elif key in _REFERRING and _is_inside(value):
                links.append((value, below))
            elif key in _REFERRING and _is_loaded(name, given, value):
                outside.append((value, below))
    found = _Line(tuple(ids), tuple(headings), tuple(links), tuple(outside))
    return _NOTHING if found == _NOTHING else found


def _attributes(written: str) -> dict[str, str]:
    found = {}
    for name, value in _ATTRIBUTE.findall(written):
        bare = value[1:-1] if value[:1] in {'"', "'"} else value
        found[name] = intern(html.unescape(bare) if "&" in bare else bare)
    return found


def _scheme(target: str) -> str:
    return target.partition(":")[0] if ":" in target.partition("/")[0] else ""


def _is_inside(target: str) -> bool:
    return not _scheme(target) and not target.startswith("//")


def _is_loaded(name: str, given: dict[str, str], target: str) -> bool:
    """Whether a browser follows it although no person (or search engine) wants it to."""
    is_asked_for = name == "a" or given.get("rel") in {"canonical", "alternate"}
    return not is_asked_for and _scheme(target) not in {"mailto", "tel"}
