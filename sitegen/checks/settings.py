"""What the settings name: a notice on every page, who answers for the office, who reads reports."""

from collections.abc import Iterable, Iterator
from typing import Any

from sitegen.config import SITE_FILE
from sitegen.diagnostics import Diagnostic, Keys, Location, diagnose
from sitegen.models import ContentType
from sitegen.models.blocks import Contact
from sitegen.models.event import EVENT
from sitegen.models.initiative import INITIATIVE
from sitegen.models.news import NEWS
from sitegen.models.offer import OFFER
from sitegen.models.organisation import ORGANISATION
from sitegen.models.page import PAGE
from sitegen.site import Catalogue, target_of

# Where there is more to read about what concerns everybody, and who can be called.
_TO_READ = (PAGE, OFFER, EVENT, NEWS, INITIATIVE)
_TO_CALL = (OFFER, ORGANISATION)


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """The notice on every page, who answers without an own number, and where reports go."""
    yield from _notice(catalogue)
    yield from _stand_in(catalogue)
    security = catalogue.config.security
    if security and not (security.mail or security.web):
        yield diagnose("sicherheit-ohne-kontakt", Location(SITE_FILE, keys=("sicherheit",)))


def _notice(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A last day before the first, and a page that nobody can open."""
    notice = catalogue.config.notice
    if notice is None:
        return
    if notice.since and notice.until < notice.since:
        place = Location(SITE_FILE, keys=("hinweis", "bis"))
        yield diagnose("hinweis-verkehrt", place, ab=notice.since, bis=notice.until)
    if notice.target:
        yield from _reference(notice.target, ("hinweis", "ziel"), _TO_READ, catalogue)


def _stand_in(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Somebody who is there, but has no number either."""
    target, keys = catalogue.config.office.stand_in, ("kontakt", "vertretung")
    if target is None:
        return
    wrong = tuple(_reference(target, keys, _TO_CALL, catalogue))
    yield from wrong
    record = catalogue.get(target_of(target))
    contact = getattr(record.content, "contact", None) if record else None
    if not wrong and not (isinstance(contact, Contact) and contact.phones):
        place = Location(SITE_FILE, keys=keys)
        yield diagnose("vertretung-ohne-telefon", place, ziel=target)


def _reference(
    target: str, keys: Keys, kinds: Iterable[ContentType[Any]], catalogue: Catalogue
) -> Iterator[Diagnostic]:
    """A type that does not belong here, or a record that is not there."""
    place = Location(SITE_FILE, keys=keys)
    kind, record_id = target_of(target)
    labels = {content_type.name: content_type.label for content_type in kinds}
    if kind not in labels:
        names = ", ".join(f"{name}/…" for name in labels)
        yield diagnose("verweis-art-falsch", place, ziel=target, arten=names)
    elif catalogue.get((kind, record_id)) is None:
        yield diagnose("verweis-unbekannt", place, art=labels[kind], ziel=record_id)
