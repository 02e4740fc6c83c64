"""The preview of a change: what counts as changed, and pages that stand alone."""

import re
from pathlib import Path
from posixpath import normpath
from urllib.parse import urlsplit

import pytest

from sitegen import compare as module
from sitegen.compare import Comparison, Page, compare, preview
from tests.golden.conftest import TODAY, build_city, settle

CSP = "default-src 'none'; style-src 'self'; base-uri 'none'"
HTML = """<!DOCTYPE html>
<html lang="de">
<head>
<meta http-equiv="Content-Security-Policy" content="{csp}">
<title>Titel – Stadt</title>
<link rel="alternate" href="../leicht/">
<link rel="stylesheet" href="../style.css">
</head>
<body class="a">
<h1>{heading}</h1>
{text}
</body>
</html>
"""


def site(folder: Path, **pages: str) -> Path:
    """A site with a style and these pages, `a__b` for `a/b/`."""
    folder.mkdir()
    (folder / ".sitegen").write_text(folder.name, "utf-8")
    (folder / "style.css").write_text("h1 { color: green }", "utf-8")
    for name, text in pages.items():
        page = folder / name.replace("__", "/") / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(HTML.format(csp=CSP, heading=name.title(), text=text), "utf-8")
    return folder


def shown(before: Path, after: Path) -> dict[str, str]:
    pages = preview(compare(before, after), after)
    return {file: data.decode(errors="replace") for file, data in pages}


def test_files_are_compared_byte_by_byte(tmp_path: Path) -> None:
    before = site(tmp_path / "a", gleich="x", anders="x", weg="x")
    after = site(tmp_path / "b", gleich="x", anders="y", neu="x")
    (after / "feed.xml").write_text("<a/>", "utf-8")
    assert compare(before, after) == Comparison(
        new=(Page("neu/index.html", "Neu"),),
        changed=(Page("anders/index.html", "Anders"),),
        gone=(Page("weg/index.html", "Weg"),),
        others=("feed.xml",),
    )
    assert compare(after, after) == Comparison()


def test_without_a_former_site_everything_is_new(tmp_path: Path) -> None:
    after = site(tmp_path / "b", eins="x", zwei="x")
    found = compare(tmp_path / "fehlt", after)
    assert [page.title for page in found.new] == ["Eins", "Zwei"]
    assert not found.changed


def test_the_lists_name_what_changes(tmp_path: Path) -> None:
    files = shown(
        site(tmp_path / "a", gleich="x", anders="x", weg="x"),
        site(tmp_path / "b", gleich="x", anders="y", neu="x"),
    )
    assert '<a href="seite/neu/index.html">Neu</a> <small>/neu/</small>' in files["index.html"]
    assert "<li>Weg <small>/weg/</small></li>" in files["index.html"]
    assert "Gleich" not in files["index.html"]
    for line in ("Neu: 1, geändert: 1, entfallen: 1.", "- Neu (/neu/)", "- Weg (/weg/)"):
        assert line in files["vorschau.md"].splitlines()
    assert set(files) == {
        "index.html",
        "vorschau.css",
        "vorschau.md",
        "seite/neu/index.html",
        "seite/anders/index.html",
        "seite/style.css",
    }


def test_nothing_changed_and_nothing_built_are_told_apart(tmp_path: Path) -> None:
    before = site(tmp_path / "a", gleich="x")
    same, unbuilt = shown(before, before), shown(before, tmp_path / "fehlt")
    for name in ("index.html", "vorschau.md"):
        assert "An den Seiten ändert sich nichts." in same[name]
        assert "Noch keine Vorschau" in unbuilt[name]
        assert "Entfallene Seiten" not in unbuilt[name]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<a href="../zwei/">x</a>', '<a href="../zwei/index.html">x</a>'),
        ('<a href="../zwei/#da">x</a>', '<a href="../zwei/index.html#da">x</a>'),
        ('<a href="../zwei">x</a>', '<a href="../zwei/index.html">x</a>'),
        ('<a class="b" href="../gleich/">x</a>', '<a class="b">x</a>'),
        ('<a href="../gibt-es-nicht/">x</a>', "<a>x</a>"),
        ('<a href="../../../../etc/">x</a>', "<a>x</a>"),
        ('<a href="/unter/pfad/zwei/">x</a>', '<a href="../zwei/index.html">x</a>'),
        ('<a href="#oben">x</a>', '<a href="#oben">x</a>'),
        ('<a href="https://a.example.org/b/">x</a>', '<a href="https://a.example.org/b/">x</a>'),
        ('<a href="tel:+4930">x</a>', '<a href="tel:+4930">x</a>'),
        ('<a title="a > b" href="../gleich/">x</a>', '<a title="a &gt; b">x</a>'),
        ('<p>Ä 漢 &lt;a href="../gleich/"&gt;</p>', '<p>Ä 漢 &lt;a href="../gleich/"&gt;</p>'),
        ('<meta http-equiv="refresh" content="0; url=../zwei/">', ""),
        ('<img src="../style.css" alt="">', '<img src="../style.css" alt="">'),
        ('<img src="../fehlt.png" alt="">', '<img src="../fehlt.png" alt="">'),
        ("<!-- ä -->\n\n<br>", "<!-- ä -->\n\n<br>"),
    ],
)
def test_links_lead_to_the_preview_or_nowhere(tmp_path: Path, link: str, expected: str) -> None:
    before = site(tmp_path / "a", gleich="x")
    after = site(tmp_path / "b", gleich="x", eins=link, zwei="x")
    page = shown(before, after)["seite/eins/index.html"]
    note = re.compile(r"\n<aside.*</aside>")
    assert '<a href="../../index.html">Zur Liste der Änderungen</a>' in page
    csp = CSP.replace("'self'", "'self' file:").replace("'", "&#x27;")
    wanted = HTML.format(csp=csp, heading="Eins", text=expected)
    assert note.sub("", page) == wanted.replace('<link rel="alternate" href="../leicht/">', "")


def test_many_pages_are_listed_but_not_all_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 3)
    before = site(tmp_path / "a", **{f"alt{n}": "x" for n in range(4)})
    after = site(tmp_path / "b", **{f"alt{n}": "y" for n in range(4)}, neu="x")
    files = shown(before, after)
    pages = [file for file in files if file.startswith("seite/") and file.endswith(".html")]
    assert pages == ["seite/neu/index.html", "seite/alt0/index.html", "seite/alt1/index.html"]
    assert files["index.html"].count("<small>") == 5
    assert "die ersten 3 Seiten" in files["index.html"]
    assert "- … und 2 weitere" in files["vorschau.md"]


def test_titles_are_texts(tmp_path: Path) -> None:
    after = site(tmp_path / "b", eins="x")
    page = after / "eins" / "index.html"
    page.write_text(page.read_text("utf-8").replace("Eins", "&lt;b&gt; [x](y)"), "utf-8")
    files = shown(tmp_path / "a", after)
    assert ">&lt;b&gt; [x](y)</a>" in files["index.html"]
    assert r"- \<b\> \[x\](y) (/eins/)" in files["vorschau.md"]


def test_a_page_of_the_city_finds_all_it_loads_in_the_preview(tmp_path: Path) -> None:
    project = settle(tmp_path / "city")
    build_city(project)
    before = (project / "dist").rename(tmp_path / "vorher")
    offer = project / "offers" / "singkreis.yaml"
    offer.write_text(offer.read_text("utf-8").replace("titel: ", "titel: Neuer "), "utf-8")
    assert build_city(project, TODAY).is_published
    files = shown(before, project / "dist")
    page = "angebote/singkreis/index.html"
    assert page in {changed.file for changed in compare(before, project / "dist").changed}
    references = re.findall(r'<(?:a|link|img)[^>]* (?:href|src)="([^"]*)"', files[f"seite/{page}"])
    local = [urlsplit(text).path for text in references if not urlsplit(text).scheme]
    found = {normpath(f"seite/angebote/singkreis/{path}") for path in local if path[-1:] != "/"}
    assert found >= {"index.html", "seite/assets/style.css", "seite/assets/marke.svg"}
    assert found - {"seite/angebote/singkreis"} <= set(files)
