"""What a site was cut into: after an edit, who is touched by it is known without a look at all."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, fields
from typing import Any

from sitegen.memory.bundles import Made, Memory
from sitegen.memory.cells import Cell
from sitegen.memory.tracing import Asked, Reads
from sitegen.site import Bundle, PageSummary, Site


@dataclass(slots=True)
class Cut:
    """Bundles that plan from `site` and were `given` that, what came of each, and all files.

    `listed` are the addresses of those that search engines may list, sorted. `reads` is what
    cutting read, with the days that hold for cutting and for all bundles; `readers` are the places
    of those bundles that read a cell, or once did, by its number.
    """

    site: Site
    given: Mapping[Asked, Any]
    bundles: tuple[Bundle, ...]
    memory: Memory
    files: Mapping[str, PageSummary]
    listed: tuple[str, ...]
    reads: Reads
    readers: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def note(self, place: int, made: Made) -> None:
        """The bundle at that place read what its trace says."""
        self.reads.within(made.trace.since, made.trace.until)
        for number in made.trace.cells:
            self.readers[number].add(place)

    def touched(self, today: int, changed: AbstractSet[Cell]) -> Sequence[int] | None:
        """Places of all bundles that read what changed; None if others may have to be cut."""
        is_same_day = self.reads.since <= today < self.reads.until
        if not is_same_day or not self.reads.cells.isdisjoint(changed):
            return None
        numbers = (self.memory.numbers[it] for it in changed if it in self.memory.numbers)
        return sorted({place for number in numbers for place in self.readers.get(number, ())})

    def turn_to(self, site: Site) -> None:
        """Have the bundles plan from what another watched site says."""
        for it in fields(site):
            object.__setattr__(self.site, it.name, getattr(site, it.name))
