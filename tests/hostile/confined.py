"""Runs commands of the program, each in a process that may use little and is watched.

Each line of standard input is a command with the folder to run it in, in JSON, and gets a line as
its answer. A limit that is hit ends the process: a failure of the program. What it opens outside
its folder, or does with the network or other programs, is written down.
"""

import contextlib
import gc
import io
import json
import os
import resource
import socket
import sys
import sysconfig
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from sitegen import cli

SECONDS = 5
MEGABYTES = 512

# The program itself and what it is made of may be read.
_OWN = tuple(
    {
        str(Path(__file__).parents[2] / "sitegen"),
        __file__,
        *(os.path.realpath(sysconfig.get_path(name)) for name in ("stdlib", "purelib")),
        sysconfig.get_path("stdlib"),
        "/usr/share/zoneinfo",
        os.devnull,
    }
)
_PATHS = frozenset(
    (
        *("open", "os.listdir", "os.scandir", "os.mkdir", "os.rename", "os.remove", "os.rmdir"),
        *("os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.utime", "os.chdir"),
    )
)
_NEVER = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.startfile")


def main() -> None:
    """Run what is asked for, one after another; the first so that no other waits for modules."""
    _warm_up(json.loads(sys.stdin.readline()))
    gc.freeze()  # what is there is shared by all processes to come
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_run(json.loads(line))) + "\n")
        sys.stdout.flush()


def _warm_up(job: dict[str, Any]) -> None:
    os.chdir(job["folder"])
    with contextlib.redirect_stdout(io.StringIO()):
        assert not cli.main(job["command"])


def _run(job: dict[str, Any]) -> dict[str, Any]:
    with ExitStack() as files:
        streams = [files.enter_context(tempfile.TemporaryFile()) for _ in range(3)]
        process = os.fork()
        if not process:
            _work(job, *(stream.fileno() for stream in streams))
        _, status = os.waitpid(process, 0)
        texts = []
        for stream in streams:
            stream.seek(0)
            texts.append(stream.read().decode("utf-8", "replace"))
    return {
        "code": os.waitstatus_to_exitcode(status),
        "out": texts[0],
        "err": texts[1],
        "reached": texts[2].splitlines(),
    }


def _misbehave(how: str) -> int:
    """What the limits and the watch have to notice; `..` is outside the folder."""
    if how == "--busy":
        while True:
            pass
    if how == "--greedy":
        return len(bytes(MEGABYTES << 20))
    if how == "--curious":
        return len(Path("../geheim.yaml").read_bytes())
    if how == "--connected":
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", 9))
    Path("../geraten").touch()
    return 0


def _work(job: dict[str, Any], out: int, err: int, seen: int) -> None:
    code = 99
    try:
        os.chdir(job["folder"])
        os.dup2(out, 1)
        os.dup2(err, 2)
        seconds = job.get("seconds", SECONDS)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _watch(job["folder"], seen)
        command = job["command"]
        is_odd = command[0].startswith("--")
        code = _misbehave(command[0]) if is_odd else cli.main(command)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _watch(folder: str, seen: int) -> None:
    inside = os.path.realpath(folder)

    def hook(event: str, values: tuple[Any, ...]) -> None:
        if event.startswith(_NEVER):
            os.write(seen, f"{event} {values!r}\n".encode())
        elif event in _PATHS:
            for path in values[: 2 if event in {"os.rename", "os.link"} else 1]:
                if isinstance(path, str | bytes) and not _is_allowed(path, inside):
                    os.write(seen, f"{event} {path!r}\n".encode("utf-8", "replace"))

    sys.addaudithook(hook)


def _is_allowed(path: str | bytes, inside: str) -> bool:
    with contextlib.suppress(ValueError):  # a name with a NUL in it leads nowhere
        whole = os.path.realpath(os.fsdecode(path))
        return any(whole == it or whole.startswith(it + os.sep) for it in (inside, *_OWN))
    return True


if __name__ == "__main__":
    main()
