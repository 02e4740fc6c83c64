"""The page that shows what pages are made of: all of it, and in the preview alone."""

from pathlib import Path

import pytest

from sitegen.order import Order
from sitegen.pattern_library import pattern_library
from sitegen.pipeline import check, look
from sitegen.render import Templates
from tests.golden.conftest import ROOT, TODAY, settle
from tests.planning import jobs_in

TEMPLATES = ROOT / "templates"


@pytest.fixture(scope="module")
def order(tmp_path_factory: pytest.TempPathFactory) -> Order:
    """The city, to be built as the preview does."""
    project = settle(tmp_path_factory.mktemp("patterns"))
    return Order(project, TEMPLATES, project / "dist", TODAY, has_pattern_library=True)


@pytest.fixture(scope="module")
def html(order: Order) -> str:
    """The page."""
    site, _ = look(order)
    assert site
    (job,) = jobs_in(pattern_library(site, order))
    return job.render(Templates(TEMPLATES, site.catalogue.texts)).decode()


def test_the_page_is_in_the_preview_alone(order: Order, city: Path) -> None:
    outcome = check(order)
    assert "bausteine/index.html" in outcome.files
    assert not [finding for finding in outcome.findings if finding.is_error]
    assert not (city / "bausteine").exists()


def test_every_component_and_pictogram_is_shown(html: str) -> None:
    for path in (TEMPLATES / "components").glob("*.html"):
        assert f'id="{path.name}"' in html
    for path in (TEMPLATES / "pictograms").glob("*.svg"):
        assert f"</svg> {path.stem}</li>" in html.replace("\n", "")


def test_colours_and_examples_are_the_real_ones(html: str) -> None:
    assert '<th scope="row">--paper</th>' in html
    assert "#fcfbf6" in html
    assert "#131b17" in html
    # Of templates/components/tiles.examples.yaml.
    assert ">Altstadt</a>" in html


def test_no_page_leads_there(city: Path) -> None:
    assert not [path for path in city.rglob("*.html") if "bausteine/" in path.read_text("utf-8")]
