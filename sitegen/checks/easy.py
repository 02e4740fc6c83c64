"""Texts in easy language know which text they stand for: a changed original is reported."""

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.digests import source_hash
from sitegen.models import TWINS
from sitegen.models.versions import Versions
from sitegen.site import Catalogue


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Easy texts whose original has changed since, in files of their own and of all records."""
    for twins, originals in TWINS:
        for twin in catalogue.of(twins).values():
            original = catalogue.get((originals.name, twin.id))
            if original is not None:
                place = twin.at("quelle_hash")
                yield from _compare(twin.content.source_hash, original.content, place)
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
