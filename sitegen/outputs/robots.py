"""robots.txt: in demo mode nothing may be indexed; else it names the sitemap."""

from collections.abc import Iterator

from sitegen.render import file_job
from sitegen.site import PageJob, Site
from sitegen.urls import SITEMAP


def plan(site: Site) -> Iterator[PageJob]:
    """The one file; it matters only at the root of a host."""
    config = site.catalogue.config
    lines = ["User-agent: *", "Disallow: /" if config.is_demo else "Disallow:"]
    if config.base_url and not config.is_demo:
        lines += [f"Sitemap: {config.base_url.rstrip('/')}{SITEMAP}"]
    yield file_job("/robots.txt", ("\n".join(lines) + "\n").encode())
