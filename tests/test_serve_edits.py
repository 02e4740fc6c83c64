"""No stale page: whatever an editor does, the preview shows what a build from nothing gives.

One preview with one process that builds, and a row of things done to its project. After each
of them every file of its folder, and all that it says, is what a process makes of a copy of the
project that has never built anything.
"""

import json
import os
import pickle
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path

import pytest

from sitegen.resident import Result
from tests.examples.project import CITY, TEMPLATES, city, order, write
from tests.previewing import ENVIRONMENT, OFFER, Running, running

Act = Callable[[Path], object]
Tree = Mapping[str, bytes]

NEWS = "content/meldungen/tassen.md"
FILM = "content/filme/tee.yaml"
PICTURE = "content/medien/anger.png"
PAGES = ("content/seiten/kurz.md", "content/seiten/voll.md")
PART = "templates/parts/foot.html"
TEMPLATE = "templates/pages/offer.html"

# Each page tells all that it could show, and has a part that is read by way of another file.
TELLING = {
    path: text.replace(
        "</body>",
        "<pre>{{ view }}</pre>{% from 'parts/foot.html' import foot %}{{ foot() }}</body>",
    )
    for path, text in TEMPLATES.items()
}

# A process that builds each time in a new copy of itself, which knows of no build before.
FRESH = """
import json, pickle, sys
import babel.dates, holidays, icalendar, PIL.Image  # what a first build would have to load
from dataclasses import asdict
from sitegen.easylint.dictionary import load_dictionary
from sitegen.forking import forked
from sitegen.memory.recollection import Recollection
from sitegen.resident import built
load_dictionary()
for line in sys.stdin:
    order = pickle.loads(bytes.fromhex(line))
    [result] = forked(lambda: built(order, Recollection()), 1)
    print(json.dumps(asdict(result)), flush=True)
"""


def tree(folder: Path) -> Tree:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@dataclass
class Fresh:
    """Builds from nothing of what is in a project, each in a folder of its own."""

    process: "subprocess.Popen[str]"
    home: Path
    builds: int = 0
    last_good: Tree = field(default_factory=dict)

    def build(self, project: Path) -> Result:
        self.builds += 1
        copy = self.home / str(self.builds) / "city"
        for root in ("content", "offers", "templates"):
            if os.path.lexists(project / root):
                shutil.copytree(project / root, copy / root, symlinks=True)
        target = copy / ".vorschau/seite"
        target.parent.mkdir()
        wanted = replace(order(copy), target=target, has_pattern_library=True)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(pickle.dumps(wanted).hex(), file=self.process.stdin, flush=True)
        result = Result(**json.loads(self.process.stdout.readline()))
        if result.is_published:
            self.last_good = tree(target)
        shutil.rmtree(copy)
        return result


@contextmanager
def fresh(home: Path) -> Iterator[Fresh]:
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-c", FRESH],
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Fresh(process, home)


def last_report(said: str) -> str:
    """The report of the last build, which is not said again while it stays the same."""
    report = ""
    for build in said.split("Baue die Seite …\n")[1:]:
        lines = re.split("(?m)^(?:Gebaut: |Die Vorschau zeigt|Es gibt noch)", build)[0]
        report = lines.rstrip("\n") or report
    return report


def compare(preview: Running, nothing: Fresh, step: str) -> None:
    result = nothing.build(preview.project)
    shown, wanted = tree(preview.project / ".vorschau/seite"), nothing.last_good
    different = {path for path, _ in shown.items() ^ wanted.items()}
    assert not different, f"stale after “{step}”: {sorted(different)}"
    assert last_report(preview.said()) == result.report, step
    overlay = re.search("(?s)<pre>([^<]*)</pre>\\s*</details>", preview.get("/").text)
    assert (unescape(overlay[1]) if overlay else "") == (
        "" if result.is_published else result.report
    ), step


# --- What is done


def change(file: str, old: str, new: str) -> Act:
    """Write a file anew in its place, as it is but for some words."""

    def act(project: Path) -> None:
        text = (project / file).read_text("utf-8")
        assert old in text
        (project / file).write_text(text.replace(old, new), "utf-8")

    return act


def put(file: str, text: str) -> Act:
    return lambda project: write(project, {file: text})


def remove(file: str) -> Act:
    return lambda project: (project / file).unlink()


def move(old: str, new: str) -> Act:
    return lambda project: (project / old).rename(project / new)


def both(*acts: Act) -> Act:
    return lambda project: [act(project) for act in acts]


def swap(one: str, other: str) -> Act:
    return both(move(one, "third"), move(other, one), move("third", other))


def bring(file: str) -> Act:
    """Move a file of the example city into its place that is very old."""

    def act(project: Path) -> None:
        kept = project / "kept"
        shutil.copyfile(CITY / file, kept)
        os.utime(kept, (0, 0))
        kept.replace(project / file)

    return act


def replace_unseen(file: str, old: str, new: str, *, is_moved: bool) -> Act:
    """Other words of the same length, and the time as it was."""
    assert len(old.encode()) == len(new.encode())

    def act(project: Path) -> None:
        place = project / file
        state, text = place.stat(), place.read_text("utf-8")
        assert old in text
        written = project / "kept" if is_moved else place
        written.write_text(text.replace(old, new), "utf-8")
        os.utime(written, ns=(state.st_atime_ns, state.st_mtime_ns))
        written.replace(place)

    return act


def link(file: str) -> Act:
    return both(move(file, "kept"), lambda project: (project / file).symlink_to(project / "kept"))


def unlink(file: str) -> Act:
    return both(remove(file), move("kept", file))


ACTIONS: Mapping[str, Act] = {
    "title": change(OFFER, "Teestube am Anger", "Teestube am Markt"),
    "body": change(PAGES[0], "Ein kurzer Text.", "Ein **anderer** Text."),
    "label": change("content/taxonomie/themen.yaml", "name: Begegnung", "name: Treffen"),
    "template": change(TEMPLATE, "<h1>", "<h1>Neu: "),
    "part of templates": put(PART, "{% macro foot() %}<p>Unten</p>{% endmacro %}\n"),
    "asset": put("templates/assets/neu.css", "a{color:red}"),
    "texts": change("content/texte/de.yaml", "{count} Angebote", "{count} gute Angebote"),
    "settings": change("content/site.yaml", "Zusammen in Musterstadt", "Gemeinsam in Musterstadt"),
    "broken YAML": put(NEWS, "---\ntitel: [\n---\n"),
    "another file, while one is broken": change(OFFER, "am Markt", "am Fluss"),
    "template, while a file is broken": change(TEMPLATE, "Neu: ", "Ganz neu: "),
    "repaired by an old file": bring(NEWS),
    "renamed, not all names of it": move(OFFER, "offers/teeladen.yaml"),
    "the name of it": change(FILM, "angebot/teestube", "angebot/teeladen"),
    "renamed back at once": both(
        move("offers/teeladen.yaml", OFFER), change(FILM, "angebot/teeladen", "angebot/teestube")
    ),
    "swapped": swap(*PAGES),
    "swapped back": swap(*PAGES),
    "deleted": remove(NEWS),
    "moved in with an old time": bring(NEWS),
    "picture that nobody names": lambda project: shutil.copyfile(
        project / PICTURE, project / "content/medien/fluss.png"
    ),
    "picture named instead of another": change(NEWS, "datei: anger.png", "datei: fluss.png"),
    "picture taken away": remove("content/medien/fluss.png"),
    "named no more": change(NEWS, "datei: fluss.png", "datei: anger.png"),
    "touched": lambda project: (project / OFFER).touch(),
    "same size and time, moved in": replace_unseen(OFFER, "am Fluss", "am Platz", is_moved=True),
    "same size and time, in place": replace_unseen(OFFER, "am Platz", "am Felde", is_moved=False),
    "folder taken away": move("content/filme", "filme"),
    "written where the folder is": lambda project: write(
        project, {"filme/tee.yaml": (project / "filme/tee.yaml").read_text("utf-8") + "\n"}
    ),
    "folder back": move("filme", "content/filme"),
    "all offers away": move("offers", "kept"),
    "all offers back": move("kept", "offers"),
    "link instead of a file": link(OFFER),
    "file again": unlink(OFFER),
    "hidden record": put("offers/.tee.yaml", "titel: Tee\n"),
    "no hidden record": remove("offers/.tee.yaml"),
    "unreadable bytes": lambda project: (project / OFFER).write_bytes(b"titel: \xff\n"),
    "empty": put(OFFER, ""),
    "whole again": bring(OFFER),
    "broken template": change(TEMPLATE, "<h1>", "<h1>{{ 1 / 0 }}"),
    "content, while a template is broken": change(OFFER, "am Anger", "am See"),
    "template repaired": change(TEMPLATE, "{{ 1 / 0 }}", ""),
    "new folder with a record": put("content/gruppen/neu.yaml", "name: x\n"),
    "no such folder": lambda project: shutil.rmtree(project / "content/gruppen"),
}
# Where the project is as it was for the preview, there is nothing to build.
UNSEEN = frozenset(["written where the folder is"])


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fresh]:
    with fresh(tmp_path_factory.mktemp("nothing")) as process:
        yield process


def test_no_page_is_stale_after_any_of_an_editors_actions(tmp_path: Path, nothing: Fresh) -> None:
    project = city(tmp_path / "city", {**TELLING, PART: "{% macro foot() %}{% endmacro %}"})
    with running(project) as preview:

        def rests(builds: int, step: str) -> None:
            preview.until(lambda: builds == preview.builds == preview.ended, f"an end of “{step}”")

        rests(1, "the first build")
        compare(preview, nothing, "the first build")
        for step, act in ACTIONS.items():
            builds = preview.builds + (step not in UNSEEN)
            with preview.looking_away():
                act(project)
            rests(builds, step)
            compare(preview, nothing, step)
        offer = (project / OFFER).read_text("utf-8")
        with (project / OFFER).open("w", encoding="utf-8") as file:
            file.write(offer[:20])
            file.flush()
            time.sleep(0.3)  # long enough to be seen half written
            file.write(offer[20:] + "\n")
        rests(builds + 1, "written slowly")
        compare(preview, nothing, "written slowly")
        with preview.held_up():
            change(OFFER, "am See", "am Tor")(project)
            preview.until(lambda: preview.builds == builds + 2, "a build")
            change(PAGES[0], "anderer", "weiterer")(project)
        rests(builds + 3, "changed during a build")
        compare(preview, nothing, "changed during a build")
        for child in preview.children():
            os.kill(child, signal.SIGKILL)
        preview.until(lambda: not preview.children(), "a dead process")
        change(OFFER, "am Tor", "am Tal")(project)
        rests(builds + 4, "killed between builds")
        compare(preview, nothing, "killed between builds")
