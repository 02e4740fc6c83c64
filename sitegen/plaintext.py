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
# types them, soft hyphens, zero-width spaces, icon-font letters and the mark of lost letters.
_INVISIBLE = re.compile(
    r"\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    r"\u2060-\u206f\ud800-\uf8ff\ufeff\ufff0-\uffff\U000e0000-\U0010ffff]"
)


def refuse(code: str, **values: object) -> NoReturn:
    """Refuse a value; `vorschlag` is what the editor probably means, None if nobody knows."""
    known = {name: value for name, value in values.items() if value is not None}
    raise PydanticCustomError(code, code, known)


def clean(value: object) -> str:
    """The text in NFC without invisible characters; anything but a text is refused."""
    if not isinstance(value, str):
        refuse("text-erwartet")
    hidden = _INVISIBLE.search(value)
    if hidden:
        refuse("zeichen-nicht-erlaubt", zeichen=f"U+{ord(hidden[0]):04X}", stelle=hidden.start())
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n"))
    if not text.strip():
        refuse("text-leer")
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
