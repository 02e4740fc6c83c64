"""The office's pages: twins that stand for something, and what a public site cannot lack."""

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.models import Record
from sitegen.models.page import EASY_PAGE, PAGE, TOPIC_PAGES, EditorialPage
from sitegen.site import AnyRecord, Catalogue

# What law asks of every public site; their texts are the city's.
_NEEDED = ("kontakt", "impressum", "datenschutz", "barrierefreiheit")


@dataclass(frozen=True, slots=True)
class _Known:
    """The ids of all pages, and the operating mode."""

    pages: frozenset[str]
    is_demo: bool


def known(catalogue: Catalogue) -> _Known:
    """Which pages there are, and whether the site is public."""
    return _Known(frozenset(catalogue.of(PAGE)), catalogue.config.is_demo)


def check_record(record: AnyRecord, known: _Known) -> Iterator[Diagnostic]:
    """A twin without a page; in production also a placeholder."""
    if EASY_PAGE.has(record) and record.id not in known.pages:
        yield diagnose("leichte-seite-allein", record.at("titel"), seite=PAGE.path_of(record.id))
    if not PAGE.has(record) or known.is_demo:
        return
    page = record.content
    if page.placeholder and page.care.status == "veroeffentlicht":
        yield diagnose("produktion-vorlaeufig", record.at("vorlaeufig"), seite=page.title)


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """In production: pages and topics that are missing."""
    if catalogue.config.is_demo:
        return
    pages = catalogue.of(PAGE)
    twins = catalogue.of(EASY_PAGE)
    for name in _NEEDED:
        if not _is_public(pages.get(name)):
            yield diagnose("produktion-seite-fehlt", Location(PAGE.path_of(name)), seite=name)
    for name in TOPIC_PAGES.values():
        if name not in twins or not _is_public(pages.get(name)):
            yield diagnose("produktion-leicht-fehlt", Location(EASY_PAGE.path_of(name)), seite=name)


def _is_public(page: Record[EditorialPage] | None) -> bool:
    """Whether a page is published and checked, as production wants it."""
    if page is None:
        return False
    care = page.content.care
    return care.status == "veroeffentlicht" and bool(care.checked_on and care.checked_by)
