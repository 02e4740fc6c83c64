"""What must not be known is not in the repository."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.likeness import street_and_number
from sitegen.models import Record
from sitegen.models.blocks import Care
from sitegen.models.event import Event
from sitegen.models.offer import Offer
from sitegen.models.organisation import ORGANISATION, Organisation
from sitegen.models.venue import VENUE
from sitegen.relations import texts_with_places
from sitegen.site import AnyRecord, Catalogue
from sitegen.visibility import is_private_person

# What a note for the office must not hold: a form of address with a name, a personal
# mailbox, words about someone's health.
PERSONAL = re.compile(
    r"\b(?:Frau|Herrn?|Fr\.|Hr\.|Dr\.)\s+[A-ZÄÖÜ]\w+"
    r"|\b[\w-]+\.[\w-]+@[\w.-]+"
    r"|\b(?:Diagnose|erkrankt|krankgeschrieben|Depression|Demenz|Sucht|suizidal)\b"
)


@dataclass(frozen=True, slots=True)
class _Known:
    """Whether everybody can read the repository; the private persons, and places with a street."""

    is_public: bool
    persons: frozenset[str]
    streets: frozenset[str]


def known(catalogue: Catalogue) -> _Known:
    """Who can read what is written, who is a person, and which places name a street."""
    bodies, venues = catalogue.of(ORGANISATION), catalogue.of(VENUE)
    return _Known(
        catalogue.config.repository == "oeffentlich",
        frozenset(name for name, body in bodies.items() if is_private_person(body)),
        frozenset(name for name, venue in venues.items() if venue.content.street),
    )


def check_record(record: AnyRecord, known: _Known) -> Iterator[Diagnostic]:
    """A note that says too much, a private person with too much or too little."""
    care = getattr(record.content, "care", None)
    if isinstance(care, Care) and care.internal:
        if known.is_public:
            yield diagnose("intern-oeffentlich", record.at("pflege", "intern"))
        match = PERSONAL.search(care.internal)
        if match:
            place = _place(record, care.internal, match.start())
            yield diagnose("intern-persoenlich", place, wort=match[0])
    if ORGANISATION.has(record) and is_private_person(record):
        yield from _private(record, is_public=known.is_public)
    hosts = record.content.organisations if isinstance(record.content, Offer | Event) else ()
    if not known.persons.isdisjoint(hosts):
        yield from _exact_address(record, known.streets)


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


def _exact_address(record: AnyRecord, streets: frozenset[str]) -> Iterator[Diagnostic]:
    """What private persons offer must not name a street, on no day and for no part of it."""
    for text, keys in texts_with_places(record.content):
        if ("orte" in keys and text in streets) or (keys[-1] == "ort_text" and _has_number(text)):
            yield diagnose("privatperson-mit-adresse", record.at(*keys), ort=text)


def _has_number(words: str) -> bool:
    return any(street_and_number(part)[1] for part in words.split(","))
