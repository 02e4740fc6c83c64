"""Block -> mentions and faults: links, facts, and everything the dialect does not know.

Links and facts are found first and blotted out, so that an address is never taken for
running text. What remains is searched form by form.
"""

import re
from collections.abc import Iterator

from sitegen.markup.grammar import (
    EMPHASIS,
    FACT,
    LINK,
    STRONG,
    Block,
    Fault,
    Mention,
    Value,
    compiled,
    one_line,
)
from sitegen.markup.links import fault_of, record_of, word_faults
from sitegen.urls import is_slug

# Stands for what was already read: no letter, no space, no mark.
_BLOT = "\ufffc"

_BRACKETS = compiled(
    rf"(?P<fact>{FACT})"
    r"|(?P<picture>(?<!<)!\[(?:[^\[\]]*+\]\([^()]*+\))?)"
    rf"|(?P<link>{LINK})"
    r"|(?P<footnote>\[\^[^\[\]\s]++\]?)"
    r"|(?P<no_fact>\[\[[^\[\]]*+\]\]|\[\[)"
    r"|(?P<reference>\[[^\[\]]++\][ ]?\[[^\[\]]*+\])"
    r"|(?P<no_link>\]\(|\]\s\((?=[A-Za-z][A-Za-z0-9+.-]*:|www\.|/))"
)
_REFUSED_BRACKETS = {
    "picture": "text-bild",
    "footnote": "text-fussnote",
    "no_fact": "text-fakt",
    "reference": "text-verweis-form",
    "no_link": "text-link-form",
}

# In the order in which they are looked for; what is found is blotted out for the next.
_FOREIGN_FORMS = tuple(
    (code, compiled(pattern))
    for code, pattern in (
        ("text-link-spitz", r"<(?:[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*+|[^\s<>@]++@[^\s<>]++)>"),
        ("text-html", r"<[A-Za-z/!?][^<>\n]{0,60}>?"),
        ("text-code", r"`+[^`]*+`*+"),
        ("text-zeichencode", r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*+);"),
        ("text-attribut", r"\{(?::|[#.](?=[A-Za-z]))[^{}\n]*+\}?"),
        (
            "text-adresse-ohne-link",
            r"(?i:(?<![\w/])(?:[a-z][a-z0-9+.-]{1,20}://|www\.(?=\w))[^\s<>\ufffc]*+)",
        ),
        ("text-mail-ohne-link", r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+"),
        ("text-zeilenumbruch", r"\\(?=\n)"),
        ("text-rueckstrich", r"\\+"),
        ("text-drei-sterne", r"(?<!\*)\*{3,}+(?=\S)[^*\n]*+\*{3,}+"),
        ("text-unterstrich", r"(?<!\w)_{1,3}(?=[^\s_])[^_]*+(?<=\S)_{1,3}(?!\w)"),
    )
)
_MENTION = compiled(rf"{FACT}|{LINK}")
_NEXT_LINE = re.compile(r"\n *>? *")
# Each of these forms has one of these marks; most texts have none.
_FOREIGN_MARKS = re.compile(r"[<`&{\\@_]|://|\*\*\*|[wW]{3}\.")
_STRONG = compiled(STRONG)
_EMPHASIS = compiled(EMPHASIS)
_STARS = re.compile(r"\*{2,}")


def read_inline(block: Block) -> tuple[list[Mention], list[Fault]]:
    """What the running text mentions, and what it must not hold."""
    reader = _Reader(block)
    if "[" in reader.rest or "]" in reader.rest:
        reader.read_brackets()
    if _FOREIGN_MARKS.search(reader.rest):
        reader.read_foreign_forms()
    if "**" in reader.rest:
        reader.read_stars()
    return reader.mentions, reader.faults


def mentions_in(text: str) -> Iterator[Mention]:
    """What an accepted text mentions: none of its brackets belongs to two blocks."""
    for match in _MENTION.finditer(text) if "[" in text else ():
        record = (match["kind"], match["id"]) if match["id"] else record_of(match["address"])
        if record:
            words = _plain(_NEXT_LINE.sub("\n", match["text"] or ""))
            before = text[: match.start()]
            line = before.count("\n") + 1
            yield Mention(*record, words, line, len(before) - before.rfind("\n"))


class _Reader:
    """One reading of one block; `rest` is its text with everything known blotted out."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.rest = block.text
        self.mentions: list[Mention] = []
        self.faults: list[Fault] = []

    def read_brackets(self) -> None:
        for match in _BRACKETS.finditer(self.block.text):
            kind = match.lastgroup or ""
            if kind == "link":
                self._read_link(match)
            elif kind == "fact" and is_slug(match["id"]):
                self._mention(match, match["kind"], match["id"], "")
                self._blot(match.start(), match.end())
            else:
                self._refuse(_REFUSED_BRACKETS.get(kind, "text-fakt"), match)

    def read_foreign_forms(self) -> None:
        for code, pattern in _FOREIGN_FORMS:
            for match in pattern.finditer(self.rest):
                self._refuse(code, match)

    def read_stars(self) -> None:
        """The first pair of stars that is no emphasis and would be printed as it is."""
        rest = self.rest
        known = {
            edge for match in _STRONG.finditer(rest) for edge in (match.start(), match.end() - 2)
        }
        for run in _STARS.finditer(rest):
            if run.start() not in known:
                self._refuse("text-sterne", run)
                return

    def _read_link(self, match: re.Match[str]) -> None:
        words = _plain(match["text"])
        address = match["address"]
        record = record_of(address)
        code = fault_of(address)
        if code:
            self._fault(code, match.start("address"), adresse=address)
        if record:
            self._mention(match, *record, words)
        for word_code in word_faults(words):
            self._fault(word_code, match.start(), worte=words)
            self._blot(match.start("text"), match.end("text"))
        self._blot(match.start(), match.start("text"))
        self._blot(match.end("text"), match.end())

    def _mention(self, match: re.Match[str], kind: str, target: str, words: str) -> None:
        line, column = self.block.position(match.start())
        self.mentions.append(Mention(kind, target, words, line, column))

    def _refuse(self, code: str, match: re.Match[str]) -> None:
        self._fault(code, match.start(), stelle=match[0])
        self._blot(match.start(), match.end())

    def _fault(self, code: str, offset: int, **values: Value) -> None:
        self.faults.append(self.block.fault(code, offset, **values))

    def _blot(self, start: int, end: int) -> None:
        self.rest = f"{self.rest[:start]}{_BLOT * (end - start)}{self.rest[end:]}"


def _plain(words: str) -> str:
    """The words of a link without emphasis, on one line."""
    return one_line(_EMPHASIS.sub(r"\g<inner>", _STRONG.sub(r"\g<inner>", words)))
