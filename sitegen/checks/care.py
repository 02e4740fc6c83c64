"""Periods and checks say nothing impossible: checks need a role and a proving source."""

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.models.blocks import Care
from sitegen.models.venue import VENUE, Venue
from sitegen.site import AnyRecord, Catalogue
from sitegen.visibility import EDITORIAL, PROVING


def known(_catalogue: Catalogue) -> None:
    """The record alone says it."""


def check_record(record: AnyRecord, _known: None) -> Iterator[Diagnostic]:
    """Findings about `pflege` of a record that has it, and how long a place is in use."""
    if VENUE.has(record):
        yield from _period(record.content, record.at("gueltig_bis"))
    care = getattr(record.content, "care", None)
    if isinstance(care, Care):
        yield from _check(record, care)


def _check(record: AnyRecord, care: Care) -> Iterator[Diagnostic]:
    yield from _period(care, record.at("pflege", "gueltig_bis"))
    if care.checked_on and not care.checked_by:
        yield diagnose("pruefung-ohne-rolle", record.at("pflege", "geprueft_am"))
    if care.checked_by and not care.checked_on:
        yield diagnose("pruefung-ohne-datum", record.at("pflege", "geprueft_von"))
    needs_proof = record.type_name not in EDITORIAL
    if (
        needs_proof
        and care.checked_on
        and not any(source.kind in PROVING for source in care.evidence)
    ):
        yield diagnose("pruefung-ohne-beleg", record.at("pflege", "quellen"))


def _period(it: Care | Venue, place: Location) -> Iterator[Diagnostic]:
    if it.valid_from and it.valid_until and it.valid_until < it.valid_from:
        yield diagnose("zeitraum-verkehrt", place, ab=it.valid_from, bis=it.valid_until)
