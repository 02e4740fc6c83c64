"""The list of all offers, and by what one can narrow it: the finder's page."""

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.models.offer import OFFER
from sitegen.models.taxonomy import TOPIC
from sitegen.site import Site
from sitegen.views.card import Card, cards
from sitegen.views.feature import Question, questions_of
from sitegen.views.page import Frame, Page, Planned, View
from sitegen.views.term import UNPAGED


@dataclass(frozen=True, slots=True)
class Section:
    """Offers that share their first topic; no cards where the list would be too long."""

    id: str
    name: str
    url: str
    count: int
    offers: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class OffersPage(View):
    """All offers in sections; every offer once, under its first topic.

    `questions` are by what one can narrow the list, `kinds` are those that occur.
    """

    count: int
    is_complete: bool
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    kinds: tuple[str, ...]


def offers_pages(site: Site, frame: Frame) -> Iterator[Planned]:
    """The list of all offers: cards up to 100, above that sections that lead on."""
    offers = site.catalogue.of(OFFER)
    yield (
        "pages/offers.html",
        OffersPage(
            page=Page(frame, OFFER.url, title_key="offers.title", section="offers"),
            count=len(site.offers),
            is_complete=len(site.offers) <= UNPAGED,
            sections=_sections(site),
            questions=questions_of(site),
            kinds=tuple(sorted({offers[name].content.kind for name in site.offers})),
        ),
    )


def _sections(site: Site) -> tuple[Section, ...]:
    first: dict[str, list[str]] = {}
    offers = site.catalogue.of(OFFER)
    for offer_id in site.offers:
        first.setdefault(offers[offer_id].content.topics[0], []).append(offer_id)
    is_complete = len(site.offers) <= UNPAGED
    return tuple(
        Section(
            id=topic_id,
            name=record.content.name,
            url=f"{TOPIC.url}{topic_id}/",
            count=len(first[topic_id]),
            offers=cards(tuple(first[topic_id]), site) if is_complete else (),
        )
        for topic_id, record in site.catalogue.of(TOPIC).items()
        if topic_id in first
    )
