"""Records -> Traits: what a record is compared by, in one form for all kinds of records.

Names in their comparable form, providers and places by the group of records that mean the
same, telephones and web pages, weekly times or the day. A `Reader` knows the catalogue; the
functions below it read one kind of record each.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time

from sitegen.dates import Moment
from sitegen.likeness import (
    Name,
    Vocabulary,
    stem,
    stems,
    street_and_number,
    web_page,
    words,
)
from sitegen.models import Record
from sitegen.models.blocks import Care, Contact
from sitegen.models.event import Event
from sitegen.models.offer import CITY_WIDE, NATION_WIDE, OFFER, Offer
from sitegen.models.organisation import ORGANISATION, PRIVATE_PERSON, Organisation
from sitegen.models.taxonomy import DISTRICT
from sitegen.models.times import Times
from sitegen.models.venue import VENUE, Venue
from sitegen.site import AnyRecord, Catalogue

EVERYBODY = "alle"
_COMMON = 3  # a number or page of more offers than that belongs to none of them


@dataclass(frozen=True, slots=True)
class Traits:
    """What a record is compared by; what is unknown is empty.

    `names` begins with the full name; `weak` are the stems of its providers' and places'
    names; `providers` and `venues` name groups of records that are alike themselves;
    `shared_lines` are numbers and pages that its providers use for everything.
    """

    record: AnyRecord
    names: tuple[Name, ...]
    care: Care
    weak: frozenset[str] = frozenset()
    providers: frozenset[str] = frozenset()
    venues: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    pages: frozenset[tuple[str, str]] = frozenset()
    shared_lines: frozenset[object] = frozenset()
    slots: frozenset[tuple[int, time]] = frozenset()
    is_person: bool = False
    is_remote: bool = False
    is_over: bool = False
    begin: Moment | None = None
    street: str = ""
    number: str = ""
    postal_code: str = ""
    point: tuple[float, float] | None = None
    relatives: frozenset[str] = frozenset()

    @property
    def name(self) -> Name:
        """The full name or title."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the traits of records of one catalogue.

    `groups` leads from the id of a provider or place to the id that stands for all records
    which are alike; it is empty while these themselves are being compared.
    """

    catalogue: Catalogue
    vocabulary: Vocabulary
    lines: Mapping[tuple[str, object], int]
    groups: Mapping[tuple[str, str], str]

    def group(self, type_name: str, ids: Iterable[str]) -> frozenset[str]:
        """The groups that these records belong to."""
        return frozenset(self.groups.get((type_name, name), name) for name in ids)

    def is_rare(self, type_name: str, line: object) -> bool:
        """Whether a number or page belongs to few records of that type."""
        return self.lines.get((type_name, line), 0) <= _COMMON


def vocabulary_of(catalogue: Catalogue) -> Vocabulary:
    """The names of the city and its parts, whose words tell no two things apart."""
    city = stems(catalogue.config.city)
    terms = [district.content for district in catalogue.of(DISTRICT).values()]
    texts = [text for term in terms for text in (term.name, term.long_name, *term.synonyms) if text]
    places = {stem(word) for text in texts for word in words(text) if len(word) > 2}
    return Vocabulary(city, frozenset(places) - city)


def count_lines(catalogue: Catalogue) -> Mapping[tuple[str, object], int]:
    """How many records of a type have each number and page as their own."""
    bodies: list[Record[Offer] | Record[Organisation]] = [
        *catalogue.of(OFFER).values(),
        *catalogue.of(ORGANISATION).values(),
    ]
    return Counter(
        (body.type_name, line) for body in bodies for line in _lines(body.content.contact)
    )


def offer_traits(record: Record[Offer], reader: Reader) -> Traits:
    """What an offer is compared by."""
    offer, catalogue = record.content, reader.catalogue
    venues = [
        catalogue.of(VENUE)[name].content for name in _known(VENUE.name, offer.venues, reader)
    ]
    areas = {area for area in offer.areas if area not in {CITY_WIDE, NATION_WIDE}}
    return Traits(
        record=record,
        names=(reader.vocabulary.name(offer.title),),
        care=offer.care,
        weak=_weak(offer.organisations, offer.venues, reader),
        providers=reader.group(ORGANISATION.name, offer.organisations),
        venues=reader.group(VENUE.name, offer.venues),
        districts=frozenset(areas | {venue.district for venue in venues if venue.district}),
        audiences=frozenset(offer.audiences) - {EVERYBODY},
        phones=_phones(record, reader),
        pages=_pages(record, reader),
        shared_lines=_provider_lines(offer.organisations, reader),
        slots=frozenset(_slots(offer.times)),
        is_remote=offer.mode in {"online", "telefon"},
        is_over=_is_over(offer.care) or any(venue.valid_until for venue in venues),
    )


def event_traits(record: Record[Event], reader: Reader) -> Traits:
    """What an event is compared by."""
    event = record.content
    return Traits(
        record=record,
        names=(reader.vocabulary.name(event.title),),
        care=event.care,
        weak=_weak(event.organisations, event.venues, reader),
        providers=reader.group(ORGANISATION.name, event.organisations),
        venues=reader.group(VENUE.name, event.venues),
        begin=event.begin,
        relatives=frozenset(filter(None, [event.series])),
    )


def organisation_traits(record: Record[Organisation], reader: Reader) -> Traits:
    """What an organisation is compared by: also by its short name and what brackets hold."""
    body = record.content
    outside, inside = re.sub(r"\([^)]*\)", " ", body.name), re.findall(r"\(([^)]*)\)", body.name)
    texts = [outside, *inside, *filter(None, [body.short_name])]
    names = [name for name in map(reader.vocabulary.name, texts) if name.words]
    return Traits(
        record=record,
        names=tuple(dict.fromkeys(names or [reader.vocabulary.name(record.id)])),
        care=body.care,
        phones=_phones(record, reader),
        pages=_pages(record, reader),
        relatives=frozenset(filter(None, [body.parent, *body.member_of])),
        is_person=body.legal_form == PRIVATE_PERSON,
    )


def venue_traits(record: Record[Venue], reader: Reader) -> Traits:
    """What a place is compared by."""
    venue = record.content
    street, number = street_and_number(venue.street or "")
    point = None
    if venue.latitude is not None and venue.longitude is not None:
        point = (venue.latitude, venue.longitude)
    return Traits(
        record=record,
        names=(reader.vocabulary.name(venue.name),),
        care=venue.care,
        districts=frozenset(filter(None, [venue.district])),
        street=street,
        number=number,
        postal_code=venue.postal_code or "",
        point=point,
    )


def _slots(times: Times | None) -> Iterator[tuple[int, time]]:
    """Weekday and beginning of every regular time that says both."""
    for rule in times.rules if times else ():
        for rhythm in rule.days:
            if rule.start:
                yield from ((day, rule.start) for day in rhythm.weekdays)


def _is_over(care: Care) -> bool:
    return care.status in {"pausiert", "beendet"} or care.valid_until is not None


def _known(type_name: str, ids: Iterable[str], reader: Reader) -> list[str]:
    """Without references to nothing, which `link` has answered."""
    there = reader.catalogue.records.get(type_name, {})
    return [name for name in ids if name in there]


def _weak(bodies: Iterable[str], venues: Iterable[str], reader: Reader) -> frozenset[str]:
    catalogue = reader.catalogue
    texts = [
        catalogue.of(ORGANISATION)[name].content.name
        for name in _known(ORGANISATION.name, bodies, reader)
    ]
    texts += [catalogue.of(VENUE)[name].content.name for name in _known(VENUE.name, venues, reader)]
    return frozenset[str]().union(*map(stems, texts))


def _numbers(contact: Contact | None) -> Iterator[str]:
    yield from (line.number.uri for line in (contact.phones if contact else ()))


def _webs(contact: Contact | None) -> Iterator[tuple[str, str]]:
    if contact and contact.web:
        yield web_page(contact.web)


def _lines(contact: Contact | None) -> Iterator[object]:
    yield from {*_numbers(contact), *_webs(contact)}


def _phones(record: Record[Offer] | Record[Organisation], reader: Reader) -> frozenset[str]:
    found = _numbers(record.content.contact)
    return frozenset(line for line in found if reader.is_rare(record.type_name, line))


def _pages(
    record: Record[Offer] | Record[Organisation], reader: Reader
) -> frozenset[tuple[str, str]]:
    found = _webs(record.content.contact)
    return frozenset(line for line in found if reader.is_rare(record.type_name, line))


def _provider_lines(bodies: Iterable[str], reader: Reader) -> frozenset[object]:
    known = reader.catalogue.of(ORGANISATION)
    contacts = (known[name].content.contact for name in _known(ORGANISATION.name, bodies, reader))
    return frozenset(line for contact in contacts for line in _lines(contact))
