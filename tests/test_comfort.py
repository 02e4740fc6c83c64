"""`new`, `list` and `schema` as an editor calls them."""

import json
import re
from pathlib import Path

import pytest

from sitegen import cli
from sitegen.handbook import files
from sitegen.models import CONTENT_TYPES
from sitegen.schema import schemas
from tests.golden.conftest import settle

DAY = ("--today", "2026-03-01")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the fictitious city as the working folder."""
    monkeypatch.chdir(settle(tmp_path / "city"))
    return tmp_path / "city"


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = cli.main(arguments)
    said = capsys.readouterr()
    return code, said.out + said.err


@pytest.mark.parametrize("kind", [content_type.name for content_type in CONTENT_TYPES])
@pytest.mark.parametrize("options", [(), ("--lang",)])
def test_new_knows_every_type(
    project: Path, capsys: pytest.CaptureFixture[str], kind: str, options: tuple[str, ...]
) -> None:
    content_type = next(t for t in CONTENT_TYPES if t.name == kind)
    place = project / content_type.path_of("ganz-neu")
    before = place.read_bytes() if place.exists() else b""
    code, said = run("new", kind, "ganz-neu", *options, capsys=capsys)
    assert code == cli.FINE
    assert content_type.path_of("ganz-neu") in said
    assert place.read_bytes().startswith(before)
    assert len(place.read_bytes()) > len(before)
    again, told = run("new", kind, "ganz-neu", *options, capsys=capsys)
    assert again == cli.FINDINGS
    assert "gibt es schon" in told


def test_new_names_the_types_it_knows(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(project.rglob("*"))
    code, said = run("new", "treffen", "x", capsys=capsys)
    assert code == cli.USAGE
    assert "„treffen“ gibt es nicht; möglich ist: " in said
    assert all(content_type.name in said for content_type in CONTENT_TYPES)
    assert sorted(project.rglob("*")) == before


def test_list_counts_without_a_filter(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(project.rglob("*"))
    code, said = run("list", *DAY, capsys=capsys)
    assert code == cli.FINE
    assert re.search(r"^ +[1-9]\d*  Entwurf +--entwurf$", said, re.MULTILINE)
    assert len(said.splitlines()) == 6
    assert sorted(project.rglob("*")) == before


def test_list_shows_what_is_asked_for(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert project.is_dir()
    drafts = run("list", "--entwurf", *DAY, capsys=capsys)[1].splitlines()
    assert any(line.startswith("offers/entwurf.yaml: ") for line in drafts)
    both = run("list", "--entwurf", "--pausiert", *DAY, capsys=capsys)[1].splitlines()
    assert set(drafts) < set(both)
    code, said = run(
        "list", "--entwurf", "--pausiert", "--art", "ort", "--format", "json", *DAY, capsys=capsys
    )
    assert code == cli.FINE
    assert {row["art"] for row in json.loads(said)} <= {"ort"}
    later = run("list", "--ueberfaellig", "--today", "2030-01-01", capsys=capsys)[1].splitlines()
    assert len(later) > len(run("list", "--ueberfaellig", *DAY, capsys=capsys)[1].splitlines())


def test_list_says_what_is_wrong_first(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "offers" / "singkreis.yaml"
    path.write_text(path.read_text("utf-8") + "uups: 1\n", "utf-8")
    code, said = run("list", *DAY, capsys=capsys)
    assert code == cli.FINDINGS
    assert "[schluessel-unbekannt]" in said
    assert run("list", "--art", "treffen", capsys=capsys)[0] == cli.USAGE


def test_schema_writes_its_files_and_nothing_else(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path for path in project.rglob("*") if path.is_file()}
    code, said = run("schema", capsys=capsys)
    assert code == cli.FINE
    made = {path for path in project.rglob("*") if path.is_file()} - before
    assert {path.relative_to(project).as_posix() for path in made} == set(schemas())
    assert said.splitlines() == list(schemas())


def test_handbuch_writes_everything_that_is_generated(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("handbuch", capsys=capsys)[1].splitlines() == list(files())
    for path, text in files().items():
        assert (project / path).read_text("utf-8") == text
