"""Which words an easy text stands for, as a short digest that editors keep beside it."""

import hashlib

_WORDS = ("title", "name", "summary", "text")


def source_hash(content: object) -> str:
    """The first 12 digits of a digest of a record's title, summary and text."""
    words = [getattr(content, name, None) or "" for name in _WORDS if hasattr(content, name)]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]
