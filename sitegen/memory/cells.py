"""A Site as cells: its smallest parts that views and outputs can read, and which of them changed.

A cell is a record, an entry of an index, the keys of an index, or a list. The long text of an
offer or event is a cell of its own: little depends on it, and it is what is edited most. The day is
none, see `days`.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sitegen.memory.fingerprints import fingerprint, is_same
from sitegen.models.event import EVENT
from sitegen.models.offer import OFFER
from sitegen.site import AnyRecord, Site
from sitegen.timetable import Occurrence

Cell: TypeAlias = tuple[Hashable, ...]
Prints: TypeAlias = dict[Cell, bytes]


@dataclass(frozen=True, slots=True)
class Digest:
    """Of all that a record says: of its long text, if that is a cell, and of all the rest."""

    rest: bytes
    prose: bytes = b""


KEYS = "*"  # the cell of an index that holds which keys it has, and in which order
INDEXES = (
    *("standings", "offers_by", "referrals", "events_by", "timetables", "dates", "papers"),
    *("refers", "referred_by", "former_urls", "assets"),
)
LISTS = ("offers", "everywhere", "upcoming", "past", "series")
TIMES = frozenset(["timetables", "dates"])
MEDIA, OVER = "media", "over"
PROSE = "text"  # the field with the long text, of
WITH_PROSE = frozenset([OFFER.name, EVENT.name])


def cell(name: str, key: Hashable) -> Cell:
    """The cell of an entry of an index."""
    return (name, *key) if isinstance(key, tuple) else (name, key)


def prose_cell(record: AnyRecord) -> Cell:
    """The cell of a record's long text."""
    return record.type_name, record.id, PROSE


def is_but_prose(old: AnyRecord, new: AnyRecord) -> bool:
    """Whether both say the same but for the long text, which both have."""
    if new.type_name not in WITH_PROSE or (old.path, old.keys) != (new.path, new.keys):
        return False
    before, after = vars(old.content), vars(new.content)
    if not (before[PROSE] and after[PROSE]):
        return False
    return all(is_same(it, after[name]) for name, it in before.items() if name != PROSE)


def prints_of(
    site: Site, record_print: Callable[[AnyRecord], Digest], known: Prints | None = None
) -> Prints:
    """A digest of every cell; those of the times of a record follow from the record's.

    `known` are those of a site of the same day and settings, if there are any.
    """
    before = known or {}
    prints: Prints = {}
    records: Prints = {}
    for record in site.catalogue.all():
        digest = record_print(record)
        records[record.type_name, record.id] = digest.rest
        if digest.prose:
            prints[prose_cell(record)] = digest.prose
    prints |= records
    for name, index in _indexes(site):
        prints[name, KEYS] = fingerprint(tuple(index))
        if name not in site.catalogue.records and name not in TIMES:
            prints |= {cell(name, key): fingerprint(it) for key, it in index.items()}
    for target in site.timetables:
        told = records[target]
        prints["timetables", *target] = told  # it is all its record's
        here = ("dates", *target)
        # What comes of it is a stretch of it, told by the ends.
        is_known = here in before and before.get(target) == told
        prints[here] = before[here] if is_known else _ends(told, site.dates[target])
    prints |= {(name,): fingerprint(tuple(getattr(site, name))) for name in LISTS}
    return prints | {(OVER, name): fingerprint(None) for name in site.over}


def _ends(record: bytes, dates: Sequence[Occurrence]) -> bytes:
    return fingerprint((record, dates[:1], dates[-1:], len(dates)))


def cells_of(site: Site) -> Iterator[Cell]:
    """Every cell of a site."""
    for name, index in _indexes(site):
        yield name, KEYS
        yield from (cell(name, key) for key in index)
        if name in WITH_PROSE:
            yield from ((*cell(name, key), PROSE) for key in index)
    yield from ((name,) for name in LISTS)
    yield from ((OVER, name) for name in site.over)


def changed_prints(old: Mapping[Cell, bytes], new: Mapping[Cell, bytes]) -> set[Cell]:
    """The cells whose digests differ, or that there are on one side alone."""
    found = {cell for cell, it in new.items() if old.get(cell) != it}
    return found | (old.keys() - new.keys())


def changed_cells(old: Site, new: Site) -> set[Cell]:
    """The cells that hold something else than before; quick where most values are the same ones."""
    found: set[Cell] = {(name,) for name in LISTS if getattr(old, name) != getattr(new, name)}
    found |= {(OVER, name) for name in old.over ^ new.over}
    before = dict(_indexes(old))
    for name, index in _indexes(new):
        found |= _changed(name, before.get(name, {}), index)
    return found


def _changed(name: str, old: Mapping[Any, object], new: Mapping[Any, object]) -> set[Cell]:
    found: set[Cell] = set()
    if old is new:
        return found
    if list(old) != list(new):
        differing_keys = old.keys() ^ new.keys()
        found = {(name, KEYS), *(cell(name, key) for key in differing_keys)}
        if name in WITH_PROSE:
            found |= {(*cell(name, key), PROSE) for key in differing_keys}
    if any(it is not old.get(key) for key, it in new.items()):
        pairs = ((key, old[key], it) for key, it in new.items() if key in old)
        touched = [it for it in pairs if it[1] is not it[2]]
        found |= {it for one in touched for it in _differing(name, *one)}
    return found


def _differing(name: str, key: Hashable, old: Any, new: Any) -> Iterator[Cell]:
    if name in WITH_PROSE and is_but_prose(old, new):
        if not is_same(getattr(old.content, PROSE), getattr(new.content, PROSE)):
            yield prose_cell(new)
    elif not is_same(old, new):
        yield cell(name, key)
        if name in WITH_PROSE:
            yield prose_cell(new)


def _indexes(site: Site) -> Iterator[tuple[str, Mapping[Any, object]]]:
    yield from ((name, getattr(site, name)) for name in INDEXES)
    yield MEDIA, site.catalogue.media or {}
    yield from site.catalogue.records.items()
