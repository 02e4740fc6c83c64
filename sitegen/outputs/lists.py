"""Start page, lists of records and dates, indexes of vocabularies, the page for wrong addresses."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeAlias

from sitegen.models.taxonomy import GOAL, WHO_FIELD
from sitegen.render import page_job
from sitegen.site import Bundle, PageJob, Site
from sitegen.views import document, number, register
from sitegen.views.calendar import calendar_pages
from sitegen.views.days import days_pages
from sitegen.views.directory import not_found_pages, start_pages
from sitegen.views.easy_lists import archive_pages, choice_pages, events_pages, offers_pages
from sitegen.views.feature import feature_pages
from sitegen.views.frame import frame_of
from sitegen.views.guide import guides_pages
from sitegen.views.initiative import initiatives_pages
from sitegen.views.language_offers import translated_offers_pages
from sitegen.views.news import news_list_pages
from sitegen.views.open import open_pages
from sitegen.views.page import Frame, Planned
from sitegen.views.report import report_pages
from sitegen.views.term import index_pages

Maker: TypeAlias = Callable[[Site, Frame], Iterable[Planned]]

MAKERS: tuple[Maker, ...] = (
    start_pages,
    offers_pages,
    feature_pages,
    days_pages,
    open_pages,
    events_pages,
    archive_pages,
    calendar_pages,
    guides_pages,
    initiatives_pages,
    news_list_pages,
    document.index_pages,
    number.index_pages,
    register.organisation_pages,
    register.venue_pages,
    report_pages,
    not_found_pages,
    translated_offers_pages,
    choice_pages,
    partial(index_pages, WHO_FIELD),
    partial(index_pages, GOAL),
)


def plan(site: Site) -> Iterator[Bundle]:
    """The pages that show many records."""
    frame = frame_of(site)
    for make in MAKERS:
        yield Bundle(f"lists/{make.__module__}", partial(_jobs, make, site, frame))


def _jobs(make: Maker, site: Site, frame: Frame) -> Iterator[PageJob]:
    return (page_job(template, view) for template, view in make(site, frame))
