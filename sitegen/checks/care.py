"""The care block says nothing impossible: checks need a role and a proving source."""

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, diagnose
from sitegen.models.blocks import Care
from sitegen.site import AnyRecord, Catalogue
from sitegen.visibility import PROVING


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Findings about `pflege` of every record that has it."""
    for record in catalogue.all():
        care = getattr(record.content, "care", None)
        if isinstance(care, Care):
            yield from _check(record, care)


def _check(record: AnyRecord, care: Care) -> Iterator[Diagnostic]:
    if care.valid_from and care.valid_until and care.valid_until < care.valid_from:
        yield diagnose(
            "zeitraum-verkehrt",
            record.at("pflege", "gueltig_bis"),
            ab=care.valid_from,
            bis=care.valid_until,
        )
    if care.checked_on and not care.checked_by:
        yield diagnose("pruefung-ohne-rolle", record.at("pflege", "geprueft_am"))
    if care.checked_by and not care.checked_on:
        yield diagnose("pruefung-ohne-datum", record.at("pflege", "geprueft_von"))
    if care.checked_on and not any(source.kind in PROVING for source in care.evidence):
        yield diagnose("pruefung-ohne-beleg", record.at("pflege", "quellen"))
