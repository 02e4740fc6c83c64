"""What one small host carries: wrk asks a real nginx on this machine for a built site.

nginx runs as one process on one processor, with the file of docs/betrieb/ and encryption; wrk
has another processor for itself. `make bench-load` builds the site and prints the table that
docs/load.md shows.
"""

import argparse
import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath
from tempfile import TemporaryDirectory

from tests.webserver import HOST, MAIN, adapted, certify, started, until_it_answers

PORT = 8443
PAGES = 200
LOADED = re.compile(r'<(?:link rel="(?:stylesheet|icon)"|script)[^>]* (?:href|src)="([^"]+)"')

# Requests one after the other from a list; what came of them is told as JSON.
LUA = """
local paths = {%(paths)s}
local at = 0
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at], {%(headers)s})
end
done = function(summary, latency)
  local wrong = summary.errors
  io.write(string.format('{"requests": %%d, "micros": %%d, "bytes": %%d, "wrong": %%d, ',
    summary.requests, summary.duration, summary.bytes,
    wrong.connect + wrong.read + wrong.write + wrong.status + wrong.timeout))
  io.write(string.format('"middle": %%d, "last": %%d}', latency:percentile(50),
    latency:percentile(99)))
end
"""


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked for, by how many at once."""

    name: str
    paths: Sequence[str]
    connections: int = 64
    headers: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """Requests and MB a second, milliseconds of the middle and 99th request, share of a processor.

    Others may use the processor, too: what all of it would give is `rate / share`.
    """

    rate: float
    megabytes: float
    middle: float
    last: float
    share: float


def cases(site: Path) -> Iterator[Case]:
    """From the usual to the worst: known pages, all of a page, and a handshake per request."""
    pages = sorted(path for path in site.rglob("index.html") if path.stat().st_size > 4096)
    paths = [_address(page, site) for page in pages[:: max(1, len(pages) // PAGES)]]
    visit = [path for page in paths[:20] for path in (page, *_loaded(page, site))]
    yield Case(f"pages, {len(paths)} in turn", paths)
    yield Case("the same, 256 at once", paths, 256)
    yield Case(f"first visits: a page and all it loads ({len(visit) / 20:.0f} requests)", visit)
    yield Case("the data of the search", ["/assets/suche/angebote.js"])
    yield Case("pages that have not changed (304)", paths, headers={"If-None-Match": "*"})
    yield Case("pages, each by a new connection", paths, headers={"Connection": "close"})


def _address(page: Path, site: Path) -> str:
    return f"/{page.relative_to(site).as_posix().removesuffix('index.html')}"


def _loaded(page: str, site: Path) -> Iterator[str]:
    text = (site / page[1:] / "index.html").read_text("utf-8")
    return (normpath(join(dirname(page), link)) for link in LOADED.findall(text))


@contextmanager
def serving(site: Path) -> Iterator[int]:
    """The site on `PORT`; gives the number of the one process that serves it."""
    with TemporaryDirectory() as folder:
        run = Path(folder)
        certify(run)
        text = re.sub(r"listen \[::\]:\d+[^;]*;\n *|listen 80;\n *", "", adapted(run, site))
        text = re.sub(r"listen 443", f"listen 127.0.0.1:{PORT}", text)
        (run / "site.conf").write_text(text, "utf-8")
        (run / "nginx.conf").write_text(MAIN.format(run=run), "utf-8")
        with started(run) as server:
            os.sched_setaffinity(server.pid, {0})
            until_it_answers(run, ("127.0.0.1", PORT))
            yield server.pid


def measure(case: Case, server: int, seconds: int) -> Figures:
    """Let wrk ask for some seconds; RuntimeError if any request failed."""
    headers = {"Host": HOST, "Accept-Encoding": "gzip", **(case.headers or {})}
    with TemporaryDirectory() as folder:
        script = Path(folder) / "wrk.lua"
        script.write_text(LUA % {"paths": _lua(case.paths), "headers": _lua_pairs(headers)})
        before = _used(server)
        done = subprocess.run(
            [
                *("taskset", "--cpu-list", "1", "wrk", "--threads", "1", "--timeout", "30s"),
                *("--connections", str(case.connections), "--duration", f"{seconds}s"),
                *("--script", script, f"https://127.0.0.1:{PORT}"),
            ],
            check=True,
            capture_output=True,
            text=True,
        )
    told = json.loads(done.stdout[done.stdout.rindex("{") :])
    if told["wrong"]:
        raise RuntimeError(f"{case.name}: {told['wrong']} requests failed")
    took = told["micros"] / 1e6
    return Figures(
        told["requests"] / took,
        told["bytes"] / took / 1e6,
        told["middle"] / 1000,
        told["last"] / 1000,
        (_used(server) - before) / took,
    )


def _lua(words: Sequence[str]) -> str:
    return ", ".join(json.dumps(word) for word in words)


def _lua_pairs(words: Mapping[str, str]) -> str:
    return ", ".join(f"[{json.dumps(key)}] = {json.dumps(word)}" for key, word in words.items())


def _used(process: int) -> float:
    """Seconds of processor time so far."""
    numbers = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")


def _peak(process: int) -> float:
    """The most memory so far, in MB."""
    text = Path(f"/proc/{process}/status").read_text("utf-8")
    found = re.search(r"^VmHWM:\s+(\d+) kB", text, re.MULTILINE)
    assert found
    return int(found[1]) / 1000


def main() -> None:
    """Measure every case and print the table."""
    command = argparse.ArgumentParser(description=__doc__)
    command.add_argument("site", type=Path, nargs="?", default=Path("dist"))
    command.add_argument("--seconds", type=int, default=15)
    options = command.parse_args()
    site = options.site.resolve()
    print("| what is asked for | requests/s | MB/s | median ms | p99 ms | share | whole core |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    with serving(site) as server:
        for case in cases(site):
            it = measure(case, server, options.seconds)
            shown = f"{it.rate:,.0f} | {it.megabytes:.1f} | {it.middle:.1f} | {it.last:.1f}"
            print(f"| {case.name} | {shown} | {it.share:.0%} | {it.rate / it.share:,.0f}/s |")
        print(f"\nnginx took at most {_peak(server):.0f} MB of memory.")


if __name__ == "__main__":
    main()
