"""qr.svg beside a page that people print: its full address for the camera of a phone.

Drawn black on white with a quiet zone, also in dark mode: cameras read nothing else. Where the
site does not know its own address there is none.
"""

import hashlib
from collections.abc import Iterable, Iterator
from functools import partial

from sitegen.models.offer import OFFER
from sitegen.models.taxonomy import DISTRICT
from sitegen.qrcodes import drawn
from sitegen.site import Bundle, PageJob, Renderer, Site
from sitegen.views.frame import frame_of
from sitegen.views.page import EASY, Frame
from sitegen.views.qr import qr_url


def plan(site: Site) -> Iterator[Bundle]:
    """One picture per offer, also in easy language, and per district: its sheet leads there."""
    frame = site.shared(frame_of)
    for name in site.offers:
        url = OFFER.address(name)
        yield Bundle(f"qr/{url}", partial(_jobs, frame, (url, EASY + url)))
    for name in site.catalogue.of(DISTRICT):
        url = DISTRICT.address(name)
        yield Bundle(f"qr/{url}", partial(_jobs, frame, (url,)))


def _jobs(frame: Frame, urls: Iterable[str]) -> Iterator[PageJob]:
    for url in urls:
        picture = qr_url(url, frame)
        if picture:
            address = frame.base_url + url
            key = hashlib.sha256(address.encode()).hexdigest()
            yield PageJob(picture, key, partial(_made, address))


def _made(address: str, _renderer: Renderer) -> bytes:
    return drawn(address)
