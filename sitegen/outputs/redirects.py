"""A small page at every former address that leads to the present one."""

from collections.abc import Iterator

from sitegen.render import page_job
from sitegen.site import PageJob, Site
from sitegen.views.frame import frame_of
from sitegen.views.redirect import redirect_page


def plan(site: Site) -> Iterator[PageJob]:
    """One page per former address, in the order of the addresses, in every language that has it."""
    frame = frame_of(site)
    for old, new in site.former_urls.items():
        yield page_job("pages/redirect.html", redirect_page(frame, old, new))
        for language in frame.languages:
            if new in language.urls:
                own = f"/{language.code}{old}"
                yield page_job(
                    "pages/redirect.html", redirect_page(frame, own, language.url_of(new))
                )
