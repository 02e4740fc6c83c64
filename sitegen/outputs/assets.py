"""Style, scripts and pictures of the frame, copied as they are."""

from collections.abc import Iterator

from sitegen.render import file_job
from sitegen.site import PageJob, Site


def plan(site: Site) -> Iterator[PageJob]:
    """One file per asset, by address."""
    for url, data in sorted(site.assets.items()):
        yield file_job(url, data)
