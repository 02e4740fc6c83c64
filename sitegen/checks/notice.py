"""The notice on every page: its days follow each other, and it leads to something that is there."""

from collections.abc import Iterator

from sitegen.config import SITE_FILE
from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.models.event import EVENT
from sitegen.models.initiative import INITIATIVE
from sitegen.models.news import NEWS
from sitegen.models.offer import OFFER
from sitegen.models.page import PAGE
from sitegen.site import Catalogue

# Where there is more to read about what concerns everybody.
_TARGETS = (PAGE, OFFER, EVENT, NEWS, INITIATIVE)


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A last day before the first, and a page that nobody can open."""
    notice = catalogue.config.notice
    if notice is None:
        return
    if notice.since and notice.until < notice.since:
        place = Location(SITE_FILE, keys=("hinweis", "bis"))
        yield diagnose("hinweis-verkehrt", place, ab=notice.since, bis=notice.until)
    if notice.target is None:
        return
    place = Location(SITE_FILE, keys=("hinweis", "ziel"))
    kind, _, record_id = notice.target.partition("/")
    labels = {content_type.name: content_type.label for content_type in _TARGETS}
    if kind not in labels:
        kinds = ", ".join(f"{name}/…" for name in labels)
        yield diagnose("verweis-art-falsch", place, ziel=notice.target, arten=kinds)
    elif catalogue.get((kind, record_id)) is None:
        yield diagnose("verweis-unbekannt", place, art=labels[kind], ziel=record_id)
