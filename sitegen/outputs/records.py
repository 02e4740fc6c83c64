"""A page (or a few) for every record that has a view, and end pages for what is over."""

from collections.abc import Iterator
from functools import partial

from sitegen.models import CONTENT_TYPES, TWINS, Content, ContentType
from sitegen.render import page_job
from sitegen.site import Bundle, PageJob, Site, Visibility
from sitegen.views import RECORD_VIEWS, RecordView, end
from sitegen.views.film import films_of, with_films
from sitegen.views.frame import frame_of
from sitegen.views.page import Frame

# A film about a page is one about its twin in easy language.
_ORIGINALS = {twins.name: originals.name for twins, originals in TWINS}


def plan(site: Site) -> Iterator[Bundle]:
    """Pages of listed records and end pages, type after type."""
    frame = site.shared(frame_of)
    for content_type in CONTENT_TYPES:
        view = RECORD_VIEWS.get(content_type.name)
        if view is not None:
            for name in site.catalogue.of(content_type):
                plan = partial(_jobs, content_type, view, name, site, frame)
                yield Bundle(f"{content_type.name}/{name}", plan)


def _jobs(
    content_type: ContentType[Content],
    view: RecordView,
    name: str,
    site: Site,
    frame: Frame,
) -> Iterator[PageJob]:
    record = site.catalogue.of(content_type)[name]
    visibility = site.standing(record).visibility
    target = (_ORIGINALS.get(content_type.name, content_type.name), record.id)
    if visibility is Visibility.LISTED:
        planned = view(record, site, frame)
    elif visibility is Visibility.ENDED:
        planned = end.pages(record, content_type.address(record.id), site, frame)
    else:
        return
    films = films_of(target, site)
    for template, page in planned:
        yield page_job(template, with_films(page, films), record.path)
