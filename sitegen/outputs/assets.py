"""Style, scripts and pictures of the frame: copied, but that visitors need not load remarks."""

import re
from collections.abc import Iterator
from functools import partial

from sitegen.render import file_job
from sitegen.site import Bundle, PageJob, Site

# Remarks have lines of their own: what could stand within a text of a script is left alone.
_REMARK = re.compile(rb"^[ \t]*(?:/\*.*?\*/[ \t]*|//[^\n]*)\n", re.DOTALL | re.MULTILINE)


def plan(site: Site) -> Iterator[Bundle]:
    """One file per asset, by address."""
    yield Bundle("assets", partial(_jobs, site))


def _jobs(site: Site) -> Iterator[PageJob]:
    for url, data in sorted(site.assets.items()):
        yield file_job(url, without_remarks(data) if url.endswith((".css", ".js")) else data)


def without_remarks(data: bytes) -> bytes:
    """A sheet or script without the lines that only people read."""
    return _REMARK.sub(b"", data)
