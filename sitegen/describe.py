"""Models -> what editors need to know of every key: shape, allowed values, duty.

The short and the long template, the handbook's page of fields and the schemas for editors'
programs are all made of these notes, so that they cannot disagree.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeGuard, get_args, get_origin

from pydantic import BaseModel, WithJsonSchema
from pydantic.fields import FieldInfo

from sitegen import forms
from sitegen.fields import Reference, YesNo

Form = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FieldNote:
    """One key of a block: `kind` is "text", "ja/nein/unbekannt", "kennung" or "block".

    `allowed` lists the words of a closed vocabulary; `fields` those of a nested block. `form`
    is what `forms` says of one value, empty for blocks. A list has `least` to `most` items.
    """

    key: str
    description: str
    kind: str
    is_required: bool
    is_list: bool
    allowed: tuple[str, ...]
    refers_to: tuple[str, ...]
    fields: tuple["FieldNote", ...]
    form: Form
    least: int
    most: int | None

    @property
    def shape(self) -> str:
        """How a value looks, in a word or two; empty where nothing needs to be said."""
        return str(self.form.get("shape", ""))


def describe(model: type[BaseModel]) -> tuple[FieldNote, ...]:
    """The keys of a model in its order."""
    return tuple(_note(field) for field in model.model_fields.values())


def _note(field: FieldInfo) -> FieldNote:
    parts = [*_parts(field.annotation), *field.metadata]
    block = next((part for part in parts if _is_block(part)), None)
    allowed = next((get_args(part) for part in parts if get_origin(part) is Literal), ())
    markers = [part for part in parts if isinstance(part, Reference)]
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
        form=_form([forms.choice(map(str, allowed)), *parts] if allowed else parts),
        least=_bound(field, "min_length") or 0,
        most=_bound(field, "max_length"),
    )


def _bound(field: FieldInfo, name: str) -> int | None:
    """How many items a list has at least or at most, if that is said."""
    bounds = (getattr(part, name, None) for part in field.metadata)
    return next((bound for bound in bounds if bound is not None), None)


def _form(parts: list[Any]) -> Form:
    found = (part.json_schema for part in parts if isinstance(part, WithJsonSchema))
    return next(found, None) or {}


def _parts(annotation: object) -> Iterator[object]:
    yield annotation
    if get_origin(annotation) is not Literal:
        for part in get_args(annotation):
            yield from _parts(part)


def _is_block(part: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(part, type) and issubclass(part, BaseModel)
