"""What is kept of a file comes back as it was; what somebody has changed is refused."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import fields, is_dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from sitegen.diagnostics import Diagnostic, Location, Related, Severity
from sitegen.load import load
from sitegen.models import CONTENT_TYPES, Record
from sitegen.models.offer import OFFER
from sitegen.plain import decoded, encoded
from sitegen.reading import Reading, read_file
from sitegen.source import SourceFile
from tests import real
from tests.examples import project

CITY = real.ROOT / "tests" / "golden" / "city"
FULL = project.HERE / "valid" / OFFER.name / "voll.yaml"


def readings_of(folder: Path) -> tuple[Reading, ...]:
    return tuple(map(read_file, load(folder, CONTENT_TYPES)[0]))


def examples(kind: str) -> tuple[Reading, ...]:
    cases = project.cases(kind)
    return tuple(read_file(SourceFile(project.place_of(it), it.read_bytes())) for it in cases)


def again(reading: Reading) -> Reading:
    return decoded(Reading, json.loads(json.dumps(encoded(reading))))


def parts(value: object) -> Any:
    """A value to the last type, with what equality does not look at."""
    if isinstance(value, BaseModel):
        assert value.__pydantic_private__ is value.__pydantic_extra__ is None
        held = [(name, parts(part)) for name, part in value.__dict__.items()]
        return type(value), value.model_fields_set, held
    if is_dataclass(value):
        return type(value), [parts(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, list | tuple):
        return type(value), [*map(parts, value)]
    if isinstance(value, dict):
        return [(key, parts(part)) for key, part in value.items()]
    return type(value), repr(value)


@pytest.mark.parametrize(
    "read",
    [
        pytest.param(partial(readings_of, real.ROOT), id="real"),
        pytest.param(partial(readings_of, CITY), id="city"),
        pytest.param(partial(examples, "valid"), id="valid"),
        pytest.param(partial(examples, "invalid"), id="invalid"),
    ],
)
def test_what_was_read_comes_back_as_it_was(read: Callable[[], tuple[Reading, ...]]) -> None:
    readings = read()
    assert readings
    for reading in readings:
        kept = again(reading)
        assert kept == reading
        assert parts(kept) == parts(reading)


def test_every_type_of_record_was_tried() -> None:
    records = [record for reading in examples("valid") for record in reading.records]
    assert {record.type_name for record in records} == {it.name for it in CONTENT_TYPES}
    assert any(reading.findings for reading in examples("invalid"))


def test_lists_that_nobody_wrote_are_not_shared() -> None:
    (record,) = read_file(SourceFile("offers/x.yaml", FULL.read_bytes())).records
    plain = encoded(record)
    del plain["content"]["venues"]
    one, other = decoded(Record, plain).content, decoded(Record, plain).content
    assert one.venues == []
    assert one.venues is not other.venues


def test_a_finding_comes_back_with_all_its_places() -> None:
    place = Location("offers/x.yaml", 1, 2, 3, 4, ("kontakt", "telefon", 0))
    related = (Related(Location("offers/y.yaml"), "Dort."),)
    finding = Diagnostic(place, "x", Severity.WARNING, "So.", "Anders.", related)
    kept = decoded(Diagnostic, json.loads(json.dumps(encoded(finding))))
    assert parts(kept) == parts(finding)


def _offer() -> dict[str, Any]:
    (record,) = read_file(SourceFile("offers/x.yaml", FULL.read_bytes())).records
    plain: dict[str, Any] = json.loads(json.dumps(encoded(record)))
    return plain


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("type_name",), "builtins.eval"),
        (("type_name",), "ort"),
        (("id",), None),
        (("id",), 7),
        (("content",), []),
        (("content", "title"), 7),
        (("content", "title"), {"__class__": "os.system"}),
        (("content", "mode"), "zauberei"),
        (("content", "venues"), "haus"),
        (("content", "venues"), [["haus"]]),
        (("content", "unbekannt"), "x"),
        (("content", "__class__"), "x"),
        (("content", "care", "checked_on"), "1.3.2026"),
        (("content", "care", "status"), None),
        (("content", "contact", "phones"), [{"number": "0711 1"}]),
        (("content", "times", "rules"), [{"days": [{"unit": "woche", "eval": "x"}]}]),
        (("content", "times", "by_arrangement"), "vielleicht"),
        (("content", "costs", "amount"), "viel"),
        (("keys",), {"a": 1}),
    ],
)
def test_what_was_tampered_with_is_refused(keys: tuple[str, ...], value: Any) -> None:
    plain = _offer()
    part = plain
    for key in keys[:-1]:
        part = part[key]
    part[keys[-1]] = value
    with pytest.raises(ValueError, match="validation error"):
        decoded(Record, plain)


@pytest.mark.parametrize("plain", [None, 7, "x", [], {}, {"path": "x"}, [[[[]]]]])
def test_what_is_no_reading_is_refused(plain: Any) -> None:
    with pytest.raises(ValueError, match="validation error"):
        decoded(Reading, plain)


def test_a_key_that_must_be_there_must_be_there() -> None:
    whole = _offer()
    for key in ("title", "care", "mode"):
        plain = deepcopy(whole)
        del plain["content"][key]
        with pytest.raises(ValueError, match="Field required"):
            decoded(Record, plain)


def test_what_has_no_plain_form_is_not_made_one() -> None:
    (record,) = read_file(SourceFile("offers/x.yaml", FULL.read_bytes())).records
    odd = record.content.model_copy(update={"title": 7})
    with pytest.raises(ValueError, match="Expected `str`"):
        encoded(Record(record.type_name, record.id, odd, record.path))
