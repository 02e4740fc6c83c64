"""Start page, lists of records and dates, indexes of vocabularies, the page for wrong addresses."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TypeAlias

from sitegen.finder.facets import FACETS
from sitegen.models.offer import OFFER
from sitegen.models.taxonomy import GOAL, WHO_FIELD
from sitegen.render import page_job
from sitegen.site import Bundle, PageJob, Site
from sitegen.views import document, number, register
from sitegen.views.calendar import calendar_pages
from sitegen.views.days import days_pages
from sitegen.views.directory import not_found_pages, start_pages
from sitegen.views.easy_lists import (
    CHOICES,
    archive_pages,
    choice_pages,
    events_pages,
    offers_pages,
)
from sitegen.views.feature import feature_pages, features_pages
from sitegen.views.frame import frame_of
from sitegen.views.guide import guides_pages
from sitegen.views.initiative import initiatives_pages
from sitegen.views.language_offers import offer_lists, offer_pages
from sitegen.views.news import news_list_pages
from sitegen.views.open import open_pages
from sitegen.views.page import Frame, Planned
from sitegen.views.report import report_pages
from sitegen.views.term import index_pages

Maker: TypeAlias = Callable[[Site, Frame], Iterable[Planned]]

MAKERS: Mapping[str, Maker] = {
    "start": start_pages,
    "offers": offers_pages,
    "features": features_pages,
    **{f"features/{facet}": partial(feature_pages, facet) for facet in FACETS},
    "days": days_pages,
    "open": open_pages,
    "events": events_pages,
    "archive": archive_pages,
    "calendar": calendar_pages,
    "guides": guides_pages,
    "initiatives": initiatives_pages,
    "news": news_list_pages,
    "documents": document.index_pages,
    "numbers": number.index_pages,
    "organisations": register.organisation_pages,
    "venues": register.venue_pages,
    "report": report_pages,
    "not-found": not_found_pages,
    "languages": offer_lists,
    **{it.name: partial(choice_pages, it) for it in CHOICES},
    **{it.name: partial(index_pages, it) for it in (WHO_FIELD, GOAL)},
}


def plan(site: Site) -> Iterator[Bundle]:
    """The pages that show many records, and those of single offers in other languages."""
    frame = site.shared(frame_of)
    for name, make in MAKERS.items():
        yield Bundle(f"lists/{name}", partial(_jobs, make, site, frame))
    for name in site.offers if any(OFFER.url in it.urls for it in frame.languages) else ():
        yield Bundle(f"languages/{name}", partial(_jobs, partial(offer_pages, name), site, frame))


def _jobs(make: Maker, site: Site, frame: Frame) -> Iterator[PageJob]:
    return (page_job(template, view) for template, view in make(site, frame))
