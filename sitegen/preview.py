"""What a browser gets of the preview: the last good site, and what is wrong with the newest.

In: the folder of the site and the outcome of each build. Out: answers to this computer alone
and a signal to reload. Pages are given a reload script and, after a failed build, its report;
their own rules on what may be loaded are widened by exactly these files. The signal is
livereload's, its server is not: it answers anybody, and blocks while it builds.
"""

import html
import json
import os
import re
import stat
from asyncio import gather
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from io import FileIO
from ipaddress import ip_address
from pathlib import Path
from secrets import token_hex
from socket import socket
from traceback import format_exception
from typing import Any

from livereload.handlers import LiveReloadHandler  # type: ignore[import-untyped]
from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler
from tornado.websocket import WebSocketClosedError

from sitegen.headers import TYPES

# Nothing of the site is ever published under this name.
OWN = "/.sitegen/"
_SIGNAL = f"{OWN}livereload"

# What a published path can look like, so that nothing needs decoding; of the hidden names
# only the one that RFC 8615 sets aside.
_PART = r"(?:\.well-known|(?!\.)[A-Za-z0-9._~-]+)"
_PATH = re.compile(rf"/(?:{_PART}/)*{_PART}?")
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::([0-9]{1,5}))?")
_ANYWHERE = frozenset(["", "0.0.0.0", "::"])  # noqa: S104 - to know it, not to bind it

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC

# The page tells what it shows, so that a build between its loading and this is not missed.
_SCRIPT = """\
(() => {
  const stand = document.currentScript.dataset.stand;
  const connect = () => {
    const socket = new WebSocket(`ws://${location.host}/.sitegen/livereload`);
    const tell = (message) => socket.send(JSON.stringify(message));
    socket.onopen = () => tell({ command: 'hello' });
    socket.onmessage = (event) => {
      const { command } = JSON.parse(event.data);
      if (command === 'hello') tell({ command: 'info', url: location.href, stand });
      if (command === 'reload') location.reload();
    };
    socket.onclose = () => setTimeout(connect, 1000);
  };
  connect();
})();
"""

_STYLE = """\
#sitegen-vorschau {
  position: fixed; z-index: 2147483647; inset: auto 0 0 0; box-sizing: border-box;
  max-height: 60vh; margin: 0; padding: 0.75rem 1rem; overflow: auto;
  border-top: 0.25rem solid #c8102e; background: #1b1b1f; color: #fff;
  font: 1rem/1.5 system-ui, sans-serif; text-align: left;
}
#sitegen-vorschau summary { color: inherit; font-weight: bold; cursor: pointer; }
#sitegen-vorschau pre {
  margin: 0.75rem 0 0; padding: 0; border: 0; background: none; color: inherit;
  font: 0.875rem/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere;
}
@media print { #sitegen-vorschau { display: none; } }
"""

_FILES = {"vorschau.js": _SCRIPT, "vorschau.css": _STYLE}

_REFUSALS = {
    403: "Diese Vorschau antwortet nur unter der Adresse, die beim Start im Terminal steht.",
    404: "Diese Datei gibt es nicht.",
    500: "Das ist ein Fehler des Programms; die Einzelheiten stehen in .vorschau/fehler.txt.",
}

_OVERLAY = """
<link rel="stylesheet" href="/.sitegen/vorschau.css">
<details id="sitegen-vorschau" lang="de" open>
<summary>Fehler – diese Seite zeigt noch den letzten fehlerfreien Stand</summary>
<pre>{report}</pre>
</details>
"""

_BARE = """\
<!DOCTYPE html>
<html lang="de">
<meta charset="utf-8">
<title>Vorschau</title>
<body>
<h1>{title}</h1>
<p>{text}</p>
<pre>{report}</pre>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the preview listens, and which names for it a request may use.

    A foreign page can have its own name lead to this computer (DNS rebinding) and would then
    read unpublished drafts; it cannot make a browser send another name, nor a number.
    """

    host: str
    port: int

    @property
    def is_private(self) -> bool:
        """Whether only this computer can reach it."""
        return self.host in {"127.0.0.1", "::1", "localhost"}

    @property
    def url(self) -> str:
        """What to open in a browser."""
        host = "127.0.0.1" if self.host in _ANYWHERE else _bracketed(self.host)
        return f"http://{host}:{self.port}/"

    def admits(self, header: str) -> bool:
        """Whether a request with this `Host` is meant for us."""
        match = _HOST.fullmatch(header.lower())
        if match is None or int(match[2] or 80) != self.port:
            return False
        known = {"localhost", "127.0.0.1", "[::1]", _bracketed(self.host.lower())}
        return match[1] in known or (self.host in _ANYWHERE and _is_number(match[1]))


@dataclass(slots=True)
class Preview:
    """What is to be seen now: the site in `root` and the report on what came after it."""

    root: Path
    address: Address
    note: Callable[[str], None]
    problem: str = ""
    builds: int = 0
    run: str = field(default_factory=lambda: token_hex(4))

    @property
    def stand(self) -> str:
        """A name for what is shown now, which no other run of the preview has given."""
        return f"{self.run}-{self.builds}"

    def show(self, problem: str) -> None:
        """A build has ended, with `problem` if it failed: have all open pages reload."""
        self.problem = problem
        self.builds += 1
        for page in tuple(_Signal.waiters):
            page.reload()


@asynccontextmanager
async def answering(preview: Preview, listener: socket) -> AsyncIterator[None]:
    """Answer requests until the block ends."""
    listener.setblocking(False)  # noqa: FBT003 - the socket's own interface
    known = {"preview": preview}
    server = HTTPServer(
        Application(
            [
                (re.escape(_SIGNAL), _Signal, known),
                (rf"{re.escape(OWN)}([a-z.]+)", _Own, known),
                (".*", _Pages, known),
            ],
            log_function=lambda _handler: None,
        )
    )
    server.add_sockets([listener])
    try:
        yield
    finally:
        server.stop()
        for page in tuple(_Signal.waiters):
            page.close()
        await gather(server.close_all_connections(), return_exceptions=True)


class _Guarded(RequestHandler):
    """Answers nobody who calls us by a foreign name, and lets nobody else use what it says."""

    preview: Preview

    def initialize(self, preview: Preview) -> None:
        self.preview = preview

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    def prepare(self) -> None:
        if not self.preview.address.admits(self.request.headers.get("Host", "")):
            raise HTTPError(403)

    def compute_etag(self) -> None:
        return None

    def write_error(self, status_code: int, **_kwargs: Any) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{_REFUSALS.get(status_code, 'Das beantwortet die Vorschau nicht.')}\n")

    def log_exception(self, _type: Any, error: Any, _traceback: Any) -> None:
        if not isinstance(error, HTTPError):
            self.preview.note("".join(format_exception(error)))


class _Signal(_Guarded, LiveReloadHandler):  # type: ignore[misc]
    """livereload's side of the talk with an open page, for pages of this preview alone."""

    def prepare(self) -> None:
        super().prepare()
        origin = self.request.headers.get("Origin", "")
        if origin.lower() != f"http://{self.request.host.lower()}":
            raise HTTPError(403)

    def on_message(self, message: str | bytes) -> None:
        try:
            told = json.loads(message)
        except ValueError:
            told = None
        if not isinstance(told, dict) or "command" not in told:
            self.close()
            return
        super().on_message(message)
        if told["command"] == "info" and told.get("stand") != self.preview.stand:
            self.reload()

    def reload(self) -> None:
        with suppress(WebSocketClosedError):
            self.write_message({"command": "reload", "path": "*", "liveCSS": False})


class _Own(_Guarded):
    """The reload script and the look of the report: files, since pages allow nothing inline."""

    def get(self, name: str) -> None:
        if name not in _FILES:
            raise HTTPError(404)
        self.set_header("Content-Type", TYPES[Path(name).suffix])
        self.finish(_FILES[name])

    head = get


class _Pages(_Guarded):
    """The files of the site; pages get the reload script and the report."""

    def get(self) -> None:
        names = _names(self.request.path)
        data = None if names is None else read_below(self.preview.root, names)
        if names is None or data is None:
            self._without_file(names)
            return
        suffix = Path(names[-1]).suffix
        if suffix == ".html":
            self._page(data.decode("utf-8", "replace"))
        else:
            self.set_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
            self.finish(data)

    head = get

    def _without_file(self, names: Sequence[str] | None) -> None:
        root = self.preview.root
        if names and read_below(root, (*names, "index.html")) is not None:
            query = f"?{self.request.query}" if self.request.query else ""
            self.redirect(f"{self.request.path}/{query}")
        elif (missing := read_below(root, ("404.html",))) is not None:
            self._page(missing.decode("utf-8", "replace"), 404)
        elif read_below(root, ("index.html",)) is not None:
            raise HTTPError(404)
        else:
            self._answer(_no_site(self.preview), 503)

    def _page(self, page: str, status: int = 200) -> None:
        report = html.escape(self.preview.problem)
        overlay = _OVERLAY.format(report=report) if report else ""
        self._answer(before_end(allowed(page, self.request.host), overlay), status)

    def _answer(self, page: str, status: int) -> None:
        script = f'<script src="{OWN}vorschau.js" data-stand="{self.preview.stand}"></script>\n'
        self.set_status(status)
        self.set_header("Content-Type", TYPES[".html"])
        self.finish(before_end(page, script))


def before_end(page: str, added: str) -> str:
    """The page with something added at the end of its body."""
    end = page.lower().rfind("</body")
    at = len(page) if end < 0 else end
    return page[:at] + added + page[at:]


_META = re.compile(r"<meta\b[^>]*\bcontent-security-policy\b[^>]*>", re.IGNORECASE)
_CONTENT = re.compile(r"\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)


def allowed(page: str, host: str) -> str:
    """The page, its own rules widened by the files of the preview at their very address."""
    own = {
        "script-src": f"http://{host}{OWN}",
        "style-src": f"http://{host}{OWN}",
        "connect-src": f"ws://{host}{_SIGNAL}",
    }

    def widened(content: re.Match[str]) -> str:
        rules: dict[str, list[str]] = {}
        for rule in html.unescape(content[1] or content[2] or "").split(";"):
            name, *sources = rule.split() or [""]
            rules.setdefault(name.lower(), sources)
        for name, source in own.items():
            before = rules.get(name, rules.get("default-src"))
            if before is not None:
                rules[name] = [*(word for word in before if word != "'none'"), source]
        text = "; ".join(" ".join([name, *sources]) for name, sources in rules.items() if name)
        return f'content="{html.escape(text)}"'

    return _META.sub(lambda meta: _CONTENT.sub(widened, meta[0]), page)


def read_below(root: Path, names: Sequence[str]) -> bytes | None:
    """The bytes of a plain file below `root`; links are not followed, folders not listed."""
    folder = -1
    try:
        folder = os.open(root, _FOLDER)
        for name in names[:-1]:
            inner = os.open(name, _FOLDER, dir_fd=folder)
            os.close(folder)
            folder = inner
        with FileIO(os.open(names[-1], _FILE, dir_fd=folder)) as file:
            return file.read() if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None
    except OSError:
        return None
    finally:
        if folder >= 0:
            os.close(folder)


def _names(path: str) -> tuple[str, ...] | None:
    """Folders and file an address stands for; None if the site cannot have it."""
    if _PATH.fullmatch(path) is None:
        return None
    *folders, name = path[1:].split("/")
    return (*folders, name or "index.html")


def _no_site(preview: Preview) -> str:
    if not preview.builds:
        text = "Sie erscheint hier gleich von selbst."
        return _BARE.format(title="Die Seite wird gebaut …", text=text, report="")
    text = "Beheben Sie die Fehler; dann erscheint die Seite hier von selbst."
    report = html.escape(preview.problem)
    return _BARE.format(title="Noch keine Seite", text=text, report=report)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_number(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
