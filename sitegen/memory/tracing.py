"""A Site that tells what was read of it: cell by cell, and how much of the day.

Everything that views and outputs read of the site is a *cell*: a record, an entry of an index, the
keys of an index, a list, the day. A `Watch` gives the same site with every cell watched; what one
bundle read while it was planned is its *trace*, and as long as those cells hold the same, the
bundle would plan the same.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeAlias, TypeVar

from sitegen.memory.cells import (
    INDEXES,
    KEYS,
    LISTS,
    MEDIA,
    OVER,
    WITH_PROSE,
    Cell,
    cell,
    prose_cell,
)
from sitegen.memory.days import END, FIRST, WatchedDay
from sitegen.memory.texts import with_watched_prose
from sitegen.site import AnyRecord, Shared, Site

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

Asked: TypeAlias = tuple[Hashable, ...]


@dataclass(slots=True)
class Reads:
    """What was read: cells, and the days (ordinals, the end exclusive) that would say the same."""

    cells: set[Cell] = field(default_factory=set)
    since: int = FIRST
    until: int = END

    def within(self, since: int, until: int) -> None:
        """The same would have been read on these days only."""
        self.since, self.until = max(self.since, since), min(self.until, until)


class Sharing(Shared):
    """What is worked out once, with what was read for it: whoever asks has read that, too.

    It can serve one site after the other, all of one day. What was asked while bundles were cut,
    as the frame is, counts as given: bundles tell it by themselves.
    """

    def __init__(self) -> None:
        """Nothing is worked out yet."""
        super().__init__()
        self.is_new = True
        self._watch: Watch | None = None
        self._reads: dict[Asked, tuple[tuple[Cell, ...], int, int]] = {}
        self._readers: dict[Cell, list[Asked]] = defaultdict(list)
        self._given: dict[Asked, Any] = {}
        self._before: dict[Asked, Any] = {}

    def of(self, site: Site, make: Callable[..., Any], key: tuple[Hashable, ...]) -> Any:
        """What `make(site, *key)` gives, or gave."""
        asked, watch = (make, *key), self._watch
        assert watch is not None
        if asked in self._given:
            return self._given[asked]
        if watch.is_cutting:
            return self._give(asked, make(site, *key))
        if asked not in self._found:
            with watch.reads() as reads:
                self._found[asked] = make(site, *key)
            self._reads[asked] = tuple(reads.cells), reads.since, reads.until
            for read in reads.cells:
                self._readers[read].append(asked)
        watch.note_again(*self._reads[asked])
        return self._found[asked]

    @property
    def given(self) -> Mapping[Asked, Any]:
        """What was asked while bundles were cut."""
        return self._given

    def give(self, given: Mapping[Asked, Any]) -> None:
        """Know without asking what is given, it being what it was when bundles were cut."""
        for asked, value in given.items():
            self._give(asked, value)

    def serve(self, watch: "Watch") -> None:
        """Tell that watch what is read; what is given is asked anew."""
        self._watch, self._before, self._given = watch, self._given, {}

    def forget(self, changed: AbstractSet[Cell]) -> None:
        """Drop what is not the same for a site of the same day with other cells."""
        for asked in {asked for read in changed for asked in self._readers.pop(read, ())}:
            self._found.pop(asked, None)
            self._reads.pop(asked, None)

    def note(self, read: Cell) -> None:
        """A cell is being read, perhaps of a record that is kept since an earlier site."""
        if self._watch is not None:
            self._watch.note(read)

    def note_days(self, since: int, until: int) -> None:
        """Some of the day is being read, perhaps of one that is kept since an earlier site."""
        if self._watch is not None:
            self._watch.note_again((), since, until)

    def _give(self, asked: Asked, value: Any) -> Any:
        if self._before.get(asked) != value:
            self._found.clear()
            self._reads.clear()
            self._readers.clear()
        self._given[asked] = value
        return value


class Watch:
    """A site to plan with, and what is read of it meanwhile."""

    def __init__(self, site: Site, sharing: Sharing) -> None:
        """Watch all of the site, and of its catalogue the records and the media."""
        self._reads: Reads | None = None
        self.sharing = sharing
        sharing.serve(self)
        catalogue = site.catalogue
        records = {
            kind: (_Records if kind in WITH_PROSE else _Index)(kind, group, self)
            for kind, group in catalogue.records.items()
        }
        media = None if catalogue.media is None else _Index(MEDIA, catalogue.media, self)
        parts: dict[str, Any] = {name: _Index(name, getattr(site, name), self) for name in INDEXES}
        parts |= {name: _List(name, getattr(site, name), self) for name in LISTS}
        self.site = replace(
            site,
            catalogue=replace(catalogue, records=records, media=media),
            today=WatchedDay.of(site.today, sharing.note_days),
            over=_Members(OVER, site.over, self),
            **parts,
        )
        object.__setattr__(self.site, "sharing", sharing)  # of the same site, that is watched

    @contextmanager
    def reads(self) -> Iterator[Reads]:
        """What is read in the block, apart from all that was read before."""
        before, reads = self._reads, Reads()
        self._reads = reads
        try:
            yield reads
        finally:
            self._reads = before

    @property
    def is_cutting(self) -> bool:
        """Whether no bundle is being planned."""
        return self._reads is None

    def note(self, read: Cell) -> None:
        """A cell is being read."""
        if self._reads is not None:
            self._reads.cells.add(read)

    def note_again(self, cells: Iterable[Cell], since: int, until: int) -> None:
        """What came of reading these is being used once more."""
        if self._reads is not None:
            self._reads.cells.update(cells)
            self._reads.within(since, until)


class _Index(Mapping[K, V]):
    def __init__(self, name: str, values: Mapping[K, V], watch: Watch) -> None:
        self._name, self._values, self._watch = name, values, watch

    def __getitem__(self, key: K) -> V:
        self._watch.note(cell(self._name, key))
        return self._values[key]

    def get(self, key: K, default: Any = None) -> Any:
        self._watch.note(cell(self._name, key))
        return self._values.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._watch.note(cell(self._name, key))
        return key in self._values

    def __iter__(self) -> Iterator[K]:
        self._watch.note((self._name, KEYS))
        return iter(self._values)

    def __len__(self) -> int:
        self._watch.note((self._name, KEYS))
        return len(self._values)


class _Records(_Index[str, AnyRecord]):
    """Records whose long text is a cell of its own, noted when somebody asks for it."""

    def __init__(self, name: str, values: Mapping[str, AnyRecord], watch: Watch) -> None:
        super().__init__(name, values, watch)
        self._watched: dict[str, AnyRecord] = {}

    def __getitem__(self, key: str) -> AnyRecord:
        record = super().__getitem__(key)
        if key not in self._watched:
            note = partial(self._watch.sharing.note, prose_cell(record))
            self._watched[key] = replace(record, content=with_watched_prose(record.content, note))
        return self._watched[key]

    def get(self, key: str, default: Any = None) -> Any:
        found = super().get(key)
        return default if found is None else self[key]


class _List(Sequence[V]):
    def __init__(self, name: str, values: Sequence[V], watch: Watch) -> None:
        self._cell, self._values, self._watch = (name,), values, watch

    def __getitem__(self, index: Any) -> Any:
        self._watch.note(self._cell)
        return self._values[index]

    def __iter__(self) -> Iterator[V]:
        self._watch.note(self._cell)
        return iter(self._values)

    def __contains__(self, value: object) -> bool:
        self._watch.note(self._cell)
        return value in self._values

    def __len__(self) -> int:
        self._watch.note(self._cell)
        return len(self._values)


class _Members(AbstractSet[V]):
    """A set of which only membership is asked."""

    def __init__(self, name: str, values: AbstractSet[V], watch: Watch) -> None:
        self._name, self._values, self._watch = name, values, watch

    def __contains__(self, value: object) -> bool:
        self._watch.note((self._name, value))
        return value in self._values

    def __iter__(self) -> Iterator[V]:
        raise TypeError(f"{self._name}: only whether something is in it is watched")

    def __len__(self) -> int:
        raise TypeError(f"{self._name}: only whether something is in it is watched")
