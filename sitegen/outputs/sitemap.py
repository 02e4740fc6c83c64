"""sitemap.xml: the address of every page that search engines may list (sitemaps.org, 0.9).

It needs the site's own address and is made in production only; in demo mode no page may be
listed, so there is nothing to write.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from xml.sax.saxutils import escape

from sitegen.render import file_job
from sitegen.site import Bundle, PageJob, PageSummary, Site
from sitegen.urls import SITEMAP

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
"""


def plan(site: Site, summaries: Iterable[PageSummary]) -> Iterator[Bundle]:
    """The one file."""
    yield Bundle("sitemap", partial(_jobs, site, summaries))


def _jobs(site: Site, summaries: Iterable[PageSummary]) -> Iterator[PageJob]:
    """In the order of the addresses; the form of the file allows 50 000 of them."""
    base = (site.catalogue.config.base_url or "").rstrip("/")
    urls = sorted(summary.url for summary in summaries if summary.is_indexed)
    if base and urls:
        lines = (f"<url><loc>{escape(base + url)}</loc></url>\n" for url in urls)
        yield file_job(SITEMAP, f"{_HEAD}{''.join(lines)}</urlset>\n".encode())
