"""What must not be known is not in the repository."""

import re
from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.likeness import street_and_number
from sitegen.models import Record
from sitegen.models.blocks import Care
from sitegen.models.event import EVENT
from sitegen.models.offer import OFFER
from sitegen.models.organisation import ORGANISATION, PRIVATE_PERSON, Organisation
from sitegen.models.venue import VENUE
from sitegen.relations import texts_with_places
from sitegen.site import AnyRecord, Catalogue
from sitegen.visibility import private_hosts

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
    """What private persons offer must not name a street, on no day and for no part of it."""
    venues = catalogue.of(VENUE)
    streets = {name for name, venue in venues.items() if venue.content.street}
    for record in (*catalogue.of(OFFER).values(), *catalogue.of(EVENT).values()):
        if private_hosts(record, catalogue):
            for text, keys in texts_with_places(record.content):
                if ("orte" in keys and text in streets) or (
                    keys[-1] == "ort_text" and _has_number(text)
                ):
                    yield diagnose("privatperson-mit-adresse", record.at(*keys), ort=text)


def _has_number(words: str) -> bool:
    return any(street_and_number(part)[1] for part in words.split(","))
