"""The benchmark's own parts: the corpus is sound and always the same, and the figures add up."""

import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bench.builders import EDITS, HUGO, OURS, Builder, hugo, ours
from bench.chart import chart
from bench.compare import Kind, kind_of, kinds
from bench.corpus import write_project
from bench.equivalent import HUGO as HUGO_PROJECT
from bench.matter import Corpus, offers, terms
from bench.measure import Made, Usage, made_in, middle, run
from bench.report import page
from bench.scenarios import COLD, SCENARIOS, WARM, Measured, cold, medians, warm
from bench.yamltext import Block, written
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
    assert written(record) == (
        'titel: "Ja: nein"\ntext: |\n  a\n\n  b\nk:\n  - a: 1\n    b:\n      - x\n'
    )


def test_usage_of_a_command_counts_what_it_starts(tmp_path: Path) -> None:
    burn = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'x = [0] * 5_000_000'])"
    used = run([sys.executable, "-c", burn], tmp_path)
    assert used.peak > 40_000_000
    assert used.cpu > 0
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
        )
        for name in ("one", "other")
    )
    checked: list[str] = []
    found, made, copy = cold(
        [one, other], 1, tmp_path, lambda: checked.append("both"), is_large=True
    )
    assert checked == ["both"]
    assert made == {"one": Made(1, 1, 3), "other": Made(1, 1, 3)}
    assert copy.wall > 0
    assert [it.work.exists() for it in (one, other)] == [True, False]
    later = warm([one], 1)
    assert {name: len(all_) for name, all_ in later["one"].items()} == dict.fromkeys(
        SCENARIOS[1:], 1
    )
    assert set(medians(found)) == {"one", "other"}
    log = (tmp_path / "log").read_text("utf-8")
    assert log.startswith("2026-03-01\nold2026-03-01\nold2026-03-01\nold2026-03-02\nold")
    assert all(f"{kind} 1" in (one.target / "index.html").read_text("utf-8") for kind in EDITS)


def test_the_middle_is_taken_of_each_figure() -> None:
    assert middle([Usage(1, 9, 5), Usage(2, 8, 7), Usage(9, 1, 6)]) == Usage(2, 8, 6)


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
        OURS: {COLD: Usage(2.0, 3.0, 50 << 20), WARM: Usage(0.05, 0.06, 20 << 20)},
        HUGO: {COLD: Usage(1.0, 6.0, 200 << 20), WARM: Usage(1.0, 6.0, 200 << 20)},
    }
    made = {OURS: Made(1_000, 3_000, 10_000_000), HUGO: Made(1_000, 3_000, 10_000_000)}
    one = Measured(1_000, 5, made, usages, Usage(0.2, 0.3, 0))
    text = page([one], [(1_000, 50.0, 500.0)], {"command": "x", "place": "y", "versions": "z"})
    assert "| 1,000 | cold build | 2.00 | 1.00 | 2.00 | 3.00 | 6.00 | 0.50 | 3.00 | 6.00 |" in text
    assert "| 10.0 | 2.0% | – |" in text  # of a copy, of a cold build
    assert "| 1,000 | 50 | 500 | 0.10 |" in text
    drawn = ET.fromstring(chart(one))  # noqa: S314 - our own text
    said = drawn.findtext("{*}desc")
    assert said == "cold build: 2.00; no change: 0.05. Hugo is 1."
