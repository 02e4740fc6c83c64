"""The next dates of what comes again: after a build or check, asked for, or of a new file."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from sitegen.config import SITE_FILE, Order
from sitegen.diagnostics import Findings, Location
from sitegen.german import UsageError
from sitegen.models.base import Content, ContentType
from sitegen.models.event import EVENT, Event
from sitegen.pipeline import read
from sitegen.site import Site, Target
from sitegen.source import SourceFile
from sitegen.surveys.upcoming import AT_MOST, DATES, next_dates, survey, write
from sitegen.timetable import timetable_of, upcoming


def show_dates(site: Site | None, wanted: Sequence[str], stream: TextIO) -> None:
    """After a report: the dates of records in the files `wanted`, or of some of all."""
    found = survey(site, _in_files(site, wanted) if wanted else None) if site else ()
    if found:
        stream.write("\n")
        write(found, stream, "text", most=None if wanted else AT_MOST)


def tell_dates(
    site: Site, names: Sequence[str], path_of: Callable[[Path], str], form: str, stream: TextIO
) -> None:
    """The dates of records named by file or id; of all, if none is named.

    Raises `UsageError` for a name that is neither.
    """
    targets: set[Target] = set()
    for name in names:
        path = Path(name)
        found = _in_files(site, [path_of(path)]) if path.exists() else _by_id(site, name)
        if not found and not path.exists():
            raise UsageError(f"„{name}“ ist keine Datei und keine Kennung.")
        targets |= found
    write(survey(site, targets if names else None), stream, form)


def _in_files(site: Site, paths: Sequence[str]) -> set[Target]:
    wanted = tuple(paths)
    records = (it for it in site.catalogue.all() if it.at().is_within(wanted))
    return {(it.type_name, it.id) for it in records}


def _by_id(site: Site, name: str) -> set[Target]:
    kind, slash, record_id = name.rpartition("/")
    return {
        (it.type_name, it.id)
        for it in site.catalogue.all()
        if it.id == record_id and (not slash or it.type_name == kind)
    }


# --- a new series ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewSeries:
    """What is known of a series before its file is there: how often, and its first date."""

    path: str
    event: Event

    def fill(self, text: str) -> str:
        """The text of a new file, short or long, with these keys filled in."""
        rule = self.event.recurrence.rhythm.words if self.event.recurrence else ""
        begin = f"\nbeginn: {self.event.begin}\n"
        text = text.replace("\nbeginn:\n", begin, 1)
        if "\n#wiederholung:\n" in text:
            text = text.replace("\n#wiederholung:\n", "\nwiederholung:\n", 1)
            return text.replace("\n  #regel:\n", f"\n  regel: {rule}\n", 1)
        days_off = "  ferien: unbekannt\n  feiertage: unbekannt\n"
        return text.replace(begin, f"{begin}\nwiederholung:\n  regel: {rule}\n{days_off}", 1)

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
