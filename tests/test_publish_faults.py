"""Publication under real faults: killed, parallel and watched builds, disks full or locked.

Builds that are to die run as processes of their own: this file, called with the name of one
of `VERBS`. Some need a file system of their own, which a private mount namespace gives.
"""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from select import select
from socket import AF_UNIX, socket
from tempfile import TemporaryDirectory
from threading import Event, Thread

import pytest

from sitegen.messages import rules
from sitegen.publish import MARK, MARKER, _exchange, open_staging, publish

ROOT = Path(__file__).parent.parent
PAGES = 200
KILLS = 12
KILLS_OF_RENAMES = 6
WINDOW = 0.25  # seconds in which a kill may fall: some ten builds
PUBLICATIONS = 10
PATIENCE = 60  # seconds after which something that must happen has not happened


def site(label: str) -> dict[str, bytes]:
    """A generation: pages that carry its label, pages that never change, pages of its own."""
    pages = {f"seite-{number:03}/index.html": body(label) for number in range(0, PAGES, 2)}
    pages |= {f"seite-{number:03}/index.html": body("immer") for number in range(1, PAGES, 2)}
    return pages | {f"nur/{label}/{number}.html": body(label) for number in range(5)}


def body(label: str) -> bytes:
    """Long enough that half a page would show."""
    return f"{label}\n".encode() * 400


def whole(target: Path) -> str:
    """The label of the generation that the target holds wholly and alone."""
    found = {
        path.relative_to(target).as_posix(): path.read_bytes()
        for path in target.rglob("*")
        if path.is_file()
    }
    label = found["seite-000/index.html"].split(b"\n")[0].decode()
    assert found == {**site(label), MARKER: MARK}
    return label


def build(target: Path, label: str, *, in_one_step: bool = True) -> list[str]:
    """One whole build; the codes of what it found."""
    with open_staging(target, target.parent) as (staging, findings):
        if staging is None:
            return [finding.code for finding in findings]
        pages = site(label)
        for file, data in pages.items():
            findings = staging.write(file, data)  # noqa: PLW2901 - the same findings, later
            if findings:
                return [finding.code for finding in findings]
        findings = publish(staging, pages, in_one_step=in_one_step)  # noqa: PLW2901
        assert findings or whole(target) == label
        return [finding.code for finding in findings]


# --- What the processes do ----------------------------------------------------------------


def build_forever(target: str, in_one_step: str) -> None:
    """Generation after generation, until killed."""
    tell("ready")
    for number in count(1):
        assert build(Path(target), str(number), in_one_step=bool(in_one_step)) == []
        tell(number)


def build_some(target: str, name: str, number: str) -> None:
    """A few generations beside others who do the same."""
    for generation in range(int(number)):
        assert build(Path(target), f"{name}{generation}") == []


def build_on_demand(target: str) -> None:
    """The generation each line asks for."""
    for line in sys.stdin:
        assert build(Path(target), line.strip()) == []
        tell(line.strip())


def hold(target: str) -> None:
    """Keep the lock until the input ends."""
    with open_staging(Path(target), Path(target).parent) as (staging, findings):
        assert staging is not None, findings
        tell("ready")
        assert select([sys.stdin], [], [], PATIENCE)[0]


def leave_orphans(target: str, notes: str) -> None:
    """Two workers that go on writing when their build is killed, until they are refused."""
    with open_staging(Path(target), Path(target).parent) as (staging, findings):
        assert staging is not None, findings
        for name in ("a", "b"):
            if os.fork() == 0:
                deadline = time.monotonic() + PATIENCE
                while not findings and time.monotonic() < deadline:
                    for file in site("waise"):
                        findings += staging.write(file, body("waise"))  # noqa: PLW2901
                Path(notes, name).write_text(" ".join({found.code for found in findings}))
                os._exit(0)
        tell("ready")
        sys.stdin.read()


def fill_disk(place: str) -> None:
    """The second generation does not fit, whatever little room is left."""
    target, ballast = Path(place, "dist"), Path(place, "ballast")
    assert build(target, "1") == []
    for blocks_left in (0, 2, 20, 60):
        with ballast.open("wb", buffering=0) as stream, suppress(OSError):
            while True:
                stream.write(bytes(4096))
        os.truncate(ballast, ballast.stat().st_size - 4096 * blocks_left)
        tell((build(target, "2"), whole(target)))
        ballast.unlink()
    tell((build(target, "2"), whole(target)))


def lock_disk(place: str) -> None:
    """The file system becomes read-only between two builds."""
    target = Path(place, "dist")
    assert build(target, "1") == []
    mount("-o", "remount,ro", place)
    tell((build(target, "2"), whole(target)))
    mount("-o", "remount,rw", place)
    tell((build(target, "2"), whole(target)))


def mount_target(place: str) -> None:
    """The target is a disk of its own, or part of the same one mounted there."""
    target, other = Path(place, "dist"), Path(place, "woanders")
    target.mkdir()
    mount("-t", "tmpfs", "tmpfs", str(target))
    tell((build(target, "1"), sorted(path.name for path in Path(place).rglob("*"))))
    subprocess.run(["umount", str(target)], check=True)
    assert build(other, "1") == []
    mount("--bind", str(other), str(target))
    tell((build(target, "2"), whole(target)))


def limit_files(place: str) -> None:
    """A limit on file sizes stops a page halfway."""
    target = Path(place, "dist")
    assert build(target, "0") == build(target, "1") == []
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, resource.RLIM_INFINITY))
    tell((build(target, "2"), whole(target)))
    assert not Path(place, ".dist.staging/seite-000/index.html").exists()
    assert not list(Path(place).rglob(".sitegen-*"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    tell((build(target, "2"), whole(target)))


def die_writing(place: str, size: str, number: str) -> None:
    """The first file that outgrows the limit is the last."""
    target = Path(place, "dist")
    for generation in range(int(number)):
        assert build(target, str(generation)) == []
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), resource.RLIM_INFINITY))
    build(target, str(number))


def lose_rights(place: str) -> None:
    """Another account than the one that built before."""
    target = Path(place, "dist")
    assert build(target, "1") == []
    assert rules()
    if os.geteuid() == 0:
        with suppress(OSError):
            os.setuid(65534)
    else:
        Path(place, ".dist.lock").chmod(0o400)
        Path(place).chmod(0o555)
    tell((build(target, "2"), whole(target)))


VERBS: Mapping[str, Callable[..., None]] = {
    verb.__name__: verb
    for verb in (
        *(build_forever, build_some, build_on_demand, hold, leave_orphans),
        *(fill_disk, lock_disk, mount_target, limit_files, die_writing, lose_rights),
    )
}


def tell(something: object) -> None:
    """One line of JSON to the test."""
    sys.stdout.write(json.dumps(something) + "\n")
    sys.stdout.flush()


def mount(*arguments: str) -> None:
    """Mount, in this process's namespace only."""
    subprocess.run(["mount", *arguments], check=True)


# --- Running them --------------------------------------------------------------------------


def command(verb: Callable[..., None], *arguments: object) -> list[str]:
    """How to call a verb as a process."""
    return [sys.executable, str(Path(__file__)), verb.__name__, *map(str, arguments)]


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


def ask(process: subprocess.Popen[str], line: str) -> None:
    """Tell a process a line."""
    assert process.stdin is not None
    process.stdin.write(line + "\n")
    process.stdin.flush()


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


def own_disk(verb: Callable[..., None], place: Path) -> list[object]:
    """The outcome of a verb on a small disk of its own, which nobody else sees."""
    script = 'mount -t tmpfs -o size=3m tmpfs "$0" && exec "$@"'
    for unshare in (["unshare", "--mount"], ["unshare", "--user", "--map-root-user", "--mount"]):
        inside = [*unshare, "sh", "-c", script, str(place)]
        if (
            shutil.which("unshare")
            and not subprocess.run([*inside, "true"], capture_output=True, check=False).returncode
        ):
            return outcome([*inside, *command(verb, place)])
    pytest.skip("no private mount namespace to be had here")


def wait_until(condition: Callable[[], bool]) -> None:
    """Look again and again, but not for ever."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.002)


# --- Killed ---------------------------------------------------------------------------------


@pytest.mark.parametrize("moment", range(KILLS))
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_build_leaves_a_whole_site(
    tmp_path: Path, how: signal.Signals, moment: int
) -> None:
    target = tmp_path / "dist"
    build(target, "0")
    last = kill(target, how, moment, in_one_step=True)
    assert int(whole(target)) in (last, last + 1)
    assert build(target, "danach") == []
    assert whole(target) == "danach"


@pytest.mark.parametrize("moment", range(KILLS_OF_RENAMES))
def test_a_build_killed_between_renames_is_mended_by_the_next(tmp_path: Path, moment: int) -> None:
    target = tmp_path / "dist"
    build(target, "0")
    last = kill(target, signal.SIGKILL, moment, in_one_step=False)
    with open_staging(target, tmp_path) as (staging, _):
        assert staging is not None
        assert int(whole(target)) in (last, last + 1)
    assert build(target, "danach", in_one_step=False) == []
    assert whole(target) == "danach"


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("size", [0, 200], ids=["marker", "page"])
def test_a_build_killed_in_the_middle_of_a_file(tmp_path: Path, size: int, number: int) -> None:
    done = subprocess.run(
        command(die_writing, tmp_path, size, number), env=environment(), check=False
    )
    assert done.returncode == -signal.SIGXFSZ
    assert list((tmp_path / ".dist.staging").rglob(".sitegen-*"))
    assert whole(tmp_path / "dist") == str(number - 1)
    assert build(tmp_path / "dist", "danach") == []
    assert whole(tmp_path / "dist") == "danach"


def kill(target: Path, how: signal.Signals, moment: int, *, in_one_step: bool) -> int:
    """Kill a builder somewhere in the moment-th part of the window; its last generation."""
    with running(build_forever, target, "x" if in_one_step else "") as process:
        assert heard(process) == "ready"
        time.sleep((moment + random.random()) * WINDOW / KILLS)  # noqa: S311
        process.send_signal(how)
        assert process.stdout is not None
        told = process.stdout.read().split()
        assert process.wait() == -how
    return int(told[-1]) if told else 0


def test_workers_of_a_killed_build_neither_block_nor_spoil_the_next(tmp_path: Path) -> None:
    target, notes, waits = tmp_path / "dist", tmp_path / "notes", Event()
    notes.mkdir()
    build(target, "0")
    with running(leave_orphans, target, notes) as process:
        assert heard(process) == "ready"
        wait_until((tmp_path / ".dist.staging/nur/waise/4.html").exists)
        process.kill()
        process.wait()
        with open_staging(target, tmp_path, waits.set) as (staging, findings):
            assert staging is not None, findings
            for file, data in site("danach").items():
                assert staging.write(file, data) == ()
            wait_until(lambda: len(list(notes.iterdir())) == 2)
            assert publish(staging, site("danach")) == ()
    assert not waits.is_set()
    assert whole(target) == "danach"
    assert {note.read_text() for note in notes.iterdir()} == {"ausgabe-abgeloest"}


# --- In parallel ------------------------------------------------------------------------------


def test_four_builds_at_once(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    processes = [
        subprocess.Popen(
            command(build_some, target, name, 4),
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
        )
        for name in "abcd"
    ]
    assert [process.communicate()[1] for process in processes] == [""] * 4
    assert whole(target) in {"a3", "b3", "c3", "d3"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".dist.lock",
        ".dist.staging",
        "dist",
    ]


def test_a_build_waits_for_the_one_before_it(tmp_path: Path) -> None:
    target, waits = tmp_path / "dist", []
    with running(hold, target) as process:
        assert heard(process) == "ready"
        assert process.stdin is not None

        def release() -> None:
            waits.append("once")
            assert process.stdin is not None
            process.stdin.close()

        with open_staging(target, tmp_path, release) as (staging, findings):
            assert staging is not None, findings
            assert waits == ["once"]
        assert process.wait() == 0


# --- Watched ----------------------------------------------------------------------------------


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
    """Reads pages from a real web server."""
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


Reader = Callable[[Path, Path], AbstractContextManager[Callable[[str], bytes]]]


def answers(connection: HTTPConnection) -> bool:
    """Whether the server listens yet."""
    try:
        connection.connect()
    except (FileNotFoundError, ConnectionRefusedError):
        connection.close()
        return False
    return True


class Watch(Thread):
    """Reads pages of the site one after the other and keeps what it saw."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        super().__init__(daemon=True)
        self.read = read
        self.end = Event()
        self.rounds = 0
        self.seen: set[bytes] = set()
        self.failures: list[str] = []

    def run(self) -> None:
        """Round after round through the pages that every generation has."""
        while not self.end.is_set():
            for number in range(0, PAGES, 10):
                try:
                    self.seen.add(self.read(f"seite-{number:03}/index.html"))
                except Exception as error:  # noqa: BLE001 - whatever fails is counted
                    self.failures.append(repr(error))
            self.rounds += 1


@pytest.mark.parametrize("reader", [file_reader, nginx_reader])
def test_nobody_who_reads_notices_a_publication(tmp_path: Path, reader: Reader) -> None:
    if not exchanges(tmp_path):
        pytest.skip("this file system cannot exchange folders")
    target = tmp_path / "dist"
    build(target, "0")
    with (
        TemporaryDirectory() as run,  # short: the path of a socket is limited
        reader(target, Path(run)) as read,
        running(build_on_demand, target) as process,
    ):
        watch = Watch(read)
        watch.start()
        for number in range(1, PUBLICATIONS + 1):
            ask(process, str(number))
            assert heard(process) == str(number)
            rounds = watch.rounds
            wait_until(lambda: watch.rounds > rounds + 1)  # noqa: B023 - called at once
        watch.end.set()
        watch.join()
    assert watch.failures == []
    assert watch.seen == {body(str(number)) for number in range(PUBLICATIONS + 1)}


def exchanges(folder: Path) -> bool:
    """Whether the file system can exchange two folders."""
    for name in ("eins", "zwei"):
        (folder / name).mkdir()
    return _exchange(folder / "eins", folder / "zwei")


# --- Disks and rights -------------------------------------------------------------------------


def test_a_full_disk_leaves_the_old_site(tmp_path: Path) -> None:
    full = [["ausgabe-datentraeger-voll"], "1"]
    assert own_disk(fill_disk, tmp_path) == [full, full, full, full, [[], "2"]]


def test_a_read_only_disk_leaves_the_old_site(tmp_path: Path) -> None:
    code = "ausgabe-schreibgeschuetzt"
    assert own_disk(lock_disk, tmp_path) == [[[code], "1"], [[], "2"]]


def test_a_mounted_target_is_refused(tmp_path: Path) -> None:
    code = "ausgabeordner-einhaengepunkt"
    assert own_disk(mount_target, tmp_path) == [[[code], ["dist"]], [[code], "1"]]


def test_a_limit_of_file_sizes_leaves_the_old_site(tmp_path: Path) -> None:
    told = outcome(command(limit_files, tmp_path))
    assert told == [[["ausgabe-schreibfehler"], "1"], [[], "2"]]


def test_another_account_leaves_the_old_site() -> None:
    with TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        told = outcome(command(lose_rights, place))
        Path(place).chmod(0o755)
    assert told == [[["ausgabe-keine-berechtigung"], "1"]]


if __name__ == "__main__":
    VERBS[sys.argv[1]](*sys.argv[2:])
