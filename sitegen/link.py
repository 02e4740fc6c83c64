"""Records -> Catalogue: every reference leads to a record, every Markdown text is readable.

A reference to nothing is an error with the nearest id; references to records that are not
public are dropped later, when today is known. Errors that merely follow from a broken file
are suppressed: an id whose own file could not be read counts as present.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from sitegen.diagnostics import Diagnostic, Findings, Related, diagnose
from sitegen.fields import MarkdownText, Reference
from sitegen.gather import EVERY, Written
from sitegen.markup import Mention, read_markup
from sitegen.models import ContentType, Leaf, leaves
from sitegen.models.base import Content
from sitegen.site import AnyRecord, Catalogue, Target


def link(
    written: Written, content_types: Sequence[ContentType[Content]]
) -> tuple[Catalogue | None, Findings]:
    """Connect all records; without valid settings there are findings but no catalogue."""
    by_type: dict[str, dict[str, AnyRecord]] = {t.name: {} for t in content_types}
    for record in written.records:
        by_type[record.type_name][record.id] = record
    known = Known(
        {name: frozenset(group) for name, group in by_type.items()}, frozenset(written.broken)
    )
    findings: list[Diagnostic] = []
    for record in written.records:
        for leaf in leaves(record.content):
            findings += _leaf_findings(record, leaf, known)
    findings += _doubled_addresses(by_type)
    if written.config is None:
        return None, tuple(findings)
    return Catalogue(written.config, written.texts, by_type), tuple(findings)


@dataclass(frozen=True, slots=True)
class Known:
    """The ids that exist, by type, and those that would if their files were right."""

    ids: Mapping[str, frozenset[str]]
    broken: frozenset[Target]

    def has(self, target: Target) -> bool:
        """Whether a reference to `target` needs no answer."""
        kind, record_id = target
        return record_id in self.ids[kind] or target in self.broken or (kind, EVERY) in self.broken


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
        yield diagnose(
            "verweis-unbekannt",
            record.at(*leaf.keys),
            art=target[0],
            ziel=target[1],
            hint=_advice(target, known, leaf.marker),
        )


def _mention_findings(
    record: AnyRecord, leaf: Leaf, mention: Mention, known: Known
) -> Iterator[Diagnostic]:
    place = record.at(*leaf.keys).inside(mention.line, mention.column)
    if mention.kind not in known.ids:
        near = get_close_matches(mention.kind, list(known.ids), n=1)
        hint = f"Meinten Sie „{near[0]}:“?" if near else f"Möglich sind: {', '.join(known.ids)}."
        yield diagnose("verweis-art-unbekannt", place, art=mention.kind, hint=hint)
    elif not known.has((mention.kind, mention.target)):
        advice = _advice((mention.kind, mention.target), known, None)
        yield diagnose(
            "verweis-unbekannt", place, art=mention.kind, ziel=mention.target, hint=advice
        )


def _advice(target: Target, known: Known, marker: Reference | None) -> str | None:
    """The nearest id, or the small file to paste where a provider or place is missing."""
    kind, record_id = target
    words = marker.keywords if marker else frozenset()
    candidates = sorted(known.ids[kind] | words)
    near = get_close_matches(record_id, candidates, n=1, cutoff=0.6)
    if near:
        return f"Meinten Sie „{near[0]}“?"
    if len(candidates) <= 30:
        return f"Möglich sind: {', '.join(candidates)}."
    return None


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
