"""What a text in a file may be: the first step of every field type, and how one refuses.

A value comes in as the reader left it; a text in NFC without invisible characters leaves, or
an error whose type is a code of the message catalogue and whose context fills its template.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import NoReturn

from pydantic_core import PydanticCustomError

# Invisible characters that hide, reorder or break text: the reader's set and, since nobody
# types them, soft hyphens, zero-width spaces, letters that are blank, icon-font letters and the
# mark of lost letters.
_INVISIBLE = re.compile(
    r"\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    r"\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\uf8ff\ufeff\uffa0\ufff0-\uffff"
    r"\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
# More accents than any language puts on one letter: they cover the lines above and below.
_PILE = re.compile(
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{5}"
)


def refuse(code: str, **values: object) -> NoReturn:
    """Refuse a value; `vorschlag` is what the editor probably means, None if nobody knows."""
    known = {name: value for name, value in values.items() if value is not None}
    raise PydanticCustomError(code, code, known)


def clean(value: object) -> str:
    """The text in NFC, without invisible characters and piles; anything else is refused."""
    if not isinstance(value, str):
        refuse("text-erwartet")
    if value.isascii() and value.isprintable() and value.strip():
        return value  # most words: nothing below can be in them
    hidden = _INVISIBLE.search(value)
    if hidden:
        refuse("zeichen-nicht-erlaubt", zeichen=f"U+{ord(hidden[0]):04X}", stelle=hidden.start())
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n"))
    if not any(unicodedata.category(char)[0] in "LNPS" for char in text):
        refuse("text-leer")
    pile = _PILE.search(value)
    if pile:
        refuse("zeichen-gestapelt", stelle=pile.start())
    return text


def text_of(value: object) -> str:
    """The text itself, normalised to NFC and trimmed; anything else is refused."""
    return clean(value).strip()


def at_most(limit: int, text: str) -> str:
    """The text, refused beyond `limit` characters."""
    if len(text) > limit:
        refuse("text-zu-lang", grenze=limit, laenge=len(text))
    return text


def one_line(limit: int) -> Callable[[object], str]:
    """A parser for a text of one line with at most `limit` characters."""

    def parse(value: object) -> str:
        text = text_of(value)
        if "\n" in text or "\t" in text:
            refuse("einzeilig-erwartet")
        return at_most(limit, text)

    return parse


def prose(limit: int) -> Callable[[object], str]:
    """A parser for Markdown of at most `limit` characters; positions stay as written."""
    return lambda value: at_most(limit, clean(value))
