"""Words that hurt, blame or hide something, in all that visitors read."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sitegen.config import SITE_FILE, TEXTS_FOLDER
from sitegen.diagnostics import Diagnostic, Keys, Location, diagnose
from sitegen.models.document import DOCUMENT
from sitegen.models.event import EVENT
from sitegen.models.glossary import GLOSSARY
from sitegen.models.initiative import INITIATIVE
from sitegen.models.language import LANGUAGE, TRANSLATED_PAGE
from sitegen.models.offer import Offer
from sitegen.models.organisation import ORGANISATION
from sitegen.models.review import REVIEW
from sitegen.models.searchword import SEARCH_WORD
from sitegen.models.venue import VENUE
from sitegen.relations import texts_with_places
from sitegen.site import AnyRecord, Catalogue, title_of
from sitegen.texts import MAIN
from sitegen.urls import is_slug
from sitegen.views.page import EASY_TEXTS
from sitegen.wording import Fault, Where, abbreviations, capitals, faults, rules_for, vague_links

# Names are what others chose, and words to search by what others say.
_NAMED = (ORGANISATION, VENUE, DOCUMENT, INITIATIVE, EVENT)
_OWN_NAMES = {ORGANISATION.name, VENUE.name, DOCUMENT.name}
_SILENT_TYPES = {SEARCH_WORD.name, REVIEW.name, LANGUAGE.name, TRANSLATED_PAGE.name}
_SILENT_KEYS = {
    *("suchworte", "synonyme", "statt", "formen", "ausnahmen", "bildnachweis", "lizenz"),
    *("datei", "quelle", "erhebung", "nummer", "quelle_hash", "uebersetzungen"),
}
_HEADS = frozenset(["titel", "kurz"])


@dataclass(frozen=True, slots=True)
class _Known:
    """Names that stay as they are, and abbreviations that need no explanation."""

    names: frozenset[str]
    abbreviations: frozenset[str]


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Faults in the wording of records, of the settings and of the interface texts."""
    known = _known(catalogue)
    for record in catalogue.all():
        if record.type_name not in _SILENT_TYPES:
            yield from _of_record(record, known)
    for text, keys in texts_with_places(catalogue.config):
        place = Location(SITE_FILE, keys=keys)
        yield from _told(faults(text, ["anywhere"], known.names), place, text)
    for language in (MAIN, EASY_TEXTS):
        for key, text in catalogue.texts.get(language, {}).items():
            place = Location(f"{TEXTS_FOLDER}/{language}.yaml", keys=tuple(key.split(".")))
            yield from _told(faults(text, ["anywhere"]), place, text)


def _known(catalogue: Catalogue) -> _Known:
    named = [name for kind in _NAMED for it in catalogue.of(kind).values() for name in _names(it)]
    words = [title_of(record) for record in catalogue.of(GLOSSARY).values()]
    said = (*named, *words, *catalogue.config.abbreviations)
    return _Known(frozenset(named), frozenset(it for text in said for it in capitals(text)))


def _names(record: AnyRecord) -> Iterator[str]:
    yield title_of(record)
    short = getattr(record.content, "short_name", None)
    if short:
        yield short


def _of_record(record: AnyRecord, known: _Known) -> Iterator[Diagnostic]:
    texts = [
        (text, keys)
        for text, keys in texts_with_places(record.content)
        if not (_SILENT_KEYS & {*keys} or is_slug(text) or _is_own_name(record, keys))
    ]
    rules = rules_for(text for text, _ in texts)
    for text, keys in texts:
        where = _where(record, keys)
        found = (*faults(text, where, known.names, rules), *vague_links(text))
        yield from _told(found, record.at(*keys), text)
    explained = {it for text, _ in texts for it in _explained_in(text)}
    seen: set[str] = {*known.abbreviations, *explained}
    for text, keys in texts:
        found = tuple(abbreviations(text, seen, known.names))
        seen |= {fault.words for fault in found}
        yield from _told(found, record.at(*keys), text)


def _explained_in(text: str) -> frozenset[str]:
    """What a text says in full; another text of the same record need not say it again."""
    return capitals(text) - {fault.words for fault in abbreviations(text, ())}


def _is_own_name(record: AnyRecord, keys: Keys) -> bool:
    return record.type_name in _OWN_NAMES and keys in {("name",), ("titel",), ("kurzname",)}


def _where(record: AnyRecord, keys: Keys) -> Collection[Where]:
    places: set[Where] = {"anywhere"}
    if isinstance(record.content, Offer):
        if keys[-1] in _HEADS and keys[0] in {*_HEADS, "sprachfassungen"}:
            places.add("heads")
        if record.content.age is None:
            places.add("ageless")
    return places


def _told(found: Iterable[Fault], place: Location, text: str) -> Iterator[Diagnostic]:
    for fault in found:
        line = text.count("\n", 0, fault.start) + 1
        column = fault.start - text.rfind("\n", 0, fault.start)
        hint = f"Schreiben Sie zum Beispiel: {fault.instead}" if fault.instead else None
        yield diagnose(fault.code, place.inside(line, column), stelle=fault.words, hint=hint)
