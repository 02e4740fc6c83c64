"""Texts of a calendar -> what may stand in a record: plain words, nobody's data, no way in.

A link to a meeting lets everybody in who finds it, and a telephone number in a description is
often a person's own. Whole sentences with such things are dropped, so that no half of one is
left over; what was dropped is said in words.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from sitegen.diagnostics import Location
from sitegen.markup import read_markup
from sitegen.meetings import meeting_access, speaks_of_access
from sitegen.persons import names

_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e]")
_INVISIBLE_TOO = re.compile(
    r"[\u034f\u115f\u1160\u17b4\u17b5\u2060-\u206f\u2800\u3164\ud800-\uf8ff\ufeff\uffa0\ufff0-\uffff\U000e0000-\U0010ffff]"
)
_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|strong|em|ul|ol|li|h\d|html|body|table)\b", re.IGNORECASE
)
_URL = re.compile(r"(?:\b[a-z][a-z0-9+.-]{1,20}://|\bwww\.)[^\s<>\"“”)]+", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.,:/-])\(?(?:\+\d\d|00\d\d|0\d{2,})\)?[\d\s()/–.-]{4,}\d")
_INVITED = re.compile(
    r"\b(?:zoom|teams|webex|skype)\b.*\b(?:meeting|besprechung|beitreten|join|invit\w+|lädt)\b",
    re.IGNORECASE,
)
# What Teams and Google put between lines of their own.
_INVITATION = re.compile(r"_{10,}.*?(?:_{10,}|\Z)|-::~:.*?(?:::~:~::-|\Z)", re.DOTALL)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[\"„(A-ZÄÖÜ0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:z\. ?B|d\. ?h|u\. ?a|bzw|ca|evtl|Str|St|Nr|Dr|inkl)|\b\d{1,2})\.$"
)
_ITEM = re.compile(r"[*•·–+-]\s+(?=\S)")
_MARKS = str.maketrans(
    {"[": "(", "]": ")", "{": "(", "}": ")", "`": "'", "<": "‹", ">": "›", "\\": "/", "|": "/"}
)
_ACCESS = "Zugangsdaten"
_DROPPED: Mapping[str, Callable[[str], object]] = {
    "Web-Adressen": _URL.search,
    "Mail-Adressen": _MAIL.search,
    "Telefonnummern": _PHONE.search,
    _ACCESS: lambda sentence: speaks_of_access(sentence) or _INVITED.search(sentence),
    "Namen": lambda sentence: any(names(sentence)),
}


@dataclass(frozen=True, slots=True)
class Words:
    """A text that may stand in a record, and what was in the sentences that may not."""

    text: str
    dropped: tuple[str, ...] = ()
    has_meeting: bool = False


def words_of(written: str, people: Iterable[str] = ()) -> Words:
    """The plain text without what is somebody's own; lines stay lines."""
    text = _plain(written)
    known = [name.casefold() for name in people if " " in name]
    kept, dropped = [], set()
    without = _INVITATION.sub("\n", text)
    if without != text:
        dropped.add(_ACCESS)
    for line in without.split("\n"):
        sentences = []
        for sentence in sentences_of(line):
            found = {label for label, is_there in _DROPPED.items() if is_there(sentence)}
            if any(name in sentence.casefold() for name in known):
                found.add("Namen")
            dropped |= found
            if not found:
                sentences.append(sentence)
        kept.append(" ".join(sentences))
    labels = tuple(label for label in _DROPPED if label in dropped)
    return Words("\n".join(kept).strip(), labels, is_meeting(text))


def is_meeting(text: str) -> bool:
    """Whether it holds a way by which one takes part."""
    return meeting_access(text) is not None


def has_address(text: str) -> bool:
    """Whether it holds any web address."""
    return bool(_URL.search(text))


def without_addresses(text: str) -> str:
    """The text without web addresses and what joined them to it."""
    return joined(_URL.sub(" ", _plain(text))).strip(" ,;:/|()-–")


def joined(text: str) -> str:
    """All of it in one line, without tags and characters that nobody sees."""
    return " ".join(_plain(text).split())


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, ended at a word."""
    if len(text) <= limit:
        return text
    head = text[: limit - 2]
    shorter = head.rpartition(" ")[0] if " " in head[limit // 2 :] else head
    return shorter.rstrip(" ,;:–-") + " …"


def sentences_of(line: str) -> tuple[str, ...]:
    """The sentences of one line, as far as full stops tell."""
    found: list[str] = []
    for part in _SENTENCE.split(line.strip()):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return tuple(found)


def first_sentence(text: str) -> str:
    """The first sentence of a text; empty if it has none."""
    line = next((line for line in text.split("\n") if re.search(r"\w", line)), "")
    return next(iter(sentences_of(_harmless(line).removeprefix("- "))), "").replace("\xa0", " ")


def as_prose(text: str) -> str | None:
    """The text in the dialect of long texts, every line a paragraph; None if it does not fit."""
    parts: list[str] = []
    for line in text.split("\n"):
        plain = _harmless(line)
        if not re.search(r"\w", plain):
            continue
        item = _ITEM.match(plain)
        is_row = bool(parts) and item is not None and parts[-1].lstrip().startswith("- ")
        parts.append(plain if not parts or is_row else f"\n{plain}")
    prose = "\n".join(parts)
    _, findings = read_markup(prose, Location("text"))
    return prose if prose and not findings else None


def _harmless(line: str) -> str:
    """The line without marks that would mean something there."""
    text = line.translate(_MARKS).strip().lstrip("#= ")
    item = _ITEM.match(text)
    head, body = ("- ", text[item.end() :]) if item else ("", text)
    body = re.sub(r"(?<!\w)\*+|\*+(?!\w)|\*{2,}", "", body).replace("_", " ")
    body = re.sub(r"&(?=#|\w+;)", "und ", body)
    # A number at the start would begin a list; a space that does not break leaves it a date.
    return head + re.sub(r"^(\d{1,9})[.)] ", "\\1.\xa0", " ".join(body.split()))


def _plain(written: str) -> str:
    text = _Stripped(written).text if _TAG.search(written) else written
    text = unicodedata.normalize("NFC", text.replace("\xa0", " ").replace("\t", " "))
    text = _INVISIBLE_TOO.sub("", _INVISIBLE.sub("", text))
    return "\n".join(line.strip() for line in text.split("\n"))


class _Stripped(HTMLParser):
    """The text of HTML, a line for every block."""

    _BLOCKS = frozenset(["p", "br", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4"])
    _SILENT = frozenset(["script", "style", "head", "title"])

    def __init__(self, html: str) -> None:
        super().__init__()
        self._parts: list[str] = []
        self._silent: list[str] = []
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        return re.sub(r"\n{2,}", "\n", "".join(self._parts))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._SILENT:
            self._silent.append(tag)
        address = dict(attrs).get("href") if tag == "a" else None
        # It counts as being there, and is dropped with the sentence it stands in.
        self._parts.append(f" {address} " if address else "")
        self._block(tag)
        self._parts.append("- " if tag == "li" else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            self._silent.remove(tag)
        self._block(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._parts.append(re.sub(r"[ \t]*\n[ \t]*", "\n", data))

    def _block(self, tag: str) -> None:
        if tag in self._BLOCKS:
            self._parts.append("\n")
