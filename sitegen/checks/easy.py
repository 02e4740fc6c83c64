"""Texts in easy language know which text they stand for: a changed original is reported."""

from collections.abc import Iterator, Mapping

from sitegen.diagnostics import Diagnostic, diagnose
from sitegen.digests import source_hash
from sitegen.easytexts import easy_place_of
from sitegen.models import TWINS
from sitegen.models.versions import easy_block
from sitegen.site import AnyRecord, Catalogue, Target


def known(catalogue: Catalogue) -> Mapping[Target, str | None]:
    """Which words easy texts with a file of their own were made for, by their original."""
    return {
        (originals.name, twin.id): twin.content.source_hash
        for twins, originals in TWINS
        for twin in catalogue.of(twins).values()
    }


def check_record(record: AnyRecord, twins: Mapping[Target, str | None]) -> Iterator[Diagnostic]:
    """An easy text, in a file of its own or in the record, whose original has changed since."""
    target, block = (record.type_name, record.id), easy_block(record.content)
    if target not in twins and block is None:
        return
    noted = twins[target] if block is None else block.source_hash
    place, present = easy_place_of(record, "quelle_hash"), source_hash(record.content)
    if noted is None:
        yield diagnose("leicht-ohne-pruefsumme", place, summe=present)
    elif noted != present:
        yield diagnose("leicht-veraltet", place, wert=noted, summe=present)
