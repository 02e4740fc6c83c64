"""The start page, and the page for a wrong address."""

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.models.offer import OFFER
from sitegen.models.page import PAGE, START
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, TOPIC
from sitegen.site import Site
from sitegen.views.editorial import start_record
from sitegen.views.event_card import EventCard, next_events
from sitegen.views.film import FilmList, film_list, films_of
from sitegen.views.open import is_season
from sitegen.views.page import Frame, Page, Planned, Prose, View
from sitegen.views.picture import PictureView, picture_view
from sitegen.views.prose import easy_url_of, prose_of
from sitegen.views.term import Tile, tiles_of

NEXT_EVENTS = 3
# Terms of a vocabulary that the start page names; its index has all of them.
MOST_USED = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A way in for one kind of visitor."""

    name: str
    url: str
    summary: str


@dataclass(frozen=True, slots=True)
class StartPage(View):
    """Ways in: search, a guide, a district, a call; `checked` offers are verified.

    `text` is what the office says here, `entries` are its pages for different visitors,
    `films` are the four topics in easy language and in sign language, `events` are the next few,
    `topics` and `audiences` the most used. While it `is_season`, the way to what is open around
    Christmas comes first.
    """

    claim: str
    picture: PictureView | None
    text: Prose | None
    entries: tuple[Entry, ...]
    films: FilmList
    events: tuple[EventCard, ...]
    is_season: bool
    count: int
    checked: int
    topics: tuple[Tile, ...]
    districts: tuple[Tile, ...]
    audiences: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class NotFoundPage(View):
    """What to do when an address leads nowhere; its links start at the base path."""

    topics: tuple[Tile, ...]


def start_pages(site: Site, frame: Frame) -> Iterator[Planned]:
    """The start page."""
    start = start_record(site)
    words = start.content if start else None
    yield (
        "pages/start.html",
        StartPage(
            page=Page(
                frame,
                "/",
                words.title if words else "",
                title_key="start.title",
                description=words.summary if words else frame.claim,
                section="start",
                easy_url=easy_url_of((PAGE.name, START), site),
                films=films_of((PAGE.name, START), site),
            ),
            claim=words.summary if words else frame.claim,
            picture=picture_view(start, site) if start else None,
            text=prose_of(words.text, site) if words else None,
            entries=_entries(site),
            films=film_list(site),
            events=next_events(site, NEXT_EVENTS),
            is_season=is_season(site.today),
            count=len(site.offers),
            checked=sum(site.standings[OFFER.name, name].is_verified for name in site.offers),
            topics=most_used(tiles_of(TOPIC, site)),
            districts=tiles_of(DISTRICT, site),
            audiences=most_used(tiles_of(AUDIENCE, site)),
        ),
    )


def _entries(site: Site) -> tuple[Entry, ...]:
    pages = [r for r in site.catalogue.of(PAGE).values() if r.content.area == "eingang"]
    shown = [record for record in pages if site.standing(record).is_listed]
    return tuple(
        Entry(record.content.title, PAGE.address(record.id), record.content.summary)
        for record in sorted(shown, key=lambda record: (record.content.rank, record.id))
    )


def not_found_pages(site: Site, frame: Frame) -> Iterator[Planned]:
    """404.html: served at any depth, so its links cannot be relative."""
    page = Page(
        frame, "/404.html", title_key="not_found.title", may_be_found=False, is_anywhere=True
    )
    yield "pages/not-found.html", NotFoundPage(page, _used(tiles_of(TOPIC, site)))


def most_used(tiles: tuple[Tile, ...]) -> tuple[Tile, ...]:
    """Those with most offers, in the order of the vocabulary."""
    most = sorted(_used(tiles), key=lambda tile: -tile.count)[:MOST_USED]
    return tuple(tile for tile in tiles if tile in most)


def _used(tiles: tuple[Tile, ...]) -> tuple[Tile, ...]:
    return tuple(tile for tile in tiles if tile.count)
