"""Sanitised HTML -> as it stands on its page: headings, quotation marks, mentions.

Nothing here comes from a writer but the words themselves, and these are only ever put back
escaped.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape, unescape

from sitegen.markup.grammar import Mention, one_line
from sitegen.markup.links import is_harmless
from sitegen.urls import slugify

_TAG = re.compile(r"(<[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>)")
_HEADING = re.compile(r"<h([23])>(.*?)</h\1>", re.DOTALL)
# An entry that is a link and nothing else: a target of its own, not part of a sentence.
_LONE = re.compile(r"<li>(?=\s*(?:<p>)?<a [^>]*>[^<>]*</a>(?:</p>)?\s*</li>)")
_MARK = re.compile(
    r'<a href="#(?P<fact>=?)(?P<kind>[a-z0-9-]+):(?P<target>[a-z0-9-]+)" rel="noopener">'
    r"(?P<words>.*?)</a>",
    re.DOTALL,
)
# Tags inside running text: what stands before them still decides on the next quotation mark.
_INNER = re.compile(r"</?(?:a|em|strong)\b")
_FACT = '<a href="#='
_OPENING_AFTER = frozenset(" \n\u00a0([{<-–—/„‚»«")
# A straight mark outside of tags, where a ">" would come before the next "<".
_STRAIGHT = re.compile(r"[\"'](?=[^<>]*<)")
# A pair around words; every other straight one is an apostrophe.
_SINGLE = re.compile(r"(?<!\w)'(?=\w)([^'\n]*?[\w.!?…])'(?!\w)")
_BLOCK_END = re.compile(r"</(?:p|h\d|li|tr|blockquote)>|<(?:br|[uo]l)>")


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set: ids of headings start with `prefix`, quotation marks follow `language`.

    `keep_lines` prints every line on a line of its own, as easy language needs it.
    """

    prefix: str = "text"
    language: str = "de"
    keep_lines: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """The plain words of a fact and, if there is one, the address that explains it."""

    words: str
    url: str = ""


def set_html(html: str, level: int, setting: Setting) -> str:
    """Give headings their level and id, header cells their scope, words their marks.

    Entries of lists that are links alone get the class `lone`.
    """
    if setting.language.partition("-")[0] == "de":
        has_marks = _STRAIGHT.search(html) is not None
        html = "".join(_with_german_marks(_TAG.split(html))) if has_marks else html
        html = html.replace("&nbsp;", "\u00a0")
    html = _LONE.sub('<li class="lone">', html)
    html = html.replace("<th></th>", "<td></td>").replace("<th>", '<th scope="col">')
    ids = _Ids(setting.prefix)

    def heading(match: re.Match[str]) -> str:
        number = level + int(match[1]) - 2
        return f'<h{number} id="{ids.take(match[2])}">{match[2]}</h{number}>'

    return _HEADING.sub(heading, html)


def fill(
    html: str,
    mentions: Iterable[Mention],
    resolve: Callable[[Mention], str | None],
    quote: Callable[[Mention], "str | Quoted | None"],
) -> str:
    """Put addresses and facts where the mentions stand; each is asked for once, in order.

    No link can hold another: the words of a link hold no brackets, and so no fact.
    """
    waiting: dict[tuple[str, str, bool], list[Mention]] = {}
    for mention in reversed(tuple(mentions)):
        key = (mention.kind, mention.target, not mention.text)
        waiting.setdefault(key, []).append(mention)

    def answer(match: re.Match[str]) -> str:
        is_fact = bool(match["fact"])
        found = waiting.get((match["kind"], match["target"], is_fact))
        mention = found.pop() if found else None
        if is_fact:
            return _quoted(quote(mention) if mention else None)
        url = resolve(mention) if mention else None
        return _link(url, match["words"]) if url else match["words"]

    return _MARK.sub(answer, html)


def in_plain_words(html: str) -> str:
    """The words of the HTML, a line for each block."""
    text = re.sub(r"</t[dh]>", " ", html.replace("\n", " "))
    text = _TAG.sub("", _BLOCK_END.sub("\n", text))
    lines = (one_line(unescape(line)) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


class _Ids:
    """Ids that are unique within one text."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._taken: set[str] = set()
        self._counts: Counter[str] = Counter()

    def take(self, heading: str) -> str:
        """The id of a heading's HTML; the same words again get a number."""
        words = slugify(unescape(_TAG.sub("", heading)))
        first = found = f"{self._prefix}-{words or 'abschnitt'}"
        while found in self._taken:
            self._counts[first] += 1
            found = f"{first}-{self._counts[first] + 1}"
        self._taken.add(found)
        return found


def _quoted(fact: str | Quoted | None) -> str:
    given = fact if isinstance(fact, Quoted) else Quoted(fact or "")
    words = escape(one_line(given.words or "…"), quote=False)
    return _link(given.url, words) if given.url else words


def _link(url: str, words: str) -> str:
    if not is_harmless(url):
        raise ValueError(f"not an address to link to: {url!r}")
    return f'<a href="{escape(url)}">{words}</a>'


def _with_german_marks(parts: list[str]) -> Iterator[str]:
    """Texts and tags by turns; straight quotation marks and apostrophes become German ones."""
    before = " "
    for index, part in enumerate(parts):
        if index % 2 == 0:
            if part:
                text = unescape(part)
                has_marks = '"' in text or "'" in text
                yield escape(_marked(text, before), quote=False) if has_marks else part
                before = text[-1]
        else:
            yield part
            if part.startswith(_FACT):
                before = "0"
            elif not _INNER.match(part):
                before = " "


def _marked(text: str, before: str) -> str:
    def double(match: re.Match[str]) -> str:
        last = text[match.start() - 1] if match.start() else before
        return "„" if last in _OPENING_AFTER else "“"

    text = re.sub('"', double, text)
    return _SINGLE.sub(r"‚\1‘", text).replace("'", "’")
