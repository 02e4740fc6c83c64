"""Document -> Records: the models decide, every fault becomes a finding in editors' words.

What comes in is a tree of texts with positions; what leaves are typed records, or findings
that name the key as written, its value and what to do. All faults of a file are collected;
what merely follows from another one (a misspelt key is also a missing one) is left out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby, islice
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from sitegen.config import SiteConfig
from sitegen.diagnostics import Diagnostic, Findings, Location, Related, diagnose, in_order
from sitegen.fields import parse_slug
from sitegen.messages import pydantic_codes, rules
from sitegen.models import Content, ContentType, Record
from sitegen.source import Document, Entry, Node, Plain, Scalar, Sequence, Span, plain
from sitegen.source import Mapping as Block
from sitegen.suggest import (
    Shape,
    choices,
    fields_of,
    first_key,
    inside,
    meant_keys,
    nearest,
    shapes_in,
)

BODY = "text"
MOST = 50  # faults answered per file: more help nobody and cost time

_UNKNOWN = "schluessel-unbekannt"
_MISSING = "pflichtfeld-fehlt"
_IDS = frozenset(["id", "kennung", "slug"])
_WHERE_IDS_STAND = ("der Schlüssel, unter dem die Angaben stehen", "der Name der Datei")

# The same fault of shape has another remedy when something else was written.
_BY_VALUE: Mapping[tuple[str, type], str] = {
    ("liste-erwartet", dict): "liste-ohne-strich",
    ("block-erwartet", list): "block-statt-liste",
    ("auswahl-unbekannt", list): "text-erwartet",
    ("auswahl-unbekannt", dict): "text-erwartet",
}

C = TypeVar("C", bound=Content)
B = TypeVar("B", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class _Level:
    """A value on the way to a fault: its dotted path, its node, what it should be.

    `span` is where its key stands, or its beginning in a list; None for a whole file.
    """

    path: str
    node: Node
    shape: Shape
    span: Span | None


def validate(
    document: Document, content_type: ContentType[C]
) -> tuple[tuple[Record[C], ...], Findings]:
    """The records of one file: one named like the file, or one for each key of a collection."""
    if content_type.is_collection:
        return _collection(document, content_type)
    content, findings = _whole(document, content_type.model)
    if content is None:
        return (), findings
    record_id = content_type.id_of(document.path)
    return (Record(content_type.name, record_id, content, document.path),), findings


def validate_settings(document: Document) -> tuple[SiteConfig | None, Findings]:
    """The site's settings; None when anything in them is wrong."""
    return _whole(document, SiteConfig)


def _whole(document: Document, model: type[B]) -> tuple[B | None, Findings]:
    data, misplaced = _with_body(document, model)
    base = _Level("", document.root, model, None)
    content, findings = _checked(document, model, data, base)
    return (None if misplaced else content), in_order([*misplaced, *findings])


def _collection(
    document: Document, content_type: ContentType[C]
) -> tuple[tuple[Record[C], ...], Findings]:
    records: list[Record[C]] = []
    findings: list[Diagnostic] = []
    for entry in document.root.entries:
        wrong = _id_findings(document, content_type, entry)
        base = _Level(entry.key, entry.value, content_type.model, entry.span)
        content, faults = _checked(
            document, content_type.model, _data(entry.value, base.shape) or {}, base
        )
        if content is not None and not wrong:
            keys = (entry.key,)
            records.append(Record(content_type.name, entry.key, content, document.path, keys))
        findings += (*wrong, *faults)
        if len(findings) >= MOST:
            findings.append(diagnose("zu-viele-fehler", Location(document.path), grenze=MOST))
            break
    return tuple(records), in_order(findings)


def _id_findings(
    document: Document, content_type: ContentType[C], entry: Entry
) -> tuple[Diagnostic, ...]:
    try:
        parse_slug(entry.key)
    except PydanticCustomError as error:
        place = _at(document, entry.span)
        values = error.context or {}
        return (_finding(_Fault(error.type, content_type.label, place, entry.key, values)),)
    return ()


def _with_body(document: Document, model: type[BaseModel]) -> tuple[Plain, Findings]:
    """The keys of the file and, under a key of its own, the text below a Markdown head."""
    data = _data(document.root, model)
    head = data if isinstance(data, dict) else {}
    body = document.body
    if body is None or body.is_absent:
        return head, ()
    start = Location(document.path, *body.position(1, 1))
    if BODY not in fields_of(model):
        return head, (diagnose("text-unerwartet", start),)
    entry = document.root.get(BODY)
    if BODY in head and entry:
        other = Related(_at(document, entry.span), "Hier steht der Text zum ersten Mal.")
        return head, (diagnose("text-doppelt", start, related=[other]),)
    return {**head, BODY: body.text}, ()


def _data(node: Node, shape: Shape) -> "Plain | None":
    """As `plain`, but a key that is unknown here is kept even when it is empty."""
    if isinstance(node, Scalar):
        return plain(node)
    if isinstance(node, Sequence):
        item = inside(shape, 0)
        return [_data(it, item) or "" for it in node.present] or None
    known = shapes_in(shape)
    data: dict[str, Plain] = {}
    for key, _, value in node.entries:
        found = _data(value, known.get(key))
        if found is not None:
            data[key] = found
        elif key not in known:
            data[key] = ""
    return data or None


def _checked(
    document: Document, model: type[B], data: Plain, base: _Level
) -> tuple[B | None, tuple[Diagnostic, ...]]:
    """The typed content of the record at `base`, or its faults."""
    try:
        return model.model_validate(data), ()
    except ValidationError as error:
        details = error.errors(include_url=False)
        findings = list(_findings([_fault(document, base, one) for one in details[:MOST]]))
        if len(details) > MOST and base.span is None:
            findings.append(diagnose("zu-viele-fehler", Location(document.path), grenze=MOST))
        return None, tuple(findings)


@dataclass(frozen=True, slots=True)
class _Fault:
    """One fault in our terms: code, path of the key as written, place and value.

    `key` belongs to the innermost of `levels` and should hold a `shape`.
    """

    code: str
    path: str
    place: Location
    value: object
    values: Mapping[str, Any]
    key: str | int = ""
    shape: Shape = None
    levels: tuple[_Level, ...] = ()


def _fault(document: Document, base: _Level, detail: ErrorDetails) -> _Fault:
    levels, own, steps = [], base, detail["loc"]
    for count, step in enumerate(steps, 1):
        levels.append(own)
        own = _below(document, own, step, is_key=count == len(steps))
    code, values = _code(detail), detail.get("ctx", {})
    return _Fault(
        code=code,
        path=own.path,
        place=_place(document, own, is_key=code == _UNKNOWN, offset=values.get("stelle")),
        value=detail["input"],
        values=values,
        key=steps[-1] if steps else "",
        shape=own.shape,
        levels=tuple(levels),
    )


def _code(detail: ErrorDetails) -> str:
    code = pydantic_codes().get(detail["type"], detail["type"])
    code = _BY_VALUE.get((code, type(detail["input"])), code)
    return code if code in rules() else "wert-ungueltig"


def _below(document: Document, level: _Level, step: str | int, *, is_key: bool) -> _Level:
    """One step further in; the same level for the kind of a block, a step of pydantic's own."""
    shape, node, body = inside(level.shape, step), level.node, document.body
    if isinstance(step, int):
        position, item = _item(node, step)
        start = item.entries[0].span if isinstance(item, Block) and item.entries else item.span
        return _Level(f"{level.path}[{position}]", item, shape, start)
    path = f"{level.path}.{step}" if level.path else step
    if level.span is None and step == BODY and body and not body.is_absent:
        return _Level(path, body, shape, body.span)
    entry = node.get(step) if isinstance(node, Block) else None
    if entry:
        return _Level(path, entry.value, shape, entry.span)
    return replace(level, path=path, shape=shape) if is_key or shape is not None else level


def _item(node: Node, index: int) -> tuple[int, Node]:
    """An item that is not empty, and its place in the list as written, counted from 1."""
    items = node.items if isinstance(node, Sequence) else ()
    present = ((n, item) for n, item in enumerate(items, 1) if plain(item) is not None)
    return next(islice(present, index, None))


def _place(document: Document, level: _Level, *, is_key: bool, offset: int | None) -> Location:
    """Where the editor has to look: the value, the unknown key, or what lacks a key."""
    node = level.node
    if isinstance(node, Scalar) and (offset is not None or node is document.body):
        before = node.text[: offset or 0]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return Location(document.path, *node.position(line, column))
    if level.span is None:
        return Location(document.path, 1, 1, 1, 1)
    is_value = isinstance(node, Scalar) and not node.is_absent and not is_key
    return _at(document, node.span if is_value else level.span)


def _at(document: Document, span: Span) -> Location:
    return Location(document.path, span.line, span.column, span.end_line, span.end_column)


def _findings(faults: list[_Fault]) -> Iterator[Diagnostic]:
    """A finding for each fault, save for keys that are missing because they are misspelt."""
    unknown = (fault for fault in faults if fault.code == _UNKNOWN)
    hints: dict[str, str] = {}
    misspelt: set[str] = set()
    for _, group in groupby(unknown, key=lambda fault: fault.levels[-1].path):
        block = list(group)
        free = _free_keys(block[0].levels[-1])
        for fault in block:
            meant = _meant(fault, free)
            hints[fault.path] = _key_advice(fault, meant, free)
            misspelt.update(meant)
    for fault in faults:
        if fault.code != _MISSING or fault.path not in misspelt:
            yield _finding(fault, hints.get(fault.path))


def _finding(fault: _Fault, hint: str | None = None) -> Diagnostic:
    advise = _ADVICE.get(fault.code)
    if "vorschlag" in fault.values:
        hint = f"Schreiben Sie {fault.values['vorschlag']}."
    elif advise:
        hint = advise(fault)
    values = {
        **fault.values,
        "schluessel": fault.path,
        "wert": _written(fault.value),
        "beispiel": _example(fault),
    }
    return diagnose(fault.code, fault.place, hint=hint or None, **values)


def _written(value: object) -> str:
    """What the editor wrote, in one line."""
    if isinstance(value, dict):
        return ", ".join(value)
    return ", ".join(map(_written, value)) if isinstance(value, list) else str(value)


def _example(fault: _Fault) -> str:
    """How the first line of the right shape looks."""
    if fault.code == "liste-erwartet":
        key = first_key(inside(fault.shape, 0))
        return f"- {key}: …" if key else f"- {str(fault.value).partition(',')[0].strip()}"
    if isinstance(fault.value, dict):
        return f"- {next(iter(fault.value), '')}: …"
    return f"{first_key(fault.shape)}: …"


def _missing_advice(fault: _Fault) -> str:
    field = fields_of(fault.levels[-1].shape).get(str(fault.key))
    description = (field.description if field else None) or ""
    return f"{description} {_possible(choices(fault.shape))}".strip()


def _choice_advice(fault: _Fault) -> str:
    allowed = choices(fault.shape)
    near = nearest(str(fault.value), allowed)
    return f"Meinten Sie „{near}“? {_possible(allowed)}" if near else _possible(allowed)


def _block_advice(fault: _Fault) -> str | None:
    is_item = isinstance(fault.key, int)
    return f"Schreiben Sie „- {first_key(fault.shape)}: …“." if is_item else None


def _possible(words: Iterable[str]) -> str:
    text = ", ".join(words)
    return f"Möglich sind: {text}." if text else ""


_ADVICE: Mapping[str, Callable[[_Fault], str | None]] = {
    _MISSING: _missing_advice,
    "block-erwartet": _block_advice,
    "auswahl-unbekannt": _choice_advice,
}


def _free_keys(level: _Level) -> list[str]:
    """The keys a block may have and does not have yet."""
    entries = level.node.entries if isinstance(level.node, Block) else ()
    used = {entry.key for entry in entries if plain(entry.value) is not None}
    return [key for key in fields_of(level.shape) if key not in used]


def _is_id(fault: _Fault) -> bool:
    return len(fault.levels) == 1 and fault.key in _IDS


def _meant(fault: _Fault, free: list[str]) -> tuple[str, ...]:
    levels = [(level.path, level.shape) for level in fault.levels]
    return () if _is_id(fault) else meant_keys(str(fault.key), levels, free)


def _key_advice(fault: _Fault, meant: tuple[str, ...], free: list[str]) -> str:
    """What to write instead of an unknown key."""
    level = fault.levels[-1]
    if _is_id(fault):
        return f"Die Kennung ist {_WHERE_IDS_STAND[level.span is None]}."
    if not meant:
        return _possible(free)
    key = meant[0].rpartition(".")[2]
    if meant[0] == f"{level.path}.{key}".removeprefix("."):
        description = fields_of(level.shape)[key].description or ""
        return f"Meinten Sie „{key}“? {description}".strip()
    places = " oder ".join(f"„{path}“" for path in meant)
    return f"Den Schlüssel gibt es als {places}. Prüfen Sie die Einrückung."
