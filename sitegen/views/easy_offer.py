"""An offer's page, and the same offer in easy language: the same facts in other words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sitegen.derive import districts_of
from sitegen.models import Record
from sitegen.models.offer import OFFER, Offer
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, TOPIC
from sitegen.site import Site
from sitegen.views.easy import EasyWords, easy_words_of
from sitegen.views.easy_facts import (
    easy_dates,
    easy_further,
    easy_names,
    easy_referrals,
)
from sitegen.views.offer import OfferPage, offer_page
from sitegen.views.page import Frame, Page, Planned, View, easy_twin
from sitegen.views.qr import qr_url


@dataclass(frozen=True, slots=True)
class EasyOfferPage(View):
    """An offer in easy language: its facts with easy names, and a hand-written text if any."""

    offer: OfferPage
    words: EasyWords


def pages(record: Record[Offer], site: Site, frame: Frame) -> Iterator[Planned]:
    """The offer's page and its easy-language twin."""
    view = offer_page(record, site, frame)
    yield "pages/offer.html", view
    words = easy_words_of(record, site)
    twin = easy_twin(view.page, words.plain_title)
    yield "leicht/offer.html", EasyOfferPage(twin, _easy(view, twin, words, record, site), words)


def _easy(
    view: OfferPage, twin: Page, words: EasyWords, record: Record[Offer], site: Site
) -> OfferPage:
    offer = record.content
    targets = [it.target for it in site.referrals.get((OFFER.name, record.id), ())]
    return replace(
        view,
        title=words.title,
        topics=easy_names(TOPIC.name, offer.topics, site),
        audiences=easy_names(AUDIENCE.name, offer.audiences, site),
        districts=easy_names(DISTRICT.name, districts_of(offer, site.catalogue), site),
        times=replace(view.times, dates=easy_dates(view.times.dates, site)),
        further=view.contacts if offer.next_steps else easy_further(view.contacts, view.ask),
        qr=qr_url(twin.url, twin.frame),
        referrals=easy_referrals(view.referrals, targets, site),
    )
