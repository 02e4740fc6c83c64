"""`make bench`: build the corpora with ours and with Hugo, and write docs/benchmarks.md.

python -m bench [--runs 5] [--save] [--nothing-written] 1000 10000
"""

import argparse
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from bench import compare, report, saving
from bench.builders import ROOT, TODAY, Builder, hugo, hugo_program, ours
from bench.chart import chart
from bench.scenarios import Measured, cold, medians, warm

LARGE = 20_000
"""From so many offers on: three runs, and warm builds of ours alone, for want of memory."""

_MEMORY = Path("/dev/shm")  # noqa: S108 - a memory file system, with a folder of our own in it


def main(words: Sequence[str]) -> None:
    """Measure each size and write the page."""
    options = _options(words)
    place = options.scratch or (_MEMORY if _MEMORY.is_dir() else Path(tempfile.gettempdir()))
    versions = _versions()
    sizes, saves = [], []
    for offers in options.sizes:
        with tempfile.TemporaryDirectory(prefix="bench-", dir=place) as folder:
            builders = _projects(offers, Path(folder))
            sizes.append(_measured(offers, builders, options.runs, Path(folder)))
            if options.save and offers < LARGE:
                own, his = (saving.saved_to_seen(it, options.runs) for it in builders[:2])
                saves.append((offers, own, his))
    about = {
        "command": f'make bench SIZES="{" ".join(map(str, options.sizes))}"',
        "place": "a memory file system" if place == _MEMORY else "a disk",
        "versions": versions,
    }
    text = report.page(sizes, saves, about)
    print(text)
    if not options.nothing_written:
        (ROOT / "docs" / "benchmarks.md").write_text(text, "utf-8")
        compared = [it for it in sizes if it.offers < LARGE] or sizes
        (ROOT / "docs" / "benchmarks.svg").write_text(chart(compared[-1]), "utf-8")


def _options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000], metavar="OFFERS")
    parser.add_argument("--runs", type=int, default=5, help="how many builds of each kind")
    parser.add_argument("--save", action="store_true", help="measure both previews too")
    parser.add_argument("--scratch", type=Path, help="a folder with room; else /dev/shm")
    parser.add_argument("--nothing-written", action="store_true", help="only print the page")
    return parser.parse_args(words)


def _projects(offers: int, folder: Path) -> tuple[Builder, ...]:
    """Our project, and Hugo's made of our built site; the site itself is gone again."""
    own = ours(folder / "corpus", folder / "ours")
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


def _measured(offers: int, builders: Sequence[Builder], runs: int, folder: Path) -> Measured:
    own, his, *quick = builders
    is_large = offers >= LARGE
    runs = min(runs, 3) if is_large else runs

    def check() -> None:
        if compare.main(str(own.target), str(his.target)):
            raise SystemExit("The two sites are not equivalent: see the lines marked with !")

    found, made, copy = cold(builders, runs, folder, check, is_large=is_large)
    print(f"{offers:,} offers: cold builds are measured")
    for builder in quick:
        shutil.rmtree(builder.work, ignore_errors=True)
    later = warm([own] if is_large else [own, his], runs)
    both = {name: found[name] | later.get(name, {}) for name in found}
    return Measured(offers, runs, made, medians(both), copy)


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
