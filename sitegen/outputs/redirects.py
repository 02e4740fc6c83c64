"""A small page at every former address that leads to the present one."""

from collections.abc import Iterator
from functools import partial

from sitegen.render import page_job
from sitegen.site import Bundle, PageJob, Site
from sitegen.views.frame import frame_of
from sitegen.views.languages import ended_urls
from sitegen.views.page import Frame, PageLanguage
from sitegen.views.redirect import redirect_page


def plan(site: Site) -> Iterator[Bundle]:
    """One page per former address, in the order of the addresses, in every language that has it.

    What is over says so in German: its addresses in other languages lead there.
    """
    frame = site.shared(frame_of)
    yield Bundle("redirects", partial(_jobs, site, frame))
    for language in frame.languages:
        yield Bundle(f"redirects/{language.code}", partial(_translated, language, site, frame))


def _jobs(site: Site, frame: Frame) -> Iterator[PageJob]:
    return (_way(frame, old, new) for old, new in site.former_urls.items())


def _translated(language: PageLanguage, site: Site, frame: Frame) -> Iterator[PageJob]:
    ended = dict.fromkeys(ended_urls(language, site))
    for old, new in site.former_urls.items():
        if language.has(new):
            yield _way(frame, f"/{language.code}{old}", language.url_of(new))
        elif new in ended:
            yield _way(frame, f"/{language.code}{old}", new)
    for url in ended:
        yield _way(frame, f"/{language.code}{url}", url)


def _way(frame: Frame, old: str, new: str) -> PageJob:
    return page_job("pages/redirect.html", redirect_page(frame, old, new))
