"""Builds that die: killed at a random moment, or right before one of their file operations.

A nursery is a process that has imported everything and forks one builder per job, so that
hundreds of builds can die cheaply; it is this file, called as a program. Builders are watched
through Python's own audit events: each operation on files is a step in some phase of a build.
"""

import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import asdict, dataclass
from io import StringIO
from mmap import mmap
from pathlib import Path
from select import select
from tempfile import TemporaryFile
from types import CodeType, FrameType
from typing import Any

from sitegen import exchange, publish, shelf, trees
from sitegen.cli import main
from tests.generations import build

ROOT = Path(__file__).parent.parent
PATIENCE = 60  # seconds after which something that must happen has not happened

OPERATIONS = frozenset(
    ["open", "fcntl.flock", "fcntl.lockf", "ctypes.dlsym", "shutil.rmtree"]
    + [f"os.{name}" for name in ("chmod", "link", "mkdir", "remove", "rename", "rmdir", "scandir")]
)
# The innermost of these functions that an operation happens in names its phase.
PHASES: Mapping[CodeType, str] = {
    publish._prepared.__code__: "begin",
    publish._recover.__code__: "mend",
    publish.Staging.write.__code__: "write",
    publish.Staging.keep.__code__: "keep",
    publish.publish.__code__: "mark",
    trees.sweep.__code__: "sweep",
    exchange.exchange.__code__: "exchange",
    exchange.rename_twice.__code__: "exchange",
    shelf.put.__code__: "note",
}
# What happens in none of them, by the phase that was there before, the latest first.
BETWEEN = {"mark": "end", "write": "work", "begin": "read"}
NAMES = ("start", *BETWEEN.values(), *dict.fromkeys(PHASES.values()))


@dataclass(frozen=True, slots=True)
class Job:
    """What to build, and how it shall die: after seconds, or before a step counted from 1.

    With a phase, the steps of that phase alone are counted.
    """

    builder: str
    arguments: tuple[object, ...]
    how: int = signal.SIGKILL
    after: float | None = None
    step: int = 0
    phase: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """How a job ended: exit code or negative signal, in which phase, what it printed."""

    status: int
    moment: str
    steps: dict[str, int]  # by phase
    seconds: float
    text: str


class Nursery:
    """A running nursery, as a test sees it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, *jobs: Job) -> list[End]:
        """How the jobs ended, all begun at once."""
        return [End(**end) for end in self._answer([asdict(job) for job in jobs])]

    def is_deserted(self) -> bool:
        """Whether all processes of all jobs have ended, workers that outlive a build too."""
        return self._answer([]) == []

    def _answer(self, order: object) -> list[dict[str, Any]]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer: list[dict[str, Any]] = json.loads(self._process.stdout.readline())
        return answer


@contextmanager
def nursery(*warming: str) -> Iterator[Nursery]:
    """A nursery that ends with the block; what happens in it is not measured.

    It may run a command itself first (project, verb, options), so that later ones begin warm.
    """
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    with subprocess.Popen(
        [sys.executable, __file__, *warming],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**env, "PYTHONPATH": str(ROOT)},
    ) as process:
        yield Nursery(process)
        process.communicate()


# --- In the nursery ---------------------------------------------------------------------------


def build_pages(target: str, label: str, pages: int, in_one_step: bool) -> int:  # noqa: FBT001
    """Publish a generation of plain pages; fewest steps, so that every one can be tried."""
    try:
        return len(build(Path(target), label, pages, in_one_step=in_one_step))
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def run_command(project: str, *arguments: str) -> int:
    """Run the real command in the folder of a project."""
    os.chdir(project)
    return main(arguments)


BUILDERS: Mapping[str, Callable[..., int]] = {"pages": build_pages, "command": run_command}


class Builder:
    """A forked process that does one job, with the files and memory it shares with us."""

    def __init__(self, job: Job) -> None:
        self.job, self.printed = job, TemporaryFile()  # noqa: SIM115 - closed in `end`
        # The current phase, then how many steps each phase has taken.
        self.board = memoryview(mmap(-1, 4 + 4 * len(NAMES))).cast("I")
        self.lifeline, held = os.pipe()
        self.began = time.monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            self._work()
        os.close(held)

    def _work(self) -> None:
        status = 99
        try:
            os.dup2(self.printed.fileno(), 1)
            os.dup2(self.printed.fileno(), 2)
            # Whoever starts the tests in the background may have Ctrl-C ignored.
            signal.signal(signal.SIGINT, signal.default_int_handler)
            sys.addaudithook(self._watch())
            status = BUILDERS[self.job.builder](*self.job.arguments)
        except BaseException:  # noqa: BLE001 - told to the test
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)

    def _watch(self) -> Callable[[str, tuple[object, ...]], None]:
        me, job, board = os.getpid(), self.job, self.board
        counted = 0

        def hook(event: str, _arguments: tuple[object, ...]) -> None:
            nonlocal counted
            if event not in OPERATIONS or os.getpid() != me:
                return
            phase = _phase(sys._getframe(1), board)
            board[0] = NAMES.index(phase)
            board[1 + board[0]] += 1
            if job.phase in ("", phase):
                counted += 1
                if counted == job.step:
                    os.kill(me, job.how)

        return hook

    def end(self) -> End:
        """Wait, and tell how it ended."""
        status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        seconds = time.monotonic() - self.began
        with self.printed:
            self.printed.seek(0)
            text = self.printed.read().decode()
        moment = NAMES[self.board[0]] if status else "end"
        steps = {name: n for name, n in zip(NAMES, self.board[1:], strict=True) if n}
        return End(status, moment, steps, seconds, text)


def _phase(frame: FrameType | None, board: memoryview) -> str:
    while frame is not None:
        if frame.f_code in PHASES:
            return PHASES[frame.f_code]
        frame = frame.f_back
    passed = (after for before, after in BETWEEN.items() if board[1 + NAMES.index(before)])
    return next(passed, NAMES[0])


def run(jobs: list[Job]) -> tuple[list[End], list[int]]:
    """Begin all jobs, kill each at its time; their ends and their lifelines."""
    builders = [Builder(job) for job in jobs]
    for builder in sorted(builders, key=lambda it: it.job.after or 0):
        if builder.job.after is not None:
            time.sleep(max(0, builder.began + builder.job.after - time.monotonic()))
            os.kill(builder.pid, builder.job.how)
    return [builder.end() for builder in builders], [builder.lifeline for builder in builders]


def still_held(lifelines: list[int], patience: float) -> list[int]:
    """Those whose other end somebody still holds after so many seconds."""
    held: list[int] = []
    for lifeline in lifelines:
        if select([lifeline], [], [], 0 if held else patience)[0]:
            os.close(lifeline)
        else:
            held.append(lifeline)
    return held


def obey() -> None:
    """One order per line: jobs to run, or none to wait for whoever is still alive."""
    lifelines: list[int] = []
    for line in sys.stdin:
        jobs = [Job(**order) for order in json.loads(line)]
        ends, more = run(jobs)
        lifelines = still_held([*lifelines, *more], 0 if jobs else PATIENCE)
        answer: list[object] = [asdict(end) for end in ends] if jobs else [*lifelines]
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1:]:
        with redirect_stdout(StringIO()):
            run_command(*sys.argv[1:])
    obey()
