"""What counts as a change of a project, and when a burst of them is complete."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import pytest

from sitegen.notices import Notices
from sitegen.watching import PATIENCE, Pace, bursts, settled, snapshot
from tests.examples.project import write

LONG = 30  # seconds after which something that must happen has not happened
Edit = Callable[[Path], object]
T = TypeVar("T")


def apart(work: Coroutine[Any, Any, T]) -> T:
    """Run in a thread of its own: other tests' browser keeps an event loop in this one."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, work).result()


def change_content(file: Path) -> None:
    file.write_text("neu", "utf-8")


def change_behind_the_clock(file: Path) -> None:
    """Other bytes, same length, same time: as when a kept copy is moved into place."""
    times = (file.stat().st_atime_ns, file.stat().st_mtime_ns)
    other = file.with_name("other.tmp")
    other.write_text("tla", "utf-8")
    os.utime(other, ns=times)
    other.replace(file)


def change_in_place_behind_the_clock(file: Path) -> None:
    times = (file.stat().st_atime_ns, file.stat().st_mtime_ns)
    file.write_text("tla", "utf-8")
    os.utime(file, ns=times)


def swap(file: Path) -> None:
    """With the second file of the folder, by way of a third name."""
    second, third = file.with_name("z.yaml"), file.with_name("third.tmp")
    file.rename(third)
    second.rename(file)
    third.rename(second)


def write_silently(file: Path) -> None:
    for name in (".x.yaml.swp", "x.yaml~", "x.yaml.swp", "x.tmp", ".#x.yaml", ".hidden/y"):
        write(file.parent, {name: "neu"})


def put_a_link_in_place_of_the_folder(file: Path) -> None:
    aside = file.parent.with_name("aside")
    file.parent.rename(aside)
    file.parent.symlink_to(aside)


CHANGES: tuple[tuple[Edit, set[str]], ...] = (
    (change_content, {"x.yaml"}),
    (change_behind_the_clock, {"x.yaml"}),
    (change_in_place_behind_the_clock, {"x.yaml"}),
    (swap, {"x.yaml", "z.yaml"}),
    (Path.unlink, {"x.yaml"}),
    (lambda file: file.rename(file.with_name("y.yaml")), {"x.yaml", "y.yaml"}),
    (lambda file: file.chmod(0), {"x.yaml"}),
    (lambda file: os.utime(file, (1, 1)), {"x.yaml"}),
    (lambda file: (file.parent / "neu").mkdir(), {"neu"}),
    (lambda file: write(file.parent, {"a/b/c": "neu"}), {"a", "a/b", "a/b/c"}),
    (lambda file: (file.parent / "neu.yaml").symlink_to("/nirgends"), {"neu.yaml"}),
    (lambda file: write(file.parent, {".x.yaml": ""}), {".x.yaml"}),
    (lambda file: (file.parent / "__pycache__").mkdir(), {"__pycache__"}),
    (lambda file: file.parent.rename(file.parent.with_name("fort")), {".", "x.yaml", "z.yaml"}),
    (put_a_link_in_place_of_the_folder, {"."}),
)
NO_CHANGES: tuple[Edit, ...] = (
    lambda file: file.read_text("utf-8"),
    write_silently,
    lambda file: write(file.parent.parent, {"dist/index.html": ""}),
)


def roots(project: Path) -> tuple[Path, ...]:
    write(project, {"content/x.yaml": "alt", "content/z.yaml": "oben"})
    return (project / "content", project / "missing")


@pytest.mark.parametrize(
    ("edit", "is_change"),
    [*((edit, True) for edit, _ in CHANGES), *((edit, False) for edit in NO_CHANGES)],
)
def test_what_counts_as_a_change(tmp_path: Path, edit: Edit, *, is_change: bool) -> None:
    places = [str(root) for root in roots(tmp_path)]
    before = snapshot(places)
    edit(tmp_path / "content/x.yaml")
    assert (snapshot(places) != before) == is_change


@pytest.mark.parametrize(
    ("edit", "paths", "is_told"),
    [*((*change, True) for change in CHANGES), *((*change, False) for change in CHANGES[1:5])],
)
def test_a_change_is_seen_and_named(
    tmp_path: Path, edit: Edit, paths: set[str], *, is_told: bool
) -> None:
    places = roots(tmp_path)

    async def follow() -> frozenset[str]:
        async with aclosing(bursts(places, is_told=is_told)) as changes:
            assert len(await anext(changes)) == 3
            edit(tmp_path / "content/x.yaml")
            return await asyncio.wait_for(anext(changes), LONG)

    assert apart(follow()) == {os.path.normpath(places[0] / path) for path in paths}


def test_a_folder_that_came_and_went_is_followed(tmp_path: Path) -> None:
    """Folders are watched one by one: those that are new, and those that are back."""
    places = roots(tmp_path)
    new, away, other = tmp_path / "content/neu", tmp_path / "away", tmp_path / "missing/z.md"
    steps: tuple[tuple[Callable[[], object], Path | None], ...] = (
        (lambda: write(new, {"y.md": "neu"}), new / "y.md"),
        (lambda: write(new, {"y.md": "anders"}), new / "y.md"),
        (lambda: new.rename(away), new / "y.md"),
        (lambda: write(away, {"y.md": "fern"}), None),
        (lambda: away.rename(new), new / "y.md"),
        (lambda: write(new, {"y.md": "zurück"}), new / "y.md"),
        (lambda: write(tmp_path, {"missing/z.md": "da"}), other),
        (lambda: write(tmp_path, {"missing/z.md": "neu"}), other),
    )

    async def follow() -> None:
        async with aclosing(bursts(places)) as changes:
            await anext(changes)
            for step, path in steps:
                step()
                if path is not None:
                    assert str(path) in await asyncio.wait_for(anext(changes), LONG)

    apart(follow())


def test_what_nobody_is_told_of_is_found_all_the_same(tmp_path: Path) -> None:
    """A file that is written and not closed, as one that another computer writes."""
    places = roots(tmp_path)

    async def follow() -> frozenset[str]:
        async with aclosing(bursts(places)) as changes:
            await anext(changes)
            with (tmp_path / "content/x.yaml").open("w", encoding="utf-8") as file:
                file.write("neu")
                file.flush()
                return await asyncio.wait_for(anext(changes), LONG)

    assert apart(follow()) == {str(tmp_path / "content/x.yaml")}


def test_more_than_the_system_keeps_is_told_as_everything(tmp_path: Path) -> None:
    most = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text("ascii"))
    file, other = tmp_path / "x", tmp_path / "y"
    file.touch()
    other.touch()
    notices = Notices()
    try:
        assert notices.watch([str(tmp_path), str(tmp_path / "missing")])
        assert not notices.watch([str(tmp_path)])
        for _ in range(most):  # twice as many, no two alike in a row
            file.chmod(0o644)
            other.chmod(0o644)
        assert "/" in notices.read()
    finally:
        notices.close()


@pytest.mark.parametrize(
    ("after", "complete", "rests"),
    [
        ([""], "a", [1]),
        (["a", ""], "a", [1, 1]),
        (["b", ""], "ab", [1, 5]),
        (["a", "bc", "d", ""], "abcd", [1, 1, 5, 5]),
    ],
)
def test_a_burst_is_waited_for_until_it_rests(
    after: list[str], complete: str, rests: list[float]
) -> None:
    asked: list[float] = []

    async def more(seconds: float) -> set[str]:
        asked.append(seconds)
        return set(after[len(asked) - 1])

    assert apart(settled({"a"}, more, Pace(9, 1, 5))) == set(complete)
    assert asked == rests


def test_what_never_rests_is_built_all_the_same() -> None:
    numbers = count()

    def more(_seconds: float) -> Awaitable[set[str]]:
        return asyncio.sleep(0, {str(next(numbers))})

    assert len(apart(settled({"a"}, more, Pace(9, 0, 0)))) == PATIENCE + 1
