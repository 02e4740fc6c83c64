"""Files below .cache/ that are believed whole or not at all: a digest, and what it is of.

Nothing in them is run, and whoever reads them takes what is missing or spoilt for nothing.
"""

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path


def sealed(data: bytes) -> bytes:
    """What is kept: the data after a digest of it."""
    return hashlib.sha256(data).hexdigest().encode("ascii") + b"\n" + data


def unsealed(kept: bytes) -> bytes:
    """The data that was kept; ValueError unless it is just that."""
    data = kept.partition(b"\n")[2]
    if kept != sealed(data):
        raise ValueError("not as it was kept")
    return data


def lines_at(place: Path) -> Sequence[bytes]:
    """The lines of a file as they were put there; none if it is not there, or not as it was."""
    with suppress(OSError, ValueError):
        return unsealed(place.read_bytes()).split(b"\n")
    return ()


def put(place: Path, lines: Iterable[str]) -> None:
    """Keep lines at a place, or what is there if that cannot be written."""
    data = "\n".join(lines).encode("utf-8", "surrogatepass")
    new = place.with_name(f"{place.name}.neu")
    with suppress(OSError):
        new.unlink(missing_ok=True)
        with new.open("xb") as file:
            file.write(sealed(data))
        new.replace(place)
