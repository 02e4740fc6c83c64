"""Pictures, films and files of content/medien/ that a listed record shows, each of them once."""

from collections.abc import Iterator
from functools import partial

from sitegen.diagnostics import Keys
from sitegen.render import file_job
from sitegen.site import AnyRecord, Bundle, PageJob, Site, media_of
from sitegen.visibility import shown_picture


def plan(site: Site) -> Iterator[Bundle]:
    """One file per picture, film or PDF that is shown, by name."""
    for name in sorted(site.catalogue.media or {}):
        yield Bundle(f"media/{name}", partial(_jobs, name, site))


def _jobs(name: str, site: Site) -> Iterator[PageJob]:
    media = site.catalogue.media or {}
    if name in site.shared(_shown):
        yield file_job(media[name].url, media[name].data)


def _shown(site: Site) -> frozenset[str]:
    return frozenset(
        name
        for record in site.catalogue.all()
        if site.standing(record).is_listed
        for name, keys, _ in media_of(record)
        if _is_shown(record, keys)
    )


def _is_shown(record: AnyRecord, keys: Keys) -> bool:
    """Whether a page of the record shows the file that it names there."""
    return keys != ("bild", "datei") or shown_picture(record) is not None
