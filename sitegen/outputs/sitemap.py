"""sitemap.xml: the address of every page that search engines may list (sitemaps.org, 0.9).

It needs the site's own address and is made in production only; in demo mode no page may be
listed, so there is nothing to write. Of very many pages it is an index of files with some each.
"""

from collections.abc import Iterator
from functools import lru_cache
from xml.sax.saxutils import escape

from sitegen.render import file_job
from sitegen.site import Bundle, PageJob, Site
from sitegen.urls import SITEMAP

MOST = 50_000  # addresses in one file, by the rules of the form

_FORM = """<?xml version="1.0" encoding="UTF-8"?>
<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{entries}</{kind}>
"""


def plan(site: Site, listed: tuple[str, ...]) -> Iterator[Bundle]:
    """The one file, or all of them."""
    base = (site.catalogue.config.base_url or "").rstrip("/")
    if base and listed:
        yield Bundle("sitemap", lambda: _jobs(base, listed))


@lru_cache(maxsize=1)  # a preview asks for the same with every edit
def _jobs(base: str, listed: tuple[str, ...]) -> tuple[PageJob, ...]:
    """In the order of the addresses."""
    parts = [listed[at : at + MOST] for at in range(0, len(listed), MOST)]
    if len(parts) == 1:
        return (_job(SITEMAP, "urlset", "url", base, listed),)
    stem, dot, suffix = SITEMAP.rpartition(".")
    names = tuple(f"{stem}-{number}{dot}{suffix}" for number in range(1, len(parts) + 1))
    files = (
        _job(name, "urlset", "url", base, part) for name, part in zip(names, parts, strict=True)
    )
    return (_job(SITEMAP, "sitemapindex", "sitemap", base, names), *files)


def _job(url: str, kind: str, entry: str, base: str, urls: tuple[str, ...]) -> PageJob:
    entries = "".join(f"<{entry}><loc>{escape(base + it)}</loc></{entry}>\n" for it in urls)
    return file_job(url, _FORM.format(kind=kind, entries=entries).encode())
