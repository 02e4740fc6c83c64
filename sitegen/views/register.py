"""The registers of organisations and places: every one that has a page, in order of the alphabet.

Private persons stand in no register: they are found by what they offer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from sitegen.derive import sort_text
from sitegen.models import Content, Record
from sitegen.models.organisation import ORGANISATION
from sitegen.models.taxonomy import DISTRICT
from sitegen.models.venue import VENUE
from sitegen.site import AnyRecord, Site, title_of
from sitegen.views.page import Crumb, Frame, Page, Planned, View
from sitegen.visibility import is_private_person

M = TypeVar("M", bound=Content)

UNDIVIDED = 60
ORGANISATIONS_CRUMB = Crumb("nav.organisations", ORGANISATION.url)
VENUES_CRUMB = Crumb("nav.venues", VENUE.url)


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """An organisation or place; `legal_form` is a key of interface texts, empty for places."""

    name: str
    url: str
    count: int
    legal_form: str = ""
    is_partner: bool = False


@dataclass(frozen=True, slots=True)
class RegisterSection:
    """The entries of one letter or district; without a name the only or the last section."""

    id: str
    name: str
    entries: tuple[RegisterEntry, ...]


@dataclass(frozen=True, slots=True)
class RegisterPage(View):
    """A whole register; `kind` is the type of its records."""

    kind: str
    sections: tuple[RegisterSection, ...]


def organisation_pages(site: Site, frame: Frame) -> Iterator[Planned]:
    """All organisations, by first letter where they are many."""
    records = [r for r in site.catalogue.of(ORGANISATION).values() if not is_private_person(r)]
    listed = _listed(records, site)
    entries = tuple(
        replace(
            _entry(record, site),
            legal_form=record.content.legal_form,
            is_partner=record.content.networking == "vernetzt",
        )
        for record in listed
    )
    yield _page(ORGANISATION.name, ORGANISATIONS_CRUMB, _by_letter(entries), frame)


def venue_pages(site: Site, frame: Frame) -> Iterator[Planned]:
    """All places, by district."""
    entries: dict[str, list[RegisterEntry]] = {}
    for record in _listed(site.catalogue.of(VENUE).values(), site):
        entries.setdefault(record.content.district or "", []).append(_entry(record, site))
    districts = site.catalogue.of(DISTRICT)
    names = [name for name in (*districts, "") if name in entries]
    sections = (
        RegisterSection(
            name or "ohne-bezirk",
            districts[name].content.name if name else "",
            tuple(entries[name]),
        )
        for name in names
    )
    yield _page(VENUE.name, VENUES_CRUMB, tuple(sections), frame)


def _page(kind: str, crumb: Crumb, sections: tuple[RegisterSection, ...], frame: Frame) -> Planned:
    page = Page(frame, crumb.url, title_key=f"register.title_{kind}", section=kind)
    return "pages/register.html", RegisterPage(page, kind, sections)


def _listed(records: Iterable[Record[M]], site: Site) -> list[Record[M]]:
    listed = [r for r in records if site.standing(r).is_listed]
    return sorted(listed, key=lambda record: (sort_text(title_of(record)), record.id))


def _entry(record: AnyRecord, site: Site) -> RegisterEntry:
    target = (record.type_name, record.id)
    url = (ORGANISATION if record.type_name == ORGANISATION.name else VENUE).address(record.id)
    return RegisterEntry(title_of(record), url, len(site.offers_by.get(target, ())))


def _by_letter(entries: tuple[RegisterEntry, ...]) -> tuple[RegisterSection, ...]:
    if len(entries) <= UNDIVIDED:
        return (RegisterSection("alle", "", entries),) if entries else ()
    found: dict[str, list[RegisterEntry]] = {}
    for entry in entries:
        letter = sort_text(entry.name)[:1].upper()
        found.setdefault(letter if letter.isalpha() else "", []).append(entry)
    names = sorted(found, key=lambda name: (not name, name))
    return tuple(
        RegisterSection(
            f"buchstabe-{name.lower()}" if name else "weitere", name, tuple(found[name])
        )
        for name in names
    )
