"""Initiatives end after they began, and their phases follow each other in time."""

from collections.abc import Iterator
from itertools import pairwise

from sitegen.dates import is_reversed
from sitegen.diagnostics import Diagnostic, Keys, diagnose
from sitegen.models import Record
from sitegen.models.initiative import INITIATIVE, Initiative, Phase
from sitegen.site import AnyRecord, Catalogue


def known(_catalogue: Catalogue) -> None:
    """The record alone says it."""


def check_record(record: AnyRecord, _known: None) -> Iterator[Diagnostic]:
    """Times that cannot be."""
    if INITIATIVE.has(record):
        yield from _span(record, record.content, ())
        yield from _phases(record)


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
