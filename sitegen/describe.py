"""Models -> what editors need to know of every key: shape, allowed values, duty.

The short and the long template, the handbook's page of fields and (later) the schema for
editors' programs are all made of these notes, so that they cannot disagree.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeGuard, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sitegen.fields import Reference, YesNo


@dataclass(frozen=True, slots=True)
class FieldNote:
    """One key of a block: `kind` is "text", "ja/nein/unbekannt", "kennung" or "block".

    `allowed` lists the words of a closed vocabulary; `fields` those of a nested block.
    """

    key: str
    description: str
    kind: str
    is_required: bool
    is_list: bool
    allowed: tuple[str, ...]
    refers_to: tuple[str, ...]
    fields: tuple["FieldNote", ...]


def describe(model: type[BaseModel]) -> tuple[FieldNote, ...]:
    """The keys of a model in its order."""
    return tuple(_note(field) for field in model.model_fields.values())


def _note(field: FieldInfo) -> FieldNote:
    parts = list(_parts(field.annotation))
    block = next((part for part in parts if _is_block(part)), None)
    allowed = next((get_args(part) for part in parts if get_origin(part) is Literal), ())
    markers = [part for part in [*parts, *field.metadata] if isinstance(part, Reference)]
    refers_to = markers[0].types if markers else ()
    words = tuple(sorted(markers[0].keywords)) if markers else ()
    yes_no = any(part is YesNo for part in parts)
    kind = (
        "block" if block else "kennung" if refers_to else "ja/nein/unbekannt" if yes_no else "text"
    )
    return FieldNote(
        key=field.alias or "",
        description=field.description or "",
        kind=kind,
        is_required=field.is_required(),
        is_list=any(get_origin(part) is list for part in parts),
        allowed=tuple(map(str, allowed)) or words,
        refers_to=refers_to,
        fields=describe(block) if block else (),
    )


def _parts(annotation: object) -> Iterator[object]:
    yield annotation
    if get_origin(annotation) is not Literal:
        for part in get_args(annotation):
            yield from _parts(part)


def _is_block(part: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(part, type) and issubclass(part, BaseModel)
