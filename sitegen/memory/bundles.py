"""What the last build made of each bundle, and which bundles it would make the same again.

A `Made` holds the summaries of a bundle's files and its trace: the cells it was planned from. A
`Memory` holds all of them. Where its basis is another (the program, the settings, templates,
texts), nothing is the same.
"""

from array import array
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from sitegen.memory.cells import Cell
from sitegen.memory.fingerprints import fingerprint
from sitegen.memory.tracing import Reads
from sitegen.site import Bundle, PageSummary

if TYPE_CHECKING:
    Numbered = array[int]


class Numbers(dict[Cell, int]):
    """Cells by number, also of what does not exist, or not yet; numbers only grow."""

    def __missing__(self, cell: Cell) -> int:
        """The next number."""
        self[cell] = len(self)
        return self[cell]

    def give(self, cells: Iterable[Cell]) -> None:
        """Give each cell a number that every copy of the process will know."""
        for cell in cells:
            self.setdefault(cell, len(self))


@dataclass(frozen=True, slots=True)
class Trace:
    """What a bundle was planned from: cells, and the days that would say the same.

    `others` are cells without a number: a copy of the process does not give any.
    """

    cells: "Numbered"
    others: tuple[Cell, ...]
    since: int
    until: int

    @classmethod
    def of(cls, reads: Reads, numbers: Mapping[Cell, int]) -> "Trace":
        """The trace that a bundle's reads leave."""
        found = array("I", (numbers[cell] for cell in reads.cells if cell in numbers))
        others = tuple(cell for cell in reads.cells if cell not in numbers)
        return cls(found, others, reads.since, reads.until)

    def holds(self, today: int, changed: AbstractSet[int]) -> bool:
        """Whether all of it is as it was; `today` is an ordinal."""
        return self.since <= today < self.until and changed.isdisjoint(self.cells)


@dataclass(frozen=True, slots=True)
class Made:
    """The files of a bundle; `given` is a digest of what it was cut with."""

    given: bytes
    trace: Trace
    files: tuple[PageSummary, ...]

    def numbered(self, numbers: Numbers) -> "Made":
        """The same with a number for every cell of its trace."""
        trace = self.trace
        if not trace.others:
            return self
        cells = trace.cells + array("I", (numbers[cell] for cell in trace.others))
        return replace(self, trace=replace(trace, cells=cells, others=()))


@dataclass(frozen=True, slots=True)
class Memory:
    """What a build leaves to the next one that publishes to the same place; `day` is an ordinal."""

    basis: bytes = b""
    numbers: Numbers = field(default_factory=Numbers)
    made: Mapping[str, Made] = field(default_factory=dict)
    day: int = 0

    def on(self, basis: bytes) -> "Memory":
        """The memory of builds on that basis."""
        return self if self.basis == basis else Memory(basis)

    def same(
        self, bundles: Iterable[Bundle], today: int, changed: AbstractSet[Cell]
    ) -> dict[str, Made]:
        """What was made of the bundles that would be made the same again, by their names."""
        numbers = frozenset(self.numbers[cell] for cell in changed if cell in self.numbers)
        found = {}
        for bundle in bundles:
            made = self.made.get(bundle.name)
            if made and made.trace.holds(today, numbers) and made.given == given_of(bundle):
                found[bundle.name] = made
        return found


def given_of(bundle: Bundle) -> bytes:
    """A digest of what a bundle was cut with; most are cut with the same."""
    return _given(bundle.given)


@lru_cache(maxsize=64)
def _given(values: tuple[object, ...]) -> bytes:
    return fingerprint(values)
