"""Initiatives have something above them or nothing, never themselves; phases follow in time."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from sitegen.dates import is_reversed
from sitegen.diagnostics import Diagnostic, Keys, Related, diagnose
from sitegen.models import Record
from sitegen.models.initiative import INITIATIVE, Initiative, Phase
from sitegen.site import Catalogue


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Circles of parts, and times that cannot be."""
    initiatives = catalogue.of(INITIATIVE)
    for record in initiatives.values():
        yield from _circle(record, initiatives)
        yield from _span(record, record.content, ())
        yield from _phases(record)


def _circle(
    record: Record[Initiative], initiatives: Mapping[str, Record[Initiative]]
) -> Iterator[Diagnostic]:
    path = {record.id: None}
    above = record.content.part_of
    while above is not None and above in initiatives and above not in path:
        path[above] = None
        above = initiatives[above].content.part_of
    # Each circle is reported once, at its alphabetically first record.
    if above == record.id and record.id == min(path):
        others = [
            Related(initiatives[name].at("teil_von"), "Auch das gehört dazu.")
            for name in path
            if name != record.id
        ]
        way = " → ".join([*path, record.id])
        yield diagnose("initiative-im-kreis", record.at("teil_von"), related=others, weg=way)


def _span(record: Record[Initiative], span: Initiative | Phase, keys: Keys) -> Iterator[Diagnostic]:
    if span.begin and span.end and is_reversed(span.begin, span.end):
        place = record.at(*keys, "ende")
        yield diagnose("ende-vor-beginn", place, beginn=span.begin, ende=span.end)


def _phases(record: Record[Initiative]) -> Iterator[Diagnostic]:
    phases = record.content.phases
    for index, phase in enumerate(phases):
        yield from _span(record, phase, ("phasen", index))
    dated = [(index, phase, phase.begin) for index, phase in enumerate(phases) if phase.begin]
    for (_, _, before), (index, phase, begin) in pairwise(dated):
        if begin.last < before.first:
            yield diagnose(
                "phasen-reihenfolge",
                record.at("phasen", index, "beginn"),
                phase=phase.title,
                beginn=begin,
                vorher=before,
            )
