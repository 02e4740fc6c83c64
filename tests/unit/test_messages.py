"""The catalogue of findings: every text is complete, German and used; every code has a text."""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from pydantic_core._pydantic_core import list_all_errors

import sitegen
from sitegen import messages
from sitegen.messages import SEVERITIES, pydantic_codes, rules

PACKAGE = Path(sitegen.__file__).parent
FILES = sorted(
    path.name for path in resources.files(messages).iterdir() if path.name.endswith(".toml")
)
AREAS = [name for name in FILES if name != "pydantic.toml"]
REQUIRED = {"schwere", "titel", "meldung", "text"}
OPTIONAL = {"hilfe"}

# `diagnose` takes these itself, so no template can have them as a value.
TAKEN = {"code", "location", "related", "hint"}

# What `validate` passes besides the values of the field type or of pydantic.
OF_EVERY_FIELD = {"schluessel", "wert", "beispiel"}


@cache
def tables(area: str) -> dict[str, Any]:
    return tomllib.loads((PACKAGE / "messages" / area).read_text(encoding="utf-8"))


ENTRIES = [(area, code) for area in AREAS for code in tables(area)]
CODES = [code for _, code in ENTRIES]


def placeholders(*templates: str) -> set[str]:
    parsed = (part for template in templates for part in Formatter().parse(template))
    return {name for _, name, _, _ in parsed if name is not None}


# --- each entry


def test_there_is_a_catalogue() -> None:
    assert AREAS
    assert set(rules()) == set(CODES)


def test_each_code_stands_once() -> None:
    assert sorted(CODES) == sorted(set(CODES))


def test_rules_are_sorted_by_code() -> None:
    assert list(rules()) == sorted(rules())


@pytest.mark.parametrize(("area", "code"), ENTRIES)
def test_an_entry_is_complete(area: str, code: str) -> None:
    entry = tables(area)[code]
    assert entry.keys() >= REQUIRED
    assert entry.keys() <= REQUIRED | OPTIONAL
    assert all(isinstance(value, str) for value in entry.values())
    assert all(entry[key].strip() for key in REQUIRED)
    assert entry["schwere"] in SEVERITIES
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)


@pytest.mark.parametrize("code", CODES)
def test_titles_and_messages_are_one_trimmed_line(code: str) -> None:
    rule = rules()[code]
    for text in (rule.title, rule.message):
        assert text == " ".join(text.split(" "))
        assert text == text.strip()
        assert text.isprintable()
    assert rule.hint == rule.hint.strip()
    assert rule.message[-1] in ".?!"
    assert rule.title[-1] not in ".:!"


@pytest.mark.parametrize("code", CODES)
def test_placeholders_are_plain_names(code: str) -> None:
    rule = rules()[code]
    for template in (rule.message, rule.hint):
        for _, name, form, conversion in Formatter().parse(template):
            assert name is None or re.fullmatch(r"[a-z][a-z_]*", name)
            assert not form
            assert conversion is None
    assert not placeholders(rule.message, rule.hint) & TAKEN


# What an editor types keeps its straight quotes: code in backticks, and "…" or '…'.
TYPED = re.compile(r"```.*?```|`[^`\n]*`|\"…\"|'…'", re.DOTALL)


@pytest.mark.parametrize("code", CODES)
def test_quotation_marks_are_german(code: str) -> None:
    rule = rules()[code]
    for text in (rule.title, rule.message, rule.hint, rule.explanation):
        prose = TYPED.sub("", text)
        assert not re.search("[\"'”»«‘]", prose), prose
        assert re.fullmatch(r"[^„“]*(„[^„“]*“[^„“]*)*", prose, re.DOTALL), prose


ENGLISH = re.compile(
    r"\b(error|warning|invalid|missing|value|string|field|None|True|False|dict|list|Python|"
    r"traceback|exception|pydantic|please)\b"
)


@pytest.mark.parametrize("code", CODES)
def test_texts_hold_no_english_and_no_program_words(code: str) -> None:
    rule = rules()[code]
    for text in (rule.title, rule.message, rule.hint, rule.explanation):
        assert not ENGLISH.search(TYPED.sub("", text))


# --- the codes in the program


@dataclass(frozen=True)
class Maker:
    """A function with a parameter `code`: where it stands, which values it adds itself."""

    position: int
    adds: frozenset[str]


@dataclass(frozen=True)
class Call:
    """A call of a maker with a literal code, and the names of the values it passes."""

    place: str
    code: str
    values: frozenset[str]
    is_open: bool  # `**values`: what else it passes cannot be read here


@cache
def trees() -> Mapping[str, ast.Module]:
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


@cache
def makers() -> Mapping[tuple[str, str], Maker]:
    """By file and name; those with a public name are called from anywhere: file ""."""
    found: dict[tuple[str, str], Maker] = {}
    before = None
    while found != before:  # a maker also adds what the makers it calls add
        before = dict(found)
        for path, tree in trees().items():
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef) and "code" in parameters(node):
                    key = key_of(node.name, path)
                    known = found[key].adds if key in found else frozenset()
                    position = parameters(node).index("code")
                    found[key] = Maker(position, known | added(path, node, before))
    return found


def parameters(function: ast.FunctionDef) -> list[str]:
    return [argument.arg for argument in function.args.args if argument.arg != "self"]


def key_of(name: str, path: str) -> tuple[str, str]:
    return (path if name.startswith("_") else ""), name


def added(
    path: str, maker: ast.FunctionDef, found: Mapping[tuple[str, str], Maker]
) -> frozenset[str]:
    """The values that a maker adds where it hands its code on."""
    names = set(OF_EVERY_FIELD if maker.name == "refuse" else ())
    for node in ast.walk(maker):
        if isinstance(node, ast.Call) and any(
            isinstance(part, ast.Name) and part.id == "code" for part in node.args
        ):
            names |= {keyword.arg for keyword in node.keywords if keyword.arg}
            names |= {text for part in node.args for text in keys_of(part)}
            key = key_of(name_of(node.func), path)
            names |= found[key].adds if key in found else frozenset()
    return frozenset(names)


def keys_of(argument: ast.expr) -> Iterator[str]:
    if isinstance(argument, ast.Dict):
        yield from (text for key in argument.keys if key for text in literals(key))


@cache
def calls() -> Sequence[Call]:
    return [
        call
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for call in calls_of(path, node)
    ]


def calls_of(path: str, node: ast.Call) -> Iterator[Call]:
    name = name_of(node.func)
    maker = makers().get(key_of(name, path))
    if maker is None or len(node.args) <= maker.position:
        return
    names = {keyword.arg for keyword in node.keywords}
    values = {name for name in names if name} | maker.adds
    for code in literals(node.args[maker.position]):
        yield Call(f"{path}:{node.lineno}", code, frozenset(values - TAKEN), None in names)


def name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def literals(argument: ast.expr) -> Iterator[str]:
    """The texts an argument can be: a literal, or both sides of `"a" if x else "b"`."""
    if isinstance(argument, ast.IfExp):
        yield from literals(argument.body)
        yield from literals(argument.orelse)
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value


def strings() -> Iterator[str]:
    """Every text in the program, since tables choose codes too, and the code of every rule."""
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
    yield from rule_codes()


def rule_codes() -> Sequence[str]:
    """The codes of rules that are data."""
    text = (PACKAGE / "wording" / "rules.toml").read_text(encoding="utf-8")
    return [rule["code"] for rule in tomllib.loads(text)["rules"]]


def test_calls_are_found() -> None:
    assert {("", "diagnose"), ("", "refuse"), ("parse.py", "_refuse")} <= makers().keys()
    assert makers()["", "diagnose"] == Maker(0, frozenset())
    found = {call.place.partition(":")[0] for call in calls()}
    assert {"fields.py", "load.py", "markup/blocks.py", "parse.py"} <= found
    assert len({call.code for call in calls()}) > len(rules()) / 2


def test_every_call_names_a_known_code() -> None:
    unknown = [f"{call.place} {call.code}" for call in calls() if call.code not in rules()]
    assert unknown == []


def test_every_call_passes_what_its_templates_need() -> None:
    lacking = {}
    for call in calls():
        if call.code in rules() and not call.is_open:
            rule = rules()[call.code]
            missing = placeholders(rule.message, rule.hint) - call.values
            if missing:
                lacking[f"{call.place} {call.code}"] = sorted(missing)
    assert lacking == {}


def test_every_rule_names_a_known_code() -> None:
    assert rule_codes()
    assert sorted(set(rule_codes()) - rules().keys()) == []


def test_every_code_is_used() -> None:
    used = {*strings(), *pydantic_codes().values()}
    assert sorted(rules().keys() - used) == []


def test_errors_of_pydantic_have_a_code_that_can_be_filled() -> None:
    contexts: dict[str, dict[str, Any]] = {
        error["type"]: error["example_context"] or {} for error in list_all_errors()
    }
    lacking = {}
    for error, code in pydantic_codes().items():
        missing = placeholders(rules()[code].message, rules()[code].hint) - OF_EVERY_FIELD
        if missing - contexts[error].keys():
            lacking[error] = sorted(missing)
    assert lacking == {}
