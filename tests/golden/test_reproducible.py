"""Same content, same day, same version: same bytes, wherever and however it is built."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.golden.conftest import ROOT, settle

DAY = ["--today", "2026-03-01"]


def digest(dist: Path) -> dict[str, str]:
    """Every file below `dist` with the digest of its bytes."""
    return {
        path.relative_to(dist).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(dist.rglob("*"))
        if path.is_file()
    }


def run(project: Path, *options: str, **environment: str) -> dict[str, str]:
    """Build with the real command in a process of its own."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    command = [sys.executable, str(ROOT / "build.py"), "build", *options]
    done = subprocess.run(command, cwd=project, env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return digest(project / "dist")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """One build to compare the others with."""
    return run(settle(tmp_path_factory.mktemp("first")), *DAY, PYTHONHASHSEED="0", TZ="UTC")


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "12345"},
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"},
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"},
        {"LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "99"},
    ],
    ids=["hash-seed", "time-zone", "plain-locale", "turkish-locale"],
)
def test_surroundings_do_not_matter(
    tmp_path: Path, first: dict[str, str], environment: dict[str, str]
) -> None:
    project = settle(tmp_path / "ein anderer Ordner mit Ümläuten")
    assert run(project, *DAY, **environment) == first


def test_order_and_age_of_files_do_not_matter(tmp_path: Path, first: dict[str, str]) -> None:
    project = settle(tmp_path / "city")
    for number, path in enumerate(sorted(project.rglob("*.yaml"), reverse=True)):
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
        os.utime(path, (number, number))
    assert run(project, *DAY) == first


def test_a_second_build_over_the_first_changes_nothing(
    tmp_path: Path, first: dict[str, str]
) -> None:
    project = settle(tmp_path / "city")
    assert run(project, *DAY) == run(project, *DAY) == first


def test_source_date_epoch_stands_in_for_today(tmp_path: Path, first: dict[str, str]) -> None:
    project = settle(tmp_path / "city")
    assert run(project, SOURCE_DATE_EPOCH="1772323200") == first  # 2026-03-01T00:00:00Z


def test_another_day_gives_another_site(tmp_path: Path, first: dict[str, str]) -> None:
    project = settle(tmp_path / "city")
    later = run(project, "--today", "2026-03-11")
    assert later["angebote/cafe-am-fluss/index.html"] != first["angebote/cafe-am-fluss/index.html"]
    unchanged = {name for name in first if later.get(name) == first[name]}
    assert len(unchanged) > len(first) * 0.75, "the day enters only the pages that show it"
