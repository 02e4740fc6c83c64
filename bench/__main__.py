"""`make bench`: build the corpora with ours and with Hugo, and write docs/benchmarks.md.

python -m bench [--runs 5] [--only cold,nochange,newday,body] [--nothing-written] 1000 10000

A size may have runs and scenarios of its own: --runs 50000:1 --only 50000:cold,body.
Where Hugo needs more memory than there is, ours is measured alone: --alone 50000
"""

import argparse
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from bench import compare, report
from bench.builders import HUGO, ROOT, TODAY, Builder, hugo, hugo_program, ours
from bench.chart import chart
from bench.saving import saved_to_written
from bench.scenarios import COLD, SCENARIOS, SERVE, Measured, cold, medians, warm

RUNS = 5

_MEMORY = Path("/dev/shm")  # noqa: S108 - a memory file system, with a folder of our own in it
# Bytes of one offer in a finished site and its sources, with some to spare; and how many sites
# there are at once if only ours stays, or if all do: ours twice, while it is published.
_OFFER, _OURS_ALONE, _ALL = 180_000, 3, 5

Own = TypeVar("Own")
BySize = tuple[int | None, Own]
"""What is wanted for a size, or for all."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be measured at a size: how many runs of which scenarios, and if without Hugo."""

    offers: int
    runs: int
    only: Sequence[str]
    is_alone: bool = False


def main(words: Sequence[str]) -> None:
    """Measure each size and write the page, after each size anew: the largest take long."""
    options = options_of(words)
    versions = _versions()
    sizes, saves, on_disk = [], [], []
    for wish in wishes(options):
        offers = wish.offers
        place = options.scratch or _roomy(offers)
        _need_room(offers, place)
        on_disk += [offers] if place != _MEMORY else []
        with tempfile.TemporaryDirectory(prefix="bench-", dir=place) as folder:
            builders = _projects(wish, Path(folder))
            sizes.append(_measured(wish, builders, Path(folder), place))
            if SERVE in wish.only:
                print(f"{offers:,} offers: saving a text in both previews")
                saves.append((offers, saved_to_written(builders[:2], wish.runs)))
        where = _said(on_disk, len(sizes))
        about = {"command": command(options), "place": where, "versions": versions}
        text = report.page(sizes, saves, about)
        print(text)
        if not options.nothing_written:
            _write(text, sizes)


def _write(text: str, sizes: Sequence[Measured]) -> None:
    (ROOT / "docs" / "benchmarks.md").write_text(text, "utf-8")
    most = max(sizes, key=lambda it: (len(it.usages.get(HUGO, ())), it.offers))
    (ROOT / "docs" / "benchmarks.svg").write_text(chart(most), "utf-8")


def options_of(words: Sequence[str]) -> argparse.Namespace:
    """What the words of the command mean."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000], metavar="OFFERS")
    parser.add_argument(
        "--runs",
        type=_runs,
        action="append",
        default=[],
        metavar="[OFFERS:]RUNS",
        help=f"how many builds of each kind; else {RUNS}",
    )
    parser.add_argument(
        "--only",
        type=_scenarios,
        action="append",
        default=[],
        metavar="[OFFERS:]NAMES",
        help=f"which builds, by commas: {', '.join(SCENARIOS)}; without cold, there is one of it",
    )
    parser.add_argument(
        "--alone",
        type=int,
        action="append",
        default=[],
        metavar="OFFERS",
        help="a size at which only ours is built, without extras",
    )
    parser.add_argument("--scratch", type=Path, help="a folder with room; else /dev/shm")
    parser.add_argument("--nothing-written", action="store_true", help="only print the page")
    return parser.parse_args(words)


def _runs(word: str) -> BySize[int]:
    size, _, runs = word.rpartition(":")
    if int(runs) < 1:
        raise ValueError(word)
    return int(size) if size else None, int(runs)


def _scenarios(word: str) -> BySize[tuple[str, ...]]:
    size, _, names = word.rpartition(":")
    unknown = {*names.split(",")} - {*SCENARIOS}
    if unknown:
        raise argparse.ArgumentTypeError(f"there is no {', '.join(sorted(unknown))}")
    return int(size) if size else None, (*names.split(","),)


def wishes(options: argparse.Namespace) -> list[Wish]:
    """What is to be measured at each size."""
    return [
        Wish(
            size,
            _for(size, options.runs, RUNS),
            _for(size, options.only, SCENARIOS),
            size in options.alone,
        )
        for size in options.sizes
    ]


def _for(offers: int, given: Sequence[BySize[Own]], usual: Own) -> Own:
    """What was given for this size, else for all, else what is usual."""
    known = dict(given)
    return known.get(offers, known.get(None, usual))


def command(options: argparse.Namespace) -> str:
    """How to measure the same again."""
    own = [f"--runs {_prefix(size)}{runs}" for size, runs in options.runs]
    own += [f"--only {_prefix(size)}{','.join(names)}" for size, names in options.only]
    own += [f"--alone {size}" for size in options.alone]
    sizes = f'make bench SIZES="{" ".join(map(str, options.sizes))}"'
    return f'{sizes} BENCH="{" ".join(own)}"' if own else sizes


def _prefix(size: int | None) -> str:
    return "" if size is None else f"{size}:"


def _need_room(offers: int, place: Path) -> None:
    """End here where even one site after the other is too much."""
    needed, room = _OURS_ALONE * _OFFER * offers, _room(place)
    if room < needed:
        raise SystemExit(
            f"{offers:,} offers need {needed / 1e9:,.1f} GB in {place}, there are "
            f"{room / 1e9:,.1f}: name a folder with more room by --scratch"
        )


def _roomy(offers: int) -> Path:
    """The memory file system; a folder on the disk where that has no room for a site."""
    has_room = _MEMORY.is_dir() and _room(_MEMORY) >= _OURS_ALONE * _OFFER * offers
    return _MEMORY if has_room else Path(tempfile.gettempdir())


def _said(on_disk: Sequence[int], sizes: int) -> str:
    if len(on_disk) == sizes:
        return "a disk"
    there = "".join(f", {offers:,} offers on a disk" for offers in on_disk)
    return f"a memory file system{there}"


def _is_tight(offers: int, place: Path) -> bool:
    """Whether Hugo's site has to go before ours is built again."""
    return _room(place) < _ALL * _OFFER * offers


def _room(place: Path) -> int:
    """Bytes that a folder may take; the builds need some of the memory, too."""
    free = shutil.disk_usage(place).free
    return min(free, _memory() * 2 // 3) if place == _MEMORY else free


def _memory() -> int:
    """Bytes of memory that are to be had."""
    for line in Path("/proc/meminfo").read_text("ascii").splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return 0


def _projects(wish: Wish, folder: Path) -> tuple[Builder, ...]:
    """Our project, and Hugo's made of our built site; the site itself is gone again."""
    offers = wish.offers
    own = ours(folder / "corpus", folder / "ours")
    if wish.is_alone:
        print(f"{offers:,} offers: writing the corpus")
        _python("bench.corpus", str(offers), str(own.source))
        return (own,)
    his = hugo(folder / "hugo-sources", folder / "hugo")
    quick = (ours(own.source, folder / "fast", is_fast=True),) if find_spec("pyromark") else ()
    print(f"{offers:,} offers: writing the corpus, building it once, writing Hugo's project")
    _python("bench.corpus", str(offers), str(own.source))
    own.fresh()
    subprocess.run(own.command(TODAY), cwd=own.work, check=True, stdout=subprocess.DEVNULL)
    _python("bench.equivalent", str(own.work), str(his.source))
    shutil.rmtree(own.work)
    return own, his, *quick


def _python(*words: str) -> None:
    subprocess.run([sys.executable, "-m", *words], cwd=ROOT, check=True)


def _measured(wish: Wish, builders: Sequence[Builder], folder: Path, place: Path) -> Measured:
    own, *others = builders
    his, quick = others[:1], others[1:]
    is_tight = _is_tight(wish.offers, place)
    cold_runs = wish.runs if COLD in wish.only else 1

    def check() -> None:
        if compare.main(str(own.target), str(his[0].target)):
            raise SystemExit("The two sites are not equivalent: see the lines marked with !")

    found, made, floors = cold(builders, cold_runs, folder, check, is_tight=is_tight)
    print(f"{wish.offers:,} offers: cold builds are measured")
    for builder in quick:
        shutil.rmtree(builder.work, ignore_errors=True)
    later = warm([own] if is_tight else [own, *his], wish.runs, wish.only)
    both = {name: found[name] | later.get(name, {}) for name in found}
    for builder in builders:
        shutil.rmtree(builder.work, ignore_errors=True)
    return Measured(wish.offers, wish.runs, cold_runs, made, medians(both), *floors)


def _versions() -> str:
    names = ("jinja2", "markdown", "pydantic", "pyyaml")
    said = subprocess.run([hugo_program(), "version"], capture_output=True, text=True, check=True)
    return ", ".join(
        [
            f"Hugo {said.stdout.split()[1].removeprefix('v').split('-')[0]}",
            f"Python {platform.python_version()}",
            *(f"{name} {version(name)}" for name in names),
        ]
    )


if __name__ == "__main__":
    main(sys.argv[1:])
