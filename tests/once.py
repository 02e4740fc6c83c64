"""What several test processes need and takes long to make: the first makes it, all others wait."""

import fcntl
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

Made = TypeVar("Made")


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Made]) -> Made:
    """What `make` returned in this run of the tests, in whichever process it ran.

    It gets a folder that is the same for all processes and belongs to `name` alone; what it
    returns is pickled for the others. A failure is not kept: whoever asks next tries again.
    """
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    kept = base / f"{name}.pickle"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            folder = base / name
            folder.mkdir(exist_ok=True)
            made = make(folder)
            kept.write_bytes(pickle.dumps(made))
        found: Made = pickle.loads(kept.read_bytes())  # noqa: S301 - written above
    return found
