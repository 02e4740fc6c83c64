"""The list of all offers, and by what one can narrow it: the finder's page."""

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.derive import by_first_topic
from sitegen.finder.columns import parts
from sitegen.models.offer import OFFER
from sitegen.models.taxonomy import DISTRICT, TOPIC
from sitegen.site import Site
from sitegen.views.card import Card, cards
from sitegen.views.feature import Question, questions_of
from sitegen.views.page import EASY, Frame, Named, Page, Planned, View
from sitegen.views.search import texts_url
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

    `questions` are by what one can narrow the list; `empty_districts` cannot be chosen, because
    nothing takes place there yet. `kinds` are those that occur, `texts` where the search finds
    further texts.
    """

    count: int
    is_complete: bool
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    empty_districts: tuple[Named, ...]
    kinds: tuple[str, ...]
    texts: tuple[str, ...]


def offers_pages(site: Site, frame: Frame) -> Iterator[Planned]:
    """The list of all offers: cards up to 100, above that sections that lead on."""
    offers = site.catalogue.of(OFFER)
    questions = questions_of(site)
    yield (
        "pages/offers.html",
        OffersPage(
            page=Page(
                frame,
                OFFER.url,
                title_key="offers.title",
                section="offers",
                easy_url=EASY + OFFER.url,
            ),
            count=len(site.offers),
            is_complete=len(site.offers) <= UNPAGED,
            sections=_sections(site),
            questions=questions,
            empty_districts=_empty(questions, site),
            kinds=tuple(sorted({offers[name].content.kind for name in site.offers})),
            texts=tuple(map(texts_url, range(len(parts(site))))),
        ),
    )


def _empty(questions: tuple[Question, ...], site: Site) -> tuple[Named, ...]:
    """The districts that no question offers."""
    urls = {it.url for question in questions for facet in question.facets for it in facet.choices}
    return tuple(
        Named(record.content.name, DISTRICT.address(name))
        for name, record in site.catalogue.of(DISTRICT).items()
        if DISTRICT.address(name) not in urls
    )


def _sections(site: Site) -> tuple[Section, ...]:
    topics = site.catalogue.of(TOPIC)
    is_complete = len(site.offers) <= UNPAGED
    return tuple(
        Section(
            id=topic_id,
            name=topics[topic_id].content.name,
            url=TOPIC.address(topic_id),
            count=len(group),
            offers=cards(group, site) if is_complete else (),
        )
        for topic_id, group in by_first_topic(site.offers, site.catalogue).items()
    )
