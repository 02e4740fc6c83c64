"""The list that visitors keep in their browser: its page, and its offers as data for the script.

Which offers somebody keeps, nobody learns: the script loads files of many offers each.
"""

from collections.abc import Iterator

from sitegen.render import page_job
from sitegen.site import PageJob, Site
from sitegen.views.frame import frame_of
from sitegen.views.kept import kept_page, shards_of


def plan(site: Site) -> Iterator[PageJob]:
    """The page, then the files in the order of the offers' ids."""
    frame = frame_of(site)
    yield page_job("pages/kept.html", kept_page(site, frame))
    for shard in shards_of(site, frame):
        yield page_job("data/kept.js", shard)
