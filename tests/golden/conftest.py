"""The fictitious second city, built once for all golden tests."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sitegen.order import Order
from sitegen.outcome import Outcome
from sitegen.pipeline import build

ROOT = Path(__file__).parents[2]
CITY = Path(__file__).parent / "city"
TODAY = date(2026, 3, 1)

Edit = Callable[[Path], None]


def settle(project: Path) -> Path:
    """The city with the real templates and interface texts, in a folder of its own."""
    shutil.copytree(CITY, project, dirs_exist_ok=True)
    shutil.copytree(ROOT / "templates", project / "templates")
    shutil.copytree(ROOT / "content" / "texte", project / "content" / "texte")
    return project


def build_city(project: Path, today: date = TODAY, base_url: str | None = None) -> Outcome:
    """Build the city in `project` into its `dist/`."""
    return build(Order(project, project / "templates", project / "dist", today, base_url))


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of the city in production mode."""
    project = settle(tmp_path_factory.mktemp("city"))
    outcome = build_city(project)
    assert outcome.is_published, [finding.message for finding in outcome.findings]
    return project / "dist"


@pytest.fixture(scope="session")
def demo_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same city in demo mode: unverified records are shown and marked."""
    project = settle(tmp_path_factory.mktemp("demo-city"))
    settings = project / "content" / "site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("betrieb: produktion", "betrieb: demo"))
    outcome = build_city(project)
    assert outcome.is_published, [finding.message for finding in outcome.findings]
    return project / "dist"
