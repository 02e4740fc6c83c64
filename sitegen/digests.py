"""Which words a translation stands for, as a short digest that editors keep beside it."""

import hashlib
from collections.abc import Iterable

_WORDS = ("title", "name", "summary", "text")


def source_hash(content: object) -> str:
    """The first 12 digits of a digest of a record's title, summary, text and `inner_words`."""
    words = [getattr(content, name, None) or "" for name in _WORDS if hasattr(content, name)]
    words += getattr(content, "inner_words", ())
    return digest(words)


def digest(words: Iterable[str]) -> str:
    """The first 12 digits of a digest of some words in their order."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]
