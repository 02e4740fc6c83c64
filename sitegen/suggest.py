"""What the models allow at a place of a file, and what an editor probably meant there.

Pure questions about models and words, asked only when something is wrong.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

Shape: TypeAlias = Any  # a model, list[...], Literal[...] or another annotation of a field

# Our key, and what people write instead: English words, older forms, names of HSDS 3.0.
_ALSO_CALLED = {
    "titel": "title name bezeichnung ueberschrift",
    "name": "title titel bezeichnung",
    "kurz": "summary kurzbeschreibung kurztext untertitel",
    "text": "beschreibung description body inhalt",
    "art": "typ type kind kategorie category",
    "anbieter": "traeger veranstalter provider organization organisation",
    "modus": "mode form",
    "orte": "ort adresse address location venue treffpunkt standort",
    "gebiet": "bezirk stadtbezirk stadtteil district region",
    "themen": "thema topic topics kategorien tags",
    "zielgruppen": "zielgruppe audience target_group",
    "sprachen": "sprache language languages",
    "alter": "age altersgruppe",
    "kontakt": "contact ansprechpartner",
    "telefon": "phone phones tel telephone telefonnummer",
    "nummer": "number telefon phone tel",
    "email": "mail e_mail emailadresse mailadresse",
    "web": "url website webseite homepage link internet adresse",
    "adresse": "url web website link",
    "sprechzeiten": "oeffnungszeiten hours",
    "zeiten": "zeit termine oeffnungszeiten schedule schedules opening_hours wann",
    "tage": "tag wochentag wochentage day days",
    "von": "start beginn ab from",
    "bis": "ende end until",
    "kosten": "preis preise gebuehr price cost costs fees",
    "betrag": "preis price amount",
    "anmeldung": "registration",
    "strasse": "street adresse address anschrift",
    "plz": "postleitzahl zip postcode postal_code",
    "ort": "stadt city gemeinde",
    "lat": "latitude breite breitengrad",
    "lon": "lng longitude laenge laengengrad",
    "barrierefreiheit": "barrierefrei accessibility",
    "bild": "foto image picture photo",
    "alternativtext": "alt alt_text bildbeschreibung",
    "bildnachweis": "credit urheber fotograf",
    "lizenz": "licence license",
    "quellen": "quelle source sources belege",
    "belege": "beleg quellen",
    "datum": "date tag am",
    "geprueft_am": "geprueft stand last_verified assured_date",
    "intern": "notiz bemerkung kommentar comment notes",
    "hinweis": "notiz bemerkung kommentar note",
    "notiz": "hinweis bemerkung kommentar note",
    "suchworte": "stichworte schlagworte keywords tags",
}
_LONGEST = 60  # comparing longer words costs time and helps nobody


@cache
def fields_of(shape: Shape) -> Mapping[str, FieldInfo]:
    """The fields of a model by the key editors write; nothing for any other shape."""
    if not (isinstance(shape, type) and issubclass(shape, BaseModel)):
        return {}
    return {field.alias or name: field for name, field in shape.model_fields.items()}


@cache
def shapes_in(shape: Shape) -> Mapping[str, Shape]:
    """What stands at each key of a model; nothing for any other shape."""
    return {key: bare(field.annotation) for key, field in fields_of(shape).items()}


def inside(shape: Shape, step: str | int) -> Shape:
    """What stands at a key of a model, or at any place of a list; None where nothing may."""
    return bare(*get_args(shape)[:1]) if isinstance(step, int) else shapes_in(shape).get(step)


def bare(annotation: Shape = None) -> Shape:
    """An annotation without `Annotated` and `| None`."""
    origin = _origin(annotation)
    if origin is Annotated:
        return bare(get_args(annotation)[0])
    if origin in {Union, UnionType}:
        kinds = [kind for kind in get_args(annotation) if kind is not NoneType]
        return bare(kinds[0]) if len(kinds) == 1 else annotation
    return annotation


def choices(shape: Shape) -> tuple[str, ...]:
    """The words of an enumeration; nothing for any other shape."""
    return get_args(shape) if _origin(shape) is Literal else ()


def _origin(shape: Shape) -> object:
    return get_origin(shape)


def first_key(shape: Shape) -> str:
    """A key to show in an example: the first that a block must have, else its first."""
    fields = fields_of(shape)
    required = (key for key, field in fields.items() if field.is_required())
    return next(required, next(iter(fields), ""))


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that looks most like `word`; umlauts, case and hyphens do not count."""
    by_form = {_folded(candidate): candidate for candidate in candidates}
    form = _folded(word)
    if form in by_form:
        return by_form[form]
    near = get_close_matches(form, by_form, n=1, cutoff=0.7) if len(form) <= _LONGEST else []
    return by_form[near[0]] if near else None


def meant_keys(
    word: str, levels: Sequence[tuple[str, Shape]], free: Sequence[str]
) -> tuple[str, ...]:
    """Dotted paths of the keys that the unknown key `word` probably stands for.

    `levels` are the blocks around it from the record inwards, each with its own path;
    `free` are the keys of the innermost that are not in use yet.
    """
    path, block = levels[-1]
    form = _folded(word)
    for key in free:
        if _folded(key) == form:
            return (_joined(path, key),)
    for key in (*free, *fields_of(block)):
        if form in _ALSO_CALLED.get(key, "").split():
            return (_joined(path, key),)
    elsewhere = tuple(_elsewhere(form, levels))
    if 1 <= len(elsewhere) <= 2:
        return elsewhere
    near = nearest(word, free)
    return (_joined(path, near),) if near else ()


def _elsewhere(form: str, levels: Sequence[tuple[str, Shape]]) -> Iterator[str]:
    """Where the key exists one block further in, or further out: a slip of indentation."""
    path, block = levels[-1]
    for outer, field in fields_of(block).items():
        if form in fields_of(bare(field.annotation)):
            yield _joined(_joined(path, outer), form)
    for path, block in levels[:-1]:
        if form in fields_of(block):
            yield _joined(path, form)


def _joined(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _folded(word: str) -> str:
    text = unicodedata.normalize("NFC", word).casefold()
    for letter, spelled in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        text = text.replace(letter, spelled)
    return re.sub(r"[\s_-]+", "_", text.strip())
