"""Findings as annotations of a GitHub workflow: one workflow command per line of the log.

Every line is a command of ours. In what comes from files, line breaks, per cent signs and, where
they separate, colons and commas are escaped as GitHub documents it, so that it can neither
end the command nor begin another.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

from sitegen.diagnostics import Diagnostic, Location, Severity, in_order
from sitegen.messages import rules
from sitegen.source import SourceFile
from sitegen.visible import one_line, visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def report(
    findings: Sequence[Diagnostic], _sources: Mapping[str, SourceFile], stream: TextIO
) -> None:
    """Write one command per finding; GitHub shows the first ten of each kind beside the lines."""
    stream.writelines(_command(finding) + "\n" for finding in in_order(findings))


def _command(finding: Diagnostic) -> str:
    rule = rules().get(finding.code)
    title = f"{rule.title} [{finding.code}]" if rule else f"[{finding.code}]"
    given = {**_place(finding.location), "title": one_line(title)}
    properties = ",".join(f"{name}={_property(value)}" for name, value in given.items())
    return f"::{_COMMANDS[finding.severity]} {properties}::{_escaped(_message(finding))}"


def _place(place: Location) -> dict[str, str]:
    """File and place; GitHub knows columns only for places within one line."""
    found = {"file": visible(place.path)} if place.path else {}
    if not place.line:
        return found
    end_line = max(place.end_line, place.line)
    found["line"] = str(place.line)
    if place.column and end_line == place.line:
        found["col"] = str(place.column)
    found["endLine"] = str(end_line)
    if "col" in found and place.end_column > place.column:
        found["endColumn"] = str(place.end_column)
    return found


def _message(finding: Diagnostic) -> str:
    return "\n".join([one_line(finding.message), *_hint(finding.hint)])


def _hint(hint: str) -> Iterator[str]:
    first, *rest = hint.strip().split("\n")
    if first:
        yield f"Hilfe: {one_line(first)}"
        yield from (visible(line.rstrip()) for line in rest)


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
