"""Texts in easy language know which text they stand for: a changed original is reported."""

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, diagnose
from sitegen.digests import source_hash
from sitegen.easytexts import easy_place_of, easy_text_of, is_outdated
from sitegen.site import Catalogue


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Easy texts whose original has changed since, in files of their own and of all records."""
    for record in catalogue.all():
        text = easy_text_of(record, catalogue)
        if text is None:
            continue
        place, present = easy_place_of(record, "quelle_hash"), source_hash(record.content)
        if text.source_hash is None:
            yield diagnose("leicht-ohne-pruefsumme", place, summe=present)
        elif is_outdated(text, record.content):
            yield diagnose("leicht-veraltet", place, wert=text.source_hash, summe=present)
