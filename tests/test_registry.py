"""Whoever adds a file names it in its registry, and gives it what the registry's Protocol asks.

`CONTRIBUTING.md` says how to add one; `tests/test_recipes.py` runs this file on a copy of the
project in which every recipe has been followed.
"""

import ast
import inspect
import re
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

import pytest

import sitegen
from sitegen import checks, models, outputs, reporters, views
from sitegen.models import CONTENT_TYPES, Content, ContentType

PACKAGE = Path(sitegen.__file__).parent
TEMPLATES = PACKAGE.parent / "templates"


@dataclass(frozen=True)
class Registry:
    """A tuple or mapping of modules, the functions each must offer, and who says what they take."""

    name: str
    modules: Sequence[ModuleType]
    functions: tuple[str, ...]
    protocol: type


def modules_of(values: object) -> tuple[ModuleType, ...]:
    """The registered values; mypy holds that they keep the Protocol, here they are modules."""
    assert isinstance(values, Mapping | Sequence)
    found = tuple(values.values() if isinstance(values, Mapping) else values)
    assert all(isinstance(value, ModuleType) for value in found)
    return found


ROOMS: dict[ModuleType, tuple[Registry, ...]] = {
    outputs: (
        Registry("OUTPUTS", modules_of(outputs.OUTPUTS), ("plan",), outputs.Output),
        Registry("OVERVIEWS", modules_of(outputs.OVERVIEWS), ("plan",), outputs.Overview),
    ),
    checks: (
        Registry(
            "RECORD_CHECKS",
            modules_of(checks.RECORD_CHECKS),
            ("known", "check_record"),
            checks.RecordCheck,
        ),
        Registry(
            "SETTINGS_CHECKS",
            modules_of(checks.SETTINGS_CHECKS),
            ("known", "check_settings"),
            checks.SettingsCheck,
        ),
        Registry(
            "CONTENT_CHECKS", modules_of(checks.CONTENT_CHECKS), ("check",), checks.ContentCheck
        ),
        Registry("SITE_CHECKS", modules_of(checks.SITE_CHECKS), ("check",), checks.SiteCheck),
    ),
    reporters: (
        Registry("REPORTERS", modules_of(reporters.REPORTERS), ("report",), reporters.Reporter),
    ),
}
FILES = [
    (room, name)
    for room in ROOMS
    for _, name, _ in iter_modules(room.__path__, f"{room.__name__}.")
]
REGISTERED = [
    (registry, module)
    for registries in ROOMS.values()
    for registry in registries
    for module in registry.modules
]
TYPES = {content_type.name: content_type for content_type in CONTENT_TYPES}
WITH_PAGES = [name for name, content_type in TYPES.items() if content_type.url]


def name_of(value: object) -> str:
    """A short id of a module, or of the name of one."""
    name = value.__name__ if isinstance(value, ModuleType) else value
    return name.removeprefix("sitegen.") if isinstance(name, str) else ""


@pytest.mark.parametrize(("room", "name"), FILES, ids=name_of)
def test_a_file_is_named_in_one_registry_for_each_thing_it_does(
    room: ModuleType, name: str
) -> None:
    module = import_module(name)
    works = {registry.functions[-1] for registry in ROOMS[room]}
    named = [it.functions[-1] for it in ROOMS[room] for other in it.modules if other is module]
    where = " or ".join(registry.name for registry in ROOMS[room])
    assert named, f"name {name} once in {where} of {room.__name__}"
    assert sorted(named) == sorted(it for it in works if hasattr(module, it)), where


def test_there_is_something_in_every_registry() -> None:
    assert all(registry.modules for registries in ROOMS.values() for registry in registries)
    assert CONTENT_TYPES
    assert views.RECORD_VIEWS


@pytest.mark.parametrize(("registry", "module"), REGISTERED, ids=name_of)
def test_a_registered_module_keeps_the_protocol(registry: Registry, module: ModuleType) -> None:
    own = set()
    for name in registry.functions:
        wanted = list(shape(getattr(registry.protocol, name)))[1:]  # without self
        for given, asked in zip(shape(getattr(module, name)), wanted, strict=True):
            if isinstance(asked, typing.TypeVar):
                own.add(given)
            else:
                assert given == asked
    assert len(own) < 2, "what is known has one type"


def shape(function: object) -> Iterator[object]:
    """What a function takes, and what it gives."""
    assert inspect.isfunction(function)
    signature = inspect.signature(function)
    hints = typing.get_type_hints(function)
    for name, parameter in signature.parameters.items():
        assert parameter.default is inspect.Parameter.empty, name
        assert parameter.kind in {
            inspect.Parameter.POSITIONAL_ONLY,
            inspect.Parameter.POSITIONAL_OR_KEYWORD,
        }
        yield hints.get(name)
    yield hints["return"]


@pytest.mark.parametrize(("registry", "module"), REGISTERED, ids=name_of)
def test_a_registered_module_says_what_it_is_for(registry: Registry, module: ModuleType) -> None:
    functions = (getattr(module, name) for name in registry.functions)
    for text in (module.__doc__, *(function.__doc__ for function in functions)):
        assert text is not None
        assert text.strip()


@pytest.mark.parametrize(("registry", "module"), REGISTERED, ids=name_of)
def test_a_registered_module_knows_none_of_its_neighbours(
    registry: Registry, module: ModuleType
) -> None:
    room = module.__name__.rpartition(".")[0]
    tree = ast.parse(inspect.getsource(module))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not [name for name in imported if name and name.startswith(room)], registry.name


def test_every_content_type_is_registered() -> None:
    found = {
        f"{name}.{key}"
        for _, name, _ in iter_modules(models.__path__, f"{models.__name__}.")
        for key, value in vars(import_module(name)).items()
        if isinstance(value, ContentType) and value not in CONTENT_TYPES
    }
    assert not found, "name them in CONTENT_TYPES of sitegen/models/__init__.py"


def test_every_model_of_a_file_belongs_to_a_type_or_a_block() -> None:
    """A record's model without a `ContentType` would never be read."""
    used = set(reached(content_type.model for content_type in CONTENT_TYPES))
    bases = {base for model in used for base in model.__mro__}
    for _, name, _ in iter_modules(models.__path__, f"{models.__name__}."):
        for value in vars(import_module(name)).values():
            if isinstance(value, type) and issubclass(value, Content):
                assert value in used | bases, f"{name}.{value.__name__} is never read"


def reached(roots: Iterator[type[Content]]) -> Iterator[type[Content]]:
    """The models and the blocks inside them."""
    for model in roots:
        yield model
        for field in model.model_fields.values():
            yield from reached(blocks(field.annotation))


def blocks(annotation: object) -> Iterator[type[Content]]:
    if isinstance(annotation, type) and issubclass(annotation, Content):
        yield annotation
    for part in typing.get_args(annotation):
        yield from blocks(part)


def test_content_types_do_not_share_a_name_or_a_place() -> None:
    for names in (
        [content_type.name for content_type in CONTENT_TYPES],
        [content_type.path_of("x-en") for content_type in CONTENT_TYPES],
        [content_type.address("x-en") for content_type in CONTENT_TYPES if content_type.url],
    ):
        assert len(names) == len(set(names))


@pytest.mark.parametrize("name", TYPES)
def test_a_content_type_describes_every_key_in_german(name: str) -> None:
    for model in reached(iter([TYPES[name].model])):
        for field_name, field in model.model_fields.items():
            assert field.alias, f"{model.__name__}.{field_name} has no alias"
            assert field.description, f"{model.__name__}.{field_name} has no description"


@pytest.mark.parametrize("name", WITH_PAGES)
def test_a_content_type_with_an_address_has_a_view(name: str) -> None:
    assert name in views.RECORD_VIEWS, "name it in RECORD_VIEWS of sitegen/views/__init__.py"


@pytest.mark.parametrize("name", views.RECORD_VIEWS)
def test_a_view_belongs_to_a_content_type_with_an_address(name: str) -> None:
    assert name in WITH_PAGES


@pytest.mark.parametrize("name", views.RECORD_VIEWS)
def test_the_templates_of_a_view_exist(name: str) -> None:
    module = inspect.getmodule(views.RECORD_VIEWS[name])
    named = templates_in(Path(module.__file__ or "")) if module else set()
    assert named
    assert not [template for template in named if not (TEMPLATES / template).is_file()]


def test_every_template_of_a_page_is_used() -> None:
    used = {template for path in PACKAGE.rglob("*.py") for template in templates_in(path)}
    there = {
        path.relative_to(TEMPLATES).as_posix()
        for folder in ("pages", "leicht", "sprachen", "vorschau")
        for path in (TEMPLATES / folder).glob("*.html")
    }
    assert there == used


def templates_in(path: Path) -> set[str]:
    """The templates that a module names, such as "pages/offer.html"."""
    texts = (
        node.value
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {text for text in texts if re.fullmatch(r"[a-z-]+/[a-z-]+\.html", text)}
