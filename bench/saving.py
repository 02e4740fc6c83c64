"""From a saved file to the page that has the new words, in both previews: milliseconds.

Each preview runs as editors start it. An offer's text is saved again and again, and its page is
asked for until the new words are there: that is what an editor waits for.
"""

import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from socket import create_server
from statistics import median

from bench.builders import HUGO, OFFER, ROOT, TODAY, Builder, hugo_program

_START = 900.0  # seconds until the first page must be there
_EACH = 120.0  # seconds until a saved text must be there


def saved_to_seen(builder: Builder, runs: int) -> float:
    """The median of some saves."""
    page = f"{'/nebenan' if builder.name == HUGO else ''}/angebote/{OFFER}/"
    builder.fresh()
    with closing(create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        _preview(builder, port),
        cwd=builder.work,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _until(port, page, b"<main", _START)
        return median(_save(builder, port, page, number) for number in range(1, runs + 1))
    finally:
        process.terminate()
        process.wait()


def _preview(builder: Builder, port: int) -> Sequence[str]:
    if builder.name != HUGO:
        serve = (sys.executable, str(ROOT / "build.py"), "serve", "--today", str(TODAY))
        return (*serve, "--port", str(port))
    clock = ("--clock", f"{TODAY}T00:00:00Z")
    return (hugo_program(), "server", "--port", str(port), "--noBuildLock", *clock)


def _save(builder: Builder, port: int, page: str, number: int) -> float:
    time.sleep(1)  # what a first save has woken up has gone back to sleep
    begin = time.perf_counter()
    builder.edit("body", number)
    _until(port, page, f"Neu: Nummer {number}.".encode(), _EACH)
    return (time.perf_counter() - begin) * 1000


def _until(port: int, page: str, words: bytes, patience: float) -> None:
    """Ask for the page until it has the words; TimeoutError after so many seconds."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if words in _asked(port, page):
            return
        time.sleep(0.002)
    raise TimeoutError(f"{page} did not get its new words")


def _asked(port: int, page: str) -> bytes:
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        try:
            connection.request("GET", page)
            answer = connection.getresponse()
            return answer.read() if answer.status == HTTPStatus.OK else b""
        except (OSError, HTTPException):
            return b""
