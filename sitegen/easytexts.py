"""What somebody wrote of a record in easy language, where it stands, and how far it holds.

Such a text is a file of its own beside that of its record (`TWINS`), or a block in the record.
"""

from typing import TypeAlias

from sitegen.diagnostics import Location
from sitegen.digests import source_hash
from sitegen.models import TWINS
from sitegen.models.easy_guide import EasyGuide
from sitegen.models.language import TranslatedPage
from sitegen.models.page import EasyPage
from sitegen.models.versions import EasyText, easy_block
from sitegen.site import AnyRecord, Catalogue

Written: TypeAlias = EasyText | EasyPage | EasyGuide

_TWINS = {originals.name: twins for twins, originals in TWINS}


def easy_text_of(record: AnyRecord, catalogue: Catalogue) -> Written | None:
    """The text of a record of any type, if there is one."""
    twins = _TWINS.get(record.type_name)
    if twins is None:
        return easy_block(record.content)
    twin = catalogue.of(twins).get(record.id)
    return twin.content if twin else None


def easy_place_of(record: AnyRecord, *keys: str) -> Location:
    """Where that text stands or is to stand, or one of its keys."""
    twins = _TWINS.get(record.type_name)
    if twins is None:
        return record.at("sprachfassungen", "leicht", *keys)
    return Location(twins.path_of(record.id), keys=keys)


def is_tested(text: Written) -> bool:
    """Whether a group has read it; a test has a name and a day, or it is none."""
    return bool(text.tested_by and text.tested_on)


def is_outdated(text: Written | TranslatedPage, original: object) -> bool:
    """Whether a text was made for other words than these; unknown is no."""
    return bool(text.source_hash) and text.source_hash != source_hash(original)
