"""Other languages: what they need to be read, and which translations are out of date."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeAlias

from sitegen.config import TEXTS_FOLDER
from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.digests import source_hash
from sitegen.easytexts import is_outdated
from sitegen.localised import languages
from sitegen.models import Record
from sitegen.models.crisis import CRISIS_LINE
from sitegen.models.language import LANGUAGE, TRANSLATED_PAGE, SiteLanguage, TranslatedPage
from sitegen.models.page import PAGE, START, EditorialPage
from sitegen.models.versions import Translation
from sitegen.relations import named
from sitegen.site import AnyRecord, Catalogue
from sitegen.translations import crisis_hash, is_crisis, is_reviewed

_GERMAN = "de"
_SHORT = 3  # digits: `110`, `112`

Patterns: TypeAlias = tuple[re.Pattern[str], ...]


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """What is wrong with languages, and with what is translated into them."""
    lines = catalogue.of(CRISIS_LINE).values()
    numbers = frozenset(
        _digits(text)
        for line in lines
        for number in line.content.numbers
        for text in (number.display, number.uri)
    )
    patterns = tuple(_written(number) for number in sorted(numbers))
    for language in catalogue.of(LANGUAGE).values():
        yield from _half(language)
        yield from _language(language, catalogue)
        yield from _interface(language, catalogue, patterns)
    pages = catalogue.of(PAGE)
    for page in catalogue.of(TRANSLATED_PAGE).values():
        name, code = TRANSLATED_PAGE.parts_of(page.id)
        yield from _half(page)
        if name in pages:
            yield from _page(page, pages, name)
        if not is_reviewed(page.content, date.max):
            yield from _help(page, patterns)
            yield from _unseen(page, catalogue.of(LANGUAGE).get(code), catalogue)
    for record in catalogue.all():
        yield from _translations(record, catalogue, patterns)


def _half(record: Record[SiteLanguage] | Record[TranslatedPage]) -> Iterator[Diagnostic]:
    """A review has somebody and a day, or it is none."""
    by, on = record.content.reviewed_by, record.content.reviewed_on
    if bool(by) != bool(on):
        there, missing = ("geprueft_von", "geprueft_am") if by else ("geprueft_am", "geprueft_von")
        yield diagnose("sprache-pruefung-halb", record.at(there), fehlt=missing)


def _help(page: Record[TranslatedPage], numbers: Patterns) -> Iterator[Diagnostic]:
    """Where an unreviewed page tells the number of a help line, in digits or by its id."""
    content = page.content
    is_quoted = any(target[0] == CRISIS_LINE.name for target, _ in named(page))
    words = {"titel": content.title, "kurz": content.summary, "text": content.text}
    for key, text in words.items():
        if _says(text, numbers) or (is_quoted and key == "text"):
            yield diagnose("sprache-krisennummer", page.at(key))


def _unseen(
    page: Record[TranslatedPage], language: Record[SiteLanguage] | None, catalogue: Catalogue
) -> Iterator[Diagnostic]:
    """That a public site does not have the page, though it has its language."""
    if language and is_reviewed(language.content, date.max) and not catalogue.config.is_demo:
        yield diagnose("sprache-seite-nicht-oeffentlich", page.at("geprueft_am"))


def _interface(
    language: Record[SiteLanguage], catalogue: Catalogue, numbers: Patterns
) -> Iterator[Diagnostic]:
    """The same for the words of the interface, but those that are never shown unreviewed."""
    path = f"{TEXTS_FOLDER}/{language.id}.yaml"
    if not is_reviewed(language.content, date.max):
        for key, text in catalogue.texts.get(language.id, {}).items():
            if not is_crisis(key) and _says(text, numbers):
                place = Location(path, keys=tuple(key.split(".")))
                yield diagnose("sprache-krisennummer", place)


def _translations(
    record: AnyRecord, catalogue: Catalogue, numbers: Patterns
) -> Iterator[Diagnostic]:
    """What is wrong with the title and summary of a record in other languages."""
    known: set[str] = set()
    versions = getattr(record.content, "versions", None)
    found: list[Translation] = versions.translations if versions else []
    for index, it in enumerate(found):
        place = ("sprachfassungen", "uebersetzungen", index)
        if it.language in known:
            yield diagnose(
                "sprache-uebersetzung-doppelt", record.at(*place, "sprache"), sprache=it.language
            )
        elif it.language not in catalogue.of(LANGUAGE):
            yield diagnose(
                "sprache-uebersetzung-ungezeigt", record.at(*place, "sprache"), sprache=it.language
            )
        known.add(it.language)
        for key, text in (("titel", it.title), ("kurz", it.summary)):
            if it.reviewed_on is None and _says(text, numbers):
                yield diagnose("sprache-krisennummer", record.at(*place, key))


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
    has_review = is_reviewed(content, date.max)
    if present and has_review and content.crisis_hash != present:
        yield diagnose("sprache-krisenworte", language.at("krisenworte_hash"), summe=present)
    if not (catalogue.config.is_demo or has_review):
        yield diagnose("sprache-nicht-oeffentlich", language.at(), name=content.german)


def _page(
    record: Record[TranslatedPage], pages: Mapping[str, Record[EditorialPage]], name: str
) -> Iterator[Diagnostic]:
    noted, german = record.content.source_hash, pages[name].content
    place, present = record.at("quelle_hash"), source_hash(german)
    if noted is None:
        yield diagnose("sprache-ohne-pruefsumme", place, summe=present)
    elif is_outdated(record.content, german):
        yield diagnose("sprache-veraltet", place, wert=noted, summe=present)


def _says(text: str, numbers: Patterns) -> bool:
    western = "".join(str(int(char)) if char.isdecimal() else char for char in text)
    return any(number.search(western) for number in numbers)


def _written(number: str) -> re.Pattern[str]:
    """Finds a number with anything but letters between its digits.

    In a short one it is the same between all of them: `1-1-2`, but not the day in `11.2.`
    """
    gap = r"[\W_]{0,3}"
    is_short = len(number) <= _SHORT
    first = f"(?P<gap>{gap})" if is_short else gap
    rest = "(?P=gap)" if is_short else gap
    digits = number[0] + first + rest.join(number[1:])
    return re.compile(rf"(?<!\d)(?:00)?{digits}(?!\d)")


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
