"""For any bytes: the reader answers, keeps what was written, and knows where it stood."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.diagnostics import Diagnostic, Keys, Location, Severity
from sitegen.parse import MAX_DEPTH, locate, parse
from sitegen.source import Mapping, Node, Scalar, Sequence, SourceFile, plain

# What YAML and our reader look for, so that examples get past the first character.
PIECES = (
    *("a", "b: ", "key: ", "- ", "? ", ": ", "\n", "\r\n", "  ", "    ", "\t", " #", "\\", "~"),
    *("[", "]", "{", "}", ",", "&a ", "*a ", "!x ", "<<: ", "%", "@", "`", '"', "'", "---", "..."),
    *("|\n", "|2-\n", "| ", ">\n", "key: |\n  x\n\n   y\n", "a:\n  - b\n  - c: d\n", '"\\u202e"'),
    *("é", "漢", "\U0001f375", "a\u0301", "\u00a0", "\u2028", "\ufeff", "\r", "\0", "\x85", "null"),
)
pieces = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)
texts = st.one_of(pieces, st.text(max_size=60))
data = st.one_of(
    texts.map(str.encode),
    st.binary(max_size=60),
    texts.map(lambda text: text.encode("utf-16")),
    texts.map(lambda text: f"---\n{text}\n---\n{text}".encode()),
)
paths = st.sampled_from(["offers/x.yaml", "content/seiten/x.md"])


@given(data, paths)
@example(b"---\n", "offers/x.yaml")
@example(b"%YAML 1.1\n---\n", "offers/x.yaml")
@example(b"\xef\xbb\xbf\xef\xbb\xbf", "offers/x.yaml")
@example(b"[" * 2_000, "offers/x.yaml")
@example(b'a: "\n\n', "offers/x.yaml")
@example(b"---\na: b\n---", "content/seiten/x.md")
def test_any_bytes_give_a_document_or_an_answer(data: bytes, path: str) -> None:
    source = SourceFile(path, data)
    document, findings = parse(source)
    assert document is not None or findings
    assert parse(source) == (document, findings)
    lines = lines_of(data)
    for finding in findings:
        assert finding.is_error
        assert finding.location.path == path
        assert is_inside(finding.location, lines), finding
        for other in finding.related:
            assert is_inside(other.location, lines), finding


@given(data, paths)
def test_every_node_stands_inside_the_file(data: bytes, path: str) -> None:
    document, _ = parse(SourceFile(path, data))
    if document is None:
        return
    lines = lines_of(data)
    for keys, node in nodes(document.root):
        span = node.span
        place = Location(path, span.line, span.column, span.end_line, span.end_column)
        assert is_inside(place, lines), (keys, span)


def lines_of(data: bytes) -> list[str]:
    return data.decode("utf-8-sig", errors="replace").split("\n")


def is_inside(place: Location, lines: list[str]) -> bool:
    """Whether a place is one of the file, or just behind the end of a line."""
    last = len(lines)
    return (
        1 <= place.line <= last
        and 1 <= place.column <= len(lines[place.line - 1]) + 1
        and (
            place.end_line == 0
            or (
                (place.line, place.column) <= (place.end_line, place.end_column)
                and place.end_line <= last + 1
            )
        )
    )


def nodes(node: Node, keys: Keys = ()) -> Iterator[tuple[Keys, Node]]:
    yield keys, node
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield from nodes(entry.value, (*keys, entry.key))
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from nodes(item, (*keys, index))


@given(texts)
@example("a: 19:30\nb: 0711\nc: NO\nd: 1_000\ne: 2026-02-30\nf: .inf\ng: ~\n")
def test_texts_stay_what_the_plainest_reader_of_yaml_makes_of_them(text: str) -> None:
    document, findings = parse(SourceFile("offers/x.yaml", text.encode()))
    if document is None or findings:
        return
    expected = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - it makes texts only
    assert as_written(document.root) == expected


def as_written(node: Node) -> Any:
    """The tree with its absent values, as texts."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [as_written(item) for item in node.items]
        case Mapping():
            return {entry.key: as_written(entry.value) for entry in node.entries}


# Trees as YAML's own writer would put them down; texts that a reader cannot see are no texts.
words = st.text(
    st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs")), min_size=1
).filter(lambda text: text.strip() and text.isprintable())
trees = st.recursive(
    words,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4),
        st.dictionaries(words, inner, min_size=1, max_size=4),
    ),
    max_leaves=12,
)


@given(st.dictionaries(words, trees, min_size=1, max_size=5), st.booleans())
def test_a_tree_that_was_written_is_read_again(tree: dict[str, Any], flow: bool) -> None:  # noqa: FBT001
    if depth(tree) > MAX_DEPTH:
        return
    written = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, width=10**6)
    document, findings = parse(SourceFile("offers/x.yaml", written.encode()))
    assert findings == ()
    assert document is not None
    assert plain(document.root) == tree


def depth(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + max((depth(inner) for inner in value.values()), default=0)
    if isinstance(value, list):
        return 1 + max((depth(inner) for inner in value), default=0)
    return 0


@given(st.integers(1, 40), st.sampled_from(["[", "{a: ", "- "]))
def test_depth_is_refused_beyond_the_limit_and_only_there(levels: int, opening: str) -> None:
    closing = {"[": "]", "{a: ": "}", "- ": ""}[opening]
    text = "a:\n  " + opening * levels + "x" + closing * levels + "\n"
    document, findings = parse(SourceFile("offers/x.yaml", text.encode()))
    assert (document is None) == (levels + 1 > MAX_DEPTH)
    assert [finding.code for finding in findings] == ["yaml-zu-tief"] * (levels + 1 > MAX_DEPTH)


FINDING = Diagnostic(Location(""), "wert-ungueltig", Severity.ERROR, "Ein Satz.")
steps = st.one_of(st.sampled_from(["a", "b", "key", "text"]), st.integers(0, 3))


@given(texts, st.lists(steps, max_size=4), st.integers(0, 9), st.integers(1, 9), paths)
def test_located_findings_stand_in_the_file(
    text: str, keys: list[str | int], line: int, column: int, path: str
) -> None:
    written = text if path.endswith(".yaml") else f"---\na: b\n---\n{text}"
    source = SourceFile(path, written.encode())
    document, _ = parse(source)
    symbolic = Location(path, keys=tuple(keys)).inside(line, column if line else 0)
    (found,) = locate([Diagnostic(symbolic, "x", Severity.ERROR, "y")], {path: source})
    if not keys:
        assert found.location == symbolic
    elif document is not None and not line:
        assert is_inside(found.location, lines_of(source.data))
    assert found.location.line >= (1 if keys and document else 0)
    assert not (keys and found.location.keys)


@given(st.lists(words, min_size=1, max_size=6), st.integers(1, 6), st.data())
def test_places_in_a_block_of_text_are_exact(
    lines: list[str], indent: int, data: st.DataObject
) -> None:
    block = [line.strip() for line in lines]
    margin = " " * indent
    text = "a: b\ntext: |\n" + "".join(f"{margin}{line}\n" for line in block)
    number = data.draw(st.integers(1, len(block)))
    column = data.draw(st.integers(1, len(block[number - 1])))
    source = SourceFile("offers/x.yaml", text.encode())
    document, _ = parse(source)
    assert document is not None
    place = Location("offers/x.yaml", keys=("text",)).inside(number, column)
    (found,) = locate([Diagnostic(place, "x", Severity.ERROR, "y")], {"offers/x.yaml": source})
    written = text.split("\n")[found.location.line - 1]
    assert written[found.location.column - 1 :] == block[number - 1][column - 1 :]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_lines_are_counted_by_our_own_rule(ending: str) -> None:
    text = ending.join(["a: b", "text: |", "  eins", "  zwei\u00a0\u3000drei", "c: d", "c: e", ""])
    document, findings = parse(SourceFile("offers/x.yaml", text.encode()))
    assert document is not None
    assert [(f.location.line, f.location.column) for f in findings] == [(6, 1)]
    assert plain(document.root) == {"a": "b", "text": "eins\nzwei\u00a0\u3000drei\n", "c": "d"}
