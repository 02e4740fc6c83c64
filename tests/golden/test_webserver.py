"""What a real nginx sends with the file of docs/betrieb/: header by header, kind by kind."""

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.headers import FRESH, HEADERS, LASTING, LASTS, TYPES
from sitegen.trees import MARKER
from tests.observatory import ORIGIN, Visit, score
from tests.webserver import HOST, Answer, Web, serving

HIDDEN = "Das liest niemand von außen."
SECTION = "    # Ab hier:"
# A page of nginx itself or of ours; the kind of what is there, and how long it may be kept.
HTML = "text/html; charset=utf-8"
KINDS = {
    "/": (200, HTML, FRESH),
    "/angebote/": (200, HTML, FRESH),
    "/gebaerdensprache/willkommen/": (200, HTML, FRESH),
    "/404.html": (200, HTML, FRESH),
    "/nirgends/": (404, HTML, FRESH),
    "/assets/": (404, HTML, FRESH),
    "/assets/nirgends.css": (404, HTML, FRESH),
    "/assets/style.css": (200, TYPES[".css"], LASTING),
    "/assets/zeit.js": (200, TYPES[".js"], FRESH),
    "/assets/stand.js": (200, TYPES[".js"], FRESH),
    "/assets/marke.svg": (200, TYPES[".svg"], LASTING),
    "/assets/marke.png": (200, "image/png", LASTING),
    "/kalender.ics": (200, "text/calendar; charset=utf-8", FRESH),
    "/feed.atom": (200, "application/atom+xml; charset=utf-8", FRESH),
    "/sitemap.xml": (200, TYPES[".xml"], FRESH),
    "/robots.txt": (200, TYPES[".txt"], FRESH),
    "/.well-known/security.txt": (200, "text/plain; charset=utf-8", FRESH),
    "/.well-known/": (404, HTML, FRESH),
    "/angebote": (301, "text/html", FRESH),
}
# Out of the folder, into what is hidden, and what is meant for other hosts.
REFUSED = (
    f"/{MARKER}",
    "/%2esitegen",
    "/.git/config",
    "/%2egit/config",
    "/.env",
    "/angebote/.env",
    "/.well-known/.env",
    "/.well-known/../.env",
    "/_headers",
    "/../geheim.txt",
    "/..%2fgeheim.txt",
    "/%2e%2e/geheim.txt",
    "/assets/../../geheim.txt",
    "/assets/..%2f..%2fgeheim.txt",
    "/assets/%2e%2e%2f%2e%2e%2fgeheim.txt",
    "/assets/..%5c..%5cgeheim.txt",
    "/....//geheim.txt",
    "//../geheim.txt",
    "/angebote/%00/../../geheim.txt",
    "/assets../geheim.txt",
)


@pytest.fixture(scope="module")
def root(city: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The city as published, with hidden files within and a secret beside it."""
    folder = tmp_path_factory.mktemp("server")
    (folder / "geheim.txt").write_text(HIDDEN, "utf-8")
    shutil.copytree(city, folder / "nebenan")
    for name in (".git/config", ".env", "angebote/.env", ".well-known/.env"):
        hidden = folder / "nebenan" / name
        hidden.parent.mkdir(exist_ok=True)
        hidden.write_text(HIDDEN, "utf-8")
    return folder / "nebenan"


@pytest.fixture(scope="module")
def web(root: Path) -> Iterator[Web]:
    """The city at the root of its host."""
    with serving(root) as server:
        yield server


def assert_headers(answer: Answer) -> None:
    """Every header stands there once, as it should."""
    sent = {name: answer.headers.get_all(name) for name in HEADERS}
    assert sent == {name: [value] for name, value in HEADERS.items()}
    assert len(answer.headers.get_all("Cache-Control", [])) == 1
    assert answer.headers["Server"] == "nginx"
    assert "Set-Cookie" not in answer.headers
    assert b"nginx/" not in answer.body


@pytest.mark.parametrize("path", KINDS)
def test_every_kind_of_file_has_its_headers(web: Web, path: str) -> None:
    answer = web.get(path)
    kind = (answer.status, answer.headers["Content-Type"], answer.headers["Cache-Control"])
    assert kind == KINDS[path]
    assert_headers(answer)


def test_every_file_has_a_known_kind(web: Web, root: Path) -> None:
    examples = {path.suffix: path for path in root.rglob("*") if path.suffix and path.is_file()}
    assert examples.keys() <= TYPES.keys()
    assert examples.keys() >= {".atom", ".css", ".html", ".ics", ".js", ".png", ".svg", ".vtt"}
    for suffix, path in examples.items():
        answer = web.get(f"/{path.relative_to(root).as_posix()}")
        assert (answer.status, answer.headers["Content-Type"]) == (200, TYPES[suffix])
        assert answer.headers["Cache-Control"] == (LASTING if suffix in LASTS else FRESH)
        assert answer.body == path.read_bytes()


@pytest.mark.parametrize("path", REFUSED)
def test_what_is_hidden_stays_hidden(web: Web, root: Path, path: str) -> None:
    answer = web.get(path)
    assert answer.status in {400, 404}
    assert HIDDEN.encode() not in answer.body
    assert answer.status == 400 or answer.body == (root / "404.html").read_bytes()
    assert_headers(answer)


def test_what_is_hidden_would_be_found(root: Path) -> None:
    assert HIDDEN in (root / ".env").read_text("utf-8")
    assert HIDDEN in (root.parent / "geheim.txt").read_text("utf-8")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_sent(web: Web, method: str) -> None:
    answer = web.get("/angebote/", method=method)
    assert answer.status == 405
    assert_headers(answer)


def test_a_head_is_the_same_without_the_page(web: Web) -> None:
    answer = web.get("/angebote/", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert_headers(answer)


def test_what_has_not_changed_is_not_sent_again(web: Web) -> None:
    for packing in ("identity", "gzip"):
        first = web.get("/assets/style.css", headers={"Accept-Encoding": packing})
        known = {"If-None-Match": first.headers["ETag"], "Accept-Encoding": packing}
        again = web.get("/assets/style.css", headers=known)
        assert (again.status, again.body) == (304, b"")
        assert_headers(again)


@pytest.mark.parametrize(
    ("path", "is_packed"),
    [("/angebote/", True), ("/kalender.ics", True), ("/assets/marke.png", False)],
)
def test_texts_are_packed(web: Web, root: Path, path: str, *, is_packed: bool) -> None:
    answer = web.get(path, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == ("gzip" if is_packed else None)
    file = root / path[1:] / "index.html" if path.endswith("/") else root / path[1:]
    body = gzip.decompress(answer.body) if is_packed else answer.body
    assert body == file.read_bytes()
    assert answer.headers["Vary"] == ("Accept-Encoding" if is_packed else None)


def test_films_can_be_watched_from_the_middle(web: Web, root: Path) -> None:
    film = next(iter(sorted(root.rglob("*.mp4"))))
    path = f"/{film.relative_to(root).as_posix()}"
    answer = web.get(path, headers={"Range": "bytes=4-7"})
    assert (answer.status, answer.body) == (206, film.read_bytes()[4:8])


@pytest.mark.parametrize("path", ["/", "/angebote/?a=1", "/.env", "//example.net/"])
def test_nobody_reads_without_encryption(web: Web, path: str) -> None:
    answer = web.get(path, scheme="http", headers={"Host": "example.net"})
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}{path}")
    assert "Strict-Transport-Security" not in answer.headers, "counts only where it is encrypted"


@pytest.mark.parametrize("path", ["/angebote", "//angebote", "/./angebote", "/x/../angebote"])
def test_redirects_stay_here(web: Web, path: str) -> None:
    answer = web.get(path, headers={"Host": "example.net"})
    assert (answer.status, answer.headers["Location"]) == (301, "/angebote/")


def test_every_page_has_at_least_115_points(web: Web, root: Path) -> None:
    redirect = web.get("/", scheme="http").headers["Location"]
    pages = sorted(root.rglob("*.html"))
    for page in pages[:: len(pages) // 40]:
        answer = web.get(f"/{page.relative_to(root).as_posix()}", headers={"Origin": ORIGIN})
        visit = Visit(HOST, tuple(answer.headers.items()), answer.body.decode(), redirect)
        assert answer.status == 200
        assert score(visit) == 120


def shared(text: str) -> str:
    """The file with its second half within a location, as on a server that shows more."""
    head, part = text.split(SECTION)
    body, end = part.rsplit("}", 1)
    return f"{head}    location /nebenan/ {{{SECTION}{body}    }}\n}}{end}"


@pytest.mark.parametrize("is_alone", [True, False], ids=["alone", "shared"])
def test_a_site_can_stand_below_a_path(root: Path, *, is_alone: bool) -> None:
    with serving(root.parent, "/nebenan/", str if is_alone else shared) as web:
        for path in ("", "angebote/", "assets/style.css", ".well-known/security.txt"):
            answer = web.get(f"/nebenan/{path}")
            assert answer.status == 200
            assert_headers(answer)
        for path in ("nirgends", ".env", MARKER, "_headers"):
            answer = web.get(f"/nebenan/{path}")
            assert (answer.status, answer.body) == (404, (root / "404.html").read_bytes())
            assert_headers(answer)
        assert web.get("/nebenan/angebote").headers["Location"] == "/nebenan/angebote/"
        elsewhere = web.get("/geheim.txt")
        assert elsewhere.status == 200
        assert ("Referrer-Policy" in elsewhere.headers) == is_alone
