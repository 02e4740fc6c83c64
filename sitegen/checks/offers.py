"""An offer's own statements fit together."""

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, diagnose
from sitegen.models import Record
from sitegen.models.offer import OFFER, Offer
from sitegen.site import AnyRecord, Catalogue


def known(_catalogue: Catalogue) -> None:
    """The record alone says it."""


def check_record(record: AnyRecord, _known: None) -> Iterator[Diagnostic]:
    """Missing places, impossible prices and ages."""
    if not OFFER.has(record):
        return
    offer = record.content
    if not offer.venues and not offer.areas:
        # Whoever told of it may not know; an editor asks before others see it.
        is_told = offer.care.status == "eingang"
        code = "ort-oder-gebiet-offen" if is_told else "ort-oder-gebiet-fehlt"
        yield diagnose(code, record.at("orte"), angebot=record.id)
    yield from _costs(record)
    age = offer.age
    if age and age.low is not None and age.high is not None and age.high < age.low:
        yield diagnose("alter-verkehrt", record.at("alter", "bis"), von=age.low, bis=age.high)
    if offer.places_left != "unbekannt" and offer.places_left_on is None:
        yield diagnose("platz-ohne-stand", record.at("platz"), platz=offer.places_left)


def _costs(record: Record[Offer]) -> Iterator[Diagnostic]:
    costs = record.content.costs
    if costs is None:
        return
    if costs.amount is not None and costs.kind in {"kostenlos", "unbekannt"}:
        yield diagnose("betrag-passt-nicht", record.at("kosten", "betrag"), art=costs.kind)
    if costs.kind == "fest" and costs.amount is None and not costs.text:
        yield diagnose("betrag-fehlt", record.at("kosten", "art"))
