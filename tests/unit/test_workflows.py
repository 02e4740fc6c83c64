"""The workflow files: as written by the program, valid, and without more rights than needed."""

import json
import re
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from sitegen import cli
from sitegen.generated import write
from sitegen.workflows import files

ROOT = Path(__file__).parents[2]
GITHUB, GITLAB = ".github/workflows/seite.yml", ".gitlab-ci.yml"

# Actions of GitHub's own and the commits of their releases, looked up in their repositories.
RELEASES = {
    "actions/checkout": "3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
    "actions/setup-python": "5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0",
    "actions/upload-artifact": "bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0",
    "actions/upload-pages-artifact": "fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0",
    "actions/deploy-pages": "cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0",
}


class Workflow(yaml.SafeLoader):
    """Reads `on` as GitHub does: as a word."""


Workflow.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in found if tag != "tag:yaml.org,2002:bool"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Workflow.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


def loaded(path: str) -> Any:
    return yaml.load(files()[path], Workflow)  # noqa: S506 - a safe loader with fewer words


@pytest.mark.parametrize("path", files())
def test_the_committed_files_are_those_of_the_program(path: str) -> None:
    assert (ROOT / path).is_file(), "run: .venv/bin/python -m sitegen ci"
    assert (ROOT / path).read_text("utf-8") == files()[path], "run: .venv/bin/python -m sitegen ci"


@pytest.mark.parametrize(
    ("path", "name"), [(GITHUB, "github-workflows.json"), (GITLAB, "gitlab-ci.json")]
)
def test_the_files_keep_the_published_schemas(path: str, name: str) -> None:
    packaged = distribution("check-jsonschema").files or ()
    text = next(file for file in packaged if file.name == name).read_text("utf-8")
    schema = json.loads(text)
    validator = jsonschema.validators.validator_for(schema)(schema)
    validator.validate(loaded(path))
    assert not validator.is_valid({"jobs": {"a": {"steps": 1}}, "a": {"script": 1}})


def test_the_verb_writes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / GITLAB).write_text("alt", "utf-8")
    assert cli.main(["ci"]) == cli.FINE
    assert capsys.readouterr().out.split() == list(files())
    assert {path: (tmp_path / path).read_text("utf-8") for path in files()} == files()
    assert set(write(tmp_path, files())) == set(files())


def test_github_actions_are_pinned_releases_of_github() -> None:
    used = re.findall(r"uses: (.*)@(.*)", files()[GITHUB])
    assert set(used) == set(RELEASES.items())
    assert all(re.fullmatch(r"[0-9a-f]{40} # v[\d.]+", pin) for pin in RELEASES.values())


def test_both_run_in_the_same_image() -> None:
    """An office may add the digest that it has seen; a moving tag of another kind may not."""
    named = re.findall(r"(?:image|container): (\S+)", files()[GITHUB] + files()[GITLAB])
    assert len(named) == 2
    assert len(set(named)) == 1
    assert re.fullmatch(r"python:3\.\d+(@sha256:[0-9a-f]{64})?", named[0])


def test_github_gives_no_right_that_is_not_needed() -> None:
    workflow = loaded(GITHUB)
    assert workflow["permissions"] == {}
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == {
        "pruefen": {"contents": "read"},
        "bauen": {"contents": "read"},
        "veroeffentlichen": {"pages": "write", "id-token": "write"},
        "jede-seite-pruefen": {"contents": "read"},
    }
    # Nothing that gives the files of a proposal the rights of the main branch.
    assert set(workflow["on"]) == {"pull_request", "push", "schedule", "workflow_dispatch"}
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


def test_what_may_publish_runs_nothing_of_the_project() -> None:
    jobs = loaded(GITHUB)["jobs"]
    (publishing,) = (job for job in jobs.values() if "write" in job["permissions"].values())
    assert [step.get("run") for step in publishing["steps"]] == [None]
    assert publishing["needs"] == "bauen"
    assert "github.event_name != 'pull_request'" in jobs["bauen"]["if"]


def test_every_job_ends() -> None:
    for job in loaded(GITHUB)["jobs"].values():
        assert job["timeout-minutes"] <= 120
    jobs = [job for job in loaded(GITLAB).values() if "script" in job]
    assert len(jobs) == 4
    assert all(re.fullmatch(r"\d\d minutes|[12] hours", job["timeout"]) for job in jobs)


@pytest.mark.parametrize("path", files())
def test_no_variable_of_the_office_is_used_but_the_address(path: str) -> None:
    assert set(re.findall(r"\bvars\.(\w+)|\$\{(\w+)", files()[path])) <= {
        ("SEITE_ADRESSE", ""),
        ("", "SEITE_ADRESSE"),
    }
    given = {"CI_PIPELINE_SOURCE", "CI_COMMIT_BRANCH", "CI_DEFAULT_BRANCH"}
    given |= {"CI_MERGE_REQUEST_DIFF_BASE_SHA", "GITHUB_STEP_SUMMARY"}
    assert set(re.findall(r"\$([A-Z][A-Z_]+)", files()[path])) <= {
        *given,
        *("SEITE_ADRESSE", "PWD"),
    }


@pytest.mark.parametrize("path", files())
def test_no_secret_is_asked_for_and_nothing_of_a_proposal_becomes_a_command(path: str) -> None:
    assert not re.search(r"secrets\.|TOKEN|PASSWORD", files()[path])
    commands = [
        step.get("run", "")
        for job in loaded(path).get("jobs", {}).values()
        for step in job["steps"]
    ]
    assert not [command for command in commands if "${{" in command]


def test_both_publish_by_night_and_only_the_main_branch() -> None:
    github, gitlab = loaded(GITHUB), loaded(GITLAB)
    (night,) = github["on"]["schedule"]
    minute, hour, *every = night["cron"].split()
    assert every == ["*", "*", "*"]
    assert int(hour) in range(5)
    assert int(minute) % 5, "whole hours are when everybody's run"
    assert "default_branch" in github["jobs"]["bauen"]["if"]
    assert gitlab["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]


def test_what_to_check_this_week_is_attached_by_night_and_stops_nothing() -> None:
    steps = {step["name"]: step for step in loaded(GITHUB)["jobs"]["bauen"]["steps"]}
    listing, kept = steps["Diese Woche prüfen"], steps["Bögen anhängen"]
    assert listing["if"] == "github.event_name == 'schedule'"
    assert listing["continue-on-error"] is True
    assert kept["if"] == f"steps.{listing['id']}.outcome == 'success'"
    assert kept["with"]["name"] == kept["with"]["path"] == "diese-woche-pruefen"
    names = list(steps)
    assert names.index("Seite anhängen") < names.index("Diese Woche prüfen")
    job = loaded(GITLAB)["diese-woche-pruefen"]
    (rule,) = job["rules"]
    assert '$CI_PIPELINE_SOURCE == "schedule"' in rule["if"]
    assert job["allow_failure"] is True
    assert job["artifacts"]["paths"] == ["diese-woche-pruefen/"]


@pytest.mark.parametrize("path", files())
def test_nothing_is_kept_from_one_run_to_the_next(path: str) -> None:
    """What builds keep is believed; a store of the service may be one that proposals write to."""
    text = files()[path]
    assert "download-artifact" not in text
    assert not re.search("cache", text.replace("rm -rf .cache ", ""), re.IGNORECASE)
    # Not even what somebody has committed: it goes before the first build of each script.
    scripts = [it for it in re.split(r"\n +(?:- \||run: \|)\n", text) if "build.py build" in it]
    assert len(scripts) == 2
    assert all("rm -rf .cache " in it.partition("build.py build")[0] for it in scripts)


@pytest.mark.parametrize("path", files())
def test_what_is_installed_is_locked(path: str) -> None:
    text = " ".join(files()[path].split())
    installs = re.findall(r"pip install (.*?requirements/\S+)", text)
    assert installs
    for options in installs:
        assert "--require-hashes" in options
        assert options.endswith(("requirements/leicht.txt", "requirements/runtime.txt"))
    assert text.count("pip install") == len(installs)


def test_every_page_is_opened_by_night_and_publishing_does_not_wait_for_it() -> None:
    github, gitlab = loaded(GITHUB)["jobs"], loaded(GITLAB)
    name = "jede-seite-pruefen"
    assert github[name]["if"] == "github.event_name == 'schedule'"
    assert name not in str([job.get("needs") for job in github.values()])
    assert gitlab[name]["allow_failure"] is True
    (rule,) = gitlab[name]["rules"]
    assert '$CI_PIPELINE_SOURCE == "schedule"' in rule["if"]


def test_by_night_all_tests_run_and_weaknesses_are_asked_for_whatever_came_of_the_other() -> None:
    name = "jede-seite-pruefen"
    tests, audit = loaded(GITHUB)["jobs"][name]["steps"][-2:]
    assert ".ci/run test-all" in tests["run"]
    assert (audit["run"], audit["if"]) == ("make audit", "${{ !cancelled() }}")
    assert loaded(GITLAB)[name]["script"] == [
        "fehler=0",
        ".ci/run audit || fehler=$?",
        ".ci/run test-all",
        'exit "$fehler"',
    ]
