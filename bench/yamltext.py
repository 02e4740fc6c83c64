"""A record as editors write it: a tree of texts in, YAML without a sign more than needed out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"
Block: TypeAlias = dict[str, Value]

_PLAIN = re.compile(r"[A-Za-zÄÖÜäöüß0-9][^:#\n]*", re.ASCII)


def written(record: Mapping[str, Value], indent: str = "") -> str:
    """The lines of a record; texts of several lines stand below a bar."""
    return "".join(_lines(record, indent))


def _lines(record: Mapping[str, Value], indent: str) -> Iterator[str]:
    for key, value in record.items():
        if isinstance(value, Mapping):
            yield f"{indent}{key}:\n{written(value, indent + '  ')}"
        elif not isinstance(value, str):
            yield f"{indent}{key}:\n" if value else ""
            yield from (_item(item, indent + "  ") for item in value)
        elif "\n" in value:
            yield f"{indent}{key}: |\n"
            yield from (f"{indent}  {line}\n" if line else "\n" for line in value.splitlines())
        else:
            yield f"{indent}{key}: {_scalar(value)}\n"


def _item(value: Value, indent: str) -> str:
    if isinstance(value, Mapping):
        return f"{indent}- {written(value, indent + '  ')[len(indent) + 2 :]}"
    return f"{indent}- {_scalar(str(value))}\n"


def _scalar(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return text if _PLAIN.fullmatch(text) else f'"{quoted}"'
