"""The list that visitors keep in their browser: its page, and its offers as data for the script.

Which offers somebody keeps, nobody learns: the script loads files of many offers each.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from sitegen.render import page_job
from sitegen.site import Bundle, PageJob, Site
from sitegen.views.frame import frame_of
from sitegen.views.kept import kept_page, shard, shards_of
from sitegen.views.page import Frame


def plan(site: Site) -> Iterator[Bundle]:
    """The page, then the files in the order of the offers' ids."""
    frame = site.shared(frame_of)
    yield Bundle("kept", partial(_page, site, frame))
    for number, names in enumerate(shards_of(site)):
        plan = partial(_shard, number, names, site, frame)
        yield Bundle(f"kept/{names[0]}", plan, given=(number, names))


def _page(site: Site, frame: Frame) -> Iterator[PageJob]:
    yield page_job("pages/kept.html", kept_page(site, frame))


def _shard(number: int, names: Iterable[str], site: Site, frame: Frame) -> Iterator[PageJob]:
    yield page_job("data/kept.js", shard(number, names, site, frame))
