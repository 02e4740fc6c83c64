"""The same work in several processes: copies of this one, so that nothing has to be handed over.

What the copies answer is pickled on the way, piece by piece: nobody holds all of it twice.
"""

import gc
import os
import pickle
import traceback
from array import array
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import chain
from operator import itemgetter
from typing import Any, TypeVar

S = TypeVar("S")
T = TypeVar("T")

_AT_ONCE = 8  # things that a process takes at a time, or more of very many:
_TURNS = 1000  # so many numbers have room in any pipe that nobody reads yet
_WORTH_IT = 200  # things from which on a second process saves more than it costs


def shared_out(things: Sequence[S], work: Callable[[S], T], processes: int) -> tuple[T, ...]:
    """What comes of the work on each thing, in their order, by that many processes.

    Each takes the next ones that nobody has taken. Raises as `forked` does.
    """
    if processes < 2 or len(things) < _WORTH_IT:
        return tuple(map(work, things))
    step = max(_AT_ONCE, len(things) // _TURNS + 1)
    turns, writer = os.pipe()
    os.write(writer, array("I", range(0, len(things), step)).tobytes())
    os.close(writer)
    starter = os.getpid()

    def share() -> list[tuple[int, tuple[T, ...]]]:
        made = []
        while os.getppid() == starter:  # whoever began the build may have been stopped
            turn = os.read(turns, array("I").itemsize)
            if not turn:
                break
            (begin,) = array("I", turn)
            made.append((begin, tuple(map(work, things[begin : begin + step]))))
        return made

    try:
        parts = sorted(chain.from_iterable(forked(share, processes)), key=itemgetter(0))
    finally:
        os.close(turns)
    return tuple(chain.from_iterable(made for _, made in parts))


def forked(share: Callable[[], T], processes: int) -> list[T]:
    """What `share` returns in each of so many copies of this process.

    Raises `RuntimeError` with the traceback of whatever went wrong in one of them.
    """
    gc.freeze()  # what is there stays: no process needs to look through it for what is left over
    try:
        begun = [_begun(share) for _ in range(processes)]
        answers = [_heard(process, reader) for process, reader in begun]
    finally:
        gc.unfreeze()
    return [_told(answer) for answer in answers]


def _heard(process: int, reader: int) -> tuple[bool, Any]:
    """Whether a copy is done, and what it answered."""
    answer = False, "ended early"
    with os.fdopen(reader, "rb") as stream, suppress(EOFError, pickle.UnpicklingError):
        answer = pickle.load(stream)  # noqa: S301 - from a copy of this process
    os.waitpid(process, 0)
    return answer


def _told(answer: tuple[bool, Any]) -> Any:
    is_done, value = answer
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
        with os.fdopen(writer, "wb") as stream:
            pickle.dump(_answer(share), stream)
    finally:
        os._exit(0)  # even if nobody waits any more: what comes next is not the copy's to do


def _answer(share: Callable[[], T]) -> tuple[bool, T | str]:
    try:
        return True, share()
    except BaseException:  # noqa: BLE001 - the process that waits for the answer says it
        return False, traceback.format_exc()
