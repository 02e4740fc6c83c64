"""What checks of the site need of a page that we made: ids, headings, links, what it would load.

A scan for tags, not a parser: pages come from our templates, which escape what looks like markup
in texts and data. Tests hold it against a real parser on every page of the small city; a parser
takes several times as long, which is a good part of a build.
"""

import html
import re
from dataclasses import dataclass, field

from sitegen.site import Link
from sitegen.views.page import EASY_LANG

# Of tags that end something only that of a list's entry matters.
_TAG = re.compile(
    r"""<!--.*?-->|(</li)\b|<([a-zA-Z][^\s/>]*+)((?:[^"'>]++|"[^"]*+"|'[^']*+')*+)>""", re.DOTALL
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]++))?""")
_NOTED = re.compile(r"\b(?:id|href|src|action|poster|srcset|data-bitv4)\s*=")
_REFERRING = frozenset(("href", "src", "action", "poster", "srcset"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


@dataclass(slots=True)
class Outline:
    """What a page declares and refers to, in its order; `topics`: marked entries, easy pages."""

    title: str = ""
    ids: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    outside: list[Link] = field(default_factory=list)
    topics: dict[str, str] = field(default_factory=dict)


def outline_of(text: str) -> Outline:
    """The outline of a page, from its HTML."""
    outline = Outline()
    topic = ""
    # Pictures in the text may have titles of their own.
    is_titled = False
    line, counted = 1, 0
    for tag in _TAG.finditer(text):
        closing, name, written = tag.groups()
        if closing:
            topic = ""
        elif name in _HEADINGS:
            outline.headings.append(_HEADINGS[name])
        elif name in {"title", "body"} and not is_titled:
            is_titled = True
            if name == "title":
                outline.title = html.unescape(text[tag.end() : text.find("<", tag.end())])
        if written and _NOTED.search(written):
            line += text.count("\n", counted, tag.start())
            counted = tag.start()
            given = _attributes(written)
            topic = given.get("data-bitv4") or topic
            _note(outline, name, given, line)
            if topic:
                _note_topic(outline, topic, given)
    return outline


def _attributes(written: str) -> dict[str, str]:
    found = {}
    for name, value in _ATTRIBUTE.findall(written):
        bare = value[1:-1] if value[:1] in {'"', "'"} else value
        found[name] = html.unescape(bare) if "&" in bare else bare
    return found


def _note(outline: Outline, name: str, given: dict[str, str], line: int) -> None:
    """Note what a tag declares or refers to."""
    for key, value in given.items():
        if key == "id":
            outline.ids.append(value)
        elif key in _REFERRING:
            # A browser follows these only when a person (or a search engine) wants it to.
            is_loaded = name != "a" and given.get("rel") not in {"canonical", "alternate"}
            _refer(outline, Link(value, line), is_loaded=is_loaded)


def _note_topic(outline: Outline, topic: str, given: dict[str, str]) -> None:
    """A marked entry of a list, and the first link to easy language in it."""
    is_easy = given.get("hreflang") == EASY_LANG
    before = outline.topics.get(topic)
    outline.topics[topic] = before or (given.get("href") if is_easy else "") or ""


def _refer(outline: Outline, link: Link, *, is_loaded: bool) -> None:
    scheme = link.target.partition(":")[0] if ":" in link.target.partition("/")[0] else ""
    if not scheme and not link.target.startswith("//"):
        outline.links.append(link)
    elif is_loaded and scheme not in {"mailto", "tel"}:
        outline.outside.append(link)
