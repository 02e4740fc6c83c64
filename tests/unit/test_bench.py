"""The benchmark's own parts: the corpus is sound and always the same, and the figures add up."""

import os
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bench import saving
from bench.__main__ import Wish, command, options_of, wishes
from bench.builders import EDITS, HUGO, OURS, Builder, hugo, mark, ours
from bench.chart import chart
from bench.compare import Kind, kind_of, kinds
from bench.corpus import write_project
from bench.equivalent import HUGO as HUGO_PROJECT
from bench.matter import Corpus, offers, terms
from bench.measure import Made, Usage, made_in, marks, middle, run, written
from bench.report import page
from bench.saving import PAGE, SEARCH, Saved, saved_to_written
from bench.scenarios import COLD, LATER, NEW_DAY, SCENARIOS, WARM, Measured, cold, medians, warm
from bench.yamltext import Block
from bench.yamltext import written as yaml_of
from sitegen.diagnostics import has_errors
from sitegen.order import Order
from sitegen.pipeline import look

COUNT = 20
TODAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("bench") / "corpus"
    write_project(COUNT, project)
    return project


def files_of(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in project.rglob("*")
        if path.is_file()
    }


def test_the_corpus_is_the_same_each_time(corpus: Path, tmp_path: Path) -> None:
    write_project(COUNT, tmp_path / "again")
    assert files_of(corpus) == files_of(tmp_path / "again")


def test_the_corpus_has_no_errors_and_all_its_offers_are_shown(corpus: Path) -> None:
    site, outcome = look(Order(corpus, corpus / "templates", corpus / "dist", TODAY))
    assert site is not None, [it.message for it in outcome.findings if has_errors((it,))]
    own = {path.stem for path in (corpus / "offers").iterdir() if " – " in path.read_text("utf-8")}
    assert len(own) == COUNT
    assert own <= set(site.offers)


def test_texts_of_the_corpus_have_150_to_250_words(corpus: Path) -> None:
    texts = [
        record["text"]
        for record in Corpus(corpus, corpus / "dist").offers.values()
        if "##" in record.get("text", "") and " – " in record["titel"]
    ]
    assert len(texts) == COUNT
    assert all(150 <= len(text.split()) <= 250 for text in texts)


def test_the_corpus_goes_to_hugo_as_front_matter(corpus: Path, tmp_path: Path) -> None:
    name = "fruehstueckstreff-nachbarschaftshaus-ahornweg"
    (tmp_path / "angebote" / name).mkdir(parents=True)
    (tmp_path / "angebote" / name / "qr.svg").touch()
    read = Corpus(corpus, tmp_path)
    (matter, text) = offers(read)[name]
    assert matter["title"] == "Frühstückstreff – Nachbarschaftshaus Ahornweg"
    assert matter["stadtbezirke"] == ["ahornberg"]
    assert "## " in text
    assert terms(read)["stadtbezirke"]["ahornberg"][0]["orte_hier"]


@pytest.mark.parametrize("make", [ours, hugo])
def test_every_edit_finds_what_it_changes(
    make: Callable[[Path, Path], Builder], corpus: Path, tmp_path: Path
) -> None:
    builder = make(corpus, tmp_path / "work")
    if builder.name == HUGO:
        _hugo_files(builder)
    else:
        builder.fresh()
    for kind in EDITS:
        path = builder.work / builder.edits[kind][0]
        versions = [path.read_text("utf-8")]
        for number in (1, 2):
            builder.edit(kind, number)
            versions.append(path.read_text("utf-8"))
        assert len(set(versions)) == 3, kind


def _hugo_files(builder: Builder) -> None:
    """The files that edits change, as bench.equivalent writes them."""
    shutil.copytree(HUGO_PROJECT, builder.work)
    for name, title in (
        (builder.edits["title"][0], "Frühstückstreff – Nachbarschaftshaus Ahornweg"),
        (builder.edits["label"][0], "Spielen"),
    ):
        path = builder.work / name
        path.parent.mkdir(parents=True)
        path.write_text(f'{{\n "title": "{title}"\n}}\nText', "utf-8")


def test_a_record_is_written_as_editors_write_it() -> None:
    inner: Block = {"a": "1", "b": ["x"]}
    record: Block = {"titel": "Ja: nein", "orte": [], "text": "a\n\nb\n", "k": [inner]}
    assert yaml_of(record) == (
        'titel: "Ja: nein"\ntext: |\n  a\n\n  b\nk:\n  - a: 1\n    b:\n      - x\n'
    )


def test_usage_of_a_command_counts_what_it_starts(tmp_path: Path) -> None:
    burn = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'x = [0] * 5_000_000'])"
    used = run([sys.executable, "-c", burn], tmp_path)
    assert used.peak > 40_000_000
    assert used.together >= used.peak
    assert used.cpu > used.system > 0
    with pytest.raises(RuntimeError, match="gave 3: no"):
        run([sys.executable, "-c", "import sys; print('no'); sys.exit(3)"], tmp_path)


def test_scenarios_build_in_turns_and_edit_in_between(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "text").write_text("old", "utf-8")
    build = "mkdir -p dist; cat text >> ../log; cp text dist/index.html"
    one, other = (
        Builder(
            name,
            source,
            tmp_path / name,
            lambda day: ("sh", "-c", f"echo {day} >> ../log; {build}"),
            {kind: ("text", "old", f"old {kind} {{}}") for kind in EDITS},
            lambda _: ("true",),
            "dist",
        )
        for name in ("one", "other")
    )
    checked: list[str] = []
    found, made, (copy, links) = cold(
        [one, other], 1, tmp_path, lambda: checked.append("both"), is_tight=True
    )
    assert checked == ["both"]
    assert made == {"one": Made(1, 1, 3), "other": Made(1, 1, 3)}
    assert copy.wall > 0
    assert links.wall > 0
    assert [it.work.exists() for it in (one, other)] == [True, False]
    later = warm([one], 1)
    assert {name: len(all_) for name, all_ in later["one"].items()} == dict.fromkeys(LATER, 1)
    assert [it.written for all_ in later["one"].values() for it in all_] == [1] * len(LATER)
    assert list(warm([one], 0, [NEW_DAY, COLD])["one"]) == [NEW_DAY]
    assert set(medians(found)) == {"one", "other"}
    log = (tmp_path / "log").read_text("utf-8")
    assert log.startswith("2026-03-01\nold2026-03-01\nold2026-03-01\nold2026-03-02\nold")
    assert all(
        f"{kind} {mark(1)}" in (one.target / "index.html").read_text("utf-8") for kind in EDITS
    )


def test_files_that_are_new_or_written_again_are_counted(tmp_path: Path) -> None:
    for name in ("same", "again", "replaced", "gone"):
        (tmp_path / name).write_text(name, "utf-8")
    before = marks(tmp_path)
    os.utime(tmp_path / "again", ns=(0, 1))
    (tmp_path / "new").write_text("new", "utf-8")
    (tmp_path / "new").replace(tmp_path / "replaced")
    (tmp_path / "gone").unlink()
    (tmp_path / "new").write_text("new", "utf-8")
    assert written(before, marks(tmp_path)) == 3


_PREVIEW = f"""
import sys, time
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path
from threading import Thread
server = HTTPServer(("127.0.0.1", int(sys.argv[1])), SimpleHTTPRequestHandler)
Thread(target=server.serve_forever, daemon=True).start()
while True:
    for file, text in (("{PAGE}", Path("text").read_text("utf-8")), ("{SEARCH}", "old")):
        path = Path("dist", file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    time.sleep(0.01)
"""


def test_saves_are_followed_until_their_words_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "_REST", 0.0)
    monkeypatch.setattr(saving, "_LEAST", 0.2)
    source = tmp_path / "source"
    source.mkdir()
    (source / "text").write_text("old", "utf-8")
    builder = Builder(
        "one",
        source,
        tmp_path / "one",
        lambda _: ("true",),
        {"body": ("text", "old", "old {}")},
        lambda port: (sys.executable, "-c", _PREVIEW, str(port)),
        "dist",
    )
    found = saved_to_written([builder], 2)["one"]
    assert found.page > 0
    assert found.search is None


def test_each_size_may_have_runs_and_scenarios_of_its_own() -> None:
    own = "--runs 5 --runs 50000:1 --only 50000:cold,body --alone 50000"
    options = options_of([*own.split(), "1000", "50000"])
    assert wishes(options) == [
        Wish(1_000, 5, SCENARIOS),
        Wish(50_000, 1, ("cold", "body"), is_alone=True),
    ]
    assert command(options) == f'make bench SIZES="1000 50000" BENCH="{own}"'


@pytest.mark.parametrize("words", ["--runs 0", "--runs x", "--only warm", "--only 9:cold,"])
def test_wrong_options_are_refused(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        options_of(words.split())
    assert end.value.code == 2
    # Whatever language argparse speaks by now in this process, it names the option.
    assert f" {words.split(maxsplit=1)[0]}: " in capsys.readouterr().err


def test_the_middle_is_taken_of_each_figure() -> None:
    usages = [Usage(1, 9, 5, 1, 1, 3), Usage(2, 8, 7, 3, 1, 4), Usage(9, 1, 6, 2, 1, 5)]
    assert middle(usages) == Usage(2, 8, 6, 2, 1, 4)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "start"),
        ("angebote/a/index.html", "angebote"),
        ("leichte-sprache/index.html", "easy start"),
        ("leichte-sprache/themen/a/index.html", "easy themen"),
        ("angebote/a/kalender.ics", "kalender.ics (angebote)"),
        ("kalender.ics", "kalender.ics (all)"),
        ("assets/merkzettel/0.js", "data: merkzettel"),
        ("assets/style.css", "other files"),
    ],
)
def test_kinds_of_files(path: str, kind: str) -> None:
    assert kind_of(path) == kind


def test_sites_are_compared_by_bytes_of_a_page(tmp_path: Path) -> None:
    for site, size in (("a", 100), ("b", 114), ("c", 116)):
        folder = tmp_path / site / "orte" / "x"
        folder.mkdir(parents=True)
        (folder / "index.html").write_bytes(b"x" * size)
    assert made_in(tmp_path / "a") == Made(1, 1, 100)
    assert [it.is_alike for it in kinds(tmp_path / "a", tmp_path / "b")] == [True]
    assert [it.is_alike for it in kinds(tmp_path / "a", tmp_path / "c")] == [False]
    assert not Kind("missing", (1, 0), (100, 0)).is_alike


def test_the_page_has_ratios_and_the_chart_says_them() -> None:
    usages = {
        OURS: {
            COLD: Usage(2.0, 3.0, 50 << 20, 0.5, 80 << 20, 3_000),
            WARM: Usage(0.05, 0.06, 20 << 20, 0.01, 30 << 20, 7),
        },
        HUGO: {
            COLD: Usage(1.0, 6.0, 200 << 20, 1.0, 210 << 20, 3_000),
            WARM: Usage(1.0, 6.0, 200 << 20, 1.0, 210 << 20, 2_000),
        },
    }
    made = {OURS: Made(1_000, 3_000, 10_000_000), HUGO: Made(1_000, 3_000, 10_000_000)}
    floors = (Usage(0.2, 0.3, 0), Usage(0.1, 0.1, 0))
    one = Measured(1_000, 5, 1, made, usages, *floors)
    saves = {OURS: Saved(50.0, 60.0), HUGO: Saved(500.0, None)}
    text = page([one], [(1_000, saves)], {"command": "x", "place": "y", "versions": "z"})
    assert "the median of 5 runs, cold ones of 1 at 1,000 offers." in text
    assert "| 1,000 | cold build | 2.00 | 1.00 | 2.00 | 3.00 | 6.00 | 0.50 | 3.00 | 6.00 |" in text
    assert "| 1,000 | no change | 20 | 200 | 0.10 | 30 | 210 | 0.14 | 7 | 2,000 |" in text
    assert "| 10.0 | 0.10 | 2.0% | – |" in text  # of a copy, links, of a cold build
    assert "| 1,000 | 50 | 500 | 0.10 | 60 | – | – |" in text
    drawn = ET.fromstring(chart(one))  # noqa: S314 - our own text
    said = drawn.findtext("{*}desc")
    assert said == "cold build: 2.00; no change: 0.05. Hugo is 1."


def test_a_size_without_hugo_has_no_ratios() -> None:
    usages = {OURS: {COLD: Usage(2.0, 3.0, 50 << 20, 0.5, 80 << 20, 3_000)}}
    floors = (Usage(0.2, 0.3, 0), Usage(0.1, 0.1, 0))
    made = {OURS: Made(1_000, 3_000, 10_000_000)}
    alone = Measured(50_000, 1, 1, made, usages, *floors)
    saves = [(50_000, {OURS: Saved(50.0, 60.0)})]
    text = page([alone], saves, {"command": "x", "place": "y", "versions": "z"})
    assert "| 50,000 | cold build | 2.00 | – | – | 3.00 | – | – | 3.00 | – | 0.50 | – |" in text
    assert "| 50,000 | 50 | – | – | 60 | – | – |" in text
