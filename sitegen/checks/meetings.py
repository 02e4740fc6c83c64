"""The way into an online meeting is told to those who register, never on the page."""

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, diagnose
from sitegen.meetings import may_give_access, meeting_access
from sitegen.relations import texts_with_places
from sitegen.site import AnyRecord, Catalogue


def known(_catalogue: Catalogue) -> None:
    """The record alone says it."""


def check_record(record: AnyRecord, _known: None) -> Iterator[Diagnostic]:
    """Every text and address of a record, wherever it stands."""
    texts = texts_with_places(record.content, unseen=())
    if not may_give_access("\n".join(text for text, _ in texts)):
        return
    for text, keys in texts:
        start = meeting_access(text)
        if start is not None:
            line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
            yield diagnose("zugang-zum-treffen", record.at(*keys).inside(line, column))
