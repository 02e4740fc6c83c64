"""An order in, a preview on this computer that follows every change, until Ctrl-C.

One loop looks for changes, waits until they have settled and has the site built into a folder
of its own; a failed build leaves the last good site up. Each build runs in a process of its
own, which can neither delay the answers nor take the server with it and always runs the
newest program; it is started, and has imported what it needs, before there is work for it.
"""

import asyncio
import errno
import json
import os
import pickle
import signal
import stat
import sys
from asyncio.subprocess import PIPE, Process, create_subprocess_exec
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import asdict, dataclass, replace
from io import StringIO
from pathlib import Path
from socket import AF_INET, AF_INET6, create_server, socket
from traceback import extract_tb, format_exception
from typing import TYPE_CHECKING, TextIO, TypeAlias

from sitegen.diagnostics import Findings, Location, diagnose
from sitegen.load import ROOTS
from sitegen.order import Order
from sitegen.pipeline import build
from sitegen.reporters import REPORTERS
from sitegen.source import SourceFile

if TYPE_CHECKING:
    from sitegen.preview import Preview

FINE, USAGE = 0, 2

FOLDER = ".vorschau"
SITE = f"{FOLDER}/seite"
FAULTS = f"{FOLDER}/fehler.txt"

# Seconds between two looks for changes, and of rest after which they count as complete.
LOOK, REST = 0.4, 0.2
# Looks after which the site is built all the same while something keeps changing.
PATIENCE = 20

# What editors' programs and Python write by the way.
_SILENT_NAMES = frozenset(["__pycache__"])
_SILENT_SUFFIXES = ("~", ".swp", ".swo", ".tmp")

_PROGRAM = Path(__file__).parent
_NOWHERE = Location("")
_CHILD = "from sitegen.serve import answer; answer()"

Snapshot: TypeAlias = Mapping[str, tuple[int, ...]]
Look: TypeAlias = Callable[[], Awaitable[Snapshot]]
Say: TypeAlias = Callable[[str], None]


class NoPreviewError(Exception):
    """Why there is no preview; carries one German sentence."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a build: the report, what it made, and the details of a fault of ours."""

    report: str
    files: int = 0
    is_published: bool = False
    fault: str = ""


def serve(order: Order, *, port: int = 5500, host: str = "127.0.0.1", stream: TextIO) -> int:
    """Show the site and rebuild it after every change, until Ctrl-C; the exit code."""

    def say(text: str) -> None:
        print(text, file=stream, flush=True)

    try:
        _serve(order, port, host, say)
    except NoPreviewError as refusal:
        say(str(refusal))
        return USAGE
    except KeyboardInterrupt:  # while the server does not listen to signals yet, or no longer
        return FINE
    return FINE


def _serve(order: Order, port: int, host: str, say: Say) -> None:
    try:
        from sitegen.preview import Address, Preview, answering
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in {"livereload", "tornado"}:
            raise
        raise NoPreviewError(
            "Für die Vorschau fehlt das Paket livereload; „make serve“ installiert es, "
            'ebenso pip install "gemeinsam-sitegen[serve]".'
        ) from None
    project = order.project.absolute()
    order = replace(
        order,
        project=project,
        templates=order.templates.absolute(),
        target=project / SITE,
        has_pattern_library=True,
    )
    with _listener(host, port) as listener:
        _make_home(project / FOLDER)
        address = Address(host, listener.getsockname()[1])
        preview = Preview(order.target, address, lambda text: _note(project, text))
        say(f"Vorschau: {address.url} (beenden mit Strg+C)")
        if not address.is_private:
            say("Achtung: Im Netz kann nun jeder die Vorschau lesen, auch Unveröffentlichtes.")
        asyncio.run(_run(order, preview, answering(preview, listener), say))
    say("Die Vorschau ist beendet.")


def _listener(host: str, port: int) -> socket:
    family = AF_INET6 if ":" in host else AF_INET
    try:
        if port in range(65536):
            return create_server((host, port), family=family)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise NoPreviewError(
                f"Der Port {port} ist schon belegt, vielleicht von einer zweiten Vorschau; "
                f"einen anderen wählen Sie zum Beispiel mit --port {port + 1}."
            ) from None
    raise NoPreviewError(f"Unter {host}, Port {port} lässt sich keine Vorschau öffnen.")


def _make_home(home: Path) -> None:
    """The folder for all the preview writes; git ignores it without being told elsewhere."""
    try:
        if home.is_symlink():
            raise NoPreviewError(
                f"„{FOLDER}“ ist eine Verknüpfung; die Vorschau braucht einen Ordner."
            )
        home.mkdir(exist_ok=True)
        with suppress(FileExistsError), (home / ".gitignore").open("x", encoding="utf-8") as file:
            file.write("*\n")
    except OSError:
        raise NoPreviewError(f"Der Ordner „{FOLDER}“ lässt sich nicht anlegen.") from None


async def _run(
    order: Order, preview: "Preview", answering: AbstractAsyncContextManager[None], say: Say
) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with answering:
        following = asyncio.create_task(_follow(order, preview, say))
        stopping = asyncio.create_task(stopped.wait())
        try:
            await asyncio.wait({following, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if following.done():
                following.result()  # it never ends but by a fault of ours
        finally:
            following.cancel()
            stopping.cancel()
            await asyncio.gather(following, stopping, return_exceptions=True)


async def _follow(order: Order, preview: "Preview", say: Say) -> None:
    """Build now and after every change; what changes during a build is built once more."""
    roots = (*(order.project / root for root in ROOTS), order.templates)
    builder, built, told = _Builder(order), None, ""

    def look() -> Awaitable[Snapshot]:
        return asyncio.to_thread(snapshot, roots)

    try:
        while True:
            seen = await look()
            if seen != built:
                built = await settled(seen, look)
                say("Baue die Seite …")
                result = await builder.build()
                preview.show("" if result.is_published else result.report)
                if result.fault:
                    _note(order.project, result.fault)
                if result.report != told or not result.is_published:
                    say(result.report)
                told = result.report
                say(_closing(result, has_site=order.target.is_dir()))
                with suppress(OSError):  # the next build reports what is wrong
                    await builder.prepare()
            await asyncio.sleep(LOOK)
    finally:
        await builder.end()


def _closing(result: Result, *, has_site: bool) -> str:
    if result.is_published:
        return f"Gebaut: {result.files} Dateien."
    if has_site:
        return "Die Vorschau zeigt weiter den letzten fehlerfreien Stand."
    return "Es gibt noch keine Seite."


async def settled(seen: Snapshot, look: Look, rest: float = REST) -> Snapshot:
    """What is there when nothing has changed for a moment: an editor may save in steps."""
    for _ in range(PATIENCE):
        await asyncio.sleep(rest)
        before, seen = seen, await look()
        if seen == before:
            break
    return seen


def snapshot(roots: Iterable[Path]) -> Snapshot:
    """Everything below `roots` with what changes when its content does.

    The inode too: a file that is moved here keeps its time, and two writes can share one.
    """
    found: dict[str, tuple[int, ...]] = {}
    for root in roots:
        for folder, folders, files in os.walk(root):
            folders[:] = [name for name in folders if not _is_silent(name)]
            for name in (*folders, *(name for name in files if not _is_silent(name))):
                path = f"{folder}/{name}"
                with suppress(OSError):  # gone meanwhile
                    found[path] = _signs(os.lstat(path))
    return found


def _is_silent(name: str) -> bool:
    return name.startswith(".") or name.endswith(_SILENT_SUFFIXES) or name in _SILENT_NAMES


def _signs(state: os.stat_result) -> tuple[int, ...]:
    if stat.S_ISDIR(state.st_mode):  # its time tells of silent files too
        return (state.st_mode,)
    return (state.st_mode, state.st_size, state.st_mtime_ns, state.st_ino)


class _Builder:
    """Has the site built, each time by a new process, one of which always waits for its turn."""

    def __init__(self, order: Order) -> None:
        self._order = pickle.dumps(order)
        self._next: Process | None = None
        self._program: Snapshot = {}

    async def build(self) -> Result:
        """What came of building the site now, even if the process died over it."""
        try:
            process = await self.prepare()
        except OSError as error:
            return _fallen("".join(format_exception(error)))
        self._next = None
        try:
            answer, errors = await process.communicate(self._order)
        finally:
            await _end(process)
        try:
            return Result(**json.loads(answer))
        except ValueError:
            details = errors.decode("utf-8", "backslashreplace")
            return _fallen(f"{details}\nEnde mit {process.returncode}\n")

    async def prepare(self) -> Process:
        """The process for the next build, started anew if it has not the newest program."""
        program = await asyncio.to_thread(snapshot, (_PROGRAM,))
        if self._next is not None and (
            self._next.returncode is not None or program != self._program
        ):
            await self.end()
        if self._next is None:
            self._program = program
            warnings = (f"-W{option}" for option in sys.warnoptions)
            self._next = await create_subprocess_exec(
                *(sys.executable, *warnings, "-c", _CHILD),
                cwd=_PROGRAM.parent,
                stdin=PIPE,
                stdout=PIPE,
                stderr=PIPE,
                start_new_session=True,  # Ctrl-C is for the server, which ends it
            )
        return self._next

    async def end(self) -> None:
        """Leave no process behind."""
        if self._next is not None:
            await _end(self._next)
            self._next = None


async def _end(process: Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # with its workers; publishing can bear it
        await process.communicate()


def answer() -> None:
    """What the process of a build does: take an order from stdin, give its result to stdout."""
    channel, sys.stdout = sys.stdout.buffer, sys.stderr
    data = sys.stdin.buffer.read()
    if data:  # else the server has gone
        order = pickle.loads(data)  # noqa: S301 - from the server itself
        channel.write(json.dumps(asdict(built(order))).encode("ascii"))
        channel.flush()


def built(order: Order) -> Result:
    """What came of a build; of a failed one, only what stopped it is reported."""
    try:
        outcome = build(order)
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


def _note(project: Path, text: str) -> None:
    """Keep the details of the latest fault of ours where a report of it can point to."""
    file = project / FAULTS
    with suppress(OSError):
        file.unlink(missing_ok=True)  # never write through what stands there
        with file.open("x", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(text)
