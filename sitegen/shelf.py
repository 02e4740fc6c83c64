"""Files below .cache/ that are believed whole or not at all: a digest, and what it is of.

Nothing in them is run, and whoever reads them takes what is missing or spoilt for nothing.
"""

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

_HEAD = 65  # bytes before what is kept: its digest, and the end of a line


def sealed(data: bytes) -> bytes:
    """What is kept: the data after a digest of it."""
    return _head(hashlib.sha256(data).hexdigest()) + data


def unsealed(kept: bytes) -> bytes:
    """The data that was kept; ValueError unless it is just that."""
    head, _, data = kept.partition(b"\n")
    if head + b"\n" != _head(hashlib.sha256(data).hexdigest()):
        raise ValueError("not as it was kept")
    return data


def lines_at(place: Path) -> Sequence[bytes]:
    """The lines of a file as they were put there; none if it is not there, or not as it was."""
    with suppress(OSError, ValueError):
        return unsealed(place.read_bytes()).split(b"\n")
    return ()


def put(place: Path, lines: Iterable[str | bytes]) -> None:
    """Keep lines at a place, or what is there if that cannot be written.

    Those that lay there before may be passed on as they were. They are written one by one: all of
    them in one piece would be many megabytes, more than once.
    """
    new = place.with_name(f"{place.name}.neu")
    with suppress(OSError):
        new.unlink(missing_ok=True)
        with new.open("xb") as file:
            file.write(bytes(_HEAD))  # the digest, as soon as it is known
            digest = hashlib.sha256()
            for number, line in enumerate(lines):
                told = line if isinstance(line, bytes) else line.encode("utf-8", "surrogatepass")
                data = b"\n" + told if number else told
                digest.update(data)
                file.write(data)
            file.seek(0)
            file.write(_head(digest.hexdigest()))
        new.replace(place)


def _head(digest: str) -> bytes:
    return digest.encode("ascii") + b"\n"
