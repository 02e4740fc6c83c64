"""One type for everything that is wrong with content or output.

Stages return diagnostics beside their value and never print or raise for a fault in
content; reporters alone turn them into text. A stage that only knows *which key of which
file* is meant gives a location with `keys`; `parse.locate` fills in line and column before
anything is reported.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from typing import TypeAlias

from sitegen.dates import Moment, date_de, exact_de
from sitegen.messages import rules, shown

Keys: TypeAlias = tuple[str | int, ...]


class Severity(IntEnum):
    """How bad a finding is; only errors stop publication (unless `--strict`)."""

    ERROR = 0
    WARNING = 1
    NOTE = 2

    @property
    def label(self) -> str:
        """The word editors read, as in `offers/x.yaml:3:1: Fehler …`."""
        return ("Fehler", "Warnung", "Hinweis")[self]


_SEVERITY = {
    "fehler": Severity.ERROR,
    "warnung": Severity.WARNING,
    "hinweis": Severity.NOTE,
}


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file: lines and columns count code points from 1, 0 means "all of it".

    `path` is relative to the project, with `/`. The end is exclusive. While `keys` is not
    empty the place is still symbolic: the value at these keys (as the editor wrote them),
    and `line`/`column` count from the start of that value's text.
    """

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    keys: Keys = ()

    def inside(self, line: int, column: int) -> "Location":
        """A place inside the text at these keys, counted from its start."""
        return replace(self, line=line, column=column)

    def is_within(self, places: Sequence[str]) -> bool:
        """Whether the file is one of `places` or lies below one of them."""
        return any(self.path == place or self.path.startswith(f"{place}/") for place in places)

    @property
    def sort_key(self) -> tuple[str, int, int, tuple[str, ...]]:
        """Order by file, line and column."""
        return (self.path, self.line, self.column, tuple(map(str, self.keys)))


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that belongs to a finding, such as the other of two equal keys."""

    location: Location
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding, in the editor's words."""

    location: Location
    code: str
    severity: Severity
    message: str
    hint: str = ""
    related: tuple[Related, ...] = ()

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Order by place, severity, code and wording; equal only for equal findings."""
        place = self.location
        others = tuple((other.location.sort_key, other.message) for other in self.related)
        words = (self.severity, self.code, self.message, self.hint)
        return (*place.sort_key, *words, place.end_line, place.end_column, others)

    @property
    def is_error(self) -> bool:
        """Whether this finding stops publication."""
        return self.severity is Severity.ERROR


Findings: TypeAlias = tuple[Diagnostic, ...]


def diagnose(
    code: str,
    location: Location,
    *,
    related: Sequence[Related] = (),
    hint: str | None = None,
    **values: object,
) -> Diagnostic:
    """A finding with the texts of the catalogue.

    `values` fill the templates of `code`; each is flattened to one short line, and days are
    said in words: one that is to be typed is given as text. `hint` replaces the catalogue's
    hint where the caller knows better advice. Raises `KeyError` for a code or value the
    catalogue does not know: that is our bug, not the editor's.
    """
    rule = rules()[code]
    words = {name: shown(_said(value)) for name, value in values.items()}
    return Diagnostic(
        location=location,
        code=code,
        severity=_SEVERITY[rule.severity],
        message=rule.message.format_map(words),
        hint=rule.hint.format_map(words) if hint is None else hint,
        related=tuple(related),
    )


def _said(value: object) -> object:
    if isinstance(value, Moment):
        return exact_de(value)
    return date_de(value) if isinstance(value, date) else value


def in_order(findings: Iterable[Diagnostic]) -> Findings:
    """Sorted and without repetitions, as every report shows them."""
    return tuple(sorted(set(findings), key=lambda finding: finding.sort_key))


def strict(findings: Iterable[Diagnostic]) -> Findings:
    """The same findings with warnings raised to errors (`--strict`)."""
    return tuple(
        replace(finding, severity=Severity.ERROR)
        if finding.severity is Severity.WARNING
        else finding
        for finding in findings
    )


def has_errors(findings: Iterable[Diagnostic]) -> bool:
    """Whether anything among `findings` stops publication."""
    return any(finding.is_error for finding in findings)
