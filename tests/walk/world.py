"""A small project of every type of record, built where it was built before, and from nothing.

The example city with all full examples in it, so that every record names others. Its pages are
either the real ones, or show nothing but what their view is made of: whatever a view holds and
should not, or no longer holds, is then seen in bytes, at a fraction of the time.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias

from jinja2 import TemplateError

from sitegen.diagnostics import Findings
from sitegen.memory.recollection import InProcess, Recollection
from sitegen.order import Order
from sitegen.pipeline import build
from sitegen.unchanged import CACHE, recall
from tests.examples import project as examples

ROOT = Path(__file__).parents[2]
SOURCES = ("content", "offers", "templates")
TARGET, PREVIEW = "dist", "vorschau"

Kind: TypeAlias = Literal["views", "pages"]
Tree: TypeAlias = Mapping[str, bytes]

_END = "</body></html>"
_VIEW = "<p>{{ view }} {{ structured }}</p>\n"
_VIEWS = {
    "templates/assets/style.css": "p { color: #123456; }\n",
    "templates/data/kept.js": "{{ view }}\n",
    "templates/data/search.txt": (
        '{% for card in view.cards %}[[], {{ card | string | tojson }}, ""]\n{% endfor %}'
    ),
}
_EASY = {
    "start": "",
    "so-geht-es": "So geht es",
    "barrierefreiheit": "Ohne Hindernis",
    "leichte-sprache-und-gebaerdensprache": "Leichte Sprache",
}
_CARE = """pflege:
  status: veroeffentlicht
  quellen:
    - art: sonstiges
      titel: Beispiel
"""


@dataclass(frozen=True, slots=True)
class Held:
    """A source file: its bytes, or what it links to, and its time in nanoseconds."""

    data: bytes
    time: int
    is_link: bool = False


Snapshot: TypeAlias = Mapping[str, Held]


@dataclass(slots=True)
class World:
    """The project that is changed, what to build of it, and what it was.

    `good` are the sources that were last published, `older` is where copies of the cache and the
    site are kept, `base` the day of the first build. What `stays` remembers it all by itself, and
    publishes to a place of its own; it was `told` of these sources.
    """

    project: Path
    order: Order
    older: Path
    good: Snapshot = field(default_factory=dict)
    stays: InProcess = field(default_factory=InProcess)
    told: Snapshot = field(default_factory=dict)

    @property
    def base(self) -> date:
        """The day of the examples."""
        return examples.TODAY

    @property
    def cache(self) -> Path:
        """Where builds keep what the next one need not do again."""
        return self.project / CACHE

    @property
    def site(self) -> Path:
        """The published site."""
        return self.order.target

    @property
    def preview(self) -> Path:
        """The site of what stays."""
        return self.project / PREVIEW

    def files(self, *globs: str) -> list[Path]:
        """The plain source files that one of the patterns names, sorted."""
        found = {path for glob in globs for path in self.project.glob(glob)}
        return sorted(path for path in found if path.is_file() and not path.is_symlink())


def settled(kind: Kind, folder: Path) -> World:
    """A project that was never built, in a new folder."""
    project = folder / "project"
    full = {examples.place_of(it): it for it in examples.cases("valid") if "voll" in it.stem}
    examples.city(project, {path: case.read_bytes() for path, case in full.items()})
    media = project / "content" / "medien"
    shutil.copy(media / "anger.png", media / "haus.png")  # of no use, which is a warning
    for name, title in _EASY.items():
        _write_easy(project / "content" / "seiten", name, title)
    if kind == "pages":
        _take(project, "templates")
        _take(project, "content/texte")
    else:
        for page in project.glob("templates/*/*.html"):
            page.write_text(page.read_text("utf-8").replace(_END, _VIEW + _END), "utf-8")
        examples.write(project, _VIEWS)
    order = Order(project, project / "templates", project / TARGET, examples.TODAY)
    older = folder / "older"
    older.mkdir()
    return World(project, order, older, snapshot(project))


def _take(project: Path, folder: str) -> None:
    shutil.rmtree(project / folder)
    shutil.copytree(ROOT / folder, project / folder)


def _write_easy(folder: Path, name: str, title: str) -> None:
    if title:
        page = f"---\ntitel: {title}\nkurz: Ein Satz.\n{_CARE}---\n\nEin kurzer Text.\n"
        (folder / f"{name}.md").write_text(page, "utf-8")
    easy = f"---\ntitel: {title or 'Start|Seite'}\n---\n\nHier finden Sie andere Menschen.\n"
    (folder / f"{name}.leicht.md").write_text(easy, "utf-8")


def snapshot(project: Path, before: Snapshot | None = None) -> Snapshot:
    """All sources as they are; what is the same as `before` is the same value."""
    return dict(_held(project, before or {}))


def _held(project: Path, before: Snapshot) -> Iterator[tuple[str, Held]]:
    for root in SOURCES:
        for folder, _, names in os.walk(project / root):
            for name in sorted(names):
                path = Path(folder, name)
                shown, time = path.relative_to(project).as_posix(), path.lstat().st_mtime_ns
                if path.is_symlink():
                    held = Held(os.fsencode(path.readlink()), time, is_link=True)
                else:
                    held = Held(path.read_bytes(), time)
                known = before.get(shown)
                yield shown, known if known is not None and known == held else held


def put(project: Path, wanted: Snapshot) -> None:
    """Give a project these sources and no others; what is right is not touched."""
    there = snapshot(project)
    for shown in there.keys() - wanted.keys():
        (project / shown).unlink()
    for shown, held in wanted.items():
        if there.get(shown) == held:
            continue
        path = project / shown
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        if held.is_link:
            path.symlink_to(os.fsdecode(held.data))
        else:
            path.write_bytes(held.data)
        os.utime(path, ns=(held.time, held.time), follow_symlinks=False)


def tree(folder: Path) -> Tree:
    """Everything below a folder: files with mode and bytes, folders, links with their target."""
    return dict(_entries(folder)) if folder.is_dir() else {}


def files_of(entries: Tree) -> Tree:
    """All but the folders."""
    return {path: it for path, it in entries.items() if not path.endswith("/")}


def _entries(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        shown, mode = path.relative_to(folder).as_posix(), path.lstat().st_mode
        if path.is_symlink():
            yield shown, b"link " + os.fsencode(path.readlink())
        elif path.is_dir():
            yield f"{shown}/", f"{mode:o}".encode()
        else:
            yield shown, f"{mode:o} ".encode() + path.read_bytes()


@dataclass(frozen=True, slots=True)
class Said:
    """What a build answers: `report` is what an editor reads, `files` how many there are now."""

    findings: Findings
    report: str
    files: int
    is_published: bool
    is_fault: bool = False


def built(order: Order) -> Said:
    """Build as the command does: if nothing has changed, what the last build said."""
    kept = recall(order)
    if kept is not None:
        report = examples.report(kept.findings, kept.sources)
        return Said(kept.findings, report, kept.files, is_published=True)
    return anew(order)


def anew(order: Order, recollection: Recollection | None = None) -> Said:
    """Build, whether anything has changed or not."""
    try:
        outcome = build(order, None, recollection)
    except (TemplateError, RuntimeError):  # the latter comes from another process
        return Said((), "", 0, is_published=False, is_fault=True)
    report = examples.report(outcome.findings, outcome.sources)
    files = len(outcome.files) if outcome.is_published else 0
    return Said(outcome.findings, report, files, outcome.is_published)


def from_nothing(order: Order, sources: Snapshot, folder: Path) -> tuple[Said, Tree]:
    """What a build of these sources says and makes in a new folder, which is gone again."""
    put(folder, sources)
    target = folder / TARGET
    said = built(
        replace(order, project=folder, templates=folder / "templates", target=target, processes=1)
    )
    made = tree(target)
    shutil.rmtree(folder)
    return said, made


def difference(got: tuple[Said, Tree], wanted: tuple[Said, Tree]) -> str:
    """The first way in which a build differs from the other, in words; empty for none."""
    (said, made), (other, should) = got, wanted
    if said.findings != other.findings:
        more = [it for it in said.findings if it not in other.findings]
        missing = [it for it in other.findings if it not in said.findings]
        return f"findings: too many {more[:3]}, missing {missing[:3]}"
    if said != other:
        return f"answer: {said} instead of {other}"
    for path in sorted({*made, *should}):
        if made.get(path) != should.get(path):
            return f"{path}: {_apart(made.get(path), should.get(path))}"
    return ""


def _apart(data: bytes | None, other: bytes | None) -> str:
    if data is None or other is None:
        return "is missing" if data is None else "should not be there"
    pairs = enumerate(zip(data, other, strict=False))
    place = next((number for number, (one, two) in pairs if one != two), len(data))
    start = max(0, place - 60)
    return f"{data[start : place + 60]!r} instead of {other[start : place + 60]!r}"
