"""The schemas are whole, speak German, know no content, and are found by editors' programs."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from sitegen.config import SITE_FILE, SiteConfig
from sitegen.describe import FieldNote, describe
from sitegen.models import CONTENT_TYPES
from sitegen.schema import schemas
from tests.examples import project

KINDS = (*project.TYPES, "site")
FILES = schemas()
OWN = {"code", "shape"}  # what `forms` says to us alone


def schema_of(kind: str) -> Any:
    return json.loads(FILES[f".vscode/schema/{kind}.json"])


def record_of(kind: str) -> Any:
    schema = schema_of(kind)
    if "patternProperties" in schema:
        [schema] = schema["patternProperties"].values()
    return schema


def walk(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


def block_of(schema: Any) -> Any:
    """The block that a key holds, be it one or many."""
    return schema.get("items", schema)


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_there_and_explained(kind: str) -> None:
    def compare(notes: tuple[FieldNote, ...], schema: Any) -> None:
        assert list(schema["properties"]) == [note.key for note in notes]
        assert schema["additionalProperties"] is False
        for note in notes:
            inner = schema["properties"][note.key]
            assert inner["description"].startswith(note.description)
            assert ("array" in inner.get("type", ())) == note.is_list
            if note.fields:
                compare(note.fields, block_of(inner))

    model = SiteConfig if kind == "site" else project.TYPES[kind].model
    compare(describe(model), record_of(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_needed_is_demanded_with_its_name(kind: str) -> None:
    model = SiteConfig if kind == "site" else project.TYPES[kind].model
    content_type = project.TYPES.get(kind)
    below = {"text"} if content_type and content_type.suffix.endswith(".md") else set()
    needed = {note.key for note in describe(model) if note.is_required} - below
    demands = {
        key: demand for demand in record_of(kind)["allOf"] for key in demand.get("required", ())
    }
    assert set(demands) == needed
    assert all(demand["errorMessage"] == f"{key} fehlt." for key, demand in demands.items())


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_our_own_is_left_and_every_answer_is_german(kind: str) -> None:
    schema = schema_of(kind)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert schema["title"]
    assert schema["description"].startswith(("Datei", "Kopf der Dateien"))
    for part in walk(schema):
        if "type" in part or "enum" in part:
            assert not OWN & set(part)
        for word in ("errorMessage", "patternErrorMessage"):
            assert "{" not in part.get(word, "")
        if "pattern" in part and isinstance(part["pattern"], str):
            re.compile(part["pattern"])
            assert part["patternErrorMessage"]


def test_a_reference_names_its_kinds_and_no_record() -> None:
    offer = record_of("angebot")["properties"]
    target = block_of(offer["verweise"]["properties"]["verweist_an"])["properties"]["ziel"]
    assert re.search(target["pattern"], "angebot/gibt-es-noch-nicht")
    assert re.search(target["pattern"], "anbieter/verein")
    assert not re.search(target["pattern"], "fakt/zahl")
    assert not re.search(target["pattern"], "angebot/Verein")
    assert "enum" not in target
    assert offer["gebiet"]["items"]["examples"] == ["bundesweit", "stadtweit"]
    assert "enum" not in offer["gebiet"]["items"]
    assert "content/orte/<kennung>.yaml" in offer["orte"]["description"]


def test_every_yaml_file_has_its_schema() -> None:
    settings = json.loads(FILES[".vscode/settings.json"])
    assert settings["yaml.schemaStore.enable"] is False
    wanted = {f".vscode/schema/{t.name}.json": t.path_of("*") for t in CONTENT_TYPES}
    given = settings["yaml.schemas"]
    assert given.pop(".vscode/schema/site.json") == SITE_FILE
    guide, twin = "content/wegfinder/*.yaml", "content/wegfinder/*.leicht.yaml"
    assert given.pop(".vscode/schema/wegfinder.json") == [guide, f"!{twin}"]
    others = {path: place for path, place in wanted.items() if place.endswith(".yaml")}
    assert given == {path: place for path, place in others.items() if place != guide}
    assert set(FILES) == {
        *wanted,
        ".vscode/schema/site.json",
        ".vscode/settings.json",
        ".vscode/extensions.json",
    }
    assert json.loads(FILES[".vscode/extensions.json"]) == {
        "recommendations": ["redhat.vscode-yaml"]
    }


def test_the_head_of_a_markdown_file_says_how_it_is_used() -> None:
    for content_type in CONTENT_TYPES:
        told = schema_of(content_type.name)["description"]
        assert ("---" in told) == content_type.suffix.endswith(".md")
        assert content_type.path_of("<kennung>") in told
