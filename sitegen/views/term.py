"""Topics, target groups and districts: the finder without scripts, and their indexes.

Every list also holds what has no address (online, telephone, visiting, city-wide); lists
are paged by 50 above 100 entries.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.models import ContentType, Record
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, TOPIC, District, Term
from sitegen.site import Site
from sitegen.views.card import Card, cards
from sitegen.views.page import Crumb, Frame, Named, Page, Planned, Prose, View
from sitegen.views.prose import prose_of

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
    """One page of one term's offers."""

    kind: str
    name: str
    text: Prose | None
    count: int
    offers: tuple[Card, ...]
    pagination: Pagination | None
    everywhere: tuple[Card, ...] = ()
    neighbours: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Tile:
    """A term in an index; `column` and `row` place a district on the tile map."""

    name: str
    url: str
    count: int
    column: int = 0
    row: int = 0


@dataclass(frozen=True, slots=True)
class IndexPage(View):
    """All terms of one vocabulary with the number of their offers."""

    kind: str
    tiles: tuple[Tile, ...]


def topic_pages(record: Record[Term], site: Site, frame: Frame) -> Iterator[Planned]:
    """The pages of a topic."""
    return _pages(TOPIC, record, site, frame)


def audience_pages(record: Record[Term], site: Site, frame: Frame) -> Iterator[Planned]:
    """The pages of a target group."""
    return _pages(AUDIENCE, record, site, frame)


def district_pages(record: Record[District], site: Site, frame: Frame) -> Iterator[Planned]:
    """The pages of a district: its own offers, then those for the whole city."""
    districts = site.catalogue.of(DISTRICT)
    neighbours = tuple(
        Named(districts[name].content.name, f"{DISTRICT.url}{name}/")
        for name in record.content.neighbours
    )
    return _pages(DISTRICT, record, site, frame, neighbours)


def index_pages(content_type: ContentType[Term], site: Site, frame: Frame) -> Iterator[Planned]:
    """The index of a vocabulary."""
    page = Page(
        frame,
        content_type.url,
        title_key=f"index.{content_type.name}",
        section=content_type.name,
    )
    yield "pages/index.html", IndexPage(page, content_type.name, tiles_of(content_type, site))


def tiles_of(content_type: ContentType[Term], site: Site) -> tuple[Tile, ...]:
    """All terms of a vocabulary in file order."""
    return tuple(
        _tile(content_type, record, site) for record in site.catalogue.of(content_type).values()
    )


def _tile(content_type: ContentType[Term], record: Record[Term], site: Site) -> Tile:
    term = record.content
    count = len(site.offers_by.get((content_type.name, record.id), ()))
    url = f"{content_type.url}{record.id}/"
    if isinstance(term, District):
        return Tile(term.name, url, count, column=term.tile[0], row=term.tile[1])
    return Tile(term.name, url, count)


def _pages(
    content_type: ContentType[Term],
    record: Record[Term],
    site: Site,
    frame: Frame,
    neighbours: tuple[Named, ...] = (),
) -> Iterator[Planned]:
    term = record.content
    name = term.long_name or term.name if isinstance(term, District) else term.name
    ids = site.offers_by.get((content_type.name, record.id), ())
    url = f"{content_type.url}{record.id}/"
    is_district = content_type is DISTRICT
    elsewhere = tuple(o for o in site.everywhere if o not in ids) if is_district else ()
    for number, chunk in enumerate(chunks(ids), start=1):
        is_first = number == 1
        yield (
            "pages/term.html",
            TermPage(
                page=_head(content_type, frame, page_url(url, number), name),
                kind=content_type.name,
                name=name,
                text=prose_of(term.text, site) if is_first else None,
                count=len(ids),
                offers=cards(chunk, site),
                pagination=pagination(url, number, len(chunks(ids))),
                everywhere=cards(elsewhere, site) if is_first else (),
                neighbours=neighbours,
            ),
        )


def _head(content_type: ContentType[Term], frame: Frame, url: str, name: str) -> Page:
    crumbs = (Crumb(f"nav.{content_type.name}", content_type.url),)
    return Page(frame, url, name, crumbs=crumbs, section=content_type.name)


def chunks(ids: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The entries of each page; one page (also an empty one) up to 100 entries."""
    if len(ids) <= UNPAGED:
        return (ids,)
    return tuple(ids[start : start + PAGE_SIZE] for start in range(0, len(ids), PAGE_SIZE))


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
