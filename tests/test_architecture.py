"""What keeps the house in order: floors, types, form, sizes, names and forbidden reaches."""

import ast
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "sitegen"
TEMPLATES = ROOT / "templates"

MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
TREES = {name: ast.parse(path.read_text("utf-8")) for name, path in MODULES.items()}
ENTRANCES = {"sitegen.cli", "sitegen.__main__"}

MODULE_LINES = 400
PIPELINE_LINES = 100
FUNCTION_LINES = 60
MEDIAN_FUNCTION_LINES = 12

ROOMS_FOR_EVERYTHING = re.compile(r"utils?|helpers?|common|misc|managers?|handlers?|base_?utils")

# Wall clock, environment and locale come in as arguments of the verbs.
AMBIENT = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "os.environ",
    "os.environb",
    "os.getenv",
    "os.getenvb",
    "time.ctime",
    "time.gmtime",
    "time.localtime",
    "time.strftime",
    "time.time",
    "time.time_ns",
}

# Libraries that few runs need, and the modules that exist for them alone.
LAZY: dict[str, set[str]] = {
    "HanTa": set(),
    "babel": set(),
    "livereload": {"sitegen.preview"},
    "rich": set(),
    "wordfreq": set(),
    "zxingcpp": set(),
}

# A verb imports what it needs when it runs; asking for help needs none of this.
HEAVY = ("jinja2", "markdown", "nh3", "phonenumbers", "pydantic", "yaml", *LAZY)

Function = ast.FunctionDef | ast.AsyncFunctionDef


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["ruff", "format", "--check", "--diff"], id="format"),
        pytest.param(["ruff", "check", "--output-format=concise"], id="lint"),
        pytest.param(["mypy"], id="types"),
    ],
)
def test_tools_find_nothing(command: list[str]) -> None:
    assert_clean([sys.executable, "-m", *command])


def test_imports_only_go_down() -> None:
    lint = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    assert_clean([sys.executable, "-c", lint, "--no-logo"])


def assert_clean(command: list[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_small(name: str) -> None:
    lines = len(MODULES[name].read_text("utf-8").splitlines())
    assert lines < MODULE_LINES
    long = {
        function.name: length(function)
        for function in functions(TREES[name])
        if length(function) >= FUNCTION_LINES
    }
    assert not long


def test_half_of_all_functions_are_very_small() -> None:
    lengths = [length(function) for tree in TREES.values() for function in functions(tree)]
    assert statistics.median(lengths) < MEDIAN_FUNCTION_LINES


def test_the_flow_fits_on_one_screen() -> None:
    text = (PACKAGE / "pipeline.py").read_text("utf-8")
    assert len(text.splitlines()) <= PIPELINE_LINES


def test_entrances_hold_no_logic() -> None:
    for path in (ROOT / "build.py", PACKAGE / "__main__.py"):
        assert len(path.read_text("utf-8").splitlines()) <= 10, path


def test_every_module_has_a_purpose_in_its_name() -> None:
    found = [n for n in MODULES if any(map(ROOMS_FOR_EVERYTHING.fullmatch, n.split(".")))]
    assert not found


@pytest.mark.parametrize("name", MODULES)
def test_everything_public_says_what_it_is(name: str) -> None:
    assert ast.get_docstring(TREES[name]), name
    assert not list(undocumented(TREES[name]))


@pytest.mark.parametrize("name", sorted(MODULES.keys() - ENTRANCES))
def test_no_ambient_state_below_the_verbs(name: str) -> None:
    reached = set(reaches(TREES[name]))
    found = {use for use in reached if use in AMBIENT or use.split(".")[0] == "locale"}
    assert not found


@pytest.mark.parametrize("name", MODULES)
def test_rarely_needed_libraries_are_imported_where_they_are_used(name: str) -> None:
    early = {library.split(".")[0] for library in imported_at_once(TREES[name])}
    assert not {library for library in early & LAZY.keys() if name not in LAZY[library]}


def test_starting_imports_nothing_heavy() -> None:
    program = (
        "import sys, sitegen.cli\n"
        f"heavy = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "sys.exit(', '.join(heavy) or None)\n"
    )
    assert_clean([sys.executable, "-c", program])


def test_text_is_trusted_as_html_in_one_place_only() -> None:
    trusting = [
        str(path.relative_to(ROOT))
        for path in sorted(TEMPLATES.rglob("*"))
        if path.is_file() and path.suffix in {".html", ".xml", ".txt", ".svg"}
        for _ in re.finditer(
            r"\|\s*safe\b|\bautoescape\s+false\b", path.read_text("utf-8"), re.IGNORECASE
        )
    ]
    assert len(trusting) <= 1, trusting


def test_markup_is_made_in_one_module_only() -> None:
    making = {
        name
        for name, tree in TREES.items()
        for names in (origins(tree),)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and (origin := dotted(call.func, names)) is not None
        and origin.split(".")[-1] == "Markup"
    }
    assert len(making) <= 1, making


@pytest.mark.parametrize(
    ("source", "use"),
    [
        ("import datetime\ndatetime.datetime.now()", "datetime.datetime.now"),
        ("from datetime import datetime as d\nd.now()", "datetime.datetime.now"),
        ("from datetime import date\ntoday = date.today", "datetime.date.today"),
        ("import os as system\nsystem.environ['A']", "os.environ"),
        ("from os import environ", "os.environ"),
        ("def f():\n    import time\n    return time.time()", "time.time"),
        ("import locale", "locale"),
    ],
)
def test_the_search_for_ambient_state_sees_every_spelling(source: str, use: str) -> None:
    assert use in set(reaches(ast.parse(source)))


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def length(function: Function) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def undocumented(scope: ast.Module | ast.ClassDef, within: str = "") -> Iterator[str]:
    """Public functions, classes and methods without a docstring."""
    for node in scope.body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
            continue
        if ast.get_docstring(node) is None and not is_overload(node):
            yield within + node.name
        if isinstance(node, ast.ClassDef):
            yield from undocumented(node, f"{node.name}.")


def is_overload(node: Function | ast.ClassDef) -> bool:
    return any(ast.unparse(decorator).endswith("overload") for decorator in node.decorator_list)


def imports(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Local name and full origin of everything imported anywhere in `tree`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                head = alias.name.split(".")[0]
                yield (alias.asname, alias.name) if alias.asname else (head, head)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def origins(tree: ast.AST) -> dict[str, str]:
    return dict(imports(tree))


def dotted(node: ast.expr, known: dict[str, str]) -> str | None:
    """The full name an expression such as `d.now` stands for, by what was imported."""
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.Attribute) and (owner := dotted(node.value, known)) is not None:
        return f"{owner}.{node.attr}"
    return None


def reaches(tree: ast.AST) -> Iterator[str]:
    """Full names of everything imported or used through an import."""
    known = origins(tree)
    yield from known.values()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (name := dotted(node, known)) is not None:
            yield name


def imported_at_once(tree: ast.AST) -> Iterator[str]:
    """Modules that are imported as soon as this one is, type-checking blocks left out."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Function | ast.Lambda):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
        yield from imported_at_once(node)
