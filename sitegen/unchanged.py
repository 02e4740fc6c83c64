"""The last build's findings, as long as nothing that it read or made has changed since.

What is kept is small and can only be believed or not: a digest of names, sizes and times of all
that a build depends on, one of the bytes, and one of the files it published. Where only times
differ, as after a checkout, the bytes decide. Whatever is missing, broken or foreign costs time
and nothing else. Imports nothing heavy: most builds find that there is nothing to do.
"""

import errno
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from io import FileIO
from operator import attrgetter
from pathlib import Path
from typing import Any

import sitegen
from sitegen.diagnostics import Diagnostic, Findings, Location, Related, Severity
from sitegen.order import Order
from sitegen.shelf import put, unsealed
from sitegen.source import SourceFile
from sitegen.trees import MARKER

CACHE = ".cache"
_BEGUN = "begonnen"
_SOURCES = ("content", "offers")
# A file changed twice within one tick of the clock may show the same time both times.
_TICK = 2_000_000_000  # nanoseconds
_LARGEST = 64 * 1024 * 1024  # bytes of a file that is worth being read for this
_QUOTED = 256 * 1024


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a build depends on: digests by sizes, times and bytes; `begun` is when it was read.

    `newest` is the latest change to a file, both in nanoseconds of the file system's clock.
    """

    by_sizes: str
    by_times: str
    by_bytes: str
    newest: int
    begun: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What the last build said, the sources that it quotes, and how many files it published."""

    findings: Findings
    sources: Mapping[str, SourceFile]
    files: int


def recall(order: Order) -> Kept | None:
    """What a build would say and make, if the last one has done it already."""
    try:
        kept = json.loads(unsealed(place_of(order).read_bytes()))
        sizes, seen, newest = _by_states(order)
        if sizes != kept["by_sizes"]:  # most edits are seen without a look at any bytes
            return None
        is_sure = seen == kept["by_times"] and newest < kept["begun"] - _TICK
        if not is_sure and _by_bytes(order) != kept["by_bytes"]:
            return None
        if kept["made"] != tree(order.target):
            return None
        findings = tuple(map(_finding, kept["findings"]))
        paths = {finding.location.path for finding in findings}
        return Kept(findings, dict(_quoted(order.project, paths)), kept["files"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def inputs(order: Order) -> Inputs | None:
    """What a build that begins now depends on; None where nothing can be kept."""
    try:
        start = moment(order)
        if not start:
            return None
        sizes, seen, newest = _by_states(order)
        return Inputs(sizes, seen, _by_bytes(order), newest, start)
    except OSError:
        return None


def moment(order: Order) -> int:
    """What the clock of the file system says, in nanoseconds; 0 where nothing can be kept."""
    folder = order.project / CACHE
    try:
        folder.mkdir(exist_ok=True)
        if folder.is_symlink() or not folder.is_dir():
            return 0
        begun = folder / _BEGUN
        begun.unlink(missing_ok=True)
        with begun.open("xb") as file:
            return os.fstat(file.fileno()).st_mtime_ns
    except OSError:
        return 0


def remember(
    order: Order, before: Inputs | None, findings: Findings, files: int, published: str
) -> None:
    """Keep what a build said, unless its sources changed meanwhile.

    `published` is the digest of the tree that it has just published.
    """
    with suppress(OSError):
        place = place_of(order)
        if before is None or _by_states(order)[1] != before.by_times:
            place.unlink(missing_ok=True)
            return
        kept = {
            "by_sizes": before.by_sizes,
            "by_times": before.by_times,
            "by_bytes": before.by_bytes,
            "begun": before.begun,
            "made": published,
            "files": files,
            "findings": [asdict(finding) for finding in findings],
        }
        put(place, [json.dumps(kept, ensure_ascii=False)])


def place_of(order: Order, suffix: str = ".json") -> Path:
    """Where something is kept about the place that is published to."""
    name = hashlib.sha256(os.fsencode(os.path.realpath(order.target))).hexdigest()[:16]
    return order.project / CACHE / f"{name}{suffix}"


def program() -> bytes:
    """A digest of all that reads and checks records: versions, and the program itself."""
    return _by_content(_versions(), _walk(str(Path(sitegen.__file__).parent)))


def templates(order: Order) -> bytes:
    """A digest of what pages are made with; assets are files of the site by themselves."""
    assets = str(order.templates / "assets") + os.sep
    found = _walk(str(order.templates))
    return _by_content(b"", (it for it in found if not it.path.startswith(assets)))


def _by_content(seed: bytes, entries: Iterable["os.DirEntry[str]"]) -> bytes:
    digest = hashlib.sha256(seed)
    for entry in entries:
        digest.update(os.fsencode(entry.path) + b"\0" + _content(entry))
    return digest.digest()


def _by_states(order: Order) -> tuple[str, str, int]:
    """Digests by sizes and by times, and the latest change."""
    sizes, times, newest = hashlib.sha256(), hashlib.sha256(_wanted(order)), 0
    for entry in _files(order):
        state = entry.stat(follow_symlinks=False)
        sizes.update(b"%s\0%d\n" % (os.fsencode(entry.path), state.st_size))
        times.update(_line(entry.path, state))
        newest = max(newest, state.st_ctime_ns)
    return sizes.hexdigest(), times.hexdigest(), newest


def _by_bytes(order: Order) -> str:
    return _by_content(_wanted(order), _files(order)).hex()


def _content(entry: "os.DirEntry[str]") -> bytes:
    """A digest of a file; of anything else than a plain file, what it is."""
    state = entry.stat(follow_symlinks=False)
    if not entry.is_file(follow_symlinks=False):
        return oct(state.st_mode).encode()
    if state.st_size > _LARGEST:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), entry.path)
    with FileIO(entry.path) as file:  # at once: most are small
        return hashlib.sha256(file.read()).digest()


def _wanted(order: Order) -> bytes:
    options = (order.today.isoformat(), order.base_url, order.is_strict, order.has_pattern_library)
    return _versions() + repr(options).encode("utf-8", "surrogateescape")


def _versions() -> bytes:
    """The versions of all that the program runs on."""
    places = [Path(place) for place in sys.path if place.endswith("-packages")]
    packages = [sorted(map(str, place.iterdir())) for place in places if place.is_dir()]
    return repr((sys.version, packages)).encode("utf-8", "surrogateescape")


def _files(order: Order) -> Iterator["os.DirEntry[str]"]:
    roots = [order.project / name for name in _SOURCES]
    for root in (*roots, order.templates, Path(sitegen.__file__).parent):
        yield from _walk(str(root))


def _walk(folder: str) -> Iterator["os.DirEntry[str]"]:
    """All files below a folder in a fixed order, but for what Python keeps beside itself."""
    left = [folder]
    while left:
        with os.scandir(left.pop()) as listing:
            entries = sorted(listing, key=attrgetter("name"))
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                yield entry
            elif entry.name != "__pycache__":
                left.append(entry.path)


def tree(target: Path) -> str:
    """A digest of published files: of their names, times and places on the disk.

    The marker is left out: it is given another ticket while the next tree is being prepared.
    """
    digest, marker = hashlib.sha256(), str(target / MARKER)
    for entry in _walk(str(target)):
        if entry.path != marker:
            digest.update(_line(entry.path, entry.stat(follow_symlinks=False)))
    return digest.hexdigest()


def _line(path: str, state: os.stat_result) -> bytes:
    """What changes with a file: nobody can set the time of its last change back."""
    told = (state.st_mode, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns)
    return os.fsencode(path) + b"\0" + repr(told).encode()


def _quoted(project: Path, paths: set[str]) -> Iterator[tuple[str, SourceFile]]:
    for path in paths:
        place = project / path
        if place.is_file() and place.stat().st_size <= _QUOTED:
            yield path, SourceFile(path, place.read_bytes())


def _finding(told: dict[str, Any]) -> Diagnostic:
    related = tuple(Related(_location(it["location"]), it["message"]) for it in told["related"])
    place, severity = _location(told["location"]), Severity(told["severity"])
    return Diagnostic(place, told["code"], severity, told["message"], told["hint"], related)


def _location(told: dict[str, Any]) -> Location:
    return Location(**{**told, "keys": tuple(told["keys"])})
