"""The builds that are measured, each builder's turn by turn, so that both meet the same noise."""

import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.builders import EDITS, Builder, days_after
from bench.measure import Made, Usage, made_in, marks, middle, run, written

COLD, WARM, NEW_DAY, SERVE = "cold", "nochange", "newday", "serve"
LATER = (WARM, NEW_DAY, *EDITS)
"""Builds after a cold one."""
SCENARIOS = (COLD, *LATER, SERVE)

Found = dict[str, dict[str, list[Usage]]]


@dataclass(frozen=True, slots=True)
class Measured:
    """One size: the medians of each builder by scenario, and what each has made.

    `copy` and `links` are the floors: sources and finished files of ours copied, and the finished
    files linked into a new folder, as every build of ours does with what has not changed.
    """

    offers: int
    runs: int
    cold_runs: int
    made: Mapping[str, Made]
    usages: Mapping[str, Mapping[str, Usage]]
    copy: Usage
    links: Usage


def cold(
    builders: Sequence[Builder],
    runs: int,
    scratch: Path,
    check: Callable[[], None],
    *,
    is_tight: bool,
) -> tuple[Found, Mapping[str, Made], tuple[Usage, Usage]]:
    """Builds of projects that were never built, and what it costs to copy and to link the first.

    `check` looks at what the first two have made; `is_tight`: only the first one's site is kept.
    """
    found: Found = {it.name: {COLD: []} for it in builders}
    made: dict[str, Made] = {}
    copies: list[Usage] = []
    links: list[Usage] = []
    for number in range(runs):
        for place, builder in enumerate(builders):
            builder.fresh()
            found[builder.name][COLD].append(_built(builder, 0))
            made[builder.name] = made_in(builder.target)
            if place == 1 and not number:
                check()
            if place and is_tight:
                shutil.rmtree(builder.work)
        for used, times in zip(_copied(builders[0], scratch), (copies, links), strict=True):
            times.append(used)
    return found, made, (middle(copies), middle(links))


def warm(builders: Sequence[Builder], runs: int, wanted: Collection[str] = LATER) -> Found:
    """Builds after a cold one: of the same, of days to come, and after one edit each."""
    names = [name for name in LATER if name in wanted]
    found: Found = {it.name: {name: [] for name in names} for it in builders}
    for name, number in _turns(names, runs):
        for builder in builders:
            if name in EDITS:
                builder.edit(name, number)
            day = {WARM: 0, NEW_DAY: number}.get(name, runs if NEW_DAY in names else 0)
            found[builder.name][name].append(_built(builder, day))
    return found


def medians(found: Found) -> dict[str, dict[str, Usage]]:
    """The middle of each scenario's runs."""
    return {name: {key: middle(all_) for key, all_ in by.items()} for name, by in found.items()}


def _turns(names: Sequence[str], runs: int) -> Iterator[tuple[str, int]]:
    for name in names:
        for number in range(1, runs + 1):
            yield name, number


def _built(builder: Builder, day: int) -> Usage:
    before = marks(builder.target)
    used = run(builder.command(days_after(day)), builder.work)
    return replace(used, written=written(before, marks(builder.target)))


def _copied(builder: Builder, scratch: Path) -> tuple[Usage, Usage]:
    """What it costs to copy sources and finished files, and to link the latter."""
    copy, links = scratch / "copy", scratch / "links"
    copying = run(("cp", "-r", str(builder.work), str(copy)), scratch)
    linking = run(("cp", "-rl", str(copy / builder.target.name), str(links)), scratch)
    shutil.rmtree(copy)
    shutil.rmtree(links)
    return copying, linking
