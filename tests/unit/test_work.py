"""Jobs become files and summaries, one by one, in any number of processes."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

import pytest

from sitegen.derive import derive
from sitegen.diagnostics import Findings, Location, diagnose
from sitegen.forking import shared_out
from sitegen.here import WordingError
from sitegen.outputs import planned
from sitegen.render import Templates
from sitegen.site import Bundle, Link, Links, PageJob, PageSummary, Renderer
from sitegen.work import Workshop, summarise, work
from tests.examples import project
from tests.planning import bundled

HTML = b"""<!DOCTYPE html>
<html lang="de"><head><title> Tee &amp; Kuchen </title>
<link rel="stylesheet" href="../style.css">
<script src="https://example.org/x.js"></script></head>
<body id="oben"><svg><title>Bild</title></svg><h1>Tee</h1><h2 id="zeiten">Zeiten</h2>
<a href="#zeiten">x</a><a href="https://example.org/">y</a>
<a href="tel:112">z</a><img src="a.png" alt="" srcset="b.png">
<form action="/suche/"></form></body></html>
"""


class Silent:
    """A renderer for jobs that need none."""

    def page(self, template: str, view: object) -> bytes:
        raise AssertionError(template, view)


def job(url: str, data: bytes) -> PageJob:
    def render(_: Renderer) -> bytes:
        return data

    return PageJob(url, "key", render, "offers/tee.yaml")


def test_what_is_kept_of_a_page() -> None:
    assert summarise(job("/angebote/tee/", HTML), HTML) == PageSummary(
        url="/angebote/tee/",
        file="angebote/tee/index.html",
        digest=hashlib.sha256(HTML).hexdigest(),
        source="offers/tee.yaml",
        title="Tee & Kuchen",
        ids=("oben", "zeiten"),
        headings=(1, 2),
        links=Links.of(
            (
                Link("../style.css", 3),
                Link("#zeiten", 6),
                Link("a.png", 7),
                Link("b.png", 7),
                Link("/suche/", 8),
            )
        ),
        outside=(Link("https://example.org/x.js", 4),),
        key="key",
    )


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (b"<title>a</title><title>b</title>", "a"),
        (b"<head></head><body><svg><title>a</title></svg>", ""),
        (b"<title></title><body><svg><title>a</title></svg>", ""),
        (b"<!-- <title>a</title> --><title lang='de'>b</title>", "b"),
    ],
)
def test_the_title_is_that_of_the_page(page: bytes, title: str) -> None:
    assert summarise(job("/", page), page).title == title


@pytest.mark.parametrize(
    ("page", "links"),
    [
        (b"<a href='x'>a</a><a href=y>b</a>", ["x", "y"]),
        (b'<img alt="a > b" src="a.png"><a\nhref="?a&amp;b">c</a>', ["a.png", "?a&b"]),
        (b'<a title="id=1 href=z" class="href=z">a</a>', []),
        (b'<!-- <a href="x">a</a> -->', []),
        (b'<a href="x', []),
    ],
)
def test_links_are_found_however_they_are_written(page: bytes, links: list[str]) -> None:
    summary = summarise(job("/", page), page)
    assert [link.target for link in summary.links] == links
    assert summary.ids == ()


def test_what_is_kept_of_other_files() -> None:
    summary = summarise(job("/robots.txt", b"\xff"), b"\xff")
    assert summary.file == "robots.txt"
    assert summary.digest == hashlib.sha256(b"\xff").hexdigest()
    assert (summary.title, summary.ids, [*summary.links]) == ("", (), [])


def test_every_job_is_written_once_and_in_order() -> None:
    written: dict[str, bytes] = {}

    def write(file: str, data: bytes) -> Findings:
        written[file] = data
        return ()

    jobs = [job("/b/", HTML), job("/a.txt", b"x"), job("/", HTML)]
    summaries = work(bundled(jobs), Silent(), write)
    assert list(written) == [s.file for s in summaries] == ["b/index.html", "a.txt", "index.html"]
    assert all(summary.findings == () for summary in summaries)


def test_what_cannot_be_written_is_part_of_the_summary() -> None:
    fault = diagnose("ausgabe-datentraeger-voll", Location("dist"), ordner="dist")

    def write(file: str, _: bytes) -> Findings:
        return (fault,) if file == "b/index.html" else ()

    first, second = work(bundled([job("/a/", HTML), job("/b/", HTML)]), Silent(), write)
    assert (first.findings, second.findings) == ((), (fault,))


def test_a_page_that_cannot_be_worded_is_not_written() -> None:
    fault = diagnose("oberflaechentext-noetig", Location("content/texte/de.yaml"), schluessel="x")

    def render(_: Renderer) -> bytes:
        raise WordingError(fault)

    written: list[str] = []

    def write(file: str, _: bytes) -> Findings:
        written.append(file)
        return ()

    summaries = work(bundled([PageJob("/a/", "", render), job("/b/", HTML)]), Silent(), write)
    assert written == ["b/index.html"]
    assert summaries[0].findings == (fault,)
    # Nothing else is wrong with it, so no other check has anything to add.
    assert (summaries[0].title, summaries[0].headings) != ("", ())


def test_other_errors_are_ours() -> None:
    def render(_: Renderer) -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work(bundled([PageJob("/", "", render)]), Silent(), lambda _file, _data: ())


# The same files by one process and by several.

FILES: Mapping[str, str] = {
    f"offers/treff-{number:02}.yaml": (project.CITY / "offers" / "teestube.yaml")
    .read_text("utf-8")
    .replace("Teestube", f"Treff {number}")
    + f"fruehere_ids: [alt-{number:02}]\n"
    for number in range(60)
}


NOWHERE = Workshop(Silent(), lambda _file, _data: ())


def shared(folder: Path, processes: int) -> tuple[PageSummary, ...]:
    """Everything, written into a folder of its own."""
    catalogue = project.catalogue(FILES)
    site, _ = derive(catalogue, project.TODAY, {"/assets/x.css": b"a {}"})
    templates = Templates(folder / "templates", catalogue.texts)

    def write(file: str, data: bytes) -> Findings:
        target = folder / f"made-by-{processes}" / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        return ()

    made = shared_out((*planned(site),), Workshop(templates, write).work, processes)
    return tuple(chain.from_iterable(made))


def test_the_number_of_processes_changes_nothing(tmp_path: Path) -> None:
    project.city(tmp_path)
    alone = shared(tmp_path, 1)
    assert len(alone) > 200
    made = project.fingerprint(tmp_path / "made-by-1")
    for processes in (2, 3):
        assert shared(tmp_path, processes) == alone
        assert project.fingerprint(tmp_path / f"made-by-{processes}") == made


def test_what_goes_wrong_in_another_process_is_not_lost() -> None:
    def fail(_: Renderer) -> bytes:
        raise ZeroDivisionError

    def end(_: Renderer) -> bytes:
        os._exit(1)

    fine = [Bundle(f"{number}", lambda: [job("/x/", HTML)]) for number in range(300)]
    for render, words in ((fail, "ZeroDivisionError"), (end, "ended early")):
        faulty = PageJob("/", "", render)
        with pytest.raises(RuntimeError, match=words):
            shared_out([*fine, *bundled([faulty])], NOWHERE.work, 2)


def test_other_children_of_the_process_are_left_to_whoever_began_them() -> None:
    with subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"]) as other:
        os.waitid(os.P_PID, other.pid, os.WEXITED | os.WNOWAIT)  # it has ended, nobody asked yet
        bundles = [Bundle(f"{number}", lambda: [job("/x/", HTML)]) for number in range(300)]
        assert len(shared_out(bundles, NOWHERE.work, 2)) == 300
        assert other.wait() == 3
