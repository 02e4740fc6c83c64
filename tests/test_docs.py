"""The documentation tells the truth: generated, compared with the program, or tried out.

Where a page is generated, the message of a failing test names the command that renews it.
"""

import argparse
import re
import shlex
import tomllib
from ast import FunctionDef, get_docstring, parse
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import get_args
from urllib.parse import unquote

import pytest
import yaml

from sitegen import cli, handbook
from sitegen.checks import (
    CONTENT_CHECKS,
    RECORD_CHECKS,
    SETTINGS_CHECKS,
    SITE_CHECKS,
    pages,
)
from sitegen.config import SITE_FILE
from sitegen.describe import describe
from sitegen.diagnostics import Location
from sitegen.fields import parse_moment
from sitegen.markup import read_markup
from sitegen.models import CONTENT_TYPES
from sitegen.models.blocks import Evidence, Status
from sitegen.models.crisis import CRISIS_LINE
from sitegen.models.page import TOPIC_PAGES
from sitegen.models.review import REVIEW
from sitegen.outputs import OUTPUTS, OVERVIEWS
from sitegen.reporters import REPORTERS
from sitegen.surveys.upcoming import TITLE as DATES_TITLE
from sitegen.views import RECORD_VIEWS
from sitegen.visibility import CURRENT_MONTHS, PROVING
from tests.golden.conftest import TODAY, build_city, settle

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "sitegen"
HANDBOOK = ROOT / "docs" / "handbuch"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
DECISIONS = ROOT / "docs" / "adr"

GENERATED = {ROOT / path for path in handbook.pages()}
PAGES = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "tests/golden/city/*.md")
    for path in ROOT.glob(pattern)
)
WRITTEN = [path for path in PAGES if path not in GENERATED]
FOR_USERS = [ROOT / "README.md", *(path for path in HANDBOOK.glob("*.md") if path in WRITTEN)]

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
TARGETS = set(re.findall(r"^([a-z-]+):(?!=)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))

FENCE = re.compile(r"^( *)```([^\n]*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\[\]]*\]\(([^()\s]+)\)")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def text_of(path: Path) -> str:
    return path.read_text("utf-8")


def blocks_of(text: str, language: str) -> list[str]:
    """The fenced blocks of a language, without the indentation of the list they stand in."""
    return [
        re.sub(rf"^{indent}", "", code, flags=re.MULTILINE)
        for indent, info, code in FENCE.findall(text)
        if info == language
    ]


def prose_of(text: str) -> str:
    """The text without its code."""
    return SPAN.sub("", FENCE.sub("", text))


def code_of(text: str) -> Iterator[str]:
    """Every code span, and every line of a block of commands."""
    yield from SPAN.findall(FENCE.sub("", text))
    for block in blocks_of(text, "sh"):
        yield from (line.partition(" #")[0].strip() for line in block.splitlines())


# --- generated pages


@pytest.mark.parametrize("path", handbook.files())
def test_generated_files_are_up_to_date(path: str) -> None:
    advice = "run: .venv/bin/python -m sitegen handbuch"
    assert (ROOT / path).is_file(), advice
    assert text_of(ROOT / path) == handbook.files()[path], advice


def test_architecture_lists_every_module_on_its_floor(bless: bool) -> None:  # noqa: FBT001
    text = text_of(ARCHITECTURE)
    begin, end = "<!-- modules -->\n", "<!-- /modules -->\n"
    head, rest = text.split(begin)
    table, tail = rest.split(end)
    wanted = "\n" + "".join(module_rows()) + "\n"
    if bless:
        ARCHITECTURE.write_text(f"{head}{begin}{wanted}{end}{tail}", "utf-8")
        pytest.skip("docs/architecture.md was rewritten; read it with `git diff`")
    assert table == wanted, "run: .venv/bin/python -m pytest tests/test_docs.py --bless"


def module_rows() -> Iterator[str]:
    """A row per module: its floor, its name, the first line of its docstring."""
    yield "| floor | module | what it is for |\n|---|---|---|\n"
    floors = floors_of(PROJECT)
    listed = set()
    for number, names in floors:
        for name in names:
            for path in sorted([*PACKAGE.glob(f"{name}.py"), *PACKAGE.glob(f"{name}/**/*.py")]):
                listed.add(path)
                yield f"| {number} | `{module_name(path)}` | {purpose(path)} |\n"
    missing = set(PACKAGE.rglob("*.py")) - listed
    assert {path.stem for path in missing} == {"__init__", "__main__"}, "name them on a floor"


def floors_of(
    project: dict[str, dict[str, dict[str, list[dict[str, list[str]]]]]],
) -> Iterator[tuple[int, list[str]]]:
    """The floors of the import contract from the top, numbered from the ground."""
    contracts = project["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if "layers" in contract)
    for number, layer in zip(range(len(layers) - 1, -1, -1), layers, strict=True):
        yield number, re.findall(r"\w+", layer)


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def purpose(path: Path) -> str:
    docstring = get_docstring(parse(path.read_text("utf-8")))
    assert docstring, path
    return docstring.splitlines()[0].removesuffix(".").replace("|", "\\|")


# --- links, files and commands


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(prose_of(text_of(page))):
        # Explanations of findings show how an editor writes links.
        if target.startswith("https://") or (page in GENERATED and ":" in target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / unquote(path)).resolve() if path else page
        assert file.exists(), target
        assert file.is_relative_to(ROOT), target
        if anchor:
            assert unquote(anchor) in anchors_of(file), target


def anchors_of(page: Path) -> set[str]:
    """What may stand behind a #: headings as code hosts spell them, and ids."""
    text = FENCE.sub("", text_of(page))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    named = {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    }
    return named | set(re.findall(r'<a id="([^"]+)"', text))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_page_names_a_machine_or_a_registry(page: Path) -> None:
    found = re.findall(
        r"/(?:work|tmp|home|root|Users)/\S*|\b\w*(?:pypi|pythonhosted|npmjs)\w*", text_of(page)
    )
    assert not found


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", ARCHITECTURE, *sorted(DECISIONS.glob("*.md"))], ids=name_of
)
def test_files_and_folders_that_are_named_exist(page: Path) -> None:
    tops = {path.name for path in ROOT.iterdir()} - {"dist"}
    for span in SPAN.findall(FENCE.sub("", text_of(page))):
        top = span.partition("/")[0]
        if top in tops and "/" in span and re.fullmatch(r"[\w./-]+", span):
            # Media come later; see the decision about pictures.
            assert (ROOT / span).exists() or span == "content/medien/", span


def test_what_lies_where_names_everything_that_matters() -> None:
    table = text_of(ROOT / "README.md").partition("## What lies where")[2].partition("\n## ")[0]
    named = re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)
    assert {"offers/", "content/", "templates/", "sitegen/", "tests/", "docs/"} <= set(named)
    assert all((ROOT / path).exists() for path in named)


def test_the_first_command_of_the_readme_installs_the_system_packages() -> None:
    lead = text_of(ROOT / "README.md").splitlines()[2]
    first, *others = blocks_of(text_of(ROOT / "README.md"), "sh")[0].splitlines()
    assert first == "sudo apt-get install make python3-venv git"
    assert all(f"`{package}`" in lead for package in first.split()[3:])
    assert [line.split()[1] for line in others] == ["site", "test"]


@pytest.mark.parametrize("page", WRITTEN, ids=name_of)
def test_make_targets_exist(page: Path) -> None:
    for code in code_of(text_of(page)):
        words = code.split()
        if words[:1] == ["make"] and len(words) > 1:
            assert words[1] in TARGETS, code


def test_make_targets_are_documented() -> None:
    pages = text_of(ROOT / "README.md") + text_of(ROOT / "CONTRIBUTING.md")
    named = {code.split()[1] for code in code_of(pages) if re.match(r"make \w", code)}
    assert named == TARGETS


@pytest.mark.parametrize("page", WRITTEN, ids=name_of)
def test_commands_in_blocks_are_known(page: Path) -> None:
    for block in blocks_of(text_of(page), "sh"):
        for line in block.splitlines():
            assert re.match(r"make [a-z]+|sudo apt-get install |\.venv/bin/python ", line), line


@pytest.mark.parametrize("page", WRITTEN, ids=name_of)
def test_the_command_understands_what_is_written(page: Path) -> None:
    for code in code_of(text_of(page)):
        called = re.fullmatch(r"(?:\.venv/bin/)?python (?:-m sitegen|build\.py)( .+)?", code)
        if called and called[1] and "…" not in code:
            words = shlex.split(called[1].replace("<", "").replace(">", ""))
            if {"--help", "--version"} & set(words):
                continue
            assert callable(cli._parser().parse_args(words).run), code


def verbs() -> dict[str, argparse.ArgumentParser]:
    """The parser of each verb."""
    for action in cli._parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    pytest.fail("the command has no verbs")


def options_of(parser: argparse.ArgumentParser) -> set[str]:
    """The options of a verb, and those of the verbs behind it."""
    found = set()
    for action in parser._actions:
        found |= {option for option in action.option_strings if option.startswith("--")}
        if isinstance(action, argparse._SubParsersAction):
            found |= {option for inner in action.choices.values() for option in options_of(inner)}
    return found


def options() -> set[str]:
    parsers: Iterable[argparse.ArgumentParser] = (cli._parser(), *verbs().values())
    return {option for parser in parsers for option in options_of(parser)}


def test_every_verb_and_option_is_documented() -> None:
    code = {word for page in FOR_USERS for span in code_of(text_of(page)) for word in span.split()}
    assert not [verb for verb in verbs() if verb not in code]
    assert not sorted(options() - code)


def test_the_readme_lists_exactly_the_verbs() -> None:
    table = text_of(ROOT / "README.md").partition("\n| verb |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `([a-z]+)` \|", table, re.MULTILINE)) == set(verbs())


@pytest.mark.parametrize("verb", verbs())
def test_options_stand_with_the_verbs_that_have_them(verb: str) -> None:
    text = text_of(ROOT / "README.md").partition("\n| verb |")[2].partition("\n## ")[0]
    (row,) = re.findall(rf"^\| `{verb}` \|(.*)$", text, re.MULTILINE)
    sentences = re.findall(r"((?:`[a-z]+`(?:, | and )?)+) take (.*?)\.\s", text.replace("\n", " "))
    shared = " ".join(given for takers, given in sentences if f"`{verb}`" in takers)
    named = {word for span in SPAN.findall(row + shared) for word in span.split()}
    assert {word for word in named if word.startswith("--")} == options_of(verbs()[verb]) - {
        "--help"
    }


@pytest.mark.parametrize("page", FOR_USERS, ids=name_of)
def test_options_that_are_named_exist(page: Path) -> None:
    named = {word for code in code_of(text_of(page)) for word in re.findall(r"--[a-z-]+", code)}
    assert named <= options()


def test_exit_codes_are_those_of_the_program() -> None:
    said = " ".join(text_of(ROOT / "README.md").split())
    assert (
        f"ends with {cli.FINE} when all is well, {cli.FINDINGS} when there are errors, "
        f"{cli.USAGE} after wrong usage and {cli.FAULT} when"
    ) in said
    assert f"`{cli.FAULT_FILE}`" in text_of(ARCHITECTURE)


# --- architecture and decisions


@pytest.mark.parametrize("page", [ARCHITECTURE, ROOT / "CONTRIBUTING.md"], ids=name_of)
def test_registries_are_named_as_they_are(page: Path) -> None:
    registries = {"OUTPUTS", "OVERVIEWS", "REPORTERS", "CONTENT_TYPES", "RECORD_VIEWS"}
    registries |= {"RECORD_CHECKS", "SETTINGS_CHECKS", "SPARING_CHECKS"}
    registries |= {"CONTENT_CHECKS", "SITE_CHECKS"}
    named = {span for span in SPAN.findall(text_of(page)) if re.fullmatch(r"[A-Z]+_?[A-Z]+S", span)}
    assert named == registries
    assert all((OUTPUTS, OVERVIEWS, REPORTERS, CONTENT_TYPES, RECORD_VIEWS))
    assert all((RECORD_CHECKS, SETTINGS_CHECKS, CONTENT_CHECKS, SITE_CHECKS))


def test_decisions_are_numbered_without_gaps() -> None:
    files = sorted(DECISIONS.glob("[0-9]*.md"))
    assert [path.name[:4] for path in files] == [f"{n:04}" for n in range(1, len(files) + 1)]
    assert set(DECISIONS.glob("*.md")) == {*files, DECISIONS / "README.md"}


@pytest.mark.parametrize("page", sorted(DECISIONS.glob("[0-9]*.md")), ids=lambda page: page.stem)
def test_a_decision_has_its_parts(page: Path) -> None:
    text = text_of(page)
    title = re.match(r"# (\d+)\. (.+)\n", text)
    assert title is not None
    assert int(title[1]) == int(page.name[:4])
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == [
        "Status",
        "Context",
        "Decision",
        "Consequences",
    ]
    assert re.search(r"^## Status\n\n(?:Accepted|Proposed|Superseded by \[)", text, re.MULTILINE)
    assert f"- [{title[1]}. {title[2]}]({page.name})\n" in text_of(DECISIONS / "README.md")


# --- security


SECURITY = text_of(ROOT / "SECURITY.md")
PROOF = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def test_every_promise_names_what_proves_it() -> None:
    table = SECURITY.partition("\n| | promise | proved by |\n")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| (\d+) \| (.+) \| (.+) \|$", table, re.MULTILINE)
    assert [int(number) for number, _, _ in rows] == list(range(1, 13))
    assert len(rows) == len(table.splitlines()) - 1
    assert all(PROOF.search(proof) for _, _, proof in rows)


@pytest.mark.parametrize(("path", "name"), sorted(set(PROOF.findall(SECURITY))))
def test_what_proves_a_promise_exists(path: str, name: str) -> None:
    tree = parse(text_of(ROOT / path))
    tests = [node.name for node in tree.body if isinstance(node, FunctionDef)]
    assert name in tests if name else [test for test in tests if test.startswith("test_")]


def test_nothing_that_proves_is_overlooked() -> None:
    named = [span for span in SPAN.findall(SECURITY) if span.startswith("tests/")]
    assert [span for span in named if not PROOF.fullmatch(f"`{span}`")] == [
        "tests/browser/package-lock.json"
    ]


# --- the handbook


FIRST_OFFER = text_of(HANDBOOK / "erstes-angebot.md")
OFFER = "offers/spielrunde-am-fluss.yaml"
(EXAMPLE,) = (block for block in blocks_of(FIRST_OFFER, "yaml") if block.startswith("titel:"))
(PUBLISHING,) = (block for block in blocks_of(FIRST_OFFER, "yaml") if "geprueft_am" in block)
PUBLISHED = EXAMPLE.replace("pflege:\n", PUBLISHING)
MISTAKES = {
    title: (wrong, report, right)
    for title, section in re.findall(
        r"^##+ ([^\n]+)\n(.*?)(?=^##|\Z)", FIRST_OFFER, re.MULTILINE | re.DOTALL
    )
    for report in blocks_of(section, "text")
    for wrong, right in [blocks_of(section, "yaml")]
}


@pytest.fixture(scope="module")
def lindenau(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden city, for examples that do not build it."""
    return settle(tmp_path_factory.mktemp("handbook"))


def checked(project: Path, capsys: pytest.CaptureFixture[str], *paths: str) -> tuple[int, str]:
    """Exit code and report of the command in that project, without the next dates below it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        code = cli.main(["check", *paths, "--today", TODAY.isoformat()])
    return code, capsys.readouterr().out.partition(f"\n{DATES_TITLE}")[0]


def test_the_example_has_exactly_the_keys_that_the_page_explains() -> None:
    explained = re.findall(r"^\| `([a-z]+)` \|", FIRST_OFFER, re.MULTILINE)
    written = re.findall(r"^([a-z]+):", EXAMPLE, re.MULTILINE)
    assert written == explained
    assert len(written) == 10


def test_the_example_is_right_and_a_draft(
    lindenau: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (lindenau / OFFER).write_text(EXAMPLE, "utf-8")
    assert checked(lindenau, capsys, OFFER) == (cli.FINE, "Keine Fehler.\n")


def test_the_example_builds_and_is_found(tmp_path: Path) -> None:
    project = settle(tmp_path / "city")
    page = project / "dist" / "angebote" / "spielrunde-am-fluss" / "index.html"
    (project / OFFER).write_text(EXAMPLE, "utf-8")
    outcome = build_city(project)
    assert outcome.is_published
    assert not [finding for finding in outcome.findings if finding.is_error]
    assert not page.exists(), "without a status it is a draft"
    (project / OFFER).write_text(PUBLISHED, "utf-8")
    outcome = build_city(project)
    assert not [finding for finding in outcome.findings if finding.location.path == OFFER]
    assert "Geprüft am 24. Februar 2026 durch Redaktion" in page.read_text("utf-8")
    assert "spielrunde-am-fluss/" in (project / "dist/themen/begegnung/index.html").read_text(
        "utf-8"
    )


def test_the_page_shows_some_mistakes() -> None:
    assert len(MISTAKES) >= 4


@pytest.mark.parametrize("title", MISTAKES)
def test_quoted_reports_are_real(
    title: str, lindenau: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong, report, right = MISTAKES[title]
    right, wrong = right.rstrip(), wrong.rstrip()
    assert EXAMPLE.count(right) == 1
    (lindenau / OFFER).write_text(EXAMPLE.replace(right, wrong), "utf-8")
    assert checked(lindenau, capsys, OFFER) == (cli.FINDINGS, report)


@pytest.mark.parametrize(
    ("page", "number"),
    [
        (page, number)
        for page in ("schreiben.md", "pflege-und-pruefung.md", "zeiten.md")
        for number in range(len(blocks_of(text_of(HANDBOOK / page), "yaml")))
    ],
)
def test_parts_of_an_offer_are_right(
    page: str, number: int, lindenau: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    part = blocks_of(text_of(HANDBOOK / page), "yaml")[number]
    key = part.partition(":")[0]
    others = re.sub(rf"^{key}:.*\n(?:[ -].*\n)*", "", EXAMPLE, flags=re.MULTILINE)
    (lindenau / OFFER).write_text(others + part, "utf-8")
    assert checked(lindenau, capsys, OFFER) == (cli.FINE, "Keine Fehler.\n")


def test_the_crisis_line_is_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = blocks_of(text_of(HANDBOOK / "krisenhilfe.md"), "yaml")
    project = settle(tmp_path / "city")
    file = project / CRISIS_LINE.place
    emergency = file.read_text("utf-8").partition("nachttelefon:")[0]
    file.write_text(emergency + line, "utf-8")
    assert checked(project, capsys, CRISIS_LINE.place) == (cli.FINE, "Keine Fehler.\n")


def test_the_mode_is_written_as_the_page_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mode, office, notice = blocks_of(text_of(HANDBOOK / "betriebsarten.md"), "yaml")
    project = settle(tmp_path / "city")
    settings = (project / SITE_FILE).read_text("utf-8").partition("kontakt:")[0]
    (project / SITE_FILE).write_text(
        settings.replace("betrieb: produktion\n", mode + office + notice), "utf-8"
    )
    assert checked(project, capsys, SITE_FILE)[0] == cli.FINE


def test_the_statement_is_written_as_the_page_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (statement,) = blocks_of(text_of(HANDBOOK / "erklaerung.md"), "yaml")
    project = settle(tmp_path / "city")
    settings = (project / SITE_FILE).read_text("utf-8").partition("erklaerung:")[0]
    (project / SITE_FILE).write_text(settings + statement, "utf-8")
    assert checked(project, capsys, SITE_FILE) == (cli.FINE, "Keine Fehler.\n")


def test_the_page_on_modes_names_all_that_production_demands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = settle(tmp_path / "city")
    bare = "name: Nebenan\nuntertitel: Offen für alle.\nstadt: Lindenau\nbetrieb: produktion\n"
    bare += "repository: privat\nkontakt:\n  stelle: Büro\n  aufgabe: Hilft beim Suchen.\n"
    (project / SITE_FILE).write_text(bare, "utf-8")
    demanded = re.findall(r"produktion braucht „([\w.]+)“", checked(project, capsys)[1])
    page = text_of(HANDBOOK / "betriebsarten.md")
    assert demanded
    assert re.findall(r"^\| `([\w.]+)` \|", page, re.MULTILINE) == sorted(demanded, key=page.index)


WRITING = text_of(HANDBOOK / "schreiben.md")


@pytest.mark.parametrize("text", blocks_of(WRITING, "markdown"))
def test_markdown_examples_are_right(
    text: str, lindenau: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    indented = "".join(f"  {line}\n" if line else "\n" for line in text.splitlines())
    (lindenau / OFFER).write_text(f"{PUBLISHED}text: |\n{indented}", "utf-8")
    assert checked(lindenau, capsys, OFFER) == (cli.FINE, "Keine Fehler.\n")


WHOLE = re.compile(r"`(content/[^`]+)`:\n\n```(?:yaml|md)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WHOLE_FILES = {
    name: WHOLE.findall(text_of(HANDBOOK / f"{name}.md"))
    for name in (
        *("veranstaltungen", "initiativen", "seiten", "dokumente-und-zahlen", "pruefungen"),
        "wegfinder",
        "filme",
    )
}


@pytest.mark.parametrize("name", WHOLE_FILES)
def test_whole_files_are_right_and_published(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = settle(tmp_path / "city")
    files = WHOLE_FILES[name]
    assert len(files) == sum(
        len(blocks_of(text_of(HANDBOOK / f"{name}.md"), language)) for language in ("yaml", "md")
    )
    for path, text in files:
        file = project / path
        if file.exists():
            assert path.endswith(".yaml"), "only files of many entries get one more"
        with file.open("a", encoding="utf-8") as stream:
            stream.write(text)
    said = checked(project, capsys, *(path for path, _ in files))
    assert said == (cli.FINE, "Keine Fehler.\n")
    assert build_city(project).is_published
    for path, text in files:
        title = re.search(r"^titel: (.+)$", text, re.MULTILINE)
        if title:
            shown = title[1].replace("|", "")
            folder = Path(path).name.partition(".")[0]
            found = [
                page.read_text("utf-8") for page in project.glob(f"dist/**/{folder}/index.html")
            ]
            assert any(f"{shown}</h1>" in page for page in found), path


def test_the_page_on_events_shows_every_way_to_write_a_day() -> None:
    rows = re.findall(
        r"^\| [^|]+ \| `([\d :-]+)` \|$", text_of(HANDBOOK / "veranstaltungen.md"), re.MULTILINE
    )
    moments = [parse_moment(row) for row in rows]
    assert [(bool(m.month), bool(m.day), bool(m.clock)) for m in moments] == [
        (False, False, False),
        (True, False, False),
        (True, True, False),
        (True, True, True),
    ]


def test_the_page_on_reviews_names_what_can_be_checked_and_how() -> None:
    page = text_of(HANDBOOK / "pruefungen.md")
    notes = {note.key: note for note in describe(REVIEW.model)}
    assert set(re.findall(r"`([a-z]+)/…`", page)) == set(notes["eintraege"].refers_to)
    assert all(f"`{kind}`" in page for kind in notes["art"].allowed)


def test_the_page_on_pages_names_the_topics_that_must_be_easy() -> None:
    last = text_of(HANDBOOK / "seiten.md").partition("müssen vier Themen")[2]
    assert set(SPAN.findall(last)) == set(TOPIC_PAGES.values())
    modes = text_of(HANDBOOK / "betriebsarten.md").partition("müssen veröffentlicht und geprüft")[2]
    assert tuple(SPAN.findall(modes.partition("Vier Themen")[0])) == pages._NEEDED


WRONG = re.compile(r"\(([^()]*)\)[^()`]*?\n\n((?:```markdown falsch\n.*?```\n+)+)", re.DOTALL)


def test_wrong_markdown_examples_get_the_codes_that_the_page_names() -> None:
    groups = [
        (SPAN.findall(names), blocks_of(blocks, "markdown falsch"))
        for names, blocks in WRONG.findall(WRITING)
    ]
    assert sum(len(blocks) for _, blocks in groups) == WRITING.count("```markdown falsch")
    for codes, blocks in groups:
        found = [{f.code for f in read_markup(block, Location(""))[1]} for block in blocks]
        assert found == [{code} for code in codes]


def test_the_page_on_care_names_every_status_and_kind_of_source() -> None:
    page = text_of(HANDBOOK / "pflege-und-pruefung.md")
    tables = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    kinds = get_args(Evidence.model_fields["kind"].annotation)
    assert tables == [*get_args(Status), *kinds]
    proving = next(line for line in page.splitlines() if line.startswith("3. eine Quelle"))
    assert set(SPAN.findall(proving)) == PROVING
    assert f"höchstens {CURRENT_MONTHS} Monate" in page


@pytest.mark.parametrize(
    ("page", "key", "values"),
    [
        ("betriebsarten.md", "demo.banner", {}),
        ("betriebsarten.md", "standing.unchecked_since", {"year": 2023}),
        ("pflege-und-pruefung.md", "standing.unchecked_since", {"year": 2023}),
        (
            "pflege-und-pruefung.md",
            "standing.checked",
            {"date": "24. Februar 2026", "role": "Redaktion"},
        ),
        ("pflege-und-pruefung.md", "standing.overdue", {"date": "24. Februar 2027"}),
        ("pflege-und-pruefung.md", "end.offer_paused", {}),
        ("krisenhilfe.md", "help.title", {}),
    ],
)
def test_words_of_the_site_are_quoted_as_they_are(
    page: str, key: str, values: dict[str, object]
) -> None:
    words = yaml.safe_load(text_of(ROOT / "content/texte/de.yaml"))
    for step in key.split("."):
        words = words[step]
    shown = " ".join(text_of(HANDBOOK / page).split())
    assert f"„{words.format(**values).rstrip('.')}“" in shown


def test_the_handbook_begins_with_a_list_of_its_pages() -> None:
    listed = set(LINK.findall(text_of(HANDBOOK / "index.md")))
    assert listed == {path.name for path in HANDBOOK.glob("*.md")} - {"index.md"}
