"""A wrong crisis number is the worst error this site can make."""

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.models.crisis import CRISIS_LINE, CRISIS_TOPIC
from sitegen.models.offer import OFFER
from sitegen.site import Catalogue


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Unknown numbers in crisis offers, unchecked or missing crisis lines."""
    lines = catalogue.of(CRISIS_LINE)
    known = {number.uri for line in lines.values() for number in line.content.numbers}
    for record in catalogue.of(OFFER).values():
        offer = record.content
        if CRISIS_TOPIC not in offer.topics or offer.contact is None:
            continue
        for index, phone in enumerate(offer.contact.phones):
            if phone.number.uri not in known:
                place = record.at("kontakt", "telefon", index, "nummer")
                yield diagnose("krisennummer-unbekannt", place, nummer=phone.number.display)
    for line in lines.values():
        if line.content.checked_on is None:
            yield diagnose("krisenhilfe-ungeprueft", line.at(), name=line.content.name)
    if lines and not any(line.content.group == "jetzt" for line in lines.values()):
        yield diagnose("krisenhilfe-ohne-notruf", Location(CRISIS_LINE.place, 1, 1))
