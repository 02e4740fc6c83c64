"""A preview at work in its own process, and the hands of an editor, for tests of it."""

import fcntl
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.examples.project import city

ROOT = Path(__file__).parent.parent
PATIENCE = 30  # seconds after which something that must happen has not happened

OFFER = "offers/teestube.yaml"
PAGE = "/angebote/teestube/"
TEMPLATE = "templates/pages/offer.html"
STRICT = """<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'">
<title>{{ page.title }}</title></head>
<body><h1>{{ page.title }}</h1></body></html>
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str


@dataclass(frozen=True)
class Running:
    """A preview at work, and the hands of an editor."""

    project: Path
    process: subprocess.Popen[bytes]
    log: Path

    def said(self) -> str:
        return self.log.read_text("utf-8")

    @property
    def builds(self) -> int:
        return self.said().count("Baue die Seite …")

    @property
    def ended(self) -> int:
        return len(re.findall("(?m)^(?:Gebaut: |Die Vorschau zeigt|Es gibt noch)", self.said()))

    @property
    def port(self) -> int:
        found = re.search(r"(?m)^Vorschau: http://[0-9.]+:([0-9]+)/", self.said())
        return int(found[1]) if found else 0

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str = PAGE, host: str | None = None, method: str = "GET") -> Answer:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.putrequest(method, path, skip_host=True)
            connection.putheader("Host", f"127.0.0.1:{self.port}" if host is None else host)
            connection.endheaders()
            with connection.getresponse() as answer:
                text = answer.read().decode("utf-8", "replace")
        return Answer(answer.status, dict(answer.getheaders()), text)

    def title(self, text: str) -> None:
        """Save the offer with this title."""
        saved = (ROOT / "tests/examples/city" / OFFER).read_text("utf-8")
        self.save(OFFER, re.sub(r"(?m)^titel: .*$", f"titel: {text}", saved))

    def save(self, file: str, text: str) -> None:
        """Save a file as many editors' programs do: beside it first, then in its place."""
        beside = self.project / f"{file}.tmp"
        beside.write_text(text, "utf-8")
        beside.replace(self.project / file)

    def until(self, condition: Callable[[], object], what: str) -> None:
        for _ in range(PATIENCE * 20):
            if condition():
                return
            time.sleep(0.05)
        pytest.fail(f"there never was {what}:\n{self.said()}")

    def shows(self, text: str, path: str = PAGE) -> Answer:
        self.until(lambda: text in self.get(path).text, f"a page with {text!r}")
        return self.get(path)

    def recovers(self) -> None:
        self.until(lambda: "sitegen-vorschau" not in self.get().text, "a page without report")

    def children(self) -> set[int]:
        found = set()
        for path in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):  # it may end meanwhile
                head, _, rest = path.read_text("utf-8", "replace").rpartition(")")
                if int(rest.split()[1]) == self.process.pid:
                    found.add(int(head.split()[0]))
        return found

    @contextmanager
    def looking_away(self) -> Iterator[None]:
        """Let the preview see what is done meanwhile all at once, as after a moment."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    @contextmanager
    def held_up(self) -> Iterator[None]:
        """Let builds wait for this test as for another build of the same site."""
        with (self.project / ".vorschau/.seite.lock").open("r+b") as lock:
            fcntl.lockf(lock, fcntl.LOCK_EX)
            yield

    def end(self, number: signal.Signals) -> None:
        """Stop it, if it still runs, and see that it leaves nothing behind."""
        children = self.children()
        self.process.send_signal(number)
        assert self.process.wait(PATIENCE) == 0, self.said()
        assert not [child for child in children if Path(f"/proc/{child}").exists()]

    def held_up_build(self) -> None:
        """Have a build begin that cannot end yet."""
        before = self.builds
        self.title("Aufgehalten")
        self.until(lambda: self.builds > before and self.children(), "a build")


def command(*options: str) -> list[str]:
    serve = ("-m", "sitegen", "serve", "--today", "2026-11-22", *options)
    return [sys.executable, "-W", "error", *serve]


ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


@contextmanager
def started(project: Path, *options: str, program: Path = ROOT) -> Iterator[Running]:
    """A preview on a free port, by the `sitegen` in `program`."""
    log = project.parent / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command("--port", "0", *options),
            cwd=project,
            env={**ENVIRONMENT, "PYTHONPATH": str(program)},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    preview = Running(project, process, log)
    try:
        preview.until(lambda: preview.port, "an address")
        yield preview
    finally:
        process.kill()
        process.wait()


@contextmanager
def running(project: Path, *options: str, program: Path = ROOT) -> Iterator[Running]:
    """The same, which in the end leaves as it should."""
    with started(project, *options, program=program) as preview:
        yield preview
        preview.end(signal.SIGINT)
    assert "Traceback" not in preview.said()
    assert preview.said().endswith("Die Vorschau ist beendet.\n")


def strict_city(folder: Path) -> Path:
    """A small city whose pages of offers have rules of their own."""
    return city(folder / "city", {TEMPLATE: STRICT, "templates/assets/x.css": "a{}"})
