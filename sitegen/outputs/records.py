"""A page (or a few) for every record that has a view, and end pages for what is over."""

from collections.abc import Iterator

from sitegen.models import CONTENT_TYPES, TWINS
from sitegen.render import page_job
from sitegen.site import PageJob, Site, Visibility
from sitegen.views import RECORD_VIEWS, end
from sitegen.views.film import with_films
from sitegen.views.frame import frame_of

# A film about a page is one about its twin in easy language.
_ORIGINALS = {twins.name: originals.name for twins, originals in TWINS}


def plan(site: Site) -> Iterator[PageJob]:
    """Pages of listed records and end pages, type after type."""
    frame = frame_of(site)
    for content_type in CONTENT_TYPES:
        view = RECORD_VIEWS.get(content_type.name)
        if view is None:
            continue
        for record in site.catalogue.of(content_type).values():
            visibility = site.standing(record).visibility
            target = (_ORIGINALS.get(content_type.name, content_type.name), record.id)
            if visibility is Visibility.LISTED:
                planned = view(record, site, frame)
            elif visibility is Visibility.ENDED:
                planned = end.pages(record, content_type.address(record.id), site, frame)
            else:
                continue
            for template, page in planned:
                yield page_job(template, with_films(page, target, site), record.path)
