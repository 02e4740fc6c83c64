"""What lists show of records, as lists in easy language show it: easy names, easy addresses.

Everything else of a card stays as it is: places, dates and how far they can be trusted.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

from sitegen.compounds import shown
from sitegen.derive import sort_text
from sitegen.models import ContentType
from sitegen.models.offer import OFFER
from sitegen.models.taxonomy import Choice
from sitegen.site import AnyRecord, Site, Target
from sitegen.views.agenda import Agenda, Entry
from sitegen.views.card import Card, offer_card
from sitegen.views.easy import easy_title
from sitegen.views.event_card import EventCard
from sitegen.views.page import Named
from sitegen.views.prose import easy_url_of
from sitegen.views.term import Tile

Tiles: TypeAlias = "tuple[Tile, ...]"


def easy_name(record: AnyRecord, site: Site) -> str:
    """What a record is called on easy pages, as visitors read it."""
    return shown(easy_title(record, site), site.catalogue.config.splitting)


def easy_named(target: Target, site: Site) -> Named:
    """A listed record with the way to its easy page."""
    return site.shared(_named, target)


def _named(site: Site, target: Target) -> Named:
    record = site.catalogue.get(target)
    assert record is not None
    return Named(easy_name(record, site), easy_url_of(target, site))


def easy_cards(cards: Iterable[Card], site: Site) -> tuple[Card, ...]:
    """Cards of offers."""
    return tuple(site.shared(_card, card.id) for card in cards)


def _card(site: Site, offer_id: str) -> Card:
    named = easy_named((OFFER.name, offer_id), site)
    return replace(offer_card(offer_id, site), title=named.label, url=named.url)


def by_name(cards: Iterable[Card], site: Site) -> tuple[Card, ...]:
    """Cards of offers in the order of their easy names."""
    return tuple(sorted(easy_cards(cards, site), key=lambda card: sort_text(card.title)))


def easy_event_cards(cards: Iterable[EventCard], site: Site) -> tuple[EventCard, ...]:
    """Cards of events."""
    return tuple(
        replace(card, title=named.label, url=named.url)
        for card in cards
        for named in [easy_named(card.target, site)]
    )


def easy_agenda(agenda: Agenda, site: Site) -> Agenda:
    """Dates by days."""
    return Agenda(
        easy_entries(agenda.long, site),
        tuple(replace(day, entries=easy_entries(day.entries, site)) for day in agenda.days),
    )


def easy_entries(entries: Iterable[Entry], site: Site) -> tuple[Entry, ...]:
    """Single dates; the title of a part keeps its own words."""
    return tuple(
        replace(entry, title=named.label, url=named.url)
        for entry in entries
        for named in [easy_named(entry.target, site)]
    )


def easy_tiles(tiles: Iterable[Tile], content_type: ContentType[Choice], site: Site) -> Tiles:
    """Terms of a vocabulary with the numbers of their offers."""
    return tuple(
        replace(tile, name=named.label, url=named.url)
        for tile in tiles
        for named in [easy_named((content_type.name, tile.id), site)]
    )
