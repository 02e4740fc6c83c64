"""Lists in easy language, grouped and paged as the standard lists of which they are the twins."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sitegen.models import ContentType
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, TOPIC, Choice
from sitegen.site import Site
from sitegen.views import event_lists, finder, term
from sitegen.views.easy_card import (
    Tiles,
    by_name,
    easy_event_cards,
    easy_named,
    easy_tiles,
)
from sitegen.views.easy_term import easy_pagination
from sitegen.views.event_lists import ArchivePage, EventsPage, Stretch
from sitegen.views.finder import Section
from sitegen.views.page import Frame, Planned, View, easy_twin

CHOICES: tuple[ContentType[Choice], ...] = (DISTRICT, TOPIC, AUDIENCE)


@dataclass(frozen=True, slots=True)
class EasyOffersPage(View):
    """All offers by topics; no cards where the list would be too long.

    A section shows each offer once, below its first topic; its `count` are all of the topic.
    """

    count: int
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class EasyIndexPage(View):
    """All terms of one vocabulary."""

    kind: str
    tiles: Tiles


def offers_pages(site: Site, frame: Frame) -> Iterator[Planned]:
    """The list of all offers and its twin."""
    for template, view in finder.offers_pages(site, frame):
        yield template, view
        assert isinstance(view, finder.OffersPage)
        sections = tuple(_section(section, site) for section in view.sections)
        yield "leicht/offers.html", EasyOffersPage(easy_twin(view.page), view.count, sections)


def _section(section: Section, site: Site) -> Section:
    """The offers whose first topic it is; `count` are all of the topic."""
    target = (TOPIC.name, section.id)
    named = easy_named(target, site)
    return replace(
        section,
        name=named.label,
        url=named.url,
        count=len(site.offers_by[target]),
        offers=by_name(section.offers, site),
    )


def events_pages(site: Site, frame: Frame) -> Iterator[Planned]:
    """The list of what is to come and its twin."""
    for template, view in event_lists.events_pages(site, frame):
        yield template, view
        assert isinstance(view, EventsPage)
        yield "leicht/events.html", _events(view, site)


def archive_pages(site: Site, frame: Frame) -> Iterator[Planned]:
    """The list of what is over and its twin."""
    for template, view in event_lists.archive_pages(site, frame):
        yield template, view
        assert isinstance(view, ArchivePage)
        yield (
            "leicht/archive.html",
            replace(
                view,
                page=easy_twin(view.page),
                years=tuple(_stretches(view.years, site)),
                pagination=easy_pagination(view.pagination),
            ),
        )


def _events(view: EventsPage, site: Site) -> EventsPage:
    return replace(
        view,
        page=easy_twin(view.page),
        running=easy_event_cards(view.running, site),
        days=tuple(_stretches(view.days, site)),
        series=easy_event_cards(view.series, site),
        pagination=easy_pagination(view.pagination),
    )


def _stretches(days: Iterable[Stretch], site: Site) -> Iterator[Stretch]:
    for day in days:
        yield replace(day, events=easy_event_cards(day.events, site))


def choice_pages(content_type: ContentType[Choice], site: Site, frame: Frame) -> Iterator[Planned]:
    """The index of districts, topics or target groups, and its twin."""
    for template, view in term.index_pages(content_type, site, frame):
        yield template, view
        assert isinstance(view, term.IndexPage)
        tiles = easy_tiles(view.tiles, content_type, site)
        yield "leicht/index.html", EasyIndexPage(easy_twin(view.page), view.kind, tiles)
