"""What is known of files and records from earlier builds: answers of pure functions.

A `Notebook` is asked instead of the function and looks first whether it noted the answer for the
same bytes, or the same record. Its notes are as good as the functions are pure, whatever became of
the build that made them. What nobody asked for in a build is forgotten.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any, TypeAlias

from sitegen.checks import (
    CONTENT_CHECKS,
    RECORD_CHECKS,
    SETTINGS_CHECKS,
    RecordCheck,
    SettingsCheck,
)
from sitegen.derive import Dates, next_dates
from sitegen.diagnostics import Diagnostic, Findings
from sitegen.facts import Facts, facts_of
from sitegen.link import Known, linked
from sitegen.memory.fingerprints import SIZE, fingerprint
from sitegen.plain import encoded
from sitegen.reading import Reading, read_file
from sitegen.site import AnyRecord, Catalogue
from sitegen.source import SourceFile
from sitegen.timetable import Timetable

Subject: TypeAlias = tuple[str, ...]
Ask: TypeAlias = Callable[[str], Iterable[Diagnostic]]

_LINK = "link"


def _named(rules: Iterable[Any], kind: str) -> dict[str, Any]:
    """Rules by the names of their modules."""
    return {f"{kind}/{vars(rule)['__name__'].rpartition('.')[2]}": rule for rule in rules}


_RECORD: dict[str, RecordCheck[Any]] = _named(RECORD_CHECKS, "record")
_SETTINGS: dict[str, SettingsCheck[Any]] = _named(SETTINGS_CHECKS, "settings")


@dataclass(frozen=True, slots=True)
class FileNote:
    """What a file said, by a digest of its bytes."""

    digest: bytes
    reading: Reading


@dataclass(frozen=True, slots=True)
class Found:
    """What was wrong with something, by a digest of it: findings by rule, where there are any."""

    digest: bytes
    findings: Mapping[str, Findings]


@dataclass(frozen=True, slots=True)
class Notes:
    """Everything noted in one build: what files say by their path, and what is wrong by subject.

    A subject is a record, the records of a file, or the settings. `known` are digests of what
    each rule was told of everything else. `facts` are of records by digest and Land, `dates` of
    timetables by identity and day: both are quick to find out and not kept on a disk.
    """

    files: Mapping[str, FileNote] = field(default_factory=dict)
    found: Mapping[Subject, Found] = field(default_factory=dict)
    known: Mapping[str, bytes] = field(default_factory=dict)
    facts: Mapping[Subject, tuple[bytes, str | None, Facts]] = field(default_factory=dict)
    dates: Mapping[int, tuple[Timetable, date, Dates]] = field(default_factory=dict)


_NOTHING = Notes()


class Notebook:
    """The notes of the last build, and those of this one."""

    def __init__(self, last: Notes = _NOTHING) -> None:
        """Nothing is asked yet."""
        self._last = last
        self._files: dict[str, FileNote] = {}
        self._found: dict[Subject, Found] = {}
        self._known: dict[str, bytes] = {}
        self._same: set[str] = set()  # rules that were told what they were told last time
        self._facts: dict[Subject, tuple[bytes, str | None, Facts]] = {}
        self._dates: dict[int, tuple[Timetable, date, Dates]] = {}
        self._digests: dict[int, bytes] = {}

    def notes(self) -> Notes:
        """What was asked, with the answers."""
        return Notes(self._files, self._found, self._known, self._facts, self._dates)

    def read(self, source: SourceFile) -> Reading:
        """What a file says."""
        digest = hashlib.blake2b(source.data, digest_size=SIZE).digest()
        note = self._last.files.get(source.path)
        if note is None or note.digest != digest or source.is_refused:
            note = FileNote(digest, read_file(source))
        self._files[source.path] = note
        if len(note.reading.records) == 1 and not note.reading.keys:
            self._digests[id(note.reading.records[0])] = digest
        return note.reading

    def digest(self, record: AnyRecord) -> bytes:
        """A digest of all that a record says: that of its file, where it has one of its own."""
        found = self._digests.get(id(record))
        if found is None:
            found = hashlib.blake2b(_said(record), digest_size=SIZE).digest()
            self._digests[id(record)] = found
        return found

    def facts(self, record: AnyRecord, land: str | None) -> Facts:
        """What a record names, and when it takes place."""
        subject, digest = (record.type_name, record.id), self.digest(record)
        note = self._last.facts.get(subject)
        if note is None or note[:2] != (digest, land):
            note = digest, land, facts_of(record, land)
        self._facts[subject] = note
        return note[2]

    def coming(self, timetable: Timetable, today: date) -> Dates:
        """What comes next of a timetable."""
        note = self._last.dates.get(id(timetable))
        if note is None or note[1] != today:
            note = timetable, today, next_dates(timetable, today)
        self._dates[id(timetable)] = note
        return note[2]

    def linked(self, records: Sequence[AnyRecord], known: Known) -> Findings:
        """What is wrong with the references and texts of a file."""
        if _LINK not in self._known:
            self._tell({_LINK: known})
        path = records[0].path
        return self._answers(
            (path,), self._files[path].digest, [_LINK], lambda _: linked(records, known)
        )

    def findings(self, catalogue: Catalogue) -> Iterator[Diagnostic]:
        """What is wrong with the content."""
        rules: Mapping[str, Any] = {**_RECORD, **_SETTINGS}
        known = {name: rule.known(catalogue) for name, rule in rules.items()}
        self._tell(known)
        for record in catalogue.all():
            subject = (record.type_name, record.id)

            def ask(name: str, record: AnyRecord = record) -> Iterable[Diagnostic]:
                return _RECORD[name].check_record(record, known[name])

            yield from self._answers(subject, self.digest(record), _RECORD, ask)
        config, texts = catalogue.config, catalogue.texts

        def ask_settings(name: str) -> Iterable[Diagnostic]:
            return _SETTINGS[name].check_settings(config, texts, known[name])

        yield from self._answers((), fingerprint((config, texts)), _SETTINGS, ask_settings)
        for whole in CONTENT_CHECKS:
            yield from whole.check(catalogue)

    def _tell(self, known: Mapping[str, object]) -> None:
        """Rules are told what they have to know; some are told the same as last time."""
        for name, it in known.items():
            self._known[name] = fingerprint(it)
            if self._last.known.get(name) == self._known[name]:
                self._same.add(name)

    def _answers(
        self, subject: Subject, digest: bytes, rules: Collection[str], ask: Ask
    ) -> Findings:
        """What rules find; asked are only those that may find something else than last time."""
        found = self._last.found.get(subject)
        if found is None or found.digest != digest:
            found = Found(digest, _told(rules, ask))
        elif not self._same.issuperset(rules):
            new = [name for name in rules if name not in self._same]
            kept = {name: it for name, it in found.findings.items() if name in self._same}
            found = Found(digest, kept | _told(new, ask))
        self._found[subject] = found
        return tuple(chain.from_iterable(found.findings.values()))


def _told(rules: Iterable[str], ask: Ask) -> dict[str, Findings]:
    answers = {name: tuple(ask(name)) for name in rules}
    return {name: findings for name, findings in answers.items() if findings}


def _said(record: AnyRecord) -> bytes:
    told = (record.path, record.keys, encoded(record.content))
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
