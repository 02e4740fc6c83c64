"""What visitors remember: the page of their own list, and what it shows of the offers on it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sitegen.models import Record
from sitegen.models.offer import NATION_WIDE, OFFER, Offer
from sitegen.site import Site
from sitegen.views.asking import Sentence, sentence_of
from sitegen.views.card import StandingView, standing_view
from sitegen.views.contact import Ask, ContactView, way_to_ask
from sitegen.views.offer import districts_in, known_of
from sitegen.views.page import Frame, Named, Page, View
from sitegen.views.times import TimesView, stated_times
from sitegen.views.venue import PlaceView

KEPT = "/merkzettel/"
SHARD_SIZE = 50  # offers in a file that a script loads


@dataclass(frozen=True, slots=True)
class KeptOffer:
    """What the list shows of an offer: the same facts as its page, see `OfferPage`."""

    id: str
    url: str
    title: str
    summary: str
    mode: str
    standing: StandingView
    times: TimesView
    places: tuple[PlaceView, ...]
    districts: tuple[Named, ...]
    is_everywhere: bool
    is_nation_wide: bool
    asks_area: bool
    contacts: tuple[ContactView, ...]
    next_steps: tuple[str, ...]
    ask: Ask
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Shard(View):
    """Some of the listed offers, for the script; `number` is that of the file."""

    number: int
    offers: tuple[KeptOffer, ...]


@dataclass(frozen=True, slots=True)
class KeptPage(View):
    """The page of the list, which only the browser knows; `firsts` are the first ids of shards."""

    firsts: tuple[str, ...]


def shard(number: int, names: Iterable[str], site: Site, frame: Frame) -> Shard:
    """The offers of one file."""
    offers = site.catalogue.of(OFFER)
    page = Page(frame, f"/assets/merkzettel/{number}.js", may_be_found=False)
    return Shard(page, number, tuple(_kept(offers[name], site, frame) for name in names))


def _kept(record: Record[Offer], site: Site, frame: Frame) -> KeptOffer:
    offer, known = record.content, known_of(record, site, stated_times)
    return KeptOffer(
        id=record.id,
        url=OFFER.address(record.id),
        title=offer.title,
        summary=offer.summary,
        mode=offer.mode,
        standing=standing_view(site.standing(record), offer.care.checked_on, offer.care.checked_by),
        times=known.times,
        places=known.places,
        districts=districts_in(offer, site),
        is_everywhere=known.is_everywhere,
        is_nation_wide=NATION_WIDE in offer.areas,
        asks_area=known.asks_area,
        contacts=known.contacts,
        next_steps=tuple(offer.next_steps),
        ask=way_to_ask(known.contacts, frame.office),
        sentence=sentence_of(offer),
    )


def shards_of(site: Site) -> tuple[tuple[str, ...], ...]:
    """All listed offers in the order of their ids, file by file."""
    names = sorted(site.offers)
    return tuple(tuple(names[at : at + SHARD_SIZE]) for at in range(0, len(names), SHARD_SIZE))


def kept_page(site: Site, frame: Frame) -> KeptPage:
    """The page at /merkzettel/."""
    page = Page(frame, KEPT, title_key="keep.title", section="kept", may_be_found=False)
    return KeptPage(page, tuple(names[0] for names in shards_of(site)))
