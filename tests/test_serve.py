"""The preview as an editor, a broken file and a hostile page meet it.

The real command with its real builds, real requests, and a real browser where one is installed.
"""

import asyncio
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from socket import create_server
from typing import TypeVar

import pytest
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from sitegen.preview import Address, allowed, before_end
from tests.examples.project import city, write
from tests.previewing import (
    ENVIRONMENT,
    OFFER,
    PAGE,
    PATIENCE,
    ROOT,
    STRICT,
    TEMPLATE,
    Running,
    command,
    running,
    started,
    strict_city,
)

FILM = "content/filme/tee.yaml"  # names the offer
BROKEN = "titel: [\n"
ANYWHERE = "0.0.0.0"  # noqa: S104 - nothing is bound to it


def refused(project: Path, *options: str, program: list[str] | None = None) -> str:
    """What a preview says that cannot begin."""
    done = subprocess.run(
        program or command(*options),
        cwd=project,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 2, done.stdout + done.stderr
    assert not done.stderr
    assert done.stdout.count("\n") == 1
    return done.stdout


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return strict_city(tmp_path)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(strict_city(tmp_path_factory.mktemp("shared"))) as shared_preview:
        yield shared_preview


@pytest.fixture
def preview(shared: Running) -> Running:
    """A preview in good order, whatever a test did to it before."""
    shared.save(TEMPLATE, STRICT)
    shared.title("Teestube am Anger")
    shared.shows("<h1>Teestube am Anger</h1>")
    shared.recovers()
    return shared


# --- What an editor does


def test_every_change_is_shown_and_dist_left_alone(preview: Running) -> None:
    preview.title("Frischer Tee")
    preview.shows("<h1>Frischer Tee</h1>")
    preview.save(TEMPLATE, STRICT.replace("<h1>", "<h1>Neu: "))
    preview.shows("<h1>Neu: Frischer Tee</h1>")
    (preview.project / OFFER).rename(preview.project / "offers/teeladen.yaml")
    film = (preview.project / FILM).read_text("utf-8")
    preview.save(FILM, film.replace("angebot/teestube", "angebot/teeladen"))
    preview.shows("<h1>Neu: Frischer Tee</h1>", "/angebote/teeladen/")
    assert preview.get().status == 404
    (preview.project / "offers/teeladen.yaml").unlink()
    preview.save(FILM, film)
    assert not (preview.project / "dist").exists()
    git = ("git", "-C", str(preview.project))
    subprocess.run([*git, "init", "--quiet"], check=True)
    status = [*git, "status", "--short", "--untracked-files=all"]
    assert ".vorschau" not in subprocess.check_output(status, text=True)


def test_a_broken_file_leaves_the_last_good_site_and_shows_the_report(preview: Running) -> None:
    preview.save(OFFER, "titel: <b>&\nunbekannt: 1\n")
    page = preview.shows("sitegen-vorschau")
    assert page.status == 200
    assert "<h1>Teestube am Anger</h1>" in page.text
    report = re.search("<pre>(.*)</pre>", page.text, re.DOTALL)
    assert report is not None
    assert f"{OFFER}:2:1: Fehler [" in report[1]
    assert "<b>" not in report[1]
    seen = report[1].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    assert seen.replace("&#x27;", "'").replace("&amp;", "&") in preview.said()
    assert "sitegen-vorschau" in preview.get("/nichts/").text
    assert preview.get("/assets/x.css").text == "a{}"
    preview.title("Wieder da")
    preview.shows("<h1>Wieder da</h1>")
    preview.recovers()


def test_without_a_good_site_there_is_the_report_alone(project: Path) -> None:
    write(project, {OFFER: BROKEN})
    with running(project) as preview:
        page = preview.shows("Noch keine Seite")
        assert page.status == 503
        assert f"<pre>{OFFER}:" in page.text
        assert "Es gibt noch keine Seite." in preview.said()
        preview.title("Jetzt aber")
        preview.shows("<h1>Jetzt aber</h1>")


def test_a_broken_template_ends_nothing(preview: Running) -> None:
    for fault in ("{% if %}", "{{ 1 / 0 }}", "{{ nicht_da }}"):
        preview.save(TEMPLATE, f"{STRICT}{fault}\n")
        page = preview.shows("[vorschau-abgebrochen]")
        assert "<h1>Teestube am Anger</h1>" in page.text
        assert f"{TEMPLATE}:7: Fehler" in page.text
        assert "Error" in (preview.project / ".vorschau/fehler.txt").read_text("utf-8")
        preview.save(TEMPLATE, STRICT)
        preview.recovers()


def test_a_killed_build_ends_nothing(preview: Running) -> None:
    with preview.held_up():
        preview.held_up_build()
        for child in preview.children():
            os.kill(child, signal.SIGKILL)
        preview.shows("[vorschau-abgebrochen]")
    preview.title("Weiter geht es")
    preview.shows("<h1>Weiter geht es</h1>")


def test_no_change_is_no_build_and_five_at_once_are_one(project: Path) -> None:
    with running(project) as preview:
        preview.until(lambda: preview.ended == 1, "a site")
        write(project, {"offers/.teestube.yaml.swp": "neu", "templates/start.html~": "neu"})
        time.sleep(4)  # a look; none on a busy machine makes this miss a fault, never find one
        assert preview.builds == 1
        with preview.looking_away():
            for number in range(5):
                preview.title(f"Fassung {number}")
        preview.shows("<h1>Fassung 4</h1>")
        preview.until(lambda: preview.ended == 2, "an end")
        preview.title("Danach")
        preview.shows("<h1>Danach</h1>")
        assert preview.builds == 3


def test_requests_are_answered_during_a_build_and_all_changes_are_one_more(
    project: Path,
) -> None:
    with running(project) as preview:
        preview.until(lambda: preview.ended == 1, "a site")
        with preview.held_up():
            preview.held_up_build()
            for number in range(5):
                preview.title(f"Fassung {number}")
                assert "<h1>Teestube am Anger</h1>" in preview.get().text
                time.sleep(0.3)  # each on its own would be a change to build
            assert (preview.builds, preview.ended) == (2, 1)
        preview.until(lambda: preview.ended == 3, "one more build")
        preview.title("Danach")
        preview.shows("<h1>Danach</h1>")
        assert preview.builds == 4


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_amid_a_build_and_leaves_no_process(project: Path, number: signal.Signals) -> None:
    with running(project) as preview:
        preview.until(lambda: preview.ended == 1, "a site")
        with preview.held_up():
            preview.held_up_build()
            preview.end(number)


def test_it_takes_its_process_along_even_if_it_is_killed(project: Path) -> None:
    with started(project) as preview:
        preview.until(lambda: preview.ended == 1, "a site")
        [child] = preview.children()
        preview.process.kill()
        preview.until(lambda: not Path(f"/proc/{child}").exists(), "an end of its process")


def test_a_build_is_by_the_newest_program_and_a_broken_one_ends_nothing(project: Path) -> None:
    program = project.parent / "program"
    shutil.copytree(ROOT / "sitegen", program / "sitegen")
    flow = program / "sitegen/pipeline.py"
    with running(project, program=program) as preview:
        preview.until(lambda: preview.ended == 1, "a site")
        before = flow.read_text("utf-8")
        flow.write_text(f"{before}raise RuntimeError('kaputt')\n", "utf-8")
        preview.title("Frischer Tee")
        assert "<h1>Teestube am Anger</h1>" in preview.shows("[vorschau-abgebrochen]").text
        assert "kaputt" in (project / ".vorschau/fehler.txt").read_text("utf-8")
        flow.write_text(before, "utf-8")
        preview.title("Neuer Tee")
        preview.shows("<h1>Neuer Tee</h1>")
        preview.recovers()


# --- What cannot begin


def test_a_port_in_use_is_said(project: Path) -> None:
    with create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"Der Port {port} ist schon belegt" in refused(project, "--port", str(port))


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", "70000"), ("nicht.invalid", "0")])
def test_an_impossible_address_is_said(project: Path, host: str, port: str) -> None:
    said = refused(project, "--host", host, "--port", port)
    assert said == f"Unter {host}, Port {port} lässt sich keine Vorschau öffnen.\n"


def test_a_missing_package_is_said(project: Path) -> None:
    program = (
        "import sys; sys.modules['livereload'] = None; from sitegen.cli import main; "
        "raise SystemExit(main(['serve', '--port', '0']))"
    )
    assert "make serve" in refused(project, program=[sys.executable, "-c", program])


def test_nothing_is_written_through_a_link(project: Path) -> None:
    outside = project.parent / "draussen"
    outside.mkdir()
    (project / ".vorschau").symlink_to(outside)
    assert "Verknüpfung" in refused(project, "--port", "0")
    assert not list(outside.iterdir())


# --- What a hostile page tries


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A preview beside things that must not be served; tests only look at it."""
    project = city(tmp_path_factory.mktemp("watched") / "city", {".git/config": "geheim"})
    with running(project) as preview:
        preview.until(lambda: "Gebaut" in preview.said(), "a site")
        site = project / ".vorschau/seite"
        write(site, {".env": "geheim", ".well-known/security.txt": "ä", "leer/x": "geheim"})
        write(site, {"x.js": "1", "x.svg": "<svg/>", "x.webp": b"\0", "x.ics": "", "x.json": "{}"})
        (site / "datei").symlink_to(project / ".git/config")
        (site / "ordner").symlink_to(project / ".git")
        os.mkfifo(site / "rohr")
        yield preview


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{port}", 200),
        ("localhost:{port}", 200),
        ("LocalHost:{port}", 200),
        ("[::1]:{port}", 200),
        ("127.0.0.1", 403),
        ("127.0.0.1:1", 403),
        ("localhost.evil.example:{port}", 403),
        ("evil.example:{port}", 403),
        ("192.168.0.1:{port}", 403),
        ("127.0.0.1:{port}:{port}", 403),
    ],
)
@pytest.mark.parametrize("path", [PAGE, "/nichts", "/.sitegen/vorschau.js"])
def test_only_calls_by_our_own_name_are_answered(
    watched: Running, host: str, status: int, path: str
) -> None:
    answer = watched.get(path, host.format(port=watched.port))
    assert answer.status == (404 if (status, path) == (200, "/nichts") else status)
    assert status == 200 or "Teestube" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        *("/.git/config", "/.env", "/.sitegen", "/../.git/config", "/../../.git/config"),
        *("/%2e%2e/%2e%2e/.git/config", "/..%2f..%2f.git/config", "/%2eenv", "/a/../.env"),
        *("/datei", "/ordner/config", "/ordner/", "/rohr", "/leer/", "/leer", "//etc/passwd"),
        *("/.sitegen/", "/.sitegen/../.env", "/.well-known/", "/index.html/", "/x.js/", "/\\"),
        *("/.vorschau/seite/index.html", "/offers/teestube.yaml", "/index.html%00", "/%"),
    ],
)
def test_nothing_but_published_files_is_served(watched: Running, path: str) -> None:
    answer = watched.get(path)
    assert answer.status == 404
    assert "geheim" not in answer.text


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        (PAGE, "text/html; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/.well-known/security.txt", "text/plain; charset=utf-8"),
        ("/x.js?v=1", "text/javascript; charset=utf-8"),
        ("/x.json", "application/json; charset=utf-8"),
        ("/x.svg", "image/svg+xml; charset=utf-8"),
        ("/x.ics", "text/calendar; charset=utf-8"),
        ("/x.webp", "image/webp"),
        ("/.sitegen/vorschau.js", "text/javascript; charset=utf-8"),
        ("/.sitegen/vorschau.css", "text/css; charset=utf-8"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_files_have_their_type_and_are_not_kept(
    watched: Running, path: str, kind: str, method: str
) -> None:
    answer = watched.get(path, method=method)
    assert (answer.status, answer.headers["Content-Type"]) == (200, kind)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert bool(answer.text) == (method == "GET" and path != "/x.ics")


def test_the_preview_only_gives(watched: Running) -> None:
    assert {watched.get(method=method).status for method in ("POST", "PUT", "DELETE")} == {405}


def test_a_folder_leads_to_its_page(watched: Running) -> None:
    answer = watched.get(f"{PAGE.rstrip('/')}?a=b")
    assert (answer.status, answer.headers["Location"]) == (302, f"{PAGE}?a=b")


def test_other_computers_only_on_request_and_with_a_warning(project: Path) -> None:
    with running(project, "--host", "127.0.0.2") as preview:
        preview.until(lambda: "Achtung: Im Netz kann nun jeder" in preview.said(), "a warning")
        preview.until(lambda: "Gebaut" in preview.said(), "a site")
        with closing(HTTPConnection("127.0.0.2", preview.port, timeout=PATIENCE)) as connection:
            connection.request("GET", "/")
            with connection.getresponse() as answer:
                assert answer.status == 200


@pytest.mark.parametrize(
    ("host", "header", "is_admitted"),
    [
        ("127.0.0.1", "localhost:80", True),
        ("127.0.0.1", "localhost", True),
        ("127.0.0.1", "10.0.0.5", False),
        ("10.0.0.5", "10.0.0.5", True),
        ("10.0.0.5", "10.0.0.6", False),
        ("fe80::1", "[fe80::1]:80", True),
        ("rechner.example", "Rechner.example", True),
        ("rechner.example", "anderer.example", False),
        (ANYWHERE, "10.0.0.5", True),
        ("::", "[fe80::1]", True),
        (ANYWHERE, "evil.example", False),
        (ANYWHERE, "10.0.0.5.evil.example", False),
        (ANYWHERE, "", False),
    ],
)
def test_the_names_a_preview_answers_to(host: str, header: str, *, is_admitted: bool) -> None:
    assert Address(host, 80).admits(header) == is_admitted


@pytest.mark.parametrize(
    ("host", "url", "is_private"),
    [
        ("127.0.0.1", "http://127.0.0.1:5500/", True),
        ("localhost", "http://localhost:5500/", True),
        ("::1", "http://[::1]:5500/", True),
        (ANYWHERE, "http://127.0.0.1:5500/", False),
        ("10.0.0.5", "http://10.0.0.5:5500/", False),
    ],
)
def test_what_an_address_is(host: str, url: str, *, is_private: bool) -> None:
    address = Address(host, 5500)
    assert (address.url, address.is_private) == (url, is_private)


# --- The signal to open pages

Talk = Callable[[WebSocketClientConnection], Awaitable[None]]
T = TypeVar("T")


def apart(job: Callable[[], T]) -> T:
    """Run in a thread of its own: other tests' browser keeps an event loop in this one."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(job).result()


def talk(preview: Running, then: Talk, **headers: str) -> None:
    async def connected() -> None:
        url = f"ws://127.0.0.1:{preview.port}/.sitegen/livereload"
        line = await websocket_connect(HTTPRequest(url, headers=headers))
        try:
            await asyncio.wait_for(then(line), PATIENCE)
        finally:
            line.close()
            # The last word is None, once: only when both sides have hung up is the socket closed.
            with suppress(TimeoutError):
                while await asyncio.wait_for(line.read_message(), 0.5) is not None:
                    pass

    apart(lambda: asyncio.run(connected()))


def stand(preview: Running) -> str:
    found = re.search('data-stand="([^"]+)"', preview.get().text)
    assert found is not None
    return found[1]


async def greet(line: WebSocketClientConnection, stand: str) -> None:
    await line.write_message(json.dumps({"command": "hello"}))
    assert json.loads(await line.read_message() or "")["command"] == "hello"
    await line.write_message(json.dumps({"command": "info", "url": "/", "stand": stand}))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Origin": "http://evil.example:{port}", "Host": "evil.example:{port}"},
    ],
)
def test_foreign_pages_get_no_signal(watched: Running, headers: dict[str, str]) -> None:
    async def listen(line: WebSocketClientConnection) -> None:
        await line.read_message()

    sent = {name: text.format(port=watched.port) for name, text in headers.items()}
    with pytest.raises(HTTPClientError, match="403"):
        talk(watched, listen, **sent)


def test_a_page_from_before_the_last_build_reloads_at_once(watched: Running) -> None:
    async def listen(line: WebSocketClientConnection) -> None:
        await greet(line, "von-gestern")
        assert json.loads(await line.read_message() or "")["command"] == "reload"

    talk(watched, listen, Origin=watched.origin)


def test_an_open_page_reloads_after_a_build(preview: Running) -> None:
    async def listen(line: WebSocketClientConnection) -> None:
        await greet(line, stand(preview))
        preview.title("Neues")
        is_new = False  # a build from before may end first
        while not is_new:
            assert json.loads(await line.read_message() or "")["command"] == "reload"
            is_new = "<h1>Neues</h1>" in preview.get().text

    talk(preview, listen, Origin=preview.origin)


@pytest.mark.parametrize("message", ["", "{", "[]", "1", "{}", b"\xff"])
def test_nonsense_is_not_talked_to(watched: Running, message: str | bytes) -> None:
    async def listen(line: WebSocketClientConnection) -> None:
        await line.write_message(message, binary=isinstance(message, bytes))
        assert await line.read_message() is None

    talk(watched, listen, Origin=watched.origin)
    assert watched.get().status == 200
    assert not (watched.project / ".vorschau/fehler.txt").exists()


@pytest.mark.browser
def test_a_browser_follows_under_the_rules_of_our_pages(preview: Running) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("there is no Chromium")
    complaints: list[str] = []

    def follow() -> None:
        with playwright.sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_page()
            page.on("console", lambda message: complaints.append(message.text))
            page.goto(f"{preview.origin}{PAGE}")
            expect, report = playwright.expect, page.locator("#sitegen-vorschau")
            expect(report).to_have_count(0)
            preview.title("Neues")
            expect(page.locator("h1")).to_have_text("Neues", timeout=PATIENCE * 1000)
            preview.save(OFFER, BROKEN)
            expect(report).to_contain_text(f"{OFFER}:", timeout=PATIENCE * 1000)
            expect(report).to_have_css("position", "fixed")
            expect(page.locator("h1")).to_have_text("Neues")
            preview.title("Behoben")
            expect(page.locator("h1")).to_have_text("Behoben", timeout=PATIENCE * 1000)
            expect(report).to_have_count(0)
            browser.close()

    apart(follow)
    assert not complaints


OWN, SIGNAL = "http://localhost:1/.sitegen/", "ws://localhost:1/.sitegen/livereload"


@pytest.mark.parametrize(
    ("rules", "widened"),
    [
        (
            "default-src 'none'; script-src 'self'",
            f"default-src 'none'; script-src 'self' {OWN}; style-src {OWN}; connect-src {SIGNAL}",
        ),
        ("default-src a", f"default-src a; script-src a {OWN}; style-src a {OWN}; connect-src a "),
        ("script-src 'none';", f"script-src {OWN}"),
        ("base-uri 'none'", "base-uri 'none'"),
        ("", ""),
    ],
)
@pytest.mark.parametrize(
    "meta",
    [
        '<meta http-equiv="Content-Security-Policy" content="{rules}">',
        '<META content="{rules}"\n http-equiv=content-security-policy>',
    ],
)
def test_rules_are_widened_by_our_own_files(rules: str, widened: str, meta: str) -> None:
    for quoted in (rules, rules.replace("'", "&#39;")):
        page = allowed(f"<title>x</title>{meta.format(rules=quoted)}<p>", "localhost:1")
        found = re.search('content="([^"]*)"', page)
        assert found is not None
        assert found[1].replace("&#x27;", "'").startswith(widened)
        assert page.replace(found[0], "") == f"<title>x</title>{meta}<p>".replace(
            'content="{rules}"', ""
        )


@pytest.mark.parametrize(
    ("page", "whole"),
    [
        ("<body>a</body></html>", "<body>a+</body></html>"),
        ("<pre>&lt;/body></pre></BODY >", "<pre>&lt;/body></pre>+</BODY >"),
        ("<p>a", "<p>a+"),
    ],
)
def test_what_is_added_stands_at_the_end(page: str, whole: str) -> None:
    assert before_end(page, "+") == whole
