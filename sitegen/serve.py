"""An order in, a preview on this computer that follows every change, until Ctrl-C.

One loop waits for changes and has the site built into a folder of its own by a process that
stays; a failed build leaves the last good site up. Requests are answered all the while.
"""

import asyncio
import errno
import signal
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, aclosing, suppress
from dataclasses import replace
from pathlib import Path
from socket import AF_INET, AF_INET6, create_server, socket
from typing import TYPE_CHECKING, TextIO, TypeAlias

from sitegen.load import ROOTS
from sitegen.order import Order
from sitegen.resident import FAULTS, Resident, Result
from sitegen.watching import bursts

if TYPE_CHECKING:
    from sitegen.preview import Preview

FINE, USAGE = 0, 2

FOLDER = ".vorschau"
SITE = f"{FOLDER}/seite"

Say: TypeAlias = Callable[[str], None]


class NoPreviewError(Exception):
    """Why there is no preview; carries one German sentence."""


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
    resident, told = Resident(order), ""
    try:
        async with aclosing(bursts(roots)) as changes:
            async for changed in changes:
                say("Baue die Seite …")
                result = await resident.build(changed)
                preview.show("" if result.is_published else result.report)
                if result.fault:
                    _note(order.project, result.fault)
                if result.report != told or not result.is_published:
                    say(result.report)
                told = result.report
                say(_closing(result, has_site=order.target.is_dir()))
                with suppress(OSError):  # the next build reports what is wrong
                    await resident.prepare()
    finally:
        await resident.end()


def _closing(result: Result, *, has_site: bool) -> str:
    if result.is_published:
        return f"Gebaut: {result.files} Dateien."
    if has_site:
        return "Die Vorschau zeigt weiter den letzten fehlerfreien Stand."
    return "Es gibt noch keine Seite."


def _note(project: Path, text: str) -> None:
    """Keep the details of the latest fault of ours where a report of it can point to."""
    file = project / FAULTS
    with suppress(OSError):
        file.unlink(missing_ok=True)  # never write through what stands there
        with file.open("x", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(text)
