"""Which files belong to a project; hostile ones stand in tests/examples/test_files.py."""

from pathlib import Path

import pytest

from sitegen.load import advised_id, load, load_assets, places_of
from sitegen.models import CONTENT_TYPES, Content, ContentType
from tests.examples import project

PLACES = places_of(CONTENT_TYPES)
TEXTS = ("content/texte/de.yaml", "content/texte/de-leicht.yaml")


def test_every_kind_of_record_has_its_place() -> None:
    for content_type in CONTENT_TYPES:
        if content_type.is_collection:
            assert content_type.place in PLACES.files
        else:
            assert content_type.suffix in PLACES.folders[content_type.place]
    assert PLACES.folders["offers"] == (".yaml",)
    assert PLACES.folders["content/initiativen"] == (".md",)
    assert PLACES.folders["content/seiten"] == (".md", ".leicht.md", ".??.md")
    assert set(PLACES.required) <= {*PLACES.files, *TEXTS}


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
    assert [(file.path, file.data) for file in files] == [
        (source.path, source.data) for source in project.sources()
    ]


def test_what_is_refused_stays_known(tmp_path: Path) -> None:
    city = project.city(tmp_path, {"content/site.yaml": None, "offers/neu.yml": "titel: x\n"})
    (city / "content" / "andere").symlink_to("/etc")
    files, findings = load(city, CONTENT_TYPES)
    refused = {file.path for file in files if file.is_refused}
    assert refused == {"content/site.yaml", "offers/neu.yaml", "content/andere"}
    assert {file.data for file in files if file.is_refused} == {b""}
    assert len(findings) == 3


def test_pictures_are_looked_at_but_not_read(tmp_path: Path) -> None:
    city = project.city(tmp_path, {"content/medien/tor.jpg": b"\xff\xd8" * 2**20})
    files, findings = load(city, CONTENT_TYPES)
    assert findings == ()
    assert "content/medien/tor.jpg" not in {file.path for file in files}


PAGE = "---\ntitel: x\n---\n"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("content/seiten/kontakt.md", None),
        ("content/seiten/kontakt.leicht.md", None),
        ("content/seiten/kontakt.yaml", "endung-falsch"),
        ("content/seiten/kontakt.leicht.yaml", "endung-falsch"),
        ("content/seiten/kontakt.leicht.leicht.md", "dateiname-ungueltig"),
        ("content/seiten/kontakt.en.md", None),
        ("content/seiten/kontakt.englisch.md", "dateiname-ungueltig"),
        ("content/seiten/Kontakt.en.md", "dateiname-ungueltig"),
        ("content/seiten/.leicht.md", "dateiname-ungueltig"),
        ("content/seiten/leicht.md", None),
        ("content/initiativen/kontakt.leicht.md", "dateiname-ungueltig"),
        ("content/initiativen/kontakt.yaml", "endung-falsch"),
        ("offers/kontakt.md", "endung-falsch"),
        ("content/pruefungen.yaml", None),
        ("content/pruefungen.yml", "endung-yml"),
    ],
)
def test_each_folder_has_its_endings(tmp_path: Path, path: str, code: str | None) -> None:
    _, findings = load(project.city(tmp_path, {path: PAGE}), CONTENT_TYPES)
    assert [finding.code for finding in findings] == ([code] if code else [])


@pytest.mark.parametrize("content_type", CONTENT_TYPES, ids=lambda t: t.name)
def test_a_type_holds_its_own_files_and_no_others(content_type: ContentType[Content]) -> None:
    path = content_type.path_of("kontakt-en")
    assert [t.name for t in CONTENT_TYPES if t.holds(path)] == [content_type.name]
    assert content_type.is_collection or content_type.id_of(path) == "kontakt-en"
    assert not content_type.holds(f"{path}.bak")
    assert not content_type.holds(f"mehr/{path}")


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
