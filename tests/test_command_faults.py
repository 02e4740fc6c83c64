"""The real command under real faults, in a small project that is edited between its builds.

`pytest -rP` shows where the kills fell. This file, called as a program, is the build on a
disk of its own.
"""

import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from io import StringIO
from itertools import cycle
from pathlib import Path

import pytest

from sitegen.cli import FINDINGS, FINE, main
from tests.examples.project import CITY, TODAY, Files, city, write
from tests.faults import Watch, exchanges, file_reader, full, mount, own_disk, tell
from tests.generations import contents
from tests.nursery import End, Job, Nursery, nursery

SEED = 7
PUBLICATIONS = 4
DAY = ("--today", TODAY.isoformat())

OFFER = (CITY / "offers/teestube.yaml").read_text("utf-8")
STATES: Mapping[str, Files] = {
    "alt": {"offers/teestube.yaml": OFFER, "offers/spielerunde.yaml": None},
    "neu": {
        "offers/teestube.yaml": OFFER.replace("Tee trinken", "Tee kochen"),
        "offers/spielerunde.yaml": OFFER.replace("Teestube", "Spielerunde"),
    },
}
"""Two states of the content: an offer is edited, another one comes and goes."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where commands are run, and what clean builds of both states gave in fresh copies."""

    nursery: Nursery
    right: Mapping[str, Mapping[str, bytes]]

    def state_of(self, project: Path) -> str:
        """The state that stands in `dist/`, wholly and alone."""
        found = contents(project / "dist")
        named = [name for name, files in self.right.items() if files == found]
        assert named, sorted(found)
        return named[0]

    def build(self, project: Path) -> None:
        """A build that nothing happens to."""
        (end,) = self.nursery.run(command(project))
        assert end.status == FINE, end.text


def command(project: Path) -> Job:
    """The job of running the command in the project."""
    return Job("command", (str(project), "build", *DAY))


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """One nursery and the two sites that are right."""
    folder = tmp_path_factory.mktemp("right")
    projects = {name: city(folder / name, files) for name, files in STATES.items()}
    with nursery(str(projects["alt"]), "check", *DAY) as running:
        right = {}
        for name, project in projects.items():
            (end,) = running.run(command(project))
            assert end.status == FINE, end.text
            right[name] = contents(project / "dist")
        yield Workshop(running, right)
        assert running.is_deserted()


@pytest.fixture
def project(tmp_path: Path, workshop: Workshop) -> Path:
    """A project that was built twice, so that everything stands beside its site that ever does."""
    folder = city(tmp_path / "projekt")
    for name in ("neu", "alt"):
        workshop.build(write(folder, STATES[name]))
    assert workshop.state_of(folder) == "alt"
    return folder


# --- Killed ---------------------------------------------------------------------------------


def deaths(job: Job, alive: End, how: int, by_time: int) -> Iterator[Job]:
    """The job dying at random moments, and before a random step of each of its phases."""
    dice = random.Random(SEED)  # noqa: S311
    for _ in range(by_time):
        yield replace(job, how=how, after=dice.uniform(0, alive.seconds))
    for phase, steps in alive.steps.items():  # the other state may take some steps less
        yield replace(job, how=how, phase=phase, step=dice.randint(1, 1 + steps * 3 // 4))


@pytest.mark.parametrize(
    ("how", "by_time"), [(signal.SIGKILL, 7), (signal.SIGTERM, 7), (signal.SIGINT, 0)]
)
def test_a_killed_command_leaves_a_whole_site(
    project: Path, workshop: Workshop, how: signal.Signals, by_time: int
) -> None:
    beside, moments = sorted(path.name for path in project.iterdir()), Counter[str]()
    (alive,) = workshop.nursery.run(command(write(project, STATES["neu"])))
    before, states = "neu", cycle(["alt", "neu"])
    dying = deaths(command(project), alive, how, by_time)
    for job, state in zip(dying, states, strict=False):
        write(project, STATES[state])
        (end,) = workshop.nursery.run(job)
        assert end.status in (-how, 128 + how, FINE), end.text
        assert "Traceback" not in end.text
        assert workshop.state_of(project) in (before, state)
        workshop.build(project)
        assert workshop.state_of(project) == state
        assert sorted(path.name for path in project.iterdir()) == beside
        moments[end.moment] += 1
        before = state
    print(how.name, dict(moments))  # noqa: T201 - for -rP
    assert set(moments) >= {"begin", "read", "write", "keep", "sweep", "mark", "exchange", "note"}


# --- In parallel, and watched -----------------------------------------------------------------


def test_four_commands_at_once(project: Path, workshop: Workshop) -> None:
    write(project, STATES["neu"])
    ends = workshop.nursery.run(*[command(project)] * 4)
    assert [end.status for end in ends] == [FINE] * 4, [end.text for end in ends]
    assert workshop.state_of(project) == "neu"


def test_nobody_who_reads_notices_a_build(project: Path, workshop: Workshop) -> None:
    if not exchanges(project.parent):
        pytest.skip("this file system cannot exchange folders")
    both = sorted(set(workshop.right["alt"]) & set(workshop.right["neu"]))
    files = tuple(file for file in both if file.endswith(".html"))
    with (
        file_reader(project / "dist", project) as read,
        Watch(read, files) as watch,
    ):
        for state in ("neu", "alt") * (PUBLICATIONS // 2):
            workshop.build(write(project, STATES[state]))
            watch.look()
    print(f"{watch.reads} reads, {len(watch.failures)} failed")  # noqa: T201 - for -rP
    assert watch.failures == []
    assert watch.seen == {right[file] for right in workshop.right.values() for file in files}


# --- Disks ------------------------------------------------------------------------------------


def run(project: Path) -> tuple[int, str]:
    """Exit code and text of the command in the project."""
    os.chdir(project)
    with redirect_stdout(StringIO()) as stream:
        status = main(["build", *DAY])
    return status, stream.getvalue()


def fill_and_lock(place: str) -> None:
    """An edited state does not fit; then everything is read-only, the project too."""
    project, fresh = city(Path(place, "projekt")), city(Path(place, "frisch"), STATES["neu"])
    assert run(project)[0] == run(fresh)[0] == FINE
    before = contents(project / "dist")
    write(project, STATES["neu"])
    for blocks_left in (0, 1, 2):
        with full(Path(place), blocks_left):
            status, text = run(project)
        tell([status, "[ausgabe-datentraeger-voll]" in text, contents(project / "dist") == before])
    mount("-o", "remount,ro", place)
    status, text = run(project)
    tell([status, "[ausgabe-schreibgeschuetzt]" in text, contents(project / "dist") == before])
    mount("-o", "remount,rw", place)
    last, _ = run(project)
    tell([last, contents(project / "dist") == contents(fresh / "dist") != before])


def test_a_full_or_read_only_disk_leaves_the_old_site(tmp_path: Path) -> None:
    told = own_disk(fill_and_lock, tmp_path / "disk")
    assert told == [*[[FINDINGS, True, True]] * 4, [FINE, True]]


if __name__ == "__main__":
    fill_and_lock(sys.argv[2])
