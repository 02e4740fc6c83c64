"""An offer's own statements fit together."""

from collections.abc import Iterator, Sequence

from sitegen.diagnostics import Diagnostic, diagnose
from sitegen.models import Record
from sitegen.models.offer import OFFER, Offer
from sitegen.models.times import TimeException, TimeRule, Times
from sitegen.site import Catalogue
from sitegen.timetable import LATEST_END


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Missing places, impossible times, prices and ages."""
    for record in catalogue.of(OFFER).values():
        offer = record.content
        if not offer.venues and not offer.areas:
            yield diagnose("ort-oder-gebiet-fehlt", record.at("orte"), angebot=record.id)
        if offer.times:
            yield from _times(record, offer.times)
        yield from _costs(record)
        age = offer.age
        if age and age.low is not None and age.high is not None and age.high < age.low:
            yield diagnose("alter-verkehrt", record.at("alter", "bis"), von=age.low, bis=age.high)
        if offer.places_left != "unbekannt" and offer.places_left_on is None:
            yield diagnose("platz-ohne-stand", record.at("platz"), platz=offer.places_left)


def _times(record: Record[Offer], times: Times) -> Iterator[Diagnostic]:
    groups: tuple[tuple[str, Sequence[TimeRule | TimeException]], ...] = (
        ("regeln", times.rules),
        ("ausnahmen", times.exceptions),
    )
    for name, entries in groups:
        for index, entry in enumerate(entries):
            if entry.start and entry.end and LATEST_END < entry.end <= entry.start:
                yield diagnose(
                    "uhrzeit-verkehrt",
                    record.at("zeiten", name, index, "bis"),
                    von=entry.start.strftime("%H:%M"),
                    bis=entry.end.strftime("%H:%M"),
                )
    for index, rule in enumerate(times.rules):
        if rule.valid_from and rule.valid_until and rule.valid_until < rule.valid_from:
            place = record.at("zeiten", "regeln", index, "gueltig_bis")
            yield diagnose("zeitraum-verkehrt", place, ab=rule.valid_from, bis=rule.valid_until)


def _costs(record: Record[Offer]) -> Iterator[Diagnostic]:
    costs = record.content.costs
    if costs is None:
        return
    if costs.amount is not None and costs.kind in {"kostenlos", "unbekannt"}:
        yield diagnose("betrag-passt-nicht", record.at("kosten", "betrag"), art=costs.kind)
    if costs.kind == "fest" and costs.amount is None and not costs.text:
        yield diagnose("betrag-fehlt", record.at("kosten", "art"))
