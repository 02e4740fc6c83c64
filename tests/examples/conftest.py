"""One published example city for the whole session, copied wherever a test needs a site."""

import shutil
from pathlib import Path

import pytest

from sitegen.pipeline import build
from tests.examples import project


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example city with a `dist/` that was built from it."""
    folder = project.city(tmp_path_factory.mktemp("musterstadt"))
    outcome = build(project.order(folder))
    assert outcome.is_published, outcome.findings
    assert not outcome.findings
    return folder


@pytest.fixture
def city(published: Path, tmp_path: Path) -> Path:
    """A copy of the published example city that a test may change."""
    return Path(shutil.copytree(published, tmp_path / "project"))
