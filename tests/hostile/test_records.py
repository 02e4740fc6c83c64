"""What no table can hold: pictures made to cost, what is withheld, places that are written to.

Each is made in a copy of the example city or of the second city. It is refused with its place,
or published without doing anything; nothing else is written, and no program is kept busy.
"""

import re
import shutil
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from sitegen import cli
from sitegen.compare import compare, preview
from sitegen.config import MEDIA_FOLDER
from sitegen.generated import write
from sitegen.german import UsageError
from sitegen.media import MAX_PIXELS, MAX_PIXELS_WEBP, load_media
from sitegen.models import CONTENT_TYPES
from sitegen.pipeline import build, check
from sitegen.scaffold import create
from sitegen.source import Media
from tests.examples import project
from tests.golden.conftest import build_city, settle
from tests.unit.test_markup import five_seconds_of_work

CITY = project.city_files()
PAGE = CITY["content/seiten/kurz.md"].decode()
PAPER = CITY["content/dokumente/antrag-12-2025.yaml"].decode()
PLACE = CITY["content/orte/haus-am-anger.yaml"].decode()


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return project.city(tmp_path / "projekt")


# --- Pictures


def saved(image: Image.Image, kind: str) -> bytes:
    data = BytesIO()
    image.save(data, kind)
    return data.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def after_the_head(data: bytes, more: bytes, at: int) -> bytes:
    return data[:at] + more + data[at:]


def loaded(folder: Path, name: str, data: bytes) -> tuple[Media, list[str]]:
    target = folder / MEDIA_FOLDER / name
    target.parent.mkdir(parents=True)
    target.write_bytes(data)
    with five_seconds_of_work():
        found, findings = load_media(folder)
    return found[name], [finding.code for finding in findings]


def jpeg() -> bytes:
    return saved(Image.new("RGB", (64, 64), "navy"), "JPEG")


def png() -> bytes:
    return saved(Image.new("RGB", (8, 8), "navy"), "PNG")


def many_scans() -> bytes:
    """A JPEG whose few bytes ask for thousands of passes over its pixels."""
    data = saved(Image.new("L", (2048, 2048)), "JPEG")
    start = data.index(b"\xff\xda")
    return data[:-2] + data[start : start + 12] * 100_000 + data[-2:]


COSTLY: dict[str, tuple[str, Callable[[], bytes]]] = {
    "many-scans": ("bild.jpg", many_scans),
    "many-notes-of-a-camera": (
        "bild.jpg",
        lambda: after_the_head(jpeg(), b"\xff\xe1\0\x10Exif\0\0MM\0*\0\0\0\x08" * 400_000, 2),
    ),
    "many-colour-profiles": (
        "bild.png",
        lambda: after_the_head(
            png(), chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(1_000_000), 9)) * 6000, 33
        ),
    ),
}


@pytest.mark.parametrize("case", COSTLY)
def test_a_picture_that_keeps_its_reader_busy_is_refused(tmp_path: Path, case: str) -> None:
    name, make = COSTLY[case]
    media, codes = loaded(tmp_path, name, make())
    assert codes == ["bild-nicht-lesbar"]
    assert media.data == b""


@pytest.mark.parametrize(("width", "height"), [(5000, 4799), (5000, 4801)])
def test_webp_takes_more_memory_and_so_may_hold_less(
    tmp_path: Path, width: int, height: int
) -> None:
    _, codes = loaded(tmp_path, "weit.webp", saved(Image.new("L", (width, height)), "WEBP"))
    assert MAX_PIXELS_WEBP < MAX_PIXELS
    fits = width * height <= MAX_PIXELS_WEBP
    assert codes == ([] if fits else ["bild-zu-viele-pixel"])


@pytest.mark.parametrize("side", [10, 1500])
def test_a_fine_grey_stays_grey(tmp_path: Path, side: int) -> None:
    image = Image.new("I;16", (side, side), 0x4000)
    media, codes = loaded(tmp_path, "grau.png", saved(image, "PNG"))
    assert codes == []
    shown = Image.open(BytesIO(media.data)).getpixel((5, 5))
    assert isinstance(shown, tuple)
    assert all(abs(value - 64) < 3 for value in shown)


@pytest.mark.parametrize(
    "tail", [b"<script>alert(1)</script>", b"PK\x03\x04" + bytes(20), b"%PDF-1.4 /JavaScript"]
)
def test_nothing_behind_a_picture_is_published(tmp_path: Path, tail: bytes) -> None:
    media, codes = loaded(tmp_path, "bild.jpg", jpeg() + tail)
    assert codes == []
    assert tail not in media.data


def test_no_two_pictures_get_the_same_address(tmp_path: Path) -> None:
    for name, kind in (("a.png", "PNG"), ("a.jpg", "JPEG"), ("a-png.jpg", "JPEG")):
        target = tmp_path / MEDIA_FOLDER / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(saved(Image.new("RGB", (4, 4)), kind))
    media, _ = load_media(tmp_path)
    assert len({file.url for file in media.values()}) == 3


# --- Records


@pytest.mark.parametrize("name", [".neu.md", ".neu.leicht.md"])
def test_a_hidden_record_is_not_passed_over(city: Path, name: str) -> None:
    project.write(city, {f"content/seiten/{name}": PAGE})
    assert project.places(check(project.order(city)).findings) == [
        ("dateiname-ungueltig", f"content/seiten/{name}", 0, 0)
    ]


LONG: dict[str, tuple[project.Files, int]] = {
    "checks-of-nothing": (
        {
            "content/pruefungen.yaml": "a:\n  am: 2026-11-01\n  rolle: Redaktion\n"
            "  art: telefonat\n  eintraege:\n" + "    - angebot/nix\n" * 12_000
        },
        51,
    ),
    "unknown-papers-on-one-line": (
        {
            "content/seiten/neu.md": PAGE + "A 12345/2025 " * 1500,
            "content/dokumente/neu.yaml": PAPER.replace("Antrag 12/2025", "A 9/2025"),
        },
        1500,
    ),
    "nearly-papers": (
        {"content/seiten/neu.md": PAGE + "Antrag 12/2025a " * 1200},
        0,
    ),
    "a-thousand-replacements": (
        {
            "content/fakten.yaml": CITY["content/fakten.yaml"].decode()
            + "".join(
                f"k{n}:\n  wert: 1\n  aussage: x\n  quelle: x\n  ersetzt_durch: k{n + 1}\n"
                for n in range(2000)
            )
            + "k2000:\n  wert: 1\n  aussage: x\n  quelle: x\n"
        },
        0,
    ),
    "endless-word-before-a-number": (
        {"content/dokumente/neu.yaml": PAPER.replace("Antrag 12", "A" * 200_000 + " 1")},
        1,
    ),
}


@pytest.mark.parametrize("case", LONG)
def test_a_long_file_is_answered_without_delay(
    city: Path, case: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files, faults = LONG[case]
    monkeypatch.chdir(project.write(city, files))
    with five_seconds_of_work():
        code = cli.main(["check", "--today", project.TODAY.isoformat()])
    told = capsys.readouterr()
    assert (code, told.err) in {(cli.FINE, ""), (cli.FINDINGS, "")}
    lines = re.findall(r"^\S+: (?:Fehler|Warnung|Hinweis) ", told.out, re.MULTILINE)
    assert len(lines) == faults


# --- Who is shown

_FOLDERS = {t.place: t for t in CONTENT_TYPES if t.url and not t.is_collection}
# Records that do not name each other, so that what names them stays.
HIDDEN = (
    (
        "content/anbieter/gastgeberin.yaml",
        "content/meldungen/zwoelf-baenke.md",
        "offers/mittagstisch.yaml",
    ),
    ("content/anbieter/stadt.yaml", "content/veranstaltungen/uferfest.yaml"),
    ("content/dokumente/vorlage-7-2024.yaml", "content/orte/haus-am-fluss.yaml"),
    ("content/initiativen/miteinander-in-lindenau.md",),
)


@pytest.mark.parametrize("mode", ["demo", "produktion"])
@pytest.mark.parametrize("paths", HIDDEN, ids=range(len(HIDDEN)))
def test_a_withheld_record_leaks_into_no_file(
    tmp_path: Path, paths: tuple[str, ...], mode: str
) -> None:
    """Everything else goes on naming it: registers, lists, feed, sitemap, JSON-LD, menus."""
    folder = settle(tmp_path / "stadt")
    settings = folder / "content" / "site.yaml"
    settings.write_text(re.sub(r"betrieb: \w+", f"betrieb: {mode}", settings.read_text("utf-8")))
    for path in paths:
        withhold(folder / path)
    outcome = build_city(folder, base_url="https://stadt.example")
    assert outcome.is_published, [finding.message for finding in outcome.findings]
    files = [file for file in (folder / "dist").rglob("*") if file.is_file()]
    assert len(files) > 40
    for path in paths:
        place, _, name = path.rpartition("/")
        own = _FOLDERS[place].address(name.partition(".")[0])
        assert not (folder / "dist" / own.strip("/")).exists()
        for file in files:
            data = file.read_bytes()
            assert b"Geheimling" not in data, file
            assert own.encode() not in data, file


def withhold(path: Path) -> None:
    """Make a record a draft whose words are known again wherever they stand."""
    text = path.read_text("utf-8")
    text = text.replace("status: veroeffentlicht", "status: entwurf")
    text = re.sub(r"^(titel|name|kurz): .*$", r"\1: Geheimling", text, flags=re.MULTILINE)
    text = re.sub(r"(strasse|alternativtext): .*$", r"\1: Geheimling 1", text, flags=re.MULTILINE)
    path.write_text(text, "utf-8")


# --- Places where the program writes


@pytest.mark.parametrize("kind", ["angebot", "ort", "fakt", "seite"])
def test_new_writes_nothing_behind_a_link(tmp_path: Path, kind: str) -> None:
    content_type = project.TYPES[kind]
    (tmp_path / "fremd").mkdir()
    (tmp_path / "projekt").mkdir()
    root = content_type.path_of("neu").partition("/")[0]
    (tmp_path / "projekt" / root).symlink_to(tmp_path / "fremd")
    path, findings = create(tmp_path / "projekt", content_type, "neu", is_long=False)
    assert path is None
    assert [finding.code for finding in findings] == ["verknuepfung-nicht-erlaubt"]
    assert not [*(tmp_path / "fremd").iterdir()]


def test_new_waits_for_no_pipe_and_reads_no_folder(city: Path) -> None:
    facts = city / project.TYPES["fakt"].place
    facts.unlink()
    facts.mkdir()
    path, (finding,) = create(city, project.TYPES["fakt"], "neu", is_long=False)
    assert (path, finding.code) == (None, "datei-besonders")
    shutil.rmtree(city / "content" / "orte")
    (city / "content" / "orte").write_text("kein Ordner")
    with pytest.raises(UsageError, match="lässt sich nicht schreiben"):
        create(city, project.TYPES["ort"], "neu", is_long=False)


@pytest.mark.parametrize("link", [".vscode", ".vscode/schema", ".vscode/schema/ort.json"])
def test_generated_files_are_not_written_behind_a_link(tmp_path: Path, link: str) -> None:
    target, outside = tmp_path / "projekt" / link, tmp_path / "fremd"
    target.parent.mkdir(parents=True)
    target.symlink_to(outside)
    with pytest.raises(UsageError, match=re.escape(f"„{link}“ ist eine Verknüpfung")):
        write(tmp_path / "projekt", {".vscode/schema/ort.json": "{}"})
    assert not outside.exists()
    target.unlink()
    target.write_text("im Weg")
    if link != ".vscode/schema/ort.json":
        with pytest.raises(UsageError, match="lässt sich nicht schreiben"):
            write(tmp_path / "projekt", {".vscode/schema/ort.json": "{}"})


def test_a_preview_of_any_folder_stays_within_it(tmp_path: Path) -> None:
    site = tmp_path / "seite"
    (site / "a").mkdir(parents=True)
    (tmp_path / "geheim.png").write_text("streng geheim")
    (site / "verknuepft.png").symlink_to(tmp_path / "geheim.png")
    Path(bytes(site).decode() + "/b\udce9.html").write_text("<h1>Kein Name</h1>")
    (site / "a" / "index.html").write_bytes(
        "<body><h1>T\xe4</h1><a href='http://[x'>x</a><a href='../../../geheim.png'>y</a>"
        "<img src='../../geheim.png'><img src='../verknuepft.png'>"
        "<img src='%2e%2e/%2e%2e/geheim.png'></body>".encode("latin-1")
    )
    made = dict(preview(compare(tmp_path / "nirgends", site), site))
    assert sorted(made) == ["index.html", "seite/a/index.html", "vorschau.css", "vorschau.md"]
    assert b"T\xef\xbf\xbd" in made["index.html"]
    assert b"<a>y</a>" in made["seite/a/index.html"]


def test_a_place_that_is_named_twice_is_no_loop(city: Path) -> None:
    """Events in a circle of series, bodies in a circle of owners: answered, once each."""
    event = CITY["content/veranstaltungen/reihe.yaml"].decode()
    body = CITY["content/anbieter/nachbarschaft.yaml"].decode()
    for here, there in ("ab", "ba"):
        project.write(
            city,
            {
                f"content/veranstaltungen/{here}.yaml": f"reihe: {there}\n{event}",
                f"content/anbieter/{here}.yaml": f"traeger: {there}\n{body}",
            },
        )
    with five_seconds_of_work():
        outcome = build(project.order(city))
    codes = [finding.code for finding in outcome.findings if finding.is_error]
    assert codes == ["zugehoerigkeit-im-kreis"] * 2
