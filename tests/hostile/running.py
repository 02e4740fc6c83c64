"""Projects in a place full of secrets, commands run there under limits, and what came of it."""

import json
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.examples import project

ROOT = Path(__file__).parents[2]
SECRET = "streng-geheim-4711"  # noqa: S105 - of nobody
SECRETS = {
    "geheim.yaml": f"titel: {SECRET}\n",
    "geheim.md": f"---\ntitel: {SECRET}\n---\n",
    "geheim.png": f"\x89PNG {SECRET}",
    "geheim/index.yaml": f"name: {SECRET}\n",
    ".env": f"TOKEN={SECRET}\n",
}
TODAY = project.TODAY.isoformat()
CHECK = ("check", "--today", TODAY, "--format", "json")


@dataclass(frozen=True)
class Answer:
    """What a command said, what it reached for outside, and what is there that was not before."""

    code: int
    out: str
    err: str
    reached: Sequence[str]
    changed: Sequence[str]

    @property
    def findings(self) -> list[dict[str, Any]]:
        """Those of a report in JSON."""
        found: list[dict[str, Any]] = json.loads(self.out)
        return found


def place(folder: Path) -> Path:
    """A folder for a project, with secrets around it."""
    for name, text in SECRETS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "latin-1")
    (folder / "projekt").mkdir()
    return folder / "projekt"


Run = Callable[..., Answer]


@contextmanager
def confinement(warm: Path) -> Iterator[Run]:
    """Runs jobs in processes of their own; `warm` becomes a city without faults for the first."""
    order = [sys.executable, "-m", "tests.hostile.confined"]
    with subprocess.Popen(
        order, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        lines, answers = process.stdin, process.stdout
        assert lines is not None
        assert answers is not None

        def send(folder: Path, **more: Any) -> None:
            lines.write(json.dumps({"folder": str(folder), **more}) + "\n")
            lines.flush()

        def run(folder: Path, command: Sequence[str] = CHECK, seconds: int = 5) -> Answer:
            before = _fingerprints(folder.parent)
            send(folder, command=command, seconds=seconds)
            answer = json.loads(answers.readline())
            return Answer(**answer, changed=_changed(folder.parent, before))

        send(project.city(warm), command=CHECK)
        yield run
        lines.close()
    assert process.returncode == 0


def _changed(folder: Path, before: Mapping[str, str]) -> list[str]:
    now = _fingerprints(folder)
    return sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))


def _fingerprints(folder: Path) -> dict[str, str]:
    """Everything below a folder, with what changes as soon as somebody writes to it."""
    return {ascii(str(it.relative_to(folder))): _fingerprint(it) for it in folder.rglob("*")}


def _fingerprint(path: Path) -> str:
    state = path.lstat()
    kind = stat.S_IFMT(state.st_mode)
    return f"{kind}" if stat.S_ISDIR(kind) else f"{kind} {state.st_ino} {state.st_ctime_ns}"
