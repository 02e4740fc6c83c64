"""Other languages: what they need to be read, and which translations are out of date."""

import re
from collections.abc import Iterator, Mapping

from sitegen.config import TEXTS_FOLDER
from sitegen.diagnostics import Diagnostic, diagnose
from sitegen.digests import source_hash
from sitegen.localised import languages
from sitegen.models import Record
from sitegen.models.crisis import CRISIS_LINE
from sitegen.models.language import LANGUAGE, TRANSLATED_PAGE, SiteLanguage, TranslatedPage
from sitegen.models.page import PAGE, START, EditorialPage
from sitegen.site import Catalogue
from sitegen.translations import crisis_hash

_GERMAN = "de"


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """What is wrong with languages, and with the pages translated into them."""
    for language in catalogue.of(LANGUAGE).values():
        yield from _language(language, catalogue)
    pages, numbers = catalogue.of(PAGE), frozenset(_crisis_numbers(catalogue))
    for record in catalogue.of(TRANSLATED_PAGE).values():
        name, _ = TRANSLATED_PAGE.parts_of(record.id)
        if name in pages:
            yield from _page(record, pages, name)
        if not record.content.reviewed_on and numbers & _numbers(record.content.text):
            yield diagnose("sprache-krisennummer", record.at("text"))


def _language(language: Record[SiteLanguage], catalogue: Catalogue) -> Iterator[Diagnostic]:
    code, content = language.id, language.content
    if code not in languages() - {_GERMAN}:
        yield diagnose("sprache-kuerzel", language.at(), kuerzel=code)
        return
    texts = catalogue.texts.get(code)
    if texts is None:
        path = f"{TEXTS_FOLDER}/{code}.yaml"
        yield diagnose("sprache-ohne-texte", language.at(), sprache=content.german, datei=path)
        return
    start = f"{START}-{code}"
    if start not in catalogue.of(TRANSLATED_PAGE):
        path = TRANSLATED_PAGE.path_of(start)
        yield diagnose("sprache-ohne-start", language.at(), sprache=content.german, datei=path)
    present = crisis_hash(texts)
    if present and content.reviewed_on and content.crisis_hash != present:
        yield diagnose("sprache-krisenworte", language.at("krisenworte_hash"), summe=present)
    if not (catalogue.config.is_demo or content.reviewed_on):
        yield diagnose("sprache-nicht-oeffentlich", language.at(), name=content.german)


def _page(
    record: Record[TranslatedPage], pages: Mapping[str, Record[EditorialPage]], name: str
) -> Iterator[Diagnostic]:
    noted, present = record.content.source_hash, source_hash(pages[name].content)
    place = record.at("quelle_hash")
    if noted is None:
        yield diagnose("sprache-ohne-pruefsumme", place, summe=present)
    elif noted != present:
        yield diagnose("sprache-veraltet", place, wert=noted, summe=present)


def _crisis_numbers(catalogue: Catalogue) -> Iterator[str]:
    for line in catalogue.of(CRISIS_LINE).values():
        for number in line.content.numbers:
            yield from (_digits(number.display), _digits(number.uri))


def _numbers(text: str) -> frozenset[str]:
    """The digits of everything in a text that can be read as a number with spaces in it."""
    return frozenset(_digits(found) for found in re.findall(r"\+?\d[\d /-]*", text))


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
