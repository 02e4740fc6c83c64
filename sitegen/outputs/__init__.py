"""What the site consists of: one kind of file per module, registered here.

An output plans; it never renders, reads or writes. To add one, write a module with a `plan`
function and name it in `OUTPUTS`.
"""

from collections.abc import Iterator
from typing import Protocol

from sitegen.outputs import assets, lists, records, redirects, robots
from sitegen.site import PageJob, Site


class Output(Protocol):
    """What a module of this folder must offer."""

    def plan(self, site: Site) -> Iterator[PageJob]:
        """The files of this kind, in a stable order."""
        ...


OUTPUTS: tuple[Output, ...] = (lists, records, redirects, robots, assets)
