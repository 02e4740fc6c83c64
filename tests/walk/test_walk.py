"""Any sequence of edits, days and broken caches ends in what a build from nothing makes and says.

A walk changes a project at random and builds it, again and again. After every step each byte
and each finding is compared with a build of the same sources in a new folder. `make walk` goes
further, and another way each time.
"""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from sitegen import forking, unchanged
from sitegen.memory import notebook
from tests.walk.states import STATES
from tests.walk.walk import SOURCES, walk
from tests.walk.world import Kind, World, built, put, settled, snapshot

# Which pages, the seed, how many steps, and how much older than a build a time must be (in
# nanoseconds) to be believed: all are, or none.
WALKS: Sequence[tuple[Kind, int, int, int]] = (
    ("views", 1, 24, -(10**15)),
    ("views", 2, 24, 10**15),
    ("pages", 7, 10, -(10**15)),
)
_TRIES = 99


@pytest.mark.parametrize("given", WALKS, ids=lambda it: f"{it[0]}-{it[1]}")
def test_every_build_is_like_one_from_nothing(
    given: tuple[Kind, int, int, int],
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kind, seed, steps, tick = given
    for part in (unchanged, notebook):
        monkeypatch.setattr(part, "_TICK", tick)
    monkeypatch.setattr(
        forking, "_WORTH_IT", 1
    )  # the project is small, and is shared out all the same
    option = request.config.getoption
    walked = walk(kind, option("--seed") or seed, option("--steps") or steps, tmp_path)
    if walked.wrong:
        pytest.fail(walked.wrong, pytrace=False)
    assert walked.published > walked.steps / 2, "most steps should be builds that succeed"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The project after two builds, so that there is a tree for the next; no test changes it."""
    world = settled("views", tmp_path_factory.mktemp("walk"))
    for base in (None, "https://eins.example.org/"):
        assert built(replace(world.order, base_url=base)).is_published
    return world


@pytest.mark.parametrize("area", SOURCES)
def test_every_change_finds_something_to_change(area: str, first: World, tmp_path: Path) -> None:
    project = Path(shutil.copytree(first.project, tmp_path / "project"))
    world, sources = replace(first, project=project), dict(first.good)
    if area == "repair":
        del sources["offers/voll.yaml"]
    for name, change in SOURCES[area].items():
        put(project, sources)
        before = snapshot(project)
        assert any(change(_drawn(number), world) for number in range(_TRIES)), name
        assert snapshot(project) != before, name


def test_every_state_finds_something_to_change(first: World, tmp_path: Path) -> None:
    for name, change in STATES.items():
        project = Path(shutil.copytree(first.project, tmp_path / name))
        order = replace(first.order, project=project, target=project / first.site.name)
        world = replace(first, project=project, order=order)
        assert any(change(_drawn(number), world) for number in range(_TRIES)), name


def _drawn(number: int) -> Random:
    return Random(number)  # noqa: S311 - the same each time
