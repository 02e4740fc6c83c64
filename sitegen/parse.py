"""SourceFile -> Document: one pass over PyYAML's C event stream, everything stays text.

What comes in are the bytes of one file; what leaves is a tree of texts with the position of
every key and value, or findings that say where the file cannot be read. Nothing is typed
and nothing is guessed: anchors, merge keys, tags, doubled keys and deep nesting are refused
before they can hang the parser or change a value (yaml/pyyaml issues 165, 235, 897).
"""

import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as AbstractMapping
from dataclasses import replace
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from sitegen.diagnostics import (
    Diagnostic,
    Findings,
    Location,
    Related,
    diagnose,
    in_order,
    strict,
)
from sitegen.source import (
    Document,
    Entry,
    Mapping,
    Node,
    Scalar,
    Sequence,
    SourceFile,
    Span,
    span_of,
)

MAX_DEPTH = 12
MOST = 50  # findings that do not stop the reading of a file
FENCE = "---"

# Control characters, and characters that some readers count as line breaks or that change
# the direction of text so that a reviewer sees something else than the program.
_FORBIDDEN = re.compile(
    r"\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_START = Span(1, 1, 1, 1)
_NULLS = frozenset(["", "~", "null", "Null", "NULL"])

# What the scanner says (part of its English words), our code for it, and whether the place
# to look at is where the faulty thing begins rather than where the scanner gave up.
_SYNTAX = (
    ("found character '\\t'", "yaml-tabulator", False),
    ("mapping values are not allowed", "yaml-doppelpunkt", False),
    ("that cannot start any token", "yaml-sonderzeichen", False),
    ("expected alphabetic or numeric character", "yaml-sonderzeichen", True),
    ("could not find expected ':'", "yaml-schluessel", True),
    ("found unexpected end of stream", "yaml-anfuehrung-offen", True),
    ("expected ',' or ']'", "yaml-klammer", True),
    ("expected ',' or '}'", "yaml-klammer", True),
    ("did not find expected node content", "yaml-klammer", False),
    ("escape", "yaml-rueckstrich", False),
    ("hexdecimal number", "yaml-rueckstrich", False),
    ("expected comment or line break", "yaml-text-nach-strich", True),
    ("unknown directive", "yaml-anweisung", True),
    ("incompatible YAML document", "yaml-anweisung", False),
    ("did not find expected key", "yaml-einrueckung", False),
    ("expected '-' indicator", "yaml-einrueckung", False),
    ("block sequence entries are not allowed", "yaml-einrueckung", False),
    ("inconsistent indentation", "yaml-einrueckung", False),
)
# What stands before the place where a line goes on although its value had ended.
_QUOTES = ('"', "'")
_ENDED = dict.fromkeys(_QUOTES, "yaml-anfuehrung-mitte") | dict.fromkeys("]}", "yaml-klammer")


class _RefusedError(Exception):
    """Ends the reading of one file; carries its finding."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.code)
        self.finding = finding


def parse(source: SourceFile) -> tuple[Document | None, Findings]:
    """Read one YAML file, or one Markdown file with a YAML head between `---` lines."""
    if source.is_refused:
        return None, ()
    text, findings = _decode(source)
    if text is None:
        return None, findings
    collected: list[Diagnostic] = []
    try:
        head, body = _split(source.path, text)
        root = _Builder(source.path, head, collected).document()
    except _RefusedError as refusal:
        return None, (*collected, refusal.finding)
    return Document(source.path, root, body), tuple(collected)


def settled(
    findings: Iterable[Diagnostic], sources: AbstractMapping[str, SourceFile], *, is_strict: bool
) -> Findings:
    """Findings as they are reported: at their lines, in order, warnings perhaps as errors."""
    located = in_order(locate(findings, sources))
    return strict(located) if is_strict else located


def locate(findings: Iterable[Diagnostic], sources: AbstractMapping[str, SourceFile]) -> Findings:
    """Fill in line and column of every finding that only names keys of a file."""
    documents: dict[str, Document | None] = {}

    def absolute(location: Location) -> Location:
        if not location.keys:
            return location
        path = location.path
        if path in sources and path not in documents:
            documents[path] = parse(sources[path])[0]
        document = documents.get(path)
        return _absolute(location, document) if document else Location(path)

    return tuple(
        replace(
            finding,
            location=absolute(finding.location),
            related=tuple(
                replace(other, location=absolute(other.location)) for other in finding.related
            ),
        )
        for finding in findings
    )


def _absolute(location: Location, document: Document) -> Location:
    if document.body and location.keys == ("text",):
        line, column = document.body.position(location.line or 1, location.column or 1)
        return Location(location.path, line, column)
    span, node = span_of(document.root, location.keys)
    if location.line and isinstance(node, Scalar):
        line, column = node.position(location.line, location.column)
        return Location(location.path, line, column)
    return Location(location.path, span.line, span.column, span.end_line, span.end_column)


def _decode(source: SourceFile) -> tuple[str | None, Findings]:
    try:
        text = source.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = source.data[: error.start].decode("utf-8", errors="replace")
        line, column = _line_and_column(before, len(before))
        return None, (diagnose("kodierung-nicht-utf8", Location(source.path, line, column)),)
    findings = []
    for match in _FORBIDDEN.finditer(text):
        line, column = _line_and_column(text, match.start())
        findings.append(
            diagnose(
                "zeichen-nicht-erlaubt",
                Location(source.path, line, column),
                zeichen=f"U+{ord(match[0]):04X}",
            )
        )
        if len(findings) == 5:
            break
    return (None, tuple(findings)) if findings else (text, ())


def _line_and_column(text: str, index: int) -> tuple[int, int]:
    """Line and column of a code point; lines end with LF or CRLF and nothing else."""
    return text.count("\n", 0, index) + 1, index - (text.rfind("\n", 0, index) + 1) + 1


def _split(path: str, text: str) -> tuple[str, Scalar | None]:
    """Head and body of a Markdown file; the head keeps its lines by leaving them in place."""
    if not path.endswith(".md"):
        return text, None
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].rstrip() != FENCE:
        raise _RefusedError(diagnose("kopfdaten-fehlen", Location(path, 1, 1)))
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() == FENCE:
            head = "\n" + "".join(lines[1 : number - 1])
            span = Span(number, 1, number, len(FENCE) + 1)
            body = "".join(lines[number:]).replace("\r\n", "\n")
            return head, Scalar(body, span, is_block=True, is_absent=not body.strip())
    raise _RefusedError(diagnose("kopfdaten-offen", Location(path, 1, 1)))


class _Builder:
    """Builds the tree of one file and collects what does not stop the reading."""

    def __init__(self, path: str, text: str, findings: list[Diagnostic]) -> None:
        self.path = path
        self.lines = text.split("\n")
        self.findings = findings
        self._long: tuple[Span, Diagnostic] | None = None  # the last text of several lines
        self._next: Callable[[], Any] = yaml.CSafeLoader(text).get_event

    def document(self) -> Mapping:
        """The one mapping that the file must be."""
        try:
            return self._document()
        except yaml.YAMLError as error:
            raise _RefusedError(self._syntax(error)) from None

    def _document(self) -> Mapping:
        self._next()
        start = self._next()
        if isinstance(start, StreamEndEvent):
            self._refuse("datei-leer", _START)
        if isinstance(start, DocumentStartEvent) and (start.version or start.tags):
            self._refuse("yaml-anweisung", _span(start))
        root = self._node(self._next(), depth=1)
        self._next()
        after = self._next()
        if not isinstance(after, StreamEndEvent):
            self._refuse("yaml-mehrere-dokumente", _span(after))
        is_empty = not root.entries if isinstance(root, Mapping) else root.is_absent
        if is_empty:
            self._refuse("datei-leer", _START)
        if not isinstance(root, Mapping):
            self._refuse("datei-ohne-schluessel", root.span)
        return root

    def _syntax(self, error: yaml.YAMLError) -> Diagnostic:
        problem = getattr(error, "problem", None) or ""
        known = ((code, at_start) for words, code, at_start in _SYNTAX if words in problem)
        code, is_at_start = next(known, ("yaml-form", False))
        gave_up = getattr(error, "problem_mark", None)
        began = getattr(error, "context_mark", None)
        mark = (is_at_start and began) or gave_up or began
        if mark is None:
            return diagnose("yaml-form", Location(self.path, 1, 1))
        line = min(mark.line, len(self.lines) - 1)
        column = min(mark.column, len(self.lines[line]))
        code, line, column = self._clearer(code, line, column)
        is_end = gave_up is not None and not any(map(str.strip, self.lines[gave_up.line :]))
        if self._long and gave_up and self._long[0].end_line + is_end > gave_up.line:
            # The text has swallowed what follows it: a consequence, not another mistake.
            self.findings.remove(self._long[1])
        return diagnose(code, Location(self.path, line + 1, column + 1))

    def _clearer(self, code: str, line: int, column: int) -> tuple[str, int, int]:
        """What an editor did wrong, where the scanner only noticed its consequence."""
        text = self.lines[line]
        before = text[:column].rstrip()
        if "\t" in text[: _indented(text)]:
            return "yaml-tabulator", line, text.index("\t")
        if code == "yaml-einrueckung":
            if before[-1:] in _QUOTES and self._long and self._long[0].end_line == line + 1:
                start = self._long[0]
                return "yaml-anfuehrung-offen", start.line - 1, start.column - 1
            return _ENDED.get(before[-1:], code), line, column
        if code == "yaml-doppelpunkt" and ":" not in before:
            above = next((n for n in range(line - 1, -1, -1) if self.lines[n].strip()), line)
            if ":" not in self.lines[above]:
                return "yaml-schluessel", above, _indented(self.lines[above])
            if before.strip().isidentifier():
                return "yaml-einrueckung", line, _indented(text)
        return code, line, column

    def _refuse(self, code: str, span: Span) -> NoReturn:
        raise _RefusedError(diagnose(code, self._at(span), grenze=MAX_DEPTH))

    def _at(self, span: Span) -> Location:
        return Location(self.path, span.line, span.column, span.end_line, span.end_column)

    def _node(self, event: Any, depth: int) -> Node:
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        span = _span(event)
        if isinstance(event, AliasEvent):
            self._refuse("yaml-anker", span)
        self._refuse_marks(event, span)
        if depth > MAX_DEPTH:
            self._refuse("yaml-zu-tief", span)
        is_mapping = isinstance(event, MappingStartEvent)
        return self._mapping(span, depth) if is_mapping else self._sequence(span, depth)

    def _refuse_marks(self, event: Any, span: Span) -> None:
        if event.anchor:
            self._refuse("yaml-anker", span)
        if event.tag is not None:
            self._refuse("yaml-typangabe", span)

    def _sequence(self, span: Span, depth: int) -> Sequence:
        items = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Sequence(tuple(items), span)

    def _mapping(self, span: Span, depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            key = self._key(event)
            entry = Entry(key.text, key.span, self._node(self._next(), depth + 1))
            first = entries.setdefault(entry.key, entry)
            if first is not entry:
                self._doubled(entry, first)
        return Mapping(tuple(entries.values()), span)

    def _key(self, event: Any) -> Scalar:
        if not isinstance(event, ScalarEvent):
            self._refuse("yaml-schluessel", _span(event))
        key = self._scalar(event)
        if key.text == "<<":
            self._refuse("yaml-anker", key.span)
        if not key.text.strip():
            self._refuse("yaml-schluessel", key.span)
        return key

    def _doubled(self, again: Entry, first: Entry) -> None:
        other = Related(self._at(first.span), "Hier steht der Schlüssel zum ersten Mal.")
        place = self._at(again.span)
        self._collect(diagnose("schluessel-doppelt", place, related=[other], schluessel=again.key))

    def _collect(self, finding: Diagnostic) -> None:
        """Note what does not stop the reading, up to a number that still helps somebody."""
        self.findings.append(finding)
        if len(self.findings) >= MOST:
            place = Location(self.path)
            raise _RefusedError(diagnose("zu-viele-fehler", place, grenze=MOST))

    def _scalar(self, event: Any) -> Scalar:
        span, style = _span(event), event.style or ""
        text: str = event.value
        self._refuse_marks(event, span)
        if style == "|":
            return Scalar(
                text,
                span._replace(end_line=span.line, end_column=span.column + 1),
                is_absent=not text.strip(),
                is_block=True,
                indent=self._indent(text, span),
            )
        if style == ">" or span.end_line != span.line:
            end = len(self.lines[span.line - 1].rstrip()) + 1
            first_line = span._replace(end_line=span.line, end_column=end)
            self._long = span, diagnose("mehrzeilig-ohne-strich", self._at(first_line))
            self._collect(self._long[1])
        is_absent = not text.strip() if style else text in _NULLS
        return Scalar(text, span, is_absent, indent=1 if style else 0)

    def _indent(self, text: str, span: Span) -> int:
        for offset, line in enumerate(text.split("\n")):
            if line.strip():
                raw = self.lines[span.line + offset]
                return len(raw) - len(raw.lstrip(" ")) - (len(line) - len(line.lstrip(" ")))
        return 0


def _indented(line: str) -> int:
    return len(line) - len(line.lstrip())


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
