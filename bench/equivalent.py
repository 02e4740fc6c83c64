"""The same site as a project of Hugo: content written from a corpus and from its built site.

    python -m bench.equivalent /tmp/corpus /tmp/hugo

What Hugo can do in its own way, it does: Markdown, taxonomies, lists, pages of lists, links, what
names an offer, former addresses, calendars, feed, map of the site, search data. What a directory
reckons with (days of a rhythm, holidays, features), QR codes, and the few dozen pages that are
there once (start page, imprint, initiatives) it gets finished from `dist/`: that is in its
favour. It checks nothing of what we check.
"""

import html
import json
import re
import shutil
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from bench.corpus import ROOT
from bench.matter import EASY, Corpus, Record, events, offers, terms

HUGO = Path(__file__).parent / "hugo"
_ICON = re.compile(r"\[\[([a-z-]+)\]\]")
_SHEETS = re.compile(
    r'^<link rel="stylesheet".*$|^<script defer src="[^"]*/(?!stand|zeit|merken\.)[^"]*".*$',
    re.MULTILINE,
)
_MAIN = re.compile(r'<main[^>]*>\n(?:<div class="inner">\n)?(.*?)(?:</div>\n)?</main>', re.DOTALL)
# Where ours has a page of a section that Hugo makes as the section's own.
_SECTIONS = ("angebote", "veranstaltungen")


def write_project(corpus: Corpus, project: Path) -> None:
    """A whole project of Hugo in a folder that must not exist."""
    shutil.copytree(HUGO, project)
    icons = {
        path.stem: path.read_text("utf-8").strip()
        for path in (ROOT / "templates" / "pictograms").glob("*.svg")
    }
    for layout in (path for path in (project / "layouts").rglob("*") if path.is_file()):
        text = layout.read_text("utf-8")
        layout.write_text(_ICON.sub(lambda found: icons[found[1]], text), "utf-8")
    _write_data(corpus, icons, project / "data")
    content = project / "content"
    made = {"angebote": offers(corpus), "veranstaltungen": events(corpus)}
    for section, pages in made.items():
        for name, (matter, text) in pages.items():
            _write(content / section / f"{name}.md", matter, text)
    taxonomies = terms(corpus)
    for kind, pages in taxonomies.items():
        for name, (matter, text) in pages.items():
            _write(content / kind / name / "_index.md", matter, text)
    done = {f"{section}/{name}" for section, pages in made.items() for name in pages}
    _write_single(corpus, project, done, taxonomies)
    _copy_static(corpus, project / "static", done)


def _write_data(corpus: Corpus, icons: Mapping[str, str], folder: Path) -> None:
    """Words and icons, and which icon stands for which kind of offer."""
    pictograms = (ROOT / "templates" / "components" / "pictogram.html").read_text("utf-8")
    tables = re.findall(r"pictogram\(\{(.*?)\}", pictograms, re.DOTALL)
    kinds, modes = (dict(re.findall(r'"([^"]+)": "([^"]+)"', table)) for table in tables[:2])
    data = {"zeichen": icons, "arten": kinds, "modi": modes, **corpus.texts}
    for name, value in data.items():
        (folder / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False), "utf-8")


def _write_single(
    corpus: Corpus, project: Path, done: Collection[str], taxonomies: Collection[str]
) -> None:
    """Pages that are there once, and lists of everything, with what stands in them."""
    content = project / "content"
    _write(content / "einzeln" / "_index.md", {"title": "-", "build": {"render": "never"}}, "")
    lists = {"index.html", *(f"{name}/index.html" for name in (*_SECTIONS, *taxonomies))}
    for address, page in _pages(corpus, done, taxonomies):
        if '<html lang="de' not in page or 'id="kontakt-titel"' not in page:
            _copy(corpus.dist / address, project / "static" / address)  # a frame of its own
            continue
        matter = _head(page)
        plain = address.removeprefix(f"{EASY}/")
        if address in lists:
            path = content / address.replace("index.html", "_index.html")
        else:
            path = content / "einzeln" / address.replace("/", "--")
            matter["url"] = f"/{plain.removesuffix('index.html')}"
        if address != plain:
            matter["outputs"] = ["leicht"]
        body = _MAIN.search(page)
        assert body, address
        _write(path, matter, body[1])


def _pages(
    corpus: Corpus, done: Collection[str], taxonomies: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Addresses and pages of all that Hugo does not make itself."""
    for path in sorted(corpus.dist.rglob("*.html")):
        address = path.relative_to(corpus.dist).as_posix()
        section, *rest = address.removeprefix(f"{EASY}/").split("/")
        is_term = section in taxonomies and len(rest) > 1 and rest[1] != "woche"
        is_former = section == "angebote" and rest[0] in corpus.former
        if not is_term and not is_former and "/".join([section, *rest[:1]]) not in done:
            yield address, path.read_text("utf-8")


def _head(page: str) -> Record:
    title, about, heading = (
        re.search(pattern, page, re.DOTALL)
        for pattern in (
            "<title>(.*?)</title>",
            '<meta name="description" content="(.*?)">',
            "<h1[^>]*>(.*?)</h1>",
        )
    )
    assert title
    assert about
    assert heading
    return {
        "title": html.unescape(re.sub(r"<[^>]*>", "", heading[1])),
        "seitentitel": title[1],
        "kurz": html.unescape(about[1]),
        "kopf": "\n".join(_SHEETS.findall(page)) + "\n",
    }


def _copy_static(corpus: Corpus, static: Path, done: Collection[str]) -> None:
    """What Hugo cannot draw, and what only has to be copied."""
    own = {f"{name}/kalender.ics" for name in done}
    own |= {f"stadtbezirke/{name}/kalender.ics" for name in corpus.terms["stadtbezirke"]}
    own |= {"kalender.ics", "feed.atom", "sitemap.xml"}
    for path in (path for path in corpus.dist.rglob("*") if path.is_file()):
        name = path.relative_to(corpus.dist).as_posix()
        is_data = name.startswith(("assets/suche/", "assets/merkzettel/"))
        if path.suffix != ".html" and name not in own and not is_data:
            _copy(path, static / name)


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)


def _write(path: Path, matter: Record, text: str) -> None:
    """A page with front matter in JSON; what is empty is left out."""
    path.parent.mkdir(parents=True, exist_ok=True)
    said = {key: value for key, value in matter.items() if value}
    path.write_text(f"{json.dumps(said, ensure_ascii=False, indent=1)}\n{text}", "utf-8")


if __name__ == "__main__":
    built = Path(sys.argv[1])
    write_project(Corpus(built, built / "dist"), Path(sys.argv[2]))
