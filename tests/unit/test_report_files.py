"""`--bericht`, `vorschau` and `ci` as an editor or a workflow calls them."""

import json
import re
from pathlib import Path

import pytest

from sitegen import cli
from tests.golden.conftest import settle
from tests.test_cli import ENGLISH, run

ROOT = Path(__file__).parents[2]
DAY = ("--today", "2026-03-01")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the fictitious city with one mistake, as the working folder."""
    city = settle(tmp_path / "city")
    monkeypatch.chdir(city)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return city


def spoil(project: Path) -> None:
    offer = project / "offers" / "singkreis.yaml"
    offer.write_text(offer.read_text("utf-8") + "unbekannt: 1\n", "utf-8")


@pytest.mark.parametrize("verb", ["check", "build"])
def test_one_run_reports_in_every_form(
    verb: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(project)
    files = {"json": "a.json", "gitlab": "tief/unten/b.json", "markdown": "c=d.md"}
    wanted = [f"--bericht={form}={file}" for form, file in files.items()]
    code, said = run(verb, *wanted, *DAY, capsys=capsys)
    assert code == cli.FINDINGS
    found = [row["code"] for row in json.loads((project / files["json"]).read_text("utf-8"))]
    assert "schluessel-unbekannt" in found
    assert "Fehler [schluessel-unbekannt]" in said
    same = json.loads((project / files["gitlab"]).read_text("utf-8"))
    assert [row["check_name"] for row in same] == found
    counted = said.splitlines()[-1 if verb == "check" else -2]
    assert f"## Prüfung: {counted}\n" in (project / files["markdown"]).read_text("utf-8")


def test_a_report_of_single_files_holds_only_those(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(project)
    run("check", "offers/mittagstisch.yaml", "--bericht", "json=a.json", *DAY, capsys=capsys)
    assert json.loads((project / "a.json").read_text("utf-8")) == []


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check", "--bericht", "xml=a"), "--bericht: „xml“ gibt es nicht; möglich ist "),
        (("check", "--bericht", "json"), "FORM=DATEI"),
        (("build", "--bericht", "json="), "FORM=DATEI"),
        (("build", "--bericht", "=a"), "„“ gibt es nicht"),
        (("check", "--bericht", "json=offers"), "„offers“ lässt sich nicht schreiben"),
        (("check", "--bericht", "json=/dev/full/a"), "lässt sich nicht schreiben"),
        (("vorschau", "--vorher", "a", "--nachher", "b"), "es fehlt: --out"),
        (("vorschau", "--vorher", "a", "--nachher", "b", "--out", "offers"), "gibt es schon"),
        (("vorschau", "--vorher", "a", "--nachher", "b", "--out", "content/site.yaml"), "schon"),
        (("vorschau", "--vorher", "a", "--nachher", "b", "--out", "/dev/full/x"), "schreiben"),
    ],
)
def test_wrong_usage_is_answered_in_german(
    arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    day = DAY if arguments[0] != "vorschau" else ()
    code, said = run(*arguments, *day, capsys=capsys)
    assert code == cli.USAGE
    assert words in said
    assert not ENGLISH.search(said), said


@pytest.mark.parametrize("verb", ["vorschau", "ci"])
def test_help_is_german(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(verb, "--help", capsys=capsys)
    assert code == cli.FINE
    assert said.startswith("Aufruf: ")
    assert not ENGLISH.search(said), said


def test_the_preview_is_a_folder_that_begins_with_a_list(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("build", "--out", "vorher", *DAY, capsys=capsys)
    offer = project / "offers" / "singkreis.yaml"
    offer.write_text(offer.read_text("utf-8").replace("titel: ", "titel: Neuer "), "utf-8")
    run("build", "--out", "nachher", *DAY, capsys=capsys)
    folders = ("--vorher", "vorher", "--nachher", "nachher")
    code, said = run("vorschau", *folders, "--out", "tief/vorschau", capsys=capsys)
    assert code == cli.FINE
    assert "tief/vorschau" in said
    written = project / "tief" / "vorschau"
    assert "Neuer Singkreis" in (written / "index.html").read_text("utf-8")
    page = (written / "seite/angebote/singkreis/index.html").read_text("utf-8")
    assert "<h1>Neuer Singkreis" in page
    assert (written / "seite/assets/style.css").is_file()


def test_the_report_in_the_handbook_is_real(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    handbook = ROOT / "docs" / "handbuch"
    example = re.search(
        r"```yaml\n(titel: .*?)```", (handbook / "erstes-angebot.md").read_text("utf-8"), re.DOTALL
    )
    assert example
    offer = project / "offers" / "spielrunde-am-fluss.yaml"
    offer.write_text(example[1].replace("haus-am-fluss", "haus-am-fluß"), "utf-8")
    run("check", "offers/spielrunde-am-fluss.yaml", "--bericht=markdown=a.md", *DAY, capsys=capsys)
    quoted = re.findall(r"^>(.*)$", (handbook / "im-browser.md").read_text("utf-8"), re.MULTILINE)
    assert words("\n".join(quoted)) == words((project / "a.md").read_text("utf-8"))


def words(text: str) -> list[str]:
    return re.sub(r"[#*]", " ", text).split()


def test_a_planted_link_is_not_followed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outside = project.parent / "outside.json"
    (project / "report.json").symlink_to(outside)
    code, said = run("check", "--bericht", "json=report.json", *DAY, capsys=capsys)
    assert code == cli.USAGE
    assert "„report.json“ lässt sich nicht schreiben" in said
    assert not outside.exists()
