"""What the site says to machines: sitemap, robots.txt and JSON-LD, in production only."""

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.golden.conftest import build_city, settle

BASE = "https://lindenau.example.org/nebenan"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self._is_inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._is_inside = False

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            self.texts.append(data)


def things(page: Path) -> list[dict[str, Any]]:
    """The JSON-LD of a page, as a browser would find it."""
    scripts = _Scripts()
    scripts.feed(page.read_text("utf-8"))
    if not scripts.texts:
        return []
    said = json.loads(scripts.texts[0])
    assert said["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = said["@graph"]
    return graph


def by_type(page: Path) -> dict[str, dict[str, Any]]:
    return {thing["@type"]: thing for thing in things(page)}


def words_in(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [word for inner in value.values() for word in words_in(inner)]
    if isinstance(value, list):
        return [word for inner in value for word in words_in(inner)]
    return [str(value)]


# --- sitemap.xml and robots.txt


def test_the_sitemap_names_every_page_that_may_be_found_and_no_other(city: Path) -> None:
    root = ET.parse(city / "sitemap.xml").getroot()  # noqa: S314 - our own file
    assert root.tag == f"{NAMESPACE}urlset"
    assert {child.tag for child in root} == {f"{NAMESPACE}url"}
    named = [url.findtext(f"{NAMESPACE}loc") or "" for url in root]
    assert named == sorted(set(named))
    indexed = [
        page
        for page in city.rglob("*.html")
        if '<meta name="robots"' not in page.read_text("utf-8")
    ]
    urls = {f"{BASE}/{page.relative_to(city).as_posix()}" for page in indexed}
    assert set(named) == {url.removesuffix("index.html") for url in urls}
    assert f"{BASE}/angebote/cafe-am-fluss/" in named
    assert not [url for url in named if "singkreis" in url or "gastgeberin" in url]


def test_robots_txt_leads_to_the_sitemap(city: Path) -> None:
    assert f"Sitemap: {BASE}/sitemap.xml\n" in (city / "robots.txt").read_text("utf-8")


def test_demo_says_nothing_to_machines(demo_city: Path) -> None:
    assert not (demo_city / "sitemap.xml").exists()
    assert "Sitemap" not in (demo_city / "robots.txt").read_text("utf-8")
    for page in demo_city.rglob("*.html"):
        assert "ld+json" not in page.read_text("utf-8"), page


# --- JSON-LD


def test_the_start_page_says_whose_site_it_is(city: Path) -> None:
    said = by_type(city / "index.html")
    assert said.keys() == {"WebSite", "Organization"}
    assert said["WebSite"]["url"] == f"{BASE}/"
    assert said["Organization"]["telephone"] == "+493023125100"


def test_every_inner_page_that_may_be_found_says_where_it_stands(city: Path) -> None:
    pages = 0
    for page in city.rglob("index.html"):
        html = page.read_text("utf-8")
        own = f"{BASE}/{page.relative_to(city).as_posix().removesuffix('index.html')}"
        if '<meta name="robots"' in html:
            assert things(page) == [], page
        elif own != f"{BASE}/":
            steps = by_type(page)["BreadcrumbList"]["itemListElement"]
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            assert all(step["name"] and "{" not in step["name"] for step in steps), page
            assert steps[0]["item"] == f"{BASE}/"
            assert steps[-1]["item"] == own
            pages += 1
    assert pages > 20


def test_an_offer_is_a_service_with_the_ways_that_its_page_shows(city: Path) -> None:
    said = by_type(city / "angebote/cafe-am-fluss/index.html")["Service"]
    assert said["name"] == "Café am Fluss"
    assert said["provider"][0]["url"] == f"{BASE}/anbieter/nachbarschaftsverein/"
    assert said["availableChannel"][0]["servicePhone"]["telephone"].startswith("+49")
    place = said["availableChannel"][1]["serviceLocation"]
    assert place["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Uferweg 3",
        "postalCode": "99998",
        "addressLocality": "Lindenau",
    }


def test_what_a_page_does_not_show_is_not_said_either(city: Path) -> None:
    assert "address" not in by_type(city / "orte/frauenraum/index.html")["Place"]
    for page in city.rglob("*.html"):
        said = " ".join(words_in(things(page)))
        for hidden in ("Turmgasse", "Lindenauer Blatt", "vernetzt"):
            assert hidden not in said, page


def test_words_of_editors_cannot_end_the_script(tmp_path: Path) -> None:
    project = settle(tmp_path)
    path = project / "offers" / "cafe-am-fluss.yaml"
    title = "Café </script><script>alert(1)</script> & \\u2028 Tee"
    text = path.read_text("utf-8")
    path.write_text(text.replace("titel: Café am Fluss", f"titel: '{title}'", 1), "utf-8")
    assert build_city(project).is_published
    page = project / "dist" / "angebote" / "cafe-am-fluss" / "index.html"
    # Those of the two files that every page loads, and that of its words for machines.
    assert page.read_text("utf-8").count("</script>") == 3
    assert by_type(page)["Service"]["name"] == title


def test_without_an_address_of_its_own_a_site_says_nothing(tmp_path: Path) -> None:
    project = settle(tmp_path)
    settings = project / "content" / "site.yaml"
    lines = settings.read_text("utf-8").replace("betrieb: produktion", "betrieb: demo")
    settings.write_text(re.sub(r"(?m)^basisadresse: .*\n", "", lines), "utf-8")
    assert build_city(project).is_published
    assert not (project / "dist" / "sitemap.xml").exists()
    shutil.rmtree(project)


@pytest.mark.parametrize("name", ["dokumente", "zahlen", "anbieter", "orte", "who-felder"])
def test_every_folder_of_an_address_leads_somewhere(city: Path, name: str) -> None:
    assert (city / name / "index.html").is_file()
    for page in city.rglob("index.html"):
        for folder in page.relative_to(city).parents:
            names = folder.as_posix()
            if not names.endswith("/seite") and "leichte-sprache" not in names:
                assert (city / folder / "index.html").is_file(), folder
