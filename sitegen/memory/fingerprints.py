"""Values -> digests: equal values have equal ones, in every process and on every computer.

Made for frozen values of ours: texts, numbers, days, tuples, sets, mappings, dataclasses, enums
and content models. Sets and mappings are told in a fixed order, whatever theirs is.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

from pydantic import BaseModel

SIZE = 16  # bytes

# Nearly all that is told; a number or a text of a class of its own, as an enum is, is looked at.
_PLAIN = frozenset([str, int, float, bool, type(None)])


def fingerprint(value: object) -> bytes:
    """A digest of `SIZE` bytes."""
    return hashlib.blake2b(told(value).encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()


def is_same(one: object, other: object) -> bool:
    """Whether both are told the same; quick where that can be seen without telling.

    Equality is not enough: 2,5 and 2,50 are equal numbers, but not the same words.
    """
    if one is other or type(one) is type(other) is str:
        return one == other
    return told(one) == told(other)


def told(value: object) -> str:
    """All of a value in one text; what differs is told differently."""
    if type(value) in _PLAIN:
        return repr(value)
    if type(value) is tuple:
        return f"[{','.join(map(told, value))}]"
    return _rarer(value)


def _rarer(value: object) -> str:
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, bytes):
        return hashlib.blake2b(value, digest_size=SIZE).hexdigest()
    if value is None or isinstance(value, str | int | float):
        return repr(value)
    if isinstance(value, BaseModel):
        return _named(value, value.__dict__.items())
    if is_dataclass(value):
        kind: Any = type(value)
        return _named(value, ((it, getattr(value, it)) for it in _names(kind)))
    if isinstance(value, Mapping):
        return f"{{{','.join(sorted(f'{told(key)}:{told(it)}' for key, it in value.items()))}}}"
    if isinstance(value, AbstractSet):
        return f"<{','.join(sorted(map(told, value)))}>"
    if isinstance(value, Sequence):
        return f"[{','.join(map(told, value))}]"
    return f"{type(value).__name__}({value!r})"


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The names of the fields of a dataclass."""
    return tuple(field.name for field in fields(kind))


def _named(value: object, parts: Iterable[tuple[str, object]]) -> str:
    return f"{type(value).__name__}({','.join(f'{name}={told(it)}' for name, it in parts)})"
