"""Files as they were read, and the tree of texts with positions that `parse` makes of them.

Every scalar stays text: `19:30`, `0711` and `NO` keep what the editor wrote, and typing is
the model's job. Each node knows where it stands, so that any later finding has a line and a
column.
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from sitegen.diagnostics import Keys
from sitegen.films import MP4, WEBM, FilmFacts


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One regular file of the project: `path` relative to the project with `/`.

    `is_refused` marks what `load` answered and did not read, a whole folder perhaps: it is
    kept so that nothing that merely follows from it is answered a second time.
    """

    path: str
    data: bytes
    is_refused: bool = False

    @property
    def folder(self) -> str:
        """The folder the file stands in, relative to the project."""
        return self.path.rpartition("/")[0]


PDF = ".pdf"
CAPTIONS = ".vtt"
MediaKind = Literal["bild", "pdf", "film", "untertitel"]
_KINDS: dict[str, MediaKind] = {
    PDF: "pdf",
    MP4: "film",
    WEBM: "film",
    CAPTIONS: "untertitel",
}


@dataclass(frozen=True, slots=True)
class Media:
    """A file of content/medien/ as it is published: `data` at `url`.

    A picture has a size, a film says more of itself; `seconds` is when the last caption ends. A
    file that was answered, and so is never published, has no `url` and no data.
    """

    name: str
    url: str
    data: bytes = field(default=b"", repr=False)
    width: int = 0
    height: int = 0
    film: FilmFacts | None = None
    seconds: float = 0.0

    @property
    def kind(self) -> MediaKind:
        """What it is, by its ending."""
        return _KINDS.get(self.name[self.name.rfind(".") :], "bild")


class Span(NamedTuple):
    """From (line, column) to (end_line, end_column), counted from 1, end exclusive.

    A tuple, as Scalar and Entry are: a file holds hundreds, and tuples are made much faster.
    """

    line: int
    column: int
    end_line: int
    end_column: int


class Scalar(NamedTuple):
    """A text of one line, or a literal block whose text starts below its span's line.

    `indent` counts the spaces before a block's text, or the opening quote of a quoted text.
    """

    text: str
    span: Span
    is_absent: bool = False
    is_block: bool = False
    indent: int = 0

    def position(self, line: int, column: int) -> tuple[int, int]:
        """Where in the file `line` and `column` of the text stand (all counted from 1)."""
        if self.is_block:
            return self.span.line + line, self.indent + column
        if self.span.end_line > self.span.line:  # refused: its lines were joined to one
            return self.span.line, self.span.column
        return self.span.line, self.span.column + self.indent + column - 1


class Entry(NamedTuple):
    """One key of a mapping with its value."""

    key: str
    span: Span
    value: "Node"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order written; every key occurs once."""

    entries: tuple[Entry, ...]
    span: Span

    def get(self, key: str) -> Entry | None:
        """The entry of that key, if written."""
        return next((entry for entry in self.entries if entry.key == key), None)

    @property
    def is_absent(self) -> bool:
        """Whether nothing stands at any of its keys."""
        return all(entry.value.is_absent for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Sequence:
    """The items of a list in the order written; those `present` are not empty."""

    items: tuple["Node", ...]
    span: Span
    present: tuple["Node", ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Look once: every finding about a long list asks for one of its items."""
        present = tuple(item for item in self.items if not item.is_absent)
        object.__setattr__(self, "present", present)

    @property
    def is_absent(self) -> bool:
        """Whether all its items are empty."""
        return not self.present


Node: TypeAlias = Scalar | Mapping | Sequence
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file: the tree of its YAML and, for Markdown files, the text below it."""

    path: str
    root: Mapping
    body: Scalar | None = None


def plain(node: Node) -> "Plain | None":
    """The node as texts, lists and dicts; absent values (empty, `~`) are left out."""
    if isinstance(node, Scalar):
        return None if node.is_absent else node.text
    if isinstance(node, Sequence):
        return [item for it in node.present if (item := plain(it)) is not None] or None
    pairs = ((entry.key, plain(entry.value)) for entry in node.entries)
    return {key: value for key, value in pairs if value is not None} or None


def span_of(root: Mapping, keys: Keys) -> tuple[Span, Node]:
    """Where the value at `keys` stands, or the nearest thing above it that exists.

    An entry's span is that of its key when the value is missing, a mapping or a list, and
    that of the value when it is a text.
    """
    node: Node = root
    span = root.span
    for key in keys:
        step = _step(node, key)
        if step is None:
            break
        span, node = step
    return span, node


def _step(node: Node, key: str | int) -> tuple[Span, Node] | None:
    if isinstance(node, Mapping) and isinstance(key, str):
        entry = node.get(key)
        if entry is None:
            return None
        is_text = isinstance(entry.value, Scalar) and not entry.value.is_absent
        return (entry.value.span if is_text else entry.span), entry.value
    if isinstance(node, Sequence) and isinstance(key, int) and key < len(node.present):
        return node.present[key].span, node.present[key]
    return None
