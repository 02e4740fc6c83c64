"""What a command costs: wall and processor time of it and all it starts, and its peak memory.

Nothing heavy is imported here: until a child has started its own program, the memory of this
process counts as the child's.
"""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Usage:
    """Seconds on the clock, seconds of all processors, bytes of the largest process."""

    wall: float
    cpu: float
    peak: int


def run(command: Sequence[str | Path], folder: Path) -> Usage:
    """Run it to its end in `folder`; RuntimeError with its last words when it fails."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    with process.stdout:
        said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command} gave {process.returncode}: {said.decode()[-2000:]}")
    return Usage(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def middle(usages: Sequence[Usage]) -> Usage:
    """The median of each figure by itself."""
    return Usage(
        median(it.wall for it in usages),
        median(it.cpu for it in usages),
        int(median(it.peak for it in usages)),
    )


@dataclass(frozen=True, slots=True)
class Made:
    """What a builder has written: pages (HTML), all files, and their bytes."""

    pages: int
    files: int
    size: int


def made_in(folder: Path) -> Made:
    """What there is in a finished site."""
    pages = files = size = 0
    for root, _, names in os.walk(folder):
        for name in names:
            pages += name.endswith(".html")
            files += 1
            size += Path(root, name).stat().st_size
    return Made(pages, files, size)
