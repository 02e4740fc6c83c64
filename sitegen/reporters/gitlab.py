"""Findings as a Code Quality report, which GitLab compares with that of the target branch.

The form is the part of Code Climate's that GitLab documents: one array of objects. GitLab knows
a finding again by its fingerprint, so that only what a merge request brings counts as new.
"""

from collections.abc import Mapping, Sequence
from typing import TextIO

from sitegen.census import fingerprints
from sitegen.diagnostics import Diagnostic, Severity, in_order
from sitegen.source import SourceFile
from sitegen.visible import json_line, one_line, visible

# GitLab's words; what stops publication is critical, what does not is minor.
_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


def report(
    findings: Sequence[Diagnostic], _sources: Mapping[str, SourceFile], stream: TextIO
) -> None:
    """Write all findings as one JSON array, one finding per line."""
    ordered = in_order(findings)
    marks = fingerprints(ordered)
    rows = [json_line(_row(*pair)) for pair in zip(ordered, marks, strict=True)]
    stream.write("[\n" + ",\n".join(rows) + "\n]\n" if rows else "[]\n")


def _row(finding: Diagnostic, mark: str) -> dict[str, object]:
    advice = finding.hint.strip().partition("\n")[0]
    return {
        "description": one_line(f"{finding.message} {advice}"),
        "check_name": finding.code,
        "fingerprint": mark,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": visible(finding.location.path) or ".",
            "lines": {"begin": max(finding.location.line, 1)},
        },
    }
