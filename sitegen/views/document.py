"""Documents: all of them by kind, and each with where to read it and who names it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import get_args

from sitegen.models import Record
from sitegen.models.document import DOCUMENT, Document
from sitegen.site import Site
from sitegen.views.card import StandingView, standing_view
from sitegen.views.page import Crumb, Frame, Page, Planned, Prose, View
from sitegen.views.picture import FileView, file_view
from sitegen.views.prose import prose_of
from sitegen.views.related import RelatedView, named_by, related

KINDS: tuple[str, ...] = get_args(Document.model_fields["kind"].annotation)
_SECTION = "documents"


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document in the list; empty texts are unknown and not printed."""

    url: str
    number: str
    title: str
    body: str
    on: date | None


@dataclass(frozen=True, slots=True)
class DocumentSection:
    """The documents of one kind, newest first."""

    kind: str
    entries: tuple[DocumentEntry, ...]


@dataclass(frozen=True, slots=True)
class DocumentsPage(View):
    """All documents; no section for a kind that does not occur."""

    sections: tuple[DocumentSection, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage(View):
    """One document; `named_in` is every listed record that names it, `related` what it names."""

    title: str
    number: str
    kind: str
    body: str
    issued_by: str
    on: date | None
    meeting_on: date | None
    text: Prose | None
    web: str
    file: FileView | None
    named_in: RelatedView
    related: RelatedView
    standing: StandingView


def pages(record: Record[Document], site: Site, frame: Frame) -> Iterator[Planned]:
    """The document's one page."""
    paper = record.content
    target = (DOCUMENT.name, record.id)
    yield (
        "pages/document.html",
        DocumentPage(
            page=Page(
                frame,
                DOCUMENT.address(record.id),
                _heading(paper),
                crumbs=(Crumb("nav.documents", DOCUMENT.url),),
                section=_SECTION,
            ),
            title=paper.title,
            number=paper.number or "",
            kind=paper.kind,
            body=paper.body or "",
            issued_by=paper.issued_by or "",
            on=paper.on,
            meeting_on=paper.meeting_on,
            text=prose_of(paper.text, site),
            web=paper.web or "",
            file=file_view(paper.file, site),
            named_in=named_by(target, site),
            related=related(target, site, without=site.referred_by.get(target, ())),
            standing=standing_view(
                site.standing(record), paper.care.checked_on, paper.care.checked_by
            ),
        ),
    )


def index_pages(site: Site, frame: Frame) -> Iterator[Planned]:
    """The list of all documents."""
    papers = site.catalogue.of(DOCUMENT)
    listed = [papers[name] for name in papers if site.is_listed((DOCUMENT.name, name))]
    newest = sorted(listed, key=lambda record: (_age(record.content), record.id))
    by_kind = {kind: [r for r in newest if r.content.kind == kind] for kind in KINDS}
    yield (
        "pages/documents.html",
        DocumentsPage(
            page=Page(frame, DOCUMENT.url, title_key="document.title", section=_SECTION),
            sections=tuple(
                DocumentSection(kind, tuple(_entry(record) for record in records))
                for kind, records in by_kind.items()
                if records
            ),
        ),
    )


def _heading(paper: Document) -> str:
    return f"{paper.number}: {paper.title}" if paper.number else paper.title


def _age(paper: Document) -> int:
    """Smaller for newer ones; those without a day count by the year of their number."""
    if paper.on:
        return -paper.on.toordinal()
    year = (paper.number or "").partition("/")[2][:4]
    return -date(int(year), 1, 1).toordinal() if year else 0


def _entry(record: Record[Document]) -> DocumentEntry:
    paper = record.content
    return DocumentEntry(
        url=DOCUMENT.address(record.id),
        number=paper.number or "",
        title=paper.title,
        body=paper.body or "",
        on=paper.on,
    )
