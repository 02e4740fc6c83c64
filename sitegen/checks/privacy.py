"""What must not be known is not in the repository."""

import re
from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.models import Record
from sitegen.models.blocks import Care
from sitegen.models.offer import OFFER
from sitegen.models.organisation import ORGANISATION, PRIVATE_PERSON, Organisation
from sitegen.models.venue import VENUE
from sitegen.site import AnyRecord, Catalogue

# What a note for the office must not hold: a form of address with a name, a personal
# mailbox, words about someone's health.
PERSONAL = re.compile(
    r"\b(?:Frau|Herrn?|Fr\.|Hr\.|Dr\.)\s+[A-ZÄÖÜ]\w+"
    r"|\b[\w-]+\.[\w-]+@[\w.-]+"
    r"|\b(?:Diagnose|erkrankt|krankgeschrieben|Depression|Demenz|Sucht|suizidal)\b"
)


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Notes that say too much, private persons with too much or too little."""
    is_public = catalogue.config.repository == "oeffentlich"
    for record in catalogue.all():
        care = getattr(record.content, "care", None)
        if isinstance(care, Care) and care.internal:
            if is_public:
                yield diagnose("intern-oeffentlich", record.at("pflege", "intern"))
            match = PERSONAL.search(care.internal)
            if match:
                place = _place(record, care.internal, match.start())
                yield diagnose("intern-persoenlich", place, wort=match[0])
    for body in catalogue.of(ORGANISATION).values():
        if body.content.legal_form == PRIVATE_PERSON:
            yield from _private(body, is_public=is_public)
    yield from _exact_addresses(catalogue)


def _place(record: AnyRecord, text: str, index: int) -> Location:
    line = text.count("\n", 0, index) + 1
    return record.at("pflege", "intern").inside(line, index - text.rfind("\n", 0, index))


def _private(body: Record[Organisation], *, is_public: bool) -> Iterator[Diagnostic]:
    content = body.content
    if is_public:
        yield diagnose("privatperson-oeffentlich", body.at("rechtsform"))
    if content.contact is None or content.contact.consent is None:
        yield diagnose("privatperson-ohne-einwilligung", body.at("kontakt"))
    if content.care.valid_until is None:
        yield diagnose("privatperson-ohne-ende", body.at("pflege"))
    if content.contact and content.contact.is_reachable:
        yield diagnose("privatperson-mit-kontakt", body.at("kontakt"))
    if " " in content.name:
        yield diagnose("privatperson-mit-nachname", body.at("name"), wert=content.name)


def _exact_addresses(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """An offer of a private person must not name a place with its street."""
    bodies = catalogue.of(ORGANISATION)
    for record in catalogue.of(OFFER).values():
        owners = [bodies[n].content for n in record.content.organisations if n in bodies]
        if not any(owner.legal_form == PRIVATE_PERSON for owner in owners):
            continue
        for index, venue_id in enumerate(record.content.venues):
            venue = catalogue.of(VENUE).get(venue_id)
            if venue is not None and venue.content.street:
                yield diagnose("privatperson-mit-adresse", record.at("orte", index), ort=venue_id)
