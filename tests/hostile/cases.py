r"""Tables of hostile input -> projects in which it lies.

One table per family. Each case says what lies where and what must come of it:

- `at: path` with `text:` (or `latin1:` for bytes) is a whole file; `files:` are several;
  `kind:` is a record of `records/` with other values, `value:` under the dotted `field:`, or
  several by `values:`; `raw: yes` puts them into the file as they are, unquoted; `before:` stands
  before the first key, `body:` below the head.
- `links:` (path: target), `pipes:`, `folders:` and `gone:` (paths) make or remove other things.
  `\uf7ff` in a name is the byte ff, which is no text.
- `refused:` lists what is answered, each `code`, or `code line:column`, or `code line:column path`.
  Of a value the place is known: the line of its field. `inert:` is what is published of it all
  the same: words that stand on its page, or `yes`.

A list is a text in pieces, `{of: x, times: 9}` a repeated one.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.examples import project

HERE = Path(__file__).parent
FAMILIES = tuple(sorted(path.stem for path in HERE.glob("*.yaml")))
BASES = {path.stem: path.read_text("utf-8") for path in (HERE / "records").iterdir()}
NEW = "offers/neu.yaml"

Keys = tuple[str | int, ...]


@dataclass(frozen=True)
class Case:
    """What lies in the project, and what must come of it."""

    family: str
    name: str
    files: Mapping[str, bytes] = field(repr=False)  # some are of many megabytes
    links: Mapping[str, str]
    pipes: tuple[str, ...]
    folders: tuple[str, ...]
    gone: tuple[str, ...]
    refused: tuple[str, ...]
    inert: tuple[str, ...]
    at: Keys = ()
    url: str = ""

    @property
    def path(self) -> str:
        """The file that the case is about."""
        return next(iter([*self.files, *self.links, *self.pipes, *self.folders, *self.gone]))

    @contextmanager
    def lying_in(self, folder: Path) -> Iterator[None]:
        """Everything is in a project for a while."""
        kept = {path: (folder / path).read_bytes() for path in self.gone}
        self.lie_in(folder)
        yield
        for path in {*self.files, *self.links, *self.pipes}:
            (folder / path).unlink()
        for path in (*self.folders, *(str(Path(it).parent) for it in self.files)):
            if not [*(folder / path).iterdir()]:
                (folder / path).rmdir()
        for path, data in kept.items():
            (folder / path).write_bytes(data)

    def lie_in(self, folder: Path) -> None:
        """Put everything into a project."""
        for path in self.gone:
            (folder / path).unlink()
        for path in self.folders:
            (folder / path).mkdir(parents=True)
        for path, data in self.files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        for path, target_of in self.links.items():
            (folder / path).symlink_to(target_of)
        for path in self.pipes:
            os.mkfifo(folder / path)


@cache
def cases() -> tuple[Case, ...]:
    """Those of all tables."""
    return tuple(case for family in FAMILIES for case in _table(family))


def _table(family: str) -> Iterator[Case]:
    rows = yaml.load((HERE / f"{family}.yaml").read_text("utf-8"), yaml.CSafeLoader)
    for name, row in rows.items():
        yield _case(family, name, dict(row))


def _case(family: str, name: str, row: dict[str, Any]) -> Case:
    record, keys, url = _record(name, row)
    whole = {row["at"]: _data(row)} if "at" in row else {}
    inert = row.get("inert", [])
    return Case(
        family=family,
        name=name,
        files={**record, **whole, **_files(row.get("files", {}))},
        links=row.get("links", {}),
        pipes=tuple(row.get("pipes", ())),
        folders=tuple(row.get("folders", ())),
        gone=tuple(row.get("gone", ())),
        refused=tuple(_answers(row.get("refused", ()))),
        inert=("",) if inert is True else tuple(map(_text, inert)),
        at=keys,
        url=url,
    )


def _answers(row: list[Any]) -> Iterator[str]:
    for it in row:
        yield from [it["of"]] * it["times"] if isinstance(it, dict) else [it]


def _files(rows: Mapping[str, Any]) -> dict[str, bytes]:
    no_text = {0xF700 + byte: 0xDC00 + byte for byte in range(0x80, 0x100)}
    return {path.translate(no_text): _bytes(text) for path, text in rows.items()}


def _data(row: Mapping[str, Any]) -> bytes:
    return _text(row["latin1"]).encode("latin-1") if "latin1" in row else _bytes(row["text"])


def _bytes(text: Any) -> bytes:
    return _text(text).encode("utf-8", "surrogateescape")


def _text(text: Any) -> str:
    if isinstance(text, list):
        return "".join(map(_text, text))
    if isinstance(text, dict):
        return _text(text["of"]) * int(text["times"])
    return str(text)


def _record(name: str, row: Mapping[str, Any]) -> tuple[dict[str, bytes], Keys, str]:
    """The file of a record that is like the one of its kind but for some values, and its page."""
    if "kind" not in row:
        return {}, (), ""
    kind = project.TYPES[row["kind"]]
    base = BASES[kind.name]
    _, head, body = base.split("---\n") if base.startswith("---") else ("", base, "")
    tree = yaml.load(head, Loader=yaml.CBaseLoader)  # noqa: S506 - texts only
    tree["name" if "name" in tree else "titel"] = f"Probe {name}"
    values = {row["field"]: row["value"]} if "field" in row else row.get("values", {})
    typed = []
    for path, value in values.items():
        found = value if isinstance(value, dict) and "of" not in value else _value(value)
        if row.get("raw"):
            typed.append(str(found))
            found = f"@{len(typed) - 1}@"
        _put(tree, _keys(path), found)
    text = yaml.dump(tree, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)
    for number, value in enumerate(typed):
        text = text.replace(f"'@{number}@'", value)
    text = _text(row.get("before", "")) + text
    if body:
        text = f"---\n{text}---\n{_text(row.get('body', body))}"
    keys = _keys(next(iter(values), ""))
    return {kind.path_of(name): _bytes(text)}, keys, kind.address(name)


def _value(value: Any) -> Any:
    if isinstance(value, list) and not any(isinstance(it, dict) and "of" in it for it in value):
        return value
    return _text(value)


def _keys(path: str) -> Keys:
    return tuple(int(key) if key.isdigit() else key for key in path.split(".") if key)


def _put(tree: Any, keys: Keys, value: Any) -> None:
    for key in keys[:-1]:
        if isinstance(tree, dict):
            tree.setdefault(key, {})
        tree = tree[key]
    if isinstance(tree, list) and keys[-1] == len(tree):
        tree.append(value)
    else:
        tree[keys[-1]] = value


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks, as editors write them; lists indented."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002, ARG002
        super().increase_indent(flow, indentless=False)


def _written(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = (
        "|"
        if "\n" in text and text.replace("\n", "").isprintable()
        else "'"
        if text.startswith("@")
        else None
    )
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _written)


def lines_of(data: bytes, keys: Keys) -> range:
    """The lines of a field, found by a reader that is not ours."""
    node: Any = yaml.compose(data.decode().split("\n---\n")[0], yaml.CSafeLoader)
    start = node.start_mark
    for key in keys:
        if isinstance(node, yaml.MappingNode):
            name, node = next(pair for pair in node.value if pair[0].value == key)
            start = name.start_mark
        else:
            node = node.value[int(key)]
            start = node.start_mark
    return range(start.line + 1, max(node.end_mark.line, start.line) + 2)
