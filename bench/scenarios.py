"""The builds that are measured, each builder's turn by turn, so that both meet the same noise."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.builders import EDITS, Builder, days_after
from bench.measure import Made, Usage, made_in, middle, run

COLD, WARM, NEW_DAY = "cold", "no change", "new day"
SCENARIOS = (COLD, WARM, NEW_DAY, *EDITS)

Found = dict[str, dict[str, list[Usage]]]


@dataclass(frozen=True, slots=True)
class Measured:
    """One size: the medians of each builder by scenario, and what each has made.

    `copy` is the floor: sources and finished files of ours, copied.
    """

    offers: int
    runs: int
    made: Mapping[str, Made]
    usages: Mapping[str, Mapping[str, Usage]]
    copy: Usage


def cold(
    builders: Sequence[Builder],
    runs: int,
    scratch: Path,
    check: Callable[[], None],
    *,
    is_large: bool,
) -> tuple[Found, Mapping[str, Made], Usage]:
    """Builds of projects that were never built, and what it costs to copy the first of them.

    `check` looks at what the first two have made; `is_large`: only the first one's site is kept.
    """
    found: Found = {it.name: {COLD: []} for it in builders}
    made, copies = {}, []
    for number in range(runs):
        for place, builder in enumerate(builders):
            builder.fresh()
            found[builder.name][COLD].append(_built(builder, 0))
            made[builder.name] = made_in(builder.target)
            if place == 1 and not number:
                check()
            if place and is_large:
                shutil.rmtree(builder.work)
        copies.append(_copied(builders[0], scratch))
    return found, made, middle(copies)


def warm(builders: Sequence[Builder], runs: int) -> Found:
    """Builds after a cold one: of the same, of days to come, and after one edit each."""
    found: Found = {it.name: {name: [] for name in SCENARIOS[1:]} for it in builders}
    for name, number in _turns(runs):
        for builder in builders:
            if name in EDITS:
                builder.edit(name, number)
            day = {WARM: 0, NEW_DAY: number}.get(name, runs)
            found[builder.name][name].append(_built(builder, day))
    return found


def medians(found: Found) -> dict[str, dict[str, Usage]]:
    """The middle of each scenario's runs."""
    return {name: {key: middle(all_) for key, all_ in by.items()} for name, by in found.items()}


def _turns(runs: int) -> Iterator[tuple[str, int]]:
    for name in SCENARIOS[1:]:
        for number in range(1, runs + 1):
            yield name, number


def _built(builder: Builder, day: int) -> Usage:
    return run(builder.command(days_after(day)), builder.work)


def _copied(builder: Builder, scratch: Path) -> Usage:
    """What it costs to copy the sources and the finished files of a builder."""
    target = scratch / "copy"
    used = run(("cp", "-r", str(builder.work), str(target)), scratch)
    shutil.rmtree(target)
    return used
