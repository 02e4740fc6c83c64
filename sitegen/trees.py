"""Folders and files by open folders, so that nobody can swap one on the way to it.

Files are replaced, never written to; all get one mode, and all folders another.
"""

import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path

MARKER = ".sitegen"
FILE_MODE, FOLDER_MODE = 0o644, 0o755

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


@contextmanager
def opened(path: str | Path, parent: int | None = None) -> Iterator[int]:
    """An open folder, by its path or its name in another."""
    folder = os.open(path, _FOLDER, dir_fd=parent)
    try:
        yield folder
    finally:
        os.close(folder)


@contextmanager
def below(root: int, names: Sequence[str], enter: Callable[[int, str], int]) -> Iterator[int]:
    """The folder that one comes to by `names`, `enter` leading from each to the next."""
    here = os.dup(root)
    try:
        for name in names:
            inner = enter(here, name)
            os.close(here)
            here = inner
        yield here
    finally:
        os.close(here)


def enter(folder: int, name: str) -> int:
    """Open the folder `name`, which must be there."""
    return os.open(name, _FOLDER, dir_fd=folder)


def make(folder: int, name: str) -> int:
    """Open the folder `name`, made where it is missing or something else stands there."""
    with suppress(FileNotFoundError, NotADirectoryError):
        inner = enter(folder, name)
        open_up(inner)
        return inner
    # Another worker may do the same at this moment: whoever comes first is right.
    with suppress(FileNotFoundError, IsADirectoryError, PermissionError):
        os.unlink(name, dir_fd=folder)
    with suppress(FileExistsError):
        os.mkdir(name, dir_fd=folder)
    return enter(folder, name)


def open_up(folder: int) -> None:
    """Give a folder of a tree the mode of all, which its owner may have taken from it."""
    if stat.S_IMODE(os.fstat(folder).st_mode) != FOLDER_MODE:
        os.fchmod(folder, FOLDER_MODE)


def read(folder: int, name: str) -> tuple[os.stat_result, bytes] | None:
    """State and bytes of a plain file, None where there is none to be read."""

    def opener(path: str, _flags: int) -> int:
        return os.open(path, _READ, dir_fd=folder)

    try:
        with FileIO(name, opener=opener) as stream:
            state = os.fstat(stream.fileno())
            return (state, stream.read()) if stat.S_ISREG(state.st_mode) else None
    except OSError:
        return None


def holding(folder: int, name: str, data: bytes) -> tuple[int, int] | None:
    """Device and inode of `name` if it is a plain file of ours that holds `data`."""
    found = read(folder, name)
    if found is None or found[1] != data or stat.S_IMODE(found[0].st_mode) != FILE_MODE:
        return None
    return found[0].st_dev, found[0].st_ino


def replace(folder: int, name: str, data: bytes) -> None:
    """Have `name` hold `data`, from one moment to the next."""
    temporary = f"{MARKER}-{os.urandom(8).hex()}"
    file = os.open(temporary, CREATE, FILE_MODE, dir_fd=folder)
    try:
        with os.fdopen(file, "wb") as stream:
            os.fchmod(file, FILE_MODE)
            stream.write(data)
        take_place(folder, temporary, folder, name)
    except OSError:
        with suppress(OSError):
            os.unlink(temporary, dir_fd=folder)
        raise


def link(source: int, folder: int, name: str) -> None:
    """Have both folders share the file `name`, from one moment to the next."""
    temporary = f"{MARKER}-{os.urandom(8).hex()}"
    os.link(name, temporary, src_dir_fd=source, dst_dir_fd=folder, follow_symlinks=False)
    take_place(folder, temporary, folder, name)


@dataclass(frozen=True, slots=True)
class Branch:
    """Names of files in a folder, and the folders in it."""

    files: list[str] = field(default_factory=list)
    folders: "dict[str, Branch]" = field(default_factory=dict)

    @classmethod
    def of(cls, paths: Iterable[str]) -> "Branch":
        """The files at these paths, with all folders on the way to them."""
        root = cls()
        for path in paths:
            here = root
            *folders, name = path.split("/")
            for folder in folders:
                here = here.folders.get(folder) or here.folders.setdefault(folder, cls())
            here.files.append(name)
        return root


def take_over(source: int, folder: int, branch: Branch) -> None:
    """Have the files in `folder` be those in `source`; copies where they cannot be shared."""
    for name in branch.files:
        published = os.stat(name, dir_fd=source, follow_symlinks=False)
        with suppress(FileNotFoundError):
            if os.path.samestat(os.stat(name, dir_fd=folder, follow_symlinks=False), published):
                continue
            # To rename over a file would have some file systems write out the other one first.
            _remove(folder, name)
        _take_over(source, folder, name)
    for name, inner in branch.folders.items():
        with opened(name, source) as there, below(folder, [name], make) as here:
            take_over(there, here, inner)


def _take_over(source: int, folder: int, name: str) -> None:
    try:
        os.link(name, name, src_dir_fd=source, dst_dir_fd=folder, follow_symlinks=False)
    except OSError:
        found = read(source, name)
        if found is None:
            raise
        replace(folder, name, found[1])


def _remove(folder: int, name: str) -> None:
    try:
        os.unlink(name, dir_fd=folder)
    except IsADirectoryError:
        shutil.rmtree(name, dir_fd=folder)


def take_place(source: int, file: str, folder: int, name: str) -> None:
    """Move a file to where another may be, or a folder."""
    try:
        os.rename(file, name, src_dir_fd=source, dst_dir_fd=folder)
    except IsADirectoryError:
        shutil.rmtree(name, dir_fd=folder)
        os.rename(file, name, src_dir_fd=source, dst_dir_fd=folder)


def sweep(folder: int, prefix: str, files: AbstractSet[str]) -> set[str]:
    """Remove all but `files` and the marker, set folder modes; the files that are there."""
    open_up(folder)
    found: set[str] = set()
    with os.scandir(folder) as listing:
        entries = list(listing)
    for entry in entries:
        path = prefix + entry.name
        if path == MARKER:
            continue
        if entry.is_dir(follow_symlinks=False):
            with opened(entry.name, folder) as inner:
                inside = sweep(inner, path + "/", files)
            found |= inside
            if not inside:
                os.rmdir(entry.name, dir_fd=folder)
        elif path in files and entry.is_file(follow_symlinks=False):
            found.add(path)
        else:
            os.unlink(entry.name, dir_fd=folder)
    return found
