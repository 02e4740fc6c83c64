"""Start page, all offers, the indexes of the vocabularies, and the page for wrong addresses."""

from collections.abc import Iterator

from sitegen.models.taxonomy import AUDIENCE, DISTRICT, TOPIC
from sitegen.render import page_job
from sitegen.site import PageJob, Site
from sitegen.views.directory import not_found_pages, offers_pages, start_pages
from sitegen.views.frame import frame_of
from sitegen.views.term import index_pages


def plan(site: Site) -> Iterator[PageJob]:
    """The pages that show many records."""
    frame = frame_of(site)
    for make in (start_pages, offers_pages, not_found_pages):
        for template, view in make(site, frame):
            yield page_job(template, view)
    for content_type in (DISTRICT, TOPIC, AUDIENCE):
        for template, view in index_pages(content_type, site, frame):
            yield page_job(template, view)
