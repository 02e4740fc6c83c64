"""What lists show of records, as lists in easy language show it: easy names, easy addresses.

Everything else of a card stays as it is: places, dates and how far they can be trusted.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

from sitegen.compounds import shown
from sitegen.derive import sort_text
from sitegen.models import ContentType
from sitegen.models.event import EVENT
from sitegen.models.offer import OFFER
from sitegen.models.taxonomy import Choice
from sitegen.site import AnyRecord, Site, Target, title_of
from sitegen.views.agenda import Agenda, Entry
from sitegen.views.card import Card
from sitegen.views.easy import easy_title
from sitegen.views.event_card import EventCard
from sitegen.views.page import EASY, Named
from sitegen.views.prose import easy_url_of
from sitegen.views.term import Tile

Tiles: TypeAlias = "tuple[Tile, ...]"


def easy_name(record: AnyRecord, site: Site) -> str:
    """What a record is called on easy pages, as visitors read it."""
    return shown(easy_title(record, site), site.catalogue.config.splitting)


def easy_named(target: Target, site: Site) -> Named:
    """A listed record with the way to its easy page."""
    record = site.catalogue.get(target)
    assert record is not None
    return Named(easy_name(record, site), easy_url_of(target, site))


def easy_cards(cards: Iterable[Card], site: Site) -> tuple[Card, ...]:
    """Cards of offers."""
    return tuple(
        replace(card, title=named.label, url=named.url)
        for card in cards
        for named in [easy_named((OFFER.name, card.id), site)]
    )


def by_name(cards: Iterable[Card], site: Site) -> tuple[Card, ...]:
    """Cards of offers in the order of their easy names."""
    return tuple(sorted(easy_cards(cards, site), key=lambda card: sort_text(card.title)))


def easy_event_cards(cards: Iterable[EventCard], site: Site) -> tuple[EventCard, ...]:
    """Cards of events."""
    return tuple(
        replace(card, title=named.label, url=named.url)
        for card in cards
        for named in [easy_named((EVENT.name, id_in(card.url)), site)]
    )


def easy_agenda(agenda: Agenda, site: Site) -> Agenda:
    """Dates by days."""
    return Agenda(
        easy_entries(agenda.long, site),
        tuple(replace(day, entries=easy_entries(day.entries, site)) for day in agenda.days),
    )


def easy_entries(entries: Iterable[Entry], site: Site) -> tuple[Entry, ...]:
    """Single dates; the title of a part keeps its own words behind those of its event."""
    return tuple(_easy_entry(entry, site) for entry in entries)


def easy_tiles(tiles: Iterable[Tile], content_type: ContentType[Choice], site: Site) -> Tiles:
    """Terms of a vocabulary with the numbers of their offers."""
    return tuple(
        replace(tile, name=named.label, url=named.url)
        for tile in tiles
        for named in [easy_named((content_type.name, tile.id), site)]
    )


def _easy_entry(entry: Entry, site: Site) -> Entry:
    record = site.catalogue.get(((OFFER if entry.kind else EVENT).name, id_in(entry.url)))
    assert record is not None
    title = entry.title.replace(title_of(record), easy_name(record, site), 1)
    return replace(entry, title=title, url=EASY + entry.url)


def id_in(url: str) -> str:
    """The id of the record whose page stands at that address."""
    return url.rstrip("/").rpartition("/")[2]
