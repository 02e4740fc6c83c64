"""Who is asked instead of a pure function, and looks first whether the answer was noted.

It was noted for the same bytes, or the same record. Notes are as good as the functions are pure,
whatever became of the build that made them. What nobody asked for in a build is forgotten.
"""

import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

from sitegen.checks import (
    CONTENT_CHECKS,
    RECORD_CHECKS,
    SETTINGS_CHECKS,
    SPARING_CHECKS,
    ContentCheck,
    RecordCheck,
    SettingsCheck,
    SparingCheck,
)
from sitegen.derive import Dates, next_dates
from sitegen.diagnostics import Diagnostic, Findings
from sitegen.facts import Facts, facts_of
from sitegen.forking import shared_out
from sitegen.inputs import Inputs
from sitegen.link import Known, linked
from sitegen.load import read_source
from sitegen.memory.cells import PROSE, WITH_PROSE, Digest
from sitegen.memory.fingerprints import SIZE, fingerprint
from sitegen.memory.notes import DatesNote, FileNote, Found, Notes, State, Subject
from sitegen.memory.prose import Looked, retouched
from sitegen.memory.whole import digests_of, found_by
from sitegen.outcome import Outcome
from sitegen.plain import encoded
from sitegen.reading import Reading, read_file
from sitegen.site import AnyRecord, Catalogue, Site
from sitegen.source import SourceFile
from sitegen.timetable import Timetable

Ask: TypeAlias = Callable[[str], Iterable[Diagnostic]]
Met: TypeAlias = Callable[[str], object]

_LINK = "link"
_ALL = "*"  # the subject of checks that compare everything begins so
_TICK = 2_000_000_000  # nanoseconds


def _nothing(_rule: str) -> None:
    """Of rules that are told all they know."""


def _named(rules: Iterable[Any], kind: str) -> dict[str, Any]:
    """Rules by the names of their modules."""
    return {f"{kind}/{vars(rule)['__name__'].rpartition('.')[2]}": rule for rule in rules}


_RECORD: dict[str, RecordCheck[Any]] = _named(RECORD_CHECKS, "record")
_SETTINGS: dict[str, SettingsCheck[Any]] = _named(SETTINGS_CHECKS, "settings")
_CONTENT: dict[str, ContentCheck] = _named(CONTENT_CHECKS, "content")
_SPARING: dict[str, SparingCheck[Any]] = {
    name: rule
    for kind in ("record", "settings")
    for name, rule in _named(SPARING_CHECKS, kind).items()
}


@dataclass(frozen=True, slots=True)
class _Question:
    """What rules are asked about something with that digest; sparing ones also what is met."""

    subject: Subject
    digest: bytes
    rules: Collection[str]
    ask: Ask
    met: Met = _nothing


_NOTHING = Notes()


class Notebook:
    """The notes of the last build, and those of this one.

    What is new of many files or records is shared out among `processes`. One that stays had better
    do it alone: what it works out on the way is there the next time.
    """

    def __init__(self, last: Notes = _NOTHING, now: int = 0, processes: int = 1) -> None:
        """Nothing is asked yet; `now` is what the clock of the file system says (nanoseconds)."""
        self._last = last
        self._processes = processes
        self._files: dict[str, FileNote] = {}
        self._found: dict[Subject, Found] = {}
        self._known: dict[str, bytes] = {}
        self._same: set[str] = set()  # rules that were told what they were told last time
        self._rests: dict[Subject, tuple[bytes, bytes]] = {}
        self._facts: dict[Subject, tuple[bytes, str | None, Facts]] = {}
        self._dates: dict[int, DatesNote] = {}
        self._digests: dict[int, bytes] = {}
        self._sources: dict[str, tuple[State, SourceFile]] = {}
        self._told: dict[str, object] = {}
        self._look: Looked | None = None
        self._now = now

    def notes(self) -> Notes:
        """What was asked, with the answers."""
        return Notes(
            self._files,
            self._found,
            self._known,
            self._rests,
            self._facts,
            self._dates,
            self._sources,
            self._told,
            self._look,
        )

    def remembered(self, given: Inputs, site: Site, outcome: Outcome) -> Outcome:
        """What came of a look at the site, noted."""
        self._look = Looked(given, site, outcome)
        return outcome

    def retouched(self, given: Inputs) -> tuple[Site, Outcome] | None:
        """The site as it was looked at last, with other prose, if that is all that is new."""
        last = self._last
        if last.look is None:
            return None
        again = Notebook(last)
        again._known, again._told, again._same = dict(last.known), dict(last.told), set(last.known)
        found = retouched(last.look, given, again)
        if found is not None:
            self._files = {**last.files, **again._files}
            self._found = {**last.found, **again._found}
            self._facts = {**last.facts, **again._facts}
            self._known, self._told, self._dates = again._known, again._told, dict(last.dates)
            self._digests = again._digests
            self._look = Looked(given, *found)
        return found

    def said(self, record: AnyRecord) -> Findings:
        """What was wrong with the record of that name last time."""
        found = self._last.found
        both = (found.get((record.path,)), found.get((record.type_name, record.id)))
        return tuple(it for its in both if its for told in its.findings.values() for it in told)

    def alone(self, record: AnyRecord) -> Findings:
        """What is wrong with a record, all others being as they were."""
        told = self._told
        known: Any = told[_LINK]
        return (
            *chain.from_iterable(self.linked([[record]], known)),
            *chain.from_iterable(self._answers([self._about(record, told)])),
        )

    def source(self, project: Path, path: str, state: os.stat_result) -> SourceFile | Diagnostic:
        """A file, read again only if it has another state than when it was read last."""
        signs = (state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns)
        known = self._last.sources.get(path)
        if known is None or known[0] != signs:
            source = read_source(project, path, state)
            # A file changed twice within one tick of the clock may show the same state.
            if isinstance(source, Diagnostic) or state.st_ctime_ns > self._now - _TICK:
                return source
            known = signs, source
        self._sources[path] = known
        return known[1]

    def read_elsewhere(self) -> None:
        """Files are read without asking here; what is known of their states may be of use again."""
        self._sources = dict(self._last.sources)

    def read(self, source: SourceFile) -> Reading:
        """What a file says."""
        return self.readings([source])[0]

    def readings(self, sources: Sequence[SourceFile]) -> tuple[Reading, ...]:
        """What files say."""
        new = [source for source in sources if not self._is_noted(source)]
        read = zip(new, shared_out(new, _read, self._processes), strict=True)
        notes = {source.path: note for source, note in read}
        return tuple(
            self._noted(source, notes.get(source.path) or self._last.files[source.path])
            for source in sources
        )

    def _is_noted(self, source: SourceFile) -> bool:
        note = self._last.files.get(source.path)
        if note is None or note.source is source:
            return note is not None
        return note.digest == _digest_in(source) and not source.is_refused

    def _noted(self, source: SourceFile, note: FileNote) -> Reading:
        reading = note.reading
        self._files[source.path] = replace(note, source=source)
        if len(reading.records) == 1 and not reading.keys:
            self._digests[id(reading.records[0])] = note.digest
        return reading

    def digests(self, record: AnyRecord) -> Digest:
        """A digest of what a record says at length, if that is a cell, and of all the rest."""
        prose = getattr(record.content, PROSE) if record.type_name in WITH_PROSE else None
        if not prose:
            return Digest(self.digest(record))
        subject, digest = (record.type_name, record.id), self.digest(record)
        note = self._last.rests.get(subject)
        if note is None or note[0] != digest:
            rest = record.content.model_copy(update={PROSE: "-"})
            note = digest, _digest_of(replace(record, content=rest))
        self._rests[subject] = note
        return Digest(note[1], fingerprint(prose))

    def digest(self, record: AnyRecord) -> bytes:
        """A digest of all that a record says: that of its file, where it has one of its own."""
        found = self._digests.get(id(record))
        if found is None:
            found = _digest_of(record)
            self._digests[id(record)] = found
        return found

    def facts(self, record: AnyRecord, land: str | None) -> Facts:
        """What a record names, and when it takes place."""
        subject, digest = (record.type_name, record.id), self.digest(record)
        note = self._last.facts.get(subject)
        if note is None or note[:2] != (digest, land):
            known = self._last.names.get(subject)
            names = known[1] if known and known[0] == digest else None
            note = digest, land, facts_of(record, land, names)
        self._facts[subject] = note
        return note[2]

    @property
    def coming(self) -> Callable[[Timetable, date], Dates]:
        """What comes next of a timetable; a site keeps this, and so it knows no more than dates."""
        return partial(_coming, self._last.dates, self._dates)

    def linked(self, files: Sequence[Sequence[AnyRecord]], known: Known) -> Iterator[Findings]:
        """What is wrong with the references and texts of each file, by its records."""
        if _LINK not in self._known:
            self._tell({_LINK: known})

        def about(records: Sequence[AnyRecord]) -> _Question:
            path = records[0].path
            digest = self._files[path].digest
            return _Question((path,), digest, [_LINK], lambda _: linked(records, known))

        return self._answers(list(map(about, files)))

    def findings(self, catalogue: Catalogue) -> Iterator[Diagnostic]:
        """What is wrong with the content."""
        rules: Mapping[str, Any] = {**_RECORD, **_SETTINGS}
        told = {ask: ask(catalogue) for ask in {rule.known for rule in rules.values()}}
        known = {name: told[rule.known] for name, rule in rules.items()}
        self._tell(known)
        config, texts = catalogue.config, catalogue.texts
        of_settings = _Question(
            (),
            fingerprint((config, texts)),
            _SETTINGS,
            lambda name: _SETTINGS[name].check_settings(config, texts, known[name]),
            lambda name: _SPARING[name].met_in_settings(config, texts, known[name]),
        )
        of_records = [self._about(record, known) for record in catalogue.all()]
        yield from chain.from_iterable(self._answers([*of_records, of_settings]))
        yield from self._of_all(catalogue)

    def _of_all(self, catalogue: Catalogue) -> Iterator[Diagnostic]:
        """What checks find that compare everything."""
        digests = digests_of(catalogue, self.digests)
        kept = {name: self._last.found.get((_ALL, name)) for name in _CONTENT}
        found = {name: it for name, it in kept.items() if it and it.digest in digests}
        to_ask = {name: check for name, check in _CONTENT.items() if name not in found}
        for name, findings, reads_prose in found_by(to_ask, catalogue) if to_ask else ():
            found[name] = Found(digests[reads_prose], {name: findings} if findings else {})
        for name in _CONTENT:
            self._found[_ALL, name] = found[name]
            yield from chain.from_iterable(found[name].findings.values())

    def _about(self, record: AnyRecord, known: Mapping[str, Any]) -> _Question:
        """What all rules find in a record."""
        return _Question(
            (record.type_name, record.id),
            self.digest(record),
            _RECORD,
            lambda name: _RECORD[name].check_record(record, known[name]),
            lambda name: _SPARING[name].met(record, known[name]),
        )

    def _tell(self, known: Mapping[str, object]) -> None:
        """Rules are told what they have to know; some are told the same as last time."""
        self._told |= known
        for name, it in known.items():
            is_told = name in self._last.told and self._last.told[name] == it
            self._known[name] = self._last.known[name] if is_told else fingerprint(it)
            if self._last.known.get(name) == self._known[name]:
                self._same.add(name)

    def _answers(self, questions: Sequence[_Question]) -> Iterator[Findings]:
        """What rules find; asked are only those that may find something else than last time."""
        new = [it for it in questions if not self._is_answered(it)]
        asked = shared_out(new, self._asked, self._processes)
        found = {it.subject: answer for it, answer in zip(new, asked, strict=True)}
        for subject in (it.subject for it in questions):
            self._found[subject] = found.get(subject) or self._last.found[subject]
            yield tuple(chain.from_iterable(self._found[subject].findings.values()))

    def _is_answered(self, question: _Question) -> bool:
        found = self._last.found.get(question.subject)
        is_same = found is not None and found.digest == question.digest
        return is_same and self._same.issuperset(question.rules)

    def _asked(self, question: _Question) -> Found:
        found, rules = self._last.found.get(question.subject), question.rules
        if found is None or found.digest != question.digest:
            return Found(question.digest, _told(rules, question.ask), _met(rules, question.met))
        others = [name for name in rules if name not in self._same]
        now = _met(others, question.met)
        new = [name for name in others if name not in now or found.met.get(name) != now[name]]
        kept = {name: it for name, it in found.findings.items() if name not in new}
        return Found(question.digest, kept | _told(new, question.ask), {**found.met, **now})


def _read(source: SourceFile) -> FileNote:
    return FileNote(_digest_in(source), read_file(source))


def _digest_in(source: SourceFile) -> bytes:
    return hashlib.blake2b(source.data, digest_size=SIZE).digest()


def _coming(
    last: Mapping[int, DatesNote], now: dict[int, DatesNote], timetable: Timetable, today: date
) -> Dates:
    note = last.get(id(timetable))
    if note is None or note[1] != today:
        note = timetable, today, next_dates(timetable, today)
    now[id(timetable)] = note
    return note[2]


def _told(rules: Iterable[str], ask: Ask) -> dict[str, Findings]:
    answers = {name: tuple(ask(name)) for name in rules}
    return {name: findings for name, findings in answers.items() if findings}


def _met(rules: Iterable[str], met: Met) -> dict[str, bytes]:
    return {name: fingerprint(met(name)) for name in rules if name in _SPARING}


def _digest_of(record: AnyRecord) -> bytes:
    told = (record.path, record.keys, encoded(record.content))
    data = json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=SIZE).digest()
