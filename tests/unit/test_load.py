"""Which files belong to a project; hostile ones stand in tests/examples/test_files.py."""

from pathlib import Path

import pytest

from sitegen.load import advised_id, load, load_assets, places_of
from sitegen.models import CONTENT_TYPES
from tests.examples import project

PLACES = places_of(CONTENT_TYPES)


def test_every_kind_of_record_has_its_place() -> None:
    for content_type in CONTENT_TYPES:
        if content_type.is_collection:
            assert content_type.place in PLACES.files
        else:
            assert PLACES.folders[content_type.place] == (".yaml",)
    assert set(PLACES.required) <= {*PLACES.files, "content/texte/de.yaml"}


@pytest.mark.parametrize(
    ("folder", "leads"),
    [
        ("content", True),
        ("content/taxonomie", True),
        ("content/anbieter", True),
        ("offers", True),
        ("content/anbieter/mitte", False),
        ("content/anbiete", False),
        ("offer", False),
    ],
)
def test_folders_that_lead_to_a_place(folder: str, leads: bool) -> None:  # noqa: FBT001
    assert PLACES.leads_to(folder) == leads


def test_every_file_is_read_once_and_in_order(tmp_path: Path) -> None:
    files, findings = load(project.city(tmp_path), CONTENT_TYPES)
    assert findings == ()
    assert {file.path: file.data for file in files} == project.city_files()
    assert [file.path for file in files] == sorted(project.city_files())


def test_what_is_refused_stays_known(tmp_path: Path) -> None:
    city = project.city(tmp_path, {"content/site.yaml": None, "offers/neu.yml": "titel: x\n"})
    (city / "content" / "medien").symlink_to("/etc")
    files, findings = load(city, CONTENT_TYPES)
    refused = {file.path for file in files if file.is_refused}
    assert refused == {"content/site.yaml", "offers/neu.yaml", "content/medien"}
    assert {file.data for file in files if file.is_refused} == {b""}
    assert len(findings) == 3


def test_pictures_are_looked_at_but_not_read(tmp_path: Path) -> None:
    city = project.city(tmp_path, {"content/medien/tor.jpg": b"\xff\xd8" * 2**20})
    files, findings = load(city, CONTENT_TYPES)
    assert findings == ()
    assert "content/medien/tor.jpg" not in {file.path for file in files}


@pytest.mark.parametrize(
    ("text", "advice"),
    [("Café", "cafe"), ("", "name"), ("漢字", "name"), ("con", "con-1"), ("Index", "index-1")],
)
def test_the_advised_id_may_be_used(text: str, advice: str) -> None:
    assert advised_id(text) == advice


def test_assets_are_found_by_their_address(tmp_path: Path) -> None:
    project.write(
        tmp_path,
        {
            "assets/style.css": "p {}",
            "assets/js/share.js": "",
            "assets/.style.css.swp": "",
            "pages/start.html": "",
        },
    )
    assert load_assets(tmp_path) == {"/assets/style.css": b"p {}", "/assets/js/share.js": b""}
    assert load_assets(tmp_path / "pages") == {}
