"""A page (or a few) for every record that has a view, and end pages for what is over."""

from collections.abc import Iterator
from functools import partial

from sitegen.models import CONTENT_TYPES, TWINS, Content, ContentType
from sitegen.render import page_job
from sitegen.site import AnyRecord, Bundle, PageJob, Site, Visibility
from sitegen.views import RECORD_VIEWS, RecordView, end
from sitegen.views.film import with_films
from sitegen.views.frame import frame_of
from sitegen.views.page import Frame

# A film about a page is one about its twin in easy language.
_ORIGINALS = {twins.name: originals.name for twins, originals in TWINS}


def plan(site: Site) -> Iterator[Bundle]:
    """Pages of listed records and end pages, type after type."""
    frame = frame_of(site)
    for content_type in CONTENT_TYPES:
        view = RECORD_VIEWS.get(content_type.name)
        if view is not None:
            for record in site.catalogue.of(content_type).values():
                name = f"{content_type.name}/{record.id}"
                yield Bundle(name, partial(_jobs, content_type, view, record, site, frame))


def _jobs(
    content_type: ContentType[Content],
    view: RecordView,
    record: AnyRecord,
    site: Site,
    frame: Frame,
) -> Iterator[PageJob]:
    visibility = site.standing(record).visibility
    target = (_ORIGINALS.get(content_type.name, content_type.name), record.id)
    if visibility is Visibility.LISTED:
        planned = view(record, site, frame)
    elif visibility is Visibility.ENDED:
        planned = end.pages(record, content_type.address(record.id), site, frame)
    else:
        return
    for template, page in planned:
        yield page_job(template, with_films(page, target, site), record.path)
