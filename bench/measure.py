"""What a command costs: time of the clock and of processors, memory, and what it has written.

Nothing heavy is imported here: until a child has started its own program, the memory of this
process counts as the child's.
"""

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from statistics import median
from threading import Event, Thread
from typing import Self, TypeAlias

_LOOK = 0.05  # seconds between two looks at the memory of all processes, or
_SHARE = 20  # so many times as long as a look takes: it must not slow down what it looks at


@dataclass(frozen=True, slots=True)
class Usage:
    """Seconds on the clock, and of all processors; of these, `system` is what the kernel did.

    `peak` are bytes of the largest process, `together` of all at the same moment, with what they
    share counted once; `written` are the files that are new or were written anew.
    """

    wall: float
    cpu: float
    peak: int
    system: float = 0.0
    together: int = 0
    written: int = 0


def run(command: Sequence[str | Path], folder: Path) -> Usage:
    """Run it to its end in `folder`; RuntimeError with its last words when it fails."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    with process.stdout, _Memory(process.pid) as memory:
        said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command} gave {process.returncode}: {said.decode()[-2000:]}")
    largest = used.ru_maxrss * 1024
    cpu = used.ru_utime + used.ru_stime
    return Usage(wall, cpu, largest, used.ru_stime, max(largest, memory.peak))


def middle(usages: Sequence[Usage]) -> Usage:
    """The median of each figure by itself."""
    wall, cpu, peak, system, together, written = (
        median(getattr(it, field.name) for it in usages) for field in fields(Usage)
    )
    return Usage(wall, cpu, int(peak), system, int(together), int(written))


class _Memory(Thread):
    """Looks at the memory of a process and all it has started, while the block runs."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process, self._over = process, Event()
        self.peak = 0

    def run(self) -> None:
        """Look again and again."""
        rest = 0.0
        while not self._over.wait(rest):
            begin = time.perf_counter()
            self.peak = max(self.peak, sum(map(_held, _family(self._process))))
            rest = max(_LOOK, _SHARE * (time.perf_counter() - begin))

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()


def _family(process: int) -> Iterator[int]:
    """The process, its children and theirs, as far as they are still there."""
    yield process
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text("ascii").split():
                yield from _family(int(child))


def _held(process: int) -> int:
    """Bytes that a process holds, with its share of what it has in common with others."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


Marks: TypeAlias = Mapping[str, tuple[int, int]]


def marks(folder: Path) -> Marks:
    """What changes when a file is written or another one takes its place, by path."""
    return {
        path: (state.st_ino, state.st_mtime_ns)
        for path in _files(folder)
        for state in [os.lstat(path)]
    }


def written(before: Marks, after: Marks) -> int:
    """How many files are new or were written."""
    return sum(before.get(path) != mark for path, mark in after.items())


@dataclass(frozen=True, slots=True)
class Made:
    """What a builder has written: pages (HTML), all files, and their bytes."""

    pages: int
    files: int
    size: int


def made_in(folder: Path) -> Made:
    """What there is in a finished site."""
    pages = files = size = 0
    for path in _files(folder):
        pages += path.endswith(".html")
        files += 1
        size += Path(path).stat().st_size
    return Made(pages, files, size)


def _files(folder: Path) -> Iterator[str]:
    for root, _, names in os.walk(folder):
        for name in names:
            yield f"{root}/{name}"
