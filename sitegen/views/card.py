"""An offer as one card of a list: enough to choose by, with its standing in plain words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sitegen.derive import districts_of, is_everywhere
from sitegen.models.offer import NATION_WIDE, OFFER, Offer
from sitegen.models.organisation import ORGANISATION
from sitegen.models.taxonomy import DISTRICT, TOPIC
from sitegen.models.venue import VENUE
from sitegen.site import Site, Standing
from sitegen.visibility import current_costs

# Kinds that say how one takes part.
_SAID = frozenset([("telefon", "telefon"), ("online", "online"), ("besuchsdienst", "hausbesuch")])


@dataclass(frozen=True, slots=True)
class StandingView:
    """How far the facts can be trusted: checked when and by which role, or proven when.

    `overdue` is the day by which they should have been checked again, once it has passed.
    """

    is_verified: bool
    checked_on: date | None
    checked_by: str
    evidence_year: int | None
    overdue: date | None


@dataclass(frozen=True, slots=True)
class Card:
    """An offer in a list: "from whom, at which place".

    `mode_tag` is how one takes part, unless the kind says so; `names_districts`: the places'
    names say where they are.
    """

    id: str
    url: str
    title: str
    summary: str
    kind: str
    mode: str
    mode_tag: str
    topics: tuple[str, ...]
    organisations: tuple[str, ...]
    places: tuple[str, ...]
    districts: tuple[str, ...]
    names_districts: bool
    is_everywhere: bool
    is_nation_wide: bool
    is_free: bool
    standing: StandingView


def offer_card(offer_id: str, site: Site) -> Card:
    """The card of a listed offer, which stands in many lists."""
    return site.shared(_card, offer_id)


def _card(site: Site, offer_id: str) -> Card:
    record = site.catalogue.of(OFFER)[offer_id]
    offer = record.content
    catalogue = site.catalogue
    places = place_names(offer, site)
    districts = tuple(
        catalogue.of(DISTRICT)[name].content.name for name in districts_of(offer, catalogue)
    )
    costs = current_costs(offer.costs, site.standing(record), site.today)
    return Card(
        id=record.id,
        url=f"{OFFER.url}{record.id}/",
        title=offer.title,
        summary=offer.summary,
        kind=offer.kind,
        mode=offer.mode,
        mode_tag=mode_tag(offer),
        topics=tuple(catalogue.of(TOPIC)[name].content.name for name in offer.topics),
        organisations=provider_names(offer.organisations, site),
        places=places,
        districts=districts,
        names_districts=all(_is_said(name, places) for name in districts),
        is_everywhere=is_everywhere(offer),
        is_nation_wide=NATION_WIDE in offer.areas,
        is_free=costs is not None and costs.kind == "kostenlos",
        standing=standing_view(site.standing(record), offer.care.checked_on, offer.care.checked_by),
    )


def provider_names(ids: Iterable[str], site: Site) -> tuple[str, ...]:
    """The short names of those providers that are known and public."""
    bodies = site.catalogue.of(ORGANISATION)
    shown = (bodies[name].content for name in ids if site.is_listed((ORGANISATION.name, name)))
    return tuple(body.short_name or body.name for body in shown if not body.is_placeholder)


def place_names(offer: Offer, site: Site) -> tuple[str, ...]:
    """The public places to which one goes."""
    venues = site.catalogue.of(VENUE)
    shown = (name for name in offer.places if site.is_listed((VENUE.name, name)))
    return tuple(venues[name].content.name for name in shown)


def _is_said(district: str, places: Iterable[str]) -> bool:
    return any(re.search(rf"\b{re.escape(district)}\b", place) for place in places)


def mode_tag(offer: Offer) -> str:
    """How one takes part; empty where the kind already says it."""
    return "" if (offer.kind, offer.mode) in _SAID else offer.mode


def cards(ids: Iterable[str], site: Site) -> tuple[Card, ...]:
    """Cards in the given order."""
    return tuple(offer_card(offer_id, site) for offer_id in ids)


def standing_view(standing: Standing, on: date | None, by: str | None) -> StandingView:
    """The line every record carries about how far it can be trusted."""
    age = standing.age
    overdue = age.due if age is not None and age.state == "ueberfaellig" else None
    return StandingView(standing.is_verified, on, by or "", standing.evidence_year, overdue)
