"""What is known of files and records from earlier builds, as values: answers of pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from sitegen.derive import Dates
from sitegen.diagnostics import Findings
from sitegen.facts import Facts
from sitegen.memory.prose import Looked
from sitegen.reading import Reading
from sitegen.relations import Names
from sitegen.source import SourceFile
from sitegen.timetable import Timetable

Subject: TypeAlias = tuple[str, ...]
DatesNote: TypeAlias = tuple[Timetable, date, Dates]
State: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FileNote:
    """What a file said, by a digest of its bytes; and the `source`, if this process read it.

    `line` is how it is kept on the disk, if it comes from there.
    """

    digest: bytes
    reading: Reading
    source: SourceFile | None = None
    line: bytes = field(default=b"", compare=False)


@dataclass(frozen=True, slots=True)
class Found:
    """What was wrong with something, by a digest of it: findings by rule, where there are any.

    `met` are digests of what rules that need little had to know for it.
    """

    digest: bytes
    findings: Mapping[str, Findings]
    met: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notes:
    """Everything noted in one build: what files say by their path, and what is wrong by subject.

    A subject is a record, the records of a file, the settings, or everything for one check. `known`
    are digests of what each rule was told of everything else, `rests` those of records but for
    their long text, by that of all. `facts` are of records by digest and Land, `dates` of
    timetables by identity and day, `sources` files as they were read in a state: all of it is quick
    to find out and not kept on a disk, but for the `names` in facts, by the digest of the record.
    `told` is what the digests in `known` are of, `look` the last look at the site that found no
    error.
    """

    files: Mapping[str, FileNote] = field(default_factory=dict)
    found: Mapping[Subject, Found] = field(default_factory=dict)
    known: Mapping[str, bytes] = field(default_factory=dict)
    rests: Mapping[Subject, tuple[bytes, bytes]] = field(default_factory=dict)
    facts: Mapping[Subject, tuple[bytes, str | None, Facts]] = field(default_factory=dict)
    dates: Mapping[int, DatesNote] = field(default_factory=dict)
    sources: Mapping[str, tuple[State, SourceFile]] = field(default_factory=dict)
    told: Mapping[str, object] = field(default_factory=dict)
    look: Looked | None = None
    names: Mapping[Subject, tuple[bytes, Names]] = field(default_factory=dict)
