"""The bar of easy texts, `Roll|Stuhl`, stands in no other text: there nothing takes it out."""

import re
from collections.abc import Iterator

from sitegen.config import SITE_FILE, TEXTS_FOLDER
from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.fields import MarkdownText
from sitegen.models import leaves
from sitegen.models.easy_guide import EASY_GUIDE
from sitegen.models.glossary import GLOSSARY
from sitegen.models.page import EASY_PAGE
from sitegen.relations import texts_with_places
from sitegen.site import AnyRecord, Catalogue
from sitegen.views.page import EASY_TEXTS

_EASY_TYPES = {EASY_PAGE.name, EASY_GUIDE.name, GLOSSARY.name}
_EASY = "leicht"  # the key of whatever is in easy language
# Where a link leads, and the rows of tables in a text with marks.
_ADDRESS = r"\]\([^)\n]*\)|https?://\S+"
_NO_WORDS = re.compile(_ADDRESS)
_NO_PROSE = re.compile(rf"{_ADDRESS}|(?m:^ *\|.*$)")
_BAR = re.compile(r"(?<=\w)\|(?=\w)")  # with blanks around it, it parts no word


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """The first bar within a word of each text that is not in easy language."""
    for record in catalogue.all():
        if record.type_name not in _EASY_TYPES:
            yield from _of_record(record)
    for text, keys in texts_with_places(catalogue.config):
        if _EASY not in keys:
            yield from _told(text, Location(SITE_FILE, keys=keys), _NO_WORDS)
    for language, texts in catalogue.texts.items():
        for key, text in texts.items() if language != EASY_TEXTS else ():
            place = Location(f"{TEXTS_FOLDER}/{language}.yaml", keys=tuple(key.split(".")))
            yield from _told(text, place, _NO_WORDS)


def _of_record(record: AnyRecord) -> Iterator[Diagnostic]:
    marked = {it.keys for it in leaves(record.content) if isinstance(it.marker, MarkdownText)}
    for text, keys in texts_with_places(record.content):
        if "|" in text and _EASY not in keys:
            yield from _told(text, record.at(*keys), _NO_PROSE if keys in marked else _NO_WORDS)


def _told(text: str, place: Location, passed: re.Pattern[str]) -> Iterator[Diagnostic]:
    # As long as before, so that what is left keeps its place.
    words = passed.sub(lambda match: " " * len(match[0]), text)
    if bar := _BAR.search(words):
        at = bar.start()
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        yield diagnose("trennstrich-im-text", place.inside(line, column))
