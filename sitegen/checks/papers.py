"""Documents: each number once, each number in a text a known one, each document readable."""

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Related, diagnose
from sitegen.markup import PAPER_NUMBER, one_space
from sitegen.models import Record
from sitegen.models.document import DOCUMENT, Document
from sitegen.relations import texts_with_places
from sitegen.site import AnyRecord, Catalogue


def known(catalogue: Catalogue) -> frozenset[str]:
    """The numbers of all documents."""
    papers = (record.content for record in catalogue.of(DOCUMENT).values())
    return frozenset(paper.number for paper in papers if paper.number)


def check_record(record: AnyRecord, numbers: frozenset[str]) -> Iterator[Diagnostic]:
    """A document without anything to read, and numbers that lead nowhere."""
    if DOCUMENT.has(record):
        paper = record.content
        if not (paper.web or paper.file or paper.text):
            yield diagnose("dokument-ohne-inhalt", record.at("titel"), titel=paper.title)
    yield from _unknown(record, numbers)


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Numbers that two documents have."""
    first: dict[str, Record[Document]] = {}
    for record in catalogue.of(DOCUMENT).values():
        paper = record.content
        if paper.number and first.setdefault(paper.number, record) is not record:
            other = Related(first[paper.number].at("nummer"), "Hier steht die Nummer auch.")
            place = record.at("nummer")
            yield diagnose("drucksache-doppelt", place, related=[other], nummer=paper.number)


def _unknown(record: AnyRecord, numbers: frozenset[str]) -> Iterator[Diagnostic]:
    """Numbers that begin like a known one (`GRDrs …`) and are none."""
    words = {number.partition(" ")[0] for number in numbers}
    for text, keys in texts_with_places(record.content):
        if not any(word in text for word in words):
            continue
        for match in PAPER_NUMBER.finditer(text):
            whole, base = one_space(match[0]), one_space(match[1])
            if base.partition(" ")[0] in words and not {whole, base} & numbers:
                place = record.at(*keys).inside(*_position(text, match.start()))
                yield diagnose("drucksache-unbekannt", place, nummer=base)


def _position(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
