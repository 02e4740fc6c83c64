"""Same content, same day, same version: same bytes, wherever and however it is built."""

import hashlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from cProfile import Profile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sitegen.order import Order
from sitegen.pipeline import check
from tests.golden.conftest import ROOT, TODAY, settle

DAY = ("--today", TODAY.isoformat())
EPOCH = "1772323200"  # 2026-03-01T00:00:00Z
CLOCKS = re.compile(
    r"<built-in method ([\w.]+\.)?(today|now|utcnow|time|time_ns|localtime|gmtime|strftime|ctime)>"
)


def digest(dist: Path) -> dict[str, str]:
    """Every file below `dist` with its mode and the digest of its bytes."""
    return {
        path.relative_to(dist).as_posix(): f"{path.stat().st_mode:o} "
        + hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(dist.rglob("*"))
        if path.is_file()
    }


# --- Where and how it is built ----------------------------------------------------------------


def write_backwards(project: Path) -> None:
    """Let the file system list and date the files in another order."""
    for number, path in enumerate(sorted(project.rglob("*.*"), reverse=True)):
        if path.is_file():
            data = path.read_bytes()
            path.unlink()
            path.write_bytes(data)
            os.utime(path, (number, number))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All that may differ between two builds of the same content."""

    name: str
    options: tuple[str, ...]
    environment: Mapping[str, str]
    umask: int = 0o022
    cores: int = 1024  # as many as there are


TABLE = [
    Surroundings(
        "far-east",
        options=(),
        environment={
            "SOURCE_DATE_EPOCH": EPOCH,
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "tr_TR.UTF-8",
            "PYTHONHASHSEED": "12345",
        },
        umask=0o077,
        cores=1,
    ),
    Surroundings(
        "far-west",
        options=DAY,
        environment={
            "TZ": "Pacific/Pago_Pago",
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONHASHSEED": "0",
        },
        umask=0,
    ),
]


def run(project: Path, surroundings: Surroundings) -> dict[str, str]:
    """Build with the real command in a process of its own."""
    with fewer_cores(surroundings.cores):
        done = subprocess.run(
            [sys.executable, str(ROOT / "build.py"), "build", *surroundings.options],
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(ROOT), **surroundings.environment},
            umask=surroundings.umask,
            capture_output=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return digest(project / "dist")


@contextmanager
def fewer_cores(number: int) -> Iterator[None]:
    """Processes begun in the block may use no more than so many cores."""
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(allowed)[:number])
    yield
    os.sched_setaffinity(0, allowed)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A copy of the city, and what it was built into on another day."""

    project: Path
    site: Mapping[str, str]


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Elsewhere:
    """Another folder, files in another order, and another day's site in it."""
    project = settle(tmp_path_factory.mktemp("elsewhere") / "ein anderer Ordner mit Ümläuten")
    write_backwards(project)
    later = Surroundings("later", ("--today", "2026-03-11"), {})
    return Elsewhere(project, run(project, later))


@pytest.mark.parametrize("surroundings", TABLE, ids=lambda it: it.name)
def test_surroundings_do_not_matter(
    city: Path, elsewhere: Elsewhere, surroundings: Surroundings
) -> None:
    assert run(elsewhere.project, surroundings) == digest(city)


def test_another_day_gives_another_site(city: Path, elsewhere: Elsewhere) -> None:
    first, later = digest(city), elsewhere.site
    assert later["angebote/cafe-am-fluss/index.html"] != first["angebote/cafe-am-fluss/index.html"]
    unchanged = {name for name in first if later.get(name) == first[name]}
    assert len(unchanged) > len(first) * 0.75, "the day enters only the pages that show it"


# --- The clock --------------------------------------------------------------------------------


def test_nothing_below_the_command_reads_the_clock(city: Path) -> None:
    order = Order(city.parent, city.parent / "templates", city, TODAY)
    with fewer_cores(1), Profile() as watched:
        assert check(order).site is not None
    assert readings(watched) == set()


def test_a_look_at_the_clock_is_noticed() -> None:
    with Profile() as watched:
        date.today()  # noqa: DTZ011 - the point of this test
        datetime.now(UTC)
        time.time()
        time.localtime()
    assert len(readings(watched)) == 4


def readings(watched: Profile) -> set[str]:
    """The built-in clocks that were looked at, by our own code or a library."""
    called = {str(entry.code) for entry in watched.getstats()}
    return {name for name in called if CLOCKS.fullmatch(name)}
