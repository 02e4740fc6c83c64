"""An offer as one card of a list: enough to choose by, with its standing in plain words."""

from dataclasses import dataclass
from datetime import date

from sitegen.derive import districts_of, is_everywhere
from sitegen.models.blocks import Costs
from sitegen.models.offer import OFFER
from sitegen.models.organisation import ORGANISATION
from sitegen.models.taxonomy import DISTRICT, TOPIC
from sitegen.models.venue import VENUE
from sitegen.site import Site, Standing
from sitegen.visibility import is_current


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
    """An offer in a list: "from whom, at which place"."""

    id: str
    url: str
    title: str
    summary: str
    kind: str
    mode: str
    topics: tuple[str, ...]
    organisations: tuple[str, ...]
    places: tuple[str, ...]
    districts: tuple[str, ...]
    is_everywhere: bool
    is_free: bool
    standing: StandingView


def offer_card(offer_id: str, site: Site) -> Card:
    """The card of a listed offer."""
    record = site.catalogue.of(OFFER)[offer_id]
    offer = record.content
    catalogue = site.catalogue
    bodies = [
        catalogue.of(ORGANISATION)[name].content
        for name in offer.organisations
        if site.is_listed((ORGANISATION.name, name))
    ]
    return Card(
        id=record.id,
        url=f"{OFFER.url}{record.id}/",
        title=offer.title,
        summary=offer.summary,
        kind=offer.kind,
        mode=offer.mode,
        topics=tuple(catalogue.of(TOPIC)[name].content.name for name in offer.topics),
        organisations=tuple(body.short_name or body.name for body in bodies),
        places=tuple(
            catalogue.of(VENUE)[name].content.name
            for name in offer.venues
            if site.is_listed((VENUE.name, name))
        ),
        districts=tuple(
            catalogue.of(DISTRICT)[name].content.name for name in districts_of(offer, catalogue)
        ),
        is_everywhere=is_everywhere(offer),
        is_free=_is_free(offer.costs, site.standing(record), site.today),
        standing=standing_view(site.standing(record), offer.care.checked_on, offer.care.checked_by),
    )


def _is_free(costs: Costs | None, standing: Standing, today: date) -> bool:
    """Whether it costs nothing; unverified costs count only while their evidence is current."""
    if costs is None or costs.kind != "kostenlos":
        return False
    return standing.is_verified or is_current(costs.year, today)


def cards(ids: tuple[str, ...], site: Site) -> tuple[Card, ...]:
    """Cards in the given order."""
    return tuple(offer_card(offer_id, site) for offer_id in ids)


def standing_view(standing: Standing, on: date | None, by: str | None) -> StandingView:
    """The line every record carries about how far it can be trusted."""
    age = standing.age
    overdue = age.due if age is not None and age.state == "ueberfaellig" else None
    return StandingView(standing.is_verified, on, by or "", standing.evidence_year, overdue)
