"""Folders in, changes out: each burst of them once it is complete.

The system tells of changes where it can; a look at everything finds the others. Both compare
with what was seen before, so that nothing is built without need.
"""

import asyncio
import os
import stat
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from sitegen.load import is_silent
from sitegen.notices import EVERYTHING, Notices

Snapshot: TypeAlias = Mapping[str, tuple[int, ...]]
More: TypeAlias = Callable[[float], Awaitable[set[str]]]


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between two looks, and of rest after which one change, or many, are complete."""

    look: float
    rest: float
    long_rest: float


TOLD, UNTOLD = Pace(3.0, 0.02, 0.1), Pace(0.4, 0.2, 0.2)
# Rests after which a burst is complete all the same while something keeps changing.
PATIENCE = 20


async def bursts(
    roots: Iterable[Path], *, is_told: bool = True
) -> AsyncGenerator[frozenset[str], None]:
    """The paths below `roots` that changed, burst by burst; at first all that are there.

    `EVERYTHING` is among them where the system may have told less than there was.
    `is_told` off only looks, as where the system tells nothing.
    """
    watch = _Watch(tuple(map(str, roots)))
    if not is_told:
        watch.close()
    try:
        changed = await watch.look()
        while True:
            yield frozenset(await settled(changed, watch.more, watch.pace))
            changed = await watch.first()
    finally:
        watch.close()


async def settled(changed: set[str], more: More, pace: Pace) -> set[str]:
    """What changed, with all that follows before it rests: an editor may save in steps."""
    for _ in range(PATIENCE):
        after = await more(pace.rest if len(changed) == 1 else pace.long_rest)
        if not after:
            break
        changed = changed | after
    return changed


def snapshot(roots: Iterable[str]) -> Snapshot:
    """Everything at and below `roots` with what changes when its content does.

    The inode and the time of the last change too: a file that is moved here keeps its other
    time, and that can be set back.
    """
    found: dict[str, tuple[int, ...]] = {}
    for root in roots:
        _note(root, found)
        for folder, folders, files in os.walk(root):
            folders[:] = [name for name in folders if not is_silent(name)]
            for name in (*folders, *(name for name in files if not is_silent(name))):
                _note(f"{folder}/{name}", found)
    return found


def _note(path: str, found: dict[str, tuple[int, ...]]) -> None:
    with suppress(OSError):  # gone meanwhile
        found[path] = _signs(os.lstat(path))


def _signs(state: os.stat_result) -> tuple[int, ...]:
    if stat.S_ISDIR(state.st_mode):  # its time tells of silent files too
        return (state.st_mode,)
    return (state.st_mode, state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)


class _Watch:
    """What was seen last, and whoever tells of changes to it."""

    def __init__(self, roots: tuple[str, ...]) -> None:
        self._roots = roots
        self._seen: dict[str, tuple[int, ...]] = {}
        self._notices: Notices | None = None
        with suppress(OSError):
            self._notices = Notices()

    @property
    def pace(self) -> Pace:
        return UNTOLD if self._notices is None else TOLD

    def close(self) -> None:
        if self._notices is not None:
            self._notices.close()
            self._notices = None

    async def first(self) -> set[str]:
        """What changes next; now and then everything is looked at, told of or not."""
        loop = asyncio.get_running_loop()
        due, changed = loop.time() + self.pace.look, set[str]()
        while not changed:
            if await self._is_told(due - loop.time()):
                changed = await self.more(0)
            else:
                changed = await self.look()
                due = loop.time() + self.pace.look
        return changed

    async def more(self, seconds: float) -> set[str]:
        """What has changed when that time is over."""
        await asyncio.sleep(seconds)
        if self._notices is None:
            return await self.look()
        told = {path for path in self._notices.read() if self._is_ours(path)}
        folders = {path for path in told if path.endswith("/")}
        changed = self._renewed(told - folders) | (told & {EVERYTHING})
        return changed | await self.look() if folders else changed

    async def look(self) -> set[str]:
        """What has changed anywhere."""
        seen = await asyncio.to_thread(snapshot, self._roots)
        while self._is_newly_watched(seen):  # what changed before that was told to nobody
            seen = await asyncio.to_thread(snapshot, self._roots)
        before, self._seen = self._seen, dict(seen)
        return {path for path, _ in before.items() ^ self._seen.items()}

    def _is_newly_watched(self, seen: Snapshot) -> bool:
        if self._notices is None:
            return False
        folders = (path for path, (mode, *_) in seen.items() if stat.S_ISDIR(mode))
        try:
            return self._notices.watch([*map(os.path.dirname, self._roots), *folders])
        except OSError:  # more folders than the system watches for us
            self.close()
            return False

    async def _is_told(self, seconds: float) -> bool:
        """Whether the system tells of something before that time is over."""
        if self._notices is None:
            await asyncio.sleep(seconds)
            return False
        loop, told = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._notices.descriptor, told.set)
        try:
            # Unlike `wait_for` before Python 3.12, this loses no end that comes with a notice.
            async with asyncio.timeout(seconds):
                await told.wait()
        except TimeoutError:
            return False
        finally:
            loop.remove_reader(self._notices.descriptor)
        return True

    def _renewed(self, paths: Iterable[str]) -> set[str]:
        """Those of the files that are or were there; being told of is enough of a change.

        Two writes of as many bytes within one tick of the clock leave the same signs.
        """
        changed = set()
        for path in paths:
            before = self._seen.pop(path, None)
            _note(path, self._seen)
            if before is not None or path in self._seen:
                changed.add(path)
        return changed

    def _is_ours(self, path: str) -> bool:
        path = path.removesuffix("/")
        is_inside = any(path == root or path.startswith(f"{root}/") for root in self._roots)
        return path + "/" == EVERYTHING or (is_inside and not is_silent(Path(path).name))
