"""Readings -> Written: what all files say together, and what editors meant to be there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sitegen.config import SITE_FILE, SiteConfig
from sitegen.diagnostics import Diagnostic, Findings
from sitegen.models import CONTENT_TYPES
from sitegen.reading import Reading, types_at
from sitegen.site import AnyRecord, Target, Texts
from sitegen.texts import join_texts

EVERY = "*"


@dataclass(frozen=True, slots=True)
class Written:
    """What editors wrote, as far as it is valid.

    `broken` names the records whose own file was answered already; an id of `EVERY` stands
    for all records of a type. What refers to them is not answered a second time. `unusable` are
    the files of broken records and settings: whatever seems to be missing there was answered too.
    """

    config: SiteConfig | None
    texts: Mapping[str, Texts]
    records: tuple[AnyRecord, ...]
    broken: frozenset[Target]
    unusable: frozenset[str] = frozenset()

    def at(self, base_url: str | None) -> "Written":
        """The same with another public address, as given on the command line."""
        if self.config is None or base_url is None:
            return self
        return replace(self, config=self.config.model_copy(update={"base_url": base_url}))

    def unanswered(self, findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Those that are not about a file whose own faults were named."""
        return (it for it in findings if it.location.path not in self.unusable)


def gather(readings: Sequence[Reading]) -> tuple[Written, Findings]:
    """What all files say together; files that could not be read are among `readings`, too."""
    records = tuple(record for reading in readings for record in reading.records)
    config = next((it.config for it in readings if it.path == SITE_FILE), None)
    texts, differences = join_texts({it.path: it.texts for it in readings if it.texts is not None})
    there = {(record.type_name, record.id) for record in records}
    broken = frozenset(_meant(readings)) - there
    unusable = {
        content_type.path_of(record_id)
        for name, record_id in broken
        if record_id != EVERY and not (content_type := _TYPES[name]).is_collection
    }
    if config is None:
        unusable.add(SITE_FILE)
    findings = (finding for reading in readings for finding in reading.findings)
    written = Written(config, texts, records, broken, frozenset(unusable))
    return written, (*findings, *differences)


def _meant(readings: Iterable[Reading]) -> Iterator[Target]:
    """What editors meant to be there, by the names of files and the keys of collections."""
    for reading in readings:
        for content_type in types_at(reading.path):
            if content_type.is_collection:
                yield from ((content_type.name, key) for key in reading.keys)
            else:
                yield content_type.name, content_type.id_of(reading.path)
        if not reading.is_readable:
            yield from ((name, EVERY) for name in _BELOW.get(reading.path, ()))


def _below() -> Mapping[str, tuple[str, ...]]:
    """The types whose place is a file or folder, or lies somewhere below it."""
    found: dict[str, tuple[str, ...]] = {}
    for content_type in CONTENT_TYPES:
        steps = content_type.place.split("/")
        for count in range(1, len(steps) + 1):
            path = "/".join(steps[:count])
            found[path] = (*found.get(path, ()), content_type.name)
    return found


_BELOW = _below()
_TYPES = {content_type.name: content_type for content_type in CONTENT_TYPES}
