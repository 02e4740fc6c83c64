"""The office's pages: twins that stand for something, and what a public site cannot lack."""

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.models import Record
from sitegen.models.page import EASY_PAGE, PAGE, TOPIC_PAGES, EditorialPage
from sitegen.site import Catalogue

# What law asks of every public site; their texts are the city's.
_NEEDED = ("kontakt", "impressum", "datenschutz", "barrierefreiheit")


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Twins without a page; in production also missing pages, topics and placeholders."""
    pages = catalogue.of(PAGE)
    twins = catalogue.of(EASY_PAGE)
    for record in twins.values():
        if record.id not in pages:
            yield diagnose(
                "leichte-seite-allein", record.at("titel"), seite=PAGE.path_of(record.id)
            )
    if catalogue.config.is_demo:
        return
    for name in _NEEDED:
        if not _is_public(pages.get(name)):
            yield diagnose("produktion-seite-fehlt", Location(PAGE.path_of(name)), seite=name)
    for name in TOPIC_PAGES.values():
        if name not in twins or not _is_public(pages.get(name)):
            yield diagnose("produktion-leicht-fehlt", Location(EASY_PAGE.path_of(name)), seite=name)
    for page in pages.values():
        if page.content.placeholder and page.content.care.status == "veroeffentlicht":
            yield diagnose("produktion-vorlaeufig", page.at("vorlaeufig"), seite=page.content.title)


def _is_public(page: Record[EditorialPage] | None) -> bool:
    """Whether a page is published and checked, as production wants it."""
    if page is None:
        return False
    care = page.content.care
    return care.status == "veroeffentlicht" and bool(care.checked_on and care.checked_by)
