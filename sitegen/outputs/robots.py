"""robots.txt: in demo mode nothing may be indexed."""

from collections.abc import Iterator

from sitegen.render import file_job
from sitegen.site import PageJob, Site


def plan(site: Site) -> Iterator[PageJob]:
    """The one file; it matters only at the root of a host."""
    rule = "Disallow: /" if site.catalogue.config.is_demo else "Disallow:"
    yield file_job("/robots.txt", f"User-agent: *\n{rule}\n".encode())
