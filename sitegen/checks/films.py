"""Films in sign language keep what BITV 2.0 Anlage 2 asks of them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sitegen.diagnostics import Diagnostic, diagnose
from sitegen.models import Record
from sitegen.models.film import (
    FILM,
    LEAST_FRAMES,
    LEAST_HEIGHT,
    LEAST_WIDTH,
    Film,
    open_criteria,
)
from sitegen.site import AnyRecord, Catalogue, film_facts
from sitegen.source import Media

# What a file and a record may differ by: files count time in small parts.
_TOLERANCE = 1.0
_LEAST = LEAST_FRAMES - 0.05


def known(catalogue: Catalogue) -> Mapping[str, Media]:
    """The films and captions by the name of their file, without what is in them."""
    media = (catalogue.media or {}).values()
    return {it.name: replace(it, data=b"") for it in media if it.kind in {"film", "untertitel"}}


def check_record(record: AnyRecord, files: Mapping[str, Media]) -> Iterator[Diagnostic]:
    """What is too small, unsaid, contradictory, or not yet looked at by a person."""
    if not FILM.has(record):
        return
    yield from _criteria(record)
    media = files.get(record.content.file)
    if media is not None and media.film is not None:
        yield from _unsaid(record, media)
        yield from _contradictions(record, media)
        yield from _size(record, media)
        yield from _captions(record, media, files.get(record.content.captions))


def _criteria(record: Record[Film]) -> Iterator[Diagnostic]:
    film = record.content
    if not (film.topics or film.about):
        yield diagnose("film-ohne-seite", record.at("titel"))
    left = open_criteria(film)
    if left:
        # All of them, and so in the hint: a value of a message is cut where it gets long.
        hint = f"Sehen Sie den Film an, am besten mit tauben Menschen. Offen: {', '.join(left)}."
        place = record.at("gestaltung")
        yield diagnose("film-gestaltung-offen", place, hint=hint, anzahl=len(left))


def _unsaid(record: Record[Film], media: Media) -> Iterator[Diagnostic]:
    facts = film_facts(record.content, media)
    values = (facts.width, facts.height, facts.frames, facts.seconds)
    for key, value in zip(_KEYS, values, strict=True):
        if not value:
            yield diagnose("film-angabe-fehlt", record.at("datei"), datei=media.name, feld=key)


_KEYS = ("breite", "hoehe", "bilder_pro_sekunde", "dauer_sekunden")


def _contradictions(record: Record[Film], media: Media) -> Iterator[Diagnostic]:
    film, told = record.content, media.film
    assert told is not None
    written = (film.width, film.height, film.frames, film.seconds)
    said = (told.width, told.height, told.frames, told.seconds)
    for key, own, other in zip(_KEYS, written, said, strict=True):
        if own and other and abs(own - other) >= _TOLERANCE:
            place = record.at(key)
            yield diagnose("film-angabe-falsch", place, feld=key, angabe=own, datei=_number(other))


def _size(record: Record[Film], media: Media) -> Iterator[Diagnostic]:
    facts = film_facts(record.content, media)
    place = record.at("datei")
    if 0 < facts.width < LEAST_WIDTH or 0 < facts.height < LEAST_HEIGHT:
        yield diagnose("film-zu-klein", place, breite=facts.width, hoehe=facts.height)
    if 0 < facts.frames < _LEAST:
        yield diagnose("film-zu-langsam", place, bilder=_number(facts.frames))


def _captions(record: Record[Film], media: Media, captions: Media | None) -> Iterator[Diagnostic]:
    length = film_facts(record.content, media).seconds
    if captions is not None and length and captions.seconds > length + _TOLERANCE:
        place, last = record.at("untertitel"), _number(captions.seconds)
        yield diagnose("film-untertitel-zu-lang", place, untertitel=last, film=_number(length))


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")
