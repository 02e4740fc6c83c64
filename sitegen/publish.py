"""Publication in one step: finished files go in, a wholly old or wholly new folder comes out.

A build writes its files into a staging tree beside the target (`.dist.staging` for `dist`)
and then exchanges the two. The previous tree becomes the next staging tree, so that only
differences are written; nothing in it is believed, every file's bytes are compared. A file
whose bytes are already published is shared by both trees, so that its time (and with it a
web server's ETag) changes only when its content does; files are replaced, never written to.

A marker file shows which folders the generator made; any other folder is left alone. A lock
beside the target keeps builds apart. Whatever goes wrong is returned as findings, and the
target stays as it was. POSIX only.
"""

import errno
import fcntl
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from sitegen.diagnostics import Diagnostic, Findings, Location, diagnose
from sitegen.exchange import exchange, rename_twice

MARKER = ".sitegen"
MARK = b"Made by sitegen and replaced as a whole by every build: keep nothing of your own here.\n"
FILE_MODE, FOLDER_MODE = 0o644, 0o755

# Folders of the project that are read, versioned or run: never a place for output.
SOURCES = frozenset(
    {"content", "offers", "vorlagen", "templates", "sitegen", "tests", "docs", "bench"}
    | {".git", ".github", ".gitlab", ".ci", ".venv"}
)

# What RFC 3986 leaves unreserved reads the same on disk and in an address; 16 levels at most.
_PART = r"(?!\.{1,2}(?:/|\Z)|\.sitegen)[A-Za-z0-9._~-]{1,255}"
_FILE = re.compile(rf"(?=.{{1,1000}}\Z){_PART}(?:/{_PART}){{0,15}}")

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_LOCK = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC

_FAULTS = {
    errno.ENOSPC: "ausgabe-datentraeger-voll",
    errno.EDQUOT: "ausgabe-datentraeger-voll",
    errno.EROFS: "ausgabe-schreibgeschuetzt",
    errno.EACCES: "ausgabe-keine-berechtigung",
    errno.EPERM: "ausgabe-keine-berechtigung",
    errno.ENOENT: "ausgabe-abgeloest",
    errno.EBUSY: "ausgabeordner-einhaengepunkt",
    errno.EXDEV: "ausgabeordner-einhaengepunkt",
}


@dataclass(frozen=True, slots=True)
class Staging:
    """The tree of the running build; small, so that every worker process can have it.

    `ticket` is this build's own: as soon as the tree is published or a later build has
    begun, the same value no longer opens it, and a worker that outlived its killed build
    cannot write into the next one's pages.
    """

    root: Path
    target: Path
    shown: str
    ticket: bytes

    def write(self, file: str, data: bytes) -> Findings:
        """Make `file` (relative, with `/`) hold `data`; any process may call this.

        After a finding the file is missing from the tree, and `publish` refuses to go on
        without it: an older state never passes for the new one.
        """
        if _FILE.fullmatch(file) is None:
            return (diagnose("ausgabe-pfad-ungueltig", Location(self.shown), datei=file),)
        *folders, name = file.split("/")
        try:
            with _opened(self) as root, _below(root, folders, _make) as folder:
                if _share(folder, self.target, folders, name, data):
                    return ()
                if _holding(folder, name, data) is None:
                    with suppress(FileNotFoundError, IsADirectoryError):
                        os.unlink(name, dir_fd=folder)
                    _replace(folder, name, data)
        except OSError as error:
            return (_fault(error, f"{self.shown}/{file}"),)
        return ()


@contextmanager
def open_staging(
    target: Path, project: Path, on_wait: Callable[[], None] | None = None
) -> Iterator[tuple[Staging | None, Findings]]:
    """The staging tree of `target`, for this build alone until the block ends.

    Waits while another build of the same target runs; `on_wait` is called once before that.
    Gives no tree but findings when the target is not ours to replace or cannot be written.
    """
    with ExitStack() as held:
        yield _prepared(target, project, held, on_wait)


def publish(staging: Staging, files: Iterable[str], *, in_one_step: bool = True) -> Findings:
    """Make the target hold exactly `files` and the marker; call it before the block ends.

    Every file must have been given to `write` in this build. With findings, the target is
    as before. `in_one_step` off takes two renames, as file systems without exchange do.
    """
    place, expected = Location(staging.shown), frozenset(files)
    try:
        with _opened(staging) as root:
            missing = sorted(expected - _sweep(root, "", expected))
            if missing:
                code = "ausgabe-unvollstaendig"
                return tuple(diagnose(code, place, datei=file) for file in missing)
            if not _share(root, staging.target, (), MARKER, MARK):
                _replace(root, MARKER, MARK)
        objection = _objection(staging.target)
        if objection:
            return (diagnose(objection, place, ordner=staging.shown),)
        if not os.path.lexists(staging.target):
            staging.root.rename(staging.target)
        elif not (in_one_step and exchange(staging.root, staging.target)):
            rename_twice(staging.root, staging.target, _beside(staging.target, "previous"))
    except OSError as error:
        return (_fault(error, staging.shown),)
    return ()


def _prepared(
    target: Path, project: Path, held: ExitStack, on_wait: Callable[[], None] | None
) -> tuple[Staging | None, Findings]:
    # Links are resolved above the target, but not followed at its own name.
    named, root = Path(os.path.normpath(target.absolute())), project.resolve()
    place = Path(os.path.realpath(named.parent), named.name)
    shown = place.relative_to(root).as_posix() if place.is_relative_to(root) else str(place)
    try:
        code = _misplaced(place, root) or _objection(place)
        if code:
            return None, (diagnose(code, Location(shown), ordner=shown),)
        _lock(_beside(place, "lock"), held, on_wait)
        return _begun(place, shown)
    except OSError as error:
        return None, (_fault(error, shown),)


def _begun(place: Path, shown: str) -> tuple[Staging | None, Findings]:
    staging, previous = _beside(place, "staging"), _beside(place, "previous")
    for folder in (place, staging, previous):
        code = _objection(folder)
        if code:
            name = shown.removesuffix(place.name) + folder.name
            return None, (diagnose(code, Location(name), ordner=name),)
    _recover(place, staging, previous)
    ticket = MARK + os.urandom(8).hex().encode("ascii")
    staging.mkdir(exist_ok=True)
    with _folder(staging) as root:
        _open_up(root)
        # First an empty marker: a build killed here leaves nothing that looks foreign.
        with suppress(FileExistsError):
            os.close(os.open(MARKER, _CREATE, FILE_MODE, dir_fd=root))
        _replace(root, MARKER, ticket)
        _flock(root, fcntl.LOCK_EX)  # until no file of an earlier ticket is being written
    return Staging(staging, place, shown, ticket), ()


def _beside(place: Path, role: str) -> Path:
    return place.with_name(f".{place.name}.{role}")


def _misplaced(place: Path, project: Path) -> str | None:
    inside = place.relative_to(project).parts if place.is_relative_to(project) else ()
    if project.is_relative_to(place) or (inside and inside[0].casefold() in SOURCES):
        return "ausgabeordner-quelle"
    return None if place.parent.is_dir() else "ausgabeordner-ort-fehlt"


def _objection(folder: Path) -> str | None:
    """The code of what forbids replacing `folder`; nothing forbids what does not exist."""
    try:
        mode = os.lstat(folder).st_mode
        if stat.S_ISLNK(mode):
            return "ausgabeordner-verknuepfung"
        if not stat.S_ISDIR(mode):
            return "ausgabeordner-datei"
        if os.path.ismount(folder):
            return "ausgabeordner-einhaengepunkt"
        with _folder(folder) as root, os.scandir(root) as listing:
            is_empty, found = not any(listing), _read(root, MARKER)
    except FileNotFoundError:
        return None
    is_marked = found is not None and (not found[1] or found[1].startswith(MARK))
    return None if is_empty or is_marked else "ausgabeordner-fremd"


@contextmanager
def _opened(staging: Staging) -> Iterator[int]:
    """The root of a tree that is still this build's; `ENOENT` when it no longer is."""
    with _folder(staging.root) as root:
        _flock(root, fcntl.LOCK_SH)
        found = _read(root, MARKER)
        if found is None or found[1] != staging.ticket:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        yield root


def _lock(path: Path, held: ExitStack, on_wait: Callable[[], None] | None) -> None:
    # A record lock, unlike flock, is not inherited: workers that outlive a killed build
    # (a process pool's wait for work for ever) do not block the next one.
    lock = os.open(path, _LOCK, FILE_MODE)
    held.callback(os.close, lock)
    try:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # POSIX allows either answer
        if on_wait is not None:
            on_wait()
        fcntl.lockf(lock, fcntl.LOCK_EX)


def _flock(root: int, operation: int) -> None:
    with suppress(OSError):  # network file systems do not lock folders
        fcntl.flock(root, operation)


def _recover(target: Path, staging: Path, previous: Path) -> None:
    """Mend what a build left that died between its renames."""
    if not os.path.lexists(previous):
        return
    for place in (target, staging):
        if not os.path.lexists(place):
            previous.rename(place)
            return
    with _folder(previous) as root:
        _sweep(root, "", frozenset())
        # The marker last: a build killed before that leaves nothing that looks foreign.
        with suppress(FileNotFoundError):
            os.unlink(MARKER, dir_fd=root)
    previous.rmdir()


@contextmanager
def _folder(path: str | Path, parent: int | None = None) -> Iterator[int]:
    folder = os.open(path, _FOLDER, dir_fd=parent)
    try:
        yield folder
    finally:
        os.close(folder)


@contextmanager
def _below(root: int, names: Sequence[str], enter: Callable[[int, str], int]) -> Iterator[int]:
    here = os.dup(root)
    try:
        for name in names:
            inner = enter(here, name)
            os.close(here)
            here = inner
        yield here
    finally:
        os.close(here)


def _enter(folder: int, name: str) -> int:
    return os.open(name, _FOLDER, dir_fd=folder)


def _make(folder: int, name: str) -> int:
    """Open the folder `name`, made where it is missing or something else stands there."""
    with suppress(FileNotFoundError, NotADirectoryError):
        inner = _enter(folder, name)
        _open_up(inner)
        return inner
    # Another worker may do the same at this moment: whoever comes first is right.
    with suppress(FileNotFoundError, IsADirectoryError, PermissionError):
        os.unlink(name, dir_fd=folder)
    with suppress(FileExistsError):
        os.mkdir(name, dir_fd=folder)
    return _enter(folder, name)


def _open_up(folder: int) -> None:
    """Give a folder of a tree the mode of all, which its owner may have taken from it."""
    if stat.S_IMODE(os.fstat(folder).st_mode) != FOLDER_MODE:
        os.fchmod(folder, FOLDER_MODE)


def _share(folder: int, target: Path, names: Sequence[str], name: str, data: bytes) -> bool:
    """Take over the published file if it holds `data`; False if it is not to be had."""
    try:
        with _folder(target) as root, _below(root, names, _enter) as source:
            published, staged = _holding(source, name, data), _holding(folder, name, data)
            if published not in (None, staged):
                temporary = f"{MARKER}-{os.urandom(8).hex()}"
                ends = {"src_dir_fd": source, "dst_dir_fd": folder}
                os.link(name, temporary, **ends, follow_symlinks=False)
                _take_place(folder, temporary, name)
            return published is not None
    except OSError:  # nothing published there, or a file system without hard links
        return False


def _holding(folder: int, name: str, data: bytes) -> tuple[int, int] | None:
    """Device and inode of `name` if it is a plain file of ours that holds `data`."""
    found = _read(folder, name)
    if found is None or found[1] != data or stat.S_IMODE(found[0].st_mode) != FILE_MODE:
        return None
    return found[0].st_dev, found[0].st_ino


def _read(folder: int, name: str) -> tuple[os.stat_result, bytes] | None:
    """State and bytes of a plain file, None where there is none to be read."""

    def opener(path: str, _flags: int) -> int:
        return os.open(path, _READ, dir_fd=folder)

    try:
        with FileIO(name, opener=opener) as stream:
            state = os.fstat(stream.fileno())
            return (state, stream.read()) if stat.S_ISREG(state.st_mode) else None
    except OSError:
        return None


def _replace(folder: int, name: str, data: bytes) -> None:
    temporary = f"{MARKER}-{os.urandom(8).hex()}"
    file = os.open(temporary, _CREATE, FILE_MODE, dir_fd=folder)
    try:
        with os.fdopen(file, "wb") as stream:
            os.fchmod(file, FILE_MODE)
            stream.write(data)
        _take_place(folder, temporary, name)
    except OSError:
        with suppress(OSError):
            os.unlink(temporary, dir_fd=folder)
        raise


def _take_place(folder: int, temporary: str, name: str) -> None:
    try:
        os.rename(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
    except IsADirectoryError:
        shutil.rmtree(name, dir_fd=folder)
        os.rename(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)


def _sweep(folder: int, prefix: str, files: AbstractSet[str]) -> set[str]:
    """Remove all but `files` and the marker, set folder modes; the files that are there."""
    _open_up(folder)
    found: set[str] = set()
    with os.scandir(folder) as listing:
        entries = list(listing)
    for entry in entries:
        path = prefix + entry.name
        if path == MARKER:
            continue
        if entry.is_dir(follow_symlinks=False):
            with _folder(entry.name, folder) as inner:
                inside = _sweep(inner, path + "/", files)
            found |= inside
            if not inside:
                os.rmdir(entry.name, dir_fd=folder)
        elif path in files and entry.is_file(follow_symlinks=False):
            found.add(path)
        else:
            os.unlink(entry.name, dir_fd=folder)
    return found


def _fault(error: OSError, shown: str) -> Diagnostic:
    """What the operating system refused, in German."""
    code = _FAULTS.get(error.errno or 0, "ausgabe-schreibfehler")
    name = errno.errorcode.get(error.errno or 0, "unbekannt")
    return diagnose(code, Location(shown), ordner=shown, fehler=name)
