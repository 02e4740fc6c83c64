"""Pictures and files of content/medien/ that a listed record shows, each of them once."""

from collections.abc import Iterator

from sitegen.render import file_job
from sitegen.site import PageJob, Site, media_of
from sitegen.visibility import shown_picture


def plan(site: Site) -> Iterator[PageJob]:
    """One file per picture or PDF that is shown, by address."""
    media = site.catalogue.media or {}
    shown = {
        name
        for record in site.catalogue.all()
        if site.standing(record).is_listed
        for name, keys in media_of(record)
        if len(keys) == 1 or shown_picture(record)
    }
    for name in sorted(shown & media.keys()):
        yield file_job(media[name].url, media[name].data)
