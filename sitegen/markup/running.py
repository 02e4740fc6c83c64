"""HTML of blocks -> the same with the forms of the dialect in their running texts.

A running text is what stands between two tags: that of a paragraph, heading, item or cell.
A mention becomes a link to `#kind:id` (what is quoted: `#=kind:id`, empty); no other link starts
with `#`, so `setting.fill` cannot take a writer's words for a mention.
"""

import re
from collections.abc import Callable
from html import escape, unescape
from typing import TypeAlias

from sitegen.markup.grammar import EMPHASIS, FACT, LINK, STRONG, compiled
from sitegen.markup.links import is_safe, record_of
from sitegen.urls import is_slug

# Opening tag, words and closing tag of a match, or nothing if it stays as it is written.
_Parts: TypeAlias = tuple[str, str, str]
_Split: TypeAlias = Callable[[re.Match[str]], _Parts | None]

_TAG = re.compile(r"(<[^<>]*>)")
_INDENTED = re.compile(r"\n +")
# Stands for what is made already. Its outer characters are hidden ones, which no text keeps.
_MADE = re.compile(r"\x02([0-9]+)\x03")


def set_forms(html: str, *, keep_lines: bool) -> str:
    """Links, facts and emphasis; `keep_lines` prints each line on a line of its own.

    Spaces before a wrapped line lay out the source; they are no part of the text.
    """
    parts = _TAG.split(_INDENTED.sub("\n", html))
    for index in range(0, len(parts), 2):
        if _has_forms(parts[index]):
            parts[index] = _read(unescape(parts[index]), [])
        if keep_lines and parts[index].strip():
            parts[index] = parts[index].replace("\n", "<br>\n")
    return "".join(parts)


def _has_forms(text: str) -> bool:
    return "*" in text or "[" in text


def _read(text: str, made: list[str], first: int = 0) -> str:
    """The HTML of a text; what forms before `first` became is in `made`."""
    for place, (sign, pattern, split) in enumerate(_FORMS[first:], first + 1):
        start = 0
        while (at := text.find(sign, start)) >= 0 and (match := pattern.search(text, at)):
            start = match.end()
            parts = split(match)
            if parts:
                before, words, after = parts
                inner = _read(words, made, place) if _has_forms(words) else _html(words, made)
                made.append(f"{before}{inner}{after}")
                mark = f"\x02{len(made) - 1}\x03"
                text = f"{text[: match.start()]}{mark}{text[start:]}"
                start = match.start() + len(mark)
    return _html(text, made)


def _html(text: str, made: list[str]) -> str:
    html = escape(text, quote=False)
    return _MADE.sub(lambda mark: made[int(mark[1])], html) if "\x02" in html else html


def _fact(match: re.Match[str]) -> _Parts | None:
    address = f"#={match['kind']}:{match['id']}"
    return (f'<a href="{address}">', "", "</a>") if is_slug(match["id"]) else None


def _link(match: re.Match[str]) -> _Parts | None:
    address, words = match["address"], match["text"]
    is_record = record_of(address) is not None
    if not words.strip() or not (is_record or is_safe(address)):
        return None
    return f'<a href="{escape(f"#{address}" if is_record else address)}">', words, "</a>"


def _strong(match: re.Match[str]) -> _Parts:
    return "<strong>", match["inner"], "</strong>"


def _emphasis(match: re.Match[str]) -> _Parts:
    return "<em>", match["inner"], "</em>"


# In the order in which they are tried, each with what it begins with.
_FORMS: tuple[tuple[str, re.Pattern[str], _Split], ...] = (
    ("[[", compiled(FACT), _fact),
    ("[", compiled(LINK), _link),
    ("**", compiled(STRONG), _strong),
    ("*", compiled(EMPHASIS), _emphasis),
)
