"""Findings as JSON, for programs: one array with one finding per line, pure ASCII.

An array rather than JSON Lines, so that "no findings" is a valid document too. Lines and
columns count code points from 1 and 0 means "all of it", the end is exclusive, as in
`Location`; `hint` may be empty.
"""

from collections.abc import Mapping, Sequence
from typing import TextIO

from sitegen.diagnostics import Diagnostic, Location, in_order
from sitegen.source import SourceFile
from sitegen.visible import json_line


def report(
    findings: Sequence[Diagnostic], _sources: Mapping[str, SourceFile], stream: TextIO
) -> None:
    """Write all findings as one JSON array; keys always stand in the same order."""
    rows = [json_line(_finding(finding)) for finding in in_order(findings)]
    stream.write("[\n" + ",\n".join(rows) + "\n]\n" if rows else "[]\n")


def _finding(finding: Diagnostic) -> dict[str, object]:
    return {
        **_place(finding.location),
        "code": finding.code,
        "severity": finding.severity.label.lower(),
        "message": finding.message,
        "hint": finding.hint,
        "related": [
            {**_place(other.location), "message": other.message} for other in finding.related
        ],
    }


def _place(location: Location) -> dict[str, object]:
    return {
        "path": location.path,
        "line": location.line,
        "column": location.column,
        "endLine": location.end_line,
        "endColumn": location.end_column,
    }
