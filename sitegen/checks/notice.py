"""The notice on every page: its days follow each other, and it leads to something that is there."""

from collections.abc import Iterator

from sitegen.config import SITE_FILE
from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.models import CONTENT_TYPES
from sitegen.site import Catalogue

_WITH_PAGES = tuple(content_type.name for content_type in CONTENT_TYPES if content_type.url)


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
    if kind not in _WITH_PAGES:
        kinds = ", ".join(f"{name}/…" for name in _WITH_PAGES)
        yield diagnose("verweis-art-falsch", place, ziel=notice.target, arten=kinds)
    elif catalogue.get((kind, record_id)) is None:
        label = next(it.label for it in CONTENT_TYPES if it.name == kind)
        yield diagnose("verweis-unbekannt", place, art=label, ziel=record_id)
