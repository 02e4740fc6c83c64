"""security.txt (RFC 9116): whom to tell of weak points, as long as somebody promises to read."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import urljoin

from sitegen.config import SiteConfig
from sitegen.render import file_job
from sitegen.site import Bundle, PageJob, Site

URL = "/.well-known/security.txt"


def plan(site: Site) -> Iterator[Bundle]:
    """The one file, if the settings name a contact that still holds today."""
    yield Bundle("security", partial(_jobs, site))


def _jobs(site: Site) -> Iterator[PageJob]:
    config = site.catalogue.config
    if config.security and site.today <= config.security.until:
        lines = (f"{name}: {value}\n" for name, value in _fields(config))
        yield file_job(URL, "".join(lines).encode())


def _fields(config: SiteConfig) -> Iterator[tuple[str, str]]:
    security = config.security
    assert security
    if security.mail:
        yield "Contact", f"mailto:{security.mail}"
    if security.web:
        yield "Contact", security.web
    yield "Expires", f"{security.until.isoformat()}T23:59:59Z"
    yield "Preferred-Languages", ", ".join(security.languages)
    if config.base_url:
        # It counts at the root of a host alone, also for a site below a path.
        yield "Canonical", urljoin(config.base_url, URL)
