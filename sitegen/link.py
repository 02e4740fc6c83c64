"""Records -> Catalogue: every reference leads to a record, every Markdown text is readable.

A reference to nothing is an error with the nearest id, or with the small file to paste;
references to records that are not public are dropped later, when today is known. Errors that
merely follow from a broken file are suppressed: an id whose own file could not be read counts
as present.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby, islice

from sitegen.blanks import smallest
from sitegen.config import STAND_IN
from sitegen.diagnostics import Diagnostic, Findings, Location, Related, diagnose
from sitegen.fields import MarkdownText
from sitegen.gather import EVERY, Written
from sitegen.markup import Mention, read_markup
from sitegen.models import ContentType, Leaf, leaves
from sitegen.models.base import Content
from sitegen.models.blocks import Care
from sitegen.models.language import LANGUAGE, TRANSLATED_PAGE
from sitegen.models.organisation import ORGANISATION
from sitegen.models.page import PAGE
from sitegen.models.venue import VENUE
from sitegen.reviews import with_reviews
from sitegen.site import AnyRecord, Catalogue, Target

MOST = 50  # faults answered per file: more help nobody and cost time

_PASTED = frozenset([ORGANISATION.name, VENUE.name])


def link(
    written: Written, content_types: Sequence[ContentType[Content]]
) -> tuple[Catalogue, Findings]:
    """Connect all records; broken settings are answered already, a stand-in takes their place."""
    by_type: dict[str, dict[str, AnyRecord]] = {t.name: {} for t in content_types}
    for record in written.records:
        by_type[record.type_name][record.id] = record
    types = {content_type.name: content_type for content_type in content_types}
    ids = {name: frozenset(group) for name, group in by_type.items()}
    known = Known(types, ids, written.broken)
    findings: list[Diagnostic] = []
    for path, records in groupby(written.records, key=lambda record: record.path):
        found = tuple(islice(_record_findings(records, known), MOST + 1))
        findings += found[:MOST]
        if len(found) > MOST:
            findings.append(diagnose("zu-viele-fehler", Location(path), grenze=MOST))
    findings += _doubled_addresses(by_type)
    checked = with_reviews(by_type)
    return Catalogue(written.config or STAND_IN, written.texts, checked), tuple(findings)


@dataclass(frozen=True, slots=True)
class Known:
    """The ids that exist, by type, and those that would if their files were right."""

    types: Mapping[str, ContentType[Content]]
    ids: Mapping[str, frozenset[str]]
    broken: frozenset[Target]

    def has(self, target: Target) -> bool:
        """Whether a reference to `target` needs no answer."""
        kind, record_id = target
        return record_id in self.ids[kind] or target in self.broken or (kind, EVERY) in self.broken


def _record_findings(records: Iterable[AnyRecord], known: Known) -> Iterator[Diagnostic]:
    for record in records:
        for leaf in leaves(record.content):
            yield from _leaf_findings(record, leaf, known)
        yield from _replacement_findings(record, known)
        if record.type_name == TRANSLATED_PAGE.name:
            yield from _translation_findings(record, known)


def _leaf_findings(record: AnyRecord, leaf: Leaf, known: Known) -> Iterator[Diagnostic]:
    if isinstance(leaf.marker, MarkdownText):
        markup, findings = read_markup(leaf.value, record.at(*leaf.keys))
        yield from findings
        for mention in markup.mentions:
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


def _mention_findings(
    record: AnyRecord, leaf: Leaf, mention: Mention, known: Known
) -> Iterator[Diagnostic]:
    place = record.at(*leaf.keys).inside(mention.line, mention.column)
    target = (mention.kind, mention.target)
    # A link (with words of its own) needs a page to lead to; a quoted fact has none.
    kinds = [name for name, t in known.types.items() if t.url or not mention.text]
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
    label = known.types[kind].label
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
        return _small_file(known.types[kind], record_id)
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
