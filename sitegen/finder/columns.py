"""Listed offers -> the columns that the search in the browser scans, as plain data.

One column per kind of fact, each offer at the same place in all of them (title order), and
what repeats itself stands once: `values` or `names` are the different values, `sets` the sets
of them that occur, and `each` has a sign per offer that says which of these it is. What one
chooses by comes from `facets`; names and synonyms of terms, providers and places are there to
be found by.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from sitegen.finder.facets import TERMS, UNKNOWN, Facet, facets_of
from sitegen.finder.words import EMPTY, GENERAL, SMALL, further_words
from sitegen.models import Record
from sitegen.models.offer import OFFER, Offer
from sitegen.models.organisation import ORGANISATION, PRIVATE_PERSON, Organisation
from sitegen.models.searchword import SEARCH_WORD
from sitegen.models.taxonomy import Term
from sitegen.models.venue import VENUE, Venue
from sitegen.site import Site, Target, target_of

Columns: TypeAlias = "dict[str, Any]"
Place: TypeAlias = tuple[str, int]

# Between the words of one offer, or the names of one thing; no field type lets it in.
BETWEEN = "\t"
_PART = 250  # offers whose further texts come in one file
_FACETS = ("tag", "bezirk", "kosten")  # when, where, at what cost
_FACTS = len(_FACETS) + 1  # and by which phone
_LEADING_ON = frozenset(["information", "online"])


def columns(site: Site) -> Columns:
    """What finds and filters: all but the words of cards, which templates write."""
    offers = [site.catalogue.of(OFFER)[name].content for name in site.offers]
    facets = site.shared(facets_of)
    unknown = _unknown(facets)
    return {
        "city": site.catalogue.config.city,
        "ids": "\n".join(site.offers),
        "ranks": _signs(
            _rank(site.catalogue.of(OFFER)[name], unknown[name], site) for name in site.offers
        ),
        "titles": "\n".join(offer.title for offer in offers),
        "words": "\n".join(BETWEEN.join(offer.search_words) for offer in offers),
        "facets": {facet.id: _facet(facet, site) for facet in facets},
        "names": [
            _names(_providers(offer, site) for offer in offers),
            _names(_places(offer, site) for offer in offers),
        ],
        "phrases": [*_search_words(facets, site)],
        "fillers": [EMPTY, SMALL, GENERAL],
    }


def parts(site: Site) -> Sequence[Sequence[str]]:
    """The listed offers as their texts come later, some at a time."""
    names = site.offers
    return tuple(tuple(names[at : at + _PART]) for at in range(0, len(names), _PART))


def texts(names: Sequence[str], site: Site) -> Columns:
    """What comes later of these offers: summaries, and what else the texts of each say."""
    said = [site.shared(_said, name) for name in names]
    return {
        "summaries": "\n".join(summary for summary, _ in said),
        "words": "\n".join(words for _, words in said),
    }


def _said(site: Site, offer_id: str) -> tuple[str, str]:
    """Summary of an offer, and what else its texts say."""
    offer = site.catalogue.of(OFFER)[offer_id].content
    return offer.summary, " ".join(further_words(offer))


def coded(values: Iterable[str]) -> Columns:
    """One text per offer, each different text once."""
    places: dict[str, int] = {}
    each = [places.setdefault(value, len(places)) for value in values]
    return {"values": [*places], "each": _signs(each)}


def _unknown(facets: Iterable[Facet]) -> Counter[str]:
    """How many of the facts that most people look for nobody knows, by offer."""
    values = (value for facet in facets if facet.id in _FACETS for value in facet.values)
    return Counter(name for value in values if value.id == UNKNOWN for name in value.offers)


def _rank(record: Record[Offer], unknown: int, site: Site) -> int:
    """Which of equally good results comes first: what is checked, then what most is known of.

    What only leads on to other places comes last.
    """
    offer = record.content
    if offer.kind in _LEADING_ON:
        return 0
    known = len(_FACETS) - unknown
    contacts = [offer.contact, *(body.contact for body in _bodies(offer, site))]
    has_phone = any(contact and contact.phones for contact in contacts)
    is_verified = site.standing(record).is_verified
    return 1 + known + has_phone + (_FACTS + 1 if is_verified else 0)


def _facet(facet: Facet, site: Site) -> Columns:
    having: dict[str, list[int]] = {offer_id: [] for offer_id in site.offers}
    for number, value in enumerate(facet.values):
        for offer_id in value.offers:
            having[offer_id].append(number)
    found: Columns = {"values": [value.id for value in facet.values], **_sets(having.values())}
    if facet.id in TERMS:
        terms = site.catalogue.of(TERMS[facet.id])
        known = [terms[value.id].content if value.id in terms else None for value in facet.values]
        found["names"] = [BETWEEN.join(_names_of(term)) if term else "" for term in known]
        found["synonyms"] = [BETWEEN.join(term.synonyms) if term else "" for term in known]
    return found


def _names_of(term: Term) -> Iterator[str]:
    yield term.name
    long_name = getattr(term, "long_name", None)
    if long_name:
        yield long_name


def _names(each: Iterable[Sequence[str]]) -> Columns:
    """What each offer can be found by, each name once."""
    places: dict[str, int] = {}
    sets = [[places.setdefault(name, len(places)) for name in names] for names in each]
    return {"names": [*places], **_sets(sets)}


def _sets(each: Iterable[Sequence[int]]) -> Columns:
    places: dict[tuple[int, ...], int] = {}
    numbers = [places.setdefault(tuple(values), len(places)) for values in each]
    return {"sets": [[*values] for values in places], "each": _signs(numbers)}


def _signs(numbers: Iterable[int]) -> str:
    """One sign per number, counted from "0": half as long as digits and commas when packed."""
    return "".join(chr(ord("0") + number) for number in numbers)


def _bodies(offer: Offer, site: Site) -> Iterator[Organisation]:
    bodies = site.catalogue.of(ORGANISATION)
    for name in offer.organisations:
        if site.is_listed((ORGANISATION.name, name)):
            yield bodies[name].content


def _providers(offer: Offer, site: Site) -> Sequence[str]:
    # A person is shown on pages only.
    bodies = (it for it in _bodies(offer, site) if it.legal_form != PRIVATE_PERSON)
    names = (BETWEEN.join(filter(None, (body.name, body.short_name))) for body in bodies)
    return tuple(dict.fromkeys(names))


def _places(offer: Offer, site: Site) -> Sequence[str]:
    venues = site.catalogue.of(VENUE)
    shown = (name for name in offer.places if site.is_listed((VENUE.name, name)))
    names = (BETWEEN.join(_place(venues[name].content)) for name in shown)
    return tuple(dict.fromkeys(names))


def _place(venue: Venue) -> Iterator[str]:
    """A place's name, and of its address what its page shows in any case."""
    yield venue.name
    if venue.shown_as == "voll":
        yield from filter(None, (venue.street, venue.postal_code))


def _search_words(facets: Sequence[Facet], site: Site) -> Iterator[Columns]:
    """What people say, and the values and offers that they mean by it, as far as there are any."""
    places: dict[Target, list[Place]] = {
        (TERMS[facet.id].name, value.id): [(facet.id, number)]
        for facet in facets
        if facet.id in TERMS
        for number, value in enumerate(facet.values)
    }
    offers = {name: (OFFER.name, number) for number, name in enumerate(site.offers)}
    places |= {(OFFER.name, name): [place] for name, place in offers.items()}
    for body in site.catalogue.of(ORGANISATION):
        target = (ORGANISATION.name, body)
        if site.is_listed(target):
            places[target] = [offers[name] for name in site.offers_by.get(target, ())]
    for record in site.catalogue.of(SEARCH_WORD).values():
        targets = map(target_of, record.content.means)
        meant = [[*it] for target in targets for it in places.get(target, ())]
        if meant:
            yield {"words": BETWEEN.join(record.content.words), "means": meant}
