"""_headers: what hosts that read such a file (Netlify, Cloudflare Pages and others) are to send."""

from collections.abc import Iterator

from sitegen.headers import FRESH, HEADERS
from sitegen.render import file_job
from sitegen.site import Bundle, PageJob, Site


def plan(_site: Site) -> Iterator[Bundle]:
    """The one file, the same for every address: where rules overlap, hosts add them up."""
    yield Bundle("headers", _jobs)


def _jobs() -> Iterator[PageJob]:
    said = {**HEADERS, "Cache-Control": FRESH}
    lines = ["/*", *(f"  {name}: {value}" for name, value in said.items())]
    yield file_job("/_headers", ("\n".join(lines) + "\n").encode())
