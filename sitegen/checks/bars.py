"""The bar of easy texts, `Roll|Stuhl`, stands in no other text: there nothing takes it out."""

import re
from collections.abc import Iterator, Mapping

from sitegen.config import SITE_FILE, TEXTS_FOLDER, SiteConfig
from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.fields import MarkdownText
from sitegen.models import leaves
from sitegen.models.easy_guide import EASY_GUIDE
from sitegen.models.glossary import GLOSSARY
from sitegen.models.page import EASY_PAGE
from sitegen.relations import texts_with_places
from sitegen.site import AnyRecord, Catalogue, Texts
from sitegen.views.page import EASY_TEXTS

_EASY_TYPES = {EASY_PAGE.name, EASY_GUIDE.name, GLOSSARY.name}
_EASY = "leicht"  # the key of whatever is in easy language
# Where a link leads, and the rows of tables in a text with marks.
_ADDRESS = r"\]\([^)\n]*\)|https?://\S+"
_NO_WORDS = re.compile(_ADDRESS)
_NO_PROSE = re.compile(rf"{_ADDRESS}|(?m:^ *\|.*$)")
_BAR = re.compile(r"(?<=\w)\|(?=\w)")  # with blanks around it, it parts no word


def known(_catalogue: Catalogue) -> None:
    """The record alone says it."""


def check_record(record: AnyRecord, _known: None) -> Iterator[Diagnostic]:
    """The first bar within a word of each text that is not in easy language."""
    if record.type_name in _EASY_TYPES:
        return
    texts = [
        (text, keys)
        for text, keys in texts_with_places(record.content)
        if "|" in text and _EASY not in keys
    ]
    if not texts:
        return
    marked = {it.keys for it in leaves(record.content) if isinstance(it.marker, MarkdownText)}
    for text, keys in texts:
        yield from _told(text, record.at(*keys), _NO_PROSE if keys in marked else _NO_WORDS)


def check_settings(
    config: SiteConfig, texts: Mapping[str, Texts], _known: None
) -> Iterator[Diagnostic]:
    """The same in the settings and in the texts of the interface."""
    for text, keys in texts_with_places(config):
        if _EASY not in keys:
            yield from _told(text, Location(SITE_FILE, keys=keys), _NO_WORDS)
    for language, words in texts.items():
        for key, text in words.items() if language != EASY_TEXTS else ():
            place = Location(f"{TEXTS_FOLDER}/{language}.yaml", keys=tuple(key.split(".")))
            yield from _told(text, place, _NO_WORDS)


def _told(text: str, place: Location, passed: re.Pattern[str]) -> Iterator[Diagnostic]:
    # As long as before, so that what is left keeps its place.
    words = passed.sub(lambda match: " " * len(match[0]), text)
    if bar := _BAR.search(words):
        at = bar.start()
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        yield diagnose("trennstrich-im-text", place.inside(line, column))
