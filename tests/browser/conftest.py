"""One Chromium and one server for all browser tests of a worker."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.sites import build_all, serving

# No background traffic of the browser's own; --no-sandbox because CI runs as root.
_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the three built sites."""
    built = tmp_path_factory.mktemp("sites")
    build_all(built)
    return built


@pytest.fixture(scope="session")
def address(folder: Path) -> Iterator[str]:
    """Where the three sites are served."""
    with serving(folder) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The installed Chromium."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "Chromium is missing; `make test` says how to install it"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=_QUIET)
        yield found
        found.close()
