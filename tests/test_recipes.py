"""The recipes of CONTRIBUTING.md, followed to the letter on a copy of the project.

The steps and code blocks are taken from the document itself, so a recipe that no longer works
fails here. What a step may say is fixed: "Write `file`" and "Append … to `file`", followed by
what to write, "In `file`, add `entry` to `NAME`", perhaps followed by an import, and
"Run `command`".
"""

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

from tests.golden.conftest import settle

ROOT = Path(__file__).parent.parent
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
MOST_STEPS = 8
DAY = ("--today", "2026-03-01")

OUTPUT = "Add an output"
CONTENT_CHECK = "Add a check of records"
SITE_CHECK = "Add a check of the finished site"
FORMAT = "Add a report format"
CONTENT_TYPE = "Add a content type"

_SECTION = re.compile(r"^### (.+)\n([\s\S]*?)(?=^#{2,3} |\Z)", re.MULTILINE)
_STEP = re.compile(r"^(\d+)\. ((?:.*\n)(?:(?:   .*)?\n)*)", re.MULTILINE)
_BLOCK = re.compile(r"([\s\S]*?)^ {3}```\w*\n([\s\S]*?)^ {3}```\n", re.MULTILINE)
_WRITE = re.compile(r"\bWrite\b[^`]*`([^`]+)`")
_ADD = re.compile(r"In `([^`]+)`, add `([^`]+)` to `([A-Z_]+)`")
_APPEND = re.compile(r"Append\b")
_FILE = re.compile(r"`([\w./-]+/[\w./-]+\.\w+)`")
_RUN = re.compile(r"`((?:\.venv|make)[^`]*)`")


@dataclass(frozen=True)
class Block:
    """A code block of a step, and the words before it that say what to do with it."""

    words: str
    code: str


@dataclass(frozen=True)
class Step:
    """One numbered step: its blocks, and what it says after the last of them."""

    number: int
    blocks: tuple[Block, ...]
    rest: str


def recipes() -> dict[str, tuple[Step, ...]]:
    """The steps of every recipe by its heading."""
    text = CONTRIBUTING.read_text("utf-8").partition("\n## Recipes\n")[2]
    return {name: tuple(steps(body)) for name, body in _SECTION.findall(text)}


def steps(body: str) -> Iterator[Step]:
    """The numbered steps of one recipe."""
    for number, text in _STEP.findall(body):
        blocks = tuple(Block(words, dedent(code)) for words, code in _BLOCK.findall(text))
        yield Step(int(number), blocks, _BLOCK.sub("", text))


RECIPES = recipes()


def files_of(recipe: str) -> dict[str, str]:
    """The files that a recipe writes, by path."""
    return {
        found[1]: block.code
        for step in RECIPES[recipe]
        for block in step.blocks
        if (found := _WRITE.search(block.words))
    }


def follow(project: Path, recipe: str) -> None:
    """Do what every step of the recipe says."""
    for step in RECIPES[recipe]:
        for block in step.blocks:
            apply(project, block)
        if added := _ADD.search(step.rest):
            register(project / added[1], added[3], added[2], "")
        for command in _RUN.findall(step.rest):
            if not command.startswith("make"):  # the tests of the copy are this one's caller
                run(project, *shlex.split(command)[1:])


def apply(project: Path, block: Block) -> None:
    """Write, register or append one code block."""
    if added := _ADD.search(block.words):
        register(project / added[1], added[3], added[2], block.code)
    elif _APPEND.search(block.words):
        for path in _FILE.findall(block.words):
            with (project / path).open("a", encoding="utf-8") as file:
                file.write(block.code)
    elif written := _WRITE.search(block.words):
        target = project / written[1]
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8") as file:  # a recipe overwrites nothing
            file.write(block.code)
    else:
        pytest.fail(f"a code block without an instruction: {block.words}")


def register(path: Path, name: str, entry: str, imports: str) -> None:
    """Put the entry last into `name`, and the imports after the others of the file."""
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    last = last_of(next(node for node in tree.body if is_assigned(node, name)))
    rows = text.splitlines(keepends=True)
    end = last.end_col_offset or 0
    row = rows[(last.end_lineno or 0) - 1]
    rows[(last.end_lineno or 0) - 1] = f"{row[:end]}, {entry}{row[end:]}"
    after = max(node.end_lineno or 0 for node in tree.body if isinstance(node, ast.ImportFrom))
    rows.insert(after, imports)
    path.write_text("".join(rows), "utf-8")


def is_assigned(node: ast.stmt, name: str) -> bool:
    match node:
        case ast.AnnAssign(target=ast.Name(id=target)) | ast.Assign(targets=[ast.Name(id=target)]):
            return target == name
    return False


def last_of(node: ast.stmt) -> ast.expr:
    """The last element of the tuple or mapping that is assigned."""
    match node:
        case ast.AnnAssign(value=value) | ast.Assign(value=value):
            match value:
                case ast.Tuple(elts=[*_, last]) | ast.Dict(values=[*_, last]):
                    return last
    pytest.fail(f"neither a tuple nor a mapping: {ast.unparse(node)}")


def run(project: Path, *arguments: str, code: int | None = 0) -> str:
    """Run Python in the copy, with the copy's package; what it says."""
    # The copy is not what coverage shall measure.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env={**kept, "PYTHONPATH": str(project), "PYTHONWARNINGS": "error"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert code is None or done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def sitegen(project: Path, *arguments: str, code: int | None = 0) -> str:
    """Run the copy's own command on the day of the golden city."""
    return run(project, "-m", "sitegen", *arguments, *DAY, code=code)


def copied(project: Path) -> Path:
    """The golden city with its own copy of the generator."""
    settle(project)
    without = shutil.ignore_patterns("__pycache__")
    for folder in ("sitegen", "tests/examples"):
        shutil.copytree(ROOT / folder, project / folder, ignore=without)
    return project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project to follow one recipe in."""
    return copied(tmp_path / "project")


def test_every_recipe_is_known_to_these_tests() -> None:
    assert list(RECIPES) == [OUTPUT, CONTENT_CHECK, SITE_CHECK, FORMAT, CONTENT_TYPE]


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_has_few_numbered_steps(recipe: str) -> None:
    numbers = [step.number for step in RECIPES[recipe]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert 0 < len(numbers) <= MOST_STEPS
    assert "`make test`" in RECIPES[recipe][-1].rest


@pytest.mark.parametrize("recipe", RECIPES)
def test_what_a_recipe_writes_is_new(recipe: str) -> None:
    assert not [path for path in files_of(recipe) if (ROOT / path).exists()]


def test_an_output_is_one_file_and_one_line(project: Path) -> None:
    sitegen(project, "build")
    assert not (project / "dist" / "angebote.txt").exists()
    follow(project, OUTPUT)
    sitegen(project, "build")
    titles = (project / "dist" / "angebote.txt").read_text("utf-8").splitlines()
    assert "Café am Fluss" in titles
    assert "Ein Entwurf" not in titles


def test_a_check_of_records_reports_in_german_with_line_and_column(project: Path) -> None:
    follow(project, CONTENT_CHECK)
    offer = project / "offers" / "cafe-am-fluss.yaml"
    offer.write_text(offer.read_text("utf-8").replace("Café am Fluss", "CAFÉ AM FLUSS", 1), "utf-8")
    said = sitegen(project, "check")
    assert (
        "offers/cafe-am-fluss.yaml:1:8: Warnung [titel-laut] "
        "titel: „CAFÉ AM FLUSS“ besteht nur aus großen Buchstaben.\n"
    ) in said
    assert "  Hilfe: Schreiben Sie ihn in gewohnter Schreibweise.\n" in said
    assert said.count("[titel-laut]") == 1
    assert '<a id="titel-laut"></a>' in (project / "docs/handbuch/hinweise.md").read_text("utf-8")


def test_a_check_of_the_site_sees_finished_pages(project: Path) -> None:
    follow(project, SITE_CHECK)
    offer = project / "offers" / "cafe-am-fluss.yaml"
    long = "Café mit Kuchen und Gesprächen für alle, die am Dienstag am Fluss gern zusammensitzen"
    offer.write_text(offer.read_text("utf-8").replace("Café am Fluss", long, 1), "utf-8")
    said = sitegen(project, "check", code=1)
    assert (
        "offers/cafe-am-fluss.yaml: Fehler [seitentitel-lang] "
        "Der Titel von /angebote/cafe-am-fluss/ hat mehr als 100 Zeichen.\n"
    ) in said
    others = set(re.findall(r"Der Titel von (\S+)", said))
    assert others <= {"/angebote/cafe-am-fluss/", "/leichte-sprache/angebote/cafe-am-fluss/"}


def test_a_report_format_is_one_file_and_one_line(project: Path) -> None:
    offer = project / "offers" / "cafe-am-fluss.yaml"
    offer.write_text(offer.read_text("utf-8").replace("von: 14:00", "von: 14"), "utf-8")
    wanted = ("check", "offers/cafe-am-fluss.yaml", "--format", "tally")
    sitegen(project, *wanted, code=2)
    follow(project, FORMAT)
    assert sitegen(project, *wanted, code=1) == "    1 uhrzeit-ungueltig\n"


def test_a_content_type_has_pages_references_and_reports(project: Path) -> None:
    follow(project, CONTENT_TYPE)
    right, _, wrong = (
        text.replace("anbieter: nachbarschaft\n", "anbieter: nachbarschaftsverein\n")
        for path, text in files_of(CONTENT_TYPE).items()
        if path.startswith("tests/examples/")
    )
    record = project / "content/fahrdienste/abholdienst.yaml"
    record.parent.mkdir()
    record.write_text(right, "utf-8")
    cafe = project / "offers" / "cafe-am-fluss.yaml"
    link = "Uns fährt der [Abholdienst](fahrdienst:abholdienst).\n\n  Danach"
    cafe.write_text(cafe.read_text("utf-8").replace("Danach", link, 1), "utf-8")
    said = sitegen(project, "build")
    assert "Keine Fehler" in said

    page = (project / "dist/fahrdienste/abholdienst/index.html").read_text("utf-8")
    assert "<h1>Abholdienst</h1>" in page
    assert 'href="tel:+493023125240"' in page
    assert "Fahrt bestellen" in page
    assert 'href="../../anbieter/nachbarschaftsverein/"' in page
    linking = (project / "dist/angebote/cafe-am-fluss/index.html").read_text("utf-8")
    assert 'href="../../fahrdienste/abholdienst/"' in linking
    fields = (project / "docs/handbuch/felder.md").read_text("utf-8")
    assert "\n## Fahrdienst\n\nDatei: `content/fahrdienste/<kennung>.yaml`\n" in fields

    record.write_text(wrong, "utf-8")
    path = record.relative_to(project).as_posix()
    said = sitegen(project, "check", path, code=1)
    assert f"{path}:3:10: Fehler [telefon-ohne-vorwahl] telefon: „23125 240“" in said
    record.write_text(right.replace("status: veroeffentlicht", "status: beendet"), "utf-8")
    cafe.write_text(cafe.read_text("utf-8").replace(link, "Danach"), "utf-8")
    sitegen(project, "build")
    page = (project / "dist/fahrdienste/abholdienst/index.html").read_text("utf-8")
    assert "tel:+493023125240" not in page, "an end page shows no phone number"


def test_all_recipes_together_keep_the_house_in_order(project: Path) -> None:
    tests = (f"tests/{name}.py" for name in ("conftest", "once", "real", "test_registry"))
    for path in ("pyproject.toml", "build.py", *tests):
        shutil.copy(ROOT / path, project / path)
    for recipe in RECIPES:
        follow(project, recipe)
    written = [
        path for recipe in RECIPES for path in files_of(recipe) if path.startswith("sitegen/")
    ]
    lint = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    test = ("-m", "pytest", "-q", "-p", "no:cacheprovider")
    run(project, "-m", "ruff", "format", "--check", "--diff", *written)
    run(project, "-m", "ruff", "check", "--no-cache", "--output-format=concise", *written)
    run(project, "-m", "mypy", "--no-error-summary", *written)
    run(project, "-c", lint, "--no-logo", "--no-cache")
    run(project, *test, "tests/test_registry.py")
    chosen = "fahrdienst or titel-laut or every"
    run(project, *test, "tests/examples/test_examples.py", "-k", chosen, "--bless")
    answers = project / "tests/examples/invalid"
    for case, finding in (
        ("fahrdienst/nummer-ohne-vorwahl", "Fehler [telefon-ohne-vorwahl] telefon: „23125 240“"),
        ("angebot/titel-laut", "Warnung [titel-laut] titel: „TEESTUBE AM ANGER“"),
    ):
        assert finding in (answers / f"{case}.expected.txt").read_text("utf-8")
