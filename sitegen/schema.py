"""Models -> JSON Schema (draft-07) for the programs that editors write with.

A program that knows the schema proposes keys and words, explains them and marks mistakes while
one types. The schemas are made of the models alone, never of content, so that a new record never
turns into a mistake. They agree with our own reading: an empty optional key is not given, and so
is a block or a list that holds nothing.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from sitegen.config import SITE_FILE, SiteConfig
from sitegen.describe import FieldNote, describe
from sitegen.forms import ID
from sitegen.messages import rules
from sitegen.models import CONTENT_TYPES
from sitegen.models.base import Content, ContentType

Schema: TypeAlias = dict[str, Any]

FOLDER = ".vscode/schema"
BODY = "text"
_YAML = ".yaml"
_EMPTY = {"$ref": "#/definitions/leer"}
_DEFINITIONS = {
    "leer": {
        "anyOf": [
            {"type": "null"},
            {"type": "array", "items": _EMPTY},
            {"type": "object", "additionalProperties": _EMPTY},
        ]
    }
}


def schemas() -> Mapping[str, str]:
    """All schemas, and the settings that tell editors' programs about them, by path."""
    return {
        **{path: _json(schema) for path, schema in _schemas().items()},
        ".vscode/settings.json": _json(_settings()),
        ".vscode/extensions.json": _json({"recommendations": ["redhat.vscode-yaml"]}),
    }


def _schemas() -> Mapping[str, Schema]:
    """The schema of the settings and of each content type, by path."""
    site = _record(describe(SiteConfig))
    found = {f"{FOLDER}/site.json": _whole(site, "Einstellungen", f"Datei: {SITE_FILE}")}
    for content_type in CONTENT_TYPES:
        found[_path(content_type)] = _type(content_type)
    return found


def _path(content_type: ContentType[Content]) -> str:
    return f"{FOLDER}/{content_type.name}.json"


def _settings() -> Schema:
    """Which schema is for which files; nothing is asked over the network."""
    typed = {_path(t): _files(t) for t in CONTENT_TYPES if t.suffix.endswith(_YAML)}
    return {
        "yaml.schemaStore.enable": False,
        "yaml.schemas": {f"{FOLDER}/site.json": SITE_FILE, **typed},
    }


def _files(content_type: ContentType[Content]) -> str | list[str]:
    """The pattern of its files, without those of a type in the same folder with a longer ending."""
    own = content_type.path_of("*")
    twins = [t for t in CONTENT_TYPES if t.place == content_type.place and t is not content_type]
    others = [f"!{t.path_of('*')}" for t in twins if t.suffix.endswith(content_type.suffix)]
    return [own, *others] if others else own


def _json(value: Schema) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _type(content_type: ContentType[Content]) -> Schema:
    notes = describe(content_type.model)
    place = content_type.path_of("<kennung>")
    if content_type.is_collection:
        record = _record(notes)
        record["title"] = content_type.label
        entries = {
            "type": "object",
            "patternProperties": {f"^{ID}$": record},
            "additionalProperties": False,
        }
        return _whole(entries, content_type.label, f"Datei: {place}. Jede Kennung ein Eintrag.")
    if content_type.suffix.endswith(_YAML):
        return _whole(_record(notes), content_type.label, f"Datei: {place}")
    # The text may stand below the head, and the schema does not see it there.
    in_head = [replace(n, is_required=n.is_required and n.key != BODY) for n in notes]
    head = _record(in_head)
    use = (
        f"Kopf der Dateien {place}: die Zeilen zwischen den beiden Zeilen mit ---. Für Programme, "
        "die den Kopf von Markdown-Dateien prüfen können."
    )
    return _whole(head, content_type.label, use)


def _whole(schema: Schema, title: str, description: str) -> Schema:
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        "description": description,
        **schema,
        "definitions": _DEFINITIONS,
    }


def _record(notes: Sequence[FieldNote]) -> Schema:
    """A record: whatever it lacks is missing."""
    return _keys(notes, [{"type": "object"}, *_demands(notes)])


def _block(notes: Sequence[FieldNote]) -> Schema:
    """A block inside a record: with nothing in it, it is not given and lacks nothing."""
    demands = [{"if": _EMPTY, "else": {"allOf": found}} for found in [_demands(notes)] if found]
    return _keys(notes, [{"type": ["object", "null"]}, *demands])


def _keys(notes: Sequence[FieldNote], demands: list[Schema]) -> Schema:
    """Keys and values. Every demand stands by itself, so that each is answered in our words."""
    kind, *others = demands
    kind["errorMessage"] = _title("block-erwartet")
    keys = {note.key: {"description": _description(note), **_value(note)} for note in notes}
    return {"properties": keys, "additionalProperties": False, "allOf": [kind, *others]}


def _demands(notes: Sequence[FieldNote]) -> list[Schema]:
    return [_demand(note.key) for note in notes if note.is_required]


def _demand(key: str) -> Schema:
    """That a key is there, with something in it."""
    message = rules()["pflichtfeld-fehlt"].message.format(schluessel=key)
    # What is empty is no text; a `not` could not be given words of its own.
    filled = {"if": _EMPTY, "then": {"type": "string", "errorMessage": message}}
    # Proposals are made of the keys above, with their explanations.
    hidden = {key: {**filled, "doNotSuggest": True}}
    return {"required": [key], "properties": hidden, "errorMessage": message}


def _description(note: FieldNote) -> str:
    parts = [note.description, *_places(note)]
    if note.shape:
        parts.append(f"({note.shape})")
    if note.is_required:
        parts.append("(nötig)")
    return " ".join(parts)


def _places(note: FieldNote) -> Iterator[str]:
    """Where the records stand whose ids are meant."""
    for content_type in CONTENT_TYPES:
        if content_type.name in note.refers_to:
            yield f"{content_type.label}: {content_type.path_of('<kennung>')}."


def _value(note: FieldNote) -> Schema:
    if not note.is_list:
        return _item(note)
    wanted = {"minItems": note.least, "maxItems": note.most}
    bounds = {key: bound for key, bound in wanted.items() if bound and bound > 1}
    return {
        "type": ["array", "null"],
        "errorMessage": _title("liste-erwartet"),
        **({"if": _EMPTY, "else": bounds} if bounds else {}),
        "items": _item(note),
    }


def _item(note: FieldNote) -> Schema:
    if note.fields:
        return _block(note.fields)
    form = {key: value for key, value in note.form.items() if key not in {"code", "shape"}}
    code = note.form["code"]
    if "enum" in form:
        words = ", ".join(map(str, form["enum"]))
        known = {**form, "errorMessage": f"{_title(code)}. Möglich: {words}."}
        # Beside the words, `null` in the list would be proposed as one of them.
        return {"if": {"type": "null"}, "else": known, "examples": form["enum"]}
    form["type"] = [*form["type"], "null"]
    form["errorMessage"] = _title("text-erwartet")
    form["patternErrorMessage"] = f"{_title(code)}. {rules()[code].hint}"
    if len(note.refers_to) > 1:
        form["pattern"] = f"^({'|'.join(note.refers_to)})/{ID}$"
    if note.refers_to and note.allowed:
        form["examples"] = list(note.allowed)
    return form


def _title(finding: str) -> str:
    return rules()[finding].title
