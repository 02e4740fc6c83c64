"""Whoever is taken out of the files is gone with the next build.

That holds for the site and for all that builds keep beside it. And while they are named with
their consent, pages name them, but no search data, feed or calendar does.
"""

import gzip
import re
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen import cli
from tests.golden.conftest import TODAY, settle
from tests.test_history import CLEAN

HOST = "content/anbieter/gastgeberin.yaml"
GUESTS = ("offers/kuechentisch.yaml", "offers/bei-pippilotta.yaml")
NAMED = "offers/vorlesen.yaml"
MARKERS = ("Odalinde", "Quirina", "Zwirnemann", "odalinde")
IN_ADDRESS = "pippilotta"  # part of an id, and so of everything that leads to the page
OFFER = """titel: Vorlesen am Fluss
kurz: Jede Woche eine Geschichte.
art: offener-treff
anbieter:
  - nachbarschaftsverein
modus: vor_ort
gebiet:
  - flussufer
themen:
  - begegnung
kontakt:
  email: quirina.zwirnemann@nachbarschaft.example.org
  name: Quirina Zwirnemann
  einwilligung:
    datum: 2026-02-01
    umfang: Name und Mail-Adresse im Verzeichnis.
    bis: 2026-12-31
text: |
  Quirina Zwirnemann liest vor.
niedrigschwellig:
  kennenlernen: ja
pflege:
  status: veroeffentlicht
  geprueft_am: 2026-02-24
  geprueft_von: Redaktion
  quellen:
    - art: telefonat
      datum: 2026-02-24
"""
WITHOUT = re.compile(r"(?m)^  name: .*\n|^  email: .*\n|^  einwilligung:\n(?:    .*\n)+")


def named(project: Path) -> None:
    """Put three persons into the city: a host, a contact who reads aloud, one who names an id."""
    host = project / HOST
    host.write_text(host.read_text("utf-8").replace("name: Mila", "name: Odalinde"), "utf-8")
    (project / "offers/spieleabend.yaml").rename(project / GUESTS[1])
    (project / NAMED).write_text(OFFER, "utf-8")


def removed(project: Path) -> None:
    """Take them out, as the handbook says: files of two, the words about the other."""
    for path in (HOST, *GUESTS):
        (project / path).unlink()
    text = WITHOUT.sub("", OFFER).replace("Quirina Zwirnemann liest", "Jemand vom Verein liest")
    (project / NAMED).write_text(text.replace("kontakt:\n", ""), "utf-8")


def built(project: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Build as an editor does, with whatever builds keep for the next one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        day = ("--today", TODAY.isoformat(), "--base-url", "https://lindenau.example.org/")
        code = cli.main(["build", *day])
    said = capsys.readouterr().out
    assert code == cli.FINE, said
    return said


def traces(project: Path, *more: str) -> list[str]:
    """Each file below the project, but of git, that has a marker in its name or its bytes."""
    found, marks = [], (*MARKERS, *more)
    for path in sorted(project.rglob("*")):
        name = path.relative_to(project).as_posix()
        if name.startswith(".git/") or not path.is_file():
            continue
        held = (name.encode(), *unpacked(path.read_bytes()))
        found += [f"{name}: {mark}" for mark in marks if any(mark.encode() in it for it in held)]
    return found


def unpacked(data: bytes) -> Iterator[bytes]:
    """The bytes, unfolded as calendars are, and what is packed in them."""
    yield data.replace(b"\r\n ", b"")
    if data[:2] == b"\x1f\x8b":
        yield gzip.decompress(data)
    elif data[:2] in {b"x\x01", b"x\x9c", b"x\xda"}:
        yield zlib.decompress(data)


def test_a_removed_person_is_gone_with_the_next_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = settle(tmp_path / "city")
    named(project)
    assert "[name-im-text]" not in built(project, capsys), "both have agreed"
    dist = project / "dist"
    shown = [it for it in traces(project) if it.startswith("dist/")]
    assert "dist/anbieter/gastgeberin/index.html: Odalinde" in shown
    assert "dist/angebote/vorlesen/index.html: Zwirnemann" in shown
    # Pages show them; nothing that machines collect does.
    assert [it for it in shown if not it.partition(":")[0].endswith("/index.html")] == []
    assert (dist / "kalender.ics").is_file()
    data = "".join(
        "".join(re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL))
        for text in (page.read_text("utf-8") for page in dist.rglob("*.html"))
    )
    assert "Vorlesen am Fluss" in data
    assert not [mark for mark in MARKERS if mark in data]

    # What a build keeps for the next one knows all of them, too.
    kept = {it for it in traces(project, IN_ADDRESS) if it.startswith(".cache/")}
    assert {".cache/gelesen: Odalinde", ".cache/gelesen: Quirina"} <= kept
    assert {it.partition(": ")[2] for it in kept if ".gemacht" in it} >= {"Odalinde", IN_ADDRESS}

    removed(project)
    built(project, capsys)
    # Only the tree before this one, which the next build writes over, still holds them.
    left = traces(project, IN_ADDRESS)
    assert {it.partition("/")[0] for it in left} == {".dist.staging"}
    assert CLEAN.startswith("rm -rf .dist.staging ")
    subprocess.run(["bash", "-c", CLEAN], cwd=project, check=True)
    assert traces(project, IN_ADDRESS) == []
    # After that the next one starts from nothing.
    assert "veröffentlicht." in built(project, capsys)
    assert traces(project, IN_ADDRESS) == []
    assert "Jemand vom Verein liest" in (dist / "angebote/vorlesen/index.html").read_text("utf-8")


def test_a_trace_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "odalinde").write_bytes(b"")
    (tmp_path / "a").write_bytes(gzip.compress(b"Frau Zwirnemann"))
    (tmp_path / "b").write_bytes(zlib.compress(b"Frau Zwirnemann"))
    (tmp_path / "c.ics").write_bytes(b"SUMMARY:Quir\r\n ina\r\n")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/d").write_text("Odalinde")
    assert traces(tmp_path) == [
        "a: Zwirnemann",
        "b: Zwirnemann",
        "c.ics: Quirina",
        "odalinde: odalinde",
    ]
