"""robots.txt: in demo mode nothing may be indexed; else it names the sitemap."""

from collections.abc import Iterator
from functools import partial

from sitegen.render import file_job
from sitegen.site import Bundle, PageJob, Site
from sitegen.urls import SITEMAP


def plan(site: Site) -> Iterator[Bundle]:
    """The one file; it matters only at the root of a host."""
    yield Bundle("robots", partial(_jobs, site))


def _jobs(site: Site) -> Iterator[PageJob]:
    config = site.catalogue.config
    lines = ["User-agent: *", "Disallow: /" if config.is_demo else "Disallow:"]
    if config.base_url and not config.is_demo:
        lines += [f"Sitemap: {config.base_url.rstrip('/')}{SITEMAP}"]
    yield file_job("/robots.txt", ("\n".join(lines) + "\n").encode())
