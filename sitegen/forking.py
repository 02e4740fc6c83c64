"""The same work in several processes: copies of this one, so that nothing has to be handed over."""

import gc
import os
import pickle
import traceback
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


def forked(share: Callable[[], T], processes: int) -> list[T]:
    """What `share` returns in each of so many copies of this process; it is pickled on the way.

    Raises `RuntimeError` with the traceback of whatever went wrong in one of them.
    """
    gc.freeze()  # what is there stays: the copies need not look through it for what is left over
    try:
        begun = [_begun(share) for _ in range(processes)]
    finally:
        gc.unfreeze()
    answers = []
    for process, reader in begun:
        with os.fdopen(reader, "rb") as stream:
            answers.append(stream.read())
        os.waitpid(process, 0)
    return [_told(answer) for answer in answers]


def _told(answer: bytes) -> Any:
    is_done, value = pickle.loads(answer) if answer else (False, "ended early")  # noqa: S301
    if not is_done:
        raise RuntimeError(value)
    return value


def _begun(share: Callable[[], T]) -> tuple[int, int]:
    """Start a copy: its number, and the end of a pipe on which it will answer, and then end."""
    reader, writer = os.pipe()
    process = os.fork()
    if process:
        os.close(writer)
        return process, reader
    try:
        os.close(reader)
        _answer(share, writer)
    finally:
        os._exit(0)  # even if nobody waits any more: what comes next is not the copy's to do


def _answer(share: Callable[[], object], writer: int) -> None:
    try:
        answer = pickle.dumps((True, share()))
    except BaseException:  # noqa: BLE001 - the process that waits for the answer says it
        answer = pickle.dumps((False, traceback.format_exc()))
    with os.fdopen(writer, "wb") as stream:
        stream.write(answer)
