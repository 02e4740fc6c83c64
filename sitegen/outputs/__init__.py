"""What the site consists of: one kind of file per module, registered here.

An output plans; it never renders, reads or writes. To add one, write a module with a `plan`
function and name it in `OUTPUTS`, or in `OVERVIEWS` if it is about the files of all others.
"""

from collections.abc import Iterator
from typing import Protocol

from sitegen.outputs import (
    assets,
    calendars,
    feed,
    headers,
    kept,
    lists,
    media,
    qr,
    records,
    redirects,
    robots,
    search,
    security,
    sitemap,
    stand,
)
from sitegen.site import Bundle, Site
from sitegen.views.frame import frame_of


class Output(Protocol):
    """What a module of this folder must offer."""

    def plan(self, site: Site) -> Iterator[Bundle]:
        """The files of this kind, in a stable order."""
        ...


class Overview(Protocol):
    """What a module must offer that is about the files of all outputs."""

    def plan(self, site: Site, listed: tuple[str, ...]) -> Iterator[Bundle]:
        """The files of this kind; `listed` are the addresses that search engines may list."""
        ...


OUTPUTS: tuple[Output, ...] = (
    lists,
    records,
    kept,
    redirects,
    feed,
    calendars,
    robots,
    headers,
    security,
    assets,
    stand,
    search,
    media,
    qr,
)
OVERVIEWS: tuple[Overview, ...] = (sitemap,)


def planned(site: Site) -> Iterator[Bundle]:
    """Every file of the site but the overviews, output after output."""
    surrounding = site.shared(frame_of).key
    for output in OUTPUTS:
        for bundle in output.plan(site):
            yield Bundle(bundle.name, bundle.plan, (*bundle.given, surrounding))


def overviews(site: Site, listed: tuple[str, ...]) -> Iterator[Bundle]:
    """The files about all others, which are made already."""
    return (bundle for overview in OVERVIEWS for bundle in overview.plan(site, listed))
