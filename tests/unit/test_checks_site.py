"""What the finished files must hold: links, headings, ids and addresses of their own."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from sitegen.checks import SITE_CHECKS, SiteCheck, headings, links, output_paths
from sitegen.diagnostics import Diagnostic
from sitegen.messages import rules
from sitegen.site import PageJob, PageSummary, Renderer
from sitegen.work import summarise


def page(url: str, body: str = "<h1>x</h1>", title: str = "x") -> PageSummary:
    html = f"<!DOCTYPE html><title>{title}</title>\n{body}"
    return summarise(PageJob(url, "", lambda _: b"", "offers/x.yaml"), html.encode())


def looked_at(check: SiteCheck, pages: Sequence[PageSummary]) -> Iterator[Diagnostic]:
    """What is wrong with the pages of a site that has no others."""
    return check.check(pages, {it.file: it for it in pages})


def told(found: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in found]


SITE = [
    page("/", '<h1 id="oben">Start</h1>'),
    page("/angebote/", "<h1>Angebote</h1>"),
    page("/angebote/tee/", '<h1>Tee</h1><p id="zeiten">'),
    page("/404.html"),
    summarise(PageJob("/assets/x.css", "", lambda _: b""), b"a{}"),
]


@pytest.mark.parametrize(
    "link",
    [
        *("../../", "../", "./", ".", "..", "../..", "", "#zeiten", "./#zeiten", "#"),
        *("../../#oben", "../../404.html", "../../assets/x.css", "../tee/", "../tee/#zeiten"),
        *("https://example.org/", "mailto:tee@example.org", "tel:112", "/unter/weg/"),
    ],
)
def test_a_link_that_leads_somewhere(link: str) -> None:
    summary = page("/angebote/tee/", f'<h1 id="zeiten">x</h1><a href="{link}">x</a>')
    assert list(looked_at(links, [*SITE[:2], summary, *SITE[3:]])) == []


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("../saft/", "link-ins-leere"),
        ("../tee", "link-ins-leere"),
        ("tee/", "link-ins-leere"),
        ("../../404", "link-ins-leere"),
        ("../../404.html/", "link-ins-leere"),
        ("../../assets/x.js", "link-ins-leere"),
        ("#preise", "anker-fehlt"),
        ("../#zeiten", "anker-fehlt"),
        ("../../#Oben", "anker-fehlt"),
    ],
)
def test_a_link_that_leads_nowhere(link: str, code: str) -> None:
    summary = page("/angebote/tee/", f'<h1 id="zeiten">x</h1>\n\n<a href="{link}">x</a>')
    (finding,) = looked_at(links, [*SITE[:2], summary, *SITE[3:]])
    assert finding.code == code
    assert (finding.location.path, finding.location.line) == ("dist/angebote/tee/index.html", 4)
    assert f"„{link}“" in finding.message


@pytest.mark.parametrize(
    ("tag", "address"),
    [
        ('<img src="https://example.org/x.png" alt="">', "https://example.org/x.png"),
        ('<script src="//example.org/x.js"></script>', "//example.org/x.js"),
        ('<link rel="stylesheet" href="http://example.org/x.css">', "http://example.org/x.css"),
        ('<iframe src="HTTPS://example.org/"></iframe>', "HTTPS://example.org/"),
        ('<form action="https://example.org/"></form>', "https://example.org/"),
        ('<video poster="data:image/png;base64,x"></video>', "data:image/png;base64,x"),
    ],
)
def test_nothing_is_loaded_from_elsewhere(tag: str, address: str) -> None:
    (finding,) = looked_at(links, [page("/", f"<h1>x</h1>{tag}")])
    assert finding.code == "fremde-quelle"
    assert address in finding.message


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("<h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2>", []),
        ("<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h2>e</h2>", []),
        ("", ["hauptueberschrift"]),
        ("<h2>a</h2>", ["hauptueberschrift"]),
        ("<h1>a</h1><h1>b</h1>", ["hauptueberschrift"]),
        ("<h1>a</h1><h3>b</h3>", ["ueberschrift-springt"]),
        ("<h1>a</h1><h2>b</h2><h4>c</h4><h6>d</h6>", ["ueberschrift-springt"] * 2),
        ('<h1 id="a">a</h1><p id="a"><p id="b">', ["anker-doppelt"]),
        ('<h1>a</h1><p id="a"><p id="b"><p id="a"><p id="b">', ["anker-doppelt"] * 2),
    ],
)
def test_headings_and_ids(body: str, codes: list[str]) -> None:
    found = list(looked_at(headings, [page("/tee/", body)]))
    assert [finding.code for finding in found] == codes
    assert {finding.location.path for finding in found} <= {"dist/tee/index.html"}


@pytest.mark.parametrize("title", ["", "  ", "\n"])
def test_a_page_has_a_title(title: str) -> None:
    (finding,) = looked_at(headings, [page("/", title=title)])
    assert finding.code == "seitentitel-fehlt"


def test_files_that_are_no_pages_have_no_headings() -> None:
    assert list(looked_at(headings, SITE[4:])) == []


@pytest.mark.parametrize(
    ("urls", "taken"),
    [
        (("/", "/a/", "/a/b/", "/ab/"), []),
        (("/a/", "/a/"), ["/a/"]),
        (("/a/", "/A/"), ["/A/"]),
        (("/a/", "/a/index.html"), ["/a/index.html"]),
        (("/a", "/a/b/"), ["/a/b/"]),
        (("/a/b/", "/a"), ["/a/b/"]),
        (("/a", "/A/b/c/"), ["/A/b/c/"]),
    ],
)
def test_every_file_has_an_address_of_its_own(urls: tuple[str, ...], taken: list[str]) -> None:
    found = list(looked_at(output_paths, [page(url) for url in urls]))
    assert told(found) == [
        ("adresse-zweimal", f"Die Adresse {url} ist schon vergeben.") for url in taken
    ]
    for finding in found:
        assert finding.location.path == "offers/x.yaml"
        assert [other.location.path for other in finding.related] == ["offers/x.yaml"]


def test_a_file_without_a_source_is_named_by_itself() -> None:
    def nothing(_: Renderer) -> bytes:
        return b""

    twins = [summarise(PageJob("/a/", "", nothing), b"") for _ in range(2)]
    (finding,) = looked_at(output_paths, twins)
    assert finding.location.path == "dist/a/index.html"


@pytest.mark.parametrize("check", SITE_CHECKS, ids=lambda it: vars(it)["__name__"])
def test_what_is_wrong_with_finished_files_stops_publication(check: SiteCheck) -> None:
    """Pages that stay as they are are not looked at again: a warning would be said once only."""
    words = re.findall(r'"([a-z-]+)"', Path(vars(check)["__file__"]).read_text("utf-8"))
    severities = [rules()[word].severity for word in words if word in rules()]
    assert severities
    assert set(severities) == {"fehler"}
