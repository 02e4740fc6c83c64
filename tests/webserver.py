"""A real nginx over a built site, with the file that docs/betrieb/ offers.

Of that file only what it marks with `<-` is changed, and where it listens: files instead of
ports, so that no test takes another's. The certificate is our own and worth nothing.
"""

import re
import shutil
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from socket import AF_INET, AF_UNIX, socket
from tempfile import TemporaryDirectory

import pytest

from sitegen import servers

HOST = "lindenau.example.org"
PROGRAM = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/sbin")
PATIENCE = 30  # seconds after which something that must happen has not happened

# What a distribution's own nginx.conf brings; it knows no types but those of HTML.
MAIN = """
daemon off; master_process off; pid {run}/pid; error_log {run}/error.log;
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {run}; proxy_temp_path {run}; fastcgi_temp_path {run};
    uwsgi_temp_path {run}; scgi_temp_path {run};
    sendfile on; tcp_nopush on;
    include {run}/site.conf;
}}
"""


@dataclass(frozen=True)
class Answer:
    """What came back: the status, the headers in any case of letters, the bytes."""

    status: int
    headers: HTTPMessage
    body: bytes


@dataclass(frozen=True)
class Web:
    """The server, by the files on which it listens."""

    run: Path
    trusted: ssl.SSLContext

    def get(
        self,
        path: str,
        *,
        scheme: str = "https",
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask for an address exactly as it is written here; no redirect is followed."""
        connection = HTTPConnection(HOST)
        connection.sock = self._reach(scheme)
        with connection.sock:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in {"Host": HOST, **(headers or {})}.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())

    def _reach(self, scheme: str) -> socket:
        reached = socket(AF_UNIX)
        try:
            reached.settimeout(PATIENCE)
            reached.connect(str(self.run / scheme))
            if scheme == "https":
                return self.trusted.wrap_socket(reached, server_hostname=HOST)
        except OSError:
            reached.close()
            raise
        return reached


def adapted(run: Path, root: Path, base: str = "/") -> str:
    """The offered file with what it asks to adapt: names, certificate, folder and error log."""
    text = servers.files()[f"{servers.FOLDER}/nginx.conf"]
    values = {
        "server_name": HOST,
        "ssl_certificate": f"{run}/cert.pem",
        "ssl_certificate_key": f"{run}/key.pem",
        "root": str(root),
        "error_page": f"403 404 =404 {base}404.html",
        "error_log": f"{run}/error.log crit",
    }

    def adapt(line: re.Match[str]) -> str:
        return f"{line[1]}{line[2]} {values[line[2]]};"

    text = re.sub(r"^( *)(\w+) [^\n]*; # <-$", adapt, text, flags=re.MULTILINE)
    assert "# <-" not in text
    return text


@contextmanager
def serving(root: Path, base: str = "/", change: Callable[[str], str] = str) -> Iterator[Web]:
    """The server over the folder `root`; `change` is what else somebody did to the file."""
    if PROGRAM is None or shutil.which("openssl") is None:
        pytest.skip("nginx or openssl is not installed")
    with TemporaryDirectory() as folder:  # short: the path of a socket is limited
        run = Path(folder)
        certify(run)
        site = on_files(change(adapted(run, root, base)), run)
        (run / "site.conf").write_text(site, "utf-8")
        (run / "nginx.conf").write_text(MAIN.format(run=run), "utf-8")
        with started(run):
            until_it_answers(run, str(run / "https"))
            yield Web(run, ssl.create_default_context(cafile=str(run / "cert.pem")))


@contextmanager
def started(run: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A server with the `nginx.conf` of a folder."""
    assert PROGRAM is not None
    command = (PROGRAM, "-e", run / "error.log", "-p", run, "-c", run / "nginx.conf")
    with subprocess.Popen(command) as server:
        try:
            yield server
        finally:
            server.terminate()
            server.wait()


def certify(run: Path) -> None:
    """A certificate of our own for `HOST`, in `cert.pem` and `key.pem`."""
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-nodes", "-days", "1", "-subj", f"/CN={HOST}"),
            *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-addext", f"subjectAltName=DNS:{HOST}"),
            *("-keyout", run / "key.pem", "-out", run / "cert.pem"),
        ],
        check=True,
        capture_output=True,
    )


def on_files(text: str, run: Path) -> str:
    """The same with each server listening on a file that is named after its scheme."""
    text = re.sub(r"listen \[::\]:\d+[^;]*;\n *", "", text)
    text = re.sub(r"listen 443([^;]*);", rf"listen unix:{run}/https\1;", text)
    return re.sub(r"listen 80;", f"listen unix:{run}/http;", text)


def until_it_answers(run: Path, address: str | tuple[str, int]) -> None:
    """Wait for a server that listens on a file or on a port; AssertionError with its reasons."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(OSError), socket(AF_UNIX if isinstance(address, str) else AF_INET) as probe:
            probe.connect(address)
            return
        time.sleep(0.01)
    raise AssertionError((run / "error.log").read_text("utf-8"))
