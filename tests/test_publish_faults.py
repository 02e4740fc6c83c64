"""Publication under real faults: killed, parallel and watched builds, disks full or locked.

Builds that are to die run in a nursery (tests/nursery.py); what needs a process of its own is
this file, called with the name of one of `VERBS`. `pytest -rP` shows where the kills fell.
"""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from select import select
from tempfile import TemporaryDirectory
from threading import Event

import pytest

from sitegen.messages import rules
from sitegen.publish import MARK, open_staging, publish
from sitegen.trees import MARKER
from tests.faults import (
    DISKS,
    Reader,
    Watch,
    command,
    environment,
    exchanges,
    file_reader,
    full,
    heard,
    mount,
    nginx_reader,
    outcome,
    own_disk,
    running,
    tell,
    wait_until,
)
from tests.generations import PAGES, body, build, site, whole
from tests.nursery import PATIENCE, Job, Nursery, nursery

KILLS = 50
PUBLICATIONS = 6
SEED = 7

# --- What the processes do ----------------------------------------------------------------


def hold(target: str) -> None:
    """Keep the lock until the input ends."""
    with open_staging(Path(target), Path(target).parent) as (staging, findings):
        assert staging is not None, findings
        tell("ready")
        assert select([sys.stdin], [], [], PATIENCE)[0]


def leave_orphans(target: str, notes: str) -> None:
    """Two workers that go on writing when their build is killed, until they are refused."""
    with open_staging(Path(target), Path(target).parent) as (staging, findings):
        assert staging is not None, findings
        for name in ("a", "b"):
            if os.fork() == 0:
                deadline = time.monotonic() + PATIENCE
                while not findings and time.monotonic() < deadline:
                    for file in site("waise"):
                        findings += staging.write(file, body("waise"))  # noqa: PLW2901
                Path(notes, name).write_text(" ".join({found.code for found in findings}))
                os._exit(0)
        tell("ready")
        sys.stdin.read()


def fill_disk(place: str) -> None:
    """The second generation does not fit, whatever little room is left."""
    target = Path(place, "dist")
    assert build(target, "1") == []
    for blocks_left in (0, 2, 20, 60):
        with full(Path(place), blocks_left):
            tell((build(target, "2"), whole(target)))
    tell((build(target, "2"), whole(target)))


def lock_disk(place: str) -> None:
    """The file system becomes read-only between two builds."""
    target = Path(place, "dist")
    assert build(target, "1") == []
    mount("-o", "remount,ro", place)
    tell((build(target, "2"), whole(target)))
    mount("-o", "remount,rw", place)
    tell((build(target, "2"), whole(target)))


def mount_target(place: str) -> None:
    """The target is a disk of its own, or part of the same one mounted there."""
    target, other = Path(place, "dist"), Path(place, "woanders")
    target.mkdir()
    mount("-t", "tmpfs", "tmpfs", str(target))
    tell((build(target, "1"), sorted(path.name for path in Path(place).rglob("*"))))
    subprocess.run(["umount", str(target)], check=True)
    assert build(other, "1") == []
    mount("--bind", str(other), str(target))
    tell((build(target, "2"), whole(target)))


def limit_files(place: str) -> None:
    """A limit on file sizes stops a page halfway."""
    target = Path(place, "dist")
    assert build(target, "0") == build(target, "1") == []
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, resource.RLIM_INFINITY))
    tell((build(target, "2"), whole(target)))
    assert not Path(place, ".dist.staging/seite-000/index.html").exists()
    assert not list(Path(place).rglob(".sitegen-*"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    tell((build(target, "2"), whole(target)))


def die_writing(place: str, size: str, number: str) -> None:
    """The first file that outgrows the limit is the last."""
    target = Path(place, "dist")
    for generation in range(int(number)):
        assert build(target, str(generation)) == []
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), resource.RLIM_INFINITY))
    build(target, str(number))


def lose_rights(place: str) -> None:
    """Another account than the one that built before."""
    target = Path(place, "dist")
    assert build(target, "1") == []
    assert rules()
    if os.geteuid() == 0:
        with suppress(OSError):
            os.setuid(65534)
    else:
        Path(place, ".dist.lock").chmod(0o400)
        Path(place).chmod(0o555)
    tell((build(target, "2"), whole(target)))


def lock_target(place: str) -> None:
    """Someone takes away their own right to write to what was published."""
    target = Path(place, "dist")
    assert rules()
    if os.geteuid() == 0:
        os.chown(place, 65534, -1)
        with suppress(OSError):
            os.setuid(65534)
    for label in "1234":
        tell((build(target, label), whole(target)))
        for folder in (target, *target.rglob("*")):
            folder.chmod(folder.stat().st_mode & 0o555)


VERBS: Mapping[str, Callable[..., None]] = {
    verb.__name__: verb
    for verb in (
        *(hold, leave_orphans, die_writing),
        *(fill_disk, lock_disk, mount_target, limit_files, lose_rights, lock_target),
    )
}


# --- Killed ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def builders() -> Iterator[Nursery]:
    """Where builds are forked that may die; none leaves anyone behind."""
    with nursery() as running:
        yield running
        assert running.is_deserted()


def pages(target: Path, label: str, size: int = PAGES, *, in_one_step: bool = True) -> Job:
    """The job of publishing a generation."""
    return Job("pages", (str(target), label, size, in_one_step))


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_build_killed_at_a_random_moment_leaves_a_whole_site(
    tmp_path: Path, builders: Nursery, how: signal.Signals
) -> None:
    target, size, dice = tmp_path / "dist", PAGES // 4, random.Random(SEED)  # noqa: S311
    usual = min(builders.run(pages(target, label, size))[0].seconds for label in "abc")
    moments: Counter[str] = Counter()
    before = "c"
    while moments.total() < KILLS:
        label = f"{dice.getrandbits(64)}"
        job = replace(pages(target, label, size), how=how, after=dice.uniform(0, usual))
        (end,) = builders.run(job)
        assert end.status in (-how, 0), end.text
        assert whole(target, size) in ((before, label) if end.status else (label,))
        before = f"nach-{label}"
        assert builders.run(pages(target, before, size))[0].status == 0
        assert whole(target, size) == before
        moments[end.moment] += end.status != 0
    print(how.name, dict(moments))  # noqa: T201 - for -rP


def steady(_: Path) -> None:
    """As each build but the first two finds it."""


def first(target: Path) -> None:
    """As the first build finds it."""
    for name in (target.name, ".dist.staging"):
        shutil.rmtree(target.with_name(name), ignore_errors=True)


def restored_by_hand(target: Path) -> None:
    """As it is after a death between two renames when somebody put back a copy of the site."""
    previous = target.with_name(".dist.previous")
    shutil.copytree(target, previous, ignore=shutil.ignore_patterns(MARKER))
    (previous / MARKER).write_bytes(MARK)  # last, where some file systems list it first


@dataclass(frozen=True, slots=True)
class Fate:
    """From where builds start, how they die, and in which phases: in every one of their steps."""

    start: Callable[[Path], None]
    how: signal.Signals
    way: str
    phases: tuple[str, ...] = ()  # none: all there are

    def __str__(self) -> str:
        return "-".join((self.start.__name__, self.how.name, self.way, *self.phases))


FATES = [
    Fate(steady, signal.SIGKILL, "exchange"),
    Fate(steady, signal.SIGKILL, "renames", ("exchange",)),
    Fate(steady, signal.SIGINT, "renames"),
    Fate(first, signal.SIGKILL, "exchange"),
    Fate(restored_by_hand, signal.SIGKILL, "exchange", ("mend", "sweep")),
]


@pytest.mark.parametrize("fate", FATES, ids=str)
def test_a_build_killed_before_any_of_its_steps_leaves_a_whole_site(
    tmp_path: Path, builders: Nursery, fate: Fate
) -> None:
    target, size, in_one_step = tmp_path / "dist", 2, fate.way == "exchange"
    moments: Counter[str] = Counter()
    for label in ("a", "b"):
        assert build(target, label, size, in_one_step=in_one_step) == []
    fate.start(target)
    (unharmed,) = builders.run(pages(target, "heil", size, in_one_step=in_one_step))
    before, status = "heil", 130 if fate.how == signal.SIGINT else -fate.how
    assert unharmed.steps.keys() >= {"begin", "write", "sweep", "mark", *fate.phases}
    for phase in fate.phases or unharmed.steps:
        for step in range(1, unharmed.steps[phase] + 1):
            fate.start(target)
            had_none = not target.exists()
            label = f"{phase}-{step}"
            job = pages(target, label, size, in_one_step=in_one_step)
            (end,) = builders.run(replace(job, how=fate.how, phase=phase, step=step))
            assert (end.status, end.moment) == (status, phase), end.text
            if not target.exists() and not had_none:  # the known gap, mended by the next start
                assert (fate.how, fate.way, phase) == (signal.SIGKILL, "renames", "exchange")
                with open_staging(target, tmp_path) as (staging, _):
                    assert staging is not None
            assert had_none or whole(target, size) in (before, label)
            before = f"nach-{label}"
            (next_end,) = builders.run(pages(target, before, size, in_one_step=in_one_step))
            assert next_end.status == 0, next_end.text
            assert whole(target, size) == before
            moments[phase] += 1
    print(fate, dict(moments))  # noqa: T201 - for -rP


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("size", [0, 200], ids=["marker", "page"])
def test_a_build_killed_in_the_middle_of_a_file(tmp_path: Path, size: int, number: int) -> None:
    done = subprocess.run(
        command(die_writing, tmp_path, size, number), env=environment(), check=False
    )
    assert done.returncode == -signal.SIGXFSZ
    assert list((tmp_path / ".dist.staging").rglob(".sitegen-*"))
    assert whole(tmp_path / "dist") == str(number - 1)
    assert build(tmp_path / "dist", "danach") == []
    assert whole(tmp_path / "dist") == "danach"


def test_workers_of_a_killed_build_neither_block_nor_spoil_the_next(tmp_path: Path) -> None:
    target, notes, waits = tmp_path / "dist", tmp_path / "notes", Event()
    notes.mkdir()
    build(target, "0")
    with running(leave_orphans, target, notes) as process:
        assert heard(process) == "ready"
        wait_until((tmp_path / ".dist.staging/nur/waise/160.html").exists)
        process.kill()
        process.wait()
        with open_staging(target, tmp_path, waits.set) as (staging, findings):
            assert staging is not None, findings
            for file, data in site("danach").items():
                assert staging.write(file, data) == ()
            wait_until(lambda: len(list(notes.iterdir())) == 2)
            assert publish(staging, site("danach")) == ()
    assert not waits.is_set()
    assert whole(target) == "danach"
    assert {note.read_text() for note in notes.iterdir()} == {"ausgabe-abgeloest"}


# --- In parallel ------------------------------------------------------------------------------


def test_four_builds_at_once(tmp_path: Path, builders: Nursery) -> None:
    target = tmp_path / "dist"
    for turn in range(4):
        labels = [f"{name}{turn}" for name in "abcd"]
        ends = builders.run(*(pages(target, label) for label in labels))
        assert [(end.status, end.text) for end in ends] == [(0, "")] * 4
        assert whole(target) in labels
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".dist.lock",
        ".dist.staging",
        "dist",
    ]


def test_four_builds_at_once_of_which_two_die(tmp_path: Path, builders: Nursery) -> None:
    target, dice = tmp_path / "dist", random.Random(SEED)  # noqa: S311
    (alone,) = builders.run(pages(target, "zuvor"))
    for turn in range(4):
        jobs = [pages(target, f"{name}{turn}") for name in "abcd"]
        doomed = [replace(job, after=dice.uniform(0, 4 * alone.seconds)) for job in jobs[:2]]
        ends = builders.run(*doomed, *jobs[2:])
        assert {end.status for end in ends[:2]} <= {0, -signal.SIGKILL}
        assert [(end.status, end.text) for end in ends[2:]] == [(0, "")] * 2
        assert whole(target) in {f"{name}{turn}" for name in "abcd"}


def test_a_build_waits_for_the_one_before_it(tmp_path: Path) -> None:
    target, waits = tmp_path / "dist", []
    with running(hold, target) as process:
        assert heard(process) == "ready"
        assert process.stdin is not None

        def release() -> None:
            waits.append("once")
            assert process.stdin is not None
            process.stdin.close()

        with open_staging(target, tmp_path, release) as (staging, findings):
            assert staging is not None, findings
            assert waits == ["once"]
        assert process.wait() == 0


# --- Watched ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reader", "in_one_step"), [(file_reader, True), (nginx_reader, True), (file_reader, False)]
)
def test_nobody_who_reads_notices_a_publication(
    tmp_path: Path, builders: Nursery, reader: Reader, *, in_one_step: bool
) -> None:
    if in_one_step and not exchanges(tmp_path):
        pytest.skip("this file system cannot exchange folders")
    target = tmp_path / "dist"
    build(target, "0", in_one_step=in_one_step)
    files = tuple(f"seite-{number:03}/index.html" for number in range(0, PAGES, 10))
    with (
        TemporaryDirectory() as run,
        reader(target, Path(run)) as read,
        Watch(read, files) as watch,
    ):
        for number in range(1, PUBLICATIONS + 1):
            job = pages(target, str(number), in_one_step=in_one_step)
            assert builders.run(job)[0].status == 0
            watch.look()
    print(f"{watch.reads} reads, {len(watch.failures)} failed")  # noqa: T201 - for -rP
    assert watch.seen == {body(str(number)) for number in range(PUBLICATIONS + 1)}
    assert watch.gaps <= (0 if in_one_step else PUBLICATIONS)
    assert set(watch.failures) <= {"FileNotFoundError"}


# --- Disks and rights -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", DISKS)
def test_a_full_disk_leaves_the_old_site(tmp_path: Path, kind: str) -> None:
    full = [["ausgabe-datentraeger-voll"], "1"]
    assert own_disk(fill_disk, tmp_path / "disk", kind) == [full, full, full, full, [[], "2"]]


def test_a_read_only_disk_leaves_the_old_site(tmp_path: Path) -> None:
    code = "ausgabe-schreibgeschuetzt"
    assert own_disk(lock_disk, tmp_path / "disk") == [[[code], "1"], [[], "2"]]


def test_a_mounted_target_is_refused(tmp_path: Path) -> None:
    code = "ausgabeordner-einhaengepunkt"
    assert own_disk(mount_target, tmp_path / "disk") == [[[code], ["dist"]], [[code], "1"]]


def test_a_limit_of_file_sizes_leaves_the_old_site(tmp_path: Path) -> None:
    told = outcome(command(limit_files, tmp_path))
    assert told == [[["ausgabe-schreibfehler"], "1"], [[], "2"]]


def test_another_account_leaves_the_old_site() -> None:
    with TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        told = outcome(command(lose_rights, place))
        Path(place).chmod(0o755)
    assert told == [[["ausgabe-keine-berechtigung"], "1"]]


def test_what_its_owner_made_read_only_is_replaced_all_the_same() -> None:
    with TemporaryDirectory() as place:
        told = outcome(command(lock_target, place))
    assert told == [[[], label] for label in "1234"]


if __name__ == "__main__":
    VERBS[sys.argv[1]](*sys.argv[2:])
