"""A topic: what one does there, for whom, where, and what is close to it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

from sitegen.derive import districts_of, is_everywhere
from sitegen.models import ContentType, Record
from sitegen.models.crisis import LineGroup
from sitegen.models.event import EVENT
from sitegen.models.guide import GUIDE
from sitegen.models.offer import OFFER
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, TOPIC, Term, Topic
from sitegen.site import Site
from sitegen.views.agenda import NOTHING as NO_DATES
from sitegen.views.agenda import Agenda, next_dates, other_events
from sitegen.views.brief import is_without_way
from sitegen.views.card import Card, cards
from sitegen.views.event_card import EventCard
from sitegen.views.page import Frame, Named, Page, Planned, Prose, View
from sitegen.views.prose import prose_of
from sitegen.views.related import MAIN, NOTHING, RelatedView, related
from sitegen.views.term import Pagination, Tile, chunks, page_url, pagination, term_head
from sitegen.views.ways import listed_guides

_ALL_LINES = get_args(LineGroup)
CLOSE = 6  # topics that share the most offers
# Guides stand in a section of their own.
_RELATED = tuple(kind for kind in MAIN if kind != GUIDE.name)

Reach = Literal["bezirk", "stadt", "daheim"]


@dataclass(frozen=True, slots=True)
class ReachGroup:
    """Offers in a district, for the whole city, or such as need no way there."""

    reach: Reach
    offers: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class TopicPage(View):
    """One page of a topic; what is more than its offers stands on the first.

    `districts` and `audiences` count the offers of this topic; `close` are topics that share the
    most offers with it, `guides` ask questions instead of naming topics. `lines` are the help
    lines that stand above everything else, by their groups.
    """

    name: str
    text: Prose | None
    count: int
    groups: tuple[ReachGroup, ...]
    pagination: Pagination | None
    lines: tuple[LineGroup, ...] = ()
    districts: tuple[Tile, ...] = ()
    audiences: tuple[Tile, ...] = ()
    dates: Agenda = NO_DATES
    events: tuple[EventCard, ...] = ()
    close: tuple[Named, ...] = ()
    guides: tuple[Named, ...] = ()
    related: RelatedView = NOTHING


def pages(record: Record[Topic], site: Site, frame: Frame) -> Iterator[Planned]:
    """The pages of a topic."""
    ids = site.offers_by.get((TOPIC.name, record.id), ())
    lists = chunks(tuple(it for _, group in _by_reach(ids, site) for it in group))
    url = TOPIC.address(record.id)
    for number, chunk in enumerate(lists, start=1):
        head = term_head(TOPIC, frame, page_url(url, number), record.content.name)
        groups = tuple(
            ReachGroup(reach, cards(tuple(group), site)) for reach, group in _by_reach(chunk, site)
        )
        place = pagination(url, number, len(lists))
        if number == 1:
            yield "pages/topic.html", _first(record, site, head, groups, place)
        else:
            view = TopicPage(head, record.content.name, None, len(ids), groups, place)
            yield "pages/topic.html", view


def _first(
    record: Record[Topic],
    site: Site,
    head: Page,
    groups: tuple[ReachGroup, ...],
    place: Pagination | None,
) -> TopicPage:
    here = (TOPIC.name, record.id)
    ids = site.offers_by.get(here, ())
    dates = next_dates(here, site)
    lines = tuple(record.content.lines)
    shown = [(EVENT.name, name) for name in site.events_by.get(here, ())]
    offers = [site.catalogue.of(OFFER)[it].content for it in ids]
    topics = Counter(topic for offer in offers for topic in offer.topics if topic != record.id)
    return TopicPage(
        page=replace(head, holds=("hilfe",)) if set(_ALL_LINES) <= set(lines) else head,
        name=record.content.name,
        text=prose_of(record.content.text, site),
        count=len(ids),
        groups=groups,
        pagination=place,
        lines=lines,
        districts=_counted(
            DISTRICT, (it for offer in offers for it in districts_of(offer, site.catalogue)), site
        ),
        audiences=_counted(AUDIENCE, (it for offer in offers for it in offer.audiences), site),
        dates=dates,
        events=other_events(here, site, dates),
        close=tuple(
            Named(site.catalogue.of(TOPIC)[name].content.name, TOPIC.address(name))
            for name, _ in topics.most_common(CLOSE)
        ),
        guides=tuple(
            Named(guide.content.title, GUIDE.address(guide.id))
            for guide in listed_guides(site)
            if guide.content.public == "alle"
        ),
        related=related(here, site, shown, _RELATED),
    )


def _by_reach(ids: Iterable[str], site: Site) -> list[tuple[Reach, list[str]]]:
    """What is in a district first, then what is for all of them, then what needs no way."""
    found: dict[Reach, list[str]] = {"bezirk": [], "stadt": [], "daheim": []}
    for offer_id in ids:
        found[_reach(offer_id, site)].append(offer_id)
    return [(reach, group) for reach, group in found.items() if group]


def _reach(offer_id: str, site: Site) -> Reach:
    if is_without_way(offer_id, site):
        return "daheim"
    return "stadt" if is_everywhere(site.catalogue.of(OFFER)[offer_id].content) else "bezirk"


def _counted(content_type: ContentType[Term], names: Iterable[str], site: Site) -> tuple[Tile, ...]:
    """The terms that are named, with how often, in the order of their vocabulary."""
    counts = Counter(names)
    return tuple(
        Tile(record.content.name, content_type.address(name), counts[name])
        for name, record in site.catalogue.of(content_type).items()
        if counts[name]
    )
