"""One Chromium and one server for all browser tests of a worker."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sitegen.pipeline import build
from tests import real
from tests.browser.looking import Tabs, tab
from tests.browser.samples import OTHERS, TEMPLATES, Sample, Samples, others_of, samples_of
from tests.browser.sites import orders, serving
from tests.once import once
from tests.real import RealSite


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
def others(request: pytest.FixtureRequest, folder: Path, samples: Samples) -> Sequence[Sample]:
    """Some more pages of the real site, or all of them."""
    found = others_of(folder / "real", samples)
    return found if request.config.getoption("--every-page") else found[:OTHERS]


@pytest.fixture(scope="session")
def address(folder: Path) -> Iterator[str]:
    """Where the three sites are served."""
    with serving(folder) as found:
        yield found


@pytest.fixture(params=TEMPLATES)
def pages(request: pytest.FixtureRequest, samples: Samples) -> Sequence[Sample]:
    """The pages to open of each template in turn."""
    found = samples.get(request.param, ())
    assert any(sample.path.startswith("city/") for sample in found), f"nothing of {request.param}"
    return found


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> Iterator[Tabs]:
    """Tabs by their options, kept for all templates: to open one takes longer than any page."""
    with ExitStack() as kept:
        found: dict[str, Page] = {}

        def tab_with(**options: Any) -> Page:
            name = repr(options)
            if name not in found:
                found[name] = kept.enter_context(tab(browser, **options))
            return found[name]

        yield tab_with
