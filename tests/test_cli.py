"""The command as an editor meets it: verbs, exit codes, German words, no traceback."""

import errno
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen import cli
from tests.golden.conftest import settle

ROOT = Path(__file__).parent.parent
ENGLISH = re.compile(
    r"\b(usage|error|required|invalid|argument|choice|choose|expected|unrecognized|show|"
    r"Traceback|exception|warning|None|True|False)\b"
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the fictitious city as the working folder."""
    monkeypatch.chdir(settle(tmp_path / "city"))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return tmp_path / "city"


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Exit code and everything said."""
    code = cli.main(arguments)
    said = capsys.readouterr()
    return code, said.out + said.err


def test_build_publishes_and_says_so(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run("build", "--today", "2026-03-01", capsys=capsys)
    assert code == cli.FINE
    assert re.search(r"\d+ Dateien in dist veröffentlicht\.", said)
    assert (project / "dist" / "index.html").is_file()


@pytest.mark.usefixtures("project")
def test_a_second_build_has_nothing_to_do_and_says_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    first = run("build", "--today", "2026-03-01", capsys=capsys)[1]
    code, said = run("build", "--today", "2026-03-01", capsys=capsys)
    assert code == cli.FINE
    last = re.search(r"Nichts hat sich geändert: (\d+) Dateien in dist sind aktuell\.\n\Z", said)
    assert last
    assert f"{last[1]} Dateien in dist veröffentlicht." in first
    assert first.startswith(said.removesuffix(last[0]))
    assert "veröffentlicht." in run("build", "--today", "2026-03-02", capsys=capsys)[1]


def test_build_without_words_is_build(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py")],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == cli.FINE, done.stdout + done.stderr
    assert (project / "dist" / "index.html").is_file()


def test_build_elsewhere(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("build", "--out", "anderswo", capsys=capsys)[0] == cli.FINE
    assert (project / "anderswo" / "index.html").is_file()
    assert not (project / "dist").exists()


def test_another_base_url_moves_the_page_for_wrong_addresses(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("build", "--base-url", "https://other.example.org/unter/pfad", capsys=capsys)
    html = (project / "dist" / "404.html").read_text("utf-8")
    assert 'href="/unter/pfad/angebote/"' in html


def test_errors_leave_the_site_alone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("build", "--today", "2026-03-01", capsys=capsys)
    before = {path: path.read_bytes() for path in (project / "dist").rglob("*") if path.is_file()}
    (project / "offers" / "cafe-am-fluss.yaml").write_text("titel: x\ntitel: y\n", "utf-8")
    code, said = run("build", "--today", "2026-03-02", capsys=capsys)
    assert code == cli.FINDINGS
    assert "offers/cafe-am-fluss.yaml:2:1: Fehler [schluessel-doppelt]" in said
    assert "Nichts veröffentlicht" in said
    after = {path: path.read_bytes() for path in (project / "dist").rglob("*") if path.is_file()}
    assert after == before


def test_check_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(project.rglob("*"))
    assert run("check", "--today", "2026-03-01", capsys=capsys)[0] == cli.FINE
    assert sorted(project.rglob("*")) == before


def test_check_of_single_files_reports_only_those(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("mittagstisch", "singkreis"):
        path = project / "offers" / f"{name}.yaml"
        path.write_text(path.read_text("utf-8") + "unbekannt: 1\n", "utf-8")
    code, said = run("check", "offers/singkreis.yaml", capsys=capsys)
    assert code == cli.FINDINGS
    assert "offers/singkreis.yaml" in said
    assert "offers/mittagstisch.yaml" not in said
    assert run("check", "offers/spieleabend.yaml", capsys=capsys)[0] == cli.FINE


def test_broken_settings_hide_nothing_else(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = project / "content" / "site.yaml"
    settings.write_text(settings.read_text("utf-8") + "farbe: rot\n", "utf-8")
    offer = project / "offers" / "mittagstisch.yaml"
    offer.write_text(offer.read_text("utf-8") + "alter:\n  von: 60\n  bis: 20\n", "utf-8")
    code, said = run("check", "--today", "2026-03-01", capsys=capsys)
    assert code == cli.FINDINGS
    assert "content/site.yaml" in said
    assert "[schluessel-unbekannt]" in said
    assert "offers/mittagstisch.yaml" in said
    assert "[alter-verkehrt]" in said


def test_strict_makes_warnings_count(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "content" / "anbieter" / "stadt.yaml"
    path.write_text(path.read_text("utf-8").replace("https:", "http:"), "utf-8")
    day = ("--today", "2026-03-01")
    assert run("check", *day, capsys=capsys)[0] == cli.FINE
    code, said = run("check", "--strict", *day, capsys=capsys)
    assert code == cli.FINDINGS
    assert "Fehler [webadresse-ohne-s]" in said


def test_a_new_offer_says_what_is_missing_and_builds_once_filled(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("new", "angebot", "nähcafé", capsys=capsys)[0] == cli.FINDINGS
    assert run("new", "angebot", "naehcafe", capsys=capsys)[0] == cli.FINE
    path = project / "offers" / "naehcafe.yaml"
    text = path.read_text("utf-8")
    assert "geprueft" not in text
    code, said = run("check", "offers/naehcafe.yaml", capsys=capsys)
    assert code == cli.FINDINGS
    assert said.count("[pflichtfeld-fehlt]") >= 8
    for key, value in {
        "titel": "Nähcafé",
        "kurz": "Zusammen nähen.",
        "art": "offener-treff",
        "modus": "vor_ort",
        "  kennenlernen": "ja",
    }.items():
        text = re.sub(rf"^{key}:$", f"{key}: {value}", text, flags=re.MULTILINE)
    text = re.sub(r"^(anbieter:\n  -)$", r"\1 stadt", text, flags=re.MULTILINE)
    text = re.sub(r"^(gebiet:\n  -)$", r"\1 altstadt", text, flags=re.MULTILINE)
    text = re.sub(r"^(themen:\n  -)$", r"\1 begegnung", text, flags=re.MULTILINE)
    text = re.sub(r"^(    - art:)$", r"\1 telefonat", text, flags=re.MULTILINE)
    path.write_text(text, "utf-8")
    assert run("check", "offers/naehcafe.yaml", capsys=capsys) == (cli.FINE, "Keine Fehler.\n")


def test_new_never_overwrites(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (project / "offers" / "singkreis.yaml").read_bytes()
    code, said = run("new", "angebot", "singkreis", capsys=capsys)
    assert code == cli.FINDINGS
    assert "datei-gibt-es-schon" in said
    assert (project / "offers" / "singkreis.yaml").read_bytes() == before


def test_the_long_form_has_every_key(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("new", "angebot", "lang", "--lang", capsys=capsys)
    text = (project / "offers" / "lang.yaml").read_text("utf-8")
    for key in ("erster_besuch:", "ausnahmen:", "sprachfassungen:", "verweist_an:", "suchworte:"):
        assert key in text


@pytest.mark.parametrize("code", ["pflichtfeld-fehlt", "yaml-tabulator", "kontakt-fehlt"])
def test_explain(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    exit_code, said = run("explain", code, capsys=capsys)
    assert exit_code == cli.FINE
    assert code in said
    assert len(said) > 100


def test_explain_lists_all(capsys: pytest.CaptureFixture[str]) -> None:
    _, said = run("explain", capsys=capsys)
    assert len(said.splitlines()) > 60


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "es fehlt: BEFEHL"),
        (("baue",), "„baue“ gibt es nicht"),
        (("build", "--heute"), "unbekannte Angabe: --heute"),
        (("build", "--today"), "hier fehlt ein Wert"),
        (("build", "--today", "1.3.2026"), "„1.3.2026“ ist kein Tag"),
        (("build", "--today", "2026-02-30"), "„2026-02-30“ ist kein Tag"),
        (("build", "--base-url", "javascript:x"), "keine Web-Adresse"),
        (("check", "--format", "xml"), "„xml“ gibt es nicht"),
        (("check", "offers/gibt-es-nicht.yaml"), "gibt es nicht"),
        (("check", "/"), "außerhalb"),
        (("serve", "--port", "viele"), "„viele“ passt hier nicht"),
        (("new", "angebot"), "es fehlt: kennung"),
        (("new", "lampe", "x"), "„lampe“ gibt es nicht"),
        (("explain", "pflichtfeld-felt"), "Meinten Sie „pflichtfeld-fehlt“?"),
    ],
)
def test_wrong_usage_is_answered_in_german(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    words: str,
) -> None:
    code, said = run(*arguments, capsys=capsys)
    assert code == cli.USAGE
    assert words in said
    assert not ENGLISH.search(said), said
    assert not (project / "dist").exists()


@pytest.mark.parametrize("verb", ["", "build", "check", "serve", "new", "explain", "handbuch"])
def test_help_is_german(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(*filter(None, [verb]), "--help", capsys=capsys)
    assert code == cli.FINE
    assert said.startswith("Aufruf: ")
    assert not ENGLISH.search(said), said


@pytest.mark.usefixtures("project")
def test_a_wrong_source_date_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "gestern")
    assert run("check", capsys=capsys)[0] == cli.USAGE


def test_our_own_fault_is_one_sentence_and_a_file(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "templates" / "pages" / "start.html").write_text("{{ view.gibt_es_nicht }}", "utf-8")
    code, said = run("build", "--today", "2026-03-01", capsys=capsys)
    assert code == cli.FAULT
    assert "Das ist ein Fehler des Programms" in said
    assert "Traceback" not in said
    assert "Traceback" in (project / cli.FAULT_FILE).read_text("utf-8")
    assert not (project / "dist").exists()


def test_a_fault_that_cannot_be_written_down_is_told_all_the_same(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise OSError(errno.ENOSPC, "voll")

    monkeypatch.setattr("sitegen.pipeline.check", failing)
    (project / cli.FAULT_FILE).symlink_to("anderswo")
    code, said = run("check", capsys=capsys)
    assert code == cli.FAULT
    assert "ließen sich nicht in sitegen-fehler.txt schreiben" in said
    assert "Traceback" not in said
    assert not (project / "anderswo").exists()


@pytest.mark.usefixtures("project")
def test_interrupting_ends_quietly(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sitegen.pipeline.check", interrupted)
    code, said = run("check", capsys=capsys)
    assert (code, said) == (130, "")


def test_a_reader_that_goes_away_is_no_fault(project: Path) -> None:
    for number in range(300):
        shutil.copy(project / "offers/singkreis.yaml", project / f"offers/kopie-{number}.yaml")
        with (project / f"offers/kopie-{number}.yaml").open("a", encoding="utf-8") as file:
            file.write("unbekannt: 1\n")
    command = f'"{sys.executable}" -m sitegen check | head -n 1'
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert not (project / cli.FAULT_FILE).exists()


def test_a_terminal_without_umlauts_still_gets_a_report(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sitegen", "check"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == cli.FINE, done.stderr
