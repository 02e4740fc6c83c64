"""Content type -> what to fill in: every key of a record on a line of its own, explained.

New files, the templates in `vorlagen/` and the small file to paste when a record is missing are
made of this. A record starts as a draft and claims nothing: keys that only a person who checked
may write are left out. In the long form an optional key and all that belongs to it have a `#`
before them, so that a copy says nothing about what nobody filled in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

from sitegen.describe import FieldNote, describe
from sitegen.models import CONTENT_TYPES
from sitegen.models.base import Content, ContentType

BODY = "text"
_NEVER = frozenset(["geprueft_am", "geprueft_von", "quelle_hash"])
_STATUS, _DRAFT = "pflege.status", "entwurf"
_WIDTH = 98


@dataclass(frozen=True, slots=True)
class Blank:
    """A line to fill in: a key of a record, or an item of its list if `is_item`.

    `path` is the dotted key. `indent` is where the key stands, after the dash of an item;
    `is_out` marks a line with a `#` before it, which does not count.
    """

    note: FieldNote
    path: str
    indent: int
    has_dash: bool = False
    is_item: bool = False
    is_out: bool = False

    @property
    def takes_value(self) -> bool:
        """Whether something is to be written on this line, not only below it."""
        return self.is_item or not (self.note.fields or self.note.is_list)

    def line(self, value: str = "") -> str:
        """The line with that value."""
        key = "" if self.is_item else f"{self.note.key}: "
        text = f"{'- ' if self.has_dash else ''}{key}{value}".rstrip()
        return f"{self._margin}{'#' if self.is_out else ''}{text}"

    def lines(self, value: str = "") -> Iterator[str]:
        """The line with that value, or that of a draft's status, below what its key means."""
        if not self.is_item:
            mark = f"{self._margin}# "
            yield from _wrapped(_comment(self.note), mark, mark)
        yield self.line(_DRAFT if self.path == _STATUS else value)

    @property
    def _margin(self) -> str:
        return " " * (self.indent - 2 * self.has_dash)


def paragraph(text: str, mark: str = "") -> Iterator[str]:
    """A comment of as many lines as it takes; `mark` stands before the first."""
    return _wrapped(text, f"# {mark}", "# " + " " * len(mark))


def _wrapped(text: str, first: str, others: str) -> Iterator[str]:
    # Paths have hyphens and are to be copied.
    yield from wrap(
        text, _WIDTH, initial_indent=first, subsequent_indent=others, break_on_hyphens=False
    )


@dataclass(frozen=True, slots=True)
class _Choice:
    """Which keys are asked for: the needed ones, those `named`, or with `is_all` every one.

    With `is_long` the others are there, too, but taken out.
    """

    named: tuple[str, ...] = ()
    is_long: bool = False
    is_all: bool = False

    def asks(self, note: FieldNote, path: str) -> bool:
        """Whether the key at `path` is there to be filled in."""
        below = (name == path or name.startswith(f"{path}.") for name in self.named)
        return self.is_all or note.is_required or any(below)


def blanks(
    content_type: ContentType[Content], *, is_long: bool, named: Sequence[str] = ()
) -> tuple[Blank, ...]:
    """The keys of a new record in the order of its model, without the text of a Markdown file.

    `named` are dotted keys that are asked for besides those that always are.
    """
    choice = _Choice((*content_type.short, _STATUS, *named), is_long)
    return tuple(_blanks(_keys(content_type), "", 0, choice))


def smallest(content_type: ContentType[Content]) -> Iterator[str]:
    """The lines of a record with what it needs and nothing else, `…` where a value belongs."""
    for blank in _blanks(_keys(content_type), "", 0, _Choice()):
        words = f"  # {', '.join(blank.note.allowed)}" if blank.note.allowed else ""
        yield blank.line(f"…{words}" if blank.takes_value else "")


def body_note(content_type: ContentType[Content]) -> FieldNote | None:
    """The key whose text stands below the head of a Markdown file."""
    found = (note for note in describe(content_type.model) if note.key == BODY)
    return next(found, None) if content_type.suffix.endswith(".md") else None


def explanation(note: FieldNote) -> str:
    """What a key means: its description, where ids come from, how a value looks, its duty."""
    parts = [note.description, *_homes(note)]
    if note.shape:
        parts.append(f"({note.shape})")
    if note.is_required:
        parts.append("(nötig)")
    return " ".join(parts)


def _keys(content_type: ContentType[Content]) -> tuple[FieldNote, ...]:
    body = body_note(content_type)
    return tuple(note for note in describe(content_type.model) if note != body)


def _blanks(
    notes: Sequence[FieldNote], above: str, indent: int, choice: _Choice, *, is_item: bool = False
) -> Iterator[Blank]:
    asked = {note.key: choice.asks(note, f"{above}{note.key}") for note in notes}
    wanted = [n for n in notes if n.key not in _NEVER and (asked[n.key] or choice.is_long)]
    # The dash of an item needs a line that counts, so those come first.
    ordered = sorted(wanted, key=lambda note: not asked[note.key]) if is_item else wanted
    for place, note in enumerate(ordered):
        path, is_asked = f"{above}{note.key}", asked[note.key]
        own = Blank(note, path, indent, has_dash=is_item and place == 0)
        below = _below(note, path, indent, choice if is_asked else _Choice(is_all=True))
        for blank in (own, *below):
            yield blank if is_asked else replace(blank, is_out=True)


def _below(note: FieldNote, path: str, indent: int, choice: _Choice) -> Iterator[Blank]:
    depth = indent + (4 if note.is_list else 2)
    for _ in range(max(note.least, 1)):
        if note.fields:
            yield from _blanks(note.fields, f"{path}.", depth, choice, is_item=note.is_list)
        elif note.is_list:
            yield Blank(note, path, depth, has_dash=True, is_item=True)


def _comment(note: FieldNote) -> str:
    text = explanation(note)
    if note.kind == "ja/nein/unbekannt":
        return f"{text} Möglich: ja, nein, unbekannt."
    words = ", ".join(note.allowed)
    return f"{text} Möglich: {words}." if words and not note.refers_to else text


def _homes(note: FieldNote) -> Iterator[str]:
    """Where the records stand whose ids are meant."""
    for content_type in CONTENT_TYPES:
        if content_type.name in note.refers_to:
            yield f"{content_type.label}: {content_type.path_of('<kennung>')}."
