"""An editor with nothing but a web editor: template, mistakes, report, correction, page.

The commands are those of the committed workflow files, run as the services run them: each in a
fresh clone of the proposal, with nothing of this computer but Python. Only what the services
bring themselves is left out: installing, attaching files, publishing. The city is the
fictitious one, so that nothing here depends on what editors write.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote

import pytest
import yaml

from tests.golden.conftest import settle

ROOT = Path(__file__).parent.parent
ID = "naehcafe"
FILE = f"offers/{ID}.yaml"
PAGE = f"angebote/{ID}/index.html"
TITLE = "Nähcafé & Änderungen"

# Ten keys as somebody might fill them in for the first time, and what is wrong with them.
FIRST = {
    "titel": TITLE,
    "kurz": "",
    "art": "Offener Treff",
    "anbieter": "stadt",
    "modus": "vor Ort",
    "gebiet": "altstatt",
    "themen": "begegnung",
    "kennenlernen": "ja",
    "status": "veroeffentlicht",
    "quellen": "anruf",
}
MISTAKES = {
    "kurz": "pflichtfeld-fehlt",
    "art": "auswahl-unbekannt",
    "modus": "auswahl-unbekannt",
    "quellen": "auswahl-unbekannt",
}
CORRECTED = {
    "kurz": "Gemeinsam nähen und Kleidung ausbessern.",
    "art": "offener-treff",
    "modus": "vor_ort",
    "quellen": "telefonat",
}
# What a record refers to is looked up once the record can be read.
MISNAMED = {"gebiet": "verweis-unbekannt"}
# How the keys stand in a new file; `{}` is where the value goes.
PLACES = {
    "anbieter": r"^anbieter:\n(?: *#.*\n)*  -",
    "gebiet": r"^gebiet:\n(?: *#.*\n)*  -",
    "themen": r"^themen:\n(?: *#.*\n)*  -",
    "kennenlernen": r"^  kennenlernen:",
    "status": r"^  status:",
    "quellen": r"^ *- art:",
}


@dataclass(frozen=True)
class Run:
    """What came of a pipeline: its log, what it shows, and the files it keeps."""

    folder: Path
    log: str
    report: str
    failed: tuple[str, ...]
    kept: tuple[str, ...]

    @property
    def preview(self) -> Path:
        """The folder that is attached as the preview."""
        found = [self.folder / path / name for path in self.kept for name in ("", "vorschau")]
        return next(path for path in found if (path / "vorschau.md").is_file())


class Service(Protocol):
    """GitLab or GitHub, as far as it runs commands."""

    def propose(self, project: Path, folder: Path) -> Run:
        """What it does with a proposal to merge `neu` into `main`."""
        ...

    def publish(self, project: Path, folder: Path) -> Run:
        """What it does with `main` after a merge."""
        ...

    def by_night(self, project: Path, folder: Path) -> Run:
        """What it adds to that by night."""
        ...

    def findings(self, run: Run) -> list[tuple[str, int, str, str]]:
        """The findings beside the lines: file, line, code, weight."""
        ...


def git(folder: Path, *words: str) -> str:
    who = ["-c", "user.name=Redaktion", "-c", "user.email=redaktion@example.org"]
    done = subprocess.run(
        ["git", *who, *words],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def environment(**more: str) -> dict[str, str]:
    """Nothing of this computer but its programs, with the Python of the tests first."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    kept = {key: value for key, value in os.environ.items() if key.startswith("COVERAGE")}
    nothing = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "HOME": "/"}
    return {**kept, **nothing, "PATH": path, "LC_ALL": "C.UTF-8", "CI": "true", **more}


def bash(script: str, folder: Path, **variables: str) -> tuple[int, str]:
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env=environment(**variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def clone(project: Path, folder: Path, ref: str, *options: str) -> Path:
    folder.mkdir()
    git(folder, "init", "--quiet")
    git(folder, "fetch", "--quiet", *options, f"file://{project}", ref)
    git(folder, "checkout", "--quiet", "--detach", "FETCH_HEAD")
    return folder


@dataclass
class GitHub:
    """Steps in shells of their own; a failed one skips those that do not ask to run."""

    jobs: Mapping[str, Any] = field(
        default_factory=lambda: yaml.safe_load(
            (ROOT / ".github/workflows/seite.yml").read_text("utf-8")
        )["jobs"]
    )

    def propose(self, project: Path, folder: Path) -> Run:
        git(project, "checkout", "--quiet", "--detach", "main")
        git(project, "merge", "--quiet", "--no-ff", "-m", "Vorschlag", "neu")
        git(project, "update-ref", "refs/pull/1/merge", "HEAD")
        git(project, "checkout", "--quiet", "neu")
        clone(project, folder, "refs/pull/1/merge", "--depth", "2")
        return self._run("pruefen", folder)

    def publish(self, project: Path, folder: Path) -> Run:
        return self._run("bauen", clone(project, folder, "main", "--depth", "1"))

    def by_night(self, project: Path, folder: Path) -> Run:
        return self._run("bauen", clone(project, folder, "main", "--depth", "1"), is_night=True)

    def _run(self, job: str, folder: Path, *, is_night: bool = False) -> Run:
        log, report = "", ""
        failed: list[str] = []
        kept: list[str] = []
        for step in self.jobs[job]["steps"]:
            condition = step.get("if", "success()")
            is_met = {
                "success()": not failed,
                "${{ !cancelled() && steps.einrichten.outcome == 'success' }}": True,
                "github.event_name == 'schedule'": is_night and not failed,
                "steps.woche.outcome == 'success'": is_night and not failed,
            }
            if not is_met[condition]:
                continue
            if "upload" in step.get("uses", ""):
                kept.append(step["with"]["path"])
            if "run" not in step or step.get("id") == "einrichten":
                continue
            summary = folder.with_name(f"{folder.name}-summary")
            summary.write_text("", "utf-8")
            code, said = bash(
                step["run"], folder, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary)
            )
            log, report = log + said, report + summary.read_text("utf-8")
            failed += [step["name"]] if code else []
        return Run(folder, log, report, tuple(failed), tuple(kept))

    def findings(self, run: Run) -> list[tuple[str, int, str, str]]:
        command = r"^::(error|warning|notice) file=([^,:]*),line=(\d+).*title=[^:]*\[(.*?)\]::"
        weights = {"error": "Fehler", "warning": "Warnung", "notice": "Hinweis"}
        found = re.findall(command, run.log, re.MULTILINE)
        return [(unquote(file), int(line), code, weights[kind]) for kind, file, line, code in found]


@dataclass
class GitLab:
    """One shell for all lines; artifacts are kept whatever happens."""

    jobs: Mapping[str, Any] = field(
        default_factory=lambda: yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text("utf-8"))
    )

    def propose(self, project: Path, folder: Path) -> Run:
        base = git(project, "merge-base", "main", "neu")
        clone(project, folder, "neu")
        return self._run("pruefen", folder, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)

    def publish(self, project: Path, folder: Path) -> Run:
        return self._run("pages", clone(project, folder, "main"))

    def by_night(self, project: Path, folder: Path) -> Run:
        return self._run("diese-woche-pruefen", clone(project, folder, "main"))

    def _run(self, name: str, folder: Path, **variables: str) -> Run:
        job = self.jobs[name]
        assert job["artifacts"].get("when") == "always" or name == "diese-woche-pruefen"
        code, said = bash("\n".join(job["script"]), folder, GITLAB_CI="true", **variables)
        report = folder / "bericht" / "bericht.md"
        return Run(
            folder,
            said,
            report.read_text("utf-8") if report.is_file() else "",
            (name,) if code else (),
            tuple(job["artifacts"]["paths"]),
        )

    def findings(self, run: Run) -> list[tuple[str, int, str, str]]:
        file = self.jobs["pruefen"]["artifacts"]["reports"]["codequality"]
        weights = {"critical": "Fehler", "minor": "Warnung", "info": "Hinweis"}
        return [
            (
                row["location"]["path"],
                row["location"]["lines"]["begin"],
                row["check_name"],
                weights[row["severity"]],
            )
            for row in json.loads((run.folder / file).read_text("utf-8"))
        ]


SERVICES: Mapping[str, Service] = {"github": GitHub(), "gitlab": GitLab()}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with the city, the program and its workflow files, and a branch `neu`."""
    folder = settle(tmp_path / "projekt")
    settings = folder / "content" / "site.yaml"
    settings.write_text(
        settings.read_text("utf-8").replace("betrieb: produktion", "betrieb: demo"), "utf-8"
    )
    for name in ("sitegen", "vorlagen", ".github"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("build.py", ".gitlab-ci.yml", ".gitignore"):
        shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    commit(folder, "Bisher")
    git(folder, "checkout", "--quiet", "-b", "neu")
    return folder


def commit(project: Path, message: str) -> None:
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "-m", message)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with these values behind their keys, whatever stood there before."""
    for key, value in values.items():
        place = PLACES.get(key, rf"^{key}:")
        found = re.search(rf"({place})[^\n]*$", text, re.MULTILINE)
        assert found, f"no {key} in the template"
        line = f"{found[1]} {value}".rstrip()
        text = text[: found.start()] + line + text[found.end() :]
    return text


def line_of(text: str, key: str) -> int:
    found = re.search(PLACES.get(key, rf"^{key}:"), text, re.MULTILINE)
    assert found
    return text.count("\n", 0, found.end()) + 1


def places(text: str, mistakes: Mapping[str, str]) -> set[tuple[str, int, str]]:
    """Where these mistakes stand: file, line, code."""
    return {(FILE, line_of(text, key), code) for key, code in mistakes.items()}


def errors(service: Service, run: Run) -> set[tuple[str, int, str]]:
    return {place[:3] for place in service.findings(run) if place[3] == "Fehler"}


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_from_a_template_to_a_page(service: Service, project: Path, tmp_path: Path) -> None:
    template = (project / "vorlagen" / "angebot-kurz.yaml").read_text("utf-8")
    offer = project / FILE
    first = fill(template, FIRST)
    offer.write_text(first, "utf-8")
    commit(project, "Nähcafé")

    run = service.propose(project, tmp_path / "erster")
    assert run.failed, run.log
    assert errors(service, run) == places(first, MISTAKES), run.log
    assert "4 Fehler" in run.report
    assert f"### {FILE}\n" in run.report
    assert f"**Fehler in Zeile {line_of(first, 'modus')}:**" in run.report
    assert "Meinten Sie „vor\\_ort“?" in run.report
    assert "Noch keine Vorschau" in run.report
    assert "Traceback" not in run.log + run.report

    second = fill(first, CORRECTED)
    offer.write_text(second, "utf-8")
    commit(project, "Berichtigt")
    run = service.propose(project, tmp_path / "zweiter")
    assert run.failed, run.log
    assert errors(service, run) == places(second, MISNAMED), run.log
    assert "Meinten Sie „altstadt“?" in run.report

    offer.write_text(fill(second, {"gebiet": "altstadt"}), "utf-8")
    commit(project, "Noch einmal")
    run = service.propose(project, tmp_path / "dritter")
    assert not run.failed, run.log
    assert not errors(service, run)
    assert "## Prüfung: Keine Fehler" in run.report
    shown = TITLE.replace("&", r"\&")
    assert f"- {shown} (/angebote/{ID}/)" in run.report
    assert TITLE.replace("&", "&amp;") in (run.preview / "index.html").read_text("utf-8")
    look_at(run.preview / "seite" / PAGE)

    git(project, "checkout", "--quiet", "main")
    git(project, "merge", "--quiet", "neu")
    published = service.publish(project, tmp_path / "nacht")
    assert not published.failed, published.log
    assert published.kept == ("public",)
    assert (published.folder / "public" / PAGE).is_file()


def look_at(page: Path) -> None:
    """Open a file as somebody does who has downloaded it; Chromium in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", LOOK, shutil.which("chromium") or "", page.as_uri()],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["heading"] == TITLE
    assert seen["margin"] == "0px", "the page has no style"
    assert seen["complaints"] == []
    assert seen["list"].startswith("Vorschau")
    assert seen["again"] == TITLE


# Playwright keeps one loop per process, and other tests may have it already.
LOOK = """
import json, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(
        executable_path=sys.argv[1], args=["--no-sandbox", "--disable-gpu"]
    )
    context = browser.new_context(offline=True)
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.goto(sys.argv[2])
    seen = {
        "heading": page.locator("h1").inner_text(),
        "margin": page.evaluate("getComputedStyle(document.body).margin"),
    }
    page.get_by_role("link", name="Zur Liste der Änderungen").click()
    seen["list"] = page.locator("h1").inner_text()
    page.get_by_role("link", name=seen["heading"], exact=True).first.click()
    seen["again"] = page.locator("h1").inner_text()
    print(json.dumps({**seen, "complaints": complaints}))
"""


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_a_base_that_cannot_be_built_counts_as_empty(
    service: Service, project: Path, tmp_path: Path
) -> None:
    git(project, "checkout", "--quiet", "main")
    broken = project / "content" / "anbieter" / "stadt.yaml"
    whole = broken.read_text("utf-8")
    broken.write_text(whole + "unbekannt: 1\n", "utf-8")
    commit(project, "Fehler im Hauptzweig")
    published = service.publish(project, tmp_path / "nacht")
    assert published.failed
    assert not (published.folder / "public").exists()
    git(project, "checkout", "--quiet", "neu")
    git(project, "merge", "--quiet", "main")
    broken.write_text(whole, "utf-8")
    commit(project, "Berichtigt")
    run = service.propose(project, tmp_path / "vorschlag")
    assert not run.failed, run.log
    assert "ließ sich nicht bauen" in run.log
    assert "### Neue Seiten" in run.report
    assert "### Geänderte Seiten" not in run.report


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_by_night_there_are_sheets_for_what_to_check(
    service: Service, project: Path, tmp_path: Path
) -> None:
    by_day = service.publish(project, tmp_path / "tag")
    assert not list(by_day.folder.glob("diese-woche-pruefen*"))
    run = service.by_night(project, tmp_path / "nacht")
    assert not run.failed, run.log
    (kept,) = (path for path in run.kept if path.startswith("diese-woche-pruefen"))
    assert {path.name for path in (run.folder / kept).iterdir()} == {
        "anrufliste.html",
        "anrufliste.csv",
    }
    assert "zu prüfen bis" in run.report + run.log


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_a_proposal_that_changes_no_record_passes(
    service: Service, project: Path, tmp_path: Path
) -> None:
    (project / "NOTIZ.md").write_text("Nichts.\n", "utf-8")
    commit(project, "Notiz")
    run = service.propose(project, tmp_path / "vorschlag")
    assert not run.failed, run.log
    assert "An den Seiten ändert sich nichts." in run.report


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_a_hostile_file_name_gives_no_command(
    service: Service, project: Path, tmp_path: Path
) -> None:
    name = "offers/$(touch geknackt)\n::error::a;touch geknackt.yaml"
    (project / name).write_text("titel: a\n", "utf-8")
    commit(project, "Böse")
    run = service.propose(project, tmp_path / "vorschlag")
    assert run.failed
    assert not list(tmp_path.rglob("geknackt*"))
    assert "\n::error::a" not in run.log
    assert "dateiname-ungueltig" in run.report
