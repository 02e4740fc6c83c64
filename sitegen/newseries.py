"""How often and from when, in an editor's words -> the series that a new file is to be."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TextIO

from sitegen.config import SITE_FILE
from sitegen.diagnostics import Findings, Location
from sitegen.german import UsageError
from sitegen.models.base import Content, ContentType
from sitegen.models.event import EVENT, Event
from sitegen.order import Order
from sitegen.pipeline import read
from sitegen.schedules import timetable_of
from sitegen.source import SourceFile
from sitegen.surveys.upcoming import DATES, next_dates, write
from sitegen.timetable import upcoming


@dataclass(frozen=True, slots=True)
class NewSeries:
    """What is known of a series before its file is there: how often, and its first date."""

    path: str
    event: Event

    @property
    def known(self) -> Mapping[str, str]:
        """What stands in its new file, by dotted key."""
        rule = self.event.recurrence
        assert rule, "made of one"
        return {
            "beginn": str(self.event.begin),
            "wiederholung.regel": rule.rhythm.words,
            "wiederholung.ferien": rule.school_holidays,
            "wiederholung.feiertage": rule.public_holidays,
        }

    def show(self, order: Order, stream: TextIO) -> None:
        """Its next dates, with the holidays of the project's Land."""
        settings = order.project / SITE_FILE
        files = (SourceFile(SITE_FILE, settings.read_bytes()),) if settings.is_file() else ()
        table = timetable_of(self.event, read(files, None)[0].config.land)
        begin = self.event.begin.first if self.event.begin else order.today
        dates = upcoming(table, max(order.today, begin), DATES, 0)
        write([next_dates(self.path, self.event.title, table, dates)], stream, "text")


def series_of(
    kind: ContentType[Content], record_id: str, words: str | None, begin: str | None
) -> tuple[NewSeries | None, Findings]:
    """The series that a new file is to be, if it was asked for; only events can be one."""
    if words is None and begin is None:
        return None, ()
    if kind.name != EVENT.name:
        raise UsageError("--wiederholung und --beginn gibt es nur für: veranstaltung")
    return new_series(record_id, words or "", begin or "")


def new_series(record_id: str, words: str, begin: str) -> tuple[NewSeries | None, Findings]:
    """A series of an editor's words, or why they are refused; nothing is written.

    The words are read and checked as if they stood in a file. Raises `UsageError` without them.
    """
    if not words.strip() or not begin.strip():
        raise UsageError("--wiederholung und --beginn brauchen beide eine Angabe.")
    path = EVENT.path_of(record_id)
    source = SourceFile(path, _stand_in(record_id, words, begin).encode())
    catalogue, findings = read((source,), None)
    wrong = [it for it in findings if it.is_error and it.location.path == path]
    record = catalogue.of(EVENT).get(record_id)
    if wrong or record is None:
        return None, tuple(replace(it, location=Location(path)) for it in wrong)
    return NewSeries(path, record.content), ()


def _stand_in(record_id: str, words: str, begin: str) -> str:
    quoted = (json.dumps(text, ensure_ascii=False) for text in (record_id, begin, words))
    title, first, rule = quoted
    care = "pflege:\n  quellen:\n    - art: sonstiges\n"
    series = f"beginn: {first}\nwiederholung:\n  regel: {rule}\n"
    return f"titel: {title}\nkurz: {title}\n{series}{care}"
