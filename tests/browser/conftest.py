"""One Chromium and one server for all browser tests of a worker."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from sitegen.pipeline import build
from tests import real
from tests.browser.samples import Samples, samples_of
from tests.browser.sites import orders, serving
from tests.once import once
from tests.real import RealSite

# No background traffic of the browser's own; --no-sandbox because CI runs as root.
_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory, real_site: RealSite) -> tuple[Path, Samples]:
    """The folder with the three built sites, and the pages of them to open."""
    folder = real_site.dist.parent

    def make(_: Path) -> Samples:
        planned = orders(folder)
        for order in planned:
            outcome = build(order)
            assert outcome.is_published, [finding.message for finding in outcome.findings]
        return samples_of(real.order(real_site.dist), *planned)

    return folder, once(tmp_path_factory, "browser", make)


@pytest.fixture(scope="session")
def folder(sites: tuple[Path, Samples]) -> Path:
    """The folder with the three built sites."""
    return sites[0]


@pytest.fixture(scope="session")
def samples(sites: tuple[Path, Samples]) -> Samples:
    """The pages to open, by the template that shows them."""
    return sites[1]


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
