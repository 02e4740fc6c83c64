"""The site below a sub-path, as a browser without scripts walks it: every link leads on."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in {"href", "src"}]
        for name, value in attrs:
            if tag == "meta" and name == "content" and value and "url=" in value:
                self.found.append(value.partition("url=")[2])


@contextmanager
def serving(root: Path) -> Iterator[int]:
    """A plain web server over `root` on a free port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=root)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def get(port: int, path: str) -> tuple[int, str]:
    """Status and text of one address."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, text


def walk(port: int, start: str) -> dict[str, int]:
    """Every address of this site that can be reached from `start`, with its status."""
    seen: dict[str, int] = {}
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        status, text = get(port, path)
        seen[path] = status
        if not path.endswith(("/", ".html")):
            continue
        links = _Links()
        links.feed(text)
        here = f"http://127.0.0.1:{port}{path}"
        for link in links.found:
            target = urlsplit(urldefrag(urljoin(here, link)).url)
            if target.scheme == "http" and target.netloc == f"127.0.0.1:{port}":
                waiting.append(target.path)
    return seen


@pytest.mark.parametrize("prefix", ["/", "/nebenan/", "/tief/unter/einem/pfad/"])
def test_every_link_works_below_any_path(city: Path, tmp_path: Path, prefix: str) -> None:
    shutil.copytree(city, tmp_path / prefix.strip("/"), dirs_exist_ok=True)
    with serving(tmp_path) as port:
        reached = walk(port, prefix)
    assert {path: status for path, status in reached.items() if status != 200} == {}
    assert all(path.startswith(prefix) for path in reached)
    pages = {path.relative_to(city).as_posix() for path in city.rglob("index.html")}
    walked = {f"{path.removeprefix(prefix)}index.html" for path in reached if path.endswith("/")}
    # Paused and former addresses are reached from old papers only.
    unlinked = {page for page in pages - walked if not _is_from_old_paper(page)}
    assert unlinked == set()


def _is_from_old_paper(page: str) -> bool:
    old = ("singkreis", "alter-mittagstisch", "kuechentisch", "flusscafe", "verlaengerung", "dgs")
    return any(f"/{name}/" in f"/{page}" for name in (*old, "nachbarschaftsverein-altstadt"))


def test_wrong_addresses_are_answered_at_any_depth(city: Path, tmp_path: Path) -> None:
    shutil.copytree(city, tmp_path / "nebenan")
    with serving(tmp_path) as port:
        reached = walk(port, "/nebenan/404.html")
    assert {path: status for path, status in reached.items() if status != 200} == {}
    assert len(reached) > 20


def test_former_addresses_lead_on(city: Path) -> None:
    html = (city / "angebote/flusscafe/index.html").read_text("utf-8")
    assert "url=../cafe-am-fluss/" in html
    assert 'href="../cafe-am-fluss/"' in html
