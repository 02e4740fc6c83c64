"""Faults for tests: processes to talk to, small disks of their own, readers of a site."""

import inspect
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path
from socket import AF_UNIX, socket
from tempfile import TemporaryDirectory
from threading import Event, Thread
from types import TracebackType
from typing import Self

import pytest

from sitegen.exchange import exchange
from tests.nursery import PATIENCE, ROOT

# --- Verbs: functions of a test file that run as processes of their own --------------------


def tell(something: object) -> None:
    """One line of JSON to the test."""
    sys.stdout.write(json.dumps(something) + "\n")
    sys.stdout.flush()


def command(verb: Callable[..., None], *arguments: object) -> list[str]:
    """How to call a verb as a process; its file runs the verb it is given the name of."""
    return [sys.executable, inspect.getfile(verb), verb.__name__, *map(str, arguments)]


def environment() -> dict[str, str]:
    """Where a verb finds the package."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


@contextmanager
def running(verb: Callable[..., None], *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """The verb as a process that does not outlive the block."""
    with subprocess.Popen(
        command(verb, *arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def heard(process: subprocess.Popen[str]) -> object:
    """The next line a process tells."""
    assert process.stdout is not None
    return json.loads(process.stdout.readline())


def outcome(arguments: list[str]) -> list[object]:
    """All lines of a process that must end well."""
    done = subprocess.run(
        arguments,
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def wait_until(condition: Callable[[], bool]) -> None:
    """Look again and again, but not for ever."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.002)


# --- Disks ------------------------------------------------------------------------------------

# How to mount a disk of 6 MB at $0; a private mount namespace hides it from everyone else.
_EXT4 = 'truncate -s 6M "$0.img" && /sbin/mkfs.ext4 -q -F -b 4096 "$0.img"'
DISKS = {
    "tmpfs": 'mount -t tmpfs -o size=6m tmpfs "$0"',
    "ext4": f'{_EXT4} && mount "$0.img" "$0"',
}


def own_disk(verb: Callable[..., None], place: Path, kind: str = "tmpfs") -> list[object]:
    """The outcome of a verb whose `place` is a small disk of its own."""
    place.mkdir()
    script = f'{DISKS[kind]} && exec "$@"'
    for unshare in (["unshare", "--mount"], ["unshare", "--user", "--map-root-user", "--mount"]):
        inside = [*unshare, "sh", "-c", script, str(place)]
        if (
            shutil.which("unshare")
            and not subprocess.run([*inside, "true"], capture_output=True, check=False).returncode
        ):
            return outcome([*inside, *command(verb, place)])
    pytest.skip(f"no disk with {kind} to be had here")


def mount(*arguments: str) -> None:
    """Mount, in this process's namespace only."""
    subprocess.run(["mount", *arguments], check=True)


@contextmanager
def full(place: Path, blocks_left: int) -> Iterator[None]:
    """Leave no more room than some blocks of 4 KiB."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as stream:
        size = 1 << 16
        while size >= 4096:
            try:
                stream.write(bytes(size))
            except OSError:
                size //= 2
    os.truncate(ballast, max(0, ballast.stat().st_size - 4096 * blocks_left))
    yield
    ballast.unlink()


def exchanges(folder: Path) -> bool:
    """Whether the file system can exchange two folders."""
    with TemporaryDirectory(dir=folder) as place:
        one, other = Path(place, "eins"), Path(place, "zwei")
        one.mkdir()
        other.mkdir()
        return exchange(one, other)


# --- Readers ----------------------------------------------------------------------------------

Reader = Callable[[Path, Path], AbstractContextManager[Callable[[str], bytes]]]


@contextmanager
def file_reader(target: Path, _: Path) -> Iterator[Callable[[str], bytes]]:
    """Reads pages as a server on the same machine does."""
    yield lambda file: (target / file).read_bytes()


NGINX = """
daemon off; master_process off; pid {run}/pid; error_log {run}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {run}; proxy_temp_path {run}; fastcgi_temp_path {run};
    uwsgi_temp_path {run}; scgi_temp_path {run};
    sendfile on;
    server {{ listen unix:{run}/s; root {target}; }}
}}
"""


@contextmanager
def nginx_reader(target: Path, run: Path) -> Iterator[Callable[[str], bytes]]:
    """Reads pages from a real web server; `run` is short, as the path of a socket must be."""
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        pytest.skip("nginx is not installed")
    (run / "conf").write_text(NGINX.format(run=run, target=target))
    server = subprocess.Popen([program, "-e", run / "error.log", "-p", run, "-c", run / "conf"])
    try:
        connection = UnixConnection(run / "s")
        wait_until(lambda: answers(connection))

        def read(file: str) -> bytes:
            connection.request("GET", f"/{file}")
            answer = connection.getresponse()
            content = answer.read()
            if answer.status != 200:
                raise OSError(answer.status, file)
            return content

        yield read
        connection.close()
    finally:
        server.terminate()
        server.wait()


class UnixConnection(HTTPConnection):
    """HTTP over a socket file: no port to collide on."""

    def __init__(self, file: Path) -> None:
        super().__init__("localhost")
        self.file = file

    def connect(self) -> None:
        """Reach the server that listens on the file."""
        self.sock = socket(AF_UNIX)
        self.sock.settimeout(PATIENCE)
        self.sock.connect(str(self.file))


def answers(connection: HTTPConnection) -> bool:
    """Whether the server listens yet."""
    try:
        connection.connect()
    except (FileNotFoundError, ConnectionRefusedError):
        connection.close()
        return False
    return True


class Watch(Thread):
    """Reads files of a site without a pause while the block runs, and keeps what it saw."""

    def __init__(self, read: Callable[[str], bytes], files: tuple[str, ...]) -> None:
        super().__init__(daemon=True)
        self._read, self._files, self._over = read, files, Event()
        self.reads = 0
        self.gaps = 0  # runs of failures, however many reads fall into one
        self.seen: set[bytes] = set()
        self.failures: list[str] = []

    def run(self) -> None:
        """Round after round; a read that fails is tried again until it does not."""
        last_failed = False
        for file in cycle(self._files):
            if self._over.is_set():
                return
            try:
                self.seen.add(self._read(file))
                last_failed = False
            except Exception as error:  # noqa: BLE001 - whatever fails is counted
                self.gaps += not last_failed
                last_failed = True
                self.failures.append(type(error).__name__)
            self.reads += 1

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self.join()

    def look(self) -> None:
        """Wait until every file was read since."""
        before = self.reads
        wait_until(lambda: self.reads > before + len(self._files))
