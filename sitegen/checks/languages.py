"""Other languages: what they need to be read, and which translations are out of date."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from sitegen.config import TEXTS_FOLDER
from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.digests import source_hash
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


@dataclass(frozen=True, slots=True)
class _Known:
    """What translations are held against.

    `numbers` are those of the crisis lines in digits; `languages` the codes there are, `hidden`
    those of them whose unreviewed pages the site does not have; `translated` says by the id of
    a page which pages stand for it, each with the words it was made of.
    """

    numbers: frozenset[str]
    languages: frozenset[str]
    hidden: frozenset[str]
    translated: Mapping[str, tuple[tuple[str, str | None], ...]]


def known(catalogue: Catalogue) -> _Known:
    """Numbers of crisis lines, the languages, and which pages stand for which."""
    languages = catalogue.of(LANGUAGE)
    reviewed = {name for name, it in languages.items() if is_reviewed(it.content, date.max)}
    hidden = frozenset(() if catalogue.config.is_demo else reviewed)
    translated: dict[str, tuple[tuple[str, str | None], ...]] = {}
    for page in catalogue.of(TRANSLATED_PAGE).values():
        name, _ = TRANSLATED_PAGE.parts_of(page.id)
        translated[name] = (*translated.get(name, ()), (page.id, page.content.source_hash))
    return _Known(_numbers(catalogue), frozenset(languages), hidden, translated)


def check_record(record: AnyRecord, known: _Known) -> Iterator[Diagnostic]:
    """What is wrong with a page in another language, and with what is translated of a record."""
    if PAGE.has(record):
        yield from _outdated(record, known)
    if TRANSLATED_PAGE.has(record):
        yield from _half(record)
        if not is_reviewed(record.content, date.max):
            yield from _help(record, known.numbers)
            # That a public site does not have the page, though it has its language.
            if TRANSLATED_PAGE.parts_of(record.id)[1] in known.hidden:
                yield diagnose("sprache-seite-nicht-oeffentlich", record.at("geprueft_am"))
    yield from _translations(record, known)


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """What is wrong with languages, and with the words of the interface in them."""
    numbers = _numbers(catalogue)
    for language in catalogue.of(LANGUAGE).values():
        yield from _half(language)
        yield from _language(language, catalogue)
        yield from _interface(language, catalogue, numbers)


def _numbers(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(
        _digits(text)
        for line in catalogue.of(CRISIS_LINE).values()
        for number in line.content.numbers
        for text in (number.display, number.uri)
    )


def _half(record: Record[SiteLanguage] | Record[TranslatedPage]) -> Iterator[Diagnostic]:
    """A review has somebody and a day, or it is none."""
    by, on = record.content.reviewed_by, record.content.reviewed_on
    if bool(by) != bool(on):
        there, missing = ("geprueft_von", "geprueft_am") if by else ("geprueft_am", "geprueft_von")
        yield diagnose("sprache-pruefung-halb", record.at(there), fehlt=missing)


def _help(page: Record[TranslatedPage], numbers: frozenset[str]) -> Iterator[Diagnostic]:
    """Where an unreviewed page tells the number of a help line, in digits or by its id."""
    content = page.content
    is_quoted = any(target[0] == CRISIS_LINE.name for target, _ in named(page))
    words = {"titel": content.title, "kurz": content.summary, "text": content.text}
    for key, text in words.items():
        if _says(text, numbers) or (is_quoted and key == "text"):
            yield diagnose("sprache-krisennummer", page.at(key))


def _interface(
    language: Record[SiteLanguage], catalogue: Catalogue, numbers: frozenset[str]
) -> Iterator[Diagnostic]:
    """The same for the words of the interface, but those that are never shown unreviewed."""
    path = f"{TEXTS_FOLDER}/{language.id}.yaml"
    if not is_reviewed(language.content, date.max):
        for key, text in catalogue.texts.get(language.id, {}).items():
            if not is_crisis(key) and _says(text, numbers):
                place = Location(path, keys=tuple(key.split(".")))
                yield diagnose("sprache-krisennummer", place)


def _translations(record: AnyRecord, known: _Known) -> Iterator[Diagnostic]:
    """What is wrong with the title and summary of a record in other languages."""
    seen: set[str] = set()
    versions = getattr(record.content, "versions", None)
    found: list[Translation] = versions.translations if versions else []
    for index, it in enumerate(found):
        place = ("sprachfassungen", "uebersetzungen", index)
        if it.language in seen:
            yield diagnose(
                "sprache-uebersetzung-doppelt", record.at(*place, "sprache"), sprache=it.language
            )
        elif it.language not in known.languages:
            yield diagnose(
                "sprache-uebersetzung-ungezeigt", record.at(*place, "sprache"), sprache=it.language
            )
        seen.add(it.language)
        for key, text in (("titel", it.title), ("kurz", it.summary)):
            if it.reviewed_on is None and _says(text, known.numbers):
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


def _outdated(page: Record[EditorialPage], known: _Known) -> Iterator[Diagnostic]:
    """Pages in other languages that were made of other words than the page has now."""
    for name, noted in known.translated.get(page.id, ()):
        place = Location(TRANSLATED_PAGE.path_of(name), keys=("quelle_hash",))
        present = source_hash(page.content)
        if noted is None:
            yield diagnose("sprache-ohne-pruefsumme", place, summe=present)
        elif noted != present:
            yield diagnose("sprache-veraltet", place, wert=noted, summe=present)


def _says(text: str, numbers: frozenset[str]) -> bool:
    western = "".join(str(int(char)) if char.isdecimal() else char for char in text)
    return any(_written(number).search(western) for number in numbers)


@cache
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
