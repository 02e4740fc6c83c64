"""What becomes of the files of content/medien/: pictures without metadata, answers to the rest."""

import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from sitegen.config import MEDIA_FOLDER
from sitegen.diagnostics import Diagnostic
from sitegen.media import MAX_BYTES, MAX_PIXELS, MAX_SIDE, load_media
from sitegen.pipeline import build, read
from sitegen.source import Media
from tests.examples import project

PDF = b"%PDF-1.4\n%%EOF\n"
FILM = ("tee.vtt", "tee.webm")
ORIENTATION, CAMERA, GPS = 0x0112, 0x0110, 0x8825


def put(folder: Path, name: str, data: bytes) -> None:
    target = folder / MEDIA_FOLDER / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def loaded(folder: Path, name: str, data: bytes) -> tuple[Media, list[str]]:
    put(folder, name, data)
    found, findings = load_media(folder)
    return found[name], [finding.code for finding in findings]


def picture(kind: str = "JPEG", size: tuple[int, int] = (30, 20)) -> bytes:
    data = BytesIO()
    Image.new("RGB", size, "navy").save(data, kind)
    return data.getvalue()


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("navy", "gold")]
    data = BytesIO()
    frames[0].save(data, kind, save_all=True, append_images=frames[1:])
    return data.getvalue()


def from_a_telephone() -> bytes:
    """A picture that lies on its side and says where and with what it was taken."""
    image = Image.new("RGB", (40, 20), "navy")
    image.paste("gold", (0, 0, 10, 20))
    exif = image.getexif()
    exif[ORIENTATION] = 6
    exif[CAMERA] = "Geheimkamera 3"
    exif.get_ifd(GPS)[1] = "N"
    data = BytesIO()
    image.save(data, "JPEG", exif=exif, comment=b"Wohnung von Erna", quality=95)
    return data.getvalue()


def opened(media: Media) -> Image.Image:
    return Image.open(BytesIO(media.data))


@pytest.mark.parametrize(
    ("name", "kind", "url"),
    [
        ("tisch.jpg", "JPEG", "/medien/tisch.jpg"),
        ("tisch.png", "PNG", "/medien/tisch.png.jpg"),
        ("tisch.webp", "WEBP", "/medien/tisch.webp.jpg"),
    ],
)
def test_every_picture_becomes_one_that_old_phones_show(
    tmp_path: Path, name: str, kind: str, url: str
) -> None:
    media, codes = loaded(tmp_path, name, picture(kind))
    assert codes == []
    assert (media.url, media.width, media.height, media.kind) == (url, 30, 20, "bild")
    assert opened(media).format == "JPEG"


def test_nothing_but_the_pixels_is_left(tmp_path: Path) -> None:
    media, _ = loaded(tmp_path, "tisch.jpg", from_a_telephone())
    assert (media.width, media.height) == (20, 40), "turned upright"
    image = opened(media)
    assert dict(image.getexif()) == {}
    assert not {"exif", "comment", "icc_profile", "photoshop"} & image.info.keys()
    assert b"Geheimkamera" not in media.data
    assert b"Erna" not in media.data
    top, bottom = image.getpixel((10, 2)), image.getpixel((10, 35))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 150 > bottom[0], "gold is above, navy below"


def test_large_pictures_become_small_and_small_ones_stay(tmp_path: Path) -> None:
    wide, _ = loaded(tmp_path, "weit.jpg", picture(size=(3000, 1000)))
    high, _ = loaded(tmp_path, "hoch.jpg", picture(size=(1000, 3000)))
    assert (wide.width, wide.height) == (MAX_SIDE, 400)
    assert (high.width, high.height) == (400, MAX_SIDE)
    assert opened(wide).size == (MAX_SIDE, 400)


def test_what_is_transparent_becomes_white(tmp_path: Path) -> None:
    data = BytesIO()
    Image.new("RGBA", (8, 8), (200, 0, 0, 0)).save(data, "PNG")
    media, _ = loaded(tmp_path, "leer.png", data.getvalue())
    assert opened(media).getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_colour_is_read(tmp_path: Path, mode: str) -> None:
    data = BytesIO()
    Image.new(mode, (8, 6)).save(data, "PNG")
    media, codes = loaded(tmp_path, "bunt.png", data.getvalue())
    assert codes == []
    assert (media.width, media.height) == (8, 6)


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    first, _ = loaded(tmp_path / "a", "tisch.jpg", from_a_telephone())
    second, _ = loaded(tmp_path / "b", "tisch.jpg", from_a_telephone())
    assert first == second


def test_a_second_picture_within_a_telephones_file_is_left_out(tmp_path: Path) -> None:
    media, codes = loaded(tmp_path, "tiefe.jpg", moving("MPO"))
    assert codes == []
    assert getattr(opened(media), "n_frames", 1) == 1


def test_a_pdf_file_stays_as_it_is(tmp_path: Path) -> None:
    media, codes = loaded(tmp_path, "bericht.pdf", PDF)
    assert codes == []
    assert media == Media("bericht.pdf", "/medien/bericht.pdf", PDF)
    assert media.kind == "pdf"


REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "kein Bild": ("bild.jpg", lambda: b"GIF89a und mehr", "bild-nicht-lesbar"),
    "leer": ("bild.png", lambda: b"", "bild-nicht-lesbar"),
    "halb": ("bild.jpg", lambda: from_a_telephone()[:300], "bild-nicht-lesbar"),
    "halbes PNG": ("bild.png", lambda: picture("PNG", (300, 300))[:-80], "bild-nicht-lesbar"),
    "falsche Endung": ("bild.jpg", lambda: picture("PNG"), "bild-art-falsch"),
    "fremde Art": ("bild.png", lambda: moving("GIF"), "bild-nicht-lesbar"),
    "bewegtes PNG": ("bild.png", lambda: moving("PNG"), "bild-bewegt"),
    "bewegtes WebP": ("bild.webp", lambda: moving("WEBP"), "bild-bewegt"),
    "kein PDF": ("text.pdf", lambda: b"<html>", "pdf-nicht-lesbar"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_picture_or_file_is_answered(tmp_path: Path, case: str) -> None:
    name, make, code = REFUSED[case]
    media, codes = loaded(tmp_path, name, make())
    assert codes == [code]
    assert (media.url, media.data) == ("", b"")


@pytest.mark.parametrize("name", ["bild.jpg", "text.pdf"])
def test_a_file_that_is_too_large_is_never_read(tmp_path: Path, name: str) -> None:
    limit = MAX_BYTES[Path(name).suffix]
    put(tmp_path, name, b"")
    with (tmp_path / MEDIA_FOLDER / name).open("wb") as file:
        file.truncate(limit + 1)
    _, findings = load_media(tmp_path)
    assert [finding.code for finding in findings] == ["medien-zu-gross"]
    assert f"möglich sind {limit // 1024 // 1024} MB" in findings[0].message


@pytest.mark.parametrize("pixels", [MAX_PIXELS + 1, 5 * MAX_PIXELS])
def test_a_picture_of_too_many_pixels_is_never_unpacked(tmp_path: Path, pixels: int) -> None:
    """The head of the file alone says how large it is; the few bytes behind it are nothing."""
    data = bytearray(picture("PNG", (1, 1)))
    data[16:24] = pixels.to_bytes(4, "big") + (1).to_bytes(4, "big")
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    _, codes = loaded(tmp_path, "riesig.png", bytes(data))
    assert codes == ["bild-zu-viele-pixel"]


def test_links_and_hidden_files_are_left_to_load(tmp_path: Path) -> None:
    put(tmp_path, "bild.jpg", picture())
    folder = tmp_path / MEDIA_FOLDER
    (folder / "link.jpg").symlink_to(folder / "bild.jpg")
    (folder / ".versteckt.jpg").write_bytes(picture())
    (folder / "LIESMICH.txt").write_text("x")
    (folder / "ordner.jpg").mkdir()
    assert [*load_media(tmp_path)[0]] == ["bild.jpg"]
    assert load_media(tmp_path / "nirgends") == ({}, ())


def test_a_folder_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "fremd", "bild.jpg", picture())
    (tmp_path / "projekt").mkdir()
    (tmp_path / "projekt" / "content").symlink_to(tmp_path / "fremd" / "content")
    assert load_media(tmp_path / "projekt") == ({}, ())


# --- What records say about them


def answers(tmp_path: Path, names: list[str]) -> list[Diagnostic]:
    for name in names:
        put(tmp_path, name, PDF if name.endswith(".pdf") else picture("PNG"))
    for name in FILM:
        put(tmp_path, name, (project.CITY / MEDIA_FOLDER / name).read_bytes())
    media, _ = load_media(tmp_path)
    return [
        finding for finding in read(project.sources(), None, media)[1] if "medien" in finding.code
    ]


def test_files_that_nobody_names_are_pointed_out(tmp_path: Path) -> None:
    found = answers(tmp_path, ["anger.png", "tassen.pdf", "alt.png"])
    assert [(finding.code, finding.location.path) for finding in found] == [
        ("medien-unbenutzt", "content/medien/alt.png")
    ]


def test_files_that_are_missing_are_asked_for(tmp_path: Path) -> None:
    found = answers(tmp_path, ["angel.png"])
    assert {finding.code for finding in found} == {"medien-fehlt", "medien-unbenutzt"}
    assert "Meinten Sie „angel.png“?" in {finding.hint for finding in found}


# --- What is published


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """The example city, published."""
    folder = project.city(tmp_path / "project")
    assert build(project.order(folder)).is_published
    return folder


def test_pictures_are_published_once_and_only_where_they_are_shown(city: Path) -> None:
    names = sorted(path.name for path in (city / "dist" / "medien").iterdir())
    assert names == ["anger.png.jpg", "tassen.pdf", *FILM]


@pytest.mark.parametrize(
    ("change", "is_shown"),
    [
        (("name: Haus", "name: Das Haus"), True),
        (("name: Haus", "adresse_sichtbar: auf_anfrage\nname: Haus"), False),
        (("name: Haus", "adresse_sichtbar: strasse\nname: Haus"), False),
        (("status: veroeffentlicht", "status: entwurf"), False),
    ],
    ids=["offen", "auf-anfrage", "strasse", "entwurf"],
)
def test_the_picture_of_a_hidden_place_is_not_published(
    city: Path, change: tuple[str, str], *, is_shown: bool
) -> None:
    path = "content/orte/haus-am-anger.yaml"
    text = (city / path).read_text("utf-8").replace("anger.png", "haus.png").replace(*change)
    files: project.Files = {path: text, "content/medien/haus.png": picture("PNG")}
    outcome = build(project.order(project.write(city, files)))
    assert outcome.is_published
    assert (city / "dist" / "medien" / "haus.png.jpg").exists() == is_shown
