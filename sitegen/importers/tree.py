"""A tree of texts -> the same with other words or values; everything else stays in its place."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from sitegen.importers.schedule import Plain
from sitegen.source import Entry, Node, Scalar, Span
from sitegen.source import Mapping as Block
from sitegen.source import Sequence as Items


def texts_at(root: Block, key: str) -> list[str]:
    """The text or texts at a key."""
    entry = root.get(key)
    items = entry.value.present if entry and isinstance(entry.value, Items) else ()
    nodes = items or ((entry.value,) if entry else ())
    return [node.text.strip() for node in nodes if isinstance(node, Scalar)]


def with_items(root: Block, key: str, change: Callable[[str], str]) -> Block:
    """The tree with other words in a list, each once; everything else stays in its place."""
    entry = root.get(key)
    if entry is None or not isinstance(entry.value, Items):
        return root
    items: dict[object, Node] = {}
    for number, it in enumerate(entry.value.items):
        node = it._replace(text=change(it.text.strip())) if isinstance(it, Scalar) else it
        items.setdefault(node.text if isinstance(node, Scalar) else number, node)
    new = entry._replace(value=Items(tuple(items.values()), entry.value.span))
    return replace(root, entries=tuple(new if it is entry else it for it in root.entries))


def with_value(root: Block, key: str, value: "Plain | None") -> Block:
    """The tree with another value of a key, or without it."""
    entry = root.get(key)
    others = tuple(it for it in root.entries if it is not entry)
    if value is None:
        return replace(root, entries=others)
    span = entry.span if entry else root.span
    return replace(root, entries=(*others, Entry(key, span, _node(value, span))))


def _node(value: Plain, span: Span) -> Node:
    if isinstance(value, str):
        return Scalar(value, span)
    if isinstance(value, Mapping):
        return Block(tuple(Entry(key, span, _node(it, span)) for key, it in value.items()), span)
    return Items(tuple(_node(it, span) for it in value), span)
