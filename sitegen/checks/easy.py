"""Texts in easy language know which text they stand for: a changed original is reported."""

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.digests import source_hash
from sitegen.models.page import EASY_PAGE, PAGE
from sitegen.models.versions import Versions
from sitegen.site import Catalogue


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Easy texts whose original has changed since, of pages and of all other records."""
    pages = catalogue.of(PAGE)
    for twin in catalogue.of(EASY_PAGE).values():
        if twin.id in pages:
            place = twin.at("quelle_hash")
            yield from _compare(twin.content.source_hash, pages[twin.id].content, place)
    for record in catalogue.all():
        versions = getattr(record.content, "versions", None)
        if isinstance(versions, Versions) and versions.easy is not None:
            place = record.at("sprachfassungen", "leicht", "quelle_hash")
            yield from _compare(versions.easy.source_hash, record.content, place)


def _compare(noted: str | None, original: object, place: Location) -> Iterator[Diagnostic]:
    present = source_hash(original)
    if noted is None:
        yield diagnose("leicht-ohne-pruefsumme", place, summe=present)
    elif noted != present:
        yield diagnose("leicht-veraltet", place, wert=noted, summe=present)
