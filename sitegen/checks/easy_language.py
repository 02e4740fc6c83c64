"""Texts in easy language keep its rules: sentence by sentence, each with a way to write it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache, lru_cache
from itertools import chain
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel

from sitegen.compounds import joined
from sitegen.config import SITE_FILE, TEXTS_FOLDER, SiteConfig
from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.easylint import (
    Dictionary,
    Fault,
    KnownWords,
    Line,
    has_dictionary,
    known_words,
    lint,
    load_dictionary,
    markdown_lines,
    plain_lines,
    words_of,
)
from sitegen.fields import MarkdownText
from sitegen.messages import rules
from sitegen.models import ContentType, leaves
from sitegen.models.crisis import CRISIS_LINE
from sitegen.models.easy_guide import EASY_GUIDE
from sitegen.models.event import EVENT
from sitegen.models.glossary import GLOSSARY
from sitegen.models.initiative import INITIATIVE
from sitegen.models.offer import OFFER
from sitegen.models.organisation import ORGANISATION
from sitegen.models.page import EASY_PAGE, EasyPage
from sitegen.models.taxonomy import DISTRICT
from sitegen.models.venue import VENUE
from sitegen.models.versions import EasyException, easy_block
from sitegen.relations import texts_with_places
from sitegen.site import AnyRecord, Catalogue, Texts
from sitegen.texts import MAIN
from sitegen.views.page import EASY_TEXTS

Form: TypeAlias = Literal["markdown", "lines", "label"]

_RULE = "leicht-"
_NAMED = (OFFER, EVENT, INITIATIVE, ORGANISATION, VENUE, DISTRICT, CRISIS_LINE)
_NAMES = ("name", "title", "short_name", "long_name", "street")
# What readers do not see, or see as somebody's name.
_NO_TEXT = frozenset(
    (
        *("kennung", "quelle_hash", "uebersetzt_von", "geprueft_von", "bildnachweis"),
        *("ausnahmen", "bilder", "wort", "formen", "statt"),
    )
)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text in easy language, and where it stands."""

    words: str
    place: Location
    form: Form = "label"


@dataclass(frozen=True, slots=True)
class _Block:
    """Texts that were written together: a page, the easy words of a record."""

    texts: tuple[_Text, ...]
    place: Location
    content: BaseModel | None = None

    @property
    def exceptions(self) -> Sequence[EasyException]:
        """The sentences that stay as they are."""
        return getattr(self.content, "exceptions", ())


@dataclass(frozen=True, slots=True)
class _Known:
    """The words that readers know from this site, and whether there is a dictionary."""

    words: KnownWords
    has_dictionary: bool


def known(catalogue: Catalogue) -> _Known:
    """The glossary, the names of what the site tells of, and what is installed."""
    return _Known(_words(catalogue), has_dictionary())


def met(record: AnyRecord, known: _Known) -> _Known | None:
    """What a record has of it in easy language; None where it says nothing in it."""
    return _met(_blocks(record), known)


def met_in_settings(config: SiteConfig, texts: Mapping[str, Texts], known: _Known) -> _Known | None:
    """The same of the settings and of the texts of the interface."""
    return _met(_other_blocks(config, texts), known)


def check_record(record: AnyRecord, known: _Known) -> Iterator[Diagnostic]:
    """Faults of what a record says in easy language."""
    for block in _blocks(record):
        yield from _check(block, known)


def check_settings(
    config: SiteConfig, texts: Mapping[str, Texts], known: _Known
) -> Iterator[Diagnostic]:
    """The same in the settings and in the texts of the interface."""
    for block in _other_blocks(config, texts):
        yield from _check(block, known)


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """One remark if nobody can look at the grammar of what there is."""
    if has_dictionary():
        return
    of_records = (block for record in catalogue.all() for block in _blocks(record))
    if any(True for _ in chain(_other_blocks(catalogue.config, catalogue.texts), of_records)):
        yield diagnose("leicht-ohne-woerterbuch", Location(SITE_FILE))


def _met(blocks: Iterable[_Block], known: _Known) -> _Known | None:
    texts = [block.texts for block in blocks]
    if not texts:
        return None
    words = (_said(text.words, text.form) for text in chain.from_iterable(texts))
    said = frozenset[str]().union(*words)
    return replace(known, words=known.words.among(said))


def _check(block: _Block, known: _Known) -> Iterator[Diagnostic]:
    dictionary = load_dictionary() if known.has_dictionary else None
    needed: set[int] = set()
    for text in block.texts:
        words = known.words.among(_said(text.words, text.form))
        for fault in _faults(text.words, text.form, words, dictionary):
            excuses = {n for n, it in enumerate(block.exceptions) if _is_meant(it, fault)}
            needed |= excuses
            if not excuses:
                place = text.place.inside(fault.line, fault.column)
                yield diagnose(fault.rule, place, hint=fault.values.get("rat"), **fault.values)
    for index, exception in enumerate(block.exceptions):
        place = _at(block.place, "ausnahmen", index)
        if exception.rule not in _known_rules():
            yield _unknown_rule(exception.rule, _at(place, "regel"))
        elif dictionary is not None and index not in needed:
            yield diagnose("leicht-ausnahme-unnoetig", place, regel=exception.rule)
    yield from _proof(block)
    yield from _pictures(block)


@lru_cache(maxsize=4096)
def _faults(
    words: str, form: Form, known: KnownWords, dictionary: Dictionary | None
) -> tuple[Fault, ...]:
    """Kept by text as long as the process lives: a preview reads again only what changed."""
    return lint(_lines(words, form), known, dictionary)


@lru_cache(maxsize=4096)
def _said(words: str, form: Form) -> frozenset[str]:
    return words_of(_lines(words, form))


def _lines(words: str, form: Form) -> tuple[Line, ...]:
    if form == "markdown":
        return markdown_lines(words)
    return plain_lines(words, is_label=form == "label")


def _is_meant(exception: EasyException, fault: Fault) -> bool:
    return exception.rule == fault.rule and _bare(fault.sentence) == _bare(exception.sentence)


@cache
def _known_rules() -> frozenset[str]:
    return frozenset(code for code in rules() if code.startswith(_RULE))


def _unknown_rule(rule: str, place: Location) -> Diagnostic:
    """With the rules that somebody may have meant, unless it is one of another kind."""
    names = sorted(code.removeprefix(_RULE) for code in _known_rules())
    near = get_close_matches(rule.removeprefix(_RULE), names, n=2)
    meant = " oder ".join(_RULE + name for name in near)
    hint = f"Meinten Sie: {meant}?" if near and rule not in rules() else None
    return diagnose("leicht-ausnahme-unbekannt", place, hint=hint, regel=rule)


def _bare(sentence: str) -> str:
    """The words alone: marks and splitting may be written otherwise."""
    return " ".join(re.sub(r"[^\w\s]", "", sentence).lower().split())


def _proof(block: _Block) -> Iterator[Diagnostic]:
    """A test has a group and a day, or it is none."""
    tested_by = getattr(block.content, "tested_by", None)
    tested_on = getattr(block.content, "tested_on", None)
    if tested_by and not tested_on:
        yield diagnose(
            "leicht-pruefung-halb", _at(block.place, "geprueft_von"), fehlt="geprueft_am"
        )
    if tested_on and not tested_by:
        yield diagnose(
            "leicht-pruefung-halb", _at(block.place, "geprueft_am"), fehlt="geprueft_von"
        )


def _pictures(block: _Block) -> Iterator[Diagnostic]:
    """How many sections of a page show no picture."""
    content = block.content
    if isinstance(content, EasyPage):
        shown = {joined(picture.section) for picture in content.pictures if picture.section}
        bare = [match for match in content.headings() if joined(match[1]) not in shown]
        if bare:
            yield diagnose("leicht-ohne-bild", _at(block.place, "text"), anzahl=len(bare))


def _blocks(record: AnyRecord) -> Iterator[_Block]:
    """Everything that a record says in easy language."""
    if record.type_name in {EASY_PAGE.name, EASY_GUIDE.name, GLOSSARY.name}:
        yield _block(record.content, record.at())
    easy = easy_block(record.content)
    if easy is not None:
        yield _block(easy, record.at("sprachfassungen", "leicht"))
    name = getattr(record.content, "easy_name", None)
    if name:
        place = record.at("leicht")
        yield _Block((_Text(name, place),), place)


def _other_blocks(config: SiteConfig, texts: Mapping[str, Texts]) -> Iterator[_Block]:
    """What the settings and the interface say in easy language."""
    notice = config.notice
    if notice and notice.easy:
        place = Location(SITE_FILE, keys=("hinweis", "leicht"))
        yield _Block((_Text(notice.easy, place),), place)
    main = texts.get(MAIN, {})
    for key, words in texts.get(EASY_TEXTS, {}).items():
        if words != main.get(key):  # else only the usual text stands in for it
            place = Location(f"{TEXTS_FOLDER}/{EASY_TEXTS}.yaml", keys=tuple(key.split(".")))
            yield _Block((_Text(words, place),), place)


def _block(content: BaseModel, place: Location) -> _Block:
    marked = {leaf.keys for leaf in leaves(content) if isinstance(leaf.marker, MarkdownText)}
    texts = tuple(
        _Text(words, _at(place, *keys), _form(words, is_marked=keys in marked))
        for words, keys in texts_with_places(content)
        if not _NO_TEXT & set(keys)
    )
    return _Block(texts, place, content)


def _form(words: str, *, is_marked: bool) -> Form:
    if is_marked:
        return "markdown"
    return "lines" if "\n" in words.strip() else "label"


def _at(place: Location, *keys: str | int) -> Location:
    return Location(place.path, keys=(*place.keys, *keys))


def _words(catalogue: Catalogue) -> KnownWords:
    """The glossary, and the names of what the site tells of."""
    entries = [record.content for record in catalogue.of(GLOSSARY).values()]
    words = [word for entry in entries for word in (entry.name, *entry.forms)]
    instead = {wrong: entry.name for entry in entries for wrong in entry.instead}
    config = catalogue.config
    districts = [record.content for record in catalogue.of(DISTRICT).values()]
    places = [config.city, *(word for it in districts for word in (it.name, *it.synonyms))]
    names = chain.from_iterable(_names_of(kind, catalogue) for kind in _NAMED)
    given = (*words, *config.abbreviations)
    return known_words(given, (*names, *places, config.name, config.office.name), instead, places)


def _names_of(kind: ContentType[Any], catalogue: Catalogue) -> Iterator[str]:
    keys = [key for key in _NAMES if key in kind.model.model_fields]
    for record in catalogue.of(kind).values():
        for name in (getattr(record.content, key) for key in keys):
            if name:
                yield from (name, name.partition(" (")[0])
