"""Three built sites and a server for them: the small city, a crowded demo of it, the real one.

`city` has every kind of page of a site in production, `crowd` the banner, unverified records
and lists of several pages, `real` whatever editors have written. Each is served below a path
of its own, so that links which only work at the root of a host are found.
"""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from sitegen.order import Order

ROOT = Path(__file__).parents[2]
CITY = ROOT / "tests" / "golden" / "city"
CROWD = 101

REDIRECT = ("city", "angebote/flusscafe/")


class _Handler(SimpleHTTPRequestHandler):
    """Serves files, and each site's own page for wrong addresses."""

    def log_message(self, *_: object) -> None:
        """Keep the report of the tests readable."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a wrong address as the city's server will be told to."""
        site = self.path.split("/")[1]
        page = Path(self.directory) / site / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        data = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that leaves a page hangs up on what it was still loading."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address at which `folder` is served."""
    handler = partial(_Handler, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def orders(folder: Path) -> tuple[Order, Order]:
    """City and crowd, to be built in `folder` beside the real site, of sources of their own."""
    city = _settled(folder / "sources" / "city")
    crowd = _settled(folder / "sources" / "crowd")
    settings = crowd / "content" / "site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("betrieb: produktion", "betrieb: demo"))
    original = (crowd / "offers" / "mittagstisch.yaml").read_text("utf-8")
    for number in range(CROWD):
        text = original.replace("  - essen\n", "  - begegnung\n  - essen\n", 1)
        # Each is called by a name of its own, as the links to it are to be told apart.
        text = text.replace("titel: Mittagstisch\n", f"titel: Mittagstisch {number}\n", 1)
        (crowd / "offers" / f"tisch-{number:03}.yaml").write_text(text, "utf-8")
    return (
        _order(city, folder / "city"),
        _order(crowd, folder / "crowd"),
    )


def _settled(project: Path) -> Path:
    shutil.copytree(CITY, project)
    shutil.copytree(ROOT / "content" / "texte", project / "content" / "texte")
    return project


def _order(project: Path, target: Path) -> Order:
    base = f"https://verzeichnis.example.org/{target.name}/"
    return Order(project, ROOT / "templates", target, date(2026, 3, 1), base)
