"""Files that git cannot hold well, or that should not be there at all.

Each is made in a copy of the published example city. Whatever it is: it is answered with its
path and, where there is one, its line and column; `check` touches nothing, `build` exits with
1 and leaves `dist/` as it was.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen import cli
from sitegen.load import MAX_BYTES
from sitegen.parse import MAX_DEPTH
from sitegen.pipeline import build, check
from tests.examples import project

Change = Callable[[Path], object]
Place = tuple[str, str, int, int]

TEE = project.city_files()["offers/teestube.yaml"]
NEW = "offers/neu.yaml"


def text(path: str, data: bytes | str = TEE) -> Change:
    return lambda city: project.write(city, {path: data})


def gone(path: str) -> Change:
    def remove(city: Path) -> None:
        target = city / path
        shutil.rmtree(target) if target.is_dir() else target.unlink()

    return remove


def empty(path: str) -> Change:
    def clear(city: Path) -> None:
        gone(path)(city)
        (city / path).mkdir()

    return clear


def link(path: str, target: str) -> Change:
    """A symbolic link in the place of whatever was there."""

    def place(city: Path) -> None:
        if (city / path).exists():
            gone(path)(city)
        (city / path).symlink_to(target)

    return place


def moved(path: str, new: str) -> Change:
    return lambda city: (city / path).rename(city / new)


def pipe(path: str) -> Change:
    return lambda city: os.mkfifo(city / path)


def ill_named(name: bytes) -> Change:
    """An offer with a name of any bytes."""
    return lambda city: Path(os.fsdecode(bytes(city / "offers") + b"/" + name)).write_bytes(TEE)


def whole(code: str, *paths: str) -> list[Place]:
    return [(code, path, 0, 0) for path in paths]


def at(code: str, line: int, column: int, path: str = NEW) -> list[Place]:
    return [(code, path, line, column)]


LINK, NAME, YML = "verknuepfung-nicht-erlaubt", "dateiname-ungueltig", "endung-yml"
SIGN, PLACE, FOLDER = "zeichen-nicht-erlaubt", "datei-am-falschen-ort", "ordner-unbekannt"
OFFERS_GONE, MISSING, SPECIAL = "keine-angebote", "pflichtdatei-fehlt", "datei-besonders"
TERMS = "content/taxonomie"
VOCABULARIES = tuple(f"{TERMS}/{name}.yaml" for name in ("stadtbezirke", "themen", "zielgruppen"))
TEXTS = ("content/texte/de-leicht.yaml", "content/texte/de.yaml")
NEEDED = ("content/krisenhilfe.yaml", "content/site.yaml", *TEXTS, *VOCABULARIES)

NO_IDS = ("-a", ".versteckt", "a b", "a..b", "a.b", "a_b", "café", "con", "index", "x" * 81)

CASES: dict[str, tuple[Change, list[Place]]] = {
    # Links: to a secret, to nothing, to a harmless sibling; files, folders, whole roots.
    "link-to-a-secret": (link(NEW, "../../geheim.yaml"), whole(LINK, NEW)),
    "link-to-an-absolute-path": (link(NEW, "/etc/passwd"), whole(LINK, NEW)),
    "link-to-nothing": (link(NEW, "nirgends.yaml"), whole(LINK, NEW)),
    "link-to-a-sibling": (link(NEW, "teestube.yaml"), whole(LINK, NEW)),
    "link-to-itself": (link(NEW, "neu.yaml"), whole(LINK, NEW)),
    "link-for-the-settings": (
        link("content/site.yaml", "/dev/zero"),
        whole(LINK, "content/site.yaml"),
    ),
    "link-for-a-collection": (
        link(f"{TERMS}/themen.yaml", "/etc/passwd"),
        whole(LINK, f"{TERMS}/themen.yaml"),
    ),
    "link-for-a-folder": (link("content/anbieter", "/etc"), whole(LINK, "content/anbieter")),
    "link-for-a-folder-of-folders": (link(TERMS, "/etc"), whole(LINK, TERMS)),
    "link-to-the-folder-above": (
        link("content/orte/schleife", "../.."),
        whole(LINK, "content/orte/schleife"),
    ),
    "link-for-the-content": (link("content", "/etc"), whole(LINK, "content")),
    "link-for-the-offers": (link("offers", "content"), whole(LINK, "offers")),
    # No files at all.
    "pipe": (pipe(NEW), whole(SPECIAL, NEW)),
    "pipe-for-the-crisis-lines": (
        lambda city: (
            gone("content/krisenhilfe.yaml")(city),
            pipe("content/krisenhilfe.yaml")(city),
        ),
        whole(SPECIAL, "content/krisenhilfe.yaml"),
    ),
    "folder-for-a-file": (empty("content/site.yaml"), whole(SPECIAL, "content/site.yaml")),
    "file-for-a-folder": (
        lambda city: (gone("offers")(city), (city / "offers").write_text("titel: Tee\n")),
        whole("datei-nicht-lesbar", "offers"),
    ),
    # Bytes and characters.
    "latin-1": (
        text(NEW, "titel: Tee\nkurz: Café am Anger\n".encode("latin-1")),
        at("kodierung-nicht-utf8", 2, 10),
    ),
    "cp1252-in-a-comment": (text(NEW, b"# \x84Tee\x93\n" + TEE), at("kodierung-nicht-utf8", 1, 3)),
    "utf-16": (text(NEW, TEE.decode().encode("utf-16")), at("kodierung-nicht-utf8", 1, 1)),
    "half-a-character": (text(NEW, "titel: Café".encode()[:-1]), at("kodierung-nicht-utf8", 1, 11)),
    "surrogate": (text(NEW, b"titel: \xed\xa0\x80\n"), at("kodierung-nicht-utf8", 1, 8)),
    "overlong": (text(NEW, b"titel: \xc0\xaf\n"), at("kodierung-nicht-utf8", 1, 8)),
    "nul": (text(NEW, b"titel: Tee\0stube\n"), at(SIGN, 1, 11)),
    "two-byte-order-marks": (text(NEW, b"\xef\xbb\xbf\xef\xbb\xbf" + TEE), at(SIGN, 1, 1)),
    "lone-carriage-return": (text(NEW, b"titel: Tee\rkurz: trinken\n"), at(SIGN, 1, 11)),
    "line-separator": (text(NEW, "titel: Tee\nkurz: zwei\u2028Zeilen\n"), at(SIGN, 2, 11)),
    "next-line": (text(NEW, "titel: Tee\u0085\n"), at(SIGN, 1, 11)),
    "reversed-text": (text(NEW, "titel: Tee \u202etxet\n"), at(SIGN, 1, 12)),
    "isolated-text": (text(NEW, "titel: \u2066Tee\u2069\n"), [*at(SIGN, 1, 8), *at(SIGN, 1, 12)]),
    "reversed-comment": (text(NEW, "# \u202e harmlos\n".encode() + TEE), at(SIGN, 1, 3)),
    "escape-sequence": (text(NEW, "titel: \x1b[31mTee\n"), at(SIGN, 1, 8)),
    "many-of-them": (
        text(NEW, b"titel: " + b"\0" * 50),
        [place for n in range(5) for place in at(SIGN, 1, 8 + n)],
    ),
    # Size and depth.
    "oversize": (text(NEW, TEE + b"#" * (MAX_BYTES + 1 - len(TEE))), whole("datei-zu-gross", NEW)),
    "oversize-and-unreadable": (text(NEW, b"\xff" * (2 * MAX_BYTES)), whole("datei-zu-gross", NEW)),
    "100000-brackets": (
        text(NEW, b"titel: " + b"[" * 100_000),
        at("yaml-zu-tief", 1, 7 + MAX_DEPTH),
    ),
    "100000-braces": (
        text(NEW, b"titel: " + b"{a: " * 50_000),
        at("yaml-zu-tief", 1, 8 + 4 * (MAX_DEPTH - 1)),
    ),
    "100000-dashes": (text(NEW, b"- " * 50_000), at("yaml-zu-tief", 1, 1 + 2 * MAX_DEPTH)),
    "doubling-anchors": (
        text(
            NEW,
            "a: &a [x, x]\n"
            + "".join(
                f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
            ),
        ),
        at("yaml-anker", 1, 4),
    ),
    # Names.
    "twins": (
        text("offers/Teestube.yaml"),
        [
            *whole(NAME, "offers/Teestube.yaml"),
            *whole("gross-klein-gleich", "offers/teestube.yaml"),
        ],
    ),
    "twin-folders": (
        text("content/ORTE/haus.yaml", project.city_files()["content/orte/haus-am-anger.yaml"]),
        [*whole(FOLDER, "content/ORTE"), *whole("gross-klein-gleich", "content/orte")],
    ),
    "yml": (text("offers/neu.yml"), whole(YML, "offers/neu.yml")),
    "yml-beside-yaml": (text("offers/teestube.yml"), whole(YML, "offers/teestube.yml")),
    "yml-of-a-provider": (
        moved("content/anbieter/nachbarschaft.yaml", "content/anbieter/nachbarschaft.yml"),
        whole(YML, "content/anbieter/nachbarschaft.yml"),
    ),
    "yml-settings": (
        moved("content/site.yaml", "content/site.yml"),
        whole(YML, "content/site.yml"),
    ),
    "yml-topics": (
        moved(f"{TERMS}/themen.yaml", f"{TERMS}/themen.yml"),
        whole(YML, f"{TERMS}/themen.yml"),
    ),
    "capital-yaml": (
        moved("offers/teestube.yaml", "offers/teestube.YAML"),
        whole(YML, "offers/teestube.YAML"),
    ),
    "other-endings": (
        lambda city: [
            text(f"offers/{name}")(city) for name in ("a.txt", "b.md", "c", "d.yaml.bak")
        ],
        whole("endung-falsch", "offers/a.txt", "offers/b.md", "offers/c", "offers/d.yaml.bak"),
    ),
    "names-that-are-no-ids": (
        lambda city: [text(f"offers/{name}.yaml")(city) for name in NO_IDS],
        whole(NAME, *(f"offers/{name}.yaml" for name in NO_IDS)),
    ),
    "traversing-names": (
        lambda city: [
            ill_named(name)(city) for name in (b"..yaml", b"..\\..\\x.yaml", b"%2e%2e.yaml")
        ],
        whole(NAME, "offers/%2e%2e.yaml", "offers/..\\..\\x.yaml", "offers/..yaml"),
    ),
    "line-break-in-a-name": (ill_named(b"a\nb.yaml"), whole(NAME, "offers/a\ufffdb.yaml")),
    "command-in-a-name": (ill_named(b"::error::x.yaml"), whole(NAME, "offers/::error::x.yaml")),
    "reversed-name": (ill_named("a\u202eb.yaml".encode()), whole(NAME, "offers/a\ufffdb.yaml")),
    "line-break-in-the-name-of-a-folder": (
        lambda city: Path(os.fsdecode(bytes(city / "content") + b"/a\nb")).mkdir(),
        whole(NAME, "content/a\ufffdb"),
    ),
    "backslash-in-the-name-of-a-link": (
        link("offers/a\\b.yaml", "teestube.yaml"),
        whole(NAME, "offers/a\\b.yaml"),
    ),
    "bytes-in-a-name": (ill_named(b"caf\xe9.yaml"), whole(NAME, "offers/caf\ufffd.yaml")),
    "language-that-is-no-name": (
        text("content/texte/Deutsch 2.yaml", b"a: b\n"),
        whole(NAME, "content/texte/Deutsch 2.yaml"),
    ),
    # Places.
    "offer-in-content": (text("content/neu.yaml"), whole(PLACE, "content/neu.yaml")),
    "unknown-vocabulary": (text(f"{TERMS}/berufe.yaml"), whole(PLACE, f"{TERMS}/berufe.yaml")),
    "folder-in-offers": (text("offers/mitte/neu.yaml"), whole(FOLDER, "offers/mitte")),
    "folder-in-a-folder": (text("content/orte/alt/neu.yaml"), whole(FOLDER, "content/orte/alt")),
    "offers-in-content": (text("content/offers/neu.yaml"), whole(FOLDER, "content/offers")),
    "empty-folder": (
        lambda city: (city / "content" / "neues").mkdir(),
        whole(FOLDER, "content/neues"),
    ),
    # What is missing.
    "no-settings": (gone("content/site.yaml"), whole(MISSING, "content/site.yaml")),
    "no-taxonomies": (
        lambda city: (gone(TERMS)(city), gone("content/seiten/start.en.md")(city)),
        whole(MISSING, *VOCABULARIES),
    ),
    "no-topics": (gone(f"{TERMS}/themen.yaml"), whole(MISSING, f"{TERMS}/themen.yaml")),
    "no-crisis-lines": (
        gone("content/krisenhilfe.yaml"),
        whole(MISSING, "content/krisenhilfe.yaml"),
    ),
    "no-german-words": (gone("content/texte/de.yaml"), whole(MISSING, "content/texte/de.yaml")),
    "no-offers": (empty("offers"), whole(OFFERS_GONE, "offers")),
    "no-folder-of-offers": (gone("offers"), whole(OFFERS_GONE, "offers")),
    "only-hidden-offers": (
        lambda city: (empty("offers")(city), text("offers/.gitkeep", b"")(city)),
        whole(OFFERS_GONE, "offers"),
    ),
    "empty-content": (
        empty("content"),
        [
            *whole(MISSING, *NEEDED),
            *at("verweis-unbekannt", 5, 5, "offers/teestube.yaml"),
            *at("verweis-unbekannt", 8, 5, "offers/teestube.yaml"),
        ],
    ),
    "nothing": (
        lambda city: (gone("content")(city), gone("offers")(city)),
        [*whole(MISSING, *NEEDED), *whole(OFFERS_GONE, "offers")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_file_is_answered_and_nothing_is_touched(
    city: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change, expected = CASES[name]
    (city.parent / "geheim.yaml").write_text("titel: streng geheim\n")
    change(city)
    before, published = project.fingerprint(city), project.fingerprint(city / "dist")

    found = project.places(check(project.order(city)).findings)
    assert found == sorted(expected, key=lambda place: (place[1:], place[0]))
    assert project.fingerprint(city) == before

    monkeypatch.chdir(city)
    assert cli.main(["build", "--today", project.TODAY.isoformat()]) == cli.FINDINGS
    assert project.fingerprint(city / "dist") == published
    assert not (city / cli.FAULT_FILE).exists()
    told = capsys.readouterr()
    assert told.err == ""
    assert "geheim\n" not in told.out
    assert told.out.endswith("Nichts veröffentlicht; dist bleibt, wie es war.\n")
    assert told.out.count(": Fehler [") == len(expected)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xef\xbb\xbf" + TEE, id="byte-order-mark"),
        pytest.param(TEE.replace(b"\n", b"\r\n"), id="windows-lines"),
        pytest.param(TEE.rstrip(b"\n"), id="no-last-line-break"),
        pytest.param(TEE + b"#" * (MAX_BYTES - len(TEE)), id="as-large-as-may-be"),
        pytest.param(TEE.replace(b"Teestube", "Tee\u2019s \U0001f375".encode()), id="emoji"),
        pytest.param(TEE.replace(b"Teestube", "Cafe\u0301".encode()), id="composed-accent"),
    ],
)
def test_a_harmless_file_is_read(city: Path, data: bytes) -> None:
    outcome = build(project.order(project.write(city, {NEW: data})))
    # What was read is the same as another offer, and that is all there is to say about it.
    assert {finding.code for finding in outcome.findings} <= {"doppel-wahrscheinlich"}
    assert (city / "dist" / "angebote" / "neu" / "index.html").is_file()


@pytest.mark.parametrize(
    "name",
    [
        *(".gitkeep", ".DS_Store", ".teestube.yaml.swp", "teestube.yaml~", "neu.tmp"),
        *(".#teestube.yaml", "._teestube.yaml"),
    ],
)
def test_what_programs_leave_behind_is_no_content(city: Path, name: str) -> None:
    outcome = check(project.order(project.write(city, {f"offers/{name}": b"\0"})))
    assert outcome.findings == ()


@pytest.mark.parametrize("path", ["offers/teestube.yaml", "content/site.yaml", "content/orte"])
def test_what_may_not_be_read_is_answered(city: Path, path: str) -> None:
    (city / path).chmod(0)
    if os.access(city / path, os.R_OK):
        pytest.skip("nothing is unreadable for this user")
    try:
        found = project.places(check(project.order(city)).findings)
    finally:
        (city / path).chmod(0o700)
    assert found == whole("datei-nicht-lesbar", path)


@pytest.mark.parametrize(
    ("path", "advice"),
    [
        ("offers/neu.yml", "Nennen Sie die Datei neu.yaml."),
        ("offers/NEU.Yml", "Nennen Sie die Datei NEU.yaml."),
        ("content/site.yml", "Nennen Sie die Datei site.yaml."),
        ("content/taxonomie/themen.yml", "Nennen Sie die Datei themen.yaml."),
        ("offers/Café Größe.yaml", "Nennen Sie die Datei zum Beispiel cafe-groesse.yaml."),
        ("offers/index.yaml", "Nennen Sie die Datei zum Beispiel index-1.yaml."),
        ("offers/日本.yaml", "Nennen Sie die Datei zum Beispiel name.yaml."),
        (
            f"offers/{'lang-' * 20}.yaml",
            f"Nennen Sie die Datei zum Beispiel {'lang-' * 9}lang.yaml.",
        ),
        ("content/medien/Bild 1.jpg", "Nennen Sie die Datei zum Beispiel bild-1.jpg."),
        ("content/medien/bild.gif", "In diesem Ordner enden Dateien auf .jpg."),
        ("content/Orte2/neu.yaml", "Meinten Sie „content/orte“?"),
        (
            "content/angebote/neu.yaml",
            "Angebote liegen direkt in offers/, alles andere in den Ordnern unter content/.",
        ),
        ("content/offer/neu.yaml", "Meinten Sie „offers“?"),
        ("content/thema.yaml", "Meinten Sie „content/taxonomie/themen.yaml“?"),
    ],
)
def test_the_advice_names_the_right_name(city: Path, path: str, advice: str) -> None:
    outcome = check(project.order(project.write(city, {path: TEE})))
    assert [finding.hint for finding in outcome.findings] == [advice]


def test_everything_that_is_wrong_is_said_at_once(city: Path) -> None:
    """One project with one of each: no mistake hides another."""
    tee = TEE.decode()
    changes: dict[str, tuple[str, bytes | str]] = {
        "offers/latin.yaml": ("kodierung-nicht-utf8", "titel: Café".encode("latin-1")),
        "offers/null-byte.yaml": (SIGN, b"titel: \0"),
        "offers/riese.yaml": ("datei-zu-gross", b"#" * (MAX_BYTES + 1)),
        "offers/tief.yaml": ("yaml-zu-tief", b"titel: " + b"[" * 100_000),
        "offers/anker.yaml": ("yaml-anker", tee.replace("kurz: ", "kurz: &a ")),
        "offers/doppelt.yaml": ("schluessel-doppelt", tee + "titel: Noch einer\n"),
        "offers/unbekannt.yaml": ("schluessel-unbekannt", tee + "farbe: grün\n"),
        "offers/form.yaml": ("liste-erwartet", tee.replace("\n  - begegnung", " begegnung")),
        "offers/mehrzeilig.yaml": (
            "mehrzeilig-ohne-strich",
            tee.replace("Tee trinken", "Tee\n  ja"),
        ),
        "offers/tag.yaml": ("datum-gibt-es-nicht", tee + "  gueltig_ab: 2026-02-30\n"),
        "offers/zeit.yaml": (
            "uhrzeit-ungueltig",
            tee + "zeiten:\n  regeln:\n    - tage: [Montag]\n      von: 25:00\n",
        ),
        "offers/telefon.yaml": (
            "telefon-ungueltig",
            tee + "kontakt:\n  telefon:\n    - nummer: 030 1\n",
        ),
        "offers/mail.yaml": ("mail-ungueltig", tee + "kontakt:\n  email: tee at example.org\n"),
        "offers/skript.yaml": ("webadresse-art", tee + "kontakt:\n  web: javascript:alert(1)\n"),
        "offers/zugang.yaml": (
            "webadresse-mit-zugang",
            tee + "kontakt:\n  web: https://tee@example.org/\n",
        ),
        "offers/verweis.yaml": ("verweis-unbekannt", tee.replace("- nachbarschaft", "- verein")),
        "offers/kreis.yaml": ("ersatz-im-kreis", tee + "  ersetzt_durch: kreis\n"),
        "offers/frueher.yaml": ("adresse-doppelt", tee + "fruehere_ids: [teestube]\n"),
        "offers/krise.yaml": (
            "krisennummer-unbekannt",
            tee.replace("- begegnung", "- krise")
            + "kontakt:\n  telefon: [{nummer: 0800 1234567}]\n",
        ),
        "offers/html.yaml": ("text-html", tee + "text: |\n  Ein <b>Wort</b>.\n"),
        "content/anbieter/NACHBARSCHAFT.yaml": (NAME, tee),
        "offers/endung.yml": (YML, tee),
        "offers/notiz.txt": ("endung-falsch", tee),
        "offers/unter/neu.yaml": (FOLDER, tee),
        "content/neu.yaml": (PLACE, tee),
        "content/orte/leer.yaml": ("datei-leer", b""),
        "content/texte/en.yaml": ("oberflaechentext-unbekannt", "start:\n  titel: Hello\n"),
    }
    project.write(city, {path: data for path, (_, data) in changes.items()})
    link("offers/verknuepft.yaml", "/etc/passwd")(city)
    pipe("offers/leitung.yaml")(city)
    gone(f"{TERMS}/zielgruppen.yaml")(city)
    published = project.fingerprint(city / "dist")

    outcome = build(project.order(city))
    folders = {"offers/unter/neu.yaml": "offers/unter"}
    expected = {(code, folders.get(path, path)) for path, (code, _) in changes.items()}
    expected |= {
        (LINK, "offers/verknuepft.yaml"),
        (SPECIAL, "offers/leitung.yaml"),
        (MISSING, f"{TERMS}/zielgruppen.yaml"),
        ("gross-klein-gleich", "content/anbieter/nachbarschaft.yaml"),
    }
    errors = {
        (finding.code, finding.location.path) for finding in outcome.findings if finding.is_error
    }
    assert errors == expected
    assert project.fingerprint(city / "dist") == published
