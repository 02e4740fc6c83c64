"""Listed offers -> the columns that the search in the browser scans, as plain data.

One column per kind of fact, each offer at the same place in all of them (title order), and
what repeats itself stands once: `werte` or `namen` are the different values, `mengen` the sets
of them that occur, and `je` has a sign per offer that says which of these it is. What one
chooses by comes from `facets`; names and synonyms of terms, providers and places are there to
be found by.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from sitegen.finder.facets import Facet, facets_of
from sitegen.finder.words import EMPTY, GENERAL, SMALL, further_words
from sitegen.models import ContentType
from sitegen.models.offer import OFFER, Offer
from sitegen.models.organisation import ORGANISATION
from sitegen.models.searchword import SEARCH_WORD
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, TOPIC, Term
from sitegen.models.venue import VENUE, Venue
from sitegen.site import Site, Target

Columns: TypeAlias = "dict[str, Any]"
Place: TypeAlias = tuple[str, int]

# Facets whose values are records with names and synonyms of their own.
_TERMS: Mapping[str, ContentType[Term]] = {
    "thema": TOPIC,
    "bezirk": DISTRICT,
    "zielgruppe": AUDIENCE,
}
# Between the words of one offer, or the names of one thing; no field type lets it in.
BETWEEN = "\t"


def columns(site: Site) -> Columns:
    """What finds and filters: all but the words of cards, which templates write."""
    offers = [site.catalogue.of(OFFER)[name].content for name in site.offers]
    facets = facets_of(site)
    return {
        "stadt": site.catalogue.config.city,
        "ids": "\n".join(site.offers),
        "titel": "\n".join(offer.title for offer in offers),
        "worte": "\n".join(BETWEEN.join(offer.search_words) for offer in offers),
        "merkmale": {facet.id: _facet(facet, site) for facet in facets},
        "namen": [
            _names(_providers(offer, site) for offer in offers),
            _names(_places(offer, site) for offer in offers),
        ],
        "suchworte": [*_search_words(facets, site)],
        "fuellworte": [EMPTY, SMALL, GENERAL],
    }


def texts(site: Site) -> Columns:
    """What comes later: summaries, and what else the texts of each offer say."""
    offers = [site.catalogue.of(OFFER)[name].content for name in site.offers]
    return {
        "kurz": "\n".join(offer.summary for offer in offers),
        "worte": "\n".join(" ".join(further_words(offer)) for offer in offers),
    }


def coded(values: Iterable[str]) -> Columns:
    """One text per offer, each different text once."""
    places: dict[str, int] = {}
    each = [places.setdefault(value, len(places)) for value in values]
    return {"werte": [*places], "je": _signs(each)}


def _facet(facet: Facet, site: Site) -> Columns:
    having: dict[str, list[int]] = {offer_id: [] for offer_id in site.offers}
    for number, value in enumerate(facet.values):
        for offer_id in value.offers:
            having[offer_id].append(number)
    found: Columns = {"werte": [value.id for value in facet.values], **_sets(having.values())}
    if facet.id in _TERMS:
        terms = site.catalogue.of(_TERMS[facet.id])
        known = [terms[value.id].content if value.id in terms else None for value in facet.values]
        found["namen"] = [BETWEEN.join(_names_of(term)) if term else "" for term in known]
        found["synonyme"] = [BETWEEN.join(term.synonyms) if term else "" for term in known]
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
    return {"namen": [*places], **_sets(sets)}


def _sets(each: Iterable[Sequence[int]]) -> Columns:
    places: dict[tuple[int, ...], int] = {}
    numbers = [places.setdefault(tuple(values), len(places)) for values in each]
    return {"mengen": [[*values] for values in places], "je": _signs(numbers)}


def _signs(numbers: Iterable[int]) -> str:
    """One sign per number, counted from "0": half as long as digits and commas when packed."""
    return "".join(chr(ord("0") + number) for number in numbers)


def _providers(offer: Offer, site: Site) -> Sequence[str]:
    bodies = site.catalogue.of(ORGANISATION)
    shown = (name for name in offer.organisations if site.is_listed((ORGANISATION.name, name)))
    names = (
        BETWEEN.join(filter(None, (bodies[name].content.name, bodies[name].content.short_name)))
        for name in shown
    )
    return tuple(dict.fromkeys(names))


def _places(offer: Offer, site: Site) -> Sequence[str]:
    venues = site.catalogue.of(VENUE)
    shown = (name for name in offer.venues if site.is_listed((VENUE.name, name)))
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
        (_TERMS[facet.id].name, value.id): [(facet.id, number)]
        for facet in facets
        if facet.id in _TERMS
        for number, value in enumerate(facet.values)
    }
    offers = {name: (OFFER.name, number) for number, name in enumerate(site.offers)}
    places |= {(OFFER.name, name): [place] for name, place in offers.items()}
    for body in site.catalogue.of(ORGANISATION):
        target = (ORGANISATION.name, body)
        if site.is_listed(target):
            places[target] = [offers[name] for name in site.offers_by.get(target, ())]
    for record in site.catalogue.of(SEARCH_WORD).values():
        targets = (target.partition("/") for target in record.content.means)
        meant = [[*it] for kind, _, name in targets for it in places.get((kind, name), ())]
        if meant:
            yield {"worte": BETWEEN.join(record.content.words), "meint": meant}
