"""A wrong crisis number is the worst error this site can make."""

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.models.crisis import CRISIS_LINE, CRISIS_TOPIC
from sitegen.models.offer import OFFER
from sitegen.site import AnyRecord, Catalogue


def known(catalogue: Catalogue) -> frozenset[str]:
    """The numbers of all crisis lines."""
    lines = catalogue.of(CRISIS_LINE).values()
    return frozenset(number.uri for line in lines for number in line.content.numbers)


def check_record(record: AnyRecord, numbers: frozenset[str]) -> Iterator[Diagnostic]:
    """Unknown numbers in crisis offers, unchecked crisis lines."""
    if CRISIS_LINE.has(record) and record.content.checked_on is None:
        yield diagnose("krisenhilfe-ungeprueft", record.at(), name=record.content.name)
    if not OFFER.has(record) or CRISIS_TOPIC not in record.content.topics:
        return
    contact = record.content.contact
    for index, phone in enumerate(contact.phones if contact else ()):
        if phone.number.uri not in numbers:
            place = record.at("kontakt", "telefon", index, "nummer")
            yield diagnose("krisennummer-unbekannt", place, nummer=phone.number.display)


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Crisis lines among which none answers at once."""
    lines = catalogue.of(CRISIS_LINE)
    if lines and not any(line.content.group == "jetzt" for line in lines.values()):
        yield diagnose("krisenhilfe-ohne-notruf", Location(CRISIS_LINE.place, 1, 1))
