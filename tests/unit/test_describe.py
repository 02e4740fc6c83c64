"""What editors are told of every key is what the models demand."""

from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from sitegen.config import SiteConfig
from sitegen.describe import FieldNote, describe
from sitegen.models.crisis import CrisisLine
from sitegen.models.offer import Offer
from tests.examples import project

MODELS: dict[str, type[BaseModel]] = {
    "site": SiteConfig,
    **{name: content_type.model for name, content_type in project.TYPES.items()},
}


def all_notes(notes: tuple[FieldNote, ...]) -> Iterator[FieldNote]:
    for note in notes:
        yield note
        yield from all_notes(note.fields)


def note_of(model: type[BaseModel], *keys: str) -> FieldNote:
    notes = describe(model)
    for key in keys[:-1]:
        notes = next(note.fields for note in notes if note.key == key)
    return next(note for note in notes if note.key == keys[-1])


@pytest.mark.parametrize("name", MODELS)
def test_every_key_is_german_and_explained(name: str) -> None:
    for note in all_notes(describe(MODELS[name])):
        assert note.key.isascii()
        assert note.key.isidentifier()
        assert note.key == note.key.lower()
        assert note.description.endswith((".", "?", "…")), note
        assert "|" not in note.description, "it would end the cell of a table"


@pytest.mark.parametrize("name", MODELS)
def test_keys_stand_in_the_order_of_the_model(name: str) -> None:
    fields = MODELS[name].model_fields.values()
    assert [note.key for note in describe(MODELS[name])] == [field.alias for field in fields]


@pytest.mark.parametrize("name", MODELS)
def test_blocks_have_keys_and_nothing_else_has(name: str) -> None:
    for note in all_notes(describe(MODELS[name])):
        assert (note.kind == "block") == bool(note.fields)
        assert (note.kind == "kennung") == bool(note.refers_to)
        assert not (note.fields and note.allowed)


@pytest.mark.parametrize(
    ("keys", "kind", "is_required", "is_list"),
    [
        (("titel",), "text", True, False),
        (("text",), "text", False, False),
        (("anbieter",), "kennung", True, True),
        (("gebiet",), "kennung", False, True),
        (("kontakt",), "block", False, False),
        (("kontakt", "telefon"), "block", False, True),
        (("kontakt", "telefon", "nummer"), "text", True, False),
        (("niedrigschwellig",), "block", True, False),
        (("niedrigschwellig", "kennenlernen"), "ja/nein/unbekannt", True, False),
        (("niedrigschwellig", "ohne_anmeldung"), "ja/nein/unbekannt", False, False),
        (("suchworte",), "text", False, True),
        (("pflege", "quellen"), "block", True, True),
    ],
)
def test_keys_of_an_offer(
    keys: tuple[str, ...],
    kind: str,
    is_required: bool,  # noqa: FBT001
    is_list: bool,  # noqa: FBT001
) -> None:
    note = note_of(Offer, *keys)
    assert (note.kind, note.is_required, note.is_list) == (kind, is_required, is_list)


def test_words_to_choose_from_are_listed() -> None:
    assert note_of(Offer, "modus").allowed == (
        *("vor_ort", "online", "telefon", "hausbesuch", "hybrid"),
    )
    assert note_of(Offer, "gebiet").allowed == ("bundesweit", "stadtweit")
    assert note_of(CrisisLine, "gruppe").allowed == ("jetzt", "reden")
    assert note_of(Offer, "titel").allowed == ()


def test_references_name_their_kind() -> None:
    assert note_of(Offer, "orte").refers_to == ("ort",)
    several = ("angebot", "anbieter", "veranstaltung", "initiative", "seite")
    assert note_of(Offer, "verweise", "verweist_an", "ziel").refers_to == several
