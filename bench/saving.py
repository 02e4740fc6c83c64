"""From a saved file to the files that have the new words, in both previews: milliseconds.

Each preview runs as editors start it. An offer's text is saved again and again, in turns here and
there, and the files of its page and of the search are looked at until the new words are there.
Before each save the start page is asked for: Hugo writes anew only what was looked at lately, and
the data of the search with the start page.
"""

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from socket import create_server
from statistics import median
from urllib.request import urlopen

from bench.builders import HUGO, OFFER, Builder, mark

PAGE = f"angebote/{OFFER}/index.html"
SEARCH = "assets/suche/texte*.js"  # one file, or one for some offers each

_START = 1_800.0  # seconds until the first page must be there
_EACH = 120.0  # seconds until saved words must be there
_LEAST = 2.0  # seconds that the search has for it, or four times as long as the page took
_REST = 2.0  # seconds in which what the last save has woken up goes back to sleep
_LOOK = 0.001  # seconds between two looks at a file, and
_READ = 0.5  # after which it is read though nothing seems to have changed


@dataclass(frozen=True, slots=True)
class Saved:
    """Milliseconds until the page has the words, and until the search does; None for never."""

    page: float
    search: float | None


def saved_to_written(builders: Sequence[Builder], runs: int) -> Mapping[str, Saved]:
    """The median of so many saves, for each builder; both previews run all the while."""
    found: dict[str, list[Saved]] = {it.name: [] for it in builders}
    with ExitStack() as running:
        homes = [running.enter_context(_preview(it)) for it in builders]
        for number in range(1, runs + 1):
            for builder, home in zip(builders, homes, strict=True):
                found[builder.name].append(_save(builder, home, number))
    return {name: _middle(all_) for name, all_ in found.items()}


def _middle(all_: Sequence[Saved]) -> Saved:
    found = [it.search for it in all_ if it.search is not None]
    return Saved(median(it.page for it in all_), median(found) if len(found) == len(all_) else None)


@contextmanager
def _preview(builder: Builder) -> Iterator[str]:
    """A preview that has written the whole site; the address of its start page."""
    builder.fresh()
    with closing(create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        builder.preview(port),
        cwd=builder.work,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for file in (PAGE, SEARCH):
            if not _holds(builder.work / builder.seen, file, b"", _START):
                raise TimeoutError(f"{builder.name}: {file} was not written")
        yield f"http://127.0.0.1:{port}/{'nebenan/' if builder.name == HUGO else ''}"
    finally:
        process.terminate()
        process.wait()


def _save(builder: Builder, home: str, number: int) -> Saved:
    with urlopen(home, timeout=_EACH) as answer:  # noqa: S310 - our own preview
        assert answer.read()
    time.sleep(_REST)
    site, words = builder.work / builder.seen, mark(number).encode()
    begin = time.perf_counter()
    builder.edit("body", number)
    if not _holds(site, PAGE, words, _EACH):
        raise TimeoutError(f"{builder.name}: {PAGE} did not get its new words")
    page = time.perf_counter() - begin
    is_found = _holds(site, SEARCH, words, max(_LEAST, 4 * page))
    search = (time.perf_counter() - begin) * 1000 if is_found else None
    return Saved(page * 1000, search)


def _holds(site: Path, pattern: str, words: bytes, patience: float) -> bool:
    """Whether one of the files has the words within so many seconds; read is what has changed."""
    end, again, seen = time.monotonic() + patience, 0.0, dict[Path, tuple[int, ...]]()
    paths = list(site.glob(pattern))
    while (now := time.monotonic()) < end:
        if now > again:
            again, seen, paths = now + _READ, {}, list(site.glob(pattern))
        for path in paths:
            with suppress(OSError):
                state = os.stat(path)  # noqa: PTH116 - a thousand times a second
                signs = (state.st_ino, state.st_size, state.st_mtime_ns)
                if signs != seen.get(path):
                    if state.st_size and words in path.read_bytes():
                        return True
                    seen[path] = signs
        time.sleep(_LOOK)
    return False
