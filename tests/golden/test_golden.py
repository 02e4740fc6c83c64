"""The whole output for a small city, as its readers meet it."""

import shutil
from pathlib import Path

import pytest

from sitegen.load import load
from sitegen.models import CONTENT_TYPES
from sitegen.pipeline import read
from sitegen.trees import MARKER
from tests.golden.conftest import CITY
from tests.golden.outline import outline

EXPECTED = Path(__file__).parent / "expected"


def rendered(dist: Path) -> dict[str, str]:
    """Every page as an outline; other text files as they are; assets by name only."""
    found = {}
    for path in sorted(dist.rglob("*")):
        name = path.relative_to(dist).as_posix()
        if path.is_dir() or path.name == MARKER:
            continue
        if path.suffix == ".html":
            found[f"{name}.txt"] = outline(path.read_text("utf-8"))
        elif name.startswith(("assets/", "medien/")):
            folder = name.partition("/")[0]
            found[f"{folder}.txt"] = found.get(f"{folder}.txt", "") + f"{name}\n"
        else:
            found[name] = path.read_text("utf-8")
    return found


def test_city_is_as_expected(city: Path, bless: bool) -> None:  # noqa: FBT001 - a fixture
    actual = rendered(city)
    if bless:
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for name, text in actual.items():
            target = EXPECTED / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        pytest.skip("golden files were rewritten; read them with `git diff`")
    expected = {
        path.relative_to(EXPECTED).as_posix(): path.read_text("utf-8")
        for path in sorted(EXPECTED.rglob("*"))
        if path.is_file()
    }
    assert sorted(actual) == sorted(expected), "run `make bless` and read the difference"
    for name, text in expected.items():
        assert actual[name] == text, f"{name}: run `make bless` and read the difference"


def test_the_city_has_every_kind_of_record() -> None:
    files, _ = load(CITY, CONTENT_TYPES)
    catalogue, _ = read(files, None)
    assert {kind.name for kind in CONTENT_TYPES if not catalogue.of(kind)} == set()


def test_nothing_internal_is_published(city: Path, demo_city: Path) -> None:
    secrets = [
        "Diese Notiz darf auf keiner Seite stehen",
        "Turmgasse",
        "vernetzt",
        "Lindenauer Blatt",
        "Ein Entwurf",
    ]
    for dist in (city, demo_city):
        for path in dist.rglob("*"):
            if path.is_file():
                text = path.read_bytes().decode("utf-8", "replace")
                found = [secret for secret in secrets if secret in text]
                assert not found, f"{path.relative_to(dist)} shows {found}"


def test_a_withheld_record_stands_nowhere(city: Path) -> None:
    for path in city.rglob("*.html"):
        assert "lesekreis" not in path.read_text("utf-8").casefold(), path


@pytest.mark.parametrize("offer", ["singkreis", "alter-mittagstisch", "kuechentisch"])
def test_an_ended_offer_stands_only_on_its_own_pages(city: Path, offer: str) -> None:
    areas = ("", "leichte-sprache/", "en/")
    own = {f"{area}angebote/{offer}/index.html" for area in areas}
    assert all((city / page).is_file() for page in own)
    for path in city.rglob("*.html"):
        name = path.relative_to(city).as_posix()
        if name not in own:
            assert f"{offer}/" not in path.read_text("utf-8"), name


def test_demo_shows_the_unverified_record_and_says_so(demo_city: Path) -> None:
    page = outline((demo_city / "angebote/lesekreis/index.html").read_text("utf-8"))
    assert "Noch nicht geprüft. Letzter Beleg: 2019" in page
    assert "18 Uhr" not in page, "times older than 24 months are not shown"
    assert "kostenlos" not in page.casefold(), "costs without a year are not shown"


def test_demo_keeps_every_page_from_search_engines(demo_city: Path) -> None:
    for path in demo_city.rglob("*.html"):
        html = path.read_text("utf-8")
        assert '<meta name="robots" content="noindex' in html, path
        assert '<p class="demo">' in html, path
    assert "Disallow: /\n" in (demo_city / "robots.txt").read_text("utf-8")


def test_production_is_found_by_search_engines(city: Path) -> None:
    html = (city / "angebote/cafe-am-fluss/index.html").read_text("utf-8")
    assert "noindex" not in html
    assert '<p class="demo">' not in html
    assert "noindex" in (city / "angebote/singkreis/index.html").read_text("utf-8")
    assert "Disallow: /\n" not in (city / "robots.txt").read_text("utf-8")
