"""Which translations visitors may read: reviewed ones, and in demo mode all, marked as such.

What is said about help in a crisis is never shown in words that nobody reviewed, in no mode.
"""

from collections.abc import Mapping
from datetime import date

from sitegen.digests import digest
from sitegen.models import Record
from sitegen.models.language import LANGUAGE, TRANSLATED_PAGE, SiteLanguage, TranslatedPage
from sitegen.models.page import PAGE
from sitegen.models.versions import Translation
from sitegen.site import Catalogue, Standing, Target, Texts, Visibility

UNREVIEWED = "sprache-ungeprueft"
# Interface texts around the help lines: their words have a review of their own.
_CRISIS = ("help.", "skip.help")

_HIDDEN = Standing(Visibility.WITHHELD, reason=UNREVIEWED)


def is_crisis(key: str) -> bool:
    """Whether an interface text is about help in a crisis."""
    return key.startswith(_CRISIS)


def crisis_hash(texts: Texts) -> str:
    """The digest of a language's words about help in a crisis; empty where it has none."""
    words = [f"{key}={texts[key]}" for key in sorted(texts) if is_crisis(key)]
    return digest(words) if words else ""


def is_reviewed(content: SiteLanguage | TranslatedPage, today: date) -> bool:
    """Whether a person has reviewed the words, by that day."""
    on = content.reviewed_on
    return on is not None and on <= today and content.reviewed_by is not None


def is_current(translation: Translation, today: date) -> bool:
    """Whether a person has reviewed a record's title and summary in another language."""
    return translation.reviewed_on is not None and translation.reviewed_on <= today


def says_crisis(language: Record[SiteLanguage], catalogue: Catalogue, today: date) -> bool:
    """Whether the language's words about help in a crisis are complete and reviewed as they are."""
    texts = catalogue.texts.get(language.id, {})
    needed = {key for key in catalogue.texts["de"] if is_crisis(key)}
    noted = language.content.crisis_hash
    is_whole = needed <= texts.keys() and noted == crisis_hash(texts)
    return is_whole and is_reviewed(language.content, today)


def translated_standings(
    catalogue: Catalogue, pages: Mapping[Target, Standing], today: date
) -> Mapping[Target, Standing]:
    """The standings of languages and translated pages; `pages` are those of the German ones.

    A translation is shown no longer than its page; it is verified if it and its language are
    reviewed.
    """
    is_demo = catalogue.config.is_demo
    found: dict[Target, Standing] = {}
    for language in catalogue.of(LANGUAGE).values():
        ok = is_reviewed(language.content, today)
        shown = Standing(Visibility.LISTED, is_verified=ok)
        found[LANGUAGE.name, language.id] = shown if ok or is_demo else _HIDDEN
    for record in catalogue.of(TRANSLATED_PAGE).values():
        name, code = TRANSLATED_PAGE.parts_of(record.id)
        language_standing = found.get((LANGUAGE.name, code), _HIDDEN)
        page = pages.get((PAGE.name, name), _HIDDEN)
        ok = language_standing.is_verified and is_reviewed(record.content, today)
        is_shown = page.is_listed and language_standing.is_listed and (ok or is_demo)
        shown = Standing(Visibility.LISTED, is_verified=ok)
        found[TRANSLATED_PAGE.name, record.id] = shown if is_shown else _HIDDEN
    return found
