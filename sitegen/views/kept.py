"""What visitors remember: the page of their own list, and what it shows of the offers on it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sitegen.models.offer import OFFER
from sitegen.site import Site
from sitegen.views.offer import OfferPage, offer_page
from sitegen.views.page import Frame, Page, View

KEPT = "/merkzettel/"
SHARD_SIZE = 50  # offers in a file that a script loads


@dataclass(frozen=True, slots=True)
class Shard(View):
    """Some of the listed offers, for the script; `number` is that of the file."""

    number: int
    offers: tuple[OfferPage, ...]


@dataclass(frozen=True, slots=True)
class KeptPage(View):
    """The page of the list, which only the browser knows; `firsts` are the first ids of shards."""

    firsts: tuple[str, ...]


def shard(number: int, names: Iterable[str], site: Site, frame: Frame) -> Shard:
    """The offers of one file."""
    offers = site.catalogue.of(OFFER)
    page = Page(frame, f"/assets/merkzettel/{number}.js", may_be_found=False)
    return Shard(page, number, tuple(offer_page(offers[name], site, frame) for name in names))


def shards_of(site: Site) -> tuple[tuple[str, ...], ...]:
    """All listed offers in the order of their ids, file by file."""
    names = sorted(site.offers)
    return tuple(tuple(names[at : at + SHARD_SIZE]) for at in range(0, len(names), SHARD_SIZE))


def kept_page(site: Site, frame: Frame) -> KeptPage:
    """The page at /merkzettel/."""
    page = Page(frame, KEPT, title_key="keep.title", section="kept", may_be_found=False)
    return KeptPage(page, tuple(names[0] for names in shards_of(site)))
