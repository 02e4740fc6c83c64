"""The files that set up the project agree with each other and do what they say."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
RUNTIME = PROJECT["project"]["dependencies"]

LOCKS = sorted(path.stem for path in (ROOT / "requirements").glob("*.txt"))

# What each lock file has to satisfy.
RANGES = {
    "audit": PROJECT["dependency-groups"]["audit"],
    "bench": PROJECT["dependency-groups"]["bench"],
    "fast": RUNTIME + EXTRAS["fast"],
    "leicht": RUNTIME + EXTRAS["leicht"],
    "lock": PROJECT["dependency-groups"]["lock"],
    "runtime": RUNTIME,
    "serve": RUNTIME + EXTRAS["serve"],
    "test": RUNTIME + EXTRAS["fast"] + EXTRAS["leicht"] + EXTRAS["serve"] + EXTRAS["test"],
}

PIN = re.compile(r"([a-z0-9-]+)==([^ ;]+)( ; [^\\]+)?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
RULE = re.compile(r"^([a-z-]+):(?!=)", re.MULTILINE)


def entries(lock: str) -> list[str]:
    """The logical lines of a lock file without its comments."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    return [entry for entry in "\n".join(lines).replace("\\\n", " ").splitlines() if entry]


def pins(lock: str) -> dict[str, str]:
    found = [PIN.match(entry) for entry in entries(lock)]
    return {match[1]: match[2] for match in found if match}


def run(*command: str | Path, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, env=os.environ | env, capture_output=True, text=True, check=False
    )


def test_there_is_a_lock_for_every_purpose() -> None:
    assert sorted(RANGES) == LOCKS


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_one_version_and_hashes(lock: str) -> None:
    assert entries(lock)
    for entry in entries(lock):
        pin, *hashes = re.split(r"\s+(?=--hash)", entry.strip())
        assert PIN.fullmatch(pin.strip()), entry
        assert hashes, entry
        assert all(HASH.fullmatch(each) for each in hashes), entry


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_registry(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(-i|--[a-z-]*index|--find-links)", text, re.MULTILINE)


def test_the_node_lock_has_hashes_and_names_no_registry() -> None:
    packages = json.loads((ROOT / "tests/browser/package-lock.json").read_text("utf-8"))["packages"]
    locked = {name: package for name, package in packages.items() if name}
    assert locked
    assert all("integrity" in package for package in locked.values())
    assert not any("resolved" in package for package in locked.values())


@pytest.mark.parametrize(
    ("lock", "wanted"), [(lock, wanted) for lock in RANGES for wanted in RANGES[lock]]
)
def test_locked_versions_lie_within_the_ranges(lock: str, wanted: str) -> None:
    requirement = Requirement(wanted)
    if requirement.name == PROJECT["project"]["name"]:
        return  # an extra of our own; its packages are in RANGES
    assert pins(lock)[canonicalize_name(requirement.name)] in requirement.specifier


def test_locks_agree_on_versions() -> None:
    everything = pins("test")
    for lock in ("runtime", "serve"):
        assert pins(lock).items() <= everything.items()
    # Both are put into the same environment.
    shared = pins("audit").keys() & everything
    assert "rich" in shared
    assert {name: pins("audit")[name] for name in shared} == {
        name: everything[name] for name in shared
    }


# Whatever fetches programs, and how it must be written so that only what is locked comes.
FETCHES = re.compile(
    r"\b(?:pip[\"')]? install|\$\(PIP\) install|npm (?:ci|i|install)|npx|uvx?|pipx|curl|wget)\b"
)
LOCKED = (
    r"pip install (?:--quiet )?--require-hashes --only-binary :all: --requirement requirements/\S+",
    r"\$\(PIP\) install --require-hashes --only-binary :all: --requirement",
    r"npm ci --prefix tests/browser --ignore-scripts ",
    r"uv pip compile ",
)
PROGRAMS = [
    *(ROOT / name for name in ("Makefile", ".gitlab-ci.yml")),
    *(path for path in (ROOT / ".ci").iterdir() if path.is_file()),
    *(ROOT / ".github").rglob("*.yml"),
    *(ROOT / "sitegen/workflows").glob("*.yml"),
]


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_is_installed_that_is_not_locked(path: Path) -> None:
    text = " ".join(path.read_text("utf-8").split())
    starts = {found.start() for found in FETCHES.finditer(text)}
    locked = {found.start() for rule in LOCKED for found in re.finditer(rule, text)}
    assert starts <= locked, [text[start : start + 80] for start in starts - locked]


@pytest.mark.parametrize(
    "line",
    ["pip install pip-audit", "pip install -r requirements/test.txt", "npm install x", "npx y"],
)
def test_what_is_not_locked_would_be_found(line: str, tmp_path: Path) -> None:
    (tmp_path / "run").write_text(f"make\n{line}\n", "utf-8")
    with pytest.raises(AssertionError, match=line[:8]):
        test_nothing_is_installed_that_is_not_locked(tmp_path / "run")


def test_the_ranges_have_a_floor_and_a_ceiling() -> None:
    for wanted in RANGES["test"]:
        requirement = Requirement(wanted)
        if requirement.name != PROJECT["project"]["name"]:
            assert {each.operator for each in requirement.specifier} == {">=", "<"}, wanted


def test_help_names_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    shown = run("make", "help").stdout
    targets = set(RULE.findall(makefile))
    assert {"site", "serve", "check", "test", "bless", "format"} <= targets
    assert set(re.findall(r"^make (\S+)", shown, re.MULTILINE)) == targets
    assert set(re.findall(r"^\.PHONY: (.*)", makefile, re.MULTILINE)[0].split()) >= targets


def test_a_missing_program_is_named_with_the_command_that_installs_it(tmp_path: Path) -> None:
    for tool in ("sh", "make", "tr", "git", "npm"):
        (tmp_path / tool).symlink_to(shutil.which(tool) or pytest.fail(f"{tool} is missing"))
    done = run("make", f"PATH={tmp_path}", f"PYTHON={sys.executable}", "_tools")
    assert done.returncode != 0
    assert "sudo apt-get install chromium nginx-light" in done.stderr


def test_an_old_python_is_refused_with_advice(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    done = run("make", "PYTHON=false", ".venv/.python", cwd=tmp_path)
    assert done.returncode != 0
    assert "Python 3.11" in done.stderr
    assert "sudo apt-get install python3-venv" in done.stderr
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize(
    ("path", "ignored"),
    [
        ("dist/index.html", True),
        (".dist.neu/index.html", True),
        (".venv/bin/python", True),
        ("tests/browser/node_modules/axe-core/axe.js", True),
        ("sitegen/__pycache__/cli.cpython-311.pyc", True),
        (".coverage.host.1", True),
        ("sitegen-fehler.txt", True),
        ("offers/cafe.yaml", False),
        ("content/dist/seite.md", False),
        ("requirements/runtime.txt", False),
        (".ci/run", False),
        (".editorconfig", False),
    ],
)
def test_git_leaves_out_what_is_made(path: str, ignored: bool, tmp_path: Path) -> None:  # noqa: FBT001
    run("git", "init", "--quiet", cwd=tmp_path)
    shutil.copy(ROOT / ".gitignore", tmp_path)
    done = run("git", "check-ignore", "--quiet", path, cwd=tmp_path)
    assert (done.returncode == 0) is ignored


def test_the_ci_script_can_be_started() -> None:
    script = ROOT / ".ci/run"
    assert os.access(script, os.X_OK)
    assert run("bash", "-n", script).returncode == 0
    assert script.read_text("utf-8").rstrip().endswith('make "${1:-test}"')


def test_the_html_checker_runs_on_the_node_that_playwright_brings() -> None:
    package = importlib.util.find_spec("playwright")
    assert package is not None
    assert package.origin is not None
    node = Path(package.origin).parent / "driver/node"
    wanted = json.loads((ROOT / "tests/browser/package.json").read_text("utf-8"))["dependencies"]
    checker = ROOT / "tests/browser/node_modules/html-validate/bin/html-validate.mjs"
    assert run(node, checker, "--version").stdout.strip() == (
        f"html-validate-{wanted['html-validate']}"
    )


def test_the_wheel_holds_templates_and_texts(tmp_path: Path) -> None:
    done = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    texts = {str(path.relative_to(ROOT)) for path in (ROOT / "sitegen").rglob("*.toml")}
    templates = {
        f"sitegen/{path.relative_to(ROOT)}"
        for path in (ROOT / "templates").rglob("*")
        if path.is_file()
    }
    assert texts
    assert templates
    assert texts | templates <= inside
    assert not {name for name in inside if name.startswith(("tests/", "content/", "offers/"))}
