"""Terms of a vocabulary: the pages of target groups, WHO fields and goals, and all indexes.

Every list also holds what has no address (online, telephone, visiting, city-wide); lists
are paged by 50 above 100 entries. Districts and topics have pages of their own making.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from sitegen.models import ContentType, Record
from sitegen.models.event import EVENT
from sitegen.models.taxonomy import (
    AUDIENCE,
    DISTRICT,
    GOAL,
    WHO_FIELD,
    District,
    Goal,
    Term,
    Topic,
    WhoField,
)
from sitegen.site import Site
from sitegen.views.agenda import NOTHING as NO_DATES
from sitegen.views.agenda import Agenda, next_dates, other_events
from sitegen.views.card import Card, cards
from sitegen.views.event_card import EventCard
from sitegen.views.page import EASY, Crumb, Frame, Named, Page, Planned, Prose, View
from sitegen.views.prose import prose_of
from sitegen.views.related import NOTHING, RelatedView, related
from sitegen.views.sheet import sheets

T = TypeVar("T")

UNPAGED = 100
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Pagination:
    """Where a list page stands among its pages; empty texts where there is no such page."""

    number: int
    pages: tuple[str, ...]
    previous: str
    following: str


@dataclass(frozen=True, slots=True)
class TermPage(View):
    """One page of one term's offers; `number` is empty where nobody knows a term by it.

    `events` are those whose dates do not stand in `dates`.
    """

    kind: str
    name: str
    number: str
    text: Prose | None
    count: int
    offers: tuple[Card, ...]
    pagination: Pagination | None
    dates: Agenda = NO_DATES
    events: tuple[EventCard, ...] = ()
    related: RelatedView = NOTHING


@dataclass(frozen=True, slots=True)
class Tile:
    """A term in an index; `column` and `row` place a district on the tile map.

    `others` counts what belongs to it besides offers, where that is not told elsewhere; where
    nothing is counted, `instead` says what there is, see the interface texts of `count`.
    """

    name: str
    url: str
    count: int
    column: int = 0
    row: int = 0
    others: int = 0
    id: str = ""
    instead: Literal["nothing", "everywhere", "help"] = "nothing"


@dataclass(frozen=True, slots=True)
class IndexPage(View):
    """All terms of one vocabulary with the number of their offers, and the districts' sheets."""

    kind: str
    tiles: tuple[Tile, ...]
    sheets: tuple[Named, ...]


def audience_pages(record: Record[Term], site: Site, frame: Frame) -> Iterator[Planned]:
    """The pages of a target group."""
    return _pages(AUDIENCE, record, site, frame)


def who_field_pages(record: Record[WhoField], site: Site, frame: Frame) -> Iterator[Planned]:
    """The pages of a field of action of an age-friendly city."""
    return _pages(WHO_FIELD, record, site, frame)


def goal_pages(record: Record[Goal], site: Site, frame: Frame) -> Iterator[Planned]:
    """The pages of a goal of the United Nations."""
    return _pages(GOAL, record, site, frame)


def index_pages(content_type: ContentType[Term], site: Site, frame: Frame) -> Iterator[Planned]:
    """The index of a vocabulary."""
    page = Page(
        frame,
        content_type.url,
        title_key=f"index.{content_type.name}",
        section=content_type.name,
        easy_url=EASY + content_type.url if content_type.has_easy else "",
    )
    tiles = tiles_of(content_type, site)
    papers = sheets(site) if content_type.name == DISTRICT.name else ()
    yield "pages/index.html", IndexPage(page, content_type.name, tiles, papers)


def tiles_of(content_type: ContentType[Term], site: Site) -> tuple[Tile, ...]:
    """All terms of a vocabulary in file order."""
    return tuple(
        tile_of(content_type, record, site) for record in site.catalogue.of(content_type).values()
    )


def tile_of(content_type: ContentType[Term], record: Record[Any], site: Site) -> Tile:
    """A term with the number of its offers."""
    term = record.content
    count = len(site.offers_by.get((content_type.name, record.id), ()))
    url = content_type.address(record.id)
    if isinstance(term, District):
        column, row = term.tile
        return Tile(
            term.name,
            url,
            count,
            column,
            row,
            id=record.id,
            instead="everywhere" if site.everywhere else "nothing",
        )
    if isinstance(term, Topic) and term.lines:
        return Tile(term.name, url, count, id=record.id, instead="help")
    others = 0
    if isinstance(term, WhoField | Goal):
        belonging = related((content_type.name, record.id), site)
        others = sum(len(group.entries) for group in belonging.groups)
    return Tile(term.name, url, count, others=others, id=record.id)


def _pages(
    content_type: ContentType[Term], record: Record[Any], site: Site, frame: Frame
) -> Iterator[Planned]:
    term = record.content
    target = (content_type.name, record.id)
    ids = site.offers_by.get(target, ())
    url = content_type.address(record.id)
    shown = [(EVENT.name, name) for name in site.events_by.get(target, ())]
    dates = next_dates(target, site)
    for number, chunk in enumerate(chunks(ids), start=1):
        is_first = number == 1
        yield (
            "pages/term.html",
            TermPage(
                page=term_head(content_type, frame, page_url(url, number), term.name),
                kind=content_type.name,
                name=term.name,
                number=term.number if isinstance(term, WhoField | Goal) else "",
                text=prose_of(term.text, site) if is_first else None,
                count=len(ids),
                offers=cards(chunk, site),
                pagination=pagination(url, number, len(chunks(ids))),
                dates=dates if is_first else NO_DATES,
                events=other_events(target, site, dates) if is_first else (),
                related=related(target, site, without=shown) if is_first else NOTHING,
            ),
        )


def term_head(content_type: ContentType[Any], frame: Frame, url: str, name: str) -> Page:
    """The head of a page of a term."""
    return Page(
        frame,
        url,
        name,
        crumbs=(Crumb(f"nav.{content_type.name}", content_type.url),),
        section=content_type.name,
        easy_url=EASY + url if content_type.has_easy else "",
    )


def chunks(entries: Sequence[T]) -> tuple[tuple[T, ...], ...]:
    """The entries of each page; one page (also an empty one) up to 100 entries."""
    if len(entries) <= UNPAGED:
        return (tuple(entries),)
    starts = range(0, len(entries), PAGE_SIZE)
    return tuple(tuple(entries[start : start + PAGE_SIZE]) for start in starts)


def page_url(url: str, number: int) -> str:
    """The address of the n-th page of a list."""
    return url if number == 1 else f"{url}seite/{number}/"


def pagination(url: str, number: int, total: int) -> Pagination | None:
    """Where page `number` of `total` stands; nothing for a list of one page."""
    if total == 1:
        return None
    pages = tuple(page_url(url, n) for n in range(1, total + 1))
    return Pagination(
        number=number,
        pages=pages,
        previous=pages[number - 2] if number > 1 else "",
        following=pages[number] if number < total else "",
    )
