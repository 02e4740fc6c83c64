"""Words that hurt, blame or hide something, in all that visitors read."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sitegen.config import SITE_FILE, TEXTS_FOLDER, SiteConfig
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
from sitegen.site import AnyRecord, Catalogue, Texts, title_of
from sitegen.texts import MAIN
from sitegen.urls import is_slug
from sitegen.views.page import EASY_TEXTS
from sitegen.wording import (
    Fault,
    Where,
    abbreviations,
    capitals,
    faults,
    may_excuse,
    rules_for,
    vague_links,
)

# Names are what others chose, and words to search by what others say.
_NAMED = (ORGANISATION, VENUE, DOCUMENT, INITIATIVE, EVENT)
_OWN_NAMES = {ORGANISATION.name, VENUE.name, DOCUMENT.name}
_SILENT_TYPES = {SEARCH_WORD.name, REVIEW.name, LANGUAGE.name, TRANSLATED_PAGE.name}
_SILENT_KEYS = frozenset(
    (
        *("suchworte", "synonyme", "statt", "formen", "ausnahmen", "bildnachweis", "lizenz"),
        *("datei", "quelle", "erhebung", "nummer", "quelle_hash", "uebersetzungen"),
    )
)
_HEADS = frozenset(["titel", "kurz"])


@dataclass(frozen=True, slots=True)
class _Known:
    """Names within which words stay as they are, and abbreviations that need no explanation."""

    names: frozenset[str]
    abbreviations: frozenset[str]


def known(catalogue: Catalogue) -> _Known:
    """Names of what the site tells of, and the abbreviations in them and in what is explained."""
    named = [name for kind in _NAMED for it in catalogue.of(kind).values() for name in _names(it)]
    words = [title_of(record) for record in catalogue.of(GLOSSARY).values()]
    said = (*named, *words, *catalogue.config.abbreviations)
    return _Known(
        frozenset(filter(may_excuse, named)),
        frozenset(it for text in said for it in capitals(text)),
    )


def check_record(record: AnyRecord, known: _Known) -> Iterator[Diagnostic]:
    """Faults in the wording of a record."""
    if record.type_name in _SILENT_TYPES:
        return
    texts = [
        (text, keys)
        for text, keys in texts_with_places(record.content)
        if _SILENT_KEYS.isdisjoint(keys) and not (is_slug(text) or _is_own_name(record, keys))
    ]
    rules = rules_for(text for text, _ in texts)
    for text, keys in texts:
        found = (*faults(text, _where(record, keys), known.names, rules), *vague_links(text))
        yield from _told(found, record.at(*keys), text)
    yield from _abbreviations(record, texts, known)


def check_settings(
    config: SiteConfig, texts: Mapping[str, Texts], known: _Known
) -> Iterator[Diagnostic]:
    """Faults in the wording of the settings and of the interface texts."""
    for text, keys in texts_with_places(config):
        place = Location(SITE_FILE, keys=keys)
        yield from _told(faults(text, ["anywhere"], known.names), place, text)
    for language in (MAIN, EASY_TEXTS):
        for key, text in texts.get(language, {}).items():
            place = Location(f"{TEXTS_FOLDER}/{language}.yaml", keys=tuple(key.split(".")))
            yield from _told(faults(text, ["anywhere"]), place, text)


def _names(record: AnyRecord) -> Iterator[str]:
    yield title_of(record)
    short = getattr(record.content, "short_name", None)
    if short:
        yield short


def _abbreviations(
    record: AnyRecord, texts: Iterable[tuple[str, Keys]], known: _Known
) -> Iterator[Diagnostic]:
    """Words of capitals that no text of the record explains, each at its first place."""
    with_capitals = [(text, keys) for text, keys in texts if capitals(text)]
    explained = {it for text, _ in with_capitals for it in _explained_in(text)}
    seen: set[str] = {*known.abbreviations, *explained}
    for text, keys in with_capitals:
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
