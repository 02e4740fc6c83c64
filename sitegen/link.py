"""Records -> Catalogue: every reference leads to a record, every Markdown text is readable.

A reference to nothing is an error with the nearest id, or with the small file to paste;
references to records that are not public are dropped later, when today is known. Errors that
merely follow from a broken file are suppressed: an id whose own file could not be read counts
as present.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from itertools import chain, groupby, islice
from typing import TypeAlias

from sitegen.blanks import smallest
from sitegen.config import STAND_IN
from sitegen.diagnostics import Diagnostic, Findings, Location, Related, diagnose
from sitegen.fields import MarkdownText
from sitegen.gather import EVERY, Written
from sitegen.markup import Mention, read_markup
from sitegen.models import CONTENT_TYPES, ContentType, Leaf, leaves
from sitegen.models.base import Content
from sitegen.models.blocks import Care
from sitegen.models.language import LANGUAGE, TRANSLATED_PAGE
from sitegen.models.organisation import ORGANISATION
from sitegen.models.page import PAGE
from sitegen.models.venue import VENUE
from sitegen.reviews import with_reviews
from sitegen.site import AnyRecord, Catalogue, Target

MOST = 50  # faults answered per file: more help nobody and cost time

Look: TypeAlias = Callable[[Sequence[Sequence[AnyRecord]], "Known"], Iterable[Findings]]

_TYPES = {content_type.name: content_type for content_type in CONTENT_TYPES}
_PASTED = frozenset([ORGANISATION.name, VENUE.name])


@dataclass(frozen=True, slots=True)
class Known:
    """The ids that exist, by type, and those that would if their files were right."""

    ids: Mapping[str, frozenset[str]]
    broken: frozenset[Target]

    def has(self, target: Target) -> bool:
        """Whether a reference to `target` needs no answer."""
        kind, record_id = target
        return record_id in self.ids[kind] or target in self.broken or (kind, EVERY) in self.broken


def link(written: Written, look: Look | None = None) -> tuple[Catalogue, Findings]:
    """Connect all records; broken settings are answered already, a stand-in takes their place.

    Whoever remembers what `linked` said of files can be asked instead: `look`.
    """
    by_type: dict[str, dict[str, AnyRecord]] = {name: {} for name in _TYPES}
    for record in written.records:
        by_type[record.type_name][record.id] = record
    known = known_of(written)
    groups = groupby(written.records, key=lambda record: record.path)
    files = [tuple(records) for _, records in groups]
    said = look(files, known) if look else (linked(records, known) for records in files)
    findings = list(chain.from_iterable(said))
    findings += _doubled_addresses(by_type)
    checked = with_reviews(by_type)
    return Catalogue(written.config or STAND_IN, written.texts, checked), tuple(findings)


def known_of(written: Written) -> Known:
    """What the references of any file are held against."""
    ids: dict[str, set[str]] = {name: set() for name in _TYPES}
    for record in written.records:
        ids[record.type_name].add(record.id)
    return Known({name: frozenset(group) for name, group in ids.items()}, written.broken)


def linked(records: Sequence[AnyRecord], known: Known) -> Findings:
    """What is wrong with the references and Markdown texts of one file; reads nothing else."""
    found = tuple(islice(_record_findings(records, known), MOST + 1))
    if len(found) <= MOST:
        return found
    return (*found[:MOST], diagnose("zu-viele-fehler", Location(records[0].path), grenze=MOST))


def _record_findings(records: Iterable[AnyRecord], known: Known) -> Iterator[Diagnostic]:
    for record in records:
        for leaf in leaves(record.content):
            yield from _leaf_findings(record, leaf, known)
        yield from _replacement_findings(record, known)
        if record.type_name == TRANSLATED_PAGE.name:
            yield from _translation_findings(record, known)


def _leaf_findings(record: AnyRecord, leaf: Leaf, known: Known) -> Iterator[Diagnostic]:
    if isinstance(leaf.marker, MarkdownText):
        mentions, findings = _read(leaf.value)
        place = record.at(*leaf.keys)
        for it in findings:
            yield replace(it, location=place.inside(it.location.line, it.location.column))
        for mention in mentions:
            yield from _mention_findings(record, leaf, mention, known)
        return
    if leaf.value in leaf.marker.keywords:
        return
    target = leaf.marker.split(leaf.value)
    if target is None:
        kinds = ", ".join(f"{kind}/…" for kind in leaf.marker.types)
        yield diagnose("verweis-art-falsch", record.at(*leaf.keys), ziel=leaf.value, arten=kinds)
    elif not known.has(target):
        yield _unknown(target, record.at(*leaf.keys), known, leaf.marker.keywords)


@lru_cache(maxsize=8192)
def _read(text: str) -> tuple[Sequence[Mention], Findings]:
    """Kept by text as long as the process lives: a new record changes what all are told to know."""
    markup, findings = read_markup(text, Location(""))
    return markup.mentions, findings


def _mention_findings(
    record: AnyRecord, leaf: Leaf, mention: Mention, known: Known
) -> Iterator[Diagnostic]:
    place = record.at(*leaf.keys).inside(mention.line, mention.column)
    target = (mention.kind, mention.target)
    # A link (with words of its own) needs a page to lead to; a quoted fact has none.
    kinds = [name for name, t in _TYPES.items() if t.url or not mention.text]
    if mention.kind not in kinds:
        near = get_close_matches(mention.kind, kinds, n=1)
        hint = f"Meinten Sie „{near[0]}:“?" if near else f"Möglich sind: {', '.join(kinds)}."
        yield diagnose("verweis-art-unbekannt", place, art=mention.kind, hint=hint)
    elif not known.has(target):
        yield _unknown(target, place, known)


def _replacement_findings(record: AnyRecord, known: Known) -> Iterator[Diagnostic]:
    """`ersetzt_durch` names a record of the same type, whatever type that is."""
    care = getattr(record.content, "care", None)
    if isinstance(care, Care) and care.replaced_by:
        target = (record.type_name, care.replaced_by)
        if not known.has(target):
            yield _unknown(target, record.at("pflege", "ersetzt_durch"), known)


def _translation_findings(record: AnyRecord, known: Known) -> Iterator[Diagnostic]:
    """A translated page names its page and its language by the name of its file."""
    name, language = TRANSLATED_PAGE.parts_of(record.id)
    place = record.at("titel")
    if not known.has((LANGUAGE.name, language)):
        yield diagnose("sprache-ohne-eintrag", place, sprache=language, datei=LANGUAGE.place)
    if not known.has((PAGE.name, name)):
        yield diagnose("sprache-seite-allein", place, seite=PAGE.path_of(name))


def _unknown(
    target: Target, place: Location, known: Known, keywords: frozenset[str] = frozenset()
) -> Diagnostic:
    kind, record_id = target
    label = _TYPES[kind].label
    hint = _advice(target, known, keywords)
    return diagnose("verweis-unbekannt", place, art=label, ziel=record_id, hint=hint)


def _advice(target: Target, known: Known, keywords: frozenset[str]) -> str | None:
    """The nearest id, the small file to paste where a provider or place is missing, or all."""
    kind, record_id = target
    candidates = sorted(known.ids[kind] | keywords)
    near = get_close_matches(record_id, candidates, n=1, cutoff=0.6)
    if near:
        return f"Meinten Sie „{near[0]}“?"
    if kind in _PASTED:
        return _small_file(_TYPES[kind], record_id)
    if 0 < len(candidates) <= 30:
        return f"Möglich sind: {', '.join(candidates)}."
    return None


def _small_file(content_type: ContentType[Content], record_id: str) -> str:
    """How to make the missing record: its path and, line by line, all it needs."""
    path = content_type.path_of(record_id)
    return "\n".join([f"Legen Sie {path} an, mit diesem Inhalt:", *smallest(content_type)])


def _doubled_addresses(records: Mapping[str, Mapping[str, AnyRecord]]) -> Iterator[Diagnostic]:
    """A former id must not be the id, or a former id, of another record of its type."""
    for group in records.values():
        taken = {record.id: record for record in group.values()}
        for record in group.values():
            for index, former in enumerate(getattr(record.content, "former_ids", ())):
                other = taken.setdefault(former, record)
                if other is not record or former == record.id:
                    note = Related(other.at(), "Diese Adresse gehört schon zu diesem Eintrag.")
                    place = record.at("fruehere_ids", index)
                    yield diagnose("adresse-doppelt", place, related=[note], kennung=former)
