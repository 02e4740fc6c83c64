"""An edit of prose: a record says something else at length, and everything else stays as it was.

No index of the site, no other record's check and no date depends on the words of a long text, but
for what they link to and quote. So the site is the same with one record exchanged, as long as
there was nothing to say about the file, and is not now.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias

from sitegen.diagnostics import Diagnostic, Findings, has_errors
from sitegen.facts import Facts
from sitegen.inputs import Inputs
from sitegen.memory.cells import is_but_prose
from sitegen.outcome import Outcome
from sitegen.parse import locate
from sitegen.reading import Reading
from sitegen.site import AnyRecord, Site
from sitegen.source import SourceFile

_MOST = 20  # files changed at once that are worth a look


@dataclass(frozen=True, slots=True)
class Looked:
    """What was given, and what came of it."""

    given: Inputs
    site: Site
    outcome: Outcome


Pair: TypeAlias = tuple[SourceFile, SourceFile]


class Knowing(Protocol):
    """Who answers for single files and records, as `Notebook` does."""

    def read(self, source: SourceFile) -> Reading:
        """What a file says."""
        ...

    def facts(self, record: AnyRecord, land: str | None) -> Facts:
        """What follows from a record alone."""
        ...

    def said(self, record: AnyRecord) -> Findings:
        """What was wrong with the record of that name before."""
        ...

    def alone(self, record: AnyRecord) -> Findings:
        """What is wrong with a record, all others being as they were."""
        ...


def retouched(last: Looked, now: Inputs, ask: Knowing) -> tuple[Site, Outcome] | None:
    """The site with other prose; None if more has changed, or an error would have to be told."""
    before = last.given
    if replace(before, files=()) != replace(now, files=()) or len(before.files) != len(now.files):
        return None
    pairs = [(old, new) for old, new in zip(before.files, now.files, strict=True) if old is not new]
    if len(pairs) > _MOST or any(old.path != new.path for old, new in pairs):
        return None
    changed = [(old, new) for old, new in pairs if old != new]
    records = [_retouched(last.site, new.path, ask.read(new), ask) for _, new in changed]
    found = [record for record in records if record is not None]
    if len(found) < len(changed):
        return None
    findings = _findings(last, changed, found, ask)
    if findings is None or now.order.is_strict:
        return None
    sources = {**last.outcome.sources, **{new.path: new for _, new in pairs}}
    return _exchanged(last.site, found), replace(last.outcome, findings=findings, sources=sources)


def _retouched(site: Site, path: str, reading: Reading, ask: Knowing) -> AnyRecord | None:
    """The one record of a file, if only its prose is another."""
    if len(reading.records) != 1 or reading.keys or reading.findings:
        return None
    (new,) = reading.records
    old = site.catalogue.get((new.type_name, new.id))
    if old is None or old.path != path or not is_but_prose(old, new):
        return None
    land = site.catalogue.config.land
    return new if _says(ask.facts(old, land)) == _says(ask.facts(new, land)) else None


def _findings(
    last: Looked, changed: Sequence[Pair], records: Sequence[AnyRecord], ask: Knowing
) -> Findings | None:
    """What is to be said now; None if anything else is about a place in a changed file."""
    before = [finding for record in records for finding in ask.said(record)]
    gone = frozenset(locate(before, {old.path: old for old, _ in changed}))
    rest = tuple(it for it in last.outcome.findings if it not in gone)
    paths = frozenset(old.path for old, _ in changed)
    new = locate(
        [finding for record in records for finding in ask.alone(record)],
        {new.path: new for _, new in changed},
    )
    # What leads to another file may stand on another line there, or depend on it.
    is_told = not paths.isdisjoint(_paths(rest)) or not paths.issuperset(_paths((*gone, *new)))
    return None if is_told or has_errors(new) else (*rest, *new)


def _says(facts: Facts) -> tuple[object, ...]:
    """What others learn of a record; where in its text it stands concerns findings alone."""
    names = facts.names
    return tuple(it.target for it in names.mentions), names.papers


def _exchanged(site: Site, records: Sequence[AnyRecord]) -> Site:
    groups = dict(site.catalogue.records)
    for record in records:
        groups[record.type_name] = {**groups[record.type_name], record.id: record}
    return replace(site, catalogue=replace(site.catalogue, records=groups))


def _paths(findings: Iterable[Diagnostic]) -> Iterator[str]:
    for finding in findings:
        yield finding.location.path
        yield from (other.location.path for other in finding.related)
