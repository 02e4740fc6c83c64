"""A Site as cells: its smallest parts that views and outputs can read, and which of them changed.

A cell is a record, an entry of an index, the keys of an index, or a list. The day is none, see
`days`.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, TypeAlias, cast

from sitegen.memory.fingerprints import fingerprint
from sitegen.site import AnyRecord, Site
from sitegen.timetable import Occurrence

Cell: TypeAlias = tuple[Hashable, ...]
Prints: TypeAlias = dict[Cell, bytes]

KEYS = "*"  # the cell of an index that holds which keys it has, and in which order
INDEXES = (
    *("standings", "offers_by", "referrals", "events_by", "timetables", "dates", "papers"),
    *("refers", "referred_by", "former_urls", "assets"),
)
LISTS = ("offers", "everywhere", "upcoming", "past", "series")
MEDIA, OVER = "media", "over"


def cell(name: str, key: Hashable) -> Cell:
    """The cell of an entry of an index."""
    return (name, *key) if isinstance(key, tuple) else (name, key)


def prints_of(site: Site, record_print: Callable[[AnyRecord], bytes]) -> Prints:
    """A digest of every cell; those of the times of a record follow from the record's."""
    records: Prints = {
        (record.type_name, record.id): record_print(record) for record in site.catalogue.all()
    }
    prints: Prints = dict(records)
    for name, index in _indexes(site):
        prints[name, KEYS] = fingerprint(tuple(index))
        for key, it in index.items() if name not in site.catalogue.records else ():
            here = cell(name, key)
            if name in {"timetables", "dates"}:
                # A timetable is all its record's; its dates are a stretch of it, told by the ends.
                dates = cast("tuple[Occurrence, ...]", it) if name == "dates" else ()
                prints[here] = fingerprint((records[here[1:]], dates[:1], dates[-1:], len(dates)))
            else:
                prints[here] = fingerprint(it)
    prints |= {(name,): fingerprint(tuple(getattr(site, name))) for name in LISTS}
    return prints | {(OVER, name): fingerprint(None) for name in site.over}


def cells_of(site: Site) -> Iterator[Cell]:
    """Every cell of a site."""
    for name, index in _indexes(site):
        yield name, KEYS
        yield from (cell(name, key) for key in index)
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
    if list(old) != list(new):
        found = {(name, KEYS), *(cell(name, key) for key in old.keys() ^ new.keys())}
    if old != new:
        found |= {cell(name, key) for key, it in new.items() if key in old and old[key] != it}
    return found


def _indexes(site: Site) -> Iterator[tuple[str, Mapping[Any, object]]]:
    yield from ((name, getattr(site, name)) for name in INDEXES)
    yield MEDIA, site.catalogue.media or {}
    yield from site.catalogue.records.items()
