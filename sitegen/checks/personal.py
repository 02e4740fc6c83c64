"""Nobody is named and nobody's mailbox is given without their recorded consent."""

import re
from collections.abc import Iterator, Mapping

from sitegen.config import SITE_FILE, TEXTS_FOLDER, SiteConfig
from sitegen.diagnostics import Diagnostic, Keys, Location, diagnose
from sitegen.models.blocks import Care, Contact
from sitegen.models.document import DOCUMENT
from sitegen.models.organisation import ORGANISATION
from sitegen.models.venue import VENUE
from sitegen.persons import mailboxes, may_tell, name_in, names
from sitegen.relations import texts_with_places
from sitegen.site import AnyRecord, Catalogue, Texts, title_of

# Who made a picture has to be named; the name of a contact has a finding of its own.
_RIGHTLY = ("bildnachweis", "lizenz")
_CONTACT_NAME = ("kontakt", "name")
# What the search, lists and feeds are made of names nobody, not even with consent.
_COLLECTED = frozenset(["titel", "kurz", "suchworte"])
_OWN_NAMES = (ORGANISATION, VENUE, DOCUMENT)


def known(catalogue: Catalogue) -> frozenset[str]:
    """Names that bodies bear, in their own record and wherever others speak of them."""
    titles = (title_of(it) for kind in _OWN_NAMES for it in catalogue.of(kind).values())
    return frozenset(name_in(match) for title in titles for match in names(title))


def check_record(record: AnyRecord, bodies: frozenset[str]) -> Iterator[Diagnostic]:
    """Names and personal mailboxes in what visitors read of a record."""
    texts = tuple(_published(record))
    if not may_tell("\n".join(text for text, _ in texts)):
        return
    agreed = bodies | _agreed(getattr(record.content, "contact", None))
    for text, keys in texts:
        yield from _told(text, record.at(*keys), bodies if _COLLECTED & {*keys} else agreed)


def check_settings(
    config: SiteConfig, texts: Mapping[str, Texts], bodies: frozenset[str]
) -> Iterator[Diagnostic]:
    """The same in the settings and in the texts of the interface."""
    for text, keys in texts_with_places(config):
        yield from _told(text, Location(SITE_FILE, keys=keys), bodies)
    for language, words in texts.items():
        for key, text in words.items():
            place = Location(f"{TEXTS_FOLDER}/{language}.yaml", keys=tuple(key.split(".")))
            yield from _told(text, place, bodies)


def _published(record: AnyRecord) -> Iterator[tuple[str, Keys]]:
    """Texts of a record with the keys they stand at; of its care, who has checked it."""
    for text, keys in texts_with_places(record.content):
        if keys != _CONTACT_NAME and keys[-1] not in _RIGHTLY:
            yield text, keys
    care = getattr(record.content, "care", None)
    if isinstance(care, Care) and care.checked_by:
        yield care.checked_by, ("pflege", "geprueft_von")


def _agreed(contact: object) -> frozenset[str]:
    """The name and the mailbox that somebody has agreed to be shown with."""
    if not isinstance(contact, Contact) or contact.consent is None:
        return frozenset()
    return frozenset(filter(None, (contact.person, contact.mail)))


def _told(text: str, place: Location, agreed: frozenset[str]) -> Iterator[Diagnostic]:
    for match in mailboxes(text):
        if match[0] not in agreed:
            yield diagnose("mail-persoenlich", _inside(place, match), wert=match[0])
    for match in names(text):
        if name_in(match) not in agreed:
            yield diagnose("name-im-text", _inside(place, match), name=name_in(match))


def _inside(place: Location, match: re.Match[str]) -> Location:
    text, start = match.string, match.start()
    line = text.count("\n", 0, start) + 1
    return place.inside(line, start - text.rfind("\n", 0, start))
