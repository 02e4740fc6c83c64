"""Readings, records and findings <-> their plain form: what JSON can hold and a cache can keep.

Decoding reads types and nothing else: no validator that reads editors' words runs a second time.
The classes come from the annotations of what is wanted, never from what was kept, so that a
cache that somebody has changed can make no other value. Keys that nobody wrote are left out and
get their defaults again.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic_core import CoreSchema, SchemaSerializer, SchemaValidator
from pydantic_core import core_schema as core

from sitegen.models import CONTENT_TYPES, Record

T = TypeVar("T")

_LEAVES: Mapping[object, CoreSchema] = {
    str: core.str_schema(strict=True),
    int: core.int_schema(strict=True),
    float: core.float_schema(strict=True),
    bool: core.bool_schema(strict=True),
    NoneType: core.none_schema(),
    # JSON has no form of its own for these.
    date: core.date_schema(),
    time: core.time_schema(),
    Decimal: core.decimal_schema(),
}


def encoded(value: Any) -> Any:
    """The plain form of a Reading, a Record or a Diagnostic: lists, dicts, texts and numbers."""
    kind: Any = type(value)
    writer, _ = _codec(kind)
    return writer.to_python(value, mode="json", exclude_unset=True, warnings="error")


def decoded(kind: type[T], plain: Any) -> T:
    """The value of which `plain` is the form; ValueError if it is that of nothing of this kind."""
    wanted: Any = kind
    _, reader = _codec(wanted)
    found: T = reader.validate_python(plain)
    return found


@cache
def _codec(kind: type[Any]) -> tuple[SchemaSerializer, SchemaValidator]:
    schema = _schema(kind)
    # The models' own serializers and validators would be taken otherwise.
    return (
        SchemaSerializer(schema, _use_prebuilt=False),
        SchemaValidator(schema, _use_prebuilt=False),
    )


def _schema(kind: Any) -> CoreSchema:
    """What a type looks like in plain form; bounds and patterns were looked at when it was read."""
    if kind in _LEAVES:
        return _LEAVES[kind]
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _schema(parts[0])
    if origin is Literal:
        return core.literal_schema(list(parts))
    if origin in (Union, UnionType):
        return core.union_schema([*map(_schema, parts)], mode="left_to_right")
    if origin is list:
        return core.list_schema(_schema(parts[0]), strict=True)
    if origin is tuple:
        return core.tuple_variable_schema(_schema(parts[0]))
    if origin is Mapping:
        return core.dict_schema(*map(_schema, parts), strict=True)
    return _schema_of_class(origin or kind)


@cache
def _schema_of_class(kind: type[Any]) -> CoreSchema:
    if kind is Record:
        models = {it.name: _record(it.model) for it in CONTENT_TYPES}
        return core.tagged_union_schema(models, "type_name")
    if issubclass(kind, BaseModel):
        return _model(kind)
    if issubclass(kind, Enum):
        return core.enum_schema(kind, list(kind))
    if is_dataclass(kind):
        return _dataclass(kind, get_type_hints(kind))
    raise TypeError(f"no plain form: {kind}")


def _record(model: type[BaseModel]) -> CoreSchema:
    return _dataclass(Record, get_type_hints(Record) | {"content": model})


def _model(kind: type[BaseModel]) -> CoreSchema:
    found = {}
    for name, field in kind.model_fields.items():
        schema = _schema(field.annotation)
        if not field.is_required():
            schema = core.with_default_schema(schema, default=field.default)
        found[name] = core.model_field(schema)
    return core.model_schema(kind, core.model_fields_schema(found, extra_behavior="forbid"))


def _dataclass(kind: type[Any], types: Mapping[str, Any]) -> CoreSchema:
    names = [field.name for field in fields(kind)]
    parts = [core.dataclass_field(name, _schema(types[name])) for name in names]
    arguments = core.dataclass_args_schema(kind.__name__, parts, extra_behavior="forbid")
    return core.dataclass_schema(kind, arguments, names, slots=True)
