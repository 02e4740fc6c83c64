"""What the site consists of: one kind of file per module, registered here.

An output plans; it never renders, reads or writes. To add one, write a module with a `plan`
function and name it in `OUTPUTS`, or in `OVERVIEWS` if it is about the files of all others.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from sitegen.outputs import (
    assets,
    calendars,
    feed,
    kept,
    lists,
    media,
    qr,
    records,
    redirects,
    robots,
    search,
    sitemap,
    stand,
)
from sitegen.site import PageJob, Site


class Output(Protocol):
    """What a module of this folder must offer."""

    def plan(self, site: Site) -> Iterator[PageJob]:
        """The files of this kind, in a stable order."""
        ...


class Overview(Protocol):
    """What a module must offer that is about the files of all outputs."""

    def plan(self, site: Site, jobs: Sequence[PageJob]) -> Iterator[PageJob]:
        """The files of this kind; `jobs` are those of all outputs."""
        ...


OUTPUTS: tuple[Output, ...] = (
    lists,
    records,
    kept,
    redirects,
    feed,
    calendars,
    robots,
    assets,
    stand,
    search,
    media,
    qr,
)
OVERVIEWS: tuple[Overview, ...] = (sitemap,)


def planned(site: Site) -> tuple[PageJob, ...]:
    """Every file of the site, output after output."""
    jobs = tuple(job for output in OUTPUTS for job in output.plan(site))
    return (*jobs, *(job for overview in OVERVIEWS for job in overview.plan(site, jobs)))
