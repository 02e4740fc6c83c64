"""Bytes of a mail or of a file -> the texts in it in which somebody may tell of an offer.

Mails come as their programs made them: coded, as HTML only, with the offer in a file beside the
text, forwarded within another mail. Here they become plain lines; nothing is understood yet.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from html.parser import HTMLParser

MAX_BYTES = 10_000_000
MAX_TEXT = 256 * 1024
_MOST_PARTS = 60

_HEADER = re.compile(
    rb"\A(?:From [^\r\n]*\r?\n|>From [^\r\n]*\r?\n)?"
    rb"(?:Return-Path|Received|Delivered-To|From|Sender|Reply-To|To|Cc|Subject|Date|Message-ID"
    rb"|MIME-Version|User-Agent|DKIM-Signature|Authentication-Results|(?:Content|X|ARC|Thread)-[\w-]+)"
    rb"[ \t]*:",
    re.IGNORECASE,
)
_NESTED = re.compile(rb"boundary[*\d]*\s*=|message/", re.IGNORECASE)
_FILES = (".yaml", ".yml", ".txt")


class UnreadableError(Exception):
    """What was given is no text that can be read; carries the code of a finding."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


def texts_of(data: bytes) -> tuple[str, ...]:
    """The readable texts, those first in which an offer most likely stands as it was sent.

    Raises `UnreadableError` where there is none, or too much.
    """
    if len(data) > MAX_BYTES or len(_NESTED.findall(data)) > _MOST_PARTS:
        raise UnreadableError("eingang-zu-gross")
    mail = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _HEADER.match(mail):
        parts = sorted(_parts(message_from_bytes(mail)), key=lambda part: part[0])
        found = [text for _, text in parts if text.strip()]
    else:
        found = [_lines(_decoded(data, None))]
    if not found:
        raise UnreadableError("eingang-nicht-lesbar")
    return tuple(found)


def _parts(message: Message) -> Iterator[tuple[int, str]]:
    """Plain text before files, and HTML last: it mostly says the same."""
    for part in message.walk():
        kind = part.get_content_type()
        name = _filename(part).casefold()
        rank = 1 if name.endswith(_FILES) else {"text/plain": 0, "text/html": 2}.get(kind)
        payload = part.get_payload(decode=True)
        if rank is None or not isinstance(payload, bytes):
            continue
        try:
            text = _decoded(payload, part.get_content_charset())
            words = _Reader(text).text if kind == "text/html" else text
        except (UnreadableError, AssertionError):  # the latter says the parser of HTML
            continue
        yield rank, _lines(words)


def _filename(part: Message) -> str:
    """The name of a file, as far as its mail says it in letters that exist."""
    try:
        return part.get_filename() or ""
    except (UnicodeError, LookupError):
        return ""


def _decoded(data: bytes, charset: str | None) -> str:
    """The text; a program that names the wrong letters mostly means those of the web."""
    if len(data) > MAX_TEXT:
        raise UnreadableError("eingang-zu-gross")
    for name in (charset, "utf-8-sig"):
        try:
            text = data.decode(name) if name else ""
            text.encode()  # some codes decode to halves of letters
        except (UnicodeError, LookupError):
            continue
        if text and "\0" not in text:
            return text
    raise UnreadableError("eingang-nicht-lesbar")


def _lines(text: str) -> str:
    """The text with plain line ends and spaces, and without what nobody sees."""
    text = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    text = re.sub(r"[\xa0\u2000-\u200a\u202f\u205f\u3000]", " ", text)
    return re.sub(r"[\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]", "", text)


class _Reader(HTMLParser):
    """The text of HTML, a line for every block."""

    _BLOCKS = frozenset(["p", "div", "li", "ul", "ol", "tr", "table", "pre", "blockquote", "hr"])
    _SILENT = frozenset(["script", "style", "head", "title"])

    def __init__(self, html: str) -> None:
        super().__init__()
        self._parts: list[str] = []
        self._silent = self._kept = 0
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        """What was read."""
        return "".join(self._parts)

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, or what is to be left as it is."""
        self._silent += tag in self._SILENT
        self._kept += tag == "pre"
        if tag == "br" or tag in self._BLOCKS:
            self._parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End what began."""
        self._silent -= bool(self._silent and tag in self._SILENT)
        self._kept -= bool(self._kept and tag == "pre")
        if tag in self._BLOCKS:
            self._parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Words; outside of `pre` line ends are spaces."""
        if not self._silent:
            words = data if self._kept else re.sub(r"[ \t\r\n]+", " ", data)
            is_first = not self._parts or self._parts[-1].endswith("\n")
            self._parts.append(words.lstrip(" ") if is_first and not self._kept else words)
