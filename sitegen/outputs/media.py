"""Pictures, films and files of content/medien/ that a listed record shows, each of them once."""

from collections.abc import Iterator
from functools import partial

from sitegen.diagnostics import Keys
from sitegen.render import file_job
from sitegen.site import AnyRecord, Bundle, PageJob, Site, media_of
from sitegen.visibility import shown_picture


def plan(site: Site) -> Iterator[Bundle]:
    """One file per picture or PDF that is shown, by address."""
    yield Bundle("media", partial(_jobs, site))


def _jobs(site: Site) -> Iterator[PageJob]:
    media = site.catalogue.media or {}
    shown = {
        name
        for record in site.catalogue.all()
        if site.standing(record).is_listed
        for name, keys, _ in media_of(record)
        if _is_shown(record, keys)
    }
    for name in sorted(shown & media.keys()):
        yield file_job(media[name].url, media[name].data)


def _is_shown(record: AnyRecord, keys: Keys) -> bool:
    """Whether a page of the record shows the file that it names there."""
    return keys != ("bild", "datei") or shown_picture(record) is not None
