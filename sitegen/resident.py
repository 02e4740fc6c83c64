"""A process that stays and builds: orders go in, what came of each comes out.

It has imported everything and keeps what it knows between two builds. It can neither delay
nor take along whoever orders. It is replaced when the program has changed, when it died, and
after a fault of ours, so that nothing doubtful is kept.
"""

import gc
import json
import os
import pickle
import signal
import sys
from asyncio import to_thread
from asyncio.subprocess import PIPE, Process, create_subprocess_exec
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from io import StringIO
from pathlib import Path
from select import select
from tempfile import TemporaryFile
from traceback import extract_tb, format_exception

from sitegen.diagnostics import Findings, Location, diagnose
from sitegen.memory.recollection import InProcess, Recollection
from sitegen.order import Order
from sitegen.pipeline import build
from sitegen.reporters import REPORTERS
from sitegen.source import SourceFile
from sitegen.watching import Snapshot, snapshot

FAULTS = ".vorschau/fehler.txt"

_PROGRAM = Path(__file__).parent
_CHILD = "from sitegen.resident import answer; answer()"
_NOWHERE = Location("")
_LONGEST = 1 << 28  # bytes of an answer, which is one line


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a build: the report, what it made, and the details of a fault of ours."""

    report: str
    files: int = 0
    is_published: bool = False
    fault: str = ""


class Resident:
    """The side of whoever orders; there is one process at most."""

    def __init__(self, order: Order) -> None:
        """Nothing is started before it is needed, or prepared for."""
        self._order = order
        self._process: Process | None = None
        self._program: Snapshot = {}
        self._errors = TemporaryFile()  # noqa: SIM115 - open as long as a process may write to it

    async def build(self, changed: frozenset[str]) -> Result:
        """What came of building the site now, even if the process died over it.

        Nothing but what is at the `changed` places is another than when it was built last.
        """
        order = pickle.dumps((self._order, changed)).hex().encode("ascii") + b"\n"
        try:
            process = await self.prepare()
        except OSError as error:
            return _fallen("".join(format_exception(error)))
        try:
            result = Result(**json.loads(await _answer(process, order)))
        except ValueError:
            await _end(process)
            return _fallen(f"{self._said()}\nEnde mit {process.returncode}\n")
        if result.fault:
            await _end(process)
        return result

    async def prepare(self) -> Process:
        """The process for the next build, another one if it has not the newest program."""
        program = await to_thread(_program)
        if self._process is not None and program != self._program:
            await _end(self._process)
        if self._process is None or self._process.returncode is not None:
            self._program = program
            warnings = (f"-W{option}" for option in sys.warnoptions)
            self._process = await create_subprocess_exec(
                *(sys.executable, *warnings, "-c", _CHILD),
                cwd=_PROGRAM.parent,
                stdin=PIPE,
                stdout=PIPE,
                stderr=self._errors,
                limit=_LONGEST,
                start_new_session=True,  # Ctrl-C is for the server, which ends it
            )
        return self._process

    async def end(self) -> None:
        """Leave no process behind."""
        if self._process is not None:
            await _end(self._process)
        self._errors.close()

    def _said(self) -> str:
        """What the process that ended has said of that."""
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", "backslashreplace")
        self._errors.seek(0)  # where the next one will write
        self._errors.truncate()
        return said


def _program() -> Snapshot:
    found = snapshot([str(_PROGRAM)])
    return {path: signs for path, signs in found.items() if "__pycache__" not in path}


async def _answer(process: Process, order: bytes) -> bytes:
    """The line that follows an order; cut short or empty if the process dies over it."""
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(ConnectionError):
        process.stdin.write(order)
        await process.stdin.drain()
    return await process.stdout.readline()


async def _end(process: Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # with its workers; publishing can bear it
    await process.communicate()


def answer() -> None:
    """What the process does: carry out orders from stdin, until whoever gives them is gone."""
    channel, sys.stdout = sys.stdout.buffer, sys.stderr
    recollection = InProcess()
    gc.disable()  # what is left over is looked for below, while nobody waits
    for line in sys.stdin:
        order, changed = pickle.loads(bytes.fromhex(line))  # noqa: S301 - from the server itself
        recollection.tell(changed)
        result = built(order, recollection)
        channel.write(json.dumps(asdict(result)).encode("ascii") + b"\n")
        channel.flush()
        while not select([sys.stdin], [], [], 0)[0] and recollection.prepare():
            pass
        gc.collect()
        gc.freeze()  # most of it stays: the next build need not look through it


def built(order: Order, recollection: Recollection) -> Result:
    """What came of a build; of a failed one, only what stopped it is reported."""
    try:
        outcome = build(order, None, recollection)
    except Exception as error:  # noqa: BLE001 - a broken template raises anything
        return _fallen("".join(format_exception(error)), _place(error, order))
    findings, is_published = outcome.findings, outcome.is_published
    shown = findings if is_published else tuple(f for f in findings if f.is_error)
    return Result(_report(shown, outcome.sources), len(outcome.files), is_published)


def _fallen(fault: str, place: Location = _NOWHERE) -> Result:
    return Result(_report((diagnose("vorschau-abgebrochen", place, datei=FAULTS),)), fault=fault)


def _report(findings: Findings, sources: Mapping[str, SourceFile] | None = None) -> str:
    text = StringIO()
    REPORTERS["terminal"].report(findings, sources or {}, text)
    return text.getvalue().rstrip("\n")


def _place(error: Exception, order: Order) -> Location:
    """The line of a template that led to the error, as far as there is one."""
    for frame in reversed(extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(order.templates):
            inside = path.is_relative_to(order.project)
            shown = path.relative_to(order.project) if inside else path
            return Location(shown.as_posix(), frame.lineno or 0)
    return _NOWHERE
