"""Very many pages: a sitemap for each 50,000 of them, and one file that names these."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from sitegen.derive import derive
from sitegen.outputs.sitemap import MOST, plan
from sitegen.render import Templates
from sitegen.site import Site
from tests.examples import project
from tests.planning import jobs_in

BASE = "https://example.org/nebenan"
FORM = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def site() -> Site:
    """The small city at an address of its own."""
    site, _ = derive(project.catalogue(), project.TODAY, {})
    config = site.catalogue.config.model_copy(update={"base_url": BASE, "is_demo": False})
    return replace(site, catalogue=replace(site.catalogue, config=config))


def _files(site: Site, listed: tuple[str, ...]) -> dict[str, tuple[str, list[str]]]:
    """Root element and addresses of each file."""
    renderer = Templates(project.HERE.parents[1] / "templates", site.catalogue.texts)
    found = {}
    for job in jobs_in(plan(site, listed)):
        root = ET.fromstring(job.render(renderer))  # noqa: S314 - our own file
        found[job.url] = root.tag, [entry.findtext(f"{FORM}loc") or "" for entry in root]
    return found


@pytest.mark.parametrize("count", [1, MOST])
def test_one_file_holds_what_it_may(site: Site, count: int) -> None:
    listed = tuple(f"/{number}/" for number in range(count))
    expected = {"/sitemap.xml": (f"{FORM}urlset", [BASE + url for url in listed])}
    assert _files(site, listed) == expected


def test_of_more_there_is_an_index(site: Site) -> None:
    listed = tuple(f"/{number:06}/" for number in range(2 * MOST + 1))
    files = _files(site, listed)
    kind, named = files.pop("/sitemap.xml")
    assert kind == f"{FORM}sitemapindex"
    assert named == [BASE + url for url in files]
    assert {kind for kind, _ in files.values()} == {f"{FORM}urlset"}
    assert [len(urls) for _, urls in files.values()] == [MOST, MOST, 1]
    assert [url for _, urls in files.values() for url in urls] == [BASE + url for url in listed]


def test_without_an_address_or_pages_there_is_none(site: Site) -> None:
    config = site.catalogue.config.model_copy(update={"base_url": None})
    nowhere = replace(site, catalogue=replace(site.catalogue, config=config))
    assert not _files(nowhere, ("/",))
    assert not _files(site, ())
