"""Records -> Traits: what a record is compared by, in one form for all kinds of records.

Names in their comparable form, providers and places by the group of records that mean the
same, telephones and web pages, weekly times or the day. `own_of` says what one record says of
itself; a `Reader` knows what all of them say, and joins it.
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
from sitegen.models.blocks import Care, Contact
from sitegen.models.event import Event
from sitegen.models.offer import CITY_WIDE, NATION_WIDE, Offer
from sitegen.models.organisation import ORGANISATION, PRIVATE_PERSON, Organisation
from sitegen.models.taxonomy import DISTRICT
from sitegen.models.times import Times
from sitegen.models.venue import VENUE, Venue
from sitegen.site import AnyRecord, Catalogue, Target

EVERYBODY = "alle"
_COMMON = 3  # a number or page of more offers than that belongs to none of them


@dataclass(frozen=True, slots=True)
class Word:
    """What editors noted of a record: its status, what took its place, and what is not the same.

    `no_doubles` are records that only look like it, as `typ/id`, each with the reason.
    """

    status: str
    replaced_by: str | None
    no_doubles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Own:
    """What a record is compared by, as far as it says so itself; what is unknown is empty.

    Nothing else of its content counts for `probable_pairs`. `called` is its whole name or title;
    `names` are the texts by which it is known, the full one first. `lines` are its numbers and
    web pages.
    """

    called: str
    names: tuple[str, ...]
    word: Word
    bodies: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    pages: tuple[tuple[str, str], ...] = ()
    slots: tuple[tuple[int, time], ...] = ()
    is_person: bool = False
    is_remote: bool = False
    is_over: bool = False
    begin: Moment | None = None
    street: str = ""
    number: str = ""
    postal_code: str = ""
    point: tuple[float, float] | None = None
    relatives: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[object, ...]:
        """Its numbers and web pages."""
        return (*self.phones, *self.pages)


@dataclass(frozen=True, slots=True)
class Traits:
    """What a record is compared by: what it says itself, and what others say of what it names.

    `names` begins with the full name; `weak` are the stems of its providers' and places'
    names; `providers` and `venues` name groups of records that are alike themselves;
    `phones` and `pages` are those of few records; `shared_lines` are numbers and pages that its
    providers use for everything.
    """

    target: Target
    own: Own
    names: tuple[Name, ...]
    weak: frozenset[str]
    providers: frozenset[str]
    venues: frozenset[str]
    districts: frozenset[str]
    audiences: frozenset[str]
    phones: frozenset[str]
    pages: frozenset[tuple[str, str]]
    shared_lines: frozenset[object]
    slots: frozenset[tuple[int, time]]
    is_over: bool

    @property
    def id(self) -> str:
        """The id of the record."""
        return self.target[1]

    @property
    def name(self) -> Name:
        """The full name or title."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Reader:
    """Joins what the records of one catalogue say of themselves.

    `groups` leads from the id of a provider or place to the id that stands for all records
    which are alike; it is empty while these themselves are being compared.
    """

    owns: Mapping[Target, Own]
    vocabulary: Vocabulary
    lines: Mapping[tuple[str, object], int]
    groups: Mapping[Target, str]

    def traits(self, target: Target) -> Traits:
        """What that record is compared by."""
        type_name, own = target[0], self.owns[target]
        # Without references to nothing, which `link` has answered.
        bodies = [it for name in own.bodies if (it := self.owns.get((ORGANISATION.name, name)))]
        places = [it for name in own.places if (it := self.owns.get((VENUE.name, name)))]
        return Traits(
            target=target,
            own=own,
            names=tuple(dict.fromkeys(map(self.vocabulary.name, own.names))),
            weak=frozenset[str]().union(*(stems(it.called) for it in (*bodies, *places))),
            providers=self._group(ORGANISATION.name, own.bodies),
            venues=self._group(VENUE.name, own.places),
            districts=frozenset(own.districts).union(*(it.districts for it in places)),
            audiences=frozenset(own.audiences),
            phones=frozenset(it for it in own.phones if self._is_rare(type_name, it)),
            pages=frozenset(it for it in own.pages if self._is_rare(type_name, it)),
            shared_lines=frozenset[object]().union(*(it.lines for it in bodies)),
            slots=frozenset(own.slots),
            is_over=own.is_over or any(it.is_over for it in places),
        )

    def _group(self, type_name: str, ids: Iterable[str]) -> frozenset[str]:
        return frozenset(self.groups.get((type_name, name), name) for name in ids)

    def _is_rare(self, type_name: str, line: object) -> bool:
        return self.lines.get((type_name, line), 0) <= _COMMON


def vocabulary_of(catalogue: Catalogue) -> Vocabulary:
    """The names of the city and its parts, whose words tell no two things apart."""
    city = stems(catalogue.config.city)
    terms = [district.content for district in catalogue.of(DISTRICT).values()]
    texts = [text for term in terms for text in (term.name, term.long_name, *term.synonyms) if text]
    places = {stem(word) for text in texts for word in words(text) if len(word) > 2}
    return Vocabulary(city, frozenset(places) - city)


def count_lines(owns: Mapping[Target, Own]) -> Mapping[tuple[str, object], int]:
    """How many records of a type have each number and page as their own."""
    return Counter((kind, line) for (kind, _), own in owns.items() for line in set(own.lines))


def own_of(record: AnyRecord) -> Own:
    """What an offer, event, organisation or place says of itself: of its content alone.

    Raises `TypeError` for a record of another type: nothing compares it.
    """
    content = record.content
    if isinstance(content, Offer):
        return _offer(content)
    if isinstance(content, Event):
        return _event(content)
    if isinstance(content, Organisation):
        return _organisation(content, record.id)
    if isinstance(content, Venue):
        return _venue(content)
    raise TypeError(f"nothing compares a {record.type_name}")


def _offer(offer: Offer) -> Own:
    return Own(
        called=offer.title,
        names=(offer.title,),
        word=_word(offer.care),
        bodies=tuple(offer.organisations),
        places=tuple(offer.venues),
        districts=tuple(area for area in offer.areas if area not in {CITY_WIDE, NATION_WIDE}),
        audiences=tuple(name for name in offer.audiences if name != EVERYBODY),
        phones=_phones(offer.contact),
        pages=_pages(offer.contact),
        slots=tuple(_slots(offer.times)),
        is_remote=offer.mode in {"online", "telefon"},
        is_over=_is_over(offer.care),
    )


def _event(event: Event) -> Own:
    return Own(
        called=event.title,
        names=(event.title,),
        word=_word(event.care),
        bodies=tuple(event.organisations),
        places=tuple(event.venues),
        begin=event.begin,
        relatives=(event.series,) if event.series else (),
    )


def _organisation(body: Organisation, record_id: str) -> Own:
    """An organisation is known also by its short name, and by what brackets hold."""
    outside, inside = re.sub(r"\([^)]*\)", " ", body.name), re.findall(r"\(([^)]*)\)", body.name)
    texts = [outside, *inside, *filter(None, [body.short_name])]
    return Own(
        called=body.name,
        names=tuple(text for text in texts if any(words(text))) or (record_id,),
        word=_word(body.care),
        phones=_phones(body.contact),
        pages=_pages(body.contact),
        is_person=body.legal_form == PRIVATE_PERSON,
        relatives=(*filter(None, [body.parent]), *body.member_of),
    )


def _venue(venue: Venue) -> Own:
    street, number = street_and_number(venue.street or "")
    point = None
    if venue.latitude is not None and venue.longitude is not None:
        point = (venue.latitude, venue.longitude)
    return Own(
        called=venue.name,
        names=(venue.name,),
        word=_word(venue.care),
        districts=(venue.district,) if venue.district else (),
        is_over=venue.valid_until is not None,
        street=street,
        number=number,
        postal_code=venue.postal_code or "",
        point=point,
    )


def _word(care: Care) -> Word:
    notes = tuple((note.target, note.reason) for note in care.no_doubles)
    return Word(care.status, care.replaced_by, notes)


def _slots(times: Times | None) -> Iterator[tuple[int, time]]:
    """Weekday and beginning of every regular time that says both."""
    for rule in times.rules if times else ():
        for rhythm in rule.days:
            if rule.start:
                yield from ((day, rule.start) for day in rhythm.weekdays)


def _is_over(care: Care) -> bool:
    return care.status in {"pausiert", "beendet"} or care.valid_until is not None


def _phones(contact: Contact | None) -> tuple[str, ...]:
    return tuple(line.number.uri for line in (contact.phones if contact else ()))


def _pages(contact: Contact | None) -> tuple[tuple[str, str], ...]:
    return (web_page(contact.web),) if contact and contact.web else ()
