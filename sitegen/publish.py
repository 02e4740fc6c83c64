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
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from sitegen import trees
from sitegen.diagnostics import Diagnostic, Findings, Location, diagnose
from sitegen.exchange import exchange, rename_twice

MARK = b"Made by sitegen and replaced as a whole by every build: keep nothing of your own here.\n"

# Folders of the project that are read, versioned or run: never a place for output.
SOURCES = frozenset(
    {"content", "offers", "vorlagen", "templates", "sitegen", "tests", "docs", "bench"}
    | {".git", ".github", ".gitlab", ".ci", ".venv"}
)

# What RFC 3986 leaves unreserved reads the same on disk and in an address; 16 levels at most.
_PART = r"(?!\.{1,2}(?:/|\Z)|\.sitegen)[A-Za-z0-9._~-]{1,255}"
_FILE = re.compile(rf"(?=.{{1,1000}}\Z){_PART}(?:/{_PART}){{0,15}}")

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


Wait: TypeAlias = Callable[[], None] | None


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
            with _opened(self) as root, trees.below(root, folders, trees.make) as folder:
                if _share(folder, self.target, folders, name, data):
                    return ()
                if trees.holding(folder, name, data) is None:
                    with suppress(FileNotFoundError, IsADirectoryError):
                        os.unlink(name, dir_fd=folder)
                    trees.replace(folder, name, data)
        except OSError as error:
            return (_fault(error, f"{self.shown}/{file}"),)
        return ()

    def keep(self, files: Collection[str]) -> Findings:
        """Take over `files` as they are published, without a look at what they hold.

        For whoever knows that nobody has touched them since they were published.
        """
        if not files:  # perhaps nothing is published yet
            return ()
        try:
            with _opened(self) as root, trees.opened(self.target) as published:
                trees.take_over(published, root, trees.Branch.of(files))
        except OSError as error:
            return (_fault(error, self.shown),)
        return ()

    def hand_over(self, new: Iterable[str], gone: Iterable[str]) -> Findings:
        """Move the `new` files into the published tree and take away those that are `gone`.

        One file after the other: for a tree that only a preview shows.
        """
        try:
            with _opened(self) as root, trees.opened(self.target) as published:
                for file in gone:
                    *folders, name = file.split("/")
                    with (
                        suppress(FileNotFoundError),
                        trees.below(published, folders, trees.enter) as folder,
                    ):
                        os.unlink(name, dir_fd=folder)
                for file in new:
                    *folders, name = file.split("/")
                    below = (
                        trees.below(root, folders, trees.enter),
                        trees.below(published, folders, trees.make),
                    )
                    with below[0] as source, below[1] as folder:
                        trees.take_place(source, name, folder, name)
        except OSError as error:
            return (_fault(error, self.shown),)
        return ()


@contextmanager
def open_staging(
    target: Path, project: Path, on_wait: Wait = None
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
            missing = sorted(expected - trees.sweep(root, "", expected))
            if missing:
                code = "ausgabe-unvollstaendig"
                return tuple(diagnose(code, place, datei=file) for file in missing)
            if not _share(root, staging.target, (), trees.MARKER, MARK):
                trees.replace(root, trees.MARKER, MARK)
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
    target: Path, project: Path, held: ExitStack, on_wait: Wait
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
    with trees.opened(staging) as root:
        trees.open_up(root)
        # First an empty marker: a build killed here leaves nothing that looks foreign.
        with suppress(FileExistsError):
            os.close(os.open(trees.MARKER, trees.CREATE, trees.FILE_MODE, dir_fd=root))
        trees.replace(root, trees.MARKER, ticket)
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
        with trees.opened(folder) as root, os.scandir(root) as listing:
            is_empty, found = not any(listing), trees.read(root, trees.MARKER)
    except FileNotFoundError:
        return None
    is_marked = found is not None and (not found[1] or found[1].startswith(MARK))
    return None if is_empty or is_marked else "ausgabeordner-fremd"


@contextmanager
def _opened(staging: Staging) -> Iterator[int]:
    """The root of a tree that is still this build's; `ENOENT` when it no longer is."""
    with trees.opened(staging.root) as root:
        _flock(root, fcntl.LOCK_SH)
        found = trees.read(root, trees.MARKER)
        if found is None or found[1] != staging.ticket:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        yield root


def _lock(path: Path, held: ExitStack, on_wait: Wait) -> None:
    # A record lock, unlike flock, is not inherited: workers that outlive a killed build
    # (a process pool's wait for work for ever) do not block the next one.
    lock = os.open(path, _LOCK, trees.FILE_MODE)
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
    with trees.opened(previous) as root:
        trees.sweep(root, "", frozenset())
        # The marker last: a build killed before that leaves nothing that looks foreign.
        with suppress(FileNotFoundError):
            os.unlink(trees.MARKER, dir_fd=root)
    previous.rmdir()


def _share(folder: int, target: Path, names: Sequence[str], name: str, data: bytes) -> bool:
    """Take over the published file if it holds `data`; False if it is not to be had."""
    try:
        with trees.opened(target) as root, trees.below(root, names, trees.enter) as source:
            published, staged = trees.holding(source, name, data), trees.holding(folder, name, data)
            if published not in (None, staged):
                trees.link(source, folder, name)
            return published is not None
    except OSError:  # nothing published there, or a file system without hard links
        return False


def _fault(error: OSError, shown: str) -> Diagnostic:
    """What the operating system refused, in German."""
    code = _FAULTS.get(error.errno or 0, "ausgabe-schreibfehler")
    name = errno.errorcode.get(error.errno or 0, "unbekannt")
    return diagnose(code, Location(shown), ordner=shown, fehler=name)
